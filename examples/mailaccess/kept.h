/* SPDX-License-Identifier: MIT */
/**
 * Operations that fetch and are not complete, and their messages on the disk: the server may still refuse one that
 * it has sent already, and servers send several before they complete the first.
 */
#ifndef KEPT_H
#define KEPT_H

#include <stdint.h>

#include "store.h"

#define KEPT_MAX 64 /* operations under way */

struct kept {
    uint32_t operations[KEPT_MAX]; /* 0: none */
    uint64_t sizes[KEPT_MAX];
    char names[KEPT_MAX][STORE_NAME_SIZE]; /* "": no message yet */
    char last[STORE_NAME_SIZE];            /* the name noted last; "": none yet */
};

/** Fewer than KEPT_MAX are under way. @param size octets that were announced; 0: unknown. */
void kept_begin(struct kept *kept, uint32_t operation, uint64_t size);

/** What was announced. */
uint64_t kept_size(const struct kept *kept, uint32_t operation);

/** The message of an operation has this name. */
void kept_note(struct kept *kept, uint32_t operation, const char *name);

/** The operation is complete. @return its message's name, until the next one begins; NULL: it has none. */
const char *kept_release(struct kept *kept, uint32_t operation);

#endif
