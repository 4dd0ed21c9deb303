/* SPDX-License-Identifier: MIT */
/* Body sections, which stream where they are literals. */
#include "generate_fetch.h"

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

void fetch_put_body(builder *b, fetch_builder *f) {
    if (f->body_count == FETCH_BODIES_MAX)
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

void fetch_expect_bodies(builder *b, const fetch_builder *f) {
    for (size_t i = 0; i < f->body_count; i++) {
        mla_imap_body body = f->bodies[i];
        body.uid = f->fetch->uid;
        expect_body(b, body, f->values[i]);
    }
}
