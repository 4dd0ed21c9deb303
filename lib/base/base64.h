/* SPDX-License-Identifier: MIT */
/** Base64 (RFC 4648 section 4), whole and in pieces. */
#ifndef MLA_BASE_BASE64_H
#define MLA_BASE_BASE64_H

#include <stdbool.h>

#include <mailaccess/base.h>

/** The 64 digits. */
extern const char mla__base64_alphabet[];

/** Octets that `len` octets become. `len` up to SIZE_MAX / 2. */
#define MLA__BASE64_ENCODED_LEN(len) (((len) + 2) / 3 * 4)

/** @return octets written, MLA__BASE64_ENCODED_LEN(len); no NUL. */
size_t mla__base64_encode(const void *data, size_t len, char *out);

/** A decoder between two pieces. Begin with zeros. */
typedef struct mla__base64 {
    uint32_t bits;   /**< what is not written yet */
    uint32_t count;  /**< characters of the current group of four */
    uint64_t errors; /**< characters skipped, and groups that do not make whole octets */
    bool padded;     /**< "=" was seen last */
} mla__base64;

/**
 * Decodes a piece. Line ends and white space are skipped; other characters outside the alphabet are
 * skipped and counted; data after padding begins a new group.
 *
 * @param out room for `len` octets; may be `data` itself.
 * @return octets written, at most `len`.
 */
size_t mla__base64_update(mla__base64 *state, const char *data, size_t len, char *out);

/**
 * Decodes a whole string.
 *
 * @param strict as a protocol sends it: no white space, padded, nothing outside the alphabet, no
 *               bits left over. Else whatever can be decoded is.
 * @param out    room for `text.len` octets; may be `text.ptr` itself.
 * @return MLA_OK; MLA_E_MALFORMED (only when strict, with `*len` 0).
 */
int32_t mla__base64_decode(mla_str text, bool strict, char *out, size_t *len);

#endif
