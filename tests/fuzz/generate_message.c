/* SPDX-License-Identifier: MIT */
/* ENVELOPE, BODY and BODYSTRUCTURE, and values that nobody defined. */
#include "build.h"

#define ADDRESSES_MAX 4u
#define PARAMETERS_MAX 5u
#define PARTS_MAX 24u
#define DEPTH_MAX 5u

void build_put_any_item(builder *b) {
    switch (build_below(b, 5)) {
    case 0: (void)build_atom(b); break;
    case 1: (void)build_put_any_number(b, UINT64_MAX); break;
    case 2: (void)build_nstring(b); break;
    case 3: build_put(b, "()"); break;
    default:
        build_put(b, "(");
        (void)build_nstring(b);
        build_put(b, " (");
        (void)build_atom(b);
        build_put(b, " 7) ");
        (void)build_nstring(b);
        build_put(b, ")");
        break;
    }
}

/* ENVELOPE. */

/* A host is absent for the beginning and the end of a group only (RFC 9051 section 7.5.2). */
static void put_address(builder *b, mla_imap_address *address) {
    bool is_group = build_below(b, 4) == 1;
    build_put(b, is_group ? "(NIL NIL " : "(");
    if (!is_group) {
        address->name = build_nstring(b);
        build_put(b, " ");
        address->adl = build_nstring(b);
        build_put(b, " ");
    }
    address->mailbox = build_nstring(b);
    build_put(b, " ");
    if (is_group) {
        build_put(b, "NIL)");
        return;
    }
    address->host = build_value(b);
    build_put_string(b, address->host);
    build_put(b, ")");
}

static mla_imap_address_list put_addresses(builder *b) {
    mla_imap_address *list = build_alloc(b, ADDRESSES_MAX, sizeof *list);
    size_t count = build_below(b, ADDRESSES_MAX + 1);
    if (count == 0) {
        build_keyword(b, "NIL");
        return (mla_imap_address_list){NULL, 0};
    }
    build_put(b, "(");
    for (size_t i = 0; i < count; i++)
        put_address(b, &list[i]);
    build_put(b, ")");
    return (mla_imap_address_list){list, count};
}

const mla_imap_envelope *build_envelope(builder *b) {
    mla_imap_envelope *envelope = build_alloc(b, 1, sizeof *envelope);
    mla_imap_address_list *const lists[] = {
        &envelope->from, &envelope->sender, &envelope->reply_to,
        &envelope->to,   &envelope->cc,     &envelope->bcc,
    };
    envelope->struct_size = sizeof *envelope;
    build_put(b, "(");
    envelope->date = build_nstring(b);
    build_put(b, " ");
    envelope->subject = build_nstring(b);
    mla_str last = {NULL, 0};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        build_put(b, " ");
        size_t from = b->len;
        /* Sender and reply-to are mostly the octets of from. */
        if (i != 0 && build_flip(b)) {
            build_put_str(b, last);
            *lists[i] = *lists[i - 1];
        } else {
            *lists[i] = put_addresses(b);
        }
        last = build_since(b, from);
    }
    build_put(b, " ");
    envelope->in_reply_to = build_nstring(b);
    build_put(b, " ");
    envelope->message_id = build_nstring(b);
    build_put(b, ")");
    return envelope;
}

/* BODY and BODYSTRUCTURE. */

typedef struct structure_builder {
    builder *b;
    mla_imap_part *parts;
    uint32_t count;
    bool is_extended;
} structure_builder;

static mla_imap_parameters put_parameters(builder *b) {
    mla_imap_parameter *items = build_alloc(b, PARAMETERS_MAX, sizeof *items);
    size_t count = build_below(b, PARAMETERS_MAX + 1);
    if (count == 0) {
        build_keyword(b, "NIL");
        return (mla_imap_parameters){NULL, 0};
    }
    build_put(b, "(");
    for (size_t i = 0; i < count; i++) {
        items[i] = (mla_imap_parameter){build_value(b), build_value(b)};
        build_put(b, i != 0 ? " " : "");
        build_put_string(b, items[i].name);
        build_put(b, " ");
        build_put_string(b, items[i].value);
    }
    build_put(b, ")");
    return (mla_imap_parameters){items, count};
}

