/* SPDX-License-Identifier: MIT */
/* Responses of extensions: namespaces, ID, quotas, rights, metadata, languages, URLs. */
#include "build.h"

#define ITEMS_MAX 5u

static mla_str put_any_astring(builder *b) {
    mla_str value = build_value(b);
    build_put_astring(b, value);
    return value;
}

/* "* NAME " */
static void begin(builder *b, mla_imap_event *event, const char *name) {
    build_put(b, "* ");
    event->name = build_keyword(b, name);
    build_put(b, " ");
}

/* Astrings with a space in front of each. */
static size_t put_astrings(builder *b, mla_str *words, size_t least) {
    size_t count = least + build_below(b, ITEMS_MAX + 1 - (uint32_t)least);
    for (size_t i = 0; i < count; i++) {
        build_put(b, " ");
        words[i] = put_any_astring(b);
    }
    return count;
}

/* NAMESPACE (RFC 9051 section 7.3.2). */

static void put_namespace(builder *b, mla_imap_namespace *its) {
    build_put(b, "(");
    its->prefix_raw = build_mailbox_name(b, &its->prefix);
    build_put_string(b, its->prefix_raw);
    build_put(b, " ");
    its->delimiter = build_delimiter(b);
    if (build_below(b, 3) == 1) {
        mla_imap_raw_item *item = build_alloc(b, 1, sizeof *item);
        build_put(b, " ");
        item->name = build_value(b);
        build_put_string(b, item->name);
        build_put(b, " ");
        size_t from = b->len;
        build_put(b, "(");
        build_put_string(b, build_value(b));
        build_put(b, ")");
        item->raw = build_since(b, from);
        its->extensions = item;
        its->extension_count = 1;
    }
    build_put(b, ")");
}

static mla_imap_namespace_list put_namespaces(builder *b) {
    mla_imap_namespace *items = build_alloc(b, ITEMS_MAX, sizeof *items);
    size_t count = build_below(b, ITEMS_MAX);
    if (count == 0) {
        build_keyword(b, "NIL");
        return (mla_imap_namespace_list){NULL, 0};
    }
    build_put(b, "(");
    for (size_t i = 0; i < count; i++)
        put_namespace(b, &items[i]);
    build_put(b, ")");
    return (mla_imap_namespace_list){items, count};
}

void generate_namespace(builder *b) {
    mla_imap_namespaces *namespaces = build_alloc(b, 1, sizeof *namespaces);
    mla_imap_event event = {.type = MLA_IMAP_EVENT_NAMESPACE, .namespaces = namespaces};
    namespaces->struct_size = sizeof *namespaces;
    begin(b, &event, "NAMESPACE");
    namespaces->personal = put_namespaces(b);
    build_put(b, " ");
    namespaces->other_users = put_namespaces(b);
    build_put(b, " ");
    namespaces->shared = put_namespaces(b);
    build_end(b);
    build_expect(b, event);
}

/* ID (RFC 2971 section 3.2). */

void generate_id(builder *b) {
    mla_imap_parameters *fields = build_alloc(b, 1, sizeof *fields);
    mla_imap_parameter *items = build_alloc(b, ITEMS_MAX, sizeof *items);
    mla_imap_event event = {.type = MLA_IMAP_EVENT_ID, .parameters = fields};
    fields->items = items;
    fields->count = build_below(b, ITEMS_MAX + 1);
    begin(b, &event, "ID");
    build_put(b, fields->count != 0 ? "(" : "NIL");
    for (size_t i = 0; i < fields->count; i++) {
        build_put(b, i != 0 ? " " : "");
        items[i].name = build_value(b);
        build_put_string(b, items[i].name);
        build_put(b, " ");
        items[i].value = build_nstring(b);
    }
    build_put(b, fields->count != 0 ? ")" : "");
    build_end(b);
    build_expect(b, event);
}

/* QUOTA and QUOTAROOT (RFC 9208 section 4.2). */

