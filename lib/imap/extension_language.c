/* SPDX-License-Identifier: MIT */
/* LANGUAGE and COMPARATOR (RFC 5255 sections 3.3 and 4.8). */
#include "imap/decoder.h"

/* (EN DE) */
int32_t mla__read_language(mla_imap_decoder *decoder, mla__lex *lex) {
    mla__lex_spaces(lex);
    decoder->event.type = MLA_IMAP_EVENT_LANGUAGE;
    return mla__lex_words(lex, &decoder->event.words, &decoder->event.word_count);
}

/* "i;unicode-casemap" ("i;octet" "i;ascii-casemap") */
int32_t mla__read_comparator(mla_imap_decoder *decoder, mla__lex *lex) {
    mla__lex_spaces(lex);
    decoder->event.type = MLA_IMAP_EVENT_COMPARATOR;
    int32_t status = mla__lex_astring(lex, &decoder->event.text);
    mla__lex_spaces(lex);
    if (status != MLA_OK || mla__lex_is_end(lex))
        return status;
    return mla__lex_words(lex, &decoder->event.words, &decoder->event.word_count);
}