/* A token as a quoted string or a literal: types, encodings and dispositions are such. */
static mla_str put_token(builder *b, const char *const *usual, uint32_t count) {
    uint32_t choice = build_below(b, count + 1);
    mla_str token = mla_str_from(choice < count ? usual[choice] : "x-other");
    build_put_string(b, token);
    return token;
}

static void put_disposition(builder *b, mla_imap_part *part) {
    static const char *const usual[] = {"attachment", "INLINE"};
    if (build_flip(b)) {
        build_keyword(b, "NIL");
        return;
    }
    build_put(b, "(");
    part->disposition = put_token(b, usual, 2);
    build_put(b, " ");
    part->disposition_parameters = put_parameters(b);
    build_put(b, ")");
}

static mla_str put_language(builder *b) {
    size_t from = b->len + 1;
    build_put(b, "\"en-x");
    build_put_any_number(b, 99);
    mla_str language = build_since(b, from);
    build_put(b, "\"");
    return language;
}

static void put_languages(builder *b, mla_imap_part *part) {
    enum {
        LANGUAGES_MAX = 3
    };
    mla_str *words = build_alloc(b, LANGUAGES_MAX, sizeof *words);
    uint32_t form = build_below(b, 3);
    if (form == 0) {
        build_keyword(b, "NIL");
        return;
    }
    part->languages = words;
    if (form == 1) {
        words[0] = put_language(b);
        part->language_count = 1;
        return;
    }
    part->language_count = build_list(b, words, LANGUAGES_MAX, put_language);
}

/* Disposition, languages, location and what may follow: from some point on none of them. */
static void put_extension(builder *b, mla_imap_part *part) {
    uint32_t fields = build_below(b, 5);
    if (fields > 0) {
        build_put(b, " ");
        put_disposition(b, part);
    }
    if (fields > 1) {
        build_put(b, " ");
        put_languages(b, part);
    }
    if (fields > 2) {
        build_put(b, " ");
        part->location = build_nstring(b);
    }
    if (fields > 3) {
        build_put(b, " ");
        size_t from = b->len;
        build_put_any_item(b);
        part->extension = build_since(b, from);
    }
}

static void put_fields(builder *b, mla_imap_part *part) {
    static const char *const encodings[] = {"7BIT", "8bit", "BASE64", "quoted-printable"};
    build_put(b, " ");
    part->parameters = put_parameters(b);
    build_put(b, " ");
    part->id = build_nstring(b);
    build_put(b, " ");
    part->description = build_nstring(b);
    build_put(b, " ");
    part->encoding = put_token(b, encodings, 4);
    build_put(b, " ");
    part->size = build_put_any_number(b, UINT64_MAX);
}

static void put_part(structure_builder *s, uint32_t parent, uint32_t nth);

static mla_str join_path(builder *b, mla_str prefix, uint32_t nth) {
    char *path = build_alloc(b, 1, prefix.len + 12);
    memcpy(path, prefix.ptr, prefix.len);
    int len = sprintf(path + prefix.len, "%s%u", prefix.len != 0 ? "." : "", nth);
    return (mla_str){path, prefix.len + (size_t)len};
}

/* The path of the nearest part around it that has one. */
static mla_str path_around(const structure_builder *s, uint32_t parent) {
    while (parent != MLA_IMAP_NO_PART && s->parts[parent].path.len == 0)
        parent = s->parts[parent].parent;
    return parent != MLA_IMAP_NO_PART ? s->parts[parent].path : (mla_str){"", 0};
}

