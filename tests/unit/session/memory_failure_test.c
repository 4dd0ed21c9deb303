/* SPDX-License-Identifier: MIT */
/*
 * Every allocation fails in turn, from the options to the end of the session. Whatever fails: nothing leaks, each
 * operation ends once, what counts as done was handed out whole, and nothing is deleted that was not.
 */
#include "session_fixture.h"

/* Long enough that buffers have to grow. */
#define X10 "xxxxxxxxxx"
#define X100 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10
#define X400 X100 X100 X100 X100
#define U10 "\xfc\xfc\xfc\xfc\xfc\xfc\xfc\xfc\xfc\xfc"
#define U100 U10 U10 U10 U10 U10 U10 U10 U10 U10 U10
#define U400 U100 U100 U100 U100

#define BODY "Subject: Hi\r\n\r\n" X400 X400 "\r\n"
#define BODY_LEN "817"

#define SUMMARY_ITEMS "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)"
#define STRUCTURE                                                 \
    "(\"text\" \"plain\" (\"charset\" \"utf-8\" \"name\" \"" X400 \
    "\") NIL NIL \"base64\" 8 1 NIL (\"attachment\" (\"filename\" \"=?utf-8?Q?" X100 "?=\")) NIL)"

static const exchange imap_exchanges[] = {
    {NULL, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN UIDPLUS] ready\r\n"},
    {"A1 AUTHENTICATE PLAIN AHUAcA==",
     "* OK [ALERT] " U400 "\r\nA1 OK [CAPABILITY IMAP4rev1 UIDPLUS X-" X400 "] in\r\n"},
    {"A2 LIST \"\" \"*\"",
     "* LIST () \"/\" INBOX\r\n* LIST () \"/\" \"" X400 "\"\r\nA2 OK done\r\n"},
    {"A3 SELECT INBOX", "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\nA3 OK selected\r\n"},
    {"A4 UID FETCH 1:* " SUMMARY_ITEMS,
     "* 1 FETCH (UID 5 FLAGS (\\Seen $" X100 " $Junk) INTERNALDATE \"17-Jul-2026 02:44:25 -0700\" "
     "RFC822.SIZE " BODY_LEN " ENVELOPE (\"Fri, 17 Jul 2026 11:44:25 +0200\" \"" U400 "\" ((\"" X400
     "\" NIL \"a\" \"x.org\")) NIL NIL NIL NIL NIL NIL NIL))\r\nA4 OK done\r\n"},
    {"A5 UID FETCH 5 (UID BODYSTRUCTURE)",
     "* 1 FETCH (UID 5 BODYSTRUCTURE " STRUCTURE ")\r\nA5 OK done\r\n"},
    {"A6 UID FETCH 5 (UID BODY.PEEK[])",
     "* 1 FETCH (UID 5 BODY[] {" BODY_LEN "}\r\n" BODY ")\r\nA6 OK done\r\n"},
    {"A7 UID FETCH 5 (UID BODYSTRUCTURE)",
     "* 1 FETCH (UID 5 BODYSTRUCTURE " STRUCTURE ")\r\nA7 OK done\r\n"},
    {"A8 UID FETCH 5 (UID BODY.PEEK[1])",
     "* 1 FETCH (UID 5 BODY[1] {8}\r\naGVsbG8=)\r\nA8 OK done\r\n"},
    {"A9 UID FETCH 9 (UID BODY.PEEK[])", "A9 NO " U400 "\r\n"},
    {"A10 UID STORE 5 +FLAGS.SILENT (\\Deleted)", "A10 OK\r\n"},
    {"A11 UID EXPUNGE 5", "* 1 EXPUNGE\r\nA11 OK\r\n"},
    {"A12 LOGOUT", "* BYE\r\nA12 OK bye\r\n"},
    END,
};

