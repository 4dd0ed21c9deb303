/* SPDX-License-Identifier: MIT */
/* FETCH with all its items, bodies among them. */
#include "build.h"

#define BODIES_MAX 4u
#define RAW_MAX 3u

typedef struct fetch_builder {
    mla_imap_fetch *fetch;
    mla_imap_body
        bodies[BODIES_MAX]; /* not sent as literals: they come after those, before the FETCH */
    mla_str values[BODIES_MAX];
    size_t body_count;
    size_t raw_count;
    uint32_t done; /* items that were put: none comes twice */
} fetch_builder;

/* Simple items. */

static void put_uid(builder *b, fetch_builder *f) {
    build_keyword(b, "UID");
    build_put(b, " ");
    f->fetch->uid = (uint32_t)build_put_any_number(b, UINT32_MAX);
    f->fetch->items |= MLA_IMAP_FETCH_UID;
}

static void put_flags(builder *b, fetch_builder *f) {
    enum {
        FLAGS_MAX = 10
    };
    mla_str *names = build_alloc(b, FLAGS_MAX, sizeof *names);
    build_keyword(b, "FLAGS");
    build_put(b, " ");
    size_t count = build_list(b, names, FLAGS_MAX, build_flag);
    f->fetch->flags.names = names;
    f->fetch->flags.name_count = count;
    f->fetch->flags.system = build_system_flags(names, count);
    f->fetch->items |= MLA_IMAP_FETCH_FLAGS;
}

/* Days since 1970-01-01 by adding up years and months. */
static int64_t days_before(uint32_t year, uint32_t month) {
    static const uint32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t days = 0;
    for (uint32_t y = 1970; y != year; y += y < year ? 1u : UINT32_MAX) {
        uint32_t counted = y < year ? y : y - 1;
        bool is_leap = counted % 4 == 0 && (counted % 100 != 0 || counted % 400 == 0);
        days += (y < year ? 1 : -1) * (365 + is_leap);
    }
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    for (uint32_t m = 0; m < month; m++)
        days += lengths[m] + (m == 1 && is_leap);
    return days;
}

/* A date-time in quotes. */
static void put_date(builder *b, mla_imap_date *date) {
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    uint32_t day = 1 + build_below(b, 28);
    uint32_t month = build_below(b, 12);
    uint32_t year = 1 + (uint32_t)build_number(b, 9998);
    uint32_t hour = build_below(b, 24);
    uint32_t minute = build_below(b, 60);
    uint32_t second = build_below(b, 60);
    uint32_t zone = build_below(b, 14 * 4) * 15;
    bool is_west = build_flip(b);
    char text[40];
    int len =
        snprintf(text, sizeof text, "%2u-%s-%04u %02u:%02u:%02u %c%02u%02u", day, months[month],
                 year, hour, minute, second, is_west ? '-' : '+', zone / 60, zone % 60);
    build_put(b, "\"");
    size_t from = b->len;
    build_put_str(b, (mla_str){text, (size_t)len});
    date->text = build_since(b, from);
    build_put(b, "\"");
    date->valid = 1;
    date->zone_minutes = is_west ? -(int32_t)zone : (int32_t)zone;
    date->epoch_seconds = (days_before(year, month) + day - 1) * 86400 +
                          (int64_t)(hour * 3600 + minute * 60 + second) - date->zone_minutes * 60;
}

static void put_internaldate(builder *b, fetch_builder *f) {
    build_keyword(b, "INTERNALDATE");
    build_put(b, " ");
    put_date(b, &f->fetch->internaldate);
    f->fetch->items |= MLA_IMAP_FETCH_INTERNALDATE;
}

static void put_size(builder *b, fetch_builder *f) {
    build_keyword(b, "RFC822.SIZE");
    build_put(b, " ");
    f->fetch->rfc822_size = build_put_any_number(b, UINT64_MAX);
    f->fetch->items |= MLA_IMAP_FETCH_RFC822_SIZE;
}

static void put_modseq(builder *b, fetch_builder *f) {
    build_keyword(b, "MODSEQ");
    build_put(b, " (");
    f->fetch->modseq = build_put_any_number(b, INT64_MAX);
    build_put(b, ")");
    f->fetch->items |= MLA_IMAP_FETCH_MODSEQ;
}