static void put_leaf(structure_builder *s, mla_imap_part *part) {
    static const char *const types[] = {"APPLICATION", "image", "AUDIO", "message"};
    static const char *const subtypes[] = {"OCTET-STREAM", "png", "delivery-status"};
    builder *b = s->b;
    bool is_text = build_flip(b);
    if (is_text)
        build_put_string(b, part->type = mla_str_from("TEXT"));
    else
        part->type = put_token(b, types, 4);
    build_put(b, " ");
    part->subtype = put_token(b, subtypes, 3);
    put_fields(b, part);
    if (is_text) {
        build_put(b, " ");
        part->lines = build_put_any_number(b, UINT64_MAX);
    }
}

static void put_message(structure_builder *s, uint32_t index) {
    builder *b = s->b;
    mla_imap_part *part = &s->parts[index];
    build_put_string(b, part->type = mla_str_from("MESSAGE"));
    build_put(b, " ");
    build_put_string(b, part->subtype = mla_str_from("RFC822"));
    put_fields(b, part);
    build_put(b, " ");
    part->envelope = build_envelope(b);
    build_put(b, " ");
    part->child_count = 1;
    put_part(s, index, 1);
    build_put(b, " ");
    part->lines = build_put_any_number(b, UINT64_MAX);
}

static void put_multipart(structure_builder *s, uint32_t index) {
    static const char *const subtypes[] = {"MIXED", "alternative", "related", "signed"};
    builder *b = s->b;
    mla_imap_part *part = &s->parts[index];
    part->type = mla_str_from("multipart");
    part->child_count = 1 + build_below(b, 4);
    for (uint32_t i = 0; i < part->child_count; i++)
        put_part(s, index, i + 1);
    build_put(b, " ");
    part->subtype = put_token(b, subtypes, 4);
    if (!s->is_extended || build_flip(b))
        return;
    build_put(b, " ");
    part->parameters = put_parameters(b);
    put_extension(b, part);
}

static void put_single(structure_builder *s, uint32_t index, bool is_message) {
    mla_imap_part *part = &s->parts[index];
    if (is_message)
        put_message(s, index);
    else
        put_leaf(s, part);
    if (!s->is_extended || build_flip(s->b))
        return;
    build_put(s->b, " ");
    part->md5 = build_nstring(s->b);
    put_extension(s->b, part);
}

static void put_part(structure_builder *s, uint32_t parent, uint32_t nth) {
    enum {
        MULTIPART = 1,
        MESSAGE = 2
    };
    uint32_t index = s->count++;
    mla_imap_part *part = &s->parts[index];
    uint32_t depth = parent != MLA_IMAP_NO_PART ? s->parts[parent].depth + 1 : 0;
    *part = (mla_imap_part){.struct_size = sizeof *part, .parent = parent, .depth = depth};
    bool may_nest = depth < DEPTH_MAX && s->count + 5 < PARTS_MAX;
    uint32_t kind = may_nest ? build_below(s->b, 4) : 0;
    /* A multipart that is the whole body of a message has no number of its own. */
    bool is_in_multipart = parent != MLA_IMAP_NO_PART && s->parts[parent].envelope == NULL;
    if (kind == MULTIPART && !is_in_multipart)
        part->path = (mla_str){"", 0};
    else
        part->path = join_path(s->b, path_around(s, parent), nth);
    build_put(s->b, "(");
    if (kind == MULTIPART)
        put_multipart(s, index);
    else
        put_single(s, index, kind == MESSAGE);
    build_put(s->b, ")");
}

const mla_imap_body_structure *build_body_structure(builder *b, bool is_extended) {
    mla_imap_body_structure *structure = build_alloc(b, 1, sizeof *structure);
    structure_builder s = {.b = b, .is_extended = is_extended};
    s.parts = build_alloc(b, PARTS_MAX + 5 * DEPTH_MAX, sizeof *s.parts);
    put_part(&s, MLA_IMAP_NO_PART, 1);
    *structure = (mla_imap_body_structure){
        .struct_size = sizeof *structure,
        .extended = is_extended,
        .parts = s.parts,
        .part_count = s.count,
    };
    return structure;
}
