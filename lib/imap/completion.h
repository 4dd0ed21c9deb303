/* SPDX-License-Identifier: MIT */
/** What a server's verdict means: for the command, and for whether to try again. */
#ifndef MLA_IMAP_COMPLETION_H
#define MLA_IMAP_COMPLETION_H

#include "imap/connection.h"

/**
 * Judges a status response and keeps the verdict in `imap->error`.
 *
 * @param behaviour of the command that it completes; 0 when there is none.
 * @return MLA_OK, MLA_E_SERVER_NO, MLA_E_SERVER_BAD, MLA_E_SERVER_BYE or MLA_E_AUTH.
 */
int32_t mla__imap_judge(mla_imap *imap, const mla_imap_status *status, uint32_t behaviour);

#endif
