/* SPDX-License-Identifier: MIT */
/** Commands that were submitted: encoded in the transmit buffer, released as the window allows. */
#ifndef MLA_POP3_QUEUE_H
#define MLA_POP3_QUEUE_H

#include "pop3/command.h"
#include "pop3/connection.h"

/* A submission: begin, any number of lines, commit. An error in `adding` undoes it all. */

void mla__pop3_begin(mla_pop3 *c);

/**
 * Adds "VERB words" as a line. A word must not be empty, nor hold CR, LF or NUL.
 *
 * @return its slot; that of nobody when something is wrong.
 */
mla__pop3_slot *mla__pop3_add(mla_pop3 *c, uint8_t kind, const mla_str *words, size_t count);

/** @return the status of the whole. */
int32_t mla__pop3_commit(mla_pop3 *c, uint32_t *command);

/** Octets in the transmit buffer. */
size_t mla__pop3_unsent(const mla_pop3 *c);

/** Lets go what the window allows. */
void mla__pop3_release(mla_pop3 *c);

/** Octets behind those that are released are now too: the last of them are the slot's. */
void mla__pop3_release_octets(mla_pop3 *c, mla__pop3_slot *slot, size_t len);

/** The slot `i` places behind the first gets `flag`; or, not sent, never will be. */
void mla__pop3_withdraw(mla_pop3 *c, uint32_t i, uint8_t flag);

/** The first slot is done with. */
void mla__pop3_pop(mla_pop3 *c);

#endif
