/* SPDX-License-Identifier: MIT */
/* FETCH, and which responses are plain at all. */
#include "imap/quick.h"

#include <mailaccess/message.h>

#include "base/mem.h"

#if MLA__OCTETS_WIDE

/* Shorter ones that stand at the end of the buffer are not worth it. */
#define LEAST_LEN 32
/* An INTERNALDATE with its closing quotation mark: "17-Jul-1996 02:44:25 -0700" (RFC 9051, date-time). */
#define DATE_LEN 26

const char *mla__quick_long_number(const char *at, const char *last, uint64_t *value) {
    const char *from = at;
    uint64_t sum = 0;
    for (unsigned digit; at <= last && (digit = (unsigned)*at - '0') <= 9; at++)
        sum = sum * 10 + digit;
    *value = sum;
    return at != from && at - from < (ptrdiff_t)MLA__NUMBER_MAX && at <= last ? at : NULL;
}

/* The system flags beside \Seen. */
typedef struct system_flag {
    char name[10];
    uint8_t len;
    uint8_t flag;
} system_flag;

static const system_flag system_flags[] = {
    {"\\Answered", 9, MLA_IMAP_FLAG_ANSWERED}, {"\\Flagged", 8, MLA_IMAP_FLAG_FLAGGED},
    {"\\Deleted", 8, MLA_IMAP_FLAG_DELETED},   {"\\Draft", 6, MLA_IMAP_FLAG_DRAFT},
    {"\\Recent", 7, MLA_IMAP_FLAG_RECENT},
};

static const system_flag *find_system_flag(const char *at, const char *end) {
    for (size_t i = 0; i < sizeof system_flags / sizeof system_flags[0]; i++)
        if (mla__octets_begin(at, end, system_flags[i].name, system_flags[i].len))
            return &system_flags[i];
    return NULL;
}

/* The octet behind the flag is there. Most messages have been seen. */
MLA__QUICK_INLINE bool read_flag(mla__quick *quick, mla_str *name, uint32_t *system) {
    const char *from = quick->at;
    if (mla__quick_peek(quick) != '\\')
        return mla__quick_word(quick, name);
    if (mla__quick_take(quick, "\\Seen")) {
        *system |= MLA_IMAP_FLAG_SEEN;
    } else {
        const system_flag *row = find_system_flag(from, quick->last + MLA__QUICK_WIDTH);
        if (row == NULL)
            return false;
        *system |= row->flag;
        quick->at += row->len;
    }
    *name = mla__str_between(from, quick->at);
    return true;
}

/* "(" has been taken. */
MLA__QUICK_INLINE bool read_flags(mla__quick *quick, mla_imap_flags *flags) {
    mla_str *names = NULL;
    size_t count = 0;
    uint32_t system = 0;
    if (mla__quick_peek(quick) == ')')
        quick->at++;
    else
        for (;;) {
            names = mla__arena_room(quick->arena, names, count, MLA__WORDS_FIRST, sizeof *names);
            if (names == NULL || !read_flag(quick, &names[count++], &system))
                return false;
            char behind = *quick->at++;
            if (behind == ')')
                break;
            if (behind != ' ')
                return false;
        }
    *flags = (mla_imap_flags){sizeof *flags, system, names, count};
    return true;
}

/* mla_date_parse_internal() tolerates more than this, line breaks among it. */
static inline bool has_form_of_date(const char *at) {
    return (*at == ' ' || mla__ascii_is_digit(*at)) && at[11] == ' ' && at[20] == ' ' &&
           (at[21] == '+' || at[21] == '-') && at[DATE_LEN] == '"';
}

MLA__QUICK_INLINE bool read_internaldate(mla__quick *quick, mla_imap_date *date) {
    mla_str text = {quick->at, DATE_LEN};
    mla_date time;
    if (quick->last - quick->at < DATE_LEN + 1 - MLA__QUICK_WIDTH || !has_form_of_date(quick->at) ||
        mla_date_parse_internal(text, &time) != MLA_OK)
        return false;
    *date = (mla_imap_date){time.epoch_seconds, time.zone_minutes, 1, text};
    quick->at += DATE_LEN + 1;
    return true;
}

/* In these the cursor of the caller stays in registers, as its address is not handed out. */

MLA__QUICK_INLINE bool read_envelope(mla__quick *quick, mla_imap_fetch *fetch) {
    mla__quick inside = *quick;
    bool is_plain = mla__quick_envelope(&inside, &fetch->envelope);
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

MLA__QUICK_INLINE bool read_section(mla_imap_decoder *decoder, mla__quick *quick,
                                    bool has_streamed) {
    mla__quick inside = *quick;
    bool is_plain = mla__quick_section(&inside, &decoder->body, has_streamed);
    quick->at = inside.at;
    return is_plain;
}

/* What an item begins with. */
#define TAG(a, b, c, d) \
    ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)

