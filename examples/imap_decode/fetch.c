/* SPDX-License-Identifier: MIT */
#include "decode.h"

/* Items that are known have fields of their own; the others stand as sent. */
static void print_other(struct json *json, const mla_imap_raw_item *items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (items[i].status != MLA_OK)
            continue;
        json_member(json, items[i].name.ptr, items[i].name.len);
        print_str(json, NULL, items[i].raw);
    }
}

static void print_bodies(struct decode *decode) {
    struct json *json = &decode->json;
    for (size_t i = 0; i < decode->body_count; i++) {
        json_member(json, decode->bodies[i].item.ptr, decode->bodies[i].item.len);
        json_open(json, NULL, '{');
        body_print(json, &decode->bodies[i]);
        json_close(json, '}');
    }
}

static void print_items(struct decode *decode, const mla_imap_fetch *fetch) {
    struct json *json = &decode->json;
    json_open(json, "items", '{');
    if (fetch->items & MLA_IMAP_FETCH_FLAGS)
        print_words(json, "FLAGS", fetch->flags.names, fetch->flags.name_count);
    if (fetch->items & MLA_IMAP_FETCH_INTERNALDATE)
        print_str(json, "INTERNALDATE", fetch->internaldate.text);
    if (fetch->items & MLA_IMAP_FETCH_RFC822_SIZE)
        json_number(json, "RFC822.SIZE", fetch->rfc822_size);
    if (fetch->items & MLA_IMAP_FETCH_MODSEQ)
        json_number(json, "MODSEQ", fetch->modseq);
    if (fetch->items & MLA_IMAP_FETCH_ENVELOPE)
        envelope_print(json, "ENVELOPE", fetch->envelope);
    if (fetch->items & MLA_IMAP_FETCH_BODY)
        structure_print(json, "BODY", fetch->body_structure);
    if (fetch->items & MLA_IMAP_FETCH_BODYSTRUCTURE)
        structure_print(json, "BODYSTRUCTURE", fetch->body_structure);
    print_other(json, fetch->raw_items, fetch->raw_item_count);
    print_bodies(decode);
    json_close(json, '}');
}

static void print_date(struct json *json, const mla_imap_date *date) {
    json_open(json, "internaldate", '{');
    json_signed(json, "epoch_seconds", date->epoch_seconds);
    json_signed(json, "zone_minutes", date->zone_minutes);
    json_close(json, '}');
}

void fetch_print(struct decode *decode, const mla_imap_event *event) {
    const mla_imap_fetch *fetch = event->fetch;
    struct json *json = &decode->json;
    json_text(json, "type", "fetch");
    json_number(json, "seq", fetch->number);
    if (fetch->items & MLA_IMAP_FETCH_UID)
        json_number(json, "uid", fetch->uid);
    else
        json_null(json, "uid");
    if (fetch->internaldate.valid != 0)
        print_date(json, &fetch->internaldate);
    print_items(decode, fetch);
    print_bad(decode, fetch->raw_items, fetch->raw_item_count);
    bodies_clear(decode);
}
