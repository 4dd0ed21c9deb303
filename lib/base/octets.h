/* SPDX-License-Identifier: MIT */
/**
 * Short runs of octets: eight at once where the machine can, else as the C library does, whose calls cost more than
 * most names and strings of a protocol are long.
 */
#ifndef MLA_BASE_OCTETS_H
#define MLA_BASE_OCTETS_H

#include <stdbool.h>

#include <mailaccess/base.h>

#include "base/mem.h"

/* 64 bits, of which the first octet in memory is the lowest. A test may say that the machine cannot. */
#ifdef MLA__OCTETS_WIDE
#elif defined(__GNUC__) && UINTPTR_MAX > UINT32_MAX && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define MLA__OCTETS_WIDE 1
#else
#define MLA__OCTETS_WIDE 0
#endif

#if MLA__OCTETS_WIDE

/** For what is a few instructions, though compilers count more. */
#ifdef __OPTIMIZE__
#define MLA__OCTETS_INLINE static inline __attribute__((always_inline))
#else
#define MLA__OCTETS_INLINE static inline
#endif

#define MLA__OCTETS_EACH(octet) (UINT64_MAX / 255 * (octet))

static inline uint64_t mla__octets_load(const char *at) {
    uint64_t octets;
    memcpy(&octets, at, sizeof octets);
    return octets;
}

static inline uint32_t mla__octets_load_half(const char *at) {
    uint32_t octets;
    memcpy(&octets, at, sizeof octets);
    return octets;
}

/** The place of the lowest octet that has its highest bit set. */
MLA__OCTETS_INLINE unsigned mla__octets_first(uint64_t marks) {
    return (unsigned)__builtin_ctzll(marks) / 8;
}

/** Four numbers of two digits, in every second octet, as one number: pairs of them, then a pair of those. */
MLA__OCTETS_INLINE uint32_t mla__octets_four_pairs(uint64_t pairs) {
    pairs = (pairs & 0x00ff00ff00ff00ff) * (1 + (100u << 16)) >> 16 & 0x0000ffff0000ffff;
    return (uint32_t)(pairs * (1 + ((uint64_t)10000 << 32)) >> 32);
}

/** Eight digits, each 0 to 9, as one number. */
MLA__OCTETS_INLINE uint32_t mla__octets_eight_digits(uint64_t digits) {
    return mla__octets_four_pairs(digits * 10 + (digits >> 8));
}

#endif

/** Where an octet stands; `end` when it does not. */
#if MLA__OCTETS_WIDE
static inline const char *mla__octets_find(const char *at, const char *end, char c) {
    for (const char *last = at + ((size_t)(end - at) & ~(size_t)7); at != last; at += 8) {
        uint64_t difference = mla__octets_load(at) ^ MLA__OCTETS_EACH((unsigned char)c);
        /* Above an octet that is the same another one may be marked wrongly: the lowest counts. */
        uint64_t marks =
            (difference - MLA__OCTETS_EACH(0x01)) & ~difference & MLA__OCTETS_EACH(0x80);
        if (marks != 0)
            return at + mla__octets_first(marks);
    }
    while (at != end && *at != c)
        at++;
    return at;
}
#else
const char *mla__octets_find(const char *at, const char *end, char c);
#endif

#if MLA__OCTETS_WIDE

/**
 * A number of up to seven digits.
 *
 * @param octets what stands there.
 * @return how many digits; 0 when there is none, or more than seven.
 */
MLA__OCTETS_INLINE size_t mla__octets_number(uint64_t octets, uint32_t *value) {
    uint64_t digits = octets ^ MLA__OCTETS_EACH('0');
    uint64_t others = ((digits + MLA__OCTETS_EACH(0x80 - 10)) | digits) & MLA__OCTETS_EACH(0x80);
    if (others == 0)
        return 0;
    unsigned mark = (unsigned)__builtin_ctzll(others);
    if (mark / 8 == 0)
        return 0;
    *value = mla__octets_eight_digits(digits << (64 + 7 - mark));
    return mark / 8;
}

#endif

#endif
