/* SPDX-License-Identifier: MIT */
/** What extensions add to the text of imap_dump.h, and what both write with. */
#ifndef IMAP_DUMP_EXTENSION_H
#define IMAP_DUMP_EXTENSION_H

#include <stdio.h>

#include <mailaccess/imap_response.h>

#include "unit.h"

#ifndef DUMP_SIZE
#define DUMP_SIZE 200000
#endif

typedef struct dump {
    char text[DUMP_SIZE];
    size_t len;
} dump;

static inline void dump_put(dump *out, mla_str text) {
    if (text.ptr == NULL)
        text = STR("NIL");
    assert_true(out->len + text.len < sizeof out->text);
    memcpy(out->text + out->len, text.ptr, text.len);
    out->len += text.len;
}

#define dump_format(out, ...) \
    ((out)->len +=            \
     (size_t)snprintf((out)->text + (out)->len, sizeof(out)->text - (out)->len, __VA_ARGS__))

static inline void dump_field(dump *out, const char *name, mla_str value) {
    if (value.ptr == NULL)
        return;
    dump_format(out, " %s=<", name);
    dump_put(out, value);
    dump_format(out, ">");
}

static inline void dump_words(dump *out, const mla_str *words, size_t count) {
    dump_format(out, " (");
    for (size_t i = 0; i < count; i++) {
        dump_put(out, words[i]);
        dump_format(out, "%s", i + 1 < count ? "|" : "");
    }
    dump_format(out, ")");
}

static inline void dump_raw_items(dump *out, const mla_imap_raw_item *items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        dump_format(out, " %s:", items[i].status == MLA_OK ? "other" : "bad");
        dump_put(out, items[i].name);
        dump_field(out, "", items[i].raw);
    }
}

static inline void dump_pairs(dump *out, const mla_imap_parameter *items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        dump_format(out, " ");
        dump_put(out, items[i].name);
        dump_format(out, "=");
        dump_put(out, items[i].value);
    }
}

static inline void dump_fetch_extension(dump *out, const mla_imap_fetch *fetch) {
    if (fetch->items & MLA_IMAP_FETCH_EMAILID)
        dump_field(out, "emailid", fetch->emailid);
    if (fetch->items & MLA_IMAP_FETCH_THREADID)
        dump_field(out, "threadid", fetch->threadid.ptr != NULL ? fetch->threadid : STR("-"));
    if (fetch->items & MLA_IMAP_FETCH_SAVEDATE)
        dump_format(out, " savedate=%jd%+d%s", (intmax_t)fetch->savedate.epoch_seconds,
                    fetch->savedate.zone_minutes, fetch->savedate.valid ? "" : "?");
    if (fetch->items & MLA_IMAP_FETCH_PREVIEW)
        dump_field(out, "preview", fetch->preview.ptr != NULL ? fetch->preview : STR("-"));
    if (fetch->items & MLA_IMAP_FETCH_X_GM_MSGID)
        dump_format(out, " gm_msgid=%ju", (uintmax_t)fetch->gm_msgid);
    if (fetch->items & MLA_IMAP_FETCH_X_GM_THRID)
        dump_format(out, " gm_thrid=%ju", (uintmax_t)fetch->gm_thrid);
    if (fetch->items & MLA_IMAP_FETCH_X_GM_LABELS)
        dump_words(out, fetch->gm_labels, fetch->gm_label_count);
    for (size_t i = 0; i < fetch->binary_size_count; i++) {
        dump_field(out, "binary_size", fetch->binary_sizes[i].section);
        dump_format(out, "%ju", (uintmax_t)fetch->binary_sizes[i].size);
    }
    for (size_t i = 0; i < fetch->annotation_count; i++) {
        dump_format(out, " ");
        dump_put(out, fetch->annotations[i].entry);
        dump_format(out, ":");
        dump_put(out, fetch->annotations[i].attribute);
        dump_field(out, "", fetch->annotations[i].value);
    }
}

static inline void dump_mailbox_status(dump *out, const mla_imap_mailbox_status *status) {
    const struct {
        const char *name;
        uint64_t value;
    } numbers[] = {
        {"messages", status->messages},
        {"recent", status->recent},
        {"uidnext", status->uidnext},
        {"uidvalidity", status->uidvalidity},
        {"unseen", status->unseen},
        {"deleted", status->deleted},
        {"size", status->size},
        {"highestmodseq", status->highestmodseq},
        {"appendlimit", status->appendlimit},
    };
    dump_field(out, "name", status->name);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (status->items >> i & 1)
            dump_format(out, " %s=%ju", numbers[i].name, (uintmax_t)numbers[i].value);
    if (status->items & MLA_IMAP_STATUS_MAILBOXID)
        dump_field(out, "mailboxid", status->mailboxid);
    if (status->items & MLA_IMAP_STATUS_DELETED_STORAGE)
        dump_format(out, " deleted_storage=%ju", (uintmax_t)status->deleted_storage);
}

static inline void dump_list(dump *out, const mla_imap_list *list) {
    dump_field(out, "name", list->name);
    dump_field(out, "extended", list->extended);
    if (list->child_info != NULL) {
        dump_format(out, " childinfo");
        dump_words(out, list->child_info, list->child_info_count);
    }
    dump_field(out, "oldname", list->old_name);
    dump_raw_items(out, list->extended_items, list->extended_item_count);
}

static inline void dump_namespaces(dump *out, const mla_imap_namespaces *namespaces) {
    const mla_imap_namespace_list lists[] = {namespaces->personal, namespaces->other_users,
                                             namespaces->shared};
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        dump_format(out, " [");
        for (size_t i = 0; i < lists[l].count; i++) {
            const mla_imap_namespace *one = &lists[l].items[i];
            dump_put(out, one->prefix);
            dump_format(out, "%c", one->delimiter != 0 ? one->delimiter : '-');
            dump_raw_items(out, one->extensions, one->extension_count);
        }
        dump_format(out, "]");
    }
}

static inline void dump_acl(dump *out, const mla_imap_acl *acl) {
    dump_field(out, "mailbox", acl->mailbox);
    for (size_t i = 0; i < acl->entry_count; i++) {
        dump_field(out, "identifier", acl->entries[i].identifier);
        dump_field(out, "rights", acl->entries[i].rights);
    }
    dump_field(out, "identifier", acl->identifier);
    dump_field(out, "rights", acl->rights);
    if (acl->optional != NULL)
        dump_words(out, acl->optional, acl->optional_count);
}

static inline void dump_extension(dump *out, const mla_imap_event *event) {
    if (event->namespaces != NULL)
        dump_namespaces(out, event->namespaces);
    if (event->parameters != NULL)
        dump_pairs(out, event->parameters->items, event->parameters->count);
    if (event->acl != NULL)
        dump_acl(out, event->acl);
    if (event->quota != NULL) {
        dump_field(out, "root", event->quota->root);
        for (size_t i = 0; i < event->quota->resource_count; i++) {
            dump_field(out, "resource", event->quota->resources[i].name);
            dump_format(out, "%ju/%ju", (uintmax_t)event->quota->resources[i].usage,
                        (uintmax_t)event->quota->resources[i].limit);
        }
    }
    if (event->quota_roots != NULL) {
        dump_field(out, "mailbox", event->quota_roots->mailbox);
        dump_words(out, event->quota_roots->roots, event->quota_roots->root_count);
    }
    if (event->metadata != NULL) {
        dump_field(out, "mailbox", event->metadata->mailbox);
        dump_format(out, "%s", event->metadata->has_values ? "" : " names");
        dump_pairs(out, event->metadata->entries, event->metadata->entry_count);
    }
}

#endif
