/* SPDX-License-Identifier: MIT */
/*
 * Plays POP3 transcripts. Actions are calls, in their order of arguments, without `command`:
 *
 *     > capa | stls | stat | rset | noop | quit | upgraded
 *     > login USER PASSWORD
 *     > auth MECHANISM USER PASSWORD 0|1      MECHANISM: PLAIN, or LOGIN, which fails at a challenge "?"
 *     > list|uidl|retr|dele NUMBER
 *     > top NUMBER LINES
 *     > raw LINE 0|1
 *     > cancel COMMAND
 *     > capabilities HEX                      what mla_pop3_capabilities() must return
 *     > retry KIND MS                         MLA_RETRY_* and the time of mla_pop3_error()
 *     > forgiven COUNT | outstanding COUNT
 *
 * Events, where [code] and what follows it stand only when they are there:
 *
 *     GREETING result [code=N NAME] [truncated] text
 *     CAPABILITY command HEX name=NAME arguments
 *     DROP command number size
 *     LISTING command number size [id=ID]
 *     BEGIN command size
 *     DATA command octets                     joined
 *     STOP command
 *     UNPARSED command [truncated] octets [id=ID]
 *     DONE command result [code=N NAME] [truncated] [text]
 *     UPGRADE command
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mailaccess/pop3.h>

#include "transcript.h"

typedef struct runner {
    mla_pop3 *connection;
    mla_sasl sasl;
    mla_allocator allocator;
} runner;

static void *create(const mla_allocator *allocator, bool fixed, int32_t *status) {
    mla_pop3_config config;
    if (fixed)
        mla_pop3_config_init_fixed(&config);
    else
        mla_pop3_config_init(&config);
    /* Small enough for the transcripts to reach. */
    config.transmit_initial = fixed ? config.transmit_initial : 16;
    config.line_max = fixed ? config.line_max : 600;
    config.allocator = allocator;
    runner *self = calloc(1, sizeof *self);
    if (self == NULL)
        abort();
    *status = mla_pop3_new(&config, &self->connection);
    if (*status == MLA_OK)
        return self;
    free(self);
    return NULL;
}

static void destroy(void *user) {
    runner *self = user;
    if (self != NULL)
        mla_pop3_free(self->connection);
    free(self);
}

/* Two steps, the first of them at a challenge. */
static int32_t login_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    mla_str answer = sasl->step_count == 0 ? sasl->user : sasl->password;
    if (challenge.ptr == NULL || mla_str_equal(challenge, mla_str_from("?")))
        return MLA_E_AUTH;
    if (answer.len > response->capacity)
        return MLA_E_LIMIT;
    memcpy(response->data, answer.ptr, answer.len);
    response->len = answer.len;
    return MLA_OK;
}

static int32_t login_finish(mla_sasl *sasl) {
    return sasl->step_count == 2 ? MLA_OK : MLA_E_AUTH_SERVER;
}

/* Nothing to say, and says so first. */
static int32_t external_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    (void)challenge;
    response->len = 0;
    return sasl->step_count == 0 ? MLA_OK : MLA_E_AUTH;
}

static int32_t auth(runner *self, const mla_str *words, size_t count) {
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
    if (count != 5)
        return INT32_MIN;
    int32_t status = mla_sasl_plain_init(&self->sasl, (mla_str){NULL, 0}, words[2], words[3]);
    if (status != MLA_OK)
        return status;
    if (mla_str_equal(words[1], mla_str_from("LOGIN")))
        self->sasl.mechanism = &login;
    if (mla_str_equal(words[1], mla_str_from("EXTERNAL")))
        self->sasl.mechanism = &external;
    return mla_pop3_auth(self->connection, &self->sasl, words[4].ptr[0] == '1', NULL);
}

static uint64_t number(const mla_str *words, size_t count, size_t i, int base) {
    char digits[32] = "";
    if (i < count && words[i].len < sizeof digits)
        memcpy(digits, words[i].ptr, words[i].len);
    return strtoull(digits, NULL, base);
}

