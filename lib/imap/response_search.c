/* SPDX-License-Identifier: MIT */
/* SEARCH (RFC 3501 section 7.2.5) and SORT (RFC 5256 section 4): numbers, and perhaps the highest MODSEQ of them. */
#include "base/ascii.h"
#include "imap/quick.h"
#include "imap/response_stream.h"

static void begin(mla_imap_decoder *decoder) {
    decoder->search = (mla_imap_search){.struct_size = sizeof decoder->search};
}

void mla__give_search(mla_imap_decoder *decoder, bool more) {
    mla_imap_search *search = &decoder->search;
    search->more = more;
    search->ranges = decoder->stream.items.ranges;
    search->range_count = decoder->stream.count;
#if MLA_WITH_IMAP_EXTENSIONS
    mla__give_scores(decoder, more);
#endif
    decoder->event.type = MLA_IMAP_EVENT_SEARCH;
    decoder->event.search = search;
}

/* A number, which is a set of one; a server may send larger ones. */
static int32_t read_number(mla_imap_decoder *decoder, mla__lex *lex) {
    const char *at = lex->at;
    while (mla__ascii_is_digit(*at))
        at++;
    if (at == lex->end && !decoder->stream.is_whole)
        return MLA_AGAIN;
    mla__lex_forgive(lex, *at == ',' || *at == ':', MLA_IMAP_FORGIVEN_STRAY);
    decoder->stream.phase = MLA__STREAM_IN_SET;
    return MLA_OK;
}

/* (MODSEQ 917162500) */
static void read_group(mla_imap_search *search, mla__lex *lex) {
    lex->at++;
    mla__lex_spaces(lex);
    bool is_modseq = mla__ascii_is_word_nocase(mla__lex_word(lex), "MODSEQ");
    mla__lex_spaces(lex);
    if (is_modseq && mla__lex_number(lex, &search->modseq) == MLA_OK)
        search->items |= MLA_IMAP_SEARCH_MODSEQ;
    else
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_STRAY);
}

static int32_t read(mla_imap_decoder *decoder, mla__lex *lex) {
    mla__quick_numbers(&decoder->stream, lex);
    if (mla__ascii_is_digit(*lex->at))
        return read_number(decoder, lex);
    if (*lex->at == ' ' || mla__lex_is_end(lex))
        return MLA_OK;
    const char *from = lex->at;
    const char *end = mla__stream_token_end(decoder, lex);
    if (end == NULL)
        return MLA_AGAIN;
    if (*from == '(')
        read_group(&decoder->search, lex);
    else
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_STRAY);
    lex->at = end != from ? end : end + 1;
    return MLA_OK;
}

const mla__stream_family mla__search_family = {"SEARCH", begin, read, mla__give_search};
#if MLA_WITH_IMAP_EXTENSIONS
const mla__stream_family mla__sort_family = {"SORT", begin, read, mla__give_search};
#endif
