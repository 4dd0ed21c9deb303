/* SPDX-License-Identifier: MIT */
#include "imap_dump.h"

static void session_from_greeting_to_done(void **state) {
    (void)state;
    dump_expect(STR("* OK [CAPABILITY IMAP4rev1 IDLE] hi {3}\r\n"
                    "* 12 FETCH (UID 5 FLAGS (\\Seen $x) BODY[] {5}\r\nhello RFC822.SIZE 77)\r\n"
                    "* ESEARCH (TAG \"A1\") UID COUNT 3 ALL 1:3,7\r\n"
                    "* LIST (\\HasNoChildren) \"/\" \"Entw&APw-rfe\"\r\n"
                    "+ go\r\n"
                    "A1 OK done\r\n"),
                "GREETING OK code=9 name=<CAPABILITY> arguments=<IMAP4rev1 IDLE>"
                " (IMAP4rev1|IDLE) text=<hi {3}>\n"
                "BODY 12 uid=5 item=<BODY[]> section=<> size=5|hello|END\n"
                "FETCH 12 uid=5 flags=1 (\\Seen|$x) size=77\n"
                "ESEARCH 1:3 7:7 tag=<A1> uid count=3.\n"
                "LIST 20 (\\HasNoChildren) / name=<Entw\303\274rfe>\n"
                "CONTINUATION text=<go>\n"
                "DONE tag=<A1> OK text=<done>\nEND\n");
}

static void several_sections_of_one_fetch(void **state) {
    (void)state;
    dump_expect(
        STR("* 1 FETCH (BODY[1] {3}\r\nabc BODY[2] {4+}\r\nabcd UID 7 BODY[3]<0> ~{0}\r\n)\r\n"),
        "BODY 1 uid=0 item=<BODY[1]> section=<1> size=3|abc|END\n"
        "BODY 1 uid=0 item=<BODY[2]> section=<2> size=4|abcd|END\n"
        "BODY 1 uid=7 item=<BODY[3]<0>> section=<3> origin=0 size=0||END\n"
        "FETCH 1 uid=7\nEND\n");
    /* Each its own origin. */
    dump_expect(STR("* 1 FETCH (BODY[1]<5> {3}\r\nabc BODY[2] {1}\r\nd)\r\n"),
                "BODY 1 uid=0 item=<BODY[1]<5>> section=<1> origin=5 size=3|abc|END\n"
                "BODY 1 uid=0 item=<BODY[2]> section=<2> size=1|d|END\n"
                "FETCH 1\nEND\n");
}

/* What is in a literal is the sender's: it must not move the borders of responses. */
static void octets_of_a_literal_do_not_hide_the_next(void **state) {
    (void)state;
    dump_expect(
        STR("* 1 FETCH (ENVELOPE (NIL {1}\r\n\" ((NIL NIL {1}\r\na \"b\")) NIL NIL NIL NIL NIL"
            " NIL NIL) UID 7)\r\n* LIST () NIL {5}\r\n {50}\r\n* 2 EXISTS\r\n"),
        "FETCH 1 uid=7 ENVELOPE{ subject=<\"> from=[NIL|a@b]}\n"
        "LIST 0 () - name=< {50}>\n"
        "EXISTS 2\nEND\n");
}

static void flag_with_a_bracket_ends_in_its_list(void **state) {
    (void)state;
    dump_expect(STR("* 1 FETCH (FLAGS (a[b c) BODY[1] NIL UID 7)\r\n"),
                "BODY 1 uid=7 item=<BODY[1]> section=<1> nil size=0||END\n"
                "FETCH 1 uid=7 flags=0 (a[b|c)\nEND\n");
}