void generate_quota(builder *b) {
    mla_imap_quota *quota = build_alloc(b, 1, sizeof *quota);
    mla_imap_quota_resource *items = build_alloc(b, ITEMS_MAX, sizeof *items);
    mla_imap_event event = {.type = MLA_IMAP_EVENT_QUOTA, .quota = quota};
    begin(b, &event, "QUOTA");
    *quota = (mla_imap_quota){.struct_size = sizeof *quota, .resources = items};
    quota->root = put_any_astring(b);
    quota->resource_count = 1 + build_below(b, ITEMS_MAX);
    build_put(b, " (");
    for (size_t i = 0; i < quota->resource_count; i++) {
        build_put(b, i != 0 ? " " : "");
        items[i].name = build_flip(b) ? build_keyword(b, "STORAGE") : build_atom(b);
        build_put(b, " ");
        items[i].usage = build_put_any_number(b, UINT64_MAX);
        build_put(b, " ");
        items[i].limit = build_put_any_number(b, UINT64_MAX);
    }
    build_put(b, ")");
    build_end(b);
    build_expect(b, event);
}

void generate_quotaroot(builder *b) {
    mla_imap_quota_roots *roots = build_alloc(b, 1, sizeof *roots);
    mla_str *words = build_alloc(b, ITEMS_MAX, sizeof *words);
    mla_imap_event event = {.type = MLA_IMAP_EVENT_QUOTAROOT, .quota_roots = roots};
    begin(b, &event, "QUOTAROOT");
    *roots = (mla_imap_quota_roots){.struct_size = sizeof *roots, .roots = words};
    roots->mailbox_raw = build_mailbox(b, &roots->mailbox);
    roots->root_count = put_astrings(b, words, 0);
    build_end(b);
    build_expect(b, event);
}

/* ACL, LISTRIGHTS, MYRIGHTS (RFC 4314 section 3). */

static void put_entries(builder *b, mla_imap_acl *acl) {
    mla_imap_acl_entry *entries = build_alloc(b, ITEMS_MAX, sizeof *entries);
    acl->entry_count = build_below(b, ITEMS_MAX + 1);
    acl->entries = entries;
    for (size_t i = 0; i < acl->entry_count; i++) {
        build_put(b, " ");
        entries[i].identifier = put_any_astring(b);
        build_put(b, " ");
        entries[i].rights = put_any_astring(b);
    }
}

static void put_list_of_rights(builder *b, mla_imap_acl *acl) {
    mla_str *words = build_alloc(b, ITEMS_MAX, sizeof *words);
    build_put(b, " ");
    acl->identifier = put_any_astring(b);
    build_put(b, " ");
    acl->rights = put_any_astring(b);
    acl->optional = words;
    acl->optional_count = put_astrings(b, words, 0);
}

static void put_my_rights(builder *b, mla_imap_acl *acl) {
    build_put(b, " ");
    acl->rights = put_any_astring(b);
}

void generate_acl(builder *b) {
    static const struct {
        const char *name;
        int32_t type;
        void (*put)(builder *b, mla_imap_acl *acl);
    } rows[] = {
        {"ACL", MLA_IMAP_EVENT_ACL, put_entries},
        {"LISTRIGHTS", MLA_IMAP_EVENT_LISTRIGHTS, put_list_of_rights},
        {"MYRIGHTS", MLA_IMAP_EVENT_MYRIGHTS, put_my_rights},
    };
    uint32_t which = build_below(b, 3);
    mla_imap_acl *acl = build_alloc(b, 1, sizeof *acl);
    mla_imap_event event = {.type = rows[which].type, .acl = acl};
    begin(b, &event, rows[which].name);
    acl->struct_size = sizeof *acl;
    acl->mailbox_raw = build_mailbox(b, &acl->mailbox);
    rows[which].put(b, acl);
    build_end(b);
    build_expect(b, event);
}

/* METADATA (RFC 5464 section 4.4): entries with values, or their names alone. */

static mla_str put_entry_name(builder *b) {
    size_t from = b->len;
    build_put(b, build_flip(b) ? "/shared/" : "/private/");
    (void)build_atom(b);
    return build_since(b, from);
}

