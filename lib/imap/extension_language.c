/* SPDX-License-Identifier: MIT */
/* LANGUAGE and COMPARATOR (RFC 5255 sections 3.3 and 4.8). */
#include "imap/extension_fields.h"

/* (EN DE) */
static const uint8_t language[] = {
    MLA__EVENT_RESPONSE(LANGUAGE),
    MLA__FIELD(WORDS, mla_imap_event, words),
    MLA__FIELD_END,
};

/* "i;unicode-casemap" ("i;octet" "i;ascii-casemap") */
static const uint8_t comparator[] = {
    MLA__EVENT_RESPONSE(COMPARATOR),
    MLA__FIELD(STRING, mla_imap_event, text),
    MLA__FIELD(WORDS_LAST, mla_imap_event, words),
    MLA__FIELD_END,
};

int32_t mla__read_language(mla_imap_decoder *decoder, mla__lex *lex) {
    return mla__read_fields(decoder, lex, language);
}

int32_t mla__read_comparator(mla_imap_decoder *decoder, mla__lex *lex) {
    return mla__read_fields(decoder, lex, comparator);
}