#if MLA_WITH_IMAP_EXTENSIONS
/* Not a bit says that it is there, but it would point to a response that is gone. */
static void value_that_is_refused_leaves_nothing(void **state) {
    (void)state;
    mla_str input = STR("* 1 FETCH (EMAILID (a b) THREADID (c d) PREVIEW (FUZZY \"e\" f) "
                        "X-GM-MSGID 12x X-GM-THRID 13x SAVEDATE)\r\n");
    heap memory;
    mla_imap_decoder *decoder;
    const mla_imap_event *event;
    size_t room;
    heap_init(&memory);
    assert_int_equal(mla_imap_decoder_new(&memory.allocator, NULL, &decoder), MLA_OK);
    memcpy(mla_imap_decoder_rx_buf(decoder, &room), input.ptr, input.len);
    assert_int_equal(mla_imap_decoder_rx_ack(decoder, input.len), MLA_OK);
    assert_int_equal(mla_imap_decoder_next(decoder, &event), MLA_OK);
    assert_int_equal(event->fetch->raw_item_count, 6);
    assert_int_equal(event->fetch->gm_msgid, 0);
    assert_int_equal(event->fetch->gm_thrid, 0);
    assert_null(event->fetch->savedate.text.ptr);
    assert_null(event->fetch->emailid.ptr);
    assert_null(event->fetch->threadid.ptr);
    assert_null(event->fetch->preview.ptr);
    mla_imap_decoder_free(decoder);
}
#endif

static void quoted_string_over_two_lines(void **state) {
    (void)state;
    dump_expect(
        STR("* 1 FETCH (BODYSTRUCTURE (\"A\" \"B\" (\"N\" \"PDF\r\n NAME=\"A.pdf\"\") NIL NIL"
            " \"7BIT\" 1) UID 7)\r\nA OK\r\n"),
        "FETCH 1 uid=7 BODYSTRUCTURE{[1 A/B N:PDF\r\n NAME=\"A.pdf\" encoding=<7BIT> 1/0]}\n"
        "DONE tag=<A> OK text=<>\nEND\n");
}

static void literal_longer_than_announced_is_an_error(void **state) {
    (void)state;
    dump_expect(STR("* 2 FETCH (BODY[] {3}\r\nabcdef UID 4)\r\n* 1 EXISTS\r\n"),
                "BODY 2 uid=0 item=<BODY[]> section=<> size=3|abc|END\nMLA_E_PROTOCOL\n");
}

static void literal_of_10_to_the_18_streams(void **state) {
    (void)state;
    dump_expect(
        STR("* 1 FETCH (BODY[] {1000000000000000000}\r\nabc"),
        "BODY 1 uid=0 item=<BODY[]> section=<> size=1000000000000000000|abcMLA_E_INCOMPLETE\n");
}

static void literal_beyond_64_bits_is_an_error(void **state) {
    (void)state;
    dump_expect(STR("* 1 FETCH (BODY[] {100000000000000000000}\r\nabc"), "MLA_E_LIMIT\n");
}

static void end_within_a_line_is_incomplete(void **state) {
    (void)state;
    dump_expect(STR("* OK hi\r\n* 1 EXI"), "GREETING OK text=<hi>\nMLA_E_INCOMPLETE\n");
}

static void nul_padding_is_skipped(void **state) {
    (void)state;
    dump_expect(STR("\0\0* 1 EXISTS\r\n\0* 2 EXISTS\n"), "EXISTS 1\nEXISTS 2\nEND\n");
}

/* Decodes with small fixed buffers, in pieces of 100 octets. */
static const char *decode_fixed(const char *input, size_t len) {
    static dump out;
    mla_imap_limits limits;
    mla_imap_limits_init_fixed(&limits);
    dump_decode(&out, (mla_str){input, len}, 100, 100, &limits);
    return out.text;
}

static void status_line_over_the_limit_is_cut(void **state) {
    (void)state;
    static char input[1 << 20];
    static const char end[] = "{5}\r\n* 1 EXISTS\r\n";
    memset(input, 'x', sizeof input);
    memcpy(input, "* OK ", 5);
    memcpy(input + sizeof input - (sizeof end - 1), end, sizeof end - 1);
    assert_string_equal(decode_fixed(input, sizeof input),
                        "GREETING OK truncated\nEXISTS 1\nEND\n");
}

