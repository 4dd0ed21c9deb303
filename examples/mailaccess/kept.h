/* SPDX-License-Identifier: MIT */
/**
 * Messages on the disk whose operations are not complete: the server may still refuse one that it has sent
 * already, and servers send several before they complete the first.
 */
#ifndef KEPT_H
#define KEPT_H

#include <stdint.h>

#include "store.h"

#define KEPT_MAX 64 /* operations under way */

struct kept {
    char names[KEPT_MAX][STORE_NAME_SIZE];
    uint32_t operations[KEPT_MAX]; /* 0: none */
    const char *last;              /* the name noted last; NULL: none yet */
};

/** The message of an operation has this name. */
void kept_note(struct kept *kept, uint32_t operation, const char *name);

/** The operation is complete. @return its message's name, until the next one is noted; NULL: it has none. */
const char *kept_release(struct kept *kept, uint32_t operation);

#endif
