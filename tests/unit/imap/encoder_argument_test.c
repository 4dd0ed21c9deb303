/* SPDX-License-Identifier: MIT */
/* Arguments of commands: strings, literals, names of mailboxes, sets and paths. */
#include "encoder_fixture.h"

static void a_string_is_an_atom_where_it_can(void **state) {
    client *c = *state;
    assert_command(c, STRING(c, "INBOX"), "INBOX\r\n");
    assert_command(c, STRING(c, "a"), "a\r\n");
    assert_command(c, STRING(c, "!#$&'+,-./09:;<=>?@AZ[^_`az|}~"),
                   "!#$&'+,-./09:;<=>?@AZ[^_`az|}~\r\n");
    assert_command(c, STRING(c, "NILS"), "NILS\r\n");
    assert_command(c, STRING(c, "ni"), "ni\r\n");
    assert_command(c, STRING(c, "xil"), "xil\r\n");
}

static void a_string_is_quoted_where_it_must(void **state) {
    client *c = *state;
    assert_command(c, STRING(c, ""), "\"\"\r\n");
    assert_command(c, STRING(c, "NIL"), "\"NIL\"\r\n");
    assert_command(c, STRING(c, "nil"), "\"nil\"\r\n");
    assert_command(c, STRING(c, "a b"), "\"a b\"\r\n");
    assert_command(c, STRING(c, "("), "\"(\"\r\n");
    assert_command(c, STRING(c, ")"), "\")\"\r\n");
    assert_command(c, STRING(c, "{5}"), "\"{5}\"\r\n");
    assert_command(c, STRING(c, "%"), "\"%\"\r\n");
    assert_command(c, STRING(c, "*"), "\"*\"\r\n");
    assert_command(c, STRING(c, "]"), "\"]\"\r\n");
    assert_command(c, STRING(c, "\"\\"), "\"\\\"\\\\\"\r\n");
    assert_command(c, STRING(c, "\x01\t\x1f\x7f"), "\"\x01\t\x1f\x7f\"\r\n");
}

static void what_breaks_a_line_is_in_no_string(void **state) {
    client *c = *state;
    static const char forms[] = "atspnmd";
    static const mla_str rows[] = {
        STR_INIT("\r"),         STR_INIT("\n"),  STR_INIT("\0"),  STR_INIT("a\rb"),
        STR_INIT("\r\nA2"),     STR_INIT("1\r"), STR_INIT("1\n"), STR_INIT("1\0"),
        STR_INIT("\xc3\xbc\n"), STR_INIT("&\n"),
    };
    for (size_t w = 0; w < sizeof forms - 1; w++) {
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
            assert_refused(c, put(c, forms[w], rows[i]), MLA_E_INVALID);
        begin(c);
        mla__put_argument(c->imap, forms[w], &(mla_str){NULL, 0});
        assert_refused(c, end(c), MLA_E_INVALID);
    }
}

