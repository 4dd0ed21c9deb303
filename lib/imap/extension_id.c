/* SPDX-License-Identifier: MIT */
/* ID (RFC 2971). */
#include "imap/decoder.h"

int32_t mla__read_id(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_parameters *fields = mla__arena_alloc(lex->arena, sizeof *fields);
    if (fields == NULL)
        return MLA_E_LIMIT;
    mla__lex_spaces(lex);
    decoder->event.type = MLA_IMAP_EVENT_ID;
    decoder->event.parameters = fields;
    return mla__read_parameters(lex, fields);
}
