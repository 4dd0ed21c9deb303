/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/cold.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/str.h"
#include "imap/decoder.h"

#include <mailaccess/message.h>

typedef int32_t (*item_reader)(mla__lex *lex, mla_imap_fetch *fetch);

static int32_t read_uid(mla__lex *lex, mla_imap_fetch *fetch) {
    uint64_t uid;
    int32_t status = mla__lex_number(lex, &uid);
    if (status != MLA_OK || uid > UINT32_MAX)
        return MLA_E_MALFORMED;
    fetch->uid = (uint32_t)uid;
    return MLA_OK;
}

static int32_t read_item_flags(mla__lex *lex, mla_imap_fetch *fetch) {
    return mla__read_flag_list(lex, &fetch->flags);
}

static int32_t read_internaldate(mla__lex *lex, mla_imap_fetch *fetch) {
    mla_imap_date *date = &fetch->internaldate;
    *date = (mla_imap_date){0};
    int32_t status = mla__lex_nstring(lex, &date->text);
    mla_date time;
    if (status == MLA_OK && date->text.ptr != NULL &&
        mla_date_parse_internal(date->text, &time) == MLA_OK) {
        date->epoch_seconds = time.epoch_seconds;
        date->zone_minutes = time.zone_minutes;
        date->valid = 1;
    }
    lex->forgiven += status == MLA_OK && !date->valid;
    return status;
}

static int32_t read_size(mla__lex *lex, mla_imap_fetch *fetch) {
    return mla__lex_number(lex, &fetch->rfc822_size);
}

static int32_t read_item_envelope(mla__lex *lex, mla_imap_fetch *fetch) {
    return mla__read_envelope(lex, &fetch->envelope);
}

static int32_t read_body(mla__lex *lex, mla_imap_fetch *fetch) {
    return mla__read_body_structure(lex, false, &fetch->body_structure);
}

static int32_t read_bodystructure(mla__lex *lex, mla_imap_fetch *fetch) {
    return mla__read_body_structure(lex, true, &fetch->body_structure);
}

/* MODSEQ (624140003) */
static int32_t read_modseq(mla__lex *lex, mla_imap_fetch *fetch) {
    bool is_list = mla__lex_take(lex, '(');
    int32_t status = mla__lex_number(lex, &fetch->modseq);
    if (status != MLA_OK)
        return status;
    return !is_list || mla__lex_take(lex, ')') ? MLA_OK : MLA_E_MALFORMED;
}

typedef struct item_row {
    char name[14];
    uint8_t len;
    uint8_t item;
    item_reader read;
} item_row;

#define ROW(name, item, read) \
    { name, sizeof(name) - 1, MLA_IMAP_FETCH_##item, read }

static const item_row rows[] = {
    ROW("UID", UID, read_uid),
    ROW("FLAGS", FLAGS, read_item_flags),
    ROW("INTERNALDATE", INTERNALDATE, read_internaldate),
    ROW("RFC822.SIZE", RFC822_SIZE, read_size),
    ROW("ENVELOPE", ENVELOPE, read_item_envelope),
    ROW("BODYSTRUCTURE", BODYSTRUCTURE, read_bodystructure),
    ROW("BODY", BODY, read_body),
    ROW("MODSEQ", MODSEQ, read_modseq),
};

/* Whether the item that came next the last time comes next again: the messages of a reply have the same items in the
 * same order. */
static const item_row *take_usual_row(mla_imap_decoder *decoder, mla__lex *lex) {
    _Static_assert(sizeof rows / sizeof rows[0] < sizeof decoder->next_items, "a place for each");
    const item_row *row = &rows[decoder->next_items[decoder->item]];
    const char *behind = lex->at + row->len;
    if (behind >= lex->end || *behind != ' ' || memcmp(lex->at, row->name, row->len) != 0)
        return NULL;
    lex->at = behind + 1;
    return row;
}

static const item_row *find_row(mla_imap_decoder *decoder, mla_str name) {
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].len == name.len && mla__ascii_equal_nocase(name.ptr, rows[i].name, name.len)) {
            decoder->next_items[decoder->item] = (uint8_t)i;
            return &rows[i];
        }
    return NULL;
}

