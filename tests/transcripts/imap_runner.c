/* SPDX-License-Identifier: MIT */
/*
 * Plays IMAP transcripts. Actions are calls, in their order of arguments, without `command`:
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
 *
 * Events are a name, the number of the message or command, and what the event carries.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mailaccess/imap_command.h>

#include "transcript.h"

#define MAX TRANSCRIPT_WORD_MAX

typedef struct runner {
    mla_imap *imap;
    mla_sasl sasl;
    transcript_text sent;
    transcript_text data;
} runner;

static void trace(void *user, int32_t kind, const char *data, size_t len) {
    runner *self = user;
    if (kind == MLA_TRACE_SENT)
        transcript_text_add(&self->sent, data, len);
}

static void *create(const mla_allocator *allocator, bool fixed, int32_t *status) {
    runner *self = calloc(1, sizeof *self);
    if (self == NULL)
        abort();
    mla_imap_config config;
    if (fixed)
        mla_imap_config_init_fixed(&config, allocator);
    else
        mla_imap_config_init(&config, allocator);
    /* Small enough to grow in a transcript. */
    config.transmit_initial = fixed ? config.transmit_initial : 64;
    config.limits.receive_initial = fixed ? config.limits.receive_initial : 512;
    config.trace = (mla_trace){self, trace};
    *status = mla_imap_new(&config, &self->imap);
    if (*status == MLA_OK)
        return self;
    free(self);
    return NULL;
}

static void destroy(void *user) {
    runner *self = user;
    if (self == NULL)
        return;
    mla_imap_free(self->imap);
    transcript_text_free(&self->sent);
    transcript_text_free(&self->data);
    free(self);
}

/* Actions. */

static bool is(mla_str word, const char *name) {
    return mla_str_equal(word, mla_str_from(name));
}

static uint64_t number(mla_str word, int base) {
    char digits[32] = "";
    if (word.len < sizeof digits)
        memcpy(digits, word.ptr, word.len);
    return strtoull(digits, NULL, base);
}

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

static int32_t login_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    mla_str answer = sasl->step_count == 0 ? sasl->user : sasl->password;
    if (challenge.ptr == NULL || is(challenge, "?"))
        return MLA_E_AUTH;
    memcpy(response->data, answer.ptr, answer.len);
    response->len = answer.len;
    return MLA_OK;
}

static int32_t login_finish(mla_sasl *sasl) {
    return sasl->step_count == 2 ? MLA_OK : MLA_E_AUTH_SERVER;
}

static int32_t external_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    (void)challenge;
    response->len = 0;
    return sasl->step_count == 0 ? MLA_OK : MLA_E_AUTH;
}

static int32_t authenticate(runner *self, const mla_str *words) {
    static const mla_sasl_mechanism login = {
        .struct_size = sizeof login,
        .name = "LOGIN",
        .step = login_step,
        .finish = login_finish,
    };
    static const mla_sasl_mechanism external = {
        .struct_size = sizeof external,
        .name = "EXTERNAL",
        .client_first = 1,
        .step = external_step,
    };
    int32_t status = mla_sasl_plain_init(&self->sasl, (mla_str){NULL, 0}, words[2], words[3]);
    if (status != MLA_OK)
        return status;
    if (is(words[1], "LOGIN"))
        self->sasl.mechanism = &login;
    if (is(words[1], "EXTERNAL"))
        self->sasl.mechanism = &external;
    return mla_imap_submit_authenticate(self->imap, &self->sasl, NULL);
}

static void read_section(mla_str text, mla_imap_section *section, mla_str *field) {
    while (text.len != 0) {
        mla_str value = cut(&text, ',');
        mla_str name = cut(&value, '=');
        if (is(name, "peek"))
            section->peek = 1;
        else if (is(name, "kind"))
            section->kind = (int32_t)number(value, 10);
        else if (is(name, "path"))
            section->path = value;
        else if (is(name, "origin"))
            section->origin = number(value, 10);
        else if (is(name, "length"))
            section->length = number(value, 10);
        else if (is(name, "field"))
            *field = value, section->fields = field, section->field_count = 1;
    }
}

