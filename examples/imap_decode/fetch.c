/* SPDX-License-Identifier: MIT */
#include "decode.h"

/* Another item's value has a line of its own only: the item stands here under the same name. */
static void print_sections(struct decode *decode) {
    struct json *json = &decode->json;
    for (size_t i = 0; i < decode->body_count; i++) {
        if (!decode->bodies[i].is_section)
            continue;
        print_name(json, decode->bodies[i].item);
        json_open(json, NULL, '{');
        body_print(json, &decode->bodies[i]);
        json_close(json, '}');
    }
}

/* The name of a member that there may be for each of several sections: "BINARY.SIZE[1.2]". */
static void print_name_of_section(struct json *json, const char *item, mla_str section) {
    char name[128];
    int len = snprintf(name, sizeof name, "%s[%.*s]", item, (int)section.len, section.ptr);
    json_member(json, name, len < (int)sizeof name ? (size_t)len : sizeof name - 1);
}

static void print_items_of_sections(struct json *json, const mla_imap_fetch *fetch) {
    for (size_t i = 0; i < fetch->binary_size_count; i++) {
        print_name_of_section(json, "BINARY.SIZE", fetch->binary_sizes[i].section);
        json_number(json, NULL, fetch->binary_sizes[i].size);
    }
    for (size_t i = 0; i < fetch->part_structure_count; i++) {
        print_name_of_section(json, "BODYPARTSTRUCTURE", fetch->part_structures[i].section);
        structure_print(json, NULL, fetch->part_structures[i].body_structure);
    }
    for (size_t i = 0; i < fetch->part_conversion_count; i++) {
        const mla_imap_part_conversions *its = &fetch->part_conversions[i];
        print_name_of_section(json, "AVAILABLECONVERSIONS", its->section);
        print_words(json, NULL, its->types, its->type_count);
    }
}

static void print_annotations(struct json *json, const mla_imap_fetch *fetch) {
    json_open(json, "ANNOTATION", '[');
    for (size_t i = 0; i < fetch->annotation_count; i++) {
        json_open(json, NULL, '{');
        print_str(json, "entry", fetch->annotations[i].entry);
        print_str(json, "attribute", fetch->annotations[i].attribute);
        print_str(json, "value", fetch->annotations[i].value);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void print_extension_items(struct json *json, const mla_imap_fetch *fetch) {
    if (fetch->items & MLA_IMAP_FETCH_EMAILID)
        print_str(json, "EMAILID", fetch->emailid);
    if (fetch->items & MLA_IMAP_FETCH_THREADID)
        print_str(json, "THREADID", fetch->threadid);
    if (fetch->items & MLA_IMAP_FETCH_SAVEDATE)
        print_str(json, "SAVEDATE", fetch->savedate.text);
    if (fetch->items & MLA_IMAP_FETCH_PREVIEW)
        print_str(json, "PREVIEW", fetch->preview);
    if (fetch->items & MLA_IMAP_FETCH_X_GM_MSGID)
        json_number(json, "X-GM-MSGID", fetch->gm_msgid);
    if (fetch->items & MLA_IMAP_FETCH_X_GM_THRID)
        json_number(json, "X-GM-THRID", fetch->gm_thrid);
    if (fetch->items & MLA_IMAP_FETCH_X_GM_LABELS)
        print_words(json, "X-GM-LABELS", fetch->gm_labels, fetch->gm_label_count);
    if (fetch->items & MLA_IMAP_FETCH_ANNOTATION)
        print_annotations(json, fetch);
    print_items_of_sections(json, fetch);
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
    print_extension_items(json, fetch);
    print_other(json, fetch->raw_items, fetch->raw_item_count);
    print_sections(decode);
    json_close(json, '}');
}

static void print_date(struct json *json, const char *name, const mla_imap_date *date) {
    if (date->valid == 0)
        return;
    json_open(json, name, '{');
    json_signed(json, "epoch_seconds", date->epoch_seconds);
    json_signed(json, "zone_minutes", date->zone_minutes);
    json_close(json, '}');
}

static void print_fetch(struct decode *decode, const mla_imap_event *event) {
    const mla_imap_fetch *fetch = event->fetch;
    struct json *json = &decode->json;
    if (mla_str_equal_nocase(event->name, mla_str_from("UIDFETCH")) == 0)
        json_number(json, "seq", fetch->number);
    else
        json_null(json, "seq");
    if (fetch->items & MLA_IMAP_FETCH_UID)
        json_number(json, "uid", fetch->uid);
    else
        json_null(json, "uid");
    print_date(json, "internaldate", &fetch->internaldate);
    if (fetch->items & MLA_IMAP_FETCH_SAVEDATE)
        print_date(json, "savedate", &fetch->savedate);
    print_items(decode, fetch);
    print_bad(decode, fetch->raw_items, fetch->raw_item_count);
}

void fetch_print(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "fetch");
    print_fetch(decode, event);
}

void converted_print(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "converted");
    print_str(&decode->json, "tag", event->text);
    print_fetch(decode, event);
}
