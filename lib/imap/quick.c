/* SPDX-License-Identifier: MIT */
/* FETCH, and which responses are plain at all. */
#include "imap/quick.h"

#include <mailaccess/message.h>

#if MLA__OCTETS_WIDE

/* An INTERNALDATE with its closing quotation mark: "17-Jul-1996 02:44:25 -0700" (RFC 9051, date-time). */
#define DATE_LEN 26

const char *mla__quick_word_end(const char *at) {
    return mla__quick_find_word_end(at);
}

const char *mla__quick_long_number(const char *at, uint64_t *value) {
    const char *from = at;
    uint64_t sum = 0;
    for (unsigned digit; (digit = (unsigned)*at - '0') <= 9; at++)
        sum = sum * 10 + digit;
    *value = sum;
    return at != from && at - from < (ptrdiff_t)MLA__NUMBER_MAX ? at : NULL;
}

/* @return 0: it is none of them. Most messages have been seen. */
MLA__QUICK_INLINE uint32_t take_system_flag(mla__quick *quick) {
    if (mla__quick_take(quick, "\\Seen"))
        return MLA_IMAP_FLAG_SEEN;
    if (mla__quick_take(quick, "\\Answered"))
        return MLA_IMAP_FLAG_ANSWERED;
    if (mla__quick_take(quick, "\\Flagged"))
        return MLA_IMAP_FLAG_FLAGGED;
    if (mla__quick_take(quick, "\\Deleted"))
        return MLA_IMAP_FLAG_DELETED;
    if (mla__quick_take(quick, "\\Draft"))
        return MLA_IMAP_FLAG_DRAFT;
    return mla__quick_take(quick, "\\Recent") ? MLA_IMAP_FLAG_RECENT : 0;
}

MLA__QUICK_INLINE bool read_flag(mla__quick *quick, mla_str *name, mla_imap_flags *flags) {
    if (*quick->at != '\\')
        return mla__quick_word(quick, name);
    const char *from = quick->at;
    uint32_t flag = take_system_flag(quick);
    flags->system |= flag;
    *name = mla__str_between(from, quick->at);
    return flag != 0;
}

/* "(" has been taken. */
MLA__QUICK_INLINE bool read_flags(mla__quick *quick, mla_imap_flags *flags) {
    flags->system = 0;
    flags->names = NULL;
    flags->name_count = 0;
    if (mla__quick_take(quick, ")"))
        return true;
    mla_str *names = mla__quick_first_room(quick, sizeof *names);
    size_t count = 0;
    do {
        names = mla__quick_room(quick, names, count, sizeof *names);
        if (names == NULL || !read_flag(quick, &names[count++], flags))
            return false;
    } while (mla__quick_take(quick, " "));
    flags->names = names;
    flags->name_count = count;
    return mla__quick_take(quick, ")");
}

/* mla_date_parse_internal() tolerates more than this, line breaks among it. */
static inline bool has_form_of_date(const char *at) {
    return (*at == ' ' || mla__ascii_is_digit(*at)) && at[11] == ' ' && at[20] == ' ' &&
           (at[21] == '+' || at[21] == '-') && at[DATE_LEN] == '"';
}

MLA__QUICK_INLINE bool read_internaldate(mla__quick *quick, const char *end, mla_imap_date *date) {
    mla_str text = {quick->at, DATE_LEN};
    mla_date time;
    if (end - quick->at < DATE_LEN + 1 || !has_form_of_date(quick->at) ||
        mla_date_parse_internal(text, &time) != MLA_OK)
        return false;
    *date = (mla_imap_date){time.epoch_seconds, time.zone_minutes, 1, text};
    quick->at += DATE_LEN + 1;
    return true;
}

/* In these the cursor of the caller stays in registers, as its address is not handed out. */

MLA__QUICK_INLINE bool read_envelope(mla__quick *quick, const char *end, mla_imap_fetch *fetch) {
    mla__quick inside = *quick;
    bool is_plain = mla__quick_envelope(&inside, end, &fetch->envelope);
    quick->at = inside.at;
    return is_plain;
}

MLA__QUICK_INLINE bool read_structure(mla_imap_decoder *decoder, mla__quick *quick) {
    mla__quick inside = *quick;
    bool is_plain = mla__quick_body_structure(&inside, true, decoder->limits.nesting_max,
                                              &decoder->fetch.body_structure);
    quick->at = inside.at;
    return is_plain;
}

