/* SPDX-License-Identifier: MIT */
#include "imap_client.h"

static int32_t fetch(client *c, const char *set, uint32_t items, const mla_imap_section *sections,
                     size_t count) {
    const mla_imap_fetch_items wanted = {
        .struct_size = sizeof wanted,
        .items = items,
        .sections = sections,
        .section_count = count,
    };
    return mla_imap_submit_uid_fetch(c->imap, mla_str_from(set), &wanted, NULL);
}

static int32_t fetch_section(client *c, mla_imap_section section) {
    return fetch(c, "1", 0, &section, 1);
}

static void every_item_of_fetch(void **state) {
    client *c = *state;
    static const struct {
        uint32_t items;
        const char *octets;
    } rows[] = {
        {MLA_IMAP_FETCH_UID, "UID FETCH 1 (UID)\r\n"},
        {MLA_IMAP_FETCH_FLAGS, "UID FETCH 1 (FLAGS)\r\n"},
        {MLA_IMAP_FETCH_INTERNALDATE, "UID FETCH 1 (INTERNALDATE)\r\n"},
        {MLA_IMAP_FETCH_RFC822_SIZE, "UID FETCH 1 (RFC822.SIZE)\r\n"},
        {MLA_IMAP_FETCH_ENVELOPE, "UID FETCH 1 (ENVELOPE)\r\n"},
        {MLA_IMAP_FETCH_BODY, "UID FETCH 1 (BODY)\r\n"},
        {MLA_IMAP_FETCH_BODYSTRUCTURE, "UID FETCH 1 (BODYSTRUCTURE)\r\n"},
        {MLA_IMAP_FETCH_MODSEQ, "UID FETCH 1 (MODSEQ)\r\n"},
        {MLA_IMAP_FETCH_UID | MLA_IMAP_FETCH_MODSEQ, "UID FETCH 1 (UID MODSEQ)\r\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        client_assert_command(c, fetch(c, "1", rows[i].items, NULL, 0),
                              mla_str_from(rows[i].octets), __FILE__, __LINE__);
        client_answer(c, "OK");
        assert_done(c, c->accepted, MLA_OK);
    }
    assert_refused(c, fetch(c, "1", 0, NULL, 0), MLA_E_INVALID);
    assert_refused(c, fetch(c, "1", 1u << 8, NULL, 0), MLA_E_INVALID);
}

static void by_sequence_number_or_by_uid(void **state) {
    client *c = *state;
    const mla_imap_fetch_items items = {sizeof items, MLA_IMAP_FETCH_FLAGS, NULL, 0};
    assert_command(c, mla_imap_submit_fetch(c->imap, STR("1:5,7,9:*"), &items, NULL),
                   "FETCH 1:5,7,9:* (FLAGS)\r\n");
    assert_command(c, mla_imap_submit_uid_fetch(c->imap, STR("*"), &items, NULL),
                   "UID FETCH * (FLAGS)\r\n");
}

static void every_kind_of_section(void **state) {
    client *c = *state;
    static const mla_str fields[] = {STR_INIT("Subject"), STR_INIT("X Y")};
    assert_command(c, fetch_section(c, (mla_imap_section){0}), "UID FETCH 1 (BODY[])\r\n");
    assert_command(c, fetch_section(c, (mla_imap_section){.peek = 1, .path = STR("1.2")}),
                   "UID FETCH 1 (BODY.PEEK[1.2])\r\n");
    assert_command(c, fetch_section(c, (mla_imap_section){.kind = MLA_IMAP_SECTION_HEADER}),
                   "UID FETCH 1 (BODY[HEADER])\r\n");
    assert_command(
        c, fetch_section(c, (mla_imap_section){.kind = MLA_IMAP_SECTION_TEXT, .path = STR("3")}),
        "UID FETCH 1 (BODY[3.TEXT])\r\n");
    assert_command(
        c, fetch_section(c, (mla_imap_section){.kind = MLA_IMAP_SECTION_MIME, .path = STR("1")}),
        "UID FETCH 1 (BODY[1.MIME])\r\n");
    assert_command(c,
                   fetch_section(c, (mla_imap_section){.kind = MLA_IMAP_SECTION_HEADER_FIELDS,
                                                       .fields = fields,
                                                       .field_count = 2}),
                   "UID FETCH 1 (BODY[HEADER.FIELDS (Subject \"X Y\")])\r\n");
    assert_command(c,
                   fetch_section(c, (mla_imap_section){.kind = MLA_IMAP_SECTION_HEADER_FIELDS_NOT,
                                                       .path = STR("2"),
                                                       .fields = fields,
                                                       .field_count = 1}),
                   "UID FETCH 1 (BODY[2.HEADER.FIELDS.NOT (Subject)])\r\n");
}

