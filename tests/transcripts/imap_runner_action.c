/* SPDX-License-Identifier: MIT */
/*
 * Actions are calls, in their order of arguments, without `command`:
 *
 *     > capability | noop | logout | starttls | expunge | close | upgraded
 *     > login USER PASSWORD
 *     > authenticate MECHANISM USER PASSWORD
 *             MECHANISM: PLAIN; LOGIN, where the server speaks first, and which fails at a
 *             challenge "?"; EXTERNAL, which has nothing to say
 *     > enable NAME...
 *     > list|lsub REFERENCE PATTERN
 *     > select|examine|uid_expunge TEXT
 *     > status MAILBOX ITEMS                  ITEMS: bits in hexadecimal
 *     > fetch|uid_fetch SET ITEMS SECTION...
 *             SECTION: kind=N,peek,path=1.2,field=X,origin=N,length=N
 *     > store|uid_store SET OPERATION SYSTEM KEYWORD...   OPERATION: 0, 1 or 2, then s for silent
 *     > search|uid_search KEY...              KEY: TYPE, TYPE=text, TYPE=number, 21=name:text
 *     > raw PIECE...                          PIECE: its type and its text: "0SETQUOTA " 1root
 *     > raw_names 0|1
 *     > cancel COMMAND
 *     > is NAME VALUE                         state, known, utf8, pending, has.N, failed, retry, after
 *     > has_name NAME 0|1
 *     > sent TEXT                             what a trace has shown of it so far
 */
#include <stdio.h>
#include <string.h>

#include "imap_runner.h"

#define MAX TRANSCRIPT_WORD_MAX

/** Cuts `text` at the first `separator`. @return what stood before it. */
static mla_str cut(mla_str *text, char separator) {
    const char *at = text->len != 0 ? memchr(text->ptr, separator, text->len) : NULL;
    mla_str head = *text;
    if (at == NULL) {
        text->ptr += text->len;
        text->len = 0;
        return head;
    }
    head.len = (size_t)(at - text->ptr);
    text->ptr = at + 1;
    text->len -= head.len + 1;
    return head;
}

static int32_t authenticate(imap_runner *self, const mla_str *words) {
    int32_t status = transcript_sasl_init(&self->sasl, words[1], words[2], words[3]);
    if (status != MLA_OK)
        return status;
    return mla_imap_submit_authenticate(self->imap, &self->sasl, NULL);
}

static void read_section(mla_str text, mla_imap_section *section, mla_str *field) {
    while (text.len != 0) {
        mla_str value = cut(&text, ',');
        mla_str name = cut(&value, '=');
        if (transcript_is(name, "peek"))
            section->peek = 1;
        else if (transcript_is(name, "kind"))
            section->kind = (int32_t)transcript_number(value, 10);
        else if (transcript_is(name, "path"))
            section->path = value;
        else if (transcript_is(name, "origin"))
            section->origin = transcript_number(value, 10);
        else if (transcript_is(name, "length"))
            section->length = transcript_number(value, 10);
        else if (transcript_is(name, "field"))
            *field = value, section->fields = field, section->field_count = 1;
    }
}

static int32_t fetch(imap_runner *self, const mla_str *words, size_t count) {
    mla_imap_section sections[MAX];
    mla_str fields[MAX];
    memset(sections, 0, sizeof sections);
    mla_imap_fetch_items items = {
        .struct_size = sizeof items,
        .items = (uint32_t)transcript_number(words[2], 16),
        .sections = sections,
        .section_count = count - 3,
    };
    for (size_t i = 3; i < count; i++)
        read_section(words[i], &sections[i - 3], &fields[i - 3]);
    return transcript_is(words[0], "fetch")
               ? mla_imap_submit_fetch(self->imap, words[1], &items, NULL)
               : mla_imap_submit_uid_fetch(self->imap, words[1], &items, NULL);
}

static int32_t store(imap_runner *self, const mla_str *words, size_t count) {
    mla_imap_store_flags flags = {
        .struct_size = sizeof flags,
        .operation = words[2].ptr[0] - '0',
        .silent = words[2].len > 1,
        .system = (uint32_t)transcript_number(words[3], 16),
        .keywords = words + 4,
        .keyword_count = count - 4,
    };
    return transcript_is(words[0], "store")
               ? mla_imap_submit_store(self->imap, words[1], &flags, NULL)
               : mla_imap_submit_uid_store(self->imap, words[1], &flags, NULL);
}

static int32_t search(imap_runner *self, const mla_str *words, size_t count) {
    mla_imap_search_key keys[MAX];
    memset(keys, 0, sizeof keys);
    for (size_t i = 1; i < count; i++) {
        mla_imap_search_key *key = &keys[i - 1];
        mla_str value = words[i];
        key->type = (int32_t)transcript_number(cut(&value, '='), 10);
        key->number = transcript_number(value, 10);
        key->date.epoch_seconds = (int64_t)key->number;
        if (key->type == MLA_IMAP_KEY_HEADER)
            key->name = cut(&value, ':');
        key->text = value;
    }
    return transcript_is(words[0], "search")
               ? mla_imap_submit_search(self->imap, keys, count - 1, NULL)
               : mla_imap_submit_uid_search(self->imap, keys, count - 1, NULL);
}

