/* SPDX-License-Identifier: MIT */
#include "session_rows.h"

typedef struct {
    const char *part;
    const char *media_type;
    const char *charset;
    const char *encoding;
    const char *disposition;
    const char *file_name;
    uint64_t size;
} test_part;

/* One session that asks for the parts of message 5. */
static mla_session *parts_of(script *server, exchange *exchanges, const char *structure,
                             uint32_t *operation) {
    static char reply[4096];

    assert_true(strlen(structure) < sizeof reply - 64);
    strcpy(reply, "* 1 FETCH (UID 5 BODYSTRUCTURE ");
    strcat(reply, structure);
    strcat(reply, ")\r\nA3 OK done\r\n");
    exchanges[3].reply = reply;
    mla_session *session = script_imap(server, exchanges);
    assert_int_equal(mla_session_parts(session, "5", operation), MLA_OK);
    return session;
}

static void check(const char *structure, const test_part *parts, size_t count) {
    exchange exchanges[] = {
        IMAP_OPEN,
        IMAP_SELECT("A2", "1"),
        {"A3 UID FETCH 5 (UID BODYSTRUCTURE)", NULL},
        END,
    };
    script server;
    uint32_t operation;
    mla_session *session = parts_of(&server, exchanges, structure, &operation);

    for (size_t i = 0; i < count; i++) {
        const mla_event *event = expect(session, MLA_EVENT_PART);
        assert_int_equal(mla_event_operation(event), operation);
        assert_string_equal(mla_event_id(event), "5");
        assert_int_equal(mla_event_uidvalidity(event), 7);
        assert_string_equal(mla_event_part(event), parts[i].part);
        assert_string_equal(mla_event_media_type(event), parts[i].media_type);
        assert_string_equal(mla_event_charset(event), parts[i].charset);
        assert_string_equal(mla_event_encoding(event), parts[i].encoding);
        assert_string_equal(mla_event_disposition(event), parts[i].disposition);
        assert_string_equal(mla_event_file_name(event), parts[i].file_name);
        assert_true(mla_event_size(event) == parts[i].size);
    }
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

static void a_message_of_one_part_has_one(void **state) {
    static const test_part parts[] = {
        {"1", "text/plain", "UTF-8", "quoted-printable", "", "", 1152},
    };

    (void)state;
    check("(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"UTF-8\") NIL NIL \"QUOTED-PRINTABLE\" 1152 23)",
          parts, 1);
}

static void each_part_comes_after_the_one_around_it(void **state) {
    static const test_part parts[] = {
        {"", "multipart/mixed", "", "", "", "", MLA_NO_SIZE},
        {"1", "multipart/alternative", "", "", "", "", MLA_NO_SIZE},
        {"1.1", "text/plain", "us-ascii", "7bit", "", "", 10},
        {"1.2", "text/html", "us-ascii", "7bit", "", "", 20},
        {"2", "application/pdf", "", "base64", "attachment", "a b.pdf", 30},
        {"3", "message/rfc822", "", "7bit", "inline", "", 400},
        {"3.1", "image/png", "", "base64", "", "pic.png", 50},
    };

    (void)state;
    check("(((\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 10 1)"
          "(\"text\" \"html\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 20 1) \"alternative\")"
          "(\"application\" \"pdf\" (\"name\" \"other.pdf\") NIL NIL \"base64\" 30 NIL "
          "(\"ATTACHMENT\" (\"FileName\" \"a b.pdf\")))"
          "(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 400 (NIL NIL NIL NIL NIL NIL NIL NIL NIL "
          "NIL) (\"image\" \"png\" (\"name\" \"pic.png\") NIL NIL \"base64\" 50) 9 NIL "
          "(\"inline\" NIL)) \"mixed\")",
          parts, sizeof parts / sizeof *parts);
}

static void a_file_name_is_decoded_however_it_was_encoded(void **state) {
    static const test_part parts[] = {
        {"", "multipart/mixed", "", "", "", "", MLA_NO_SIZE},
        {"1", "x/a", "", "7bit", "attachment", "\xe2\x82\xac rates", 1},
        {"2", "x/b", "", "7bit", "attachment",
         "gr\xc3\xbc\xc3\x9f"
         "e.txt",
         1},
        {"3", "x/c", "", "7bit", "attachment", "gr\xc3\xbc.txt", 1},
        {"4", "x/d", "", "7bit", "attachment", "one two.txt", 1},
        {"5", "x/e", "", "7bit", "", "a[31m.txt", 1},
    };

    (void)state;
    check("((\"x\" \"a\" NIL NIL NIL \"7bit\" 1 NIL "
          "(\"attachment\" (\"filename*\" \"utf-8''%E2%82%AC%20rates\")))"
          "(\"x\" \"b\" NIL NIL NIL \"7bit\" 1 NIL "
          "(\"attachment\" (\"filename\" \"=?iso-8859-1?Q?gr=FC=DFe.txt?=\")))"
          "(\"x\" \"c\" NIL NIL NIL \"7bit\" 1 NIL (\"attachment\" (\"filename\" \"gr\xfc.txt\")))"
          "(\"x\" \"d\" NIL NIL NIL \"7bit\" 1 NIL "
          "(\"attachment\" (\"filename*0\" \"one \" \"filename*1\" \"two.txt\")))"
          "(\"x\" \"e\" (\"name\" \"=?utf-8?Q?a=1B[31m.txt?=\") NIL NIL \"7bit\" 1)"
          " \"mixed\")",
          parts, sizeof parts / sizeof *parts);
}

static const session_row parts_of_a_message_that_is_not_there_are_not_found = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {IMAP_OPEN,
                  IMAP_SELECT("A2", "1"),
                  {"A3 UID FETCH 9 (UID BODYSTRUCTURE)", "A3 OK done\r\n"}},
    .calls = {PARTS("9")},
    .events = "1 done MLA_E_NOT_FOUND '' never\n",
};

static void a_cancelled_listing_of_parts_stops_between_two(void **state) {
    exchange exchanges[] = {
        IMAP_OPEN,
        IMAP_SELECT("A2", "1"),
        {"A3 UID FETCH 5 (UID BODYSTRUCTURE)", NULL},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = parts_of(
        &server, exchanges,
        "((\"x\" \"a\" NIL NIL NIL \"7bit\" 1)(\"x\" \"b\" NIL NIL NIL \"7bit\" 1) \"mixed\")",
        &operation);
    expect(session, MLA_EVENT_PART);
    assert_int_equal(mla_session_cancel_operation(session, operation), MLA_OK);
    expect_done(session, operation, MLA_E_CANCELLED);
    mla_session_free(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_of_one_part_has_one),
        cmocka_unit_test(each_part_comes_after_the_one_around_it),
        cmocka_unit_test(a_file_name_is_decoded_however_it_was_encoded),
        SESSION_ROW(parts_of_a_message_that_is_not_there_are_not_found),
        cmocka_unit_test(a_cancelled_listing_of_parts_stops_between_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
