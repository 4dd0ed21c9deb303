/* SPDX-License-Identifier: MIT */
/* FETCH with all its items, bodies among them. */
#include "generate_fetch.h"

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
    if (f->raw_count == FETCH_RAW_MAX)
        return;
    mla_imap_raw_item *item = (mla_imap_raw_item *)(uintptr_t)f->fetch->raw_items + f->raw_count;
    item->name = put_unknown_name(b);
    build_put(b, " ");
    size_t from = b->len;
    build_put_any_item(b);
    item->raw = build_since(b, from);
    f->fetch->raw_item_count = ++f->raw_count;
}

/* A new item: a function and a row. Those that may come more than once stand at the end. */
static void (*const items[])(builder *b, fetch_builder *f) = {
    fetch_put_uid,
    fetch_put_flags,
    fetch_put_internaldate,
    fetch_put_size,
    fetch_put_modseq,
    fetch_put_envelope,
    fetch_put_structure,
    fetch_put_emailid,
    fetch_put_threadid,
    fetch_put_savedate,
    fetch_put_preview,
    fetch_put_gm_numbers,
    fetch_put_gm_labels,
    fetch_put_binary_sizes,
    fetch_put_part_structures,
    fetch_put_part_conversions,
    fetch_put_annotation,
    put_unknown,
    fetch_put_body,
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
    uint32_t number = (uint32_t)build_put_nz_number(b, UINT32_MAX);
    build_put(b, " ");
    event.name = build_keyword(b, names[form]);
    if (form == 1) {
        f->fetch->uid = number;
        f->fetch->items |= MLA_IMAP_FETCH_UID;
        f->done |= 1; /* fetch_put_uid: it is not said twice */
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
    f.fetch->raw_items = build_alloc(b, FETCH_RAW_MAX, sizeof *f.fetch->raw_items);
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
    fetch_expect_bodies(b, &f);
    event.fetch = f.fetch;
    build_expect(b, event);
}