static void search_longer_than_the_buffer_streams(void **state) {
    (void)state;
    static char input[100000];
    static char expected[200000];
    size_t len = (size_t)sprintf(input, "* SEARCH");
    size_t expected_len = (size_t)sprintf(expected, "SEARCH");
    for (unsigned i = 1; i <= 5000; i++) {
        len += (size_t)sprintf(input + len, " %u", i * 3);
        expected_len += (size_t)sprintf(expected + expected_len, " %u:%u", i * 3, i * 3);
    }
    len += (size_t)sprintf(input + len, " (MODSEQ 12)\r\n");
    sprintf(expected + expected_len, " modseq=12.\nEND\n");
    assert_string_equal(decode_fixed(input, len), expected);
}

/* ... also where its beginning is read and gone already. */
/* A line that begins with a space is no response, whether it fits into the buffer or not. */
static void line_with_a_space_in_front_does_not_stream(void **state) {
    (void)state;
    static dump out;
    mla_imap_limits limits;
    char line[900] = " * SEARCH";
    size_t len = strlen(line);
    for (; len < sizeof line - 2; len += 2)
        memcpy(line + len, " 7", 2);
    memcpy(line + sizeof line - 2, "\r\n", 2);
    mla_imap_limits_init(&limits);
    for (limits.receive_initial = 512; limits.receive_initial <= 1024;
         limits.receive_initial += 512) {
        dump_decode(&out, (mla_str){line, sizeof line}, 1, 1, &limits);
        assert_memory_equal(out.text, "UNPARSED text=< * SEARCH 7", 26);
    }
}

static void reply_that_streams_may_hold_a_literal(void **state) {
    (void)state;
    static char input[9000];
    size_t len = (size_t)sprintf(input, "* ESEARCH ALL 1");
    while (len < 5000)
        len += (size_t)sprintf(input + len, ",1");
    size_t head = len;
    len += (size_t)sprintf(input + len, " X {10}\r\nA1 OK evil\r\n* 2 EXISTS\r\n");
    const char *out = decode_fixed(input, len);
    assert_null(strstr(out, "DONE"));
    assert_non_null(strstr(out, ".\nEXISTS 2\nEND\n"));
    /* Too long to be held: the reply ends in front of it, and what follows is in step. */
    len = head + (size_t)sprintf(input + head, " MIN 1 X {2000}\r\n");
    memset(input + len, '\n', 2000);
    len += 2000;
    len += (size_t)sprintf(input + len, " Y {5}\r\nA1 OK MAX 9\r\n* 2 EXISTS\r\n");
    out = decode_fixed(input, len);
    assert_null(strstr(out, "max="));
    assert_non_null(strstr(out, " min=1 bad:X.\nEXISTS 2\nEND\n"));
}

#if MLA_WITH_IMAP_EXTENSIONS
static void update_without_room_is_left_out(void **state) {
    (void)state;
    static char input[3000];
    size_t len = (size_t)sprintf(input, "* ESEARCH X ");
    memset(input + len, 'y', 900);
    len += 900;
    len += (size_t)sprintf(input + len, " ADDTO (5 1");
    while (len < 1500)
        len += (size_t)sprintf(input + len, ",1");
    len += (size_t)sprintf(input + len, " 7 2");
    while (len < 2100)
        len += (size_t)sprintf(input + len, ",2");
    len += (size_t)sprintf(input + len, ") COUNT 3\r\n* 2 EXISTS\r\n");
    const char *out = decode_fixed(input, len);
    assert_non_null(strstr(out, "addto:5 =<1,1,"));
    assert_null(strstr(out, "addto:7"));
    assert_non_null(strstr(out, ".\nEXISTS 2\nEND\n"));
}
#endif

/* Wherever in the header of a literal the buffer ends. */
/* Gives as many octets as there is room for, and takes the events. @return how many. */
static size_t give_some(mla_imap_decoder *decoder, mla_str octets) {
    const mla_imap_event *event;
    size_t room;
    char *to = mla_imap_decoder_rx_buf(decoder, &room);
    size_t len = room < octets.len ? room : octets.len;
    memcpy(to, octets.ptr, len);
    assert_int_equal(mla_imap_decoder_rx_ack(decoder, len), MLA_OK);
    while (mla_imap_decoder_next(decoder, &event) == MLA_OK) {
    }
    return len;
}

