/* SPDX-License-Identifier: MIT */
/* GENURLAUTH and URLFETCH (RFC 4467 section 7), JMAPACCESS (RFC 9698). */
#include "imap/extension_fields.h"

static const uint8_t genurlauth[] = {
    MLA__EVENT_RESPONSE(GENURLAUTH),
    MLA__ARRAY(REST, mla_imap_event, words, mla_str),
    MLA__ITEM(STRING),
    MLA__FIELD_END,
};

/* In RFC 5524 the data are lists, (BINARY "data"), which are given as sent. */
static const uint8_t urlfetch[] = {
    MLA__PLAIN_RESPONSE(URLFETCH, parameters, mla_imap_parameters),
    MLA__ARRAY(REST, mla_imap_parameters, items, mla_imap_parameter),
    MLA__FIELD(STRING, mla_imap_parameter, name),
    MLA__FIELD(DATA, mla_imap_parameter, value),
    MLA__FIELD_END,
};

static const uint8_t jmapaccess[] = {
    MLA__EVENT_RESPONSE(JMAPACCESS),
    MLA__FIELD(STRING, mla_imap_event, text),
    MLA__FIELD_END,
};

int32_t mla__read_genurlauth(mla_imap_decoder *decoder, mla__lex *lex) {
    return mla__read_fields(decoder, lex, genurlauth);
}

int32_t mla__read_urlfetch(mla_imap_decoder *decoder, mla__lex *lex) {
    return mla__read_fields(decoder, lex, urlfetch);
}

int32_t mla__read_jmapaccess(mla_imap_decoder *decoder, mla__lex *lex) {
    return mla__read_fields(decoder, lex, jmapaccess);
}
