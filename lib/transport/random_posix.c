/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* getentropy, which POSIX has since 2024 */

#include "transport/random_posix.h"

#include <unistd.h>

int32_t mla__random(void *to, size_t len) {
    return getentropy(to, len) == 0 ? MLA_OK : MLA_E_IO;
}
