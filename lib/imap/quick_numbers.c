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

/* How numbers that are as long as each other are read, each with the space behind it. */
typedef struct number_form {
    size_t width;    /* with the space */
    unsigned shift;  /* brings the space to the highest octet; what stood in front is gone then */
    uint64_t zeros;  /* turns digits into their values, and the space into 0 */
    uint64_t beyond; /* makes more than 9, and than 0 in the highest octet, reach the highest bit */
} number_form;

static number_form form_of(size_t width) {
    const unsigned shift = 64 - 8 * (unsigned)width;
    return (number_form){
        .width = width,
        .shift = shift,
        .zeros = MLA__OCTETS_EACH('0') << shift ^ (uint64_t)(' ' ^ '0') << 56,
        .beyond = MLA__OCTETS_EACH(0x80 - 10) + ((uint64_t)9 << 56),
    };
}

static bool take_one(const char *at, number_form form, mla_imap_range *range) {
    uint64_t digits = mla__octets_load(at) << form.shift ^ form.zeros;
    if ((((digits + form.beyond) | digits) & MLA__OCTETS_EACH(0x80)) != 0)
        return false;
    /* Ten times each digit, one place further up, and the next one: the highest octet is 0. */
    range->first = range->last = mla__octets_four_pairs(digits * (10 << 8 | 1));
    return true;
}

#ifdef __SSE2__

/* The same for two at once, in the halves of a register. */
static bool take_two(const char *at, number_form form, mla_imap_range *ranges) {
    const __m128i both =
        _mm_unpacklo_epi64(_mm_loadl_epi64((const __m128i *)(const void *)at),
                           _mm_loadl_epi64((const __m128i *)(const void *)(at + form.width)));
    __m128i digits = _mm_xor_si128(_mm_sll_epi64(both, _mm_cvtsi32_si128((int)form.shift)),
                                   _mm_set1_epi64x((int64_t)form.zeros));
    if (_mm_movemask_epi8(_mm_adds_epu8(digits, _mm_set1_epi64x((int64_t)form.beyond))) != 0)
        return false;
    /* Without the space, pairs of digits; then of those; then of those. */
    digits = _mm_slli_epi64(digits, 8);
    const __m128i pairs = _mm_srli_epi16(_mm_mullo_epi16(digits, _mm_set1_epi16(10 << 8 | 1)), 8);
    const __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(100 | 1 << 16));
    const __m128i values =
        _mm_madd_epi16(_mm_packs_epi32(fours, fours), _mm_set1_epi32(10000 | 1 << 16));
    _mm_storeu_si128((__m128i *)(void *)ranges, _mm_shuffle_epi32(values, _MM_SHUFFLE(1, 1, 0, 0)));
    return true;
}

#endif

/* Numbers that are as long as each other, as those of a reply mostly are. */
static mla_imap_range *take_run(const char **from, size_t width, size_t count,
                                mla_imap_range *range) {
    const number_form form = form_of(width);
    const char *at = *from;
#ifdef __SSE2__
    for (; count >= 2 && take_two(at, form, range); count -= 2, at += 2 * width)
        range += 2;
#endif
    for (; count != 0 && take_one(at, form, range); count--, at += width)
        range++;
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