static const exchange pop3_exchanges[] = {
    {NULL, "+OK ready\r\n"},
    {"CAPA", "+OK\r\nUIDL\r\nTOP\r\nSASL PLAIN\r\nPIPELINING\r\n.\r\n"},
    {"AUTH PLAIN AHUAcA==", "+OK\r\n"},
    {"CAPA", "+OK\r\nUIDL\r\nTOP\r\nPIPELINING\r\nX-" X400 " " X400 "\r\n.\r\n"},
    {"STAT", "+OK 2 834\r\n"},
    {"LIST", "+OK\r\n1 " BODY_LEN "\r\n2 17\r\n.\r\n"},
    {"UIDL", "+OK\r\n1 5\r\n2 9" X400 "\r\n.\r\n"},
    {"TOP 1 0", "+OK\r\nSubject: =?utf-8?Q?" X400 "?=\r\nFrom: " X400 " <a@x.org>\r\n\r\n.\r\n"},
    {"TOP 2 0", "+OK\r\nX: " X400 X400 X400 "\r\nSubject: " U400 U400 U400 U400 "\r\n\r\n.\r\n"},
    {"RETR 1", "+OK\r\n" BODY ".\r\n"},
    {"TOP 1 0", "+OK\r\nSubject: Hi\r\n\r\n.\r\n"},
    {"RETR 2", "-ERR " U400 "\r\n"},
    {"DELE 1", "+OK\r\n"},
    {"QUIT", "+OK bye\r\n"},
    END,
};

typedef struct flow {
    int32_t protocol;
    const exchange *exchanges;
    const char *deletion; /* the first line that deletes */
    const char *part;
    const char *part_body;
    uint32_t part_flags;
    const char *missing; /* a message that the server refuses */
    size_t
        events[MLA_EVENT_ALERT + 1]; /* of each type that says something; DONE is counted apart */
} flow;

#define MISSING_POP3 "9" X400

static const flow flows[] = {
    {MLA_PROTOCOL_IMAP,
     imap_exchanges,
     "A10 UID STORE 5 +FLAGS.SILENT (\\Deleted)",
     "1",
     "hello",
     MLA_FETCH_DECODE,
     "9",
     {[MLA_EVENT_FOLDER] = 2,
      [MLA_EVENT_SELECTED] = 1,
      [MLA_EVENT_SUMMARY] = 1,
      [MLA_EVENT_PART] = 1,
      [MLA_EVENT_REMOVED] = 1,
      [MLA_EVENT_ALERT] = 1}},
    {MLA_PROTOCOL_POP3,
     pop3_exchanges,
     "DELE 1",
     "HEADER",
     "Subject: Hi\r\n\r\n",
     0,
     MISSING_POP3,
     {[MLA_EVENT_FOLDER] = 1, [MLA_EVENT_SELECTED] = 1, [MLA_EVENT_SUMMARY] = 2}},
};

/* ----- one run ----- */

enum {
    FOLDERS,
    SELECT,
    LIST,
    PARTS,
    MESSAGE,
    PART,
    REFUSED,
    DELETE,
    CLOSE,
    OPERATIONS
};

typedef struct run {
    const flow *flow;
    mla_session *session;
    script server;
    heap memory;
    uint32_t number[OPERATIONS]; /* 0: not started */
    int32_t status[OPERATIONS];  /* of its DONE; MLA_AGAIN: none came */
    size_t done;
    size_t events[MLA_EVENT_ALERT + 1];
    char body[OPERATIONS][1024];
    size_t body_len[OPERATIONS];
    bool is_whole[OPERATIONS];
    size_t open_messages;

} run;

static int which(const run *self, uint32_t number) {
    for (int i = 0; i < OPERATIONS; i++)
        if (self->number[i] == number && number != 0)
            return i;
    return OPERATIONS;
}

static void look_at(run *self, const mla_event *event) {
    int32_t type = mla_event_type(event);
    int at = which(self, mla_event_operation(event));

    self->events[type]++;
    if (type == MLA_EVENT_ALERT)
        assert_string_not_equal(mla_event_server_text(event), "");
    if (type == MLA_EVENT_ALERT || type == MLA_EVENT_REMOVED)
        return;
    assert_true(at < OPERATIONS);
    assert_int_equal(self->status[at], MLA_AGAIN); /* nothing comes behind DONE */
    if (type == MLA_EVENT_DONE) {
        self->status[at] = mla_event_status(event);
        self->done++;

    } else if (type == MLA_EVENT_MESSAGE) {
        self->open_messages++;
    } else if (type == MLA_EVENT_DATA) {
        assert_true(mla_event_data_len(event) < sizeof self->body[at] - self->body_len[at]);
        memcpy(self->body[at] + self->body_len[at], mla_event_data(event),
               mla_event_data_len(event));
        self->body_len[at] += mla_event_data_len(event);
    } else if (type == MLA_EVENT_MESSAGE_END) {
        self->open_messages--;
        self->is_whole[at] = mla_event_status(event) == MLA_OK;
    } else if (type == MLA_EVENT_SUMMARY || type == MLA_EVENT_FOLDER) {
        assert_string_not_equal(
            type == MLA_EVENT_SUMMARY ? mla_event_subject(event) : mla_event_folder(event), "");
    }
}

