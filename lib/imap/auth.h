/* SPDX-License-Identifier: MIT */
/** AUTHENTICATE (RFC 9051 section 6.2.2, SASL-IR: RFC 4959). */
#ifndef MLA_IMAP_AUTH_H
#define MLA_IMAP_AUTH_H

#include "imap/connection.h"

/** "+" came. @return whether an exchange waited for it; it goes on then. */
bool mla__exchange_continue(mla_imap *imap, mla_str challenge);

/** BAD came to an initial response: the same again in two steps. @return whether it is tried. */
bool mla__exchange_retry(mla_imap *imap, const mla__queued *command);

/** What the exchange itself says when the server reports success or failure. MLA_OK: nothing. */
int32_t mla__exchange_result(const mla_imap *imap, bool is_success);

#endif
