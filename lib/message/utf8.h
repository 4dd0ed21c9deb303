/* SPDX-License-Identifier: MIT */
/** UTF-8 (RFC 3629), one character at a time. */
#ifndef MLA_MESSAGE_UTF8_H
#define MLA_MESSAGE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define MLA__UTF8_MAX 4u /**< octets of the longest character */
#define MLA__UTF8_REPLACEMENT 0xfffdu

/**
 * Reads a character.
 *
 * @param len at least 1.
 * @return its octets; 0 when it is not whole yet; below 0 when there is none: so many octets, negated, are
 *         to be replaced together (Unicode's "maximal subpart").
 */
int mla__utf8_read(const char *text, size_t len, uint32_t *character);

/** @param out MLA__UTF8_MAX octets. @param character no surrogate, at most 0x10ffff. @return octets. */
size_t mla__utf8_write(uint32_t character, char *out);

#endif
