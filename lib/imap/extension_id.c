/* SPDX-License-Identifier: MIT */
/* ID (RFC 2971). */
#include "imap/extension_fields.h"

static const uint8_t id[] = {
    MLA__PLAIN_RESPONSE(ID, parameters, mla_imap_parameters),
    MLA__ITEM(PARAMETERS),
    MLA__FIELD_END,
};

int32_t mla__read_id(mla_imap_decoder *decoder, mla__lex *lex) {
    return mla__read_fields(decoder, lex, id);
}
