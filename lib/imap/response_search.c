/* SPDX-License-Identifier: MIT */
/* SEARCH (RFC 3501 section 7.2.5) and SORT (RFC 5256 section 4): numbers, and perhaps the highest MODSEQ of them. */
#include "base/ascii.h"
#include "base/mem.h"
#include "imap/quick.h"
#include "imap/response_stream.h"

static void begin(mla_imap_decoder *decoder) {
    decoder->search = (mla_imap_search){.struct_size = sizeof decoder->search};
}

static void give(mla_imap_decoder *decoder, bool more) {
    mla_imap_search *search = &decoder->search;
    search->more = more;
    search->ranges = decoder->stream.items.ranges;
    search->range_count = decoder->stream.count;
    decoder->event.type = MLA_IMAP_EVENT_SEARCH;
    decoder->event.search = search;
}

/* Numbers with a space behind each: all that are whole. A set among them is read as one. */
static int32_t read_numbers(mla_imap_decoder *decoder, mla__lex *lex) {
    mla__stream *stream = &decoder->stream;
    mla__quick_numbers(stream, lex);
    if (!mla__ascii_is_digit(*lex->at))
        return MLA_OK;
    while (stream->count != MLA__STREAM_RANGES) {
        const char *at = lex->at;
        uint64_t value = 0;
        for (unsigned digit; (digit = (unsigned)*at - '0') <= 9 && value <= UINT32_MAX; at++)
            value = value * 10 + digit;
        if (at >= lex->end && !stream->is_whole)
            return MLA_AGAIN;
        if (at != lex->at && (*at == ',' || *at == ':')) {
            mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_STRAY);
            stream->phase = MLA__STREAM_IN_SET;
            return MLA_OK;
        }
        if (at == lex->at || value > UINT32_MAX || (at < lex->end && *at != ' ' && *at != ')'))
            return MLA_E_MALFORMED;
        stream->items.ranges[stream->count++] = (mla_imap_range){(uint32_t)value, (uint32_t)value};
        lex->at = at;
        if (at == lex->end || *at != ' ' || !mla__ascii_is_digit(at[1]))
            return MLA_OK;
        lex->at++;
    }
    return MLA_END;
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
    if (mla__ascii_is_digit(*lex->at)) {
        int32_t status = read_numbers(decoder, lex);
        if (status != MLA_E_MALFORMED)
            return status;
    }
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

const mla__stream_family mla__search_family = {"SEARCH", begin, read, give};
#if MLA_WITH_IMAP_EXTENSIONS
const mla__stream_family mla__sort_family = {"SORT", begin, read, give};
#endif
