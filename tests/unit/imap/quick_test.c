/* SPDX-License-Identifier: MIT */
#include "quick_rows.h"

static void fetches_of_the_usual_items_are_plain(void **state) {
    (void)state;
    static const quick_row rows[] = {
        {"* 12 FETCH (UID 4827313)", true},
        {"* 12 FETCH (FLAGS (\\Seen) UID 7)", true},
        {"* 12 FETCH (UID 7 FLAGS ())", true},
        {"* 12 FETCH (FLAGS (\\Answered \\Flagged \\Deleted \\Draft \\Recent \\Seen))", true},
        {"* 12 FETCH (FLAGS ($Forwarded NonJunk a b c d e f g h i))", true},
        {"* 12 FETCH (FLAGS (a-keyword-of-more-than-sixteen-octets \\Seen))", true},
        {"* 4294967295 FETCH (UID 4294967295 FLAGS (\\Seen))", true},
        {"* 12345678 FETCH (UID 00000012)", true},
        {"* 1 FETCH (RFC822.SIZE 9223372036854775807)", true},
        {"* 1 FETCH (RFC822.SIZE 9999999999999999999 UID 5)", true},
        {"* 1 FETCH (MODSEQ (624140003) UID 5)", true},
        {"* 1 FETCH (INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" UID 5)", true},
        {"* 1 FETCH (INTERNALDATE \" 7-Jul-1996 02:44:25 +0000\" UID 5)", true},
        {"* 1 FETCH (UID 5 UID 6 FLAGS (a) FLAGS (b c))", true},
    };
    QUICK_ROWS_CHECK(rows);
}

static void what_is_not_quite_plain_goes_the_thorough_way(void **state) {
    (void)state;
    static const quick_row rows[] = {
        {"*  12 FETCH (UID 4827313)", false},
        {"* 12  FETCH (UID 4827313)", false},
        {"* 12 fetch (UID 4827313)", false},
        {"* 12 FETCH (uid 4827313)", false},
        {"* 12 FETCH ( UID 4827313)", false},
        {"* 12 FETCH (UID 4827313 )", false},
        {"* 12 FETCH (UID  4827313)", false},
        {"* 12 FETCH (UID 4827313) ", false},
        {"* 12 FETCH (UID 4827313", false},
        {"* 12 FETCH (UID 4827313))", false},
        {"* 12 FETCH UID 4827313", false},
        {"* 12 FETCH ()", false},
        {"* 12 FETCH (UID -1 FLAGS ())", false},
        {"* 12 FETCH (UID 4294967296)", false},
        {"* 4294967296 FETCH (UID 1)", false},
        {"* -12 FETCH (UID 4827313)", false},
        {"* 12 FETCH (RFC822.SIZE 18446744073709551615)", false},
        {"* 12 FETCH (RFC822.SIZE 1.5e3)", false},
        {"* 12 FETCH (FLAGS (\\SEEN))", false},
        {"* 12 FETCH (FLAGS (\\Seen ))", false},
        {"* 12 FETCH (FLAGS ( \\Seen))", false},
        {"* 12 FETCH (FLAGS (\\Seen  a))", false},
        {"* 12 FETCH (FLAGS (\\Seenx))", false},
        {"* 12 FETCH (FLAGS (\\*))", false},
        {"* 12 FETCH (FLAGS (\"a\"))", false},
        {"* 12 FETCH (FLAGS (a[b c]))", false},
        {"* 12 FETCH (FLAGS (a(b)))", false},
        {"* 12 FETCH (FLAGS NIL)", false},
        {"* 12 FETCH (FLAGS \\Seen UID 4)", false},
        {"* 12 FETCH (MODSEQ 624140003 UID 5)", false},
        {"* 12 FETCH (INTERNALDATE \"7-Jul-1996 02:44:25 -0700\" UID 5)", false},
        {"* 12 FETCH (INTERNALDATE \"17-Jul-1996 02:44:25\" UID 5)", false},
        {"* 12 FETCH (INTERNALDATE \"17-Xyz-1996 02:44:25 -0700\" UID 5)", false},
        {"* 12 FETCH (INTERNALDATE \"17-Jul-1996 02:44:25 -0700 UID 5)", false},
        {"* 12 FETCH (INTERNALDATE \"\n7-Jul-1996 02:44:25 -0700\" UID 5)", false},
        {"* 12 FETCH (INTERNALDATE \"17-Jul-1996 02:44:25     \n\" UID 5)", false},
        {"* 12 FETCH (INTERNALDATE \"17-Jul-1996 02:44:25 -070\n\" UID 5)", false},
        {"* 12 FETCH (INTERNALDATE NIL UID 4827313)", false},
        {"* 12 FETCH (X-GM-MSGID 1278455344230334865)", false},
        {"* 12 FETCH (UID 7 BODY (\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1))", false},
        {"* 12 UIDFETCH (FLAGS (\\Seen))", false},
        {"12 FETCH (UID 4827313 FLAGS ())", false},
    };
    QUICK_ROWS_CHECK(rows);
}