/* An item with its name; sets its bit, if it has one. */
MLA__QUICK_INLINE bool read_item(mla_imap_decoder *decoder, mla__quick *quick, uint32_t *items,
                                 bool is_frame) {
    mla_imap_fetch *fetch = &decoder->fetch;
    if (quick->at > quick->last)
        return false;
    switch (mla__octets_load_half(quick->at)) {
    case TAG('U', 'I', 'D', ' '):
        quick->at += sizeof "UID " - 1;
        *items |= MLA_IMAP_FETCH_UID;
        return mla__quick_number32(quick, &fetch->uid);
    case TAG('F', 'L', 'A', 'G'):
        *items |= MLA_IMAP_FETCH_FLAGS;
        return mla__quick_take(quick, "FLAGS (") && read_flags(quick, &fetch->flags);
    case TAG('I', 'N', 'T', 'E'):
        *items |= MLA_IMAP_FETCH_INTERNALDATE;
        return mla__quick_take(quick, "INTERNALDATE \"") &&
               read_internaldate(quick, &fetch->internaldate);
    case TAG('R', 'F', 'C', '8'):
        *items |= MLA_IMAP_FETCH_RFC822_SIZE;
        return mla__quick_take(quick, "RFC822.SIZE ") &&
               mla__quick_number(quick, &fetch->rfc822_size);
    case TAG('M', 'O', 'D', 'S'):
        *items |= MLA_IMAP_FETCH_MODSEQ;
        return mla__quick_take(quick, "MODSEQ (") && mla__quick_number(quick, &fetch->modseq) &&
               mla__quick_take(quick, ")");
    case TAG('E', 'N', 'V', 'E'):
        *items |= MLA_IMAP_FETCH_ENVELOPE;
        return mla__quick_take(quick, "ENVELOPE (") && read_envelope(quick, fetch);
    case TAG('B', 'O', 'D', 'Y'):
        if (mla__quick_take(quick, "BODY["))
            return read_section(decoder, quick, is_frame);
        *items |= MLA_IMAP_FETCH_BODYSTRUCTURE;
        return mla__quick_take(quick, "BODYSTRUCTURE (") && read_structure(decoder, quick);
    default: return false;
    }
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

/* From a FETCH whose section has a literal: that streams before the rest of the FETCH is read. */
static bool begin_body(mla_imap_decoder *decoder, const char *text, const char *behind,
                       uint32_t number, uint32_t items) {
    mla_imap_body *body = &decoder->body;
    body->number = number;
    body->uid = (items & MLA_IMAP_FETCH_UID) != 0 ? decoder->fetch.uid : 0;
    decoder->fetch.items |= items;
    mla__wire_begin_section(&decoder->wire, text, mla__str_end(body->item) + 1, behind, body->size);
    decoder->quick_type = 0;
    mla__give_body(decoder, MLA_IMAP_EVENT_BODY_BEGIN, (mla_str){NULL, 0});
    return true;
}

static bool finish(mla_imap_decoder *decoder, const char *text, const char *behind) {
    mla__wire *wire = &decoder->wire;
    mla__rxbuf_consume(&wire->rx, (size_t)(text - mla__rxbuf_ptr(&wire->rx)));
    wire->taken = (size_t)(behind - text) + sizeof "\r\n" - 1;
    decoder->event.raw = mla__str_between(text, behind);
    return true;
}

/* From behind "* " to the end of the line. */
MLA__QUICK_INLINE bool read_fetch(mla_imap_decoder *decoder, mla__quick *quick, const char *text,
                                  bool is_frame) {
    mla_imap_fetch *fetch = &decoder->fetch;
    uint32_t items = 0;
    uint32_t number;
    if (!mla__quick_number32(quick, &number) || !mla__quick_take(quick, " FETCH ("))
        return false;
    if (decoder->quick_type != MLA_IMAP_EVENT_FETCH)
        prepare_fetch(decoder);
    decoder->event.name.ptr = quick->at - sizeof "FETCH (" + 1;
    for (; read_item(decoder, quick, &items, is_frame); quick->at++) {
        /* Here, too, a line break is still to come. */
        if (quick->at > quick->last + MLA__QUICK_WIDTH - sizeof ")\r\n" + 1)
            return false;
        if (quick->at[-1] == '\n')
            return begin_body(decoder, text, quick->at, number, items);
        if (*quick->at == ' ')
            continue;
        if (memcmp(quick->at, ")\r\n", 3) != 0)
            return false;
        if (fetch->items != items)
            clear_stale(fetch, fetch->items & ~items);
        fetch->items = items;
        fetch->number = decoder->event.number = number;
        return finish(decoder, text, quick->at + 1);
    }
    return false;
}

static bool read_list(mla_imap_decoder *decoder, mla__quick *quick, const char *text) {
    mla__quick inside = *quick;
    if (decoder->quick_type != MLA_IMAP_EVENT_LIST)
        prepare(decoder, MLA_IMAP_EVENT_LIST, (mla_str){NULL, sizeof "LIST" - 1});
    decoder->event.list = &decoder->list;
    decoder->event.name.ptr = text + sizeof "* " - 1;
    return mla__quick_list(&inside, decoder->is_utf8, &decoder->list) &&
           finish(decoder, text, inside.at);
}

bool mla__quick_response(mla_imap_decoder *decoder, const char *text, bool is_frame) {
    const mla__rxbuf *rx = &decoder->wire.rx;
    const char *end = rx->data + rx->end;
    if (end - text < LEAST_LEN)
        return false;
    mla__quick quick = {text, end - MLA__QUICK_WIDTH, &decoder->arena};
    if (!mla__quick_take(&quick, "* "))
        return false;
    mla__arena_reset(&decoder->arena);
    bool is_plain = mla__ascii_is_digit(*quick.at)
                        ? read_fetch(decoder, &quick, text, is_frame)
                        : mla__quick_take(&quick, "LIST (") && read_list(decoder, &quick, text);
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
        decoder->stream.phase != MLA__STREAM_NONE || decoder->stream.is_pending)
        return false;
    mla__wire_release(wire);
    return wire->scan == 0 && wire->joined == 0 && wire->forgiven == 0 && !wire->judged.is_headless;
}

#else
typedef int mla__quick_is_left_out;
#endif
