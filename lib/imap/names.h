/* SPDX-License-Identifier: MIT */
/**
 * Names that are read and written. As with all such lists, each stands behind its length in one octet, and a NUL ends
 * them: "\2OK\3BAD".
 */
#ifndef MLA_IMAP_NAMES_H
#define MLA_IMAP_NAMES_H

/** In the order of MLA_IMAP_FETCH_*: those that can be asked for. */
extern const char mla__fetch_names[];

/** In the order of MLA_IMAP_STATUS_*. */
extern const char mla__status_names[];

/** In the order of MLA_IMAP_FLAG_*. */
extern const char mla__flag_names[];

#endif
