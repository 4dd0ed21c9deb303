/* SPDX-License-Identifier: MIT */
/* Each rule of tolerance with octets that need it and no other. */
#include <stdio.h>

#include <mailaccess/imap_response.h>

#include "heap.h"

typedef struct row {
    const char *name;
    mla_str input;
} row;

#define STRUCTURE(part) STR_INIT("* 1 FETCH (BODYSTRUCTURE (" part "))\r\n")
#define ENVELOPE(from) \
    STR_INIT("* 1 FETCH (ENVELOPE (NIL NIL " from " NIL NIL NIL NIL NIL NIL NIL))\r\n")

/* In the order of MLA_IMAP_FORGIVEN_*. */
static const row rows[MLA_IMAP_FORGIVEN_RULES] = {
    {"padding", STR_INIT("\0* 1 EXISTS\r\n")},
    {"blank-line", STR_INIT("\r\n")},
    {"literal", STR_INIT("* 1 FETCH (X {1} \r\nx)\r\n")},
    {"no-response", STR_INIT("Server Unavailable. 15\r\n")},
    {"bare-code", STR_INIT("* [COPYUID 1 2 3] done\r\n")},
    {"message-number", STR_INIT("* 1x FETCH (UID 2)\r\n")},
    {"quotes", STR_INIT("* 1 FETCH (X \"a\"b\"c\")\r\n")},
    {"line-break", STR_INIT("* 1 FETCH (X \"a\r\n b\")\r\n")},
    {"number", STR_INIT("* 1 FETCH (RFC822.SIZE -1)\r\n")},
    {"empty-list", ENVELOPE("((() NIL \"a\" \"b\"))")},
    {"brackets", STR_INIT("* FLAGS (OIB-[Google Mail]/x)\r\n")},
    {"stray", STR_INIT("* 1 FETCH (UID 2) x\r\n")},
    {"unclosed", STR_INIT("* 1 FETCH (UID 2\r\n")},
    {"mailbox-name", STR_INIT("* LIST () \"/\" \"a&b\"\r\n")},
    {"date", STR_INIT("* 1 FETCH (INTERNALDATE \"00-Jan-0000 00:00:00 +0000\")\r\n")},
    {"no-value", STR_INIT("* 1 FETCH (BODY[2])\r\n")},
#if MLA_WITH_IMAP_EXTENSIONS
    {"no-room", STR_INIT("* THREAD (1 (2 (3)))\r\n")}, /* with two levels */
#else
    {"no-room", {NULL, 0}},
#endif
    {"envelope", STR_INIT("* 1 FETCH (ENVELOPE (NIL NIL))\r\n")},
    {"address", ENVELOPE("((\"a\" NIL \"b\"))")},
    {"address-list", ENVELOPE("(NIL (\"a\" NIL \"b\" \"c\"))")},
    {"parameters", STRUCTURE("\"a\" \"b\" \"c\" NIL NIL \"7bit\" 1")},
    {"disposition", STRUCTURE("\"a\" \"b\" NIL NIL NIL \"7bit\" 1 NIL \"inline\"")},
    {"part-fields", STRUCTURE("\"a\" \"b\" NIL NIL NIL \"7bit \" 1")},
    {"part-type", STRUCTURE("\"ALTERNATIVE\"")},
    {"spaces", STR_INIT("* SEARCH 7456 \r\n")},
    {"line-end", STR_INIT("* 1 EXISTS\n")},
    {"string", STRUCTURE("\"a\" \"b\" (CHARSET \"utf-8\") NIL NIL \"7bit\" 1")},
    {"flag", STR_INIT("* FLAGS (\"\\\\Seen\")\r\n")},
};

static heap memory;

static mla_imap_decoder *decode(mla_str input) {
    mla_imap_limits limits;
    mla_imap_decoder *decoder;
    mla_imap_limits_init(&limits);
    limits.nesting_max = 2;
    heap_init(&memory);
    assert_int_equal(mla_imap_decoder_new(&memory.allocator, &limits, &decoder), MLA_OK);
    size_t room;
    char *to = mla_imap_decoder_rx_buf(decoder, &room);
    assert_true(input.len <= room);
    memcpy(to, input.ptr, input.len);
    assert_int_equal(mla_imap_decoder_rx_ack(decoder, input.len), MLA_OK);
    return decoder;
}

