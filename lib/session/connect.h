/* SPDX-License-Identifier: MIT */
/** From options to a connection on which the protocol may speak. */
#ifndef MLA_SESSION_CONNECT_H
#define MLA_SESSION_CONNECT_H

#include <stdbool.h>

#include <mailaccess/session.h>

/** Makes the transports, TCP unless session->bottom is there. Nothing is sent. */
int32_t mla__connect_begin(mla_session *session);

/** TLS on top of the connection that stands: STARTTLS was accepted. */
int32_t mla__connect_upgrade(mla_session *session);

/** Goes on with connecting. @return MLA_OK when it stands, MLA_AGAIN or an error. */
int32_t mla__connect_advance(mla_session *session);

/**
 * Whether a password may go out over the connection as it is: TLS stands, or the caller asked for
 * less by name.
 */
bool mla__connect_is_safe(const mla_session *session);

void mla__connect_deinit(mla_session *session);

#endif