bool mla__is_body_item(mla_str name) {
    static const char whole[][16] = {"RFC822", "RFC822.HEADER", "RFC822.TEXT"};
    if (mla__ascii_starts_with_nocase(name, "BODY[") ||
        mla__ascii_starts_with_nocase(name, "BINARY["))
        return true;
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        if (mla__ascii_is_word_nocase(name, whole[i]))
            return true;
    return false;
}

void mla__set_body_item(mla_imap_body *body, mla_str item) {
    body->item = item;
    body->is_section = mla__is_body_item(item);
    body->section = mla__str_between(item.ptr, item.ptr);
    const char *end = mla__str_end(item);
    const char *open = memchr(item.ptr, '[', item.len);
    if (open == NULL) {
        if (item.len > sizeof "RFC822." - 1 && body->is_section)
            body->section = mla__str_between(item.ptr + sizeof "RFC822." - 1, end);
        return;
    }
    const char *close = end;
    while (close != open && *close != ']')
        close--;
    body->section = close != open ? mla__str_between(open + 1, close) : body->section;
    const char *at = close + 2;
    if (close != open && end - close > 2 && close[1] == '<' &&
        mla__number_scan_u64(&at, end, &body->origin) == MLA_OK)
        body->has_origin = 1;
}

/* A section that streamed is handed out already; another one is kept until the whole response is read. */
static int32_t read_section(mla_imap_decoder *decoder, mla__lex *lex, mla_str name) {
    if (mla__lex_peek(lex) == MLA__WIRE_STREAMED) {
        lex->at++;
        return MLA_OK;
    }
    mla__inline_body body = {.item = name};
    /* Yandex: a section without a value. */
    bool is_missing = mla__lex_is_end(lex) || mla__lex_peek(lex) == ')';
    lex->forgiven += is_missing;
    int32_t status = is_missing ? MLA_OK : mla__lex_nstring(lex, &body.value);
    if (status != MLA_OK)
        return status;
    size_t size = decoder->inline_body_count * sizeof body;
    mla__inline_body *grown =
        mla__arena_extend(lex->arena, decoder->inline_bodies, size, size + sizeof body);
    if (grown == NULL)
        return MLA_E_LIMIT;
    grown[decoder->inline_body_count++] = body;
    decoder->inline_bodies = grown;
    return MLA_OK;
}

static int32_t read_value(mla_imap_decoder *decoder, mla__lex *lex, const item_row *row) {
    int32_t status = row->read(lex, &decoder->fetch);
    if (status == MLA_OK) {
        decoder->fetch.items |= row->item;
        decoder->item = (uint8_t)(row - rows + 1);
    }
    return status;
}

/* The text ended within the value, and no more of it will come: the rest is this item's raw text. */
static void keep_rest(mla__lex *lex, mla_imap_fetch *fetch, mla_str name, int32_t status) {
    mla_str raw = mla__str_between(lex->at, lex->end);
    mla__add_raw_item(lex, &fetch->raw_items, &fetch->raw_item_count,
                      (mla_imap_raw_item){name, raw, status});
    lex->at = lex->end;
}

/* Keeps the value at the cursor raw; `status` says why. */
static int32_t keep_value(mla_imap_decoder *decoder, mla__lex *lex, mla_str name, int32_t status) {
    mla_imap_fetch *fetch = &decoder->fetch;
    if (status != MLA_E_INCOMPLETE)
        status = mla__keep_raw(lex, &fetch->raw_items, &fetch->raw_item_count, name,
                               status == MLA_AGAIN ? MLA_OK : status);
    if (status == MLA_OK || (status == MLA_E_INCOMPLETE && !decoder->is_final))
        return status;
    keep_rest(lex, fetch, name, MLA_E_MALFORMED);
    return MLA_OK;
}