/* The rules of all events together. */
static uint32_t take(mla_imap_decoder *decoder) {
    const mla_imap_event *event;
    uint32_t rules = 0;
    int32_t status;
    while ((status = mla_imap_decoder_next(decoder, &event)) == MLA_OK)
        rules |= event->forgiven;
    assert_int_equal(status, MLA_AGAIN);
    return rules;
}

static void each_rule_is_told_and_counted(void **state) {
    (void)state;
    for (int32_t rule = 0; rule < MLA_IMAP_FORGIVEN_RULES; rule++) {
        assert_string_equal(mla_imap_forgiven_name(rule), rows[rule].name);
        if (rows[rule].input.len == 0)
            continue;
        mla_imap_decoder *decoder = decode(rows[rule].input);
        uint32_t told = take(decoder);
        /* A blank line is no event. */
        if (told != (rule == MLA_IMAP_FORGIVEN_BLANK_LINE ? 0 : 1u << rule))
            fail_msg("%s: %x", rows[rule].name, told);
        for (int32_t other = 0; other < MLA_IMAP_FORGIVEN_RULES; other++)
            if (mla_imap_decoder_forgiven_by(decoder, other) != (other == rule))
                fail_msg("%s: %s", rows[rule].name, rows[other].name);
        assert_int_equal(mla_imap_decoder_forgiven(decoder), 1);
        mla_imap_decoder_free(decoder);
    }
}

