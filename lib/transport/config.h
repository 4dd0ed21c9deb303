/* SPDX-License-Identifier: MIT */
/** Option structs of callers that were compiled against another version of the header. */
#ifndef MLA_TRANSPORT_CONFIG_H
#define MLA_TRANSPORT_CONFIG_H

#include <stdbool.h>

#include "base/mem.h"
#include <mailaccess/base.h>

/**
 * Copies what the caller's struct has; the rest of `to` keeps its defaults.
 *
 * @param from begins with its `uint32_t struct_size`.
 * @return false when `from` was never filled in.
 */
static inline bool mla__config_copy(void *to, size_t to_size, const void *from) {
    uint32_t from_size;

    memcpy(&from_size, from, sizeof from_size);
    if (from_size < sizeof from_size)
        return false;
    memcpy(to, from, from_size < to_size ? from_size : to_size);
    return true;
}

#endif
