/* SPDX-License-Identifier: MIT */
/** What a line of the server says. It stands in the event's `data`, and all strings are views of it. */
#ifndef MLA_POP3_REPLY_H
#define MLA_POP3_REPLY_H

#include <stdbool.h>

#include <mailaccess/pop3.h>

/**
 * Reads a status line into `code`, `code_name` and `text` of an event. "+OK" may be in any
 * case; what begins with "-" is -ERR.
 *
 * @return MLA_OK; MLA_E_SERVER_NO; MLA_AGAIN: a challenge, `text` is what follows "+";
 *         MLA_E_PROTOCOL: no status line.
 */
int32_t mla__pop3_reply_status(mla_pop3_event *event);

/** @param code MLA_POP3_CODE_*. @return MLA_RETRY_* for a command or connection that failed so. */
int32_t mla__pop3_reply_retry(int32_t status, int32_t code);

/** Reads a line of CAPA into `name`, `arguments` and `capability`. @return false: it is blank. */
bool mla__pop3_reply_capability(mla_pop3_event *event);

/**
 * Reads "number rest" into `number`, and `rest` without spaces around it into `id`.
 *
 * @return false: there is no number, or something else is glued to it.
 */
bool mla__pop3_reply_numbered(mla_pop3_event *event);

#endif