static int32_t fetch(runner *self, const mla_str *words, size_t count) {
    mla_imap_section sections[MAX];
    mla_str fields[MAX];
    memset(sections, 0, sizeof sections);
    mla_imap_fetch_items items = {
        .struct_size = sizeof items,
        .items = (uint32_t)number(words[2], 16),
        .sections = sections,
        .section_count = count - 3,
    };
    for (size_t i = 3; i < count; i++)
        read_section(words[i], &sections[i - 3], &fields[i - 3]);
    return is(words[0], "fetch") ? mla_imap_submit_fetch(self->imap, words[1], &items, NULL)
                                 : mla_imap_submit_uid_fetch(self->imap, words[1], &items, NULL);
}

static int32_t store(runner *self, const mla_str *words, size_t count) {
    mla_imap_store_flags flags = {
        .struct_size = sizeof flags,
        .operation = words[2].ptr[0] - '0',
        .silent = words[2].len > 1,
        .system = (uint32_t)number(words[3], 16),
        .keywords = words + 4,
        .keyword_count = count - 4,
    };
    return is(words[0], "store") ? mla_imap_submit_store(self->imap, words[1], &flags, NULL)
                                 : mla_imap_submit_uid_store(self->imap, words[1], &flags, NULL);
}

static int32_t search(runner *self, const mla_str *words, size_t count) {
    mla_imap_search_key keys[MAX];
    memset(keys, 0, sizeof keys);
    for (size_t i = 1; i < count; i++) {
        mla_imap_search_key *key = &keys[i - 1];
        mla_str value = words[i];
        key->type = (int32_t)number(cut(&value, '='), 10);
        key->number = number(value, 10);
        key->date.epoch_seconds = (int64_t)key->number;
        if (key->type == MLA_IMAP_KEY_HEADER)
            key->name = cut(&value, ':');
        key->text = value;
    }
    return is(words[0], "search") ? mla_imap_submit_search(self->imap, keys, count - 1, NULL)
                                  : mla_imap_submit_uid_search(self->imap, keys, count - 1, NULL);
}

static int32_t raw(runner *self, const mla_str *words, size_t count) {
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
    if (is(head, "state"))
        return (uint64_t)mla_imap_state(imap);
    if (is(head, "known"))
        return (uint64_t)mla_imap_capabilities_known(imap);
    if (is(head, "utf8"))
        return (uint64_t)mla_imap_utf8(imap);
    if (is(head, "pending"))
        return mla_imap_pending(imap);
    if (is(head, "has"))
        return (uint64_t)mla_imap_has(imap, (int32_t)number(rest, 10));
    if (is(head, "failed"))
        return error.status != MLA_OK;
    if (is(head, "retry"))
        return (uint64_t)error.retry;
    return is(head, "after") ? error.retry_after_ms : UINT64_MAX;
}

/* Whether a getter returned what the transcript says. */
static int32_t same(uint64_t got, uint64_t wanted) {
    if (got == wanted)
        return MLA_OK;
    printf("# got %llu, wanted %llu\n", (unsigned long long)got, (unsigned long long)wanted);
    return MLA_E_INVALID;
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
        if (is(name, calls[i].name))
            return calls[i].submit(imap, NULL);
    return is(name, "upgraded") ? mla_imap_upgraded(imap) : INT32_MIN;
}

static int32_t act_one(mla_imap *imap, mla_str name, mla_str word) {
    if (is(name, "select"))
        return mla_imap_submit_select(imap, word, NULL);
    if (is(name, "examine"))
        return mla_imap_submit_examine(imap, word, NULL);
    if (is(name, "uid_expunge"))
        return mla_imap_submit_uid_expunge(imap, word, NULL);
    if (is(name, "cancel"))
        return mla_imap_cancel(imap, (uint32_t)number(word, 10));
    if (!is(name, "raw_names"))
        return INT32_MIN;
    mla_imap_set_raw_names(imap, word.ptr[0] == '1');
    return MLA_OK;
}

