/* SPDX-License-Identifier: MIT */
/** AUTH (RFC 5034). */
#ifndef MLA_POP3_AUTH_H
#define MLA_POP3_AUTH_H

#include "pop3/connection.h"

/**
 * Answers the challenge to an AUTH, which is the first command, or cancels it with "*".
 *
 * @param text in base64, in the receive buffer: decoded in place.
 * @return MLA_OK, or a fatal status.
 */
int32_t mla__pop3_auth_answer(mla_pop3 *c, mla_str text);

/** The result of an AUTH that the server has accepted (MLA_OK) or refused (an error). */
int32_t mla__pop3_auth_result(mla_pop3 *c, int32_t result);

#endif
