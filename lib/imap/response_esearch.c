/* SPDX-License-Identifier: MIT */
/* ESEARCH (RFC 9051 section 7.3.4) with what RFC 5267, 7377 and 9394 add. */
#include "base/ascii.h"
#include "base/number.h"
#include "base/str.h"
#include "imap/response_stream.h"

#define UPDATES_FIRST 2u

static void begin(mla_imap_decoder *decoder) {
    decoder->search = (mla_imap_search){.struct_size = sizeof decoder->search, .extended = 1};
}

static void give(mla_imap_decoder *decoder, bool more) {
    mla__search_family.give(decoder, more);
}

static int32_t read_number_item(mla_imap_search *search, mla__lex *lex, uint32_t item) {
    uint64_t number;
    int32_t status = mla__lex_number(lex, &number);
    if (status != MLA_OK)
        return status;
    search->items |= item;
    switch (item) {
    case MLA_IMAP_SEARCH_COUNT: search->count = number; break;
    case MLA_IMAP_SEARCH_MODSEQ: search->modseq = number; break;
    case MLA_IMAP_SEARCH_MIN: search->min = (uint32_t)number; break;
    case MLA_IMAP_SEARCH_MAX: search->max = (uint32_t)number; break;
    default: search->uidvalidity = number; break;
    }
    return MLA_OK;
}

/* (TAG "A1" MAILBOX "folder" UIDVALIDITY 1) */
static void read_correlator(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_search *search = &decoder->search;
    lex->at++;
    for (mla__lex_spaces(lex); *lex->at != ')' && !mla__lex_is_end(lex); mla__lex_spaces(lex)) {
        mla_str name = mla__lex_word(lex);
        mla_str value;
        mla__lex_spaces(lex);
        if (mla__ascii_is_word_nocase(name, "UIDVALIDITY")) {
            if (read_number_item(search, lex, MLA_IMAP_SEARCH_UIDVALIDITY) != MLA_OK)
                break;
        } else if (mla__lex_astring(lex, &value) != MLA_OK) {
            break;
        } else if (mla__ascii_is_word_nocase(name, "TAG")) {
            search->tag = mla__stream_keep(lex, value);
        } else if (mla__ascii_is_word_nocase(name, "MAILBOX")) {
            search->mailbox_raw = mla__stream_keep(lex, value);
            (void)mla__decode_mailbox(decoder, lex, search->mailbox_raw, &search->mailbox);
        }
    }
    mla__lex_forgive(lex, *lex->at != ')', MLA_IMAP_FORGIVEN_STRAY);
}

static int32_t read_position(mla__lex *lex, int64_t *position) {
    int32_t status = mla__number_scan_i64(&lex->at, lex->end, position);
    bool is_small = *position >= -INT32_MAX && *position <= INT32_MAX;
    return status == MLA_OK && is_small ? MLA_OK : MLA_E_MALFORMED;
}

/* PARTIAL (1:100 200:250,252): the set goes the way of ALL. */
static int32_t read_partial(mla_imap_search *search, mla__lex *lex) {
    if (!mla__lex_take(lex, '(') || read_position(lex, &search->partial_first) != MLA_OK ||
        !mla__lex_take(lex, ':') || read_position(lex, &search->partial_last) != MLA_OK)
        return MLA_E_MALFORMED;
    mla__lex_spaces(lex);
    return MLA_OK;
}

static mla_imap_search_update *add_update(mla_imap_search *search, mla__lex *lex) {
    mla_imap_search_update *updates =
        mla__arena_room(lex->arena, (void *)(uintptr_t)search->updates, search->update_count,
                        UPDATES_FIRST, sizeof *updates);
    if (updates == NULL)
        return NULL;
    search->updates = updates;
    return &updates[search->update_count++];
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
        mla_str kept = mla__stream_keep(lex, set);
        mla_imap_search_update *update = kept.ptr != NULL ? add_update(search, lex) : NULL;
        if (update == NULL)
            return MLA_E_LIMIT;
        *update = (mla_imap_search_update){is_removed, (uint32_t)position, kept};
    }
    return MLA_OK;
}

