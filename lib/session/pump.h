/* SPDX-License-Identifier: MIT */
/** Moves octets between transport and codec, and knows how long that may take. */
#ifndef MLA_SESSION_PUMP_H
#define MLA_SESSION_PUMP_H

#include <mailaccess/session.h>

/**
 * One round, when nothing is left to be done without octets.
 *
 * @return MLA_OK: look again; MLA_AGAIN: the caller has to wait (non-blocking); MLA_END: nothing is
 *         under way; or an error.
 */
int32_t mla__pump(mla_session *session);

#endif