/* Whether a getter returned what the transcript says. */
static int32_t same(uint64_t got, uint64_t wanted) {
    if (got == wanted)
        return MLA_OK;
    printf("# got %llu, wanted %llu\n", (unsigned long long)got, (unsigned long long)wanted);
    return MLA_E_INVALID;
}

static int32_t act_number(mla_pop3 *c, const mla_str *words, size_t count) {
    static const struct {
        const char *name;
        int32_t (*call)(mla_pop3 *c, uint64_t number, uint32_t *command);
    } calls[] = {
        {"list", mla_pop3_list},
        {"uidl", mla_pop3_uidl},
        {"retr", mla_pop3_retr},
        {"dele", mla_pop3_dele},
    };
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        if (mla_str_equal(words[0], mla_str_from(calls[i].name)))
            return calls[i].call(c, number(words, count, 1, 10), NULL);
    return INT32_MIN;
}

static int32_t act_plain(mla_pop3 *c, mla_str name) {
    static const struct {
        const char *name;
        int32_t (*call)(mla_pop3 *c, uint32_t *command);
    } calls[] = {
        {"capa", mla_pop3_capa}, {"stls", mla_pop3_stls}, {"stat", mla_pop3_stat},
        {"rset", mla_pop3_rset}, {"noop", mla_pop3_noop}, {"quit", mla_pop3_quit},
    };
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        if (mla_str_equal(name, mla_str_from(calls[i].name)))
            return calls[i].call(c, NULL);
    return INT32_MIN;
}

static int32_t act_check(mla_pop3 *c, const mla_str *words, size_t count) {
    mla_error error;
    mla_pop3_error(c, &error);
    uint64_t first = number(words, count, 1, 10);
    if (mla_str_equal(words[0], mla_str_from("capabilities")))
        return same(mla_pop3_capabilities(c), number(words, count, 1, 16));
    if (mla_str_equal(words[0], mla_str_from("forgiven")))
        return same(mla_pop3_forgiven(c), first);
    if (mla_str_equal(words[0], mla_str_from("outstanding")))
        return same(mla_pop3_outstanding(c), first);
    if (mla_str_equal(words[0], mla_str_from("retry")))
        return same((uint64_t)error.retry, first) != MLA_OK
                   ? MLA_E_INVALID
                   : same(error.retry_after_ms, number(words, count, 2, 10));
    return INT32_MIN;
}

static int32_t act(void *user, const mla_str *words, size_t count) {
    runner *self = user;
    mla_pop3 *c = self->connection;
    int32_t status = act_plain(c, words[0]);
    if (status == INT32_MIN)
        status = act_number(c, words, count);
    if (status == INT32_MIN)
        status = act_check(c, words, count);
    if (status != INT32_MIN)
        return status;
    if (mla_str_equal(words[0], mla_str_from("login")) && count == 3)
        return mla_pop3_login(c, words[1], words[2], NULL);
    if (mla_str_equal(words[0], mla_str_from("auth")))
        return auth(self, words, count);
    if (mla_str_equal(words[0], mla_str_from("top")))
        return mla_pop3_top(c, number(words, count, 1, 10), number(words, count, 2, 10), NULL);
    if (mla_str_equal(words[0], mla_str_from("raw")) && count == 3)
        return mla_pop3_raw(c, words[1], words[2].ptr[0] == '1', NULL);
    if (mla_str_equal(words[0], mla_str_from("cancel")))
        return mla_pop3_cancel(c, (uint32_t)number(words, count, 1, 10));
    if (mla_str_equal(words[0], mla_str_from("upgraded")))
        return mla_pop3_upgraded(c);
    return INT32_MIN;
}

static size_t feed(void *user, const char *data, size_t len) {
    runner *self = user;
    size_t room;
    char *at = mla_pop3_rx_buf(self->connection, &room);
    if (len > room)
        len = room;
    if (len != 0)
        memcpy(at, data, len);
    return mla_pop3_rx_ack(self->connection, len) == MLA_OK ? len : 0;
}