/* An item that is not known, not the usual one, or could not be read: then `status` is the reason. */
MLA__COLD static int32_t read_other_item(mla_imap_decoder *decoder, mla__lex *lex, int32_t status) {
    mla_str name = mla__lex_item_name(lex);
    if (name.len == 0) {
        lex->at++; /* a stray parenthesis or line break */
        lex->forgiven++;
        return MLA_OK;
    }
    mla__lex_spaces(lex);
    mla__lex value = *lex;
    const item_row *row = status == MLA_AGAIN ? find_row(decoder, name) : NULL;
    if (row != NULL)
        status = read_value(decoder, lex, row);
    else if (status == MLA_AGAIN && mla__is_body_item(name))
        status = read_section(decoder, lex, name);
    if (status == MLA_OK)
        return status;
    lex->at = value.at;
    lex->backslash = value.backslash;
    return keep_value(decoder, lex, name, status);
}

static int32_t read_item(mla_imap_decoder *decoder, mla__lex *lex) {
    const char *from = lex->at;
    const char *backslash = lex->backslash;
    const item_row *row = take_usual_row(decoder, lex);
    int32_t status = row != NULL ? read_value(decoder, lex, row) : MLA_AGAIN;
    if (status == MLA_OK)
        return status;
    lex->at = from;
    lex->backslash = backslash;
    return read_other_item(decoder, lex, status);
}

/* Field by field: a few stores, where one assignment becomes a loop. */
static void clear_fetch(mla_imap_fetch *fetch) {
    fetch->struct_size = sizeof *fetch;
    fetch->items = fetch->uid = 0;
    fetch->flags = (mla_imap_flags){.struct_size = sizeof fetch->flags};
    fetch->internaldate = (mla_imap_date){0};
    fetch->rfc822_size = fetch->modseq = 0;
    fetch->envelope = NULL;
    fetch->body_structure = NULL;
    fetch->raw_items = NULL;
    fetch->raw_item_count = 0;
}

int32_t mla__read_fetch(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_fetch *fetch = &decoder->fetch;
    clear_fetch(fetch);
    fetch->number = decoder->event.number;
    decoder->item = 0;
    decoder->inline_bodies = NULL;
    decoder->inline_body_count = decoder->inline_body_next = 0;
    if (!mla__lex_take(lex, '('))
        return MLA_E_MALFORMED;
    while (!mla__lex_take(lex, ')')) {
        if (mla__lex_is_end(lex)) {
            lex->forgiven++;
            break;
        }
        int32_t status = read_item(decoder, lex);
        if (status != MLA_OK) {
            decoder->inline_body_count = 0;
            return status;
        }
    }
    decoder->event.type = MLA_IMAP_EVENT_FETCH;
    decoder->event.fetch = fetch;
    decoder->inline_body_step = MLA_IMAP_EVENT_BODY_BEGIN;
    return MLA_OK;
}

/* The last item of the text is the one whose value streams; a UID may stand before it. */
static void read_fetch_before_body(mla__lex *lex, mla_imap_body *body) {
    mla_imap_fetch fetch = {0};
    (void)mla__lex_take(lex, '(');
    for (mla__lex_spaces(lex); !mla__lex_is_end(lex); mla__lex_spaces(lex)) {
        mla_str name = mla__lex_item_name(lex);
        mla__lex_spaces(lex);
        mla__set_body_item(body, name);
        if (mla__lex_is_end(lex))
            return;
        mla_str ignored;
        if (mla__ascii_is_word_nocase(name, "UID") && read_uid(lex, &fetch) == MLA_OK)
            body->uid = fetch.uid;
        else if (mla__lex_skip(lex, &ignored) != MLA_OK)
            return;
    }
}

void mla__read_body_begin(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_body *body = &decoder->body;
    *body = (mla_imap_body){.struct_size = sizeof *body, .size = decoder->wire.literal_size};
    (void)mla__lex_take(lex, '*');
    mla__lex_spaces(lex);
    mla_str word = mla__lex_word(lex);
    uint32_t number;
    mla__set_body_item(body, word);
    if (mla__number_parse_u32(word, &number) != MLA_OK)
        return;
    mla__lex_spaces(lex);
    mla__set_body_item(body, mla__lex_word(lex));
    body->number = number;
    mla__lex_spaces(lex);
    read_fetch_before_body(lex, body);
    body->is_section = decoder->wire.is_section;
}
