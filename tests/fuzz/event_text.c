/* SPDX-License-Identifier: MIT */
#include "event_text.h"

#include "event_shape_rows.h"

static void put(event_text *text, const char *data, size_t len) {
    if (text->capacity - text->len < len) {
        text->capacity = (text->capacity + len) * 2;
        text->data = realloc(text->data, text->capacity);
        if (text->data == NULL)
            abort();
    }
    if (len != 0)
        memcpy(text->data + text->len, data, len);
    text->len += len;
}

static void put_text(event_text *text, const char *words) {
    put(text, words, strlen(words));
}

static void put_number(event_text *text, uint64_t number) {
    char digits[20];
    char *at = digits + sizeof digits;
    do
        *--at = (char)('0' + number % 10);
    while ((number /= 10) != 0);
    put(text, at, (size_t)(digits + sizeof digits - at));
}

static void put_signed(event_text *text, int64_t number) {
    if (number < 0)
        put_text(text, "-");
    put_number(text, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

/* With its length: no octets of a string can look like the end of it. */
static void put_string(event_text *text, mla_str value) {
    if (value.ptr == NULL) {
        FUZZ_REQUIRE(value.len == 0);
        put_text(text, "-");
        return;
    }
    put_number(text, value.len);
    put_text(text, ":");
    put(text, value.ptr, value.len);
}

static void put_strings(event_text *text, const mla_str *strings, size_t count) {
    FUZZ_REQUIRE(count == 0 || strings != NULL);
    put_text(text, "(");
    for (size_t i = 0; i < count; i++) {
        put_text(text, i != 0 ? " " : "");
        put_string(text, strings[i]);
    }
    put_text(text, ")");
}

static void put_octets(event_text *text, const uint8_t *octets, size_t count) {
    FUZZ_REQUIRE(count == 0 || octets != NULL);
    for (size_t i = 0; i < count; i++) {
        put_text(text, "%");
        put_number(text, octets[i]);
    }
}

static void put_struct(event_text *text, const shape *its, const void *from);

static void put_array(event_text *text, const shape *its, const char *items, size_t count) {
    FUZZ_REQUIRE(count == 0 || items != NULL);
    put_text(text, "[");
    for (size_t i = 0; i < count; i++)
        put_struct(text, its, items + i * its->size);
    put_text(text, "]");
}

#define READ(type, at) (*(type const *)(const void *)(at))

static size_t count_behind(const char *at) {
    return READ(size_t, at + sizeof(void *));
}

/* Fields that hold nothing are most of them: they are left out. */
static bool is_empty(const shape_field *field, const char *at) {
    switch (field->kind) {
    case SHAPE_SIZE: return true;
    case SHAPE_INT32:
    case SHAPE_UINT32: return READ(uint32_t, at) == 0;
    case SHAPE_INT64:
    case SHAPE_UINT64: return READ(uint64_t, at) == 0;
    case SHAPE_STRING: return READ(mla_str, at).ptr == NULL && READ(mla_str, at).len == 0;
    case SHAPE_STRINGS:
    case SHAPE_OCTETS:
    case SHAPE_ARRAY: return count_behind(at) == 0;
    case SHAPE_POINTER: return READ(const void *, at) == NULL;
    case SHAPE_STRUCT: break;
    }
    return false;
}

static void put_value(event_text *text, const shape_field *field, const char *at) {
    switch (field->kind) {
    case SHAPE_SIZE: break;
    case SHAPE_INT32: put_signed(text, READ(int32_t, at)); break;
    case SHAPE_UINT32: put_number(text, READ(uint32_t, at)); break;
    case SHAPE_INT64: put_signed(text, READ(int64_t, at)); break;
    case SHAPE_UINT64: put_number(text, READ(uint64_t, at)); break;
    case SHAPE_STRING: put_string(text, READ(mla_str, at)); break;
    case SHAPE_STRINGS: put_strings(text, READ(const mla_str *, at), count_behind(at)); break;
    case SHAPE_OCTETS: put_octets(text, READ(const uint8_t *, at), count_behind(at)); break;
    case SHAPE_STRUCT: put_struct(text, field->of, at); break;
    case SHAPE_POINTER: put_struct(text, field->of, READ(const void *, at)); break;
    case SHAPE_ARRAY: put_array(text, field->of, READ(const char *, at), count_behind(at)); break;
    }
}

static void put_struct(event_text *text, const shape *its, const void *from) {
    put_text(text, "{");
    for (size_t i = 0; i < its->field_count; i++) {
        const shape_field *field = &its->fields[i];
        const char *at = (const char *)from + field->offset;
        if (field->kind == SHAPE_SIZE)
            FUZZ_REQUIRE(READ(uint32_t, at) == its->size);
        if (is_empty(field, at))
            continue;
        put_text(text, " ");
        put_text(text, field->name);
        put_text(text, "=");
        put_value(text, field, at);
    }
    put_text(text, "}");
}

/* What comes in pieces, and whether more of it follows. */
typedef struct piece {
    const shape *of;
    const void *items;
    size_t count;
    bool more;
} piece;

static bool is_piece(const mla_imap_event *event, piece *found) {
    if (event->search != NULL)
        *found = (piece){&range_shape, event->search->ranges, event->search->range_count,
                         event->search->more};
    else if (event->vanished != NULL)
        *found = (piece){&range_shape, event->vanished->ranges, event->vanished->range_count,
                         event->vanished->more};
    else if (event->thread != NULL)
        *found = (piece){&thread_node_shape, event->thread->nodes, event->thread->node_count,
                         event->thread->more};
    else
        return false;
    return true;
}

static void put_piece(event_text *text, const mla_imap_event *event, const piece *its) {
    FUZZ_REQUIRE(its->count == 0 || its->items != NULL);
    if (event->thread != NULL) {
        FUZZ_REQUIRE(event->thread->first == text->joined);
        text->joined += (uint32_t)its->count;
    }
    for (size_t i = 0; i < its->count; i++)
        put_struct(text, its->of, (const char *)its->items + i * its->of->size);
    if (event->search != NULL)
        put_octets(text, event->search->scores, event->search->score_count);
}

/* The last event of a stream holds the rest of it; its own piece was put. */
static void put_rest(event_text *text, const mla_imap_event *event) {
    mla_imap_event rest = *event;
    mla_imap_search search;
    mla_imap_vanished vanished;
    mla_imap_thread thread;
    if (event->search != NULL) {
        search = *event->search;
        search.range_count = search.score_count = 0;
        rest.search = &search;
    }
    if (event->vanished != NULL) {
        vanished = *event->vanished;
        vanished.range_count = 0;
        rest.vanished = &vanished;
    }
    if (event->thread != NULL) {
        thread = *event->thread;
        thread.node_count = thread.first = 0;
        rest.thread = &thread;
    }
    put_struct(text, &event_shape, &rest);
}

void event_text_add(event_text *text, const mla_imap_event *event) {
    static bool is_complete;
    if (!is_complete)
        shape_require_complete(&event_shape);
    is_complete = true;
    if (text->open != event->type) {
        put_text(text, text->open != 0 ? "\n" : "");
        text->joined = 0;
        text->open_at = text->len;
    }
    text->open = event->type;
    piece its;
    if (event->type == MLA_IMAP_EVENT_BODY_DATA) {
        FUZZ_REQUIRE(event->text.len != 0);
        put(text, event->text.ptr, event->text.len);
        return;
    }
    if (is_piece(event, &its)) {
        put_piece(text, event, &its);
        if (its.more)
            return;
    }
    put_rest(text, event);
    put_text(text, "\n");
    text->open = 0;
}

void event_text_add_number(event_text *text, const char *name, uint64_t number) {
    put_text(text, name);
    put_number(text, number);
    put_text(text, "\n");
}

void event_text_add_string(event_text *text, const char *name, mla_str value) {
    put_text(text, name);
    put_string(text, value);
    put_text(text, "\n");
}

void event_text_add_octets(event_text *text, mla_str octets) {
    put(text, octets.ptr, octets.len);
}

void event_text_end(event_text *text, int32_t status) {
    if (text->open != 0 && text->open != MLA_IMAP_EVENT_BODY_DATA)
        text->len = text->open_at;
    else
        put_text(text, text->open != 0 ? "\n" : "");
    put_text(text, mla_status_name(status));
    put_text(text, "\n");
    text->open = 0;
}

void event_text_free(event_text *text) {
    free(text->data);
    *text = (event_text){0};
}

/* Up to the end, with what a terminal would not show as in C. */
static void show(const char *name, const event_text *text, size_t from) {
    fprintf(stderr, "--- %s, from octet %zu\n", name, from);
    for (size_t i = from; i < text->len; i++) {
        unsigned char c = (unsigned char)text->data[i];
        bool is_plain = c == '\n' || (c >= ' ' && c < 0x7f && c != '\\');
        fprintf(stderr, is_plain ? "%c" : "\\x%02x", c);
    }
}

void event_text_require_equal(const event_text *a, const event_text *b, const char *what) {
    size_t least = a->len < b->len ? a->len : b->len;
    size_t same = 0;
    size_t line = 0;
    for (; same < least && a->data[same] == b->data[same]; same++)
        if (a->data[same] == '\n')
            line = same + 1;
    if (same == a->len && same == b->len)
        return;
    fprintf(stderr, "%s differ at octet %zu:\n", what, same);
    show("one", a, line);
    show("the other", b, line);
    abort();
}
