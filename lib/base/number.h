/* SPDX-License-Identifier: MIT */
/**
 * Decimal numbers.
 *
 * All readers return MLA_OK; MLA_E_MALFORMED when there is no digit; MLA_E_LIMIT when the number does
 * not fit, with the nearest value that does.
 */
#ifndef MLA_BASE_NUMBER_H
#define MLA_BASE_NUMBER_H

#include <mailaccess/base.h>

#define MLA__NUMBER_MAX 20u /**< octets of the longest uint64_t */

/** Reads at a cursor; moves it past the digits, also on MLA_E_LIMIT. */
int32_t mla__number_scan_u64(const char **at, const char *end, uint64_t *value);
int32_t mla__number_scan_u32(const char **at, const char *end, uint32_t *value);

/** As the others, with an optional "-" in front. */
int32_t mla__number_scan_i64(const char **at, const char *end, int64_t *value);

/**
 * Reads what some write for a number, too: "-1" gives 0, "9.3736e+06" its whole part in full. Both are MLA_E_LIMIT.
 */
int32_t mla__number_scan_loose(const char **at, const char *end, uint64_t *value);

/** Reads a whole string: anything beside the number is MLA_E_MALFORMED. */
int32_t mla__number_parse_u64(mla_str text, uint64_t *value);
int32_t mla__number_parse_u32(mla_str text, uint32_t *value);

/** @return octets written, at most MLA__NUMBER_MAX; no NUL. */
size_t mla__number_format(char *buffer, uint64_t value);

#endif
