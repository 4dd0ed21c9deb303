/* SPDX-License-Identifier: MIT */
/* The responses of extensions. */
#include "decode.h"

static void print_delimiter(struct json *json, int32_t delimiter) {
    const char octet = (char)delimiter;
    json_string(json, "delimiter", delimiter != 0 ? &octet : NULL, 1);
}

static void print_namespaces(struct json *json, const char *name, mla_imap_namespace_list list) {
    json_open(json, name, '[');
    for (size_t i = 0; i < list.count; i++) {
        json_open(json, NULL, '{');
        print_str(json, "prefix", list.items[i].prefix);
        print_delimiter(json, list.items[i].delimiter);
        json_open(json, "extensions", '{');
        print_other(json, list.items[i].extensions, list.items[i].extension_count);
        json_close(json, '}');
        json_close(json, '}');
    }
    json_close(json, ']');
}

void namespace_print(struct decode *decode, const mla_imap_event *event) {
    struct json *json = &decode->json;
    json_text(json, "type", "namespace");
    print_namespaces(json, "personal", event->namespaces->personal);
    print_namespaces(json, "other_users", event->namespaces->other_users);
    print_namespaces(json, "shared", event->namespaces->shared);
}

void print_pairs(struct json *json, const char *name, const mla_imap_parameter *pairs,
                 size_t count) {
    json_open(json, name, '{');
    for (size_t i = 0; i < count; i++) {
        print_name(json, pairs[i].name);
        print_str(json, NULL, pairs[i].value);
    }
    json_close(json, '}');
}

void id_print(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "id");
    print_pairs(&decode->json, "fields", event->parameters->items, event->parameters->count);
}

void quota_print(struct decode *decode, const mla_imap_event *event) {
    struct json *json = &decode->json;
    json_text(json, "type", "quota");
    print_str(json, "root", event->quota->root);
    json_open(json, "resources", '{');
    for (size_t i = 0; i < event->quota->resource_count; i++) {
        const mla_imap_quota_resource *resource = &event->quota->resources[i];
        print_name(json, resource->name);
        json_open(json, NULL, '{');
        json_number(json, "usage", resource->usage);
        json_number(json, "limit", resource->limit);
        json_close(json, '}');
    }
    json_close(json, '}');
}

void quota_roots_print(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "quotaroot");
    print_str(&decode->json, "mailbox", event->quota_roots->mailbox);
    print_words(&decode->json, "roots", event->quota_roots->roots, event->quota_roots->root_count);
}

static void print_rights(struct json *json, const mla_imap_acl *acl) {
    json_open(json, "rights", '{');
    for (size_t i = 0; i < acl->entry_count; i++) {
        print_name(json, acl->entries[i].identifier);
        print_str(json, NULL, acl->entries[i].rights);
    }
    json_close(json, '}');
}

void acl_print(struct decode *decode, const mla_imap_event *event) {
    const mla_imap_acl *acl = event->acl;
    struct json *json = &decode->json;
    json_text(json, "type",
              event->type == MLA_IMAP_EVENT_ACL          ? "acl"
              : event->type == MLA_IMAP_EVENT_LISTRIGHTS ? "listrights"
                                                         : "myrights");
    print_str(json, "mailbox", acl->mailbox);
    if (event->type == MLA_IMAP_EVENT_ACL) {
        print_rights(json, acl);
        return;
    }
    if (event->type == MLA_IMAP_EVENT_LISTRIGHTS)
        print_str(json, "identifier", acl->identifier);
    print_str(json, "rights", acl->rights);
    if (event->type == MLA_IMAP_EVENT_LISTRIGHTS)
        print_words(json, "optional", acl->optional, acl->optional_count);
}

void metadata_print(struct decode *decode, const mla_imap_event *event) {
    const mla_imap_metadata *metadata = event->metadata;
    struct json *json = &decode->json;
    json_text(json, "type", "metadata");
    print_str(json, "mailbox", metadata->mailbox);
    if (metadata->has_values != 0) {
        print_pairs(json, "entries", metadata->entries, metadata->entry_count);
        return;
    }
    json_open(json, "changed", '[');
    for (size_t i = 0; i < metadata->entry_count; i++)
        print_str(json, NULL, metadata->entries[i].name);
    json_close(json, ']');
}

void language_print(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "language");
    print_words(&decode->json, "languages", event->words, event->word_count);
}

void comparator_print(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "comparator");
    print_str(&decode->json, "comparator", event->text);
    print_words(&decode->json, "matching", event->words, event->word_count);
}

void genurlauth_print(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "genurlauth");
    print_words(&decode->json, "urls", event->words, event->word_count);
}

void urlfetch_print(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "urlfetch");
    print_pairs(&decode->json, "urls", event->parameters->items, event->parameters->count);
}

void conversion_print(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "conversion");
    print_str(&decode->json, "from", event->words[0]);
    print_str(&decode->json, "to", event->words[1]);
    print_words(&decode->json, "parameters", event->words + 2, event->word_count - 2);
}

void jmapaccess_print(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "jmapaccess");
    print_str(&decode->json, "url", event->text);
}