static void put_envelope(builder *b, fetch_builder *f) {
    build_keyword(b, "ENVELOPE");
    build_put(b, " ");
    f->fetch->envelope = build_envelope(b);
    f->fetch->items |= MLA_IMAP_FETCH_ENVELOPE;
}

/* One of the two: they fill the same field. */
static void put_structure(builder *b, fetch_builder *f) {
    bool is_extended = build_flip(b);
    build_keyword(b, is_extended ? "BODYSTRUCTURE" : "BODY");
    build_put(b, " ");
    f->fetch->body_structure = build_body_structure(b, is_extended);
    f->fetch->items |= is_extended ? MLA_IMAP_FETCH_BODYSTRUCTURE : MLA_IMAP_FETCH_BODY;
}

/* Items of extensions. */

/* (id), or NIL. */
static mla_str put_object_id(builder *b, bool may_be_nil) {
    if (may_be_nil && build_below(b, 4) == 0) {
        build_keyword(b, "NIL");
        return (mla_str){NULL, 0};
    }
    build_put(b, "(");
    mla_str id = build_atom(b);
    build_put(b, ")");
    return id;
}

static void put_emailid(builder *b, fetch_builder *f) {
    build_keyword(b, "EMAILID");
    build_put(b, " ");
    f->fetch->emailid = put_object_id(b, false);
    f->fetch->items |= MLA_IMAP_FETCH_EMAILID;
}

static void put_threadid(builder *b, fetch_builder *f) {
    build_keyword(b, "THREADID");
    build_put(b, " ");
    f->fetch->threadid = put_object_id(b, true);
    f->fetch->items |= MLA_IMAP_FETCH_THREADID;
}

static void put_savedate(builder *b, fetch_builder *f) {
    build_keyword(b, "SAVEDATE");
    build_put(b, " ");
    if (build_flip(b))
        put_date(b, &f->fetch->savedate);
    else
        build_keyword(b, "NIL");
    f->fetch->items |= MLA_IMAP_FETCH_SAVEDATE;
}

static void put_preview(builder *b, fetch_builder *f) {
    build_keyword(b, "PREVIEW");
    build_put(b, " ");
    f->fetch->preview = build_nstring(b);
    f->fetch->items |= MLA_IMAP_FETCH_PREVIEW;
}

static void put_gm_numbers(builder *b, fetch_builder *f) {
    build_keyword(b, "X-GM-MSGID");
    build_put(b, " ");
    f->fetch->gm_msgid = build_put_any_number(b, UINT64_MAX);
    build_put(b, " ");
    build_keyword(b, "X-GM-THRID");
    build_put(b, " ");
    f->fetch->gm_thrid = build_put_any_number(b, UINT64_MAX);
    f->fetch->items |= MLA_IMAP_FETCH_X_GM_MSGID | MLA_IMAP_FETCH_X_GM_THRID;
}

static mla_str put_label(builder *b) {
    if (build_below(b, 3) == 0)
        return build_keyword(b, "\\Inbox");
    mla_str value = build_value(b);
    build_put_string(b, value);
    return value;
}

static void put_gm_labels(builder *b, fetch_builder *f) {
    enum {
        LABELS_MAX = 4
    };
    mla_str *labels = build_alloc(b, LABELS_MAX, sizeof *labels);
    build_keyword(b, "X-GM-LABELS");
    build_put(b, " ");
    f->fetch->gm_label_count = build_list(b, labels, LABELS_MAX, put_label);
    f->fetch->gm_labels = labels;
    f->fetch->items |= MLA_IMAP_FETCH_X_GM_LABELS;
}

static void put_binary_sizes(builder *b, fetch_builder *f) {
    mla_imap_binary_size *sizes = build_alloc(b, 2, sizeof *sizes);
    f->fetch->binary_sizes = sizes;
    for (f->fetch->binary_size_count = 0; f->fetch->binary_size_count < 2;) {
        mla_imap_binary_size *its = &sizes[f->fetch->binary_size_count++];
        build_put(b, its != sizes ? " " : "");
        build_keyword(b, "BINARY.SIZE");
        build_put(b, "[");
        size_t from = b->len;
        build_put(b, build_flip(b) ? "1.2" : "");
        its->section = build_since(b, from);
        build_put(b, "] ");
        its->size = build_put_any_number(b, UINT64_MAX);
    }
    f->fetch->items |= MLA_IMAP_FETCH_BINARY_SIZE;
}

