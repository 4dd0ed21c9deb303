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
#include <stdlib.h>
#include <string.h>

#include <mailaccess/pop3.h>

#include "transcript_action.h"

typedef struct runner {
    mla_pop3 *connection;
    mla_sasl sasl;
    mla_allocator allocator;
} runner;

static void *create(const mla_allocator *allocator, bool fixed, int32_t *status) {
    mla_pop3_config config;
    if (fixed)
        mla_pop3_config_init_fixed(&config, allocator);
    else
        mla_pop3_config_init(&config, allocator);
    /* Small enough for the transcripts to reach. */
    config.transmit_initial = fixed ? config.transmit_initial : 16;
    config.line_max = fixed ? config.line_max : 600;
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

static int32_t auth(runner *self, const mla_str *words, size_t count) {
    if (count != 5)
        return INT32_MIN;
    int32_t status = transcript_sasl_init(&self->sasl, words[1], words[2], words[3]);
    if (status != MLA_OK)
        return status;
    return mla_pop3_auth(self->connection, &self->sasl, words[4].ptr[0] == '1', NULL);
}

static int32_t act_number(mla_pop3 *c, const mla_str *words) {
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
        if (transcript_is(words[0], calls[i].name))
            return calls[i].call(c, transcript_number(words[1], 10), NULL);
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
        if (transcript_is(name, calls[i].name))
            return calls[i].call(c, NULL);
    return INT32_MIN;
}

static int32_t act_check(mla_pop3 *c, const mla_str *words) {
    mla_error error;
    mla_pop3_error(c, &error);
    uint64_t first = transcript_number(words[1], 10);
    if (transcript_is(words[0], "capabilities"))
        return transcript_same(mla_pop3_capabilities(c), transcript_number(words[1], 16));
    if (transcript_is(words[0], "forgiven"))
        return transcript_same(mla_pop3_forgiven(c), first);
    if (transcript_is(words[0], "outstanding"))
        return transcript_same(mla_pop3_outstanding(c), first);
    if (transcript_is(words[0], "retry"))
        return transcript_same((uint64_t)error.retry, first) != MLA_OK
                   ? MLA_E_INVALID
                   : transcript_same(error.retry_after_ms, transcript_number(words[2], 10));
    return INT32_MIN;
}

static int32_t act(void *user, const mla_str *words, size_t count) {
    runner *self = user;
    mla_pop3 *c = self->connection;
    int32_t status = act_plain(c, words[0]);
    if (status == INT32_MIN)
        status = act_number(c, words);
    if (status == INT32_MIN)
        status = act_check(c, words);
    if (status != INT32_MIN)
        return status;
    if (transcript_is(words[0], "login") && count == 3)
        return mla_pop3_login(c, words[1], words[2], NULL);
    if (transcript_is(words[0], "auth"))
        return auth(self, words, count);
    if (transcript_is(words[0], "top"))
        return mla_pop3_top(c, transcript_number(words[1], 10), transcript_number(words[2], 10),
                            NULL);
    if (transcript_is(words[0], "raw") && count == 3)
        return mla_pop3_raw(c, words[1], words[2].ptr[0] == '1', NULL);
    if (transcript_is(words[0], "cancel"))
        return mla_pop3_cancel(c, (uint32_t)transcript_number(words[1], 10));
    if (transcript_is(words[0], "upgraded"))
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

static void describe_status(transcript_text *line, const mla_pop3_event *event) {
    transcript_text_format(line, " %s", mla_status_name(event->result));
    if (event->code != MLA_POP3_CODE_NONE) {
        transcript_text_format(line, " code=%d", (int)event->code);
        transcript_text_add_field(line, "", event->code_name);
    }
    if (event->truncated != 0)
        transcript_text_format(line, " truncated");
    transcript_text_add_field(line, "", event->text);
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
        transcript_text_add_field(line, "name=", event->name);
        transcript_text_add_field(line, "", event->arguments);
        break;
    case MLA_POP3_EVENT_DROP:
    case MLA_POP3_EVENT_LISTING:
        transcript_text_format(line, " %llu %llu", (unsigned long long)event->number,
                               (unsigned long long)event->size);
        transcript_text_add_field(line, "id=", event->id);
        break;
    case MLA_POP3_EVENT_BODY_BEGIN:
        transcript_text_format(line, " %llu", (unsigned long long)event->size);
        break;
    case MLA_POP3_EVENT_UNPARSED:
        transcript_text_format(line, event->truncated != 0 ? " truncated" : "");
        transcript_text_add_field(line, "", event->data);
        transcript_text_add_field(line, "id=", event->id);
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
