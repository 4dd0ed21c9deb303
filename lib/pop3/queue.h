/* SPDX-License-Identifier: MIT */
/** Commands that were submitted: encoded in the transmit buffer, released as the window allows. */
#ifndef MLA_POP3_QUEUE_H
#define MLA_POP3_QUEUE_H

#include "pop3/command.h"
#include "pop3/connection.h"

/**
 * Encodes a command behind the others; it joins them by mla__pop3_commit(). What is wrong stands in
 * `adding`.
 *
 * @param words NULL, or what follows the verb; of USER what follows PASS too. None may be empty, nor
 *              hold CR, LF or NUL.
 */
mla__pop3_slot *mla__pop3_prepare(mla_pop3 *c, uint8_t kind, const mla_str *words);

/** @return `adding`: when that is an error, nothing has changed. */
int32_t mla__pop3_commit(mla_pop3 *c, mla__pop3_slot *slot, uint32_t *command);

/** Lets go what the window allows. */
void mla__pop3_release(mla_pop3 *c);

/** Lets go the line of `now` octets. @param shown octets before a secret in it; all: there is none. */
void mla__pop3_release_line(mla_pop3 *c, mla__pop3_slot *slot, size_t shown);

/** The first slot is done with. */
void mla__pop3_pop(mla_pop3 *c);

#endif
