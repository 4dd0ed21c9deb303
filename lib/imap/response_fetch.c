/* SPDX-License-Identifier: MIT */
#include "base/str.h"
#include "imap/decoder.h"
#include "imap/names.h"

#include <mailaccess/message.h>

static int32_t read_uid(mla__lex *lex, mla_imap_fetch *fetch) {
    uint64_t uid;
    int32_t status = mla__lex_number(lex, &uid);
    if (status != MLA_OK || uid > UINT32_MAX)
        return MLA_E_MALFORMED;
    fetch->uid = (uint32_t)uid;
    return MLA_OK;
}

int32_t mla__read_date(mla__lex *lex, mla_imap_date *date) {
    *date = (mla_imap_date){0};
    int32_t status = mla__lex_nstring(lex, &date->text);
    mla_date time;
    /* Some servers write it as in a header. */
    if (status == MLA_OK && date->text.ptr != NULL &&
        (mla_date_parse_internal(date->text, &time) == MLA_OK ||
         mla_date_parse(date->text, &time) == MLA_OK)) {
        date->epoch_seconds = time.epoch_seconds;
        date->zone_minutes = time.zone_minutes;
        date->valid = 1;
    }
    return status;
}

static int32_t read_internaldate(mla__lex *lex, mla_imap_fetch *fetch) {
    int32_t status = mla__read_date(lex, &fetch->internaldate);
    mla__lex_forgive(lex, status == MLA_OK && !fetch->internaldate.valid, MLA_IMAP_FORGIVEN_DATE);
    return status;
}

/* Where both are there, the one that says more stays. */
static int32_t read_body(mla__lex *lex, mla_imap_fetch *fetch) {
    const mla_imap_body_structure *structure = NULL;
    int32_t status = mla__read_body_structure(lex, false, &structure);
    if (status == MLA_OK && (fetch->items & MLA_IMAP_FETCH_BODYSTRUCTURE) == 0)
        fetch->body_structure = structure;
    return status;
}

/* MODSEQ (624140003) */
static int32_t read_modseq(mla__lex *lex, mla_imap_fetch *fetch) {
    bool is_list = mla__lex_take(lex, '(');
    int32_t status = mla__lex_number(lex, &fetch->modseq);
    if (status != MLA_OK)
        return status;
    return !is_list || mla__lex_take(lex, ')') ? MLA_OK : MLA_E_MALFORMED;
}

const char mla__fetch_names[] = "\3UID"
                                "\5FLAGS"
                                "\14INTERNALDATE"
                                "\13RFC822.SIZE"
                                "\10ENVELOPE"
                                "\4BODY"
                                "\15BODYSTRUCTURE"
                                "\6MODSEQ";

enum {
    UID,
    FLAGS,
    INTERNALDATE,
    RFC822_SIZE,
    ENVELOPE,
    BODY,
    BODYSTRUCTURE,
    MODSEQ
};
_Static_assert(1u << MODSEQ == MLA_IMAP_FETCH_MODSEQ, "none is left out");

static int32_t read_value(mla__lex *lex, mla_imap_fetch *fetch, int32_t item) {
    switch (item) {
    case UID: return read_uid(lex, fetch);
    case FLAGS: return mla__read_flag_list(lex, &fetch->flags);
    case INTERNALDATE: return read_internaldate(lex, fetch);
    case RFC822_SIZE: return mla__lex_number(lex, &fetch->rfc822_size);
    case ENVELOPE: return mla__read_envelope(lex, &fetch->envelope);
    case BODY: return read_body(lex, fetch);
    case BODYSTRUCTURE: return mla__read_body_structure(lex, true, &fetch->body_structure);
    default: return read_modseq(lex, fetch);
    }
}

/* Keeps the value at the cursor raw; the item's status says why. */
static int32_t keep_value(mla_imap_decoder *decoder, mla__lex *lex, mla_imap_raw_item *item) {
    const mla_imap_raw_item **items = &decoder->fetch.raw_items;
    int32_t status = item->status;
    if (status != MLA_E_INCOMPLETE)
        status = mla__keep_raw(lex, items, item);
    if (status == MLA_OK || (status == MLA_E_INCOMPLETE && !decoder->is_final))
        return status;
    /* The text ended within the value, and no more of it will come: the rest is this item's raw text. */
    item->raw = mla__str_between(lex->at, lex->end);
    item->status = MLA_E_MALFORMED;
    mla__add_raw_item(lex, items, item);
    lex->at = lex->end;
    return MLA_OK;
}

