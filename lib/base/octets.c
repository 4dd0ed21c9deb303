/* SPDX-License-Identifier: MIT */
#include "base/octets.h"

#if !MLA__OCTETS_WIDE

const char *mla__octets_find(const char *at, const char *end, char c) {
    const char *found = at != end ? memchr(at, c, (size_t)(end - at)) : NULL;
    return found != NULL ? found : end;
}

#else
typedef int mla__octets_are_inline;
#endif
