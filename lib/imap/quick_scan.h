/* SPDX-License-Identifier: MIT */
/**
 * Where words and quoted strings end: sixteen octets at once where SSE2 is there, which is on every x86-64.
 *
 * Each looks from `at` on. Behind the text stands a NUL, at which both end, and MLA__QUICK_WIDTH octets may be read from
 * there.
 */
#ifndef MLA_IMAP_QUICK_SCAN_H
#define MLA_IMAP_QUICK_SCAN_H

#include "base/octets.h"
#include "base/rxbuf.h"
#include "imap/lex.h"

#if MLA__OCTETS_WIDE

/* Of what is looked at. */
#define MLA__QUICK_WIDTH MLA__RXBUF_BEHIND

/** One that is not inlined needs the cursor in memory, which costs more than the function. */
#define MLA__QUICK_INLINE MLA__OCTETS_INLINE

#ifdef __SSE2__

#include <emmintrin.h>

static inline __m128i mla__quick_load(const char *at) {
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

static inline __m128i mla__quick_equal(__m128i octets, char c) {
    return _mm_cmpeq_epi8(octets, _mm_set1_epi8(c));
}

static inline __m128i mla__quick_up_to(__m128i octets, char c) {
    return _mm_cmpeq_epi8(_mm_min_epu8(octets, _mm_set1_epi8(c)), octets);
}

static inline unsigned mla__quick_marks(__m128i octets) {
    return (unsigned)_mm_movemask_epi8(octets);
}

#else

/* The highest bit of each octet that is the same, and perhaps of some behind it. */
static inline uint64_t mla__quick_equal(uint64_t octets, char c) {
    uint64_t difference = octets ^ MLA__OCTETS_EACH((unsigned char)c);
    return (difference - MLA__OCTETS_EACH(0x01)) & ~difference;
}

#endif

/**
 * A quotation mark, a backslash or a control: what a quoted string cannot hold as it is.
 *
 * @param other is such, too.
 */
MLA__QUICK_INLINE const char *mla__quick_find_string_end(const char *at, char other) {
    for (;; at += MLA__QUICK_WIDTH) {
#ifdef __SSE2__
        const __m128i octets = mla__quick_load(at);
        /* With one bit turned over, the quotation mark stands right behind the controls. */
        const __m128i low = mla__quick_up_to(_mm_xor_si128(octets, _mm_set1_epi8(0x02)), ' ');
        const __m128i single =
            _mm_or_si128(mla__quick_equal(octets, '\\'), mla__quick_equal(octets, other));
        unsigned marks = mla__quick_marks(_mm_or_si128(low, single));
        if (marks != 0)
            return at + (unsigned)__builtin_ctz(marks);
#else
        for (unsigned half = 0; half < MLA__QUICK_WIDTH; half += 8) {
            uint64_t octets = mla__octets_load(at + half);
            uint64_t turned = octets ^ MLA__OCTETS_EACH(0x02);
            uint64_t low = (turned - MLA__OCTETS_EACH(0x21)) & ~turned;
            uint64_t single = mla__quick_equal(octets, '\\') | mla__quick_equal(octets, other);
            uint64_t marks = (low | single) & MLA__OCTETS_EACH(0x80);
            if (marks != 0)
                return at + half + mla__octets_first(marks);
        }
#endif
    }
}

/** What mla__lex_is_stop() tells. */
MLA__QUICK_INLINE const char *mla__quick_find_word_end(const char *at) {
    for (;; at += MLA__QUICK_WIDTH) {
#ifdef __SSE2__
        const __m128i octets = mla__quick_load(at);
        const __m128i low = mla__quick_up_to(octets, ' ');
        /* The members of each pair differ in one bit. */
        const __m128i pairs =
            _mm_or_si128(mla__quick_equal(_mm_or_si128(octets, _mm_set1_epi8('(' ^ ')')), ')'),
                         mla__quick_equal(_mm_or_si128(octets, _mm_set1_epi8('[' ^ '{')), '{'));
        const __m128i single =
            _mm_or_si128(mla__quick_equal(octets, '"'), mla__quick_equal(octets, ']'));
        unsigned marks = mla__quick_marks(_mm_or_si128(_mm_or_si128(low, pairs), single));
        if (marks != 0)
            return at + (unsigned)__builtin_ctz(marks);
#else
        for (unsigned i = 0; i < MLA__QUICK_WIDTH; i++)
            if (mla__lex_is_stop(at[i]))
                return at + i;
#endif
    }
}

#endif

#endif