static void items_and_sections_together(void **state) {
    client *c = *state;
    const mla_imap_section sections[] = {{.peek = 1, .length = 10}, {.path = STR_INIT("1")}};
    assert_command(c, fetch(c, "3", MLA_IMAP_FETCH_UID, sections, 2),
                   "UID FETCH 3 (UID BODY.PEEK[]<0.10> BODY[1])\r\n");
    assert_command(c, fetch(c, "3", 0, sections, 2), "UID FETCH 3 (BODY.PEEK[]<0.10> BODY[1])\r\n");
}

static void a_partial_has_its_bounds(void **state) {
    client *c = *state;
    assert_command(c, fetch_section(c, (mla_imap_section){.origin = 65536, .length = 1}),
                   "UID FETCH 1 (BODY[]<65536.1>)\r\n");
    assert_command(c,
                   fetch_section(c, (mla_imap_section){.origin = UINT32_MAX, .length = UINT32_MAX}),
                   "UID FETCH 1 (BODY[]<4294967295.4294967295>)\r\n");
    static const struct {
        uint64_t origin;
        uint64_t length;
    } bad[] = {
        {1, 0},
        {4294967296, 1},
        {0, 4294967296},
        {UINT64_MAX, UINT64_MAX},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_refused(
            c,
            fetch_section(c, (mla_imap_section){.origin = bad[i].origin, .length = bad[i].length}),
            MLA_E_INVALID);
}

static void sections_that_are_none(void **state) {
    client *c = *state;
    static const mla_str bad[] = {STR_INIT("X]\r\nA3 LOGOUT"), STR_INIT("X\0"), {NULL, 0}};
    assert_refused(c, fetch_section(c, (mla_imap_section){.kind = 6}), MLA_E_INVALID);
    assert_refused(c, fetch_section(c, (mla_imap_section){.kind = -1}), MLA_E_INVALID);
    assert_refused(c, fetch_section(c, (mla_imap_section){.kind = MLA_IMAP_SECTION_MIME}),
                   MLA_E_INVALID);
    assert_refused(c, fetch_section(c, (mla_imap_section){.kind = MLA_IMAP_SECTION_HEADER_FIELDS}),
                   MLA_E_INVALID);
    assert_refused(c,
                   fetch_section(c, (mla_imap_section){.kind = MLA_IMAP_SECTION_HEADER_FIELDS_NOT}),
                   MLA_E_INVALID);
    assert_refused(c, fetch_section(c, (mla_imap_section){.path = STR("1.")}), MLA_E_INVALID);
    assert_refused(c, fetch_section(c, (mla_imap_section){.path = STR("1]\r\n")}), MLA_E_INVALID);
    assert_refused(c, fetch_section(c, (mla_imap_section){.path = STR("*")}), MLA_E_INVALID);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_refused(c,
                       fetch_section(c, (mla_imap_section){.kind = MLA_IMAP_SECTION_HEADER_FIELDS,
                                                           .fields = &bad[i],
                                                           .field_count = 1}),
                       MLA_E_INVALID);
}

static int32_t store(client *c, int32_t operation, bool is_silent, uint32_t system,
                     const mla_str *keywords, size_t count) {
    const mla_imap_store_flags flags = {
        .struct_size = sizeof flags,
        .operation = operation,
        .silent = is_silent,
        .system = system,
        .keywords = keywords,
        .keyword_count = count,
    };
    return mla_imap_submit_uid_store(c->imap, STR("2:4"), &flags, NULL);
}

static void every_way_to_store_flags(void **state) {
    client *c = *state;
    static const mla_str keywords[] = {STR_INIT("$Forwarded"), STR_INIT("x]"), STR_INIT("y")};
    assert_command(c, store(c, MLA_IMAP_STORE_REPLACE, false, 0, NULL, 0),
                   "UID STORE 2:4 FLAGS ()\r\n");
    assert_command(c, store(c, MLA_IMAP_STORE_REPLACE, true, 31, NULL, 0),
                   "UID STORE 2:4 FLAGS.SILENT (\\Seen \\Answered \\Flagged \\Deleted "
                   "\\Draft)\r\n");
    assert_command(c, store(c, MLA_IMAP_STORE_ADD, false, MLA_IMAP_FLAG_DELETED, NULL, 0),
                   "UID STORE 2:4 +FLAGS (\\Deleted)\r\n");
    assert_command(c, store(c, MLA_IMAP_STORE_REMOVE, true, MLA_IMAP_FLAG_SEEN, keywords, 1),
                   "UID STORE 2:4 -FLAGS.SILENT (\\Seen $Forwarded)\r\n");
    const mla_str two[] = {keywords[0], keywords[2]};
    assert_command(c, store(c, MLA_IMAP_STORE_ADD, false, 0, two, 2),
                   "UID STORE 2:4 +FLAGS ($Forwarded y)\r\n");
    const mla_imap_store_flags seen = {.struct_size = sizeof seen, .system = MLA_IMAP_FLAG_SEEN};
    assert_command(c, mla_imap_submit_store(c->imap, STR("1"), &seen, NULL),
                   "STORE 1 FLAGS (\\Seen)\r\n");
    assert_refused(c, store(c, MLA_IMAP_STORE_ADD, false, 0, &keywords[1], 1), MLA_E_INVALID);
}

static void flags_that_cannot_be_stored(void **state) {
    client *c = *state;
    static const mla_str bad[] = {
        STR_INIT(""),    STR_INIT("a b"),       STR_INIT("x)"), STR_INIT("\\Seen"),
        STR_INIT("{1}"), STR_INIT("x\r\nA3 X"), {NULL, 0},
    };
    assert_refused(c, store(c, 3, false, 1, NULL, 0), MLA_E_INVALID);
    assert_refused(c, store(c, -1, false, 1, NULL, 0), MLA_E_INVALID);
    assert_refused(c, store(c, MLA_IMAP_STORE_ADD, false, 0, NULL, 0), MLA_E_INVALID);
    assert_refused(c, store(c, MLA_IMAP_STORE_REMOVE, false, 0, NULL, 0), MLA_E_INVALID);
    assert_refused(c, store(c, 0, false, MLA_IMAP_FLAG_RECENT, NULL, 0), MLA_E_INVALID);
    assert_refused(c, store(c, 0, false, MLA_IMAP_FLAG_WILDCARD, NULL, 0), MLA_E_INVALID);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_refused(c, store(c, 0, false, 0, &bad[i], 1), MLA_E_INVALID);
}

static void uid_expunge_where_the_server_may_have_it(void **state) {
    client *c = *state;
    assert_command(c, mla_imap_submit_uid_expunge(c->imap, STR("1:3"), NULL),
                   "UID EXPUNGE 1:3\r\n");
    serve(c, STR("* CAPABILITY IMAP4rev1\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    assert_refused(c, mla_imap_submit_uid_expunge(c->imap, STR("1:3"), NULL), MLA_E_UNSUPPORTED);
    serve(c, STR("* CAPABILITY IMAP4rev1 UIDPLUS\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    assert_command(c, mla_imap_submit_uid_expunge(c->imap, STR("4"), NULL), "UID EXPUNGE 4\r\n");
    serve(c, STR("* CAPABILITY IMAP4rev1 IMAP4rev2\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    assert_command(c, mla_imap_submit_uid_expunge(c->imap, STR("5"), NULL), "UID EXPUNGE 5\r\n");
}

static void sets_that_would_be_protocol(void **state) {
    client *c = *state;
    const mla_imap_fetch_items items = {sizeof items, MLA_IMAP_FETCH_UID, NULL, 0};
    const mla_imap_store_flags flags = {.struct_size = sizeof flags};
    static const mla_str bad[] = {
        STR_INIT(""), STR_INIT("0"), STR_INIT("1 (UID)\r\nA3 LOGOUT"), STR_INIT("x"), {NULL, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_refused(c, mla_imap_submit_fetch(c->imap, bad[i], &items, NULL), MLA_E_INVALID);
        assert_refused(c, mla_imap_submit_uid_fetch(c->imap, bad[i], &items, NULL), MLA_E_INVALID);
        assert_refused(c, mla_imap_submit_store(c->imap, bad[i], &flags, NULL), MLA_E_INVALID);
        assert_refused(c, mla_imap_submit_uid_store(c->imap, bad[i], &flags, NULL), MLA_E_INVALID);
        assert_refused(c, mla_imap_submit_uid_expunge(c->imap, bad[i], NULL), MLA_E_INVALID);
    }
}

static void all_of_them_need_a_mailbox(void **state) {
    client *c = *state;
    const mla_imap_fetch_items items = {sizeof items, MLA_IMAP_FETCH_UID, NULL, 0};
    const mla_imap_store_flags flags = {.struct_size = sizeof flags};
    client_greet(c, STR("* PREAUTH\r\n"));
    assert_refused(c, mla_imap_submit_fetch(c->imap, STR("1"), &items, NULL), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_uid_fetch(c->imap, STR("1"), &items, NULL), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_store(c->imap, STR("1"), &flags, NULL), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_uid_store(c->imap, STR("1"), &flags, NULL), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_uid_expunge(c->imap, STR("1"), NULL), MLA_E_STATE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_INBOX(every_item_of_fetch),
        IN_INBOX(by_sequence_number_or_by_uid),
        IN_INBOX(every_kind_of_section),
        IN_INBOX(items_and_sections_together),
        IN_INBOX(a_partial_has_its_bounds),
        IN_INBOX(sections_that_are_none),
        IN_INBOX(every_way_to_store_flags),
        IN_INBOX(flags_that_cannot_be_stored),
        IN_INBOX(uid_expunge_where_the_server_may_have_it),
        IN_INBOX(sets_that_would_be_protocol),
        IN_CLIENT(all_of_them_need_a_mailbox),
    };
    return cmocka_run_group_tests_name("imap/command_message", tests, NULL, NULL);
}
