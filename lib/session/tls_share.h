/* SPDX-License-Identifier: MIT */
/**
 * The TLS context that all sessions use which were opened with the same options: the authorities are
 * read once, and a session resumes what one before it, or beside it, has established.
 *
 * Belongs to the options and to each session, in whatever threads these live: whoever leaves last
 * releases it.
 */
#ifndef MLA_SESSION_TLS_SHARE_H
#define MLA_SESSION_TLS_SHARE_H

#include <stdatomic.h>

#include <mailaccess/transport.h>

typedef struct mla__tls_share {
    mla_allocator allocator;
    atomic_uint users;
    _Atomic(mla_tls_context *) context; /**< made by the first session that needs it */
} mla__tls_share;

/** @return NULL without memory. */
mla__tls_share *mla__tls_share_new(const mla_allocator *allocator);

/** One user more. @return `share`. */
mla__tls_share *mla__tls_share_join(mla__tls_share *share);
/** One less. NULL is fine. */
void mla__tls_share_leave(mla__tls_share *share);

/** @return the context; NULL when none was made yet. */
mla_tls_context *mla__tls_share_context(mla__tls_share *share);

/** @param made to be shared from here on; released when another thread was faster. */
void mla__tls_share_offer(mla__tls_share *share, mla_tls_context *made);

#endif
