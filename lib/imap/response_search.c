/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/str.h"
#include "imap/decoder.h"

bool mla__search_is(mla_str word, bool *is_extended) {
    int32_t which = mla__lex_find("\6SEARCH\4SORT\7ESEARCH", word);
    *is_extended = which == 2;
    return which >= 0;
}

void mla__search_begin(mla_imap_decoder *decoder, bool is_extended) {
    decoder->search = (mla_imap_search){
        .struct_size = sizeof decoder->search,
        .extended = is_extended,
        .ranges = decoder->ranges,
    };
    decoder->search_phase = MLA__SEARCH_WORDS;
}

static int32_t give(mla_imap_decoder *decoder, bool more) {
    decoder->search.more = more;
    decoder->event = (mla_imap_event){
        .struct_size = sizeof decoder->event,
        .type = MLA_IMAP_EVENT_SEARCH,
        .search = &decoder->search,
    };
    if (!more)
        decoder->search_phase = MLA__SEARCH_COMPLETE;
    return MLA_OK;
}

/* Where the token at `from` ends for certain; NULL when more of the line may belong to it. */
static const char *token_end(const mla__lex *lex, bool is_whole) {
    const char *at = lex->at;
    int32_t depth = 0;
    for (; at != lex->end; at++) {
        if (*at == '(')
            depth++;
        if (*at == ')' && --depth <= 0)
            return at + 1;
        if (*at == ' ' && depth == 0)
            return at;
    }
    return is_whole ? at : NULL;
}

/* Whether a number at the cursor is whole, and it. */
static int32_t scan_number(mla__lex *lex, bool is_whole, uint32_t *number) {
    const char *at = lex->at;
    uint64_t value = 0;
    while (at != lex->end && mla__ascii_is_digit(*at) && value <= UINT32_MAX)
        value = value * 10 + (uint64_t)(*at++ - '0');
    if (at == lex->end && !is_whole)
        return MLA_AGAIN;
    if (at == lex->at || value > UINT32_MAX || (at != lex->end && *at != ' ' && *at != ')'))
        return MLA_E_MALFORMED;
    *number = (uint32_t)value;
    lex->at = at;
    return MLA_OK;
}

/* Takes ranges up to the end of the set. OK: the set has ended; END: the array is full. */
static int32_t read_set(mla_imap_decoder *decoder, mla__lex *lex, bool is_whole) {
    mla_imap_search *search = &decoder->search;
    while (!mla__lex_is_end(lex) && *lex->at != ' ') {
        const char *comma = lex->at;
        while (comma != lex->end && *comma != ',' && *comma != ' ')
            comma++;
        if (comma == lex->end && !is_whole)
            return MLA_AGAIN;
        if (search->range_count == MLA__SEARCH_RANGES)
            return MLA_END;
        mla_str one = mla__str_between(lex->at, comma);
        if (mla_imap_set_next(&one, &decoder->ranges[search->range_count]) == MLA_OK)
            search->range_count++;
        else if (comma != lex->at)
            lex->forgiven++;
        lex->at = comma != lex->end && *comma == ',' ? comma + 1 : comma;
    }
    if (mla__lex_is_end(lex) && !is_whole)
        return MLA_AGAIN;
    decoder->search_phase = MLA__SEARCH_WORDS;
    return MLA_OK;
}

/* "(MODSEQ n)" of a SEARCH, "(TAG "A1")" of an ESEARCH; other lists are skipped. */
static void read_group(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_search *search = &decoder->search;
    lex->at++;
    mla__lex_spaces(lex);
    mla_str name = mla__lex_word(lex);
    mla__lex_spaces(lex);
    mla_str tag;
    if (mla__ascii_is_word_nocase(name, "MODSEQ") &&
        mla__lex_number(lex, &search->modseq) == MLA_OK) {
        search->items |= MLA_IMAP_SEARCH_MODSEQ;
    } else if (mla__ascii_is_word_nocase(name, "TAG") && mla__lex_astring(lex, &tag) == MLA_OK) {
        /* The tag outlives the piece of the line that it stands in. */
        char *copy = mla__arena_alloc(lex->arena, tag.len + 1);
        if (copy != NULL && tag.ptr != NULL)
            search->tag = (mla_str){memcpy(copy, tag.ptr, tag.len), tag.len};
    }
}