static int32_t act_two(mla_imap *imap, const mla_str *words) {
    if (is(words[0], "login"))
        return mla_imap_submit_login(imap, words[1], words[2], NULL);
    if (is(words[0], "list"))
        return mla_imap_submit_list(imap, words[1], words[2], NULL);
    if (is(words[0], "lsub"))
        return mla_imap_submit_lsub(imap, words[1], words[2], NULL);
    if (is(words[0], "status"))
        return mla_imap_submit_status(imap, words[1], (uint32_t)number(words[2], 16), NULL);
    if (is(words[0], "is"))
        return same(value_of(imap, words[1]), number(words[2], 10));
    if (is(words[0], "has_name"))
        return same((uint64_t)mla_imap_has_name(imap, words[1]), number(words[2], 10));
    return INT32_MIN;
}

static int32_t act_many(runner *self, const mla_str *words, size_t count) {
    mla_str name = words[0];
    if (is(name, "enable"))
        return mla_imap_submit_enable(self->imap, words + 1, count - 1, NULL);
    if (is(name, "authenticate") && count == 4)
        return authenticate(self, words);
    if ((is(name, "fetch") || is(name, "uid_fetch")) && count >= 3)
        return fetch(self, words, count);
    if ((is(name, "store") || is(name, "uid_store")) && count >= 4)
        return store(self, words, count);
    if (is(name, "search") || is(name, "uid_search"))
        return search(self, words, count);
    if (is(name, "raw"))
        return raw(self, words, count);
    return INT32_MIN;
}

static int32_t check_sent(const runner *self, mla_str wanted) {
    mla_str sent = {self->sent.data != NULL ? self->sent.data : "", self->sent.len};
    if (mla_str_equal(sent, wanted))
        return MLA_OK;
    printf("# the trace: %.*s\n", (int)sent.len, sent.ptr);
    return MLA_E_INVALID;
}

static int32_t act(void *user, const mla_str *words, size_t count) {
    runner *self = user;
    if (is(words[0], "sent") && count == 2)
        return check_sent(self, words[1]);
    int32_t status = count == 1 ? act_plain(self->imap, words[0]) : INT32_MIN;
    if (status == INT32_MIN && count == 2)
        status = act_one(self->imap, words[0], words[1]);
    if (status == INT32_MIN && count == 3)
        status = act_two(self->imap, words);
    return status != INT32_MIN ? status : act_many(self, words, count);
}

/* Octets. */

static size_t feed(void *user, const char *data, size_t len) {
    runner *self = user;
    size_t room;
    char *at = mla_imap_rx_buf(self->imap, &room);
    if (len > room)
        len = room;
    if (len != 0)
        memcpy(at, data, len);
    return mla_imap_rx_ack(self->imap, len) == MLA_OK ? len : 0;
}

static void feed_end(void *user) {
    runner *self = user;
    mla_imap_rx_end(self->imap);
}

static size_t take(void *user, transcript_text *output, size_t max) {
    runner *self = user;
    size_t len;
    const char *data = mla_imap_tx_buf(self->imap, &len);
    if (len > max)
        len = max;
    transcript_text_add(output, data, len);
    return mla_imap_tx_ack(self->imap, len) == MLA_OK ? len : 0;
}

/* Events. */

static void add(transcript_text *line, const char *name, mla_str value) {
    if (value.ptr == NULL)
        return;
    transcript_text_format(line, " %s", name);
    transcript_text_add_str(line, value);
}

static void add_words(transcript_text *line, const mla_str *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        add(line, i == 0 ? "(" : "", words[i]);
    transcript_text_format(line, count != 0 ? ")" : " ()");
}

static void add_status(transcript_text *line, const mla_imap_status *status) {
    static const char *const names[] = {"?", "OK", "NO", "BAD", "BYE", "PREAUTH"};
    transcript_text_format(line, " %s", names[status->condition]);
    if (status->code.type != MLA_IMAP_CODE_NONE) {
        add(line, "[", status->code.name);
        if (status->code.arguments.len != 0)
            add(line, "", status->code.arguments);
        transcript_text_format(line, "]");
    }
    if (status->truncated != 0)
        transcript_text_format(line, " truncated");
    else if (status->text.len != 0)
        add(line, "", status->text);
}

