/* SPDX-License-Identifier: MIT */
#include "session/tls_share.h"

#include "base/alloc.h"

mla__tls_share *mla__tls_share_new(const mla_allocator *allocator) {
    mla__tls_share *made = mla__alloc(allocator, sizeof *made);

    if (made == NULL)
        return NULL;
    made->allocator = *allocator;
    atomic_init(&made->users, 1);
    atomic_init(&made->context, NULL);
    return made;
}

mla__tls_share *mla__tls_share_join(mla__tls_share *share) {
    atomic_fetch_add(&share->users, 1);
    return share;
}

void mla__tls_share_leave(mla__tls_share *share) {
    if (share == NULL || atomic_fetch_sub(&share->users, 1) != 1)
        return;
    mla_tls_context_free(atomic_load(&share->context));
    mla__release(&share->allocator, share, sizeof *share);
}

mla_tls_context *mla__tls_share_context(mla__tls_share *share) {
    return atomic_load(&share->context);
}

void mla__tls_share_offer(mla__tls_share *share, mla_tls_context *made) {
    mla_tls_context *none = NULL;

    if (!atomic_compare_exchange_strong(&share->context, &none, made))
        mla_tls_context_free(made);
}