/* @return MLA_AGAIN when the name is not known. */
static int32_t read_named(mla_imap_decoder *decoder, mla__lex *lex, const mla_str *name) {
    mla_imap_fetch *fetch = &decoder->fetch;
    int32_t item = mla__lex_find(mla__fetch_names, name);
    if (item >= 0) {
        int32_t status = read_value(lex, fetch, item);
        if (status == MLA_OK)
            fetch->items |= 1u << item;
        return status;
    }
    if (mla__is_body_item(name))
        return mla__read_section(decoder, lex, name);
#if MLA_WITH_IMAP_EXTENSIONS
    return mla__read_fetch_item(fetch, lex, name);
#else
    return MLA_AGAIN;
#endif
}

static int32_t read_item(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_raw_item item = {.name = mla__lex_item_name(lex)};
    /* Yandex: a section's value is missing, and all behind it up to the next response, whose items are of another
     * message. It is not read: quotes that a server does not escape let a message put one there. */
    if (*item.name.ptr == '*') {
        lex->at = lex->end;
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_STRAY);
        return MLA_OK;
    }
    if (item.name.len == 0) {
        lex->at++; /* a parenthesis or line break */
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_STRAY);
        return MLA_OK;
    }
    mla__lex_spaces(lex);
    const char *value = lex->at;
    item.status = read_named(decoder, lex, &item.name);
    if (item.status == MLA_OK)
        return MLA_OK;
    lex->at = value;
    /* NIL where there has to be a value: the same as not sent. */
    if (item.status == MLA_E_MALFORMED && mla__lex_take_nil(lex)) {
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_NO_VALUE);
        return MLA_OK;
    }
    return keep_value(decoder, lex, &item);
}

/* The end of the list, which is the end of the response, too: a parenthesis in front of more items is one too many. */
static bool is_at_end(mla__lex *lex, bool *has_closed) {
    mla__lex_spaces(lex);
    if (*lex->at != ')' && !mla__lex_is_end(lex) && !*has_closed)
        return false;
    while (mla__lex_take(lex, ')')) {
        mla__lex_forgive(lex, *has_closed, MLA_IMAP_FORGIVEN_STRAY);
        *has_closed = true;
        mla__lex_spaces(lex);
    }
    bool is_end = mla__lex_is_end(lex);
    mla__lex_forgive(lex, is_end && !*has_closed, MLA_IMAP_FORGIVEN_UNCLOSED);
    mla__lex_forgive(lex, !is_end && *has_closed, MLA_IMAP_FORGIVEN_STRAY);
    return is_end;
}

/* Some servers put a line break between a literal and the items behind it: they may be on the next line. */
static bool ends_in_literal(const mla_imap_decoder *decoder) {
    return !decoder->is_final && decoder->wire.frame.len == decoder->wire.judged.len;
}

int32_t mla__read_fetch(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_fetch *fetch = &decoder->fetch;
    bool has_closed = false;
    *fetch = (mla_imap_fetch){
        .struct_size = sizeof *fetch,
        .number = decoder->event.number,
        .flags = {.struct_size = sizeof fetch->flags},
    };
    decoder->is_fetch_plain = false;
    decoder->inline_bodies = NULL;
    decoder->inline_body_count = decoder->inline_body_next = 0;
    if (!mla__lex_take(lex, '('))
        return MLA_E_MALFORMED;
    int32_t status = MLA_OK;
    while (status == MLA_OK && !is_at_end(lex, &has_closed))
        status = read_item(decoder, lex);
    if (status == MLA_OK && !has_closed && ends_in_literal(decoder))
        status = MLA_E_INCOMPLETE;
    if (status != MLA_OK) {
        decoder->inline_body_count = 0;
        return status;
    }
    decoder->event.type = MLA_IMAP_EVENT_FETCH;
    decoder->event.fetch = fetch;
    decoder->inline_body_step = MLA_IMAP_EVENT_BODY_BEGIN;
    return MLA_OK;
}