/* Other octets that need a rule. */
static void what_is_not_as_it_has_to_be_is_told(void **state) {
    static const struct {
        int32_t rule;
        mla_str input;
    } odd[] = {
        {MLA_IMAP_FORGIVEN_EMPTY_LIST, ENVELOPE("()")},
        {MLA_IMAP_FORGIVEN_EMPTY_LIST, STRUCTURE("\"a\" \"b\" () NIL NIL \"7bit\" 1")},
        {MLA_IMAP_FORGIVEN_PART_FIELDS, STRUCTURE("\"text\" \"b\" NIL NIL NIL \"7bit\" 1")},
        {MLA_IMAP_FORGIVEN_PART_FIELDS, STRUCTURE("\"TEXT\" \"b\" NIL NIL NIL \"7bit\" 1 NIL")},
        {MLA_IMAP_FORGIVEN_PART_FIELDS, STRUCTURE("\"text\" \"b\" NIL NIL NIL \"7bit\" 1 2 3")},
        {MLA_IMAP_FORGIVEN_PART_FIELDS, STRUCTURE("\"text\" \"b\"")},
        {MLA_IMAP_FORGIVEN_PART_TYPE, STRUCTURE("\"a\" NIL NIL NIL NIL \"7bit\" 1")},
        {MLA_IMAP_FORGIVEN_PART_TYPE, STRUCTURE("NIL \"b\" NIL NIL NIL \"7bit\" 1")},
        {MLA_IMAP_FORGIVEN_PART_TYPE, STRUCTURE("NIL \"mixed\" NIL NIL NIL")},
        {MLA_IMAP_FORGIVEN_PART_TYPE, STRUCTURE("(\"a\" \"b\" NIL NIL NIL \"7bit\" 1)")},
        {MLA_IMAP_FORGIVEN_PART_TYPE, STRUCTURE("() \"mixed\"")},
        {MLA_IMAP_FORGIVEN_PART_FIELDS, STRUCTURE("\"font\" \"b\" NIL NIL NIL \"7bit\" 1 2")},
        {MLA_IMAP_FORGIVEN_PART_FIELDS, STRUCTURE("\"Multipart\" \"b\" NIL NIL NIL \"7bit\" 1")},
        {MLA_IMAP_FORGIVEN_MESSAGE_NUMBER, STR_INIT("* 0 FETCH (UID 2)\r\n")},
        {MLA_IMAP_FORGIVEN_MESSAGE_NUMBER, STR_INIT("* 0 EXPUNGE\r\n")},
        {MLA_IMAP_FORGIVEN_STRAY, STR_INIT("* 5 EXISTS x\r\n")},
        {MLA_IMAP_FORGIVEN_SPACES, STR_INIT("*  1843 EXISTS\r\n")},
        {MLA_IMAP_FORGIVEN_SPACES, STR_INIT("* 1843 EXISTS \r\n")},
        {MLA_IMAP_FORGIVEN_SPACES, STR_INIT("* SEARCH \r\n")},
        {MLA_IMAP_FORGIVEN_SPACES, STR_INIT("* ESEARCH COUNT 3 \r\n")},
        {MLA_IMAP_FORGIVEN_SPACES, STR_INIT("* CAPABILITY IMAP4rev1 \r\n")},
        {MLA_IMAP_FORGIVEN_SPACES, STR_INIT("* ENABLED \r\n")},
        {MLA_IMAP_FORGIVEN_SPACES, STR_INIT("* STATUS INBOX (MESSAGES 0) \r\n")},
        {MLA_IMAP_FORGIVEN_SPACES, STR_INIT("* 1 FETCH (UID 19436 )\r\n")},
        {MLA_IMAP_FORGIVEN_SPACES, STR_INIT("* 1 FETCH (FLAGS (\\Seen)  UID 2)\r\n")},
        {MLA_IMAP_FORGIVEN_SPACES, STR_INIT("* OK [COPYUID 701 1  2] x\r\n")},
        {MLA_IMAP_FORGIVEN_SPACES, ENVELOPE("((NIL NIL \"a\" \"b\") (NIL NIL \"c\" \"d\"))")},
        {MLA_IMAP_FORGIVEN_LITERAL, STR_INIT("* 1 FETCH (BODY[] {1+}\r\nx)\r\n")},
        {MLA_IMAP_FORGIVEN_NUMBER, STR_INIT("* OK [UIDNEXT 0] x\r\n")},
        {MLA_IMAP_FORGIVEN_STRING, STRUCTURE("\"a\" \"b\" NIL NIL NIL NIL 1")},
        {MLA_IMAP_FORGIVEN_FLAG, STR_INIT("* CAPABILITY \"IMAP4rev1\"\r\n")},
        {MLA_IMAP_FORGIVEN_LINE_END, STR_INIT("A1 OK done\r\r\n")},
        {MLA_IMAP_FORGIVEN_LINE_END, STR_INIT("* SEARCH 1 2\n")},
        {MLA_IMAP_FORGIVEN_STRING, ENVELOPE("((ProtonMail NIL \"a\" \"b\"))")},
        {MLA_IMAP_FORGIVEN_STRING, STRUCTURE("\"a\" \"b\" (\"boundary\" NIL) NIL NIL \"7bit\" 1")},
        {MLA_IMAP_FORGIVEN_STRING, STR_INIT("* LIST () \"\" x\r\n")},
        {MLA_IMAP_FORGIVEN_STRING, STR_INIT("* LIST () \"/\" a\tb\r\n")},
        {MLA_IMAP_FORGIVEN_STRING, STR_INIT("* LIST () \"/\" Sent Items\r\n")},
        {MLA_IMAP_FORGIVEN_FLAG, STR_INIT("* 1 FETCH (FLAGS (\\Seen (junk) $x))\r\n")},
        {MLA_IMAP_FORGIVEN_FLAG, STR_INIT("* LIST (HasNoChildren UnMarked) \"/\" x\r\n")},
    };
    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        mla_imap_decoder *decoder = decode(odd[i].input);
        uint32_t told = take(decoder);
        if (told != 1u << odd[i].rule)
            fail_msg("%s: %x", odd[i].input.ptr, told);
        mla_imap_decoder_free(decoder);
    }
}

static void a_rule_counts_once_for_a_response_however_often_it_was_needed(void **state) {
    (void)state;
    mla_imap_decoder *decoder = decode(STR("* SEARCH x y 1\r\n* SEARCH z\r\n* 1 EXISTS\r\n"));
    assert_int_equal(take(decoder), 1u << MLA_IMAP_FORGIVEN_STRAY);
    assert_int_equal(mla_imap_decoder_forgiven_by(decoder, MLA_IMAP_FORGIVEN_STRAY), 2);
    mla_imap_decoder_free(decoder);
}