void generate_metadata(builder *b) {
    mla_imap_metadata *metadata = build_alloc(b, 1, sizeof *metadata);
    mla_imap_parameter *entries = build_alloc(b, ITEMS_MAX, sizeof *entries);
    mla_imap_event event = {.type = MLA_IMAP_EVENT_METADATA, .metadata = metadata};
    begin(b, &event, "METADATA");
    *metadata = (mla_imap_metadata){.struct_size = sizeof *metadata, .entries = entries};
    metadata->mailbox_raw = build_mailbox(b, &metadata->mailbox);
    metadata->has_values = build_flip(b);
    metadata->entry_count = 1 + build_below(b, ITEMS_MAX);
    build_put(b, metadata->has_values ? " (" : " ");
    for (size_t i = 0; i < metadata->entry_count; i++) {
        build_put(b, i != 0 ? " " : "");
        entries[i].name = put_entry_name(b);
        if (!metadata->has_values)
            continue;
        build_put(b, " ");
        entries[i].value = build_nstring(b);
    }
    build_put(b, metadata->has_values ? ")" : "");
    build_end(b);
    build_expect(b, event);
}

/* LANGUAGE and COMPARATOR (RFC 5255 sections 3.3 and 4.8). */

static mla_str put_any_string(builder *b) {
    mla_str value = build_value(b);
    build_put_string(b, value);
    return value;
}

void generate_language(builder *b) {
    bool is_language = build_flip(b);
    mla_str *words = build_alloc(b, ITEMS_MAX, sizeof *words);
    mla_imap_event event = {.words = words};
    event.type = is_language ? MLA_IMAP_EVENT_LANGUAGE : MLA_IMAP_EVENT_COMPARATOR;
    begin(b, &event, is_language ? "LANGUAGE" : "COMPARATOR");
    if (!is_language) {
        event.text = put_any_string(b);
        build_put(b, " ");
    }
    event.word_count = build_list(b, words, ITEMS_MAX, put_any_string);
    build_end(b);
    build_expect(b, event);
}

/* CONVERSION (RFC 5259 section 5.2). */
void generate_conversion(builder *b) {
    mla_str *words = build_alloc(b, ITEMS_MAX + 2, sizeof *words);
    mla_imap_event event = {.type = MLA_IMAP_EVENT_CONVERSION, .words = words, .word_count = 2};
    begin(b, &event, "CONVERSION");
    words[0] = put_any_string(b);
    build_put(b, " ");
    words[1] = put_any_string(b);
    if (build_flip(b)) {
        build_put(b, " ");
        event.word_count += build_list(b, words + 2, ITEMS_MAX, put_any_string);
    }
    build_end(b);
    build_expect(b, event);
}

/* GENURLAUTH and URLFETCH (RFC 4467 section 7), JMAPACCESS (RFC 9698). */

static void put_fetched_urls(builder *b, mla_imap_event *event) {
    mla_imap_parameters *urls = build_alloc(b, 1, sizeof *urls);
    mla_imap_parameter *items = build_alloc(b, ITEMS_MAX, sizeof *items);
    *urls = (mla_imap_parameters){items, 1 + build_below(b, ITEMS_MAX)};
    for (size_t i = 0; i < urls->count; i++) {
        build_put(b, " ");
        items[i].name = put_any_astring(b);
        build_put(b, " ");
        items[i].value = build_nstring(b);
    }
    event->parameters = urls;
}

void generate_urls(builder *b) {
    static const struct {
        const char *name;
        int32_t type;
    } rows[] = {
        {"GENURLAUTH", MLA_IMAP_EVENT_GENURLAUTH},
        {"URLFETCH", MLA_IMAP_EVENT_URLFETCH},
        {"JMAPACCESS", MLA_IMAP_EVENT_JMAPACCESS},
    };
    uint32_t which = build_below(b, 3);
    mla_str *words = build_alloc(b, ITEMS_MAX, sizeof *words);
    mla_imap_event event = {.type = rows[which].type};
    begin(b, &event, rows[which].name);
    b->len--; /* each word brings its space */
    if (event.type == MLA_IMAP_EVENT_GENURLAUTH) {
        event.words = words;
        event.word_count = put_astrings(b, words, 1);
    } else if (event.type == MLA_IMAP_EVENT_URLFETCH) {
        put_fetched_urls(b, &event);
    } else {
        build_put(b, " ");
        event.text = put_any_string(b);
    }
    build_end(b);
    build_expect(b, event);
}
