/* SPDX-License-Identifier: MIT */
/** AUTH (RFC 5034). */
#ifndef MLA_POP3_AUTH_H
#define MLA_POP3_AUTH_H

#include "pop3/connection.h"

/**
 * Answers the challenge in the event's text, or cancels the exchange with "*".
 *
 * @return MLA_OK, or a fatal status: the first command is no AUTH, or was cancelled before.
 */
int32_t mla__pop3_auth_answer(mla_pop3 *c);

/**
 * The result of the first command, an AUTH that the server has accepted or refused.
 *
 * @return MLA_AGAIN where it was accepted before anything was answered: some servers challenge by "+OK".
 */
int32_t mla__pop3_auth_result(mla_pop3 *c, int32_t result);

#endif
