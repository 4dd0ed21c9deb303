/* SPDX-License-Identifier: MIT */
#include "decode.h"

#include <ctype.h>

#define KEYWORD_MAX 64u

/* Values. */

void print_str(struct json *json, const char *name, mla_str value) {
    json_string(json, name, value.ptr, value.len);
}

void print_name(struct json *json, mla_str name) {
    json_member(json, name.ptr != NULL ? name.ptr : "", name.len);
}

void print_words(struct json *json, const char *name, const mla_str *words, size_t count) {
    json_open(json, name, '[');
    for (size_t i = 0; i < count; i++)
        print_str(json, NULL, words[i]);
    json_close(json, ']');
}

void print_other(struct json *json, const mla_imap_raw_item *items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (items[i].status != MLA_OK)
            continue;
        print_name(json, items[i].name);
        print_str(json, NULL, items[i].raw);
    }
}

/** Keywords are the same in any case: the RFC's is upper case. */
static mla_str to_upper(mla_str word, char upper[KEYWORD_MAX]) {
    if (word.ptr == NULL || word.len > KEYWORD_MAX)
        return word;
    for (size_t i = 0; i < word.len; i++)
        upper[i] = (char)toupper((unsigned char)word.ptr[i]);
    return (mla_str){upper, word.len};
}

static void print_upper(struct json *json, const char *name, mla_str word) {
    char upper[KEYWORD_MAX];
    print_str(json, name, to_upper(word, upper));
}

void print_bad(struct decode *decode, const mla_imap_raw_item *items, size_t count) {
    struct json *json = &decode->json;
    json_open(json, "bad", '{');
    for (size_t i = 0; i < count; i++) {
        if (items[i].status == MLA_OK)
            continue;
        char upper[KEYWORD_MAX];
        print_name(json, to_upper(items[i].name, upper));
        print_str(json, NULL, items[i].raw);
        decode->bad++;
    }
    json_close(json, '}');
}

/* Events. */

static void print_status(struct decode *decode, const mla_imap_event *event) {
    static const char *const conditions[] = {"", "OK", "NO", "BAD", "BYE", "PREAUTH"};
    const mla_imap_status *status = event->status;
    struct json *json = &decode->json;
    json_text(json, "type", "status");
    print_str(json, "tag", status->tag);
    json_text(json, "status", conditions[status->condition]);
    if (status->code.type == MLA_IMAP_CODE_OTHER)
        print_str(json, "code", status->code.name);
    else
        print_upper(json, "code", status->code.name);
    print_str(json, "arguments",
              status->code.name.ptr != NULL ? status->code.arguments : (mla_str){NULL, 0});
    print_str(json, "text", status->text);
    if (status->truncated != 0)
        json_bool(json, "truncated", true);
}

static void print_continuation(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "continuation");
    print_str(&decode->json, "text", event->text);
}

static void print_capability(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "capability");
    print_words(&decode->json, "capabilities", event->words, event->word_count);
}

static void print_enabled(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "enabled");
    print_words(&decode->json, "capabilities", event->words, event->word_count);
}

static void print_flags(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "flags");
    print_words(&decode->json, "flags", event->flags->names, event->flags->name_count);
}

static void print_number(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type",
              event->type == MLA_IMAP_EVENT_EXISTS   ? "exists"
              : event->type == MLA_IMAP_EVENT_RECENT ? "recent"
                                                     : "expunge");
    json_number(&decode->json, "number", event->number);
}

static void print_list(struct decode *decode, const mla_imap_event *event) {
    static const char *const commands[] = {"", "LIST", "LSUB", "XLIST"};
    const mla_imap_list *list = event->list;
    const char delimiter = (char)list->delimiter;
    struct json *json = &decode->json;
    json_text(json, "type", "list");
    json_text(json, "command", commands[list->command]);
    print_str(json, "mailbox", list->name);
    print_str(json, "raw", list->name_raw);
    json_string(json, "delimiter", list->delimiter != 0 ? &delimiter : NULL, 1);
    print_words(json, "attributes", list->attribute_names, list->attribute_count);
    print_str(json, "extended", list->extended);
    if (list->extended.ptr == NULL)
        return;
    if (list->child_info != NULL)
        print_words(json, "CHILDINFO", list->child_info, list->child_info_count);
    if (list->old_name_raw.ptr != NULL)
        print_str(json, "OLDNAME", list->old_name);
    json_open(json, "items", '{');
    print_other(json, list->extended_items, list->extended_item_count);
    json_close(json, '}');
    print_bad(decode, list->extended_items, list->extended_item_count);
}

/* UINT64_MAX stands for NIL. */
static void print_limit(struct json *json, const char *name, uint64_t limit) {
    if (limit != UINT64_MAX)
        json_number(json, name, limit);
    else
        json_null(json, name);
}