/* ("/comment" (value.priv "text" value.shared NIL)) */
static void put_annotation(builder *b, fetch_builder *f) {
    mla_imap_annotation *list = build_alloc(b, 2, sizeof *list);
    build_keyword(b, "ANNOTATION");
    build_put(b, " (");
    mla_str entry = build_value(b);
    build_put_string(b, entry);
    build_put(b, " (");
    for (size_t i = 0; i < 2; i++) {
        build_put(b, i != 0 ? " " : "");
        list[i].entry = entry;
        list[i].attribute = build_atom(b);
        build_put(b, " ");
        list[i].value = build_nstring(b);
    }
    build_put(b, "))");
    f->fetch->annotations = list;
    f->fetch->annotation_count = 2;
    f->fetch->items |= MLA_IMAP_FETCH_ANNOTATION;
}

/* zz-x[1.2 (To "a]b")]<7> */
static mla_str put_unknown_name(builder *b) {
    static const char *const sections[] = {"", "1.2", "a b", "HEADER.FIELDS (To \"a]b\")", "(x)"};
    size_t from = b->len;
    (void)build_atom(b);
    if (build_below(b, 3) == 1) {
        build_put(b, "[");
        build_put(b, sections[build_below(b, sizeof sections / sizeof *sections)]);
        build_put(b, build_flip(b) ? "]<7>" : "]");
    }
    return build_since(b, from);
}

static void put_unknown(builder *b, fetch_builder *f) {
    if (f->raw_count == RAW_MAX)
        return;
    mla_imap_raw_item *item = (mla_imap_raw_item *)(uintptr_t)f->fetch->raw_items + f->raw_count;
    item->name = put_unknown_name(b);
    build_put(b, " ");
    size_t from = b->len;
    build_put_any_item(b);
    item->raw = build_since(b, from);
    f->fetch->raw_item_count = ++f->raw_count;
}

/* Body sections. */

static void put_section_name(builder *b, mla_imap_body *body) {
    static const char *const sections[] = {
        "", "1", "1.2.3", "HEADER", "TEXT", "1.MIME", "2.HEADER.FIELDS (To \"Cc\")",
    };
    static const char *const whole[] = {"RFC822", "RFC822.HEADER", "RFC822.TEXT"};
    size_t from = b->len;
    uint32_t choice = build_below(b, 12);
    if (choice < 3) {
        body->item = build_keyword(b, whole[choice]);
        size_t cut = choice == 0 ? body->item.len : sizeof "RFC822." - 1;
        body->section = (mla_str){body->item.ptr + cut, body->item.len - cut};
        body->section.ptr -= choice == 0 ? body->item.len : 0;
        return;
    }
    build_keyword(b, choice == 3 ? "BINARY" : "BODY");
    build_put(b, "[");
    size_t section = b->len;
    build_put(b, sections[build_below(b, choice == 3 ? 3 : sizeof sections / sizeof *sections)]);
    body->section = build_since(b, section);
    build_put(b, "]");
    if (build_below(b, 3) == 1) {
        build_put(b, "<");
        body->origin = build_put_any_number(b, UINT32_MAX);
        body->has_origin = 1;
        build_put(b, ">");
    }
    body->item = build_since(b, from);
}

static void expect_body(builder *b, mla_imap_body body, mla_str value) {
    body.struct_size = sizeof body;
    body.is_section = 1;
    body.size = value.len;
    body.nil = value.ptr == NULL;
    mla_imap_event event = {.number = body.number, .body = &body};
    event.type = MLA_IMAP_EVENT_BODY_BEGIN;
    build_expect(b, event);
    event.type = MLA_IMAP_EVENT_BODY_DATA;
    event.text = value;
    if (value.len != 0)
        build_expect(b, event);
    event.type = MLA_IMAP_EVENT_BODY_END;
    event.text = (mla_str){NULL, 0};
    build_expect(b, event);
}