static void what_is_right_needs_no_rule(void **state) {
    (void)state;
    mla_imap_decoder *decoder = decode(
        STR("* OK [UIDNEXT 5]  x \r\n* OK [BADCHARSET (utf-8)] x\r\n* OK [REFERRAL imap://x/] x\r\n"
            "* 1 FETCH (UID 2 FLAGS () ENVELOPE (NIL NIL NIL NIL NIL NIL "
            "NIL NIL NIL NIL) BODY[] {2}\r\nhi)\r\n* LIST () NIL x\r\n* SEARCH 1 2\r\n* SEARCH 1 "
            "20  31 (MODSEQ 5)\r\n* SEARCH\r\n* LIST () NIL {2}\r\na \r\n"
            "* LIST (\\Marked) \"/\" {3}\r\na b\r\n* 0 EXISTS\r\n* ID (\"name\" NIL)\r\n"
            "* ESEARCH (TAG \"A1\") UID PARTIAL (-1:-100 200:250,252) COUNT 3\r\n"
            "* ESEARCH (TAG \"A1\") ALL 1,5,10 RELEVANCY (1 100 42) COUNT 3\r\n"
            "* ESEARCH (TAG \"A1\") RELEVANCY () COUNT 0\r\n"
            "* 1 FETCH (BODY (\"Text\" \"b\" NIL NIL NIL \"7bit\" 1 2))\r\n"
            "* 1 FETCH (BODY (\"font\" \"b\" (\"a\" \"\") NIL NIL \"7bit\" 1))\r\n"
            "* 1 FETCH (BODY (\"message\" \"delivery-status\" NIL NIL NIL \"7bit\" 1))\r\n"));
    assert_int_equal(take(decoder), 0);
    assert_int_equal(mla_imap_decoder_forgiven(decoder), 0);
    mla_imap_decoder_free(decoder);
}

#if MLA_WITH_IMAP_EXTENSIONS
static void scores_that_are_none_are_told(void **state) {
    static const char *const scores[] = {"0", "101", "-5", "42.7", "\"17\"", "NIL", "x", "(1)"};
    (void)state;
    for (size_t i = 0; i < sizeof scores / sizeof *scores; i++) {
        char input[64];
        int len = snprintf(input, sizeof input, "* ESEARCH ALL 1 RELEVANCY (%s)\r\n", scores[i]);
        mla_imap_decoder *decoder = decode((mla_str){input, (size_t)len});
        assert_int_equal(take(decoder), 1u << MLA_IMAP_FORGIVEN_NUMBER);
        mla_imap_decoder_free(decoder);
    }
    mla_imap_decoder *decoder = decode(STR("* ESEARCH ALL 1 RELEVANCY (5\r\n"));
    assert_int_equal(take(decoder), 1u << MLA_IMAP_FORGIVEN_UNCLOSED);
    mla_imap_decoder_free(decoder);
}
#endif

static void there_is_no_other_rule(void **state) {
    (void)state;
    mla_imap_decoder *decoder = decode(STR("\r\n"));
    assert_null(mla_imap_forgiven_name(-1));
    assert_null(mla_imap_forgiven_name(MLA_IMAP_FORGIVEN_RULES));
    assert_int_equal(mla_imap_decoder_forgiven_by(decoder, -1), 0);
    assert_int_equal(mla_imap_decoder_forgiven_by(decoder, MLA_IMAP_FORGIVEN_RULES), 0);
    mla_imap_decoder_free(decoder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_is_told_and_counted),
        cmocka_unit_test(what_is_not_as_it_has_to_be_is_told),
        cmocka_unit_test(a_rule_counts_once_for_a_response_however_often_it_was_needed),
        cmocka_unit_test(what_is_right_needs_no_rule),
#if MLA_WITH_IMAP_EXTENSIONS
        cmocka_unit_test(scores_that_are_none_are_told),
#endif
        cmocka_unit_test(there_is_no_other_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