static void print_mailbox_status(struct decode *decode, const mla_imap_event *event) {
    const mla_imap_mailbox_status *status = event->mailbox_status;
    const struct {
        const char *name;
        uint32_t item;
        uint64_t value;
    } numbers[] = {
        {"MESSAGES", MLA_IMAP_STATUS_MESSAGES, status->messages},
        {"RECENT", MLA_IMAP_STATUS_RECENT, status->recent},
        {"UIDNEXT", MLA_IMAP_STATUS_UIDNEXT, status->uidnext},
        {"UIDVALIDITY", MLA_IMAP_STATUS_UIDVALIDITY, status->uidvalidity},
        {"UNSEEN", MLA_IMAP_STATUS_UNSEEN, status->unseen},
        {"DELETED", MLA_IMAP_STATUS_DELETED, status->deleted},
        {"SIZE", MLA_IMAP_STATUS_SIZE, status->size},
        {"HIGHESTMODSEQ", MLA_IMAP_STATUS_HIGHESTMODSEQ, status->highestmodseq},
        {"DELETED-STORAGE", MLA_IMAP_STATUS_DELETED_STORAGE, status->deleted_storage},
    };
    struct json *json = &decode->json;
    json_text(json, "type", "mailbox_status");
    print_str(json, "mailbox", status->name);
    print_str(json, "raw", status->name_raw);
    json_open(json, "items", '{');
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (status->items & numbers[i].item)
            json_number(json, numbers[i].name, numbers[i].value);
    if (status->items & MLA_IMAP_STATUS_APPENDLIMIT)
        print_limit(json, "APPENDLIMIT", status->appendlimit);
    if (status->items & MLA_IMAP_STATUS_MAILBOXID)
        print_str(json, "MAILBOXID", status->mailboxid);
    print_other(json, status->raw_items, status->raw_item_count);
    json_close(json, '}');
    print_bad(decode, status->raw_items, status->raw_item_count);
}

static void print_raw(struct decode *decode, const mla_imap_event *event) {
    struct json *json = &decode->json;
    json_text(json, "type", "raw");
    print_upper(json, "name", event->name);
    if (event->number != 0)
        json_number(json, "number", event->number);
    if (event->result != MLA_OK) {
        json_text(json, "error", mla_status_name(event->result));
        decode->bad++;
    }
    print_str(json, "raw", event->text);
}

static void print_unparsed(struct decode *decode, const mla_imap_event *event) {
    json_text(&decode->json, "type", "unparsed");
    print_str(&decode->json, "raw", event->text);
    decode->unparsed++;
}

/* A search reply comes in pieces: its object is opened by the first and closed by the last. */

typedef void (*printer)(struct decode *decode, const mla_imap_event *event);

static const printer printers[] = {
    [MLA_IMAP_EVENT_GREETING] = print_status,
    [MLA_IMAP_EVENT_STATUS] = print_status,
    [MLA_IMAP_EVENT_DONE] = print_status,
    [MLA_IMAP_EVENT_CONTINUATION] = print_continuation,
    [MLA_IMAP_EVENT_CAPABILITY] = print_capability,
    [MLA_IMAP_EVENT_ENABLED] = print_enabled,
    [MLA_IMAP_EVENT_FLAGS] = print_flags,
    [MLA_IMAP_EVENT_EXISTS] = print_number,
    [MLA_IMAP_EVENT_RECENT] = print_number,
    [MLA_IMAP_EVENT_EXPUNGE] = print_number,
    [MLA_IMAP_EVENT_LIST] = print_list,
    [MLA_IMAP_EVENT_MAILBOX_STATUS] = print_mailbox_status,
    [MLA_IMAP_EVENT_FETCH] = fetch_print,
    [MLA_IMAP_EVENT_RAW] = print_raw,
    [MLA_IMAP_EVENT_UNPARSED] = print_unparsed,
    [MLA_IMAP_EVENT_NAMESPACE] = namespace_print,
    [MLA_IMAP_EVENT_ID] = id_print,
    [MLA_IMAP_EVENT_QUOTA] = quota_print,
    [MLA_IMAP_EVENT_QUOTAROOT] = quota_roots_print,
    [MLA_IMAP_EVENT_ACL] = acl_print,
    [MLA_IMAP_EVENT_LISTRIGHTS] = acl_print,
    [MLA_IMAP_EVENT_MYRIGHTS] = acl_print,
    [MLA_IMAP_EVENT_METADATA] = metadata_print,
    [MLA_IMAP_EVENT_LANGUAGE] = language_print,
    [MLA_IMAP_EVENT_COMPARATOR] = comparator_print,
    [MLA_IMAP_EVENT_GENURLAUTH] = genurlauth_print,
    [MLA_IMAP_EVENT_URLFETCH] = urlfetch_print,
    [MLA_IMAP_EVENT_CONVERSION] = conversion_print,
    [MLA_IMAP_EVENT_CONVERTED] = converted_print,
    [MLA_IMAP_EVENT_JMAPACCESS] = jmapaccess_print,
};

void event_print(struct decode *decode, const mla_imap_event *event) {
    switch (event->type) {
    case MLA_IMAP_EVENT_SEARCH: search_print(decode, event); return;
    case MLA_IMAP_EVENT_VANISHED: vanished_print(decode, event); return;
    case MLA_IMAP_EVENT_THREAD: thread_print(decode, event); return;
    case MLA_IMAP_EVENT_BODY_BEGIN: body_begin(decode, event->body); return;
    case MLA_IMAP_EVENT_BODY_DATA: body_data(decode, event->text); return;
    case MLA_IMAP_EVENT_BODY_END: body_end(decode); return;
    default: break;
    }
    json_begin(&decode->json);
    printers[event->type](decode, event);
    json_end(&decode->json);
    decode->events++;
    bodies_clear(decode);
}
