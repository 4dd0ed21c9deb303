/* SPDX-License-Identifier: MIT */
/* ESEARCH (RFC 9051 section 7.3.4). */
#include "base/ascii.h"
#include "base/str.h"
#include "imap/response_stream.h"

static void begin(mla_imap_decoder *decoder) {
    decoder->search = (mla_imap_search){.struct_size = sizeof decoder->search, .extended = 1};
}

/* (TAG "A1") */
static void read_correlator(mla_imap_decoder *decoder, mla__lex *lex) {
    for (mla__lex_spaces(lex); *lex->at != ')' && !mla__lex_is_end(lex); mla__lex_spaces(lex)) {
        mla_str name = mla__lex_word(lex);
        mla_str value;
        mla__lex_spaces(lex);
#if MLA_WITH_IMAP_EXTENSIONS
        if (mla__read_search_origin(decoder, lex, name))
            continue;
#endif
        if (mla__lex_astring(lex, &value) != MLA_OK)
            break;
        if (mla__ascii_is_word_nocase(name, "TAG")) {
            mla__stream_keep(lex, &value);
            decoder->search.tag = value;
        }
    }
    mla__lex_forgive(lex, *lex->at != ')', MLA_IMAP_FORGIVEN_STRAY);
}

/* The numbers in the order of MLA_IMAP_SEARCH_*; UID has none. */
static const char value_names[] = "\5COUNT\3MIN\3MAX\6MODSEQ\3ALL\3UID";
enum {
    COUNT,
    MIN,
    MAX,
    MODSEQ,
    ALL,
    UID
};

static int32_t read_number(mla_imap_search *search, mla__lex *lex, int32_t which) {
    uint64_t number;
    int32_t status = mla__lex_number(lex, &number);
    if (status != MLA_OK)
        return status;
    search->items |= 1u << which;
    switch (which) {
    case COUNT: search->count = number; break;
    case MIN: search->min = (uint32_t)number; break;
    case MAX: search->max = (uint32_t)number; break;
    default: search->modseq = number; break;
    }
    return MLA_OK;
}

/* NAME value; the cursor stands on NAME, which ends at `name_end`. */
static int32_t read_pair(mla_imap_decoder *decoder, mla__lex *lex, const char *name_end) {
    mla_imap_search *search = &decoder->search;
    mla_str name = mla__str_between(lex->at, name_end);
    int32_t which = mla__lex_find(value_names, &name);
    lex->at = name_end;
    if (which == UID) {
        search->uid = 1;
        return MLA_OK;
    }
    mla__lex_any_spaces(lex);
    if (which == ALL && (!mla__lex_is_end(lex) || decoder->stream.is_whole)) {
        search->items |= MLA_IMAP_SEARCH_ALL;
        decoder->stream.phase = MLA__STREAM_IN_SET;
        return MLA_OK;
    }
    const char *from = lex->at;
    const char *end = mla__stream_token_end(decoder, lex);
    int32_t status = MLA_AGAIN;
    if (which >= 0 && end != NULL) {
        status = read_number(search, lex, which);
        lex->at = end;
    }
#if MLA_WITH_IMAP_EXTENSIONS
    if (which < 0)
        status = mla__read_search_item(decoder, lex, name, end);
#endif
    if (status == MLA_OK)
        return status;
    lex->at = end != NULL ? end : name.ptr;
    if (end == NULL)
        return MLA_AGAIN;
    mla_imap_raw_item item = {name, mla__str_between(from, end), status};
    if (end == lex->end && decoder->wire.state != MLA__WIRE_IN_LINE) /* it was cut */
        item.raw.ptr = NULL;
    mla__stream_keep(lex, &item.name);
    mla__stream_keep(lex, &item.raw);
    if (item.name.ptr != NULL)
        mla__add_raw_item(lex, &search->raw_items, &item);
    return MLA_OK;
}

/* What is no number, string or parenthesis is taken for a name; one begins with a letter, "-", "_" or "." (RFC 9051,
 * tagged-label-fchar). */
static bool begins_label(char c) {
    return (unsigned char)c > ')' && c != '{' && !mla__ascii_is_digit(c);
}

/* (MODSEQ 284535), as in a SEARCH: what stands in the parentheses is read as without them. */
static bool pass_parenthesis(const mla_imap_decoder *decoder, mla__lex *lex) {
    mla__lex inside = *lex;
    if (!mla__lex_take(&inside, '('))
        return false;
    const mla_str name = mla__lex_word(&inside);
    bool is_whole = inside.at != lex->end || decoder->stream.is_whole;
    if (!is_whole || mla__lex_find(value_names, &name) < 0)
        return false;
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_STRAY);
    lex->at = name.ptr;
    return true;
}

static int32_t read(mla_imap_decoder *decoder, mla__lex *lex) {
#if MLA_WITH_IMAP_EXTENSIONS
    if (decoder->stream.phase == MLA__STREAM_IN_SCORES)
        return mla__read_score(decoder, lex);
#endif
    if (pass_parenthesis(decoder, lex))
        return MLA_OK;
    const char *end = mla__stream_token_end(decoder, lex);
    if (end == NULL)
        return MLA_AGAIN;
    if (*lex->at == '(') {
        lex->at++;
        const char *line_end = lex->end;
        lex->end = end - (end[-1] == ')');
        read_correlator(decoder, lex);
        lex->end = line_end;
        lex->at = end;
        return MLA_OK;
    }
    if (begins_label(*lex->at))
        return read_pair(decoder, lex, end);
    /* PARTIAL has a set in parentheses, which is read as others are. */
    mla__lex_forgive(lex, *lex->at != ')', MLA_IMAP_FORGIVEN_STRAY);
    lex->at = end != lex->at ? end : end + 1;
    return MLA_OK;
}

const mla__stream_family mla__esearch_family = {"ESEARCH", begin, read, mla__give_search};