/* Also where all of it that came is read and let go of, no number having been handed out yet. */
static void reply_that_streams_is_pending_until_its_end(void **state) {
    enum {
        GREETING = sizeof "* OK\r\n" - 1,
        LEN = 8000
    };
    (void)state;
    mla_imap_limits limits;
    mla_imap_decoder *decoder;
    heap memory;
    char input[LEN + 1];
    sprintf(input, "* OK\r\n* SEARCH 7%*s\r\n", LEN - GREETING - (int)sizeof "* SEARCH 7\r\n" + 1,
            "9");
    heap_init(&memory);
    mla_imap_limits_init_fixed(&limits);
    assert_int_equal(mla_imap_decoder_new(&memory.allocator, &limits, &decoder), MLA_OK);
    for (size_t given = 0; given != LEN;) {
        given += give_some(decoder, (mla_str){input + given, LEN - given});
        size_t done = given != LEN ? GREETING : LEN;
        assert_int_equal(mla_imap_decoder_offset(decoder), done);
        assert_int_equal(mla_imap_decoder_pending(decoder), given - done);
    }
    size_t len = give_some(decoder, (mla_str){input + GREETING, LEN / 2});
    assert_int_equal(mla_imap_decoder_pending(decoder), len);
    mla_imap_decoder_reset(decoder);
    assert_int_equal(mla_imap_decoder_pending(decoder), 0);
    mla_imap_decoder_free(decoder);
}

static void reply_that_streams_may_be_cut(void **state) {
    (void)state;
    static char input[3000];
    for (size_t value = 1980; value < 2060; value++) {
        size_t len = (size_t)sprintf(input, "* ESEARCH ALL 1 X ");
        memset(input + len, 'y', value);
        len += value;
        len += (size_t)sprintf(input + len, " {10}\r\nA1 OK evil\r\n* OK {3}\r\n* 2 EXISTS\r\n");
        const char *out = decode_fixed(input, len);
        assert_null(strstr(out, "DONE"));
        assert_non_null(strstr(out, "GREETING OK text=<{3}>\nEXISTS 2\nEND\n"));
    }
}

/* How much of a cut line is there when its end comes depends on the pieces: its last octets are looked at, no more. */
static void header_that_is_longer_than_what_is_kept_of_a_cut_line(void **state) {
    (void)state;
    static dump out;
    char input[4000];
    mla_imap_limits limits;
    mla_imap_limits_init_fixed(&limits);
    size_t len = (size_t)sprintf(input, "* LIST () \"/\" ");
    memset(input + len, 'x', 3000);
    len += 3000;
    len += (size_t)sprintf(input + len, " {%040d}\r\n* 2 EXISTS\r\n", 12);
    for (size_t piece = 1; piece <= sizeof input; piece *= sizeof input) {
        dump_decode(&out, (mla_str){input, len}, piece, piece, &limits);
        assert_non_null(strstr(out.text, "\nEXISTS 2\nEND\n"));
    }
}

static void item_over_the_limit_costs_only_what_follows_it(void **state) {
    (void)state;
    static char input[9000];
    size_t len = (size_t)sprintf(input, "* 1 FETCH (UID 3 FLAGS () X ");
    memset(input + len, 'y', 5000);
    len += 5000;
    len += (size_t)sprintf(input + len, " ENVELOPE ({3}\r\n)\r\n NIL))\r\n* 2 FETCH (UID 4)\r\n");
    const char *out = decode_fixed(input, len);
    assert_non_null(strstr(out, "FETCH 1 uid=3 flags=0 ()"));
    assert_non_null(strstr(out, "FETCH 2 uid=4\nEND\n"));
}

static void body_larger_than_the_buffer_streams(void **state) {
    (void)state;
    static char input[60000];
    size_t len = (size_t)sprintf(input, "* 1 FETCH (UID 3 BODY[] {50000}\r\n");
    memset(input + len, 'b', 50000);
    len += 50000;
    len += (size_t)sprintf(input + len, " FLAGS ())\r\n");
    const char *out = decode_fixed(input, len);
    assert_int_equal(strspn(strchr(out, '|') + 1, "b"), 50000);
    assert_non_null(strstr(out, "|END\nFETCH 1 uid=3 flags=0 ()\nEND\n"));
}