MLA__QUICK_INLINE bool read_section(mla_imap_decoder *decoder, mla__quick *quick) {
    mla__quick inside = *quick;
    bool is_plain = mla__quick_section(&inside, &decoder->body);
    quick->at = inside.at;
    return is_plain;
}

/* An item with its name that comes less often than UID, FLAGS and sections; sets its bit. */
MLA__QUICK_INLINE bool read_other_item(mla_imap_decoder *decoder, mla__quick *quick,
                                       uint32_t *items) {
    mla_imap_fetch *fetch = &decoder->fetch;
    const mla__rxbuf *rx = &decoder->wire.rx;
    if (mla__quick_take(quick, "INTERNALDATE \"")) {
        *items |= MLA_IMAP_FETCH_INTERNALDATE;
        return read_internaldate(quick, rx->data + rx->end, &fetch->internaldate);
    }
    if (mla__quick_take(quick, "RFC822.SIZE ")) {
        *items |= MLA_IMAP_FETCH_RFC822_SIZE;
        return mla__quick_number(quick, &fetch->rfc822_size);
    }
    if (mla__quick_take(quick, "ENVELOPE (")) {
        *items |= MLA_IMAP_FETCH_ENVELOPE;
        return read_envelope(quick, rx->data + rx->end, fetch);
    }
    if (mla__quick_take(quick, "BODYSTRUCTURE (")) {
        *items |= MLA_IMAP_FETCH_BODYSTRUCTURE;
        return read_structure(decoder, quick);
    }
    *items |= MLA_IMAP_FETCH_MODSEQ;
    return mla__quick_take(quick, "MODSEQ (") && mla__quick_number(quick, &fetch->modseq) &&
           mla__quick_take(quick, ")");
}

/* What one FETCH left behind another one overwrites, if it has the same items. */
static void clear_stale(mla_imap_fetch *fetch, uint32_t stale) {
    if ((stale & MLA_IMAP_FETCH_UID) != 0)
        fetch->uid = 0;
    if ((stale & MLA_IMAP_FETCH_FLAGS) != 0)
        fetch->flags = (mla_imap_flags){.struct_size = sizeof fetch->flags};
    if ((stale & MLA_IMAP_FETCH_INTERNALDATE) != 0)
        fetch->internaldate = (mla_imap_date){0};
    if ((stale & MLA_IMAP_FETCH_RFC822_SIZE) != 0)
        fetch->rfc822_size = 0;
    if ((stale & MLA_IMAP_FETCH_MODSEQ) != 0)
        fetch->modseq = 0;
    if ((stale & MLA_IMAP_FETCH_ENVELOPE) != 0)
        fetch->envelope = NULL;
    if ((stale & MLA_IMAP_FETCH_BODYSTRUCTURE) != 0)
        fetch->body_structure = NULL;
}

/* All of an event is set once; as long as plain ones of its type follow each other, only what differs is. */
static void prepare(mla_imap_decoder *decoder, int32_t type, mla_str name) {
    mla_imap_event *event = &decoder->event;
    *event = (mla_imap_event){.struct_size = sizeof *event, .type = type, .name = name};
    decoder->quick_type = type;
}

static void prepare_fetch(mla_imap_decoder *decoder) {
    mla_imap_fetch *fetch = &decoder->fetch;
    prepare(decoder, MLA_IMAP_EVENT_FETCH, (mla_str){NULL, sizeof "FETCH" - 1});
    decoder->event.fetch = fetch;
    if (decoder->is_fetch_plain)
        return;
    *fetch = (mla_imap_fetch){.struct_size = sizeof *fetch,
                              .flags = {.struct_size = sizeof fetch->flags}};
    decoder->is_fetch_plain = true;
}

static void prepare_list(mla_imap_decoder *decoder) {
    mla_imap_list *list = &decoder->list;
    prepare(decoder, MLA_IMAP_EVENT_LIST, (mla_str){NULL, sizeof "LIST" - 1});
    decoder->event.list = list;
    *list = (mla_imap_list){.struct_size = sizeof *list, .command = MLA_IMAP_LIST};
}

