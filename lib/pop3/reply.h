/* SPDX-License-Identifier: MIT */
/** What a line of the server says. All strings are views of that line. */
#ifndef MLA_POP3_REPLY_H
#define MLA_POP3_REPLY_H

#include <stdbool.h>

#include <mailaccess/pop3.h>

/**
 * Reads a status line into `code`, `code_name` and `text` of an event. "+OK" and "-ERR" may be in any
 * case.
 *
 * @return MLA_OK; MLA_E_SERVER_NO; MLA_AGAIN: a challenge, `text` is what follows "+";
 *         MLA_E_PROTOCOL: no status line.
 */
int32_t mla__pop3_reply_status(mla_str line, mla_pop3_event *event);

/** @param code MLA_POP3_CODE_*. @return MLA_RETRY_* for a command or connection that failed so. */
int32_t mla__pop3_reply_retry(int32_t status, int32_t code);

/** Whether a login refused with this code was refused for its credentials. */
bool mla__pop3_reply_blames_credentials(int32_t code);

/** The timestamp of APOP in a greeting, with its angle brackets; absent when there is none. */
mla_str mla__pop3_reply_timestamp(mla_str text);

/** Reads a line of CAPA into `name`, `arguments` and `capability`. @return false: it is blank. */
bool mla__pop3_reply_capability(mla_str line, mla_pop3_event *event);

/**
 * Reads "number rest" into `number`, and `rest` without spaces around it into `id`.
 *
 * @return false: there is no number, or something else is glued to it.
 */
bool mla__pop3_reply_numbered(mla_str line, mla_pop3_event *event);

#endif