static bool read_known_value(mla_imap_search *search, mla__lex *value, mla_str name) {
    static const struct {
        char name[7];
        uint8_t item;
    } items[] = {
        {"COUNT", MLA_IMAP_SEARCH_COUNT},
        {"MIN", MLA_IMAP_SEARCH_MIN},
        {"MAX", MLA_IMAP_SEARCH_MAX},
        {"MODSEQ", MLA_IMAP_SEARCH_MODSEQ},
    };
    uint64_t number;
    uint32_t item = 0;
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++)
        if (mla__ascii_is_word_nocase(name, items[i].name))
            item = items[i].item;
    if (item == 0 || mla__lex_number(value, &number) != MLA_OK)
        return false;
    search->items |= item;
    if (item == MLA_IMAP_SEARCH_COUNT)
        search->count = number;
    else if (item == MLA_IMAP_SEARCH_MODSEQ)
        search->modseq = number;
    else if (item == MLA_IMAP_SEARCH_MIN)
        search->min = (uint32_t)number;
    else
        search->max = (uint32_t)number;
    return true;
}

static mla_str keep(mla__lex *lex, mla_str text) {
    char *copy = mla__arena_alloc(lex->arena, text.len + 1);
    if (copy == NULL)
        return (mla_str){NULL, 0};
    return (mla_str){memcpy(copy, text.ptr, text.len), text.len};
}

/* NAME value of an ESEARCH; the cursor stands on NAME, which ends at `name_end`. */
static int32_t read_pair(mla_imap_decoder *decoder, mla__lex *lex, const char *name_end,
                         bool is_whole) {
    mla_imap_search *search = &decoder->search;
    mla_str name = mla__str_between(lex->at, name_end);
    mla__lex value = *lex;
    value.at = name_end;
    mla__lex_spaces(&value);
    if (mla__ascii_is_word_nocase(name, "ALL")) {
        search->items |= MLA_IMAP_SEARCH_ALL;
        decoder->search_phase = MLA__SEARCH_IN_SET;
        lex->at = value.at;
        return MLA_OK;
    }
    const char *end = token_end(&value, is_whole);
    if (end == NULL)
        return MLA_AGAIN;
    mla_str raw = mla__str_between(value.at, end);
    if (read_known_value(search, &value, name)) {
        lex->at = value.at;
        return MLA_OK;
    }
    lex->at = end;
    mla__add_raw_item(lex, &search->raw_items, &search->raw_item_count,
                      (mla_imap_raw_item){keep(lex, name), keep(lex, raw), MLA_OK});
    return MLA_OK;
}

static int32_t read_token(mla_imap_decoder *decoder, mla__lex *lex, bool is_whole) {
    mla_imap_search *search = &decoder->search;
    bool is_number = mla__ascii_is_digit(*lex->at);
    if (is_number && search->range_count == MLA__SEARCH_RANGES)
        return MLA_END;
    if (is_number) {
        uint32_t number;
        int32_t status = scan_number(lex, is_whole, &number);
        if (status == MLA_OK)
            decoder->ranges[search->range_count++] = (mla_imap_range){number, number};
        if (status != MLA_E_MALFORMED)
            return status;
    }
    const char *end = token_end(lex, is_whole);
    if (end == NULL)
        return MLA_AGAIN;
    mla_str token = mla__str_between(lex->at, end);
    if (*lex->at == '(') {
        read_group(decoder, lex);
        lex->at = end;
        return MLA_OK;
    }
    bool is_uid = search->extended && mla__ascii_is_word_nocase(token, "UID");
    if (search->extended && !is_uid && !is_number)
        return read_pair(decoder, lex, end, is_whole);
    search->uid |= is_uid;
    lex->forgiven += !is_uid;
    lex->at = end;
    return MLA_OK;
}

int32_t mla__search_step(mla_imap_decoder *decoder, mla__lex *lex, bool is_whole) {
    if (decoder->search.more) {
        decoder->search.more = 0;
        decoder->search.range_count = 0;
    }
    for (;;) {
        if (decoder->search_phase == MLA__SEARCH_WORDS)
            mla__lex_spaces(lex);
        if (mla__lex_is_end(lex))
            return is_whole ? give(decoder, false) : MLA_AGAIN;
        int32_t status = decoder->search_phase == MLA__SEARCH_IN_SET
                             ? read_set(decoder, lex, is_whole)
                             : read_token(decoder, lex, is_whole);
        if (status == MLA_END)
            return give(decoder, true);
        if (status != MLA_OK)
            return status;
    }
}