/* @return the status with which events end. */
static int32_t drain(run *self) {
    mla_event *event;
    int32_t status;

    while ((status = mla_session_next(self->session, &event)) == MLA_OK)
        look_at(self, event);
    return status == MLA_END ? MLA_OK : status;
}

static int32_t set_up(run *self, mla_options *options) {
    const int32_t statuses[] = {
        mla_options_set_protocol(options, self->flow->protocol),
        mla_options_set_security(options, MLA_SECURITY_CLEARTEXT),
        mla_options_set_receive_buffer(options, 512, 65536),
        mla_options_set_host(options, "server.test"),
        mla_options_set_user(options, "u"),
        mla_options_set_password(options, "p"),
        mla_options_set_clock(options, script_now, &self->server),
        mla_options_set_transport(options, &self->server.transport),
    };

    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (statuses[i] != MLA_OK)
            return statuses[i];
    return MLA_OK;
}

static int32_t start_reading(run *self) {
    mla_session *session = self->session;
    const flow *wanted = self->flow;
    uint32_t *number = self->number;
    int32_t status = mla_session_folders(session, &number[FOLDERS]);

    if (status == MLA_OK)
        status = mla_session_select(session, "INBOX", 0, &number[SELECT]);
    if (status == MLA_OK)
        status = mla_session_list(session, NULL, MLA_LIST_SUMMARIES, &number[LIST]);
    if (status == MLA_OK && wanted->protocol == MLA_PROTOCOL_IMAP)
        status = mla_session_parts(session, "5", &number[PARTS]);
    if (status == MLA_OK)
        status = mla_session_fetch(session, "5", NULL, 0, &number[MESSAGE]);
    if (status == MLA_OK)
        status = mla_session_fetch(session, "5", wanted->part, wanted->part_flags, &number[PART]);
    if (status == MLA_OK)
        status = mla_session_fetch(session, wanted->missing, NULL, 0, &number[REFUSED]);
    return status;
}

/* As who drains a mailbox does: only what is safely stored. */
static int32_t start_deleting(run *self) {
    int32_t status = MLA_E_INCOMPLETE;

    if (self->is_whole[MESSAGE] && self->status[MESSAGE] == MLA_OK)
        status = mla_session_delete(self->session, "5", &self->number[DELETE]);
    if (status == MLA_OK)
        status = mla_session_close(self->session, &self->number[CLOSE]);
    return status;
}

/* It is told why: of a call that was refused, or of what failed. */
static void check_words(const mla_session *session, int32_t status) {
    const char *refusal = mla_session_refusal_text(session);

    if (session != NULL && refusal[0] != '\0') {
        assert_ptr_equal(strstr(refusal, mla_status_text(status)), refusal);
        return;
    }
    assert_string_equal(mla_status_name(mla_session_error_status(session)),
                        mla_status_name(status));
    assert_string_not_equal(mla_session_error_text(session), "");
}

static int32_t run_session(run *self, mla_options *options) {
    int32_t status = mla_session_open(options, &self->session);

    if (status == MLA_OK)
        status = start_reading(self);
    if (status == MLA_OK)
        status = drain(self);
    if (status == MLA_OK)
        status = start_deleting(self);
    if (status == MLA_OK)
        status = drain(self);
    if (status != MLA_OK) {
        check_words(self->session, status);
        (void)drain(self); /* what was started has its end still to come */
    }
    mla_session_free(self->session);
    return status;
}

