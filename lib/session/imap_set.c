/* SPDX-License-Identifier: MIT */
/* Ids of IMAP: sets of UIDs. */
#include <string.h>

#include "base/number.h"
#include "session/imap.h"

uint32_t mla__imap_single(const char *ids) {
    uint32_t uid = 0;

    return mla__number_parse_u32(mla_str_from(ids), &uid) == MLA_OK ? uid : 0;
}

bool mla__imap_set_has(const mla__operation *operation, uint32_t uid) {
    mla_str set = mla_str_from(operation->ids);
    mla_imap_range range;

    if (operation->ids == NULL)
        return true;
    while (mla_imap_set_next(&set, &range) == MLA_OK) {
        if (range.first == 0 || (uid >= range.first && (range.last == 0 || uid <= range.last)))
            return true; /* "*" is the last one, whichever that is */
    }
    return false;
}

bool mla__imap_sets_overlap(const char *a, const char *b) {
    mla_str set = mla_str_from(a != NULL ? a : "1:*");
    mla_imap_range range;
    bool is_apart = b != NULL;

    while (is_apart && mla_imap_set_next(&set, &range) == MLA_OK) {
        mla_str other = mla_str_from(b);
        mla_imap_range its;
        /* "*" is 0: the last one, whichever that is */
        while (is_apart && mla_imap_set_next(&other, &its) == MLA_OK)
            is_apart = range.last != 0 && its.last != 0 &&
                       (range.last < its.first || its.last < range.first);
    }
    return !is_apart;
}

/* "*", or a number that is not 0. */
static bool skip_id(const char **at, const char *end) {
    uint32_t number;

    if (**at == '*') {
        ++*at;
        return true;
    }
    return **at != '0' && mla__number_scan_u32(at, end, &number) == MLA_OK;
}

bool mla__imap_is_set(const char *ids) {
    const char *end = ids + strlen(ids);

    for (;;) {
        if (!skip_id(&ids, end))
            return false;
        if (*ids == ':') {
            ids++;
            if (!skip_id(&ids, end))
                return false;
        }
        if (ids == end)
            return true;
        if (*ids++ != ',')
            return false;
    }
}
