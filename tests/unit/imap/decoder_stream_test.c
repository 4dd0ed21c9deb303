/* SPDX-License-Identifier: MIT */
/*
 * Replies that are read as they come: wherever the buffer was full and was read, they give what they give when they are
 * held whole.
 */
#include "imap_dump.h"

typedef struct row {
    const char *name;
    const char *head; /**< spaces follow */
    const char *rest;
    const char *expected;
} row;

static const row rows[] = {
    /* The quote that is open behind "c" is closed when the first literal comes. */
    {"quotes_in_front_of_literals", "* SEARCH", "1 a\"b\"c d\" {3}\r\nabc {2}\r\nde 5\r\n",
     "SEARCH 1:1.\n"},
    {"header_of_a_literal", "* SEARCH", "1 {3} \r\nab\" 5 \"x\" ~{0}\r\n 6\r\n",
     "SEARCH 1:1 5:5 6:6.\n"},
    {"section_where_there_are_none", "* SEARCH", "1 BODY[TEXT] {2}\r\nhi 5\r\n",
     "SEARCH 1:1 5:5.\n"},
    {"literal_within_a_literal", "* ESEARCH", "X (a\"b\"c\" {9}\r\n\"{900}\r\n4) MIN 5\r\n",
     "ESEARCH other:X =<(a\"b\"c\" {9}\r\n\"{900}\r\n4) MIN 5>.\n"},
    {"two_spaces_between_numbers", "* SEARCH", "1  2 7295\r\n", "SEARCH 1:1 2:2 7295:7295.\n"},
    {"longer_word", "*", "SORTED 1\r\n", "RAW unknown name=<SORTED> text=<1>\n"},
    {"quote_that_closes_behind_its_list", "* ESEARCH", "(TAG \"A\"1) MIN 2 \"x\" MAX 3\r\n",
     "ESEARCH min=2 max=3.\n"},
#if MLA_WITH_IMAP_EXTENSIONS
    {"quote_behind_a_backslash_and_a_space", "* ESEARCH",
     "(TAG \"A1\" MAILBOX \"a\\\") b\") COUNT 5\r\n",
     "ESEARCH tag=<A1> count=5 mailbox=<a\") b>.\n"},
    /* What stands behind a quote decides whether it closes. */
    {"quotes_in_a_thread", "* THREAD", "(1 \"x\"y\\\" {3}\r\nabc 2)\r\n",
     "THREAD 1/0 3/1^0 2/2^1.\n"},
    {"header_of_a_literal_in_a_thread", "* THREAD", "(1)( ~{7}  \r\n(2)(3 4)\r\n",
     "THREAD 1/0 7/0 2/1^1 3/1^1 4/2^3.\n"},
    {"brace_behind_a_parenthesis", "* THREAD", "(1){3}\r\n", "THREAD 1/0 3/0.\n"},
    {"backslash_in_a_mailbox", "* ESEARCH", "MIN 2 (MAILBOX \"a\\\\\")\r\n",
     "ESEARCH min=2 mailbox=<a\\>.\n"},
    {"spaces_in_front_of_a_set", "* ESEARCH",
     "ALL   1:3,5 PARTIAL (-1:-00000000000000000000000000000000000000000000000003   7,9) MIN 2\r\n",
     "ESEARCH 1:3 5:5 7:7 9:9 min=2 partial=-1:-3.\n"},
    {"scores_behind_numbers", "* ESEARCH",
     "ALL 1,5 RELEVANCY  (4  100 \"7\" \"a b\" (1 2)  9 ) COUNT 6\r\n",
     "ESEARCH 1:1 5:5 4% 100% 7% 0% 0% 9% count=6.\n"},
    {"scores_in_front_of_numbers", "* ESEARCH", "RELEVANCY (42 17) ALL 3,9\r\n",
     "ESEARCH 42% 17% 3:3 9:9.\n"},
#endif
};

#define FULL 512u

static void assert_reads(const row *its, size_t spaces) {
    static dump out;
    char input[2 * FULL];
    char expected[256];
    size_t len =
        (size_t)sprintf(input, "%s%*s%s* 9 EXISTS\r\n", its->head, (int)spaces, "", its->rest);
    sprintf(expected, "%sEXISTS 9\nEND\n", its->expected);
    mla_imap_limits limits;
    mla_imap_limits_init(&limits);
    limits.receive_initial = 2 * FULL;
    dump_decode(&out, (mla_str){input, len}, len, len, &limits);
    assert_string_equal(out.text, expected);
    limits.receive_initial = FULL;
    for (size_t piece = 1; piece <= FULL; piece *= FULL) {
        dump_decode(&out, (mla_str){input, len}, piece, piece, &limits);
        assert_string_equal(out.text, expected);
    }
}

static void gives_the_same_wherever_it_was_read(void **state) {
    const row *its = *state;
    size_t head = strlen(its->head);
    for (size_t read = 1; read <= strlen(its->rest); read++)
        assert_reads(its, FULL - head - read);
}

int main(void) {
    enum {
        ROWS = sizeof rows / sizeof rows[0]
    };
    struct CMUnitTest tests[ROWS];
    row states[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        states[i] = rows[i];
        tests[i] = (struct CMUnitTest){rows[i].name, gives_the_same_wherever_it_was_read, NULL,
                                       NULL, &states[i]};
    }
    return cmocka_run_group_tests_name("imap/decoder_stream", tests, NULL, NULL);
}