/* @param fail_at 0: none fails. @param is_empty: all behind that one do. */
static int32_t run_all(run *self, const flow *wanted, size_t fail_at, bool is_empty) {
    mla_options *options;

    memset(self, 0, sizeof *self);
    self->flow = wanted;
    for (int i = 0; i < OPERATIONS; i++)
        self->status[i] = MLA_AGAIN;
    script_init(&self->server, wanted->exchanges);
    self->server.closes = true;
    if (fail_at !=
        0) /* what has failed is left out, and a map that was not made is asked for again */
        self->server.first = wanted->exchanges;
    heap_init(&self->memory);
    self->memory.fail_at = fail_at;
    self->memory.is_empty = is_empty;
    int32_t status = mla_options_new(&self->memory.allocator, &options);
    if (status != MLA_OK)
        return status;
    status = set_up(self, options);
    if (status == MLA_OK)
        status = run_session(self, options);
    mla_options_free(options);
    assert_int_equal(self->server.freed, 1);
    return status;
}

/* ----- what must be so ----- */

static void check_whole(const run *self, int at, const char *octets) {
    if (self->status[at] == MLA_OK)
        assert_true(self->is_whole[at]);
    if (self->is_whole[at])
        assert_string_equal(self->body[at], octets);
}

static void check_events(const run *self, int at, int32_t type) {
    if (self->status[at] == MLA_OK)
        assert_int_equal(self->events[type], self->flow->events[type]);
}

static void check(const run *self) {
    size_t started = 0;

    for (int i = 0; i < OPERATIONS; i++)
        started += self->number[i] != 0;
    assert_int_equal(self->memory.blocks, 0);
    assert_int_equal(self->open_messages, 0);
    assert_int_equal(self->done, started);
    check_whole(self, MESSAGE, BODY);
    check_whole(self, PART, self->flow->part_body);
    check_events(self, FOLDERS, MLA_EVENT_FOLDER);
    check_events(self, SELECT, MLA_EVENT_SELECTED);
    check_events(self, LIST, MLA_EVENT_SUMMARY);
    check_events(self, PARTS, MLA_EVENT_PART);
    for (const exchange *at = self->flow->exchanges; at != self->server.at; at++)
        if (at->line != NULL && strcmp(at->line, self->flow->deletion) == 0)
            assert_true(self->is_whole[MESSAGE]);
}

/* The session ended with it, or an operation did. */
static bool is_told(const run *self, int32_t status) {
    for (int i = 0; i < OPERATIONS && status == MLA_OK; i++)
        if (self->status[i] == MLA_E_NO_MEMORY)
            status = MLA_E_NO_MEMORY;
    return status == MLA_E_NO_MEMORY;
}

static void with_all_memory_everything_succeeds(void **state) {
    run self;

    (void)state;
    for (size_t i = 0; i < sizeof flows / sizeof *flows; i++) {
        assert_string_equal(mla_status_name(run_all(&self, &flows[i], 0, false)), "MLA_OK");
        check(&self);
        for (int at = 0; at < OPERATIONS; at++)
            if (self.number[at] != 0)
                assert_int_equal(self.status[at], at == REFUSED ? MLA_E_SERVER_NO : MLA_OK);

        assert_null(self.server.at->line);
        for (int32_t type = MLA_EVENT_REMOVED; type <= MLA_EVENT_ALERT; type++)
            assert_int_equal(self.events[type], flows[i].events[type]);
    }
}

static void every_allocation_may_fail(void **state) {
    run self;

    (void)state;
    for (size_t i = 0; i < sizeof flows / sizeof *flows; i++) {
        size_t failures = 0;

        for (size_t n = 1;; n++) {
            int32_t status = run_all(&self, &flows[i], n, false);
            check(&self);
            if (self.memory.calls < n)
                break;
            if (!is_told(&self, status))
                fail_msg("flow %zu, allocation %zu: %s", i, n, mla_status_name(status));
            failures++;
        }
        assert_true(failures > 25);
    }
}

/* From one on, all of them fail: nothing may count on the next one. */
static void every_allocation_may_be_the_last(void **state) {
    run self;

    (void)state;
    for (size_t i = 0; i < sizeof flows / sizeof *flows; i++) {
        for (size_t n = 1;; n++) {
            int32_t status = run_all(&self, &flows[i], n, true);
            check(&self);
            if (self.memory.calls < n)
                break;
            assert_true(is_told(&self, status));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_all_memory_everything_succeeds),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(every_allocation_may_be_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
