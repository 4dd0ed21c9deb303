/* SPDX-License-Identifier: MIT */
/* What RFC 5267, 6203, 7377 and 9394 add to ESEARCH. */
#include "base/ascii.h"
#include "base/number.h"
#include "imap/response_stream.h"

bool mla__read_search_origin(mla_imap_decoder *decoder, mla__lex *lex, mla_str name) {
    mla_imap_search *search = &decoder->search;
    mla_str mailbox;
    if (mla__ascii_is_word_nocase(name, "UIDVALIDITY") &&
        mla__lex_number(lex, &search->uidvalidity) == MLA_OK) {
        search->items |= MLA_IMAP_SEARCH_UIDVALIDITY;
        return true;
    }
    if (!mla__ascii_is_word_nocase(name, "MAILBOX") || mla__lex_astring(lex, &mailbox) != MLA_OK)
        return false;
    mla__stream_keep(lex, &mailbox);
    search->mailbox_raw = mailbox;
    (void)mla__decode_mailbox(decoder, lex, &search->mailbox_raw, &search->mailbox);
    return true;
}

static int32_t read_position(mla__lex *lex, int64_t *position) {
    int32_t status = mla__number_scan_i64(&lex->at, lex->end, position);
    bool is_small = *position >= -(int64_t)UINT32_MAX && *position <= UINT32_MAX;
    return status == MLA_OK && is_small ? MLA_OK : MLA_E_MALFORMED;
}

/* PARTIAL (1:100 200:250,252): the set goes the way of ALL, from where it begins. */
static int32_t read_partial(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_search *search = &decoder->search;
    if (!mla__lex_take(lex, '(') || read_position(lex, &search->partial_first) != MLA_OK ||
        !mla__lex_take(lex, ':') || read_position(lex, &search->partial_last) != MLA_OK)
        return MLA_E_MALFORMED;
    mla__lex_any_spaces(lex);
    if (mla__lex_is_end(lex) && !decoder->stream.is_whole)
        return MLA_AGAIN;
    search->items |= MLA_IMAP_SEARCH_PARTIAL;
    decoder->stream.phase = MLA__STREAM_IN_SET;
    return MLA_OK;
}

/* RELEVANCY (4 99 42): there may be as many as messages were found, and so they stream. */
static int32_t begin_scores(mla_imap_decoder *decoder, mla__lex *lex) {
    if (!mla__lex_take(lex, '('))
        return MLA_E_MALFORMED;
    decoder->search.items |= MLA_IMAP_SEARCH_RELEVANCY;
    decoder->stream.phase = MLA__STREAM_IN_SCORES;
    return MLA_OK;
}

/* What is no score keeps its place: the next one is that of the next message. */
int32_t mla__read_score(mla_imap_decoder *decoder, mla__lex *lex) {
    enum {
        SCORE_MAX = 100
    };
    mla__stream *stream = &decoder->stream;
    if (mla__lex_take(lex, ')')) {
        stream->phase = MLA__STREAM_WORDS;
        return MLA_OK;
    }
    const char *end = mla__stream_token_end(decoder, lex);
    if (end == NULL)
        return MLA_AGAIN;
    if (stream->count == MLA__STREAM_SCORES)
        return MLA_END;
    uint64_t score = 0;
    (void)mla__lex_number(lex, &score);
    mla__lex_forgive(lex, score - 1 >= SCORE_MAX, MLA_IMAP_FORGIVEN_NUMBER);
    stream->items.scores[stream->count++] = (uint8_t)(score < SCORE_MAX ? score : SCORE_MAX);
    lex->at = end;
    return MLA_OK;
}

void mla__give_scores(mla_imap_decoder *decoder, bool more) {
    mla_imap_search *search = &decoder->search;
    const mla__stream *stream = &decoder->stream;
    search->scores = stream->items.scores;
    search->score_count = 0;
    if (stream->has_scores) {
        search->score_count = stream->count;
        search->range_count = 0;
    }
    mla__lex_forgive(&decoder->lex, !more && stream->phase == MLA__STREAM_IN_SCORES,
                     MLA_IMAP_FORGIVEN_UNCLOSED);
}

/* ADDTO (0 32768:32769), with a position in front of each set. */
static int32_t read_updates(mla_imap_search *search, mla__lex *lex, bool is_removed) {
    if (!mla__lex_take(lex, '('))
        return MLA_E_MALFORMED;
    while (!mla__lex_take(lex, ')')) {
        uint64_t position;
        if (mla__lex_number(lex, &position) != MLA_OK || position > UINT32_MAX)
            return MLA_E_MALFORMED;
        mla__lex_spaces(lex);
        mla_str set = mla__lex_word(lex);
        if (set.len == 0)
            return MLA_E_MALFORMED;
        mla__stream_keep(lex, &set);
        mla_imap_search_update *update =
            set.ptr != NULL ? mla__arena_append(lex->arena, &search->updates, sizeof *update)
                            : NULL;
        if (update == NULL)
            return MLA_E_LIMIT;
        *update = (mla_imap_search_update){is_removed, (uint32_t)position, set};
    }
    return MLA_OK;
}

int32_t mla__read_search_item(mla_imap_decoder *decoder, mla__lex *lex, mla_str name,
                              const char *end) {
    enum {
        ADDTO,
        REMOVEFROM,
        PARTIAL,
        RELEVANCY
    };
    int32_t which = mla__lex_find("\5ADDTO\12REMOVEFROM\7PARTIAL\11RELEVANCY", &name);
    if (which == PARTIAL)
        return read_partial(decoder, lex);
    if (which == RELEVANCY)
        return begin_scores(decoder, lex);
    if (which < 0 || end == NULL)
        return MLA_AGAIN;
    return read_updates(&decoder->search, lex, which == REMOVEFROM);
}
