/* SPDX-License-Identifier: MIT */
/**
 * Mailbox names between UTF-8 and modified UTF-7 (RFC 3501 section 5.1.3).
 *
 * What cannot be decoded stays as it is. Such a name is given back to the server by its raw form
 * (mla_imap_list.name_raw).
 */
#ifndef MLA_IMAP_MAILBOX_NAME_H
#define MLA_IMAP_MAILBOX_NAME_H

#include <stdbool.h>

#include <mailaccess/base.h>

/** Octets that decoding `raw` may need at most. */
#define MLA__MAILBOX_NAME_DECODED_MAX(len) ((len) + (len) / 2 + 1)

/** Whether a name as sent is the same in UTF-8: it holds no "&". */
bool mla__mailbox_name_is_plain(const mla_str *raw);

/**
 * @param out room for MLA__MAILBOX_NAME_DECODED_MAX(raw.len) octets.
 * @return octets written; or 0 when `raw` is not valid modified UTF-7 in its canonical form: then the name is
 *         `raw` itself.
 */
size_t mla__mailbox_name_decode(const mla_str *raw, char *out);

/**
 * @param utf8 a name in UTF-8. Octets that are no UTF-8 are passed on as they are.
 * @param len  out: octets written.
 * @return MLA_OK; MLA_E_LIMIT when `capacity` is too small.
 */
int32_t mla__mailbox_name_encode(const mla_str *utf8, char *out, size_t capacity, size_t *len);

#endif
