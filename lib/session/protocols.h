/* SPDX-License-Identifier: MIT */
/** The protocols that this build has. */
#ifndef MLA_SESSION_PROTOCOLS_H
#define MLA_SESSION_PROTOCOLS_H

#include "session/session.h"

extern const mla__protocol mla__protocol_imap;
extern const mla__protocol mla__protocol_pop3;

/** @return NULL when the build lacks it. */
static inline const mla__protocol *mla__protocol_find(int32_t protocol) {
#if MLA_WITH_IMAP
    if (protocol == MLA_PROTOCOL_IMAP)
        return &mla__protocol_imap;
#endif
#if MLA_WITH_POP3
    if (protocol == MLA_PROTOCOL_POP3)
        return &mla__protocol_pop3;
#endif
    return NULL;
}

#endif