static void add_fetch(transcript_text *line, const mla_imap_fetch *fetch) {
    if (fetch->items & MLA_IMAP_FETCH_UID)
        transcript_text_format(line, " uid=%u", fetch->uid);
    if (fetch->items & MLA_IMAP_FETCH_FLAGS)
        add_words(line, fetch->flags.names, fetch->flags.name_count);
    if (fetch->items & MLA_IMAP_FETCH_RFC822_SIZE)
        transcript_text_format(line, " size=%llu", (unsigned long long)fetch->rfc822_size);
    if (fetch->envelope != NULL)
        add(line, "subject=", fetch->envelope->subject);
    if (fetch->body_structure != NULL)
        transcript_text_format(line, " parts=%zu", fetch->body_structure->part_count);
    for (size_t i = 0; i < fetch->raw_item_count; i++) {
        add(line, "raw:", fetch->raw_items[i].name);
        transcript_text_format(line, "=%s", mla_status_name(fetch->raw_items[i].status));
    }
}

static void add_body(transcript_text *line, const mla_imap_body *body) {
    add(line, "", body->item);
    transcript_text_format(line, body->nil ? " NIL" : " %llu", (unsigned long long)body->size);
}

static void add_mailbox_status(transcript_text *line, const mla_imap_mailbox_status *status) {
    add(line, "", status->name);
    transcript_text_format(line, " items=%x messages=%llu uidnext=%llu", (unsigned)status->items,
                           (unsigned long long)status->messages,
                           (unsigned long long)status->uidnext);
}

/* The pieces of a reply differ with how the octets come: as a stream they are joined. */
static void add_search(transcript_text *data, const mla_imap_search *search) {
    for (size_t i = 0; i < search->range_count; i++)
        transcript_text_format(data, "%u:%u ", search->ranges[i].first, search->ranges[i].last);
    if (search->more)
        return;
    if (search->items & MLA_IMAP_SEARCH_COUNT)
        transcript_text_format(data, "count=%llu ", (unsigned long long)search->count);
    transcript_text_format(data, "end");
}

static void describe(runner *self, transcript_text *line, const mla_imap_event *event,
                     mla_str *data) {
    static const char *const names[] = {
        "?",     "GREETING",   "STATUS",    "DONE",     "CONTINUATION", "CAPABILITY", "ENABLED",
        "FLAGS", "EXISTS",     "RECENT",    "EXPUNGE",  "LIST",         "MAILBOX",    "SEARCH",
        "FETCH", "BODY_BEGIN", "BODY_DATA", "BODY_END", "RAW",          "UNPARSED",   "UPGRADE",
    };
    transcript_text_format(line, "%s", names[event->type]);
    if (event->command != 0)
        transcript_text_format(line, " %u %s", event->command, mla_status_name(event->result));
    else if (event->number != 0 || event->type == MLA_IMAP_EVENT_RECENT)
        transcript_text_format(line, " %u", event->number);
    if (event->status != NULL)
        add_status(line, event->status);
    if (event->words != NULL)
        add_words(line, event->words, event->word_count);
    if (event->flags != NULL)
        add_words(line, event->flags->names, event->flags->name_count);
    if (event->list != NULL)
        add(line, "", event->list->name);
    if (event->mailbox_status != NULL)
        add_mailbox_status(line, event->mailbox_status);
    if (event->fetch != NULL)
        add_fetch(line, event->fetch);
    if (event->type == MLA_IMAP_EVENT_BODY_BEGIN)
        add_body(line, event->body);
    if (event->type == MLA_IMAP_EVENT_BODY_DATA)
        *data = event->text;
    else if (event->text.len != 0 && event->status == NULL)
        add(line, "", event->text);
    if (event->search == NULL)
        return;
    self->data.len = 0;
    add_search(&self->data, event->search);
    *data = (mla_str){self->data.len != 0 ? self->data.data : "", self->data.len};
}

static int32_t next(void *user, transcript_text *line, mla_str *data) {
    runner *self = user;
    const mla_imap_event *event;
    int32_t status = mla_imap_next(self->imap, &event);
    if (status == MLA_OK)
        describe(self, line, event, data);
    return status;
}

int main(int argc, char **argv) {
    static const transcript_protocol imap = {
        .create = create,
        .destroy = destroy,
        .act = act,
        .feed = feed,
        .feed_end = feed_end,
        .next = next,
        .take = take,
    };
    return transcript_main(argc, argv, &imap);
}