static int32_t raw(imap_runner *self, const mla_str *words, size_t count) {
    mla_imap_piece pieces[MAX];
    for (size_t i = 1; i < count; i++)
        pieces[i - 1] = (mla_imap_piece){
            .type = words[i].ptr[0] - '0',
            .text = {words[i].ptr + 1, words[i].len - 1},
        };
    return mla_imap_submit_raw(self->imap, pieces, count - 1, NULL);
}

static uint64_t value_of(const mla_imap *imap, mla_str name) {
    mla_error error;
    mla_imap_error(imap, &error);
    mla_str rest = name;
    mla_str head = cut(&rest, '.');
    if (transcript_is(head, "state"))
        return (uint64_t)mla_imap_state(imap);
    if (transcript_is(head, "known"))
        return (uint64_t)mla_imap_capabilities_known(imap);
    if (transcript_is(head, "utf8"))
        return (uint64_t)mla_imap_utf8(imap);
    if (transcript_is(head, "pending"))
        return mla_imap_pending(imap);
    if (transcript_is(head, "has"))
        return (uint64_t)mla_imap_has(imap, (int32_t)transcript_number(rest, 10));
    if (transcript_is(head, "failed"))
        return error.status != MLA_OK;
    if (transcript_is(head, "retry"))
        return (uint64_t)error.retry;
    return transcript_is(head, "after") ? error.retry_after_ms : UINT64_MAX;
}

static int32_t act_plain(mla_imap *imap, mla_str name) {
    static const struct {
        const char *name;
        int32_t (*submit)(mla_imap *imap, uint32_t *command);
    } calls[] = {
        {"capability", mla_imap_submit_capability}, {"noop", mla_imap_submit_noop},
        {"logout", mla_imap_submit_logout},         {"starttls", mla_imap_submit_starttls},
        {"expunge", mla_imap_submit_expunge},       {"close", mla_imap_submit_close},
    };
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        if (transcript_is(name, calls[i].name))
            return calls[i].submit(imap, NULL);
    return transcript_is(name, "upgraded") ? mla_imap_upgraded(imap) : INT32_MIN;
}

static int32_t act_one(mla_imap *imap, mla_str name, mla_str word) {
    if (transcript_is(name, "select"))
        return mla_imap_submit_select(imap, word, NULL);
    if (transcript_is(name, "examine"))
        return mla_imap_submit_examine(imap, word, NULL);
    if (transcript_is(name, "uid_expunge"))
        return mla_imap_submit_uid_expunge(imap, word, NULL);
    if (transcript_is(name, "cancel"))
        return mla_imap_cancel(imap, (uint32_t)transcript_number(word, 10));
    if (!transcript_is(name, "raw_names"))
        return INT32_MIN;
    mla_imap_set_raw_names(imap, word.ptr[0] == '1');
    return MLA_OK;
}

static int32_t act_two(mla_imap *imap, const mla_str *words) {
    if (transcript_is(words[0], "login"))
        return mla_imap_submit_login(imap, words[1], words[2], NULL);
    if (transcript_is(words[0], "list"))
        return mla_imap_submit_list(imap, words[1], words[2], NULL);
    if (transcript_is(words[0], "lsub"))
        return mla_imap_submit_lsub(imap, words[1], words[2], NULL);
    if (transcript_is(words[0], "status"))
        return mla_imap_submit_status(imap, words[1], (uint32_t)transcript_number(words[2], 16),
                                      NULL);
    if (transcript_is(words[0], "is"))
        return transcript_same(value_of(imap, words[1]), transcript_number(words[2], 10));
    if (transcript_is(words[0], "has_name"))
        return transcript_same((uint64_t)mla_imap_has_name(imap, words[1]),
                               transcript_number(words[2], 10));
    return INT32_MIN;
}

static int32_t act_many(imap_runner *self, const mla_str *words, size_t count) {
    mla_str name = words[0];
    if (transcript_is(name, "enable"))
        return mla_imap_submit_enable(self->imap, words + 1, count - 1, NULL);
    if (transcript_is(name, "authenticate") && count == 4)
        return authenticate(self, words);
    if ((transcript_is(name, "fetch") || transcript_is(name, "uid_fetch")) && count >= 3)
        return fetch(self, words, count);
    if ((transcript_is(name, "store") || transcript_is(name, "uid_store")) && count >= 4)
        return store(self, words, count);
    if (transcript_is(name, "search") || transcript_is(name, "uid_search"))
        return search(self, words, count);
    if (transcript_is(name, "raw"))
        return raw(self, words, count);
    return INT32_MIN;
}

static int32_t check_sent(const imap_runner *self, mla_str wanted) {
    mla_str sent = {self->sent.data != NULL ? self->sent.data : "", self->sent.len};
    if (mla_str_equal(sent, wanted))
        return MLA_OK;
    printf("# the trace: %.*s\n", (int)sent.len, sent.ptr);
    return MLA_E_INVALID;
}

int32_t imap_runner_act(void *user, const mla_str *words, size_t count) {
    imap_runner *self = user;
    if (transcript_is(words[0], "sent") && count == 2)
        return check_sent(self, words[1]);
    int32_t status = count == 1 ? act_plain(self->imap, words[0]) : INT32_MIN;
    if (status == INT32_MIN && count == 2)
        status = act_one(self->imap, words[0], words[1]);
    if (status == INT32_MIN && count == 3)
        status = act_two(self->imap, words);
    return status != INT32_MIN ? status : act_many(self, words, count);
}
