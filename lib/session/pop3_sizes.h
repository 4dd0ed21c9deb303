/* SPDX-License-Identifier: MIT */
/**
 * The sizes of a mailbox's messages, seven bits an octet: two octets for most mail, where numbers of
 * 64 bits would take eight.
 */
#ifndef MLA_SESSION_POP3_SIZES_H
#define MLA_SESSION_POP3_SIZES_H

#include "session/spool.h"

/** Begin with zeros, but for the folder of `octets`. */
typedef struct mla__pop3_sizes {
    mla__spool octets;
    uint32_t *blocks; /**< where each block of numbers begins in `octets` */
    uint32_t block_capacity;
    uint32_t count;
} mla__pop3_sizes;

/** Adds the size of the next message. @return MLA_OK, MLA_E_LIMIT, MLA_E_NO_MEMORY or MLA_E_FILE. */
int32_t mla__pop3_sizes_add(mla__pop3_sizes *sizes, const mla_allocator *allocator, uint64_t size);

/** The size of message `index`, which has to be there. */
uint64_t mla__pop3_sizes_get(const mla__pop3_sizes *sizes, uint32_t index);

void mla__pop3_sizes_deinit(mla__pop3_sizes *sizes, const mla_allocator *allocator);

#endif
