/* SPDX-License-Identifier: MIT */
/** ENVELOPE and BODYSTRUCTURE, under the names of RFC 9051 section 7.5.2. */
#include "decode.h"

static void print_addresses(struct json *json, const char *name, mla_imap_address_list list) {
    json_open(json, name, '[');
    for (size_t i = 0; i < list.count; i++) {
        json_open(json, NULL, '{');
        print_str(json, "name", list.addresses[i].name);
        print_str(json, "adl", list.addresses[i].adl);
        print_str(json, "mailbox", list.addresses[i].mailbox);
        print_str(json, "host", list.addresses[i].host);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void envelope_print(struct json *json, const char *name, const mla_imap_envelope *envelope) {
    json_open(json, name, '{');
    print_str(json, "date", envelope->date);
    print_str(json, "subject", envelope->subject);
    print_addresses(json, "from", envelope->from);
    print_addresses(json, "sender", envelope->sender);
    print_addresses(json, "reply-to", envelope->reply_to);
    print_addresses(json, "to", envelope->to);
    print_addresses(json, "cc", envelope->cc);
    print_addresses(json, "bcc", envelope->bcc);
    print_str(json, "in-reply-to", envelope->in_reply_to);
    print_str(json, "message-id", envelope->message_id);
    json_close(json, '}');
}

static void print_parameters(struct json *json, const char *name, mla_imap_parameters parameters) {
    print_pairs(json, name, parameters.items, parameters.count);
}

static void print_disposition(struct json *json, const mla_imap_part *part) {
    if (part->disposition.ptr == NULL) {
        json_null(json, "disposition");
        return;
    }
    json_open(json, "disposition", '{');
    print_str(json, "type", part->disposition);
    print_parameters(json, "parameters", part->disposition_parameters);
    json_close(json, '}');
}

static void print_part(struct json *json, const mla_imap_part *part) {
    bool is_multipart = mla_str_equal_nocase(part->type, mla_str_from("multipart")) != 0;
    json_open(json, NULL, '{');
    print_str(json, "path", part->path);
    if (part->parent != MLA_IMAP_NO_PART)
        json_number(json, "parent", part->parent);
    else
        json_null(json, "parent");
    print_str(json, "type", part->type);
    print_str(json, "subtype", part->subtype);
    print_parameters(json, "parameters", part->parameters);
    if (!is_multipart) {
        print_str(json, "id", part->id);
        print_str(json, "description", part->description);
        print_str(json, "encoding", part->encoding);
        json_number(json, "size", part->size);
        if (part->envelope != NULL || part->lines != 0 ||
            mla_str_equal_nocase(part->type, mla_str_from("text")) != 0)
            json_number(json, "lines", part->lines);
        print_str(json, "md5", part->md5);
    }
    if (part->envelope != NULL)
        envelope_print(json, "envelope", part->envelope);
    print_disposition(json, part);
    print_words(json, "language", part->languages, part->language_count);
    print_str(json, "location", part->location);
    print_str(json, "extension", part->extension);
    json_close(json, '}');
}

void structure_print(struct json *json, const char *name,
                     const mla_imap_body_structure *structure) {
    json_open(json, name, '{');
    json_open(json, "parts", '[');
    for (size_t i = 0; i < structure->part_count; i++)
        print_part(json, &structure->parts[i]);
    json_close(json, ']');
    json_close(json, '}');
}
