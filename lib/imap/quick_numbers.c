/* SPDX-License-Identifier: MIT */
/* The numbers of SEARCH and SORT. */
#include "imap/quick.h"

#if MLA__OCTETS_WIDE

/* So many numbers of `width` octets, each with the space behind it, are looked at at once. */
static size_t count_ahead(const char *at, const char *end, size_t width, size_t room) {
    size_t left = (size_t)(end - at);
    size_t count = left >= 8 ? (left - 8) / width + 1 : 0;
    return count < room ? count : room;
}

/* Numbers that are as long as each other, as those of a reply mostly are. */
static mla_imap_range *take_run(const char **from, size_t width, size_t count,
                                mla_imap_range *range) {
    /* Digits become their values, and the space behind them 0; what stood in front is shifted out. */
    const unsigned shift = 64 - 8 * (unsigned)width;
    const uint64_t zeros = MLA__OCTETS_EACH('0') << shift ^ (uint64_t)(' ' ^ '0') << 56;
    /* Makes more than a digit's value, and anything in the place of the space, reach the highest bit. */
    const uint64_t beyond = MLA__OCTETS_EACH(0x80 - 10) + ((uint64_t)9 << 56);
    const char *at = *from;
    for (; count != 0; count--, at += width, range++) {
        uint64_t digits = mla__octets_load(at) << shift ^ zeros;
        if ((((digits + beyond) | digits) & MLA__OCTETS_EACH(0x80)) != 0)
            break;
        /* Ten times each digit, one place further up, and the next one: the highest octet is 0. */
        range->first = range->last = mla__octets_four_pairs(digits * (10 << 8 | 1));
    }
    *from = at;
    return range;
}

void mla__quick_numbers(mla__stream *stream, mla__lex *lex) {
    const char *at = lex->at;
    mla_imap_range *range = stream->items.ranges + stream->count;
    mla_imap_range *limit = stream->items.ranges + MLA__STREAM_RANGES;
    while (range != limit && lex->end - at >= 8) {
        uint32_t value;
        size_t len = mla__octets_number(mla__octets_load(at), &value);
        if (len == 0 || at[len] != ' ')
            break;
        *range++ = (mla_imap_range){value, value};
        at += len + 1;
        range = take_run(&at, len + 1, count_ahead(at, lex->end, len + 1, (size_t)(limit - range)),
                         range);
    }
    stream->count = (size_t)(range - stream->items.ranges);
    lex->at = at;
}

#else
typedef int mla__quick_numbers_is_left_out;
#endif