/* The numbers first. */
static const char value_names[] = "\5COUNT\3MIN\3MAX\6MODSEQ\5ADDTO\12REMOVEFROM\7PARTIAL\3ALL";
static const uint8_t number_items[] = {MLA_IMAP_SEARCH_COUNT, MLA_IMAP_SEARCH_MIN,
                                       MLA_IMAP_SEARCH_MAX, MLA_IMAP_SEARCH_MODSEQ};
enum {
    NUMBERS = sizeof number_items,
    ADDTO = NUMBERS,
    REMOVEFROM,
    PARTIAL,
    ALL
};

/* A value that is not read up before it is whole: the set follows in the stream, from where it begins. */
static bool begin_set(mla_imap_decoder *decoder, mla__lex *value, int32_t which) {
    if (which == PARTIAL && read_partial(&decoder->search, value) != MLA_OK)
        return false;
    if (mla__lex_is_end(value) && !decoder->stream.is_whole)
        return false;
    decoder->search.items |= which == ALL ? MLA_IMAP_SEARCH_ALL : MLA_IMAP_SEARCH_PARTIAL;
    decoder->stream.phase = MLA__STREAM_IN_SET;
    return true;
}

static int32_t read_value(mla_imap_search *search, mla__lex *value, int32_t which) {
    if (which < 0)
        return MLA_AGAIN; /* not known */
    if (which < NUMBERS)
        return read_number_item(search, value, number_items[which]);
    return which <= REMOVEFROM ? read_updates(search, value, which == REMOVEFROM) : MLA_E_MALFORMED;
}

/* NAME value; the cursor stands on NAME, which ends at `name_end`. */
static int32_t read_pair(mla_imap_decoder *decoder, mla__lex *lex, const char *name_end) {
    mla_imap_search *search = &decoder->search;
    mla_str name = mla__str_between(lex->at, name_end);
    int32_t which = mla__lex_find(value_names, name);
    mla__lex value = *lex;
    value.at = name_end;
    mla__lex_spaces(&value);
    const char *end = mla__stream_token_end(decoder, &value);
    mla__lex set = value;
    if (which >= PARTIAL && begin_set(decoder, &set, which)) {
        lex->at = set.at;
        return MLA_OK;
    }
    if (end == NULL)
        return MLA_AGAIN;
    mla_str raw = mla__str_between(value.at, end);
    int32_t status = read_value(search, &value, which);
    lex->at = end;
    lex->forgiven |= value.forgiven;
    if (status == MLA_OK)
        return MLA_OK;
    mla__add_raw_item(lex, &search->raw_items, &search->raw_item_count,
                      (mla_imap_raw_item){mla__stream_keep(lex, name), mla__stream_keep(lex, raw),
                                          status == MLA_AGAIN ? MLA_OK : status});
    return MLA_OK;
}

static int32_t read(mla_imap_decoder *decoder, mla__lex *lex) {
    const char *end = mla__stream_token_end(decoder, lex);
    if (end == NULL)
        return MLA_AGAIN;
    mla_str token = mla__str_between(lex->at, end);
    if (*lex->at == '(') {
        mla__lex inside = *lex;
        inside.end = end - (end[-1] == ')');
        inside.backslash = lex->at;
        read_correlator(decoder, &inside);
        lex->forgiven |= inside.forgiven;
        lex->at = end;
        return MLA_OK;
    }
    bool is_uid = mla__ascii_is_word_nocase(token, "UID");
    if (!is_uid && mla__ascii_is_alpha(*lex->at))
        return read_pair(decoder, lex, end);
    decoder->search.uid |= is_uid;
    mla__lex_forgive(lex, !is_uid && *lex->at != ')', MLA_IMAP_FORGIVEN_STRAY);
    lex->at = end != lex->at ? end : end + 1;
    return MLA_OK;
}

const mla__stream_family mla__esearch_family = {"ESEARCH", begin, read, give};