/* What a FETCH does not have is not left over from the one before, whichever way either was read. */
static void a_fetch_shows_nothing_of_the_one_before(void **state) {
    (void)state;
    static const char input[] = "* 1 FETCH (UID 5 FLAGS (\\Seen a) INTERNALDATE \"17-Jul-1996 "
                                "02:44:25 -0700\" RFC822.SIZE 9 "
                                "MODSEQ (3) ENVELOPE (\"d\" \"s\" NIL NIL NIL NIL NIL NIL NIL "
                                "\"i\") BODYSTRUCTURE (\"text\" "
                                "\"plain\" NIL NIL NIL \"7bit\" 5 1 NIL NIL NIL NIL))\r\n"
                                "* 2 FETCH (UID 6)\r\n"
                                "* 3 FETCH (FLAGS (b))\r\n"
                                "* 4 FETCH (X-GM-MSGID 7 EMAILID (x) X 8)\r\n"
                                "* 5 FETCH (RFC822.SIZE 10)\r\n"
                                "* LIST (\\HasNoChildren) \"/\" \"a\"\r\n"
                                "* 6 FETCH (RFC822.SIZE 11 UID 7)\r\n"
                                "* 7 FETCH (UID 8 BODY[TEXT] \"x\")\r\n"
                                "* 8 FETCH (UID 9 BODY[TEXT] {2}\r\nxy)\r\n"
                                "* LIST (\\HasChildren) NIL \"b\"\r\n"
                                "* 9 FETCH (FLAGS (\\Seen))\r\n";
    dump_expect_same_quickly(mla_str_from(input));
    static dump out;
    dump_decode(&out, mla_str_from(input), sizeof input - 1, sizeof input - 1, NULL);
    assert_non_null(strstr(out.text, "FETCH 9"));
}

static void receive(mla_imap_decoder *decoder, const char *octets, size_t len, const char *behind) {
    size_t room;
    char *to = mla_imap_decoder_rx_buf(decoder, &room);
    memcpy(to, octets, len);
    strcpy(to + len, behind);
    assert_int_equal(mla_imap_decoder_rx_ack(decoder, len), MLA_OK);
}

/* In two pieces. It would be whole at once with what stands behind the first one and has not been received. */
static void assert_waits(const char *line, size_t len) {
    static const char last[] = "* 13 FETCH (UID 4827314)";
    heap memory;
    heap_init(&memory);
    mla_imap_decoder *decoder;
    const mla_imap_event *event;
    assert_int_equal(mla_imap_decoder_new(&memory.allocator, NULL, &decoder), MLA_OK);
    decoder->is_greeted = true;
    receive(decoder, line, len, line + len);
    assert_int_equal(mla_imap_decoder_next(decoder, &event), MLA_AGAIN);
    receive(decoder, line + len, strlen(line) - len, "");
    assert_int_equal(mla_imap_decoder_next(decoder, &event), MLA_OK);
    assert_int_equal(event->raw.len + 2, strlen(line));
    assert_memory_equal(event->raw.ptr, line, event->raw.len);
    assert_int_equal(mla_imap_decoder_next(decoder, &event), MLA_AGAIN);
    receive(decoder, last, sizeof last - 1, "\r\n");
    assert_int_equal(mla_imap_decoder_next(decoder, &event), MLA_AGAIN);
    receive(decoder, "\r", 1, "\n");
    assert_int_equal(mla_imap_decoder_next(decoder, &event), MLA_AGAIN);
    mla_imap_decoder_free(decoder);
    assert_int_equal(memory.blocks, 0);
}

/* Nothing is read behind what has been received: each end of it leaves the response for later. */
static void a_response_that_has_not_come_whole_waits(void **state) {
    (void)state;
    static const char *const lines[] = {
        "* 12 FETCH (UID 4827313 FLAGS (\\Seen $Forwarded))\r\n",
        "* 12 FETCH (INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 12345678901)\r\n",
        "* 12 FETCH (ENVELOPE (NIL \"s\" ((\"n\" NIL \"m\" \"h\")) ((\"n\" NIL \"m\" \"h\")) NIL "
        "NIL NIL NIL NIL \"<i>\"))\r\n",
        "* 12 FETCH (BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL \"7bit\" 12 3 NIL NIL NIL NIL)"
        " \"mixed\" (\"boundary\" \"b\") NIL NIL NIL))\r\n",
        "* LIST (\\HasNoChildren \\Marked) \"/\" \"a name of more than sixteen\"\r\n",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        for (size_t len = 1; len < strlen(lines[i]); len++)
            assert_waits(lines[i], len);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fetches_of_the_usual_items_are_plain),
        cmocka_unit_test(what_is_not_quite_plain_goes_the_thorough_way),
        cmocka_unit_test(a_fetch_shows_nothing_of_the_one_before),
        cmocka_unit_test(a_response_that_has_not_come_whole_waits),
    };
    return cmocka_run_group_tests_name("imap/quick", tests, NULL, NULL);
}
