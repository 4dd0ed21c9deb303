/* SPDX-License-Identifier: MIT */
#include <stdbool.h>

#include <mailaccess/imap_response.h>

#include "base/number.h"
#include "base/str.h"

static int32_t scan_end(const char **at, const char *end, uint32_t *number) {
    if (*at != end && **at == '*') {
        (*at)++;
        *number = 0;
        return MLA_OK;
    }
    return mla__number_scan_u32(at, end, number);
}

/* "*" is the largest number there is, whichever side it stands on. */
static mla_imap_range ordered(uint32_t a, uint32_t b) {
    bool is_swapped = b != 0 && (a == 0 || a > b);
    return is_swapped ? (mla_imap_range){b, a} : (mla_imap_range){a, b};
}

int32_t mla_imap_set_next(mla_str *set, mla_imap_range *range) {
    if (set->len == 0)
        return MLA_END;
    const char *at = set->ptr;
    const char *end = mla__str_end(*set);
    uint32_t first;
    uint32_t last;
    if (scan_end(&at, end, &first) != MLA_OK)
        return MLA_E_MALFORMED;
    last = first;
    if (at != end && *at == ':') {
        at++;
        if (scan_end(&at, end, &last) != MLA_OK)
            return MLA_E_MALFORMED;
    }
    if (at != end && *at != ',')
        return MLA_E_MALFORMED;
    *range = ordered(first, last);
    if (at != end)
        at++;
    *set = (mla_str){at, (size_t)(end - at)};
    return MLA_OK;
}
