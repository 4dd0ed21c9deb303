/* SPDX-License-Identifier: MIT */
/* GENURLAUTH and URLFETCH (RFC 4467 section 7), JMAPACCESS (RFC 9698). */
#include "imap/decoder.h"

#define URLS_FIRST 2u

int32_t mla__read_genurlauth(mla_imap_decoder *decoder, mla__lex *lex) {
    decoder->event.type = MLA_IMAP_EVENT_GENURLAUTH;
    return mla__lex_astrings(lex, &decoder->event.words, &decoder->event.word_count);
}

/* A string or NIL; in RFC 5524 lists, (BINARY "data"), which are given as sent. */
static int32_t read_data(mla__lex *lex, mla_str *data) {
    return mla__lex_peek(lex) == '(' ? mla__lex_skip(lex, data) : mla__lex_nstring(lex, data);
}

int32_t mla__read_urlfetch(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_parameters *urls = mla__arena_alloc(lex->arena, sizeof *urls);
    mla_imap_parameter *items = NULL;
    size_t n = 0;
    if (urls == NULL)
        return MLA_E_LIMIT;
    for (mla__lex_spaces(lex); !mla__lex_is_end(lex); mla__lex_spaces(lex)) {
        items = mla__arena_room(lex->arena, items, n, URLS_FIRST, sizeof *items);
        int32_t status = items != NULL ? mla__lex_astring(lex, &items[n].name) : MLA_E_LIMIT;
        mla__lex_spaces(lex);
        if (status == MLA_OK)
            status = read_data(lex, &items[n].value);
        if (status != MLA_OK)
            return status;
        n++;
    }
    *urls = (mla_imap_parameters){items, n};
    decoder->event.type = MLA_IMAP_EVENT_URLFETCH;
    decoder->event.parameters = urls;
    return MLA_OK;
}

int32_t mla__read_jmapaccess(mla_imap_decoder *decoder, mla__lex *lex) {
    mla__lex_spaces(lex);
    decoder->event.type = MLA_IMAP_EVENT_JMAPACCESS;
    return mla__lex_astring(lex, &decoder->event.text);
}
