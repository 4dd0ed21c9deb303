/* SPDX-License-Identifier: MIT */
/* CONVERSION and CONVERTED (RFC 5259 sections 5.2 and 8.1). */
#include "base/ascii.h"
#include "base/mem.h"
#include "imap/decoder.h"

#define WORDS_MAX 2u

/* "image/gif" "image/jpeg" ("pix-x" "pix-y") */
int32_t mla__read_conversion(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_str types[WORDS_MAX];
    mla__words parameters = {NULL, 0};
    mla__lex_spaces(lex);
    int32_t status = mla__lex_astring(lex, &types[0]);
    mla__lex_spaces(lex);
    if (status == MLA_OK)
        status = mla__lex_astring(lex, &types[1]);
    mla__lex_spaces(lex);
    if (status == MLA_OK && !mla__lex_is_end(lex))
        status = mla__lex_words(lex, &parameters.words);
    if (status != MLA_OK)
        return status;
    mla_str *words = mla__arena_alloc(lex->arena, (WORDS_MAX + parameters.count) * sizeof *words);
    if (words == NULL)
        return MLA_E_LIMIT;
    memcpy(words, types, sizeof types);
    if (parameters.count != 0)
        memcpy(words + WORDS_MAX, parameters.words, parameters.count * sizeof *words);
    decoder->event.type = MLA_IMAP_EVENT_CONVERSION;
    decoder->event.words = words;
    decoder->event.word_count = WORDS_MAX + parameters.count;
    return MLA_OK;
}

/* BINARY[3] (ERROR "no such charset" TEMPFAIL): a conversion that failed is told in the place of what was asked for. */
static void accept_errors(mla_imap_fetch *fetch) {
    mla_imap_raw_item *items = (mla_imap_raw_item *)(uintptr_t)fetch->raw_items;
    for (size_t i = 0; i < fetch->raw_item_count; i++)
        if (mla__ascii_starts_with_nocase(items[i].raw, "(ERROR "))
            items[i].status = MLA_OK;
}

/* (TAG "A1"), and what a FETCH has (RFC 5259 section 8.1). */
int32_t mla__read_converted(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_str tag = {NULL, 0};
    mla__lex_spaces(lex);
    if (!mla__lex_take(lex, '(') || !mla__ascii_is_word_nocase(mla__lex_word(lex), "TAG"))
        return MLA_E_MALFORMED;
    mla__lex_spaces(lex);
    int32_t status = mla__lex_astring(lex, &tag);
    if (status == MLA_OK && !mla__lex_take(lex, ')'))
        status = MLA_E_MALFORMED;
    if (status == MLA_OK)
        status = mla__read_fetch(decoder, lex);
    if (status != MLA_OK)
        return status;
    accept_errors(&decoder->fetch);
    decoder->event.type = MLA_IMAP_EVENT_CONVERTED;
    decoder->event.text = tag;
    return MLA_OK;
}