static void an_atom_is_nothing_else(void **state) {
    client *c = *state;
    assert_command(c, put(c, 'a', STR("$Forwarded")), "$Forwarded\r\n");
    static const mla_str rows[] = {
        STR_INIT(""),   STR_INIT("a b"),  STR_INIT("a("),       STR_INIT("a)"), STR_INIT("{"),
        STR_INIT("%"),  STR_INIT("*"),    STR_INIT("]"),        STR_INIT("\""), STR_INIT("\\Seen"),
        STR_INIT("\t"), STR_INIT("\x7f"), STR_INIT("\xc3\xbc"),
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_refused(c, put(c, 'a', rows[i]), MLA_E_INVALID);
}

static void text_goes_as_it_is(void **state) {
    client *c = *state;
    assert_command(c, put(c, 't', STR("X (\"a\" \\*)% ]}\t")), "X (\"a\" \\*)% ]}\t\r\n");
    assert_refused(c, put(c, 't', STR("X {5}")), MLA_E_INVALID);
    assert_refused(c, put(c, 't', STR("X \xc3\xbc")), MLA_E_INVALID);
}

/* Puts a string of `len` octets with 8 bits. */
static void put_eight_bit(client *c, size_t len) {
    static char text[5000];
    memset(text, 0xe4, sizeof text);
    mla__put_argument(c->imap, 's', &(mla_str){text, len});
}

static void a_literal_waits_for_the_server(void **state) {
    client *c = *state;
    assert_submitted(c, STRING(c, "\xc3\xbc"), "{2}\r\n");
    serve(c, STR("+ go\r\n"));
    assert_quiet(c);
    assert_sent(c, "\xc3\xbc\r\n");
    client_answer(c, "OK");
    assert_done(c, 1, MLA_OK);
}

static void a_literal_does_not_wait_with_literal_plus(void **state) {
    client *c = *state;
    serve(c, STR("* CAPABILITY LITERAL+\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    assert_command(c, STRING(c, "\xc3\xbc"), "{2+}\r\n\xc3\xbc\r\n");
    begin(c);
    put_eight_bit(c, 5000);
    assert_int_equal(end(c), MLA_OK);
    size_t len;
    const char *octets = mla_imap_tx_buf(c->imap, &len);
    assert_memory_equal(octets, "A2 {5000+}\r\n\xe4", 13);
    assert_int_equal(len, 12 + 5000 + 2);
}

static void literal_minus_is_for_short_ones(void **state) {
    client *c = *state;
    static const char *const capabilities[] = {"LITERAL-", "IMAP4rev2"};
    for (size_t i = 0; i < 2; i++) {
        char line[64];
        int line_len = snprintf(line, sizeof line, "* CAPABILITY %s\r\n", capabilities[i]);
        serve(c, (mla_str){line, (size_t)line_len});
        assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
        size_t len;
        begin(c);
        put_eight_bit(c, 4096);
        assert_int_equal(end(c), MLA_OK);
        const char *octets = mla_imap_tx_buf(c->imap, &len);
        assert_memory_equal(octets + 3, "{4096+}\r\n\xe4", 10);
        assert_int_equal(len, 12 + 4096 + 2);
        assert_int_equal(mla_imap_tx_ack(c->imap, len), MLA_OK);
        c->accepted++;
        client_answer(c, "OK");
        assert_done(c, c->accepted, MLA_OK);
        begin(c);
        put_eight_bit(c, 4097);
        assert_submitted(c, end(c), "{4097}\r\n");
        client_answer(c, "NO");
        assert_done(c, c->accepted, MLA_E_SERVER_NO);
    }
}

static void a_long_string_is_a_literal(void **state) {
    client *c = *state;
    char text[1002];
    memset(text, 'x', sizeof text);
    begin(c);
    mla__put_argument(c->imap, 's', &(mla_str){text, 1000});
    assert_int_equal(end(c), MLA_OK);
    size_t len;
    const char *octets = mla_imap_tx_buf(c->imap, &len);
    assert_int_equal(len, 3 + 1000 + 2);
    assert_memory_equal(octets, "A1 xxx", 6);
    assert_int_equal(mla_imap_tx_ack(c->imap, len), MLA_OK);
    c->accepted++;
    client_answer(c, "OK");
    assert_done(c, 1, MLA_OK);
    begin(c);
    mla__put_argument(c->imap, 's', &(mla_str){text, 1001});
    assert_submitted(c, end(c), "{1001}\r\n");
}

static void a_literal_on_demand(void **state) {
    client *c = *state;
    serve(c, STR("* CAPABILITY LITERAL+\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    assert_command(c, put(c, 'l', STR("a")), "{1+}\r\na\r\n");
    assert_command(c, put(c, 'l', STR("")), "{0+}\r\n\r\n");
    assert_command(c, put(c, 'l', STR("a\r\nb")), "{4+}\r\na\r\nb\r\n");
}

static void a_trace_shows_a_star_for_each_secret(void **state) {
    client *c = *state;
    serve(c, STR("* CAPABILITY LITERAL+\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    begin(c);
    mla__put_argument(c->imap, 'p', &STR("secret"));
    mla__put_char(c->imap, ' ');
    mla__put_argument(c->imap, 'p', &STR("a \"secret"));
    mla__put_char(c->imap, ' ');
    mla__put_argument(c->imap, 'p', &STR("s\xc3\xbc"));
    mla__put(c->imap, " end");
    assert_command(c, end(c), "secret \"a \\\"secret\" {3+}\r\ns\xc3\xbc end\r\n");
    assert_str(client_traced(c), "A1 * * {3+}\r\n* end\r\n");
}

#define MAILBOX(c, text) put((c), 'm', STR(text))

static void mailbox_names_are_modified_utf7(void **state) {
    client *c = *state;
    assert_command(c, MAILBOX(c, "INBOX"), "INBOX\r\n");
    assert_command(c, MAILBOX(c, "Sent Items"), "\"Sent Items\"\r\n");
    assert_command(c, MAILBOX(c, ""), "\"\"\r\n");
    assert_command(c, MAILBOX(c, "Entwürfe/%"), "\"Entw&APw-rfe/%\"\r\n");
    assert_command(c, MAILBOX(c, "R&D \"x\""), "\"R&-D \\\"x\\\"\"\r\n");
    assert_command(c, MAILBOX(c, "日本"), "\"&ZeVnLA-\"\r\n");
    assert_command(c, MAILBOX(c, "\xf0\xad\xa0\x80"), "\"&2HbcAA-\"\r\n");
    assert_refused(c, MAILBOX(c, "\xff"), MLA_E_INVALID);
    assert_refused(c, MAILBOX(c, "Entw\xc3\xbc\xc3"), MLA_E_INVALID);
}

static void mailbox_names_may_be_given_raw(void **state) {
    client *c = *state;
    serve(c, STR("* CAPABILITY LITERAL+\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    mla_imap_set_raw_names(c->imap, 1);
    assert_command(c, MAILBOX(c, "&APw-&"), "&APw-&\r\n");
    assert_command(c, MAILBOX(c, "\xff"), "{1+}\r\n\xff\r\n");
    mla_imap_set_raw_names(c->imap, 0);
    assert_command(c, MAILBOX(c, "&"), "\"&-\"\r\n");
}

static void mailbox_names_are_utf8_where_that_is_on(void **state) {
    client *c = *state;
    serve(c, STR("* CAPABILITY LITERAL+\r\n* ENABLED UTF8=ACCEPT\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    assert_event(c, MLA_IMAP_EVENT_ENABLED);
    assert_command(c, MAILBOX(c, "R&D"), "R&D\r\n");
    assert_command(c, MAILBOX(c, "Entwürfe"), "{9+}\r\nEntwürfe\r\n");
}

static void while_enable_is_under_way_the_encoding_is_not_known(void **state) {
    client *c = *state;
    mla_str name = STR("UTF8=ACCEPT");
    assert_submitted(c, mla_imap_submit_enable(c->imap, &name, 1, NULL), "ENABLE UTF8=ACCEPT\r\n");
    assert_refused(c, MAILBOX(c, "ü"), MLA_E_STATE);
    assert_refused(c, MAILBOX(c, "R&D"), MLA_E_STATE);
    assert_int_equal(MAILBOX(c, "INBOX"), MLA_OK);
    mla_imap_set_raw_names(c->imap, 1);
    assert_int_equal(MAILBOX(c, "R&-D"), MLA_OK);
    mla_imap_set_raw_names(c->imap, 0);
    client_answer(c, "OK");
    assert_done(c, 1, MLA_OK);
    assert_sent(c, "A2 INBOX\r\n");
    assert_int_equal(MAILBOX(c, "R&D"), MLA_OK);
}

static void a_name_that_only_fits_encoded_is_refused(void **state) {
    client *c = *state;
    client_greet(c, STR("* PREAUTH\r\n"));
    char name[900];
    for (size_t i = 0; i < sizeof name; i += 2)
        memcpy(name + i, "\xc3\xbc", 2);
    begin(c);
    mla__put_argument(c->imap, 'm', &(mla_str){name, sizeof name});
    assert_refused(c, end(c), MLA_E_LIMIT);
}

static void sets_and_paths(void **state) {
    client *c = *state;
    static const mla_str sets[] = {
        STR_INIT("1"),   STR_INIT("4294967295"), STR_INIT("1:5,7,9:*"), STR_INIT("*"),
        STR_INIT("*:1"), STR_INIT("*:*"),        STR_INIT("5:2"),       STR_INIT("*,1"),
    };
    static const mla_str no_sets[] = {
        STR_INIT(""),           STR_INIT("0"),
        STR_INIT("01"),         STR_INIT("1,"),
        STR_INIT(",1"),         STR_INIT("1,,2"),
        STR_INIT("1:"),         STR_INIT(":1"),
        STR_INIT("1:2:3"),      STR_INIT("1:,2"),
        STR_INIT("-1"),         STR_INIT("1.2"),
        STR_INIT("1 2"),        STR_INIT("a"),
        STR_INIT("1a"),         STR_INIT("**"),
        STR_INIT("*1"),         STR_INIT("1*"),
        STR_INIT("1:0"),        STR_INIT("1;2"),
        STR_INIT("4294967296"), STR_INIT("99999999999999999999"),
    };
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        assert_int_equal(put(c, 'n', sets[i]), MLA_OK);
        assert_int_equal(mla_imap_cancel(c->imap, ++c->accepted), MLA_OK);
        assert_done(c, c->accepted, MLA_E_CANCELLED);
    }
    for (size_t i = 0; i < sizeof no_sets / sizeof no_sets[0]; i++)
        assert_refused(c, put(c, 'n', no_sets[i]), MLA_E_INVALID);
    assert_command(c, put(c, 'n', STR("1:5,7,9:*")), "1:5,7,9:*\r\n");
    assert_command(c, put(c, 'd', STR("1")), "1\r\n");
    assert_command(c, put(c, 'd', STR("1.20.4294967295")), "1.20.4294967295\r\n");
    static const mla_str no_paths[] = {
        STR_INIT(""),   STR_INIT("0"),   STR_INIT("1."),         STR_INIT(".1"),  STR_INIT("1..2"),
        STR_INIT("*"),  STR_INIT("1.*"), STR_INIT("1,2"),        STR_INIT("1:2"), STR_INIT("1.0"),
        STR_INIT("1]"), STR_INIT("1.x"), STR_INIT("4294967296"),
    };
    for (size_t i = 0; i < sizeof no_paths / sizeof no_paths[0]; i++)
        assert_refused(c, put(c, 'd', no_paths[i]), MLA_E_INVALID);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_SESSION(a_string_is_an_atom_where_it_can),
        IN_SESSION(a_string_is_quoted_where_it_must),
        IN_SESSION(what_breaks_a_line_is_in_no_string),
        IN_SESSION(an_atom_is_nothing_else),
        IN_SESSION(text_goes_as_it_is),
        IN_SESSION(a_literal_waits_for_the_server),
        IN_SESSION(a_literal_does_not_wait_with_literal_plus),
        IN_SESSION(literal_minus_is_for_short_ones),
        IN_SESSION(a_long_string_is_a_literal),
        IN_SESSION(a_literal_on_demand),
        IN_SESSION(a_trace_shows_a_star_for_each_secret),
        IN_SESSION(mailbox_names_are_modified_utf7),
        IN_SESSION(mailbox_names_may_be_given_raw),
        IN_SESSION(mailbox_names_are_utf8_where_that_is_on),
        IN_SESSION(while_enable_is_under_way_the_encoding_is_not_known),
        IN_FIRMWARE(a_name_that_only_fits_encoded_is_refused),
        IN_SESSION(sets_and_paths),
    };
    return cmocka_run_group_tests_name("imap/encoder_argument", tests, NULL, NULL);
}