/* A literal streams, so it comes at once and knows only a UID that stood before it. */
static void put_literal_body(builder *b, mla_imap_body *body, mla_str value) {
    build_put(b, build_flip(b) ? "~{" : "{");
    build_put_number(b, value.len);
    build_put(b, "}\r\n");
    build_put_str(b, value);
    expect_body(b, *body, value);
}

static void put_body(builder *b, fetch_builder *f) {
    if (f->body_count == BODIES_MAX)
        return;
    mla_imap_body *body = &f->bodies[f->body_count];
    *body = (mla_imap_body){.number = f->fetch->number, .uid = f->fetch->uid};
    put_section_name(b, body);
    build_put(b, " ");
    uint32_t form = build_below(b, 4);
    if (form == 0) {
        put_literal_body(b, body, build_value(b));
        return;
    }
    size_t from = b->len;
    mla_str value = build_nstring(b);
    char first = b->octets[from];
    if (first == '{') {
        expect_body(b, *body, value);
        return;
    }
    f->values[f->body_count++] = value;
}

/* Those know the UID wherever it stood. */
static void expect_bodies(builder *b, const fetch_builder *f) {
    for (size_t i = 0; i < f->body_count; i++) {
        mla_imap_body body = f->bodies[i];
        body.uid = f->fetch->uid;
        expect_body(b, body, f->values[i]);
    }
}

/* A new item: a function and a row. Those that may come more than once stand at the end. */
static void (*const items[])(builder *b, fetch_builder *f) = {
    put_uid,       put_flags,        put_internaldate, put_size,     put_modseq,  put_envelope,
    put_structure, put_emailid,      put_threadid,     put_savedate, put_preview, put_gm_numbers,
    put_gm_labels, put_binary_sizes, put_annotation,   put_unknown,  put_body,
};

#define ITEMS (sizeof items / sizeof items[0])
#define ONCE (ITEMS - 2)

static bool put_item(builder *b, fetch_builder *f) {
    uint32_t choice = build_below(b, ITEMS);
    if (choice < ONCE && (f->done >> choice & 1) != 0)
        return false;
    size_t from = b->len;
    f->done |= 1u << choice;
    items[choice](b, f);
    return b->len != from;
}

/* FETCH, or UIDFETCH, whose number is the UID (RFC 9586), or CONVERTED, with the tag of its command (RFC 5259). */
static mla_imap_event put_beginning(builder *b, fetch_builder *f) {
    static const char *const names[] = {"FETCH", "UIDFETCH", "CONVERTED"};
    uint32_t form = build_below(b, 4) % 3;
    mla_imap_event event = {.type = form == 2 ? MLA_IMAP_EVENT_CONVERTED : MLA_IMAP_EVENT_FETCH};
    build_put(b, "* ");
    uint32_t number = (uint32_t)build_put_any_number(b, UINT32_MAX);
    build_put(b, " ");
    event.name = build_keyword(b, names[form]);
    if (form == 1) {
        f->fetch->uid = number;
        f->fetch->items |= MLA_IMAP_FETCH_UID;
        f->done |= 1; /* put_uid: it is not said twice */
    } else {
        event.number = f->fetch->number = number;
    }
    if (form == 2) {
        build_put(b, " (");
        build_keyword(b, "TAG");
        build_put(b, " ");
        event.text = build_value(b);
        build_put_string(b, event.text);
        build_put(b, ")");
    }
    build_put(b, " (");
    return event;
}

void generate_fetch(builder *b) {
    fetch_builder f = {.fetch = build_alloc(b, 1, sizeof *f.fetch)};
    f.fetch->raw_items = build_alloc(b, RAW_MAX, sizeof *f.fetch->raw_items);
    f.fetch->struct_size = sizeof *f.fetch;
    f.fetch->flags.struct_size = sizeof f.fetch->flags;
    mla_imap_event event = put_beginning(b, &f);
    bool is_behind = false;
    for (uint32_t left = 1 + build_below(b, 8); left != 0; left--) {
        build_put(b, is_behind ? " " : "");
        is_behind = put_item(b, &f);
        if (!is_behind && b->octets[b->len - 1] == ' ')
            b->len--, is_behind = true;
    }
    build_put(b, ")");
    build_end(b);
    expect_bodies(b, &f);
    event.fetch = f.fetch;
    build_expect(b, event);
}