static void feed_end(void *user) {
    runner *self = user;
    mla_pop3_rx_end(self->connection);
}

static void add_field(transcript_text *line, const char *name, mla_str value) {
    if (value.ptr == NULL)
        return;
    transcript_text_format(line, " %s", name);
    transcript_text_add_str(line, value);
}

static void describe_status(transcript_text *line, const mla_pop3_event *event) {
    transcript_text_format(line, " %s", mla_status_name(event->result));
    if (event->code != MLA_POP3_CODE_NONE) {
        transcript_text_format(line, " code=%d", (int)event->code);
        add_field(line, "", event->code_name);
    }
    if (event->truncated != 0)
        transcript_text_format(line, " truncated");
    add_field(line, "", event->text);
}

static void describe(transcript_text *line, const mla_pop3_event *event) {
    static const char *const names[] = {
        [MLA_POP3_EVENT_GREETING] = "GREETING", [MLA_POP3_EVENT_CAPABILITY] = "CAPABILITY",
        [MLA_POP3_EVENT_DROP] = "DROP",         [MLA_POP3_EVENT_LISTING] = "LISTING",
        [MLA_POP3_EVENT_BODY_BEGIN] = "BEGIN",  [MLA_POP3_EVENT_BODY_DATA] = "DATA",
        [MLA_POP3_EVENT_BODY_END] = "STOP",     [MLA_POP3_EVENT_UNPARSED] = "UNPARSED",
        [MLA_POP3_EVENT_DONE] = "DONE",         [MLA_POP3_EVENT_UPGRADE] = "UPGRADE",
    };
    transcript_text_format(line, "%s", names[event->type]);
    if (event->command != 0)
        transcript_text_format(line, " %u", (unsigned)event->command);
    switch (event->type) {
    case MLA_POP3_EVENT_GREETING:
    case MLA_POP3_EVENT_DONE: describe_status(line, event); break;
    case MLA_POP3_EVENT_CAPABILITY:
        transcript_text_format(line, " %x", (unsigned)event->capability);
        add_field(line, "name=", event->name);
        add_field(line, "", event->arguments);
        break;
    case MLA_POP3_EVENT_DROP:
    case MLA_POP3_EVENT_LISTING:
        transcript_text_format(line, " %llu %llu", (unsigned long long)event->number,
                               (unsigned long long)event->size);
        add_field(line, "id=", event->id);
        break;
    case MLA_POP3_EVENT_BODY_BEGIN:
        transcript_text_format(line, " %llu", (unsigned long long)event->size);
        break;
    case MLA_POP3_EVENT_UNPARSED:
        transcript_text_format(line, event->truncated != 0 ? " truncated" : "");
        add_field(line, "", event->data);
        add_field(line, "id=", event->id);
        break;
    default: break;
    }
}

static int32_t next(void *user, transcript_text *line, mla_str *data) {
    runner *self = user;
    const mla_pop3_event *event;
    int32_t status = mla_pop3_next(self->connection, &event);
    if (status != MLA_OK)
        return status;
    describe(line, event);
    if (event->type == MLA_POP3_EVENT_BODY_DATA)
        *data = event->data;
    return MLA_OK;
}

static size_t take(void *user, transcript_text *output, size_t max) {
    runner *self = user;
    size_t len;
    const char *data = mla_pop3_tx_buf(self->connection, &len);
    if (len > max)
        len = max;
    transcript_text_add(output, data, len);
    return mla_pop3_tx_ack(self->connection, len) == MLA_OK ? len : 0;
}

int main(int argc, char **argv) {
    static const transcript_protocol pop3 = {
        .create = create,
        .destroy = destroy,
        .act = act,
        .feed = feed,
        .feed_end = feed_end,
        .next = next,
        .take = take,
    };
    return transcript_main(argc, argv, &pop3);
}