static void nesting_of_10000_costs_one_item(void **state) {
    (void)state;
    static char input[30000];
    size_t len = (size_t)sprintf(input, "* 1 FETCH (BODYSTRUCTURE ");
    memset(input + len, '(', 10000);
    memset(input + len + 10000, ')', 10000);
    len += 20000;
    len += (size_t)sprintf(input + len, " UID 5)\r\n");
    static dump out;
    dump_decode(&out, (mla_str){input, len}, len, len, NULL);
    assert_non_null(strstr(out.text, "FETCH 1 uid=5 bad:BODYSTRUCTURE"));
}

static void receive(mla_imap_decoder *decoder, dump *out, const char *text) {
    bool is_within = false;
    size_t room;
    char *to = mla_imap_decoder_rx_buf(decoder, &room);
    assert_true(room >= strlen(text));
    memcpy(to, text, strlen(text));
    assert_int_equal(mla_imap_decoder_rx_ack(decoder, strlen(text)), MLA_OK);
    out->len = 0;
    assert_int_equal(dump_take(decoder, out, &is_within), MLA_AGAIN);
}

static void reset_within_a_section_forgets_its_response(void **state) {
    (void)state;
    static dump out;
    heap memory;
    mla_imap_decoder *decoder;
    heap_init(&memory);
    assert_int_equal(mla_imap_decoder_new(&memory.allocator, NULL, &decoder), MLA_OK);
    receive(decoder, &out, "* 1 FETCH (UID 5 BODY[1] {1}\r\na BODY[2] {9}\r\nb");
    mla_imap_decoder_reset(decoder);
    receive(decoder, &out, "* 2 FETCH (BODY[3] {1}\r\nc)\r\n");
    assert_string_equal(out.text,
                        "BODY 2 uid=0 item=<BODY[3]> section=<3> size=1|c|END\nFETCH 2\n");
    mla_imap_decoder_free(decoder);
}

static void limits_are_checked(void **state) {
    (void)state;
    mla_imap_decoder *decoder;
    mla_imap_limits limits;
    heap memory;
    heap_init(&memory);
    mla_imap_limits_init(&limits);
    limits.nesting_max = 251;
    assert_int_equal(mla_imap_decoder_new(&memory.allocator, &limits, &decoder), MLA_E_INVALID);
    assert_int_equal(mla_imap_decoder_new(NULL, NULL, &decoder), MLA_E_INVALID);
    mla_imap_decoder_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(session_from_greeting_to_done),
        cmocka_unit_test(several_sections_of_one_fetch),
        cmocka_unit_test(octets_of_a_literal_do_not_hide_the_next),
        cmocka_unit_test(flag_with_a_bracket_ends_in_its_list),
#if MLA_WITH_IMAP_EXTENSIONS
        cmocka_unit_test(value_that_is_refused_leaves_nothing),
#endif
        cmocka_unit_test(quoted_string_over_two_lines),
        cmocka_unit_test(literal_longer_than_announced_is_an_error),
        cmocka_unit_test(literal_of_10_to_the_18_streams),
        cmocka_unit_test(literal_beyond_64_bits_is_an_error),
        cmocka_unit_test(end_within_a_line_is_incomplete),
        cmocka_unit_test(nul_padding_is_skipped),
        cmocka_unit_test(status_line_over_the_limit_is_cut),
        cmocka_unit_test(search_longer_than_the_buffer_streams),
        cmocka_unit_test(line_with_a_space_in_front_does_not_stream),
        cmocka_unit_test(reply_that_streams_may_hold_a_literal),
#if MLA_WITH_IMAP_EXTENSIONS
        cmocka_unit_test(update_without_room_is_left_out),
#endif
        cmocka_unit_test(reply_that_streams_is_pending_until_its_end),
        cmocka_unit_test(reply_that_streams_may_be_cut),
        cmocka_unit_test(header_that_is_longer_than_what_is_kept_of_a_cut_line),
        cmocka_unit_test(item_over_the_limit_costs_only_what_follows_it),
        cmocka_unit_test(body_larger_than_the_buffer_streams),
        cmocka_unit_test(nesting_of_10000_costs_one_item),
        cmocka_unit_test(reset_within_a_section_forgets_its_response),
        cmocka_unit_test(limits_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