/* From a FETCH whose section has a literal: that streams before the rest of the FETCH is read. */
static bool begin_body(mla_imap_decoder *decoder, const char *behind, uint32_t items) {
    const char *text = decoder->event.raw.ptr;
    mla_imap_body *body = &decoder->body;
    body->number = decoder->fetch.number;
    body->uid = (items & MLA_IMAP_FETCH_UID) != 0 ? decoder->fetch.uid : 0;
    decoder->fetch.items |= items;
    mla__wire_begin_section(&decoder->wire, text, mla__str_end(body->item) + 1, behind, body->size);
    decoder->quick_type = 0;
    mla__give_body(decoder, MLA_IMAP_EVENT_BODY_BEGIN, NULL);
    return true;
}

/* The text of the event is known but for its end. */
static bool finish(mla_imap_decoder *decoder, const char *behind) {
    mla__wire *wire = &decoder->wire;
    mla_str *raw = &decoder->event.raw;
    raw->len = (size_t)(behind - raw->ptr);
    mla__rxbuf_consume(&wire->rx, wire->taken);
    wire->taken = raw->len + sizeof "\r\n" - 1;
    return true;
}

/* From behind "* " to the end of the line. */
MLA__QUICK_INLINE bool read_fetch(mla_imap_decoder *decoder, mla__quick *quick, const char *text) {
    mla_imap_fetch *fetch = &decoder->fetch;
    uint32_t items = 0;
    uint32_t number;
    if (!mla__quick_number32(quick, &number) || number == 0 || !mla__quick_take(quick, " FETCH ("))
        return false;
    if (decoder->quick_type != MLA_IMAP_EVENT_FETCH)
        prepare_fetch(decoder);
    decoder->event.raw.ptr = text;
    decoder->event.name.ptr = quick->at - sizeof "FETCH (" + 1;
    decoder->event.number = fetch->number = number;
    do {
        if (mla__quick_take(quick, "UID ")) {
            items |= MLA_IMAP_FETCH_UID;
            if (!mla__quick_number32(quick, &fetch->uid))
                return false;
        } else if (mla__quick_take(quick, "FLAGS (")) {
            items |= MLA_IMAP_FETCH_FLAGS;
            if (!read_flags(quick, &fetch->flags))
                return false;
        } else if (mla__quick_take(quick, "BODY[")) {
            if (!read_section(decoder, quick))
                return false;
            if (quick->at[-1] == '\n')
                return begin_body(decoder, quick->at, items);
        } else if (!read_other_item(decoder, quick, &items)) {
            return false;
        }
    } while (mla__quick_take(quick, " "));
    if (!mla__quick_take(quick, ")\r\n"))
        return false;
    if (fetch->items != items)
        clear_stale(fetch, fetch->items & ~items);
    fetch->items = items;
    return finish(decoder, quick->at - sizeof "\r\n" + 1);
}

static bool read_list(mla_imap_decoder *decoder, mla__quick *quick, const char *text) {
    mla__quick inside = *quick;
    if (decoder->quick_type != MLA_IMAP_EVENT_LIST)
        prepare_list(decoder);
    decoder->event.raw.ptr = text;
    decoder->event.name.ptr = text + sizeof "* " - 1;
    return mla__quick_list(&inside, &decoder->list) && finish(decoder, inside.at);
}

bool mla__quick_response(mla_imap_decoder *decoder) {
    const mla__wire *wire = &decoder->wire;
    const char *text = mla__rxbuf_ptr(&wire->rx) + wire->taken;
    mla__quick quick = {text, &decoder->arena};
    if (!mla__quick_take(&quick, "* "))
        return false;
    mla__arena_reset(&decoder->arena);
    bool is_plain = mla__quick_take(&quick, "LIST (") ? read_list(decoder, &quick, text)
                                                      : read_fetch(decoder, &quick, text);
    /* What was begun and given up is no event, and has left its items behind. */
    if (!is_plain) {
        decoder->quick_type = 0;
        decoder->is_fetch_plain = false;
    }
    return is_plain;
}

bool mla__quick_is_between(mla_imap_decoder *decoder) {
    mla__wire *wire = &decoder->wire;
    if (wire->state != MLA__WIRE_IN_LINE || !decoder->is_greeted || decoder->is_thorough ||
        decoder->held_fetch.type != 0 || decoder->inline_body_next < decoder->inline_body_count ||
        decoder->stream.phase != MLA__STREAM_NONE || decoder->stream.is_pending ||
        decoder->error != MLA_OK)
        return false;
    mla__wire_release(wire);
    mla__quick_mark_end(wire);
    return wire->scan == 0 && wire->joined == 0 && wire->forgiven == 0 && !wire->judged.is_headless;
}

#else
typedef int mla__quick_is_left_out;
#endif
