/* SPDX-License-Identifier: MIT */
/** From a whole frame to an event: which family it belongs to. */
#ifndef MLA_IMAP_RESPONSE_H
#define MLA_IMAP_RESPONSE_H

#include "imap/decoder.h"

/**
 * Reads the frame into `decoder->event`.
 *
 * @return MLA_OK: an event; MLA_AGAIN: none (an empty line, or a reply that mla__stream_step() reads from
 *         `lex`); MLA_E_INCOMPLETE: the response may go on in the next line, and `is_final` is not set.
 */
int32_t mla__response_read(mla_imap_decoder *decoder, mla__lex *lex);

#endif
