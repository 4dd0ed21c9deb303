/* SPDX-License-Identifier: MIT */
#include "base/number.h"

#include <stdbool.h>

#include "base/ascii.h"
#include "base/mem.h"

int32_t mla__number_scan_u64(const char **at, const char *end, uint64_t *value) {
    const char *p = *at;
    uint64_t sum = 0;
    int32_t status = MLA_OK;
    *value = 0;
    if (p == end || !mla__ascii_is_digit(*p))
        return MLA_E_MALFORMED;
    for (; p != end && mla__ascii_is_digit(*p); p++) {
        unsigned digit = (unsigned)(*p - '0');
        if (sum >= UINT64_MAX / 10 && sum > (UINT64_MAX - digit) / 10)
            status = MLA_E_LIMIT;
        sum = sum * 10 + digit;
    }
    *at = p;
    *value = status == MLA_OK ? sum : UINT64_MAX;
    return status;
}

/* What follows the whole part: ".3736e+06". */
static void scan_fraction(const char **at, const char *end, uint64_t *value) {
    const char *fraction = *at + (**at == '.');
    const char *p = fraction;
    while (p != end && mla__ascii_is_digit(*p))
        p++;
    const char *fraction_end = p;
    uint64_t exponent = 0;
    if (p != end && (*p | 0x20) == 'e') {
        p++;
        p += p != end && *p == '+';
        (void)mla__number_scan_u64(&p, end, &exponent);
    }
    for (; exponent != 0 && (*value != 0 || fraction != fraction_end); exponent--) {
        if (*value >= UINT64_MAX / 10) {
            *value = UINT64_MAX;
            break;
        }
        unsigned digit = fraction != fraction_end ? (unsigned)(*fraction++ - '0') : 0;
        *value = *value * 10 + digit;
    }
    *at = p;
}

int32_t mla__number_scan_loose(const char **at, const char *end, uint64_t *value) {
    const char *p = *at;
    bool is_negative = p != end && *p == '-';
    p += is_negative;
    int32_t status = mla__number_scan_u64(&p, end, value);
    if (status == MLA_E_MALFORMED)
        return status;
    if (p != end && (*p == '.' || (*p | 0x20) == 'e')) {
        scan_fraction(&p, end, value);
        status = MLA_E_LIMIT;
    }
    if (is_negative) {
        *value = 0;
        status = MLA_E_LIMIT;
    }
    *at = p;
    return status;
}

int32_t mla__number_scan_u32(const char **at, const char *end, uint32_t *value) {
    uint64_t wide;
    int32_t status = mla__number_scan_u64(at, end, &wide);
    if (wide > UINT32_MAX) {
        wide = UINT32_MAX;
        status = MLA_E_LIMIT;
    }
    *value = (uint32_t)wide;
    return status;
}

int32_t mla__number_scan_i64(const char **at, const char *end, int64_t *value) {
    const char *p = *at;
    int negative = p != end && *p == '-';
    uint64_t magnitude;
    if (negative)
        p++;
    int32_t status = mla__number_scan_u64(&p, end, &magnitude);
    if (status != MLA_E_MALFORMED)
        *at = p;
    if (magnitude > (uint64_t)INT64_MAX) {
        *value = negative ? INT64_MIN : INT64_MAX;
        return negative && magnitude == (uint64_t)INT64_MAX + 1 ? MLA_OK : MLA_E_LIMIT;
    }
    *value = negative ? -(int64_t)magnitude : (int64_t)magnitude;
    return status;
}

/** What a reader of a whole string returns once its number ended at `at`. */
static int32_t whole(mla_str text, const char *at, int32_t status) {
    return at == text.ptr + text.len ? status : MLA_E_MALFORMED;
}

int32_t mla__number_parse_u64(mla_str text, uint64_t *value) {
    *value = 0;
    if (text.len == 0)
        return MLA_E_MALFORMED;
    const char *at = text.ptr;
    int32_t status = mla__number_scan_u64(&at, text.ptr + text.len, value);
    return whole(text, at, status);
}

int32_t mla__number_parse_u32(mla_str text, uint32_t *value) {
    *value = 0;
    if (text.len == 0)
        return MLA_E_MALFORMED;
    const char *at = text.ptr;
    int32_t status = mla__number_scan_u32(&at, text.ptr + text.len, value);
    return whole(text, at, status);
}

size_t mla__number_format(char *buffer, uint64_t value) {
    if (value <= 9) {
        *buffer = (char)('0' + value);
        return 1;
    }
    char digits[MLA__NUMBER_MAX];
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    memcpy(buffer, digits + first, sizeof digits - first);
    return sizeof digits - first;
}
