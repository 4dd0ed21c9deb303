/* SPDX-License-Identifier: MIT */
#include "imap/response_stream.h"

#include "base/ascii.h"
#include "base/octets.h"
#include "base/str.h"
#include "imap/literal.h"

static const mla__stream_family *const families[] = {
    &mla__search_family, &mla__esearch_family,
#if MLA_WITH_IMAP_EXTENSIONS
    &mla__sort_family,   &mla__vanished_family, &mla__thread_family,
#endif
};

const mla__stream_family *mla__stream_find(const mla_str *word) {
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        if (mla__ascii_is_word_nocase(*word, families[i]->name))
            return families[i];
    return NULL;
}

void mla__stream_begin(mla_imap_decoder *decoder, const mla__stream_family *family) {
    mla__stream *stream = &decoder->stream;
    stream->family = family;
    stream->phase = MLA__STREAM_WORDS;
    stream->was_given = stream->ends_in_space = false;
#if MLA_WITH_IMAP_EXTENSIONS
    stream->has_scores = false;
#endif
    stream->count = 0;
    family->begin(decoder);
}

/* The last octet of the literal whose header begins at `at`, or of the text when not all of it is there; `at` itself
 * when it is none. */
static const char *literal_end(const mla__lex *lex, const char *at) {
    const char *lf = mla__octets_find(at, lex->end, '\n');
    const mla_str header = mla__str_between(at, lf - (lf[-1] == '\r'));
    mla__literal literal;
    if (lf == lex->end || !mla__literal_header(&header, &literal) || literal.header_at != 0)
        return at;
    size_t held = (size_t)(lex->end - lf) - 1;
    return literal.size < held ? lf + literal.size : lex->end - 1;
}

/* Not as the lexer does: where that ends a string that nobody closed depends on what comes behind. */
const char *mla__stream_token_end(const mla_imap_decoder *decoder, const mla__lex *lex) {
    int32_t depth = 0;
    bool is_quoted = false;
    const char *at = lex->at;
    for (; at != lex->end; at++) {
        if (*at == '"')
            is_quoted = !is_quoted;
        else if (is_quoted)
            at += *at == '\\' && at + 1 != lex->end;
        else if (*at == '{')
            at = literal_end(lex, at);
        else if (*at == '(')
            depth++;
        else if (*at == ')' && --depth <= 0)
            return depth == 0 ? at + 1 : at;
        else if (*at == ' ' && depth == 0)
            return at;
    }
    return decoder->stream.is_whole ? at : NULL;
}

void mla__stream_keep(mla__lex *lex, mla_str *text) {
    char *copy = text->ptr != NULL ? mla__arena_alloc(lex->arena, text->len + 1) : NULL;
    mla__lex_forgive(lex, copy == NULL, MLA_IMAP_FORGIVEN_NO_ROOM);
    if (copy != NULL)
        memcpy(copy, text->ptr, text->len);
    else
        text->len = 0;
    text->ptr = copy;
}

static bool ends_set(char c) {
    return c == ' ' || c == ')';
}

/* Takes ranges up to the end of the set. */
static int32_t read_set(mla_imap_decoder *decoder, mla__lex *lex) {
    mla__stream *stream = &decoder->stream;
    while (!mla__lex_is_end(lex) && !ends_set(*lex->at)) {
        const char *comma = lex->at;
        while (comma != lex->end && *comma != ',' && !ends_set(*comma))
            comma++;
        if (comma == lex->end && !stream->is_whole)
            return MLA_AGAIN;
        if (stream->count == MLA__STREAM_RANGES)
            return MLA_END;
        mla_str one = mla__str_between(lex->at, comma);
        if (mla_imap_set_next(&one, &stream->items.ranges[stream->count]) == MLA_OK)
            stream->count++;
        else
            mla__lex_forgive(lex, comma != lex->at && !mla__ascii_is_word_nocase(one, "NIL"),
                             MLA_IMAP_FORGIVEN_STRAY);
        lex->at = comma != lex->end && *comma == ',' ? comma + 1 : comma;
    }
    if (mla__lex_is_end(lex) && !stream->is_whole)
        return MLA_AGAIN;
    stream->phase = MLA__STREAM_WORDS;
    return MLA_OK;
}

static int32_t give(mla_imap_decoder *decoder, bool more) {
    decoder->event = (mla_imap_event){
        .struct_size = sizeof decoder->event,
        .name = mla_str_from(decoder->stream.family->name),
    };
    decoder->stream.family->give(decoder, more);
    decoder->stream.was_given = true;
    if (!more)
        decoder->stream.phase = MLA__STREAM_COMPLETE;
    return MLA_OK;
}

#if MLA_WITH_IMAP_EXTENSIONS
/* An event has ranges or scores: whether those that were read have to be handed out before the others. */
static bool turns(mla__stream *stream) {
    bool has_scores = stream->phase == MLA__STREAM_IN_SCORES;
    if (has_scores == stream->has_scores || stream->phase == MLA__STREAM_WORDS)
        return false;
    if (stream->count != 0)
        return true;
    stream->has_scores = has_scores;
    return false;
}
#endif

int32_t mla__stream_step(mla_imap_decoder *decoder, mla__lex *lex) {
    mla__stream *stream = &decoder->stream;
    if (stream->was_given) {
        stream->was_given = false;
        stream->count = 0;
    }
    const char *const from = lex->at;
    for (;;) {
        if (stream->phase != MLA__STREAM_IN_SET)
            mla__lex_any_spaces(lex);
        if (mla__lex_is_end(lex)) {
            if (!stream->is_whole)
                return MLA_AGAIN;
            /* Spaces at the end alone: whether there are too many elsewhere is not seen where it comes in pieces. */
            lex->forgiven &= ~(1u << MLA_IMAP_FORGIVEN_SPACES);
            mla__lex_forgive(lex, lex->at != from ? lex->at[-1] == ' ' : stream->ends_in_space,
                             MLA_IMAP_FORGIVEN_SPACES);
            return give(decoder, false);
        }
#if MLA_WITH_IMAP_EXTENSIONS
        if (turns(stream))
            return give(decoder, true);
#endif
        int32_t status = stream->phase == MLA__STREAM_IN_SET ? read_set(decoder, lex)
                                                             : stream->family->read(decoder, lex);
        if (status == MLA_END)
            return give(decoder, true);
        if (status != MLA_OK)
            return status;
    }
}
