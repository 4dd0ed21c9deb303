/* SPDX-License-Identifier: MIT */
#include "pop3/reply.h"

#include "unit.h"

static mla_pop3_event event;

static int32_t status(mla_str line) {
    event = (mla_pop3_event){.struct_size = sizeof event, .data = exact(line)};
    return mla__pop3_reply_status(&event);
}

static void ok_is_taken_in_any_case(void **state) {
    (void)state;
    assert_int_equal(status(STR("+OK ready")), MLA_OK);
    assert_str(event.text, "ready");
    assert_int_equal(status(STR("+ok ready")), MLA_OK);
    assert_int_equal(status(STR("+oK")), MLA_OK);
    assert_str(event.text, "");
}

static void spaces_around_the_text_go(void **state) {
    (void)state;
    assert_int_equal(status(STR("+OK \t two  words \t")), MLA_OK);
    assert_str(event.text, "two  words");
    assert_int_equal(status(STR("+OK ")), MLA_OK);
    assert_str(event.text, "");
}

static void a_text_may_be_glued_to_ok(void **state) {
    (void)state;
    assert_int_equal(status(STR("+OK<1.2@host>")), MLA_OK);
    assert_str(event.text, "<1.2@host>");
}

static void what_begins_with_a_minus_is_err(void **state) {
    (void)state;
    assert_int_equal(status(STR("-ERR no such message")), MLA_E_SERVER_NO);
    assert_str(event.text, "no such message");
    assert_int_equal(status(STR("-err\tno")), MLA_E_SERVER_NO);
    assert_str(event.text, "no");
    assert_int_equal(status(STR("-ERROR no")), MLA_E_SERVER_NO);
    assert_str(event.text, "no");
    assert_int_equal(status(STR("-ERR")), MLA_E_SERVER_NO);
    assert_str(event.text, "");
    assert_int_equal(status(STR("-")), MLA_E_SERVER_NO);
    assert_str(event.text, "");
}

static void a_plus_alone_is_a_challenge(void **state) {
    (void)state;
    assert_int_equal(status(STR("+ Zm9v")), MLA_AGAIN);
    assert_str(event.text, "Zm9v");
    assert_int_equal(status(STR("+")), MLA_AGAIN);
    assert_str(event.text, "");
    assert_int_equal(status(STR("+ ")), MLA_AGAIN);
    assert_str(event.text, "");
    assert_int_equal(status(STR("+O")), MLA_AGAIN);
    assert_str(event.text, "O");
    assert_int_equal(status(STR("+ OK")), MLA_AGAIN);
    assert_str(event.text, "OK");
}

static void other_lines_are_no_status(void **state) {
    (void)state;
    assert_int_equal(status(STR("* OK IMAP4rev1")), MLA_E_PROTOCOL);
    assert_str(event.text, "* OK IMAP4rev1");
    assert_int_equal(status(STR("220 smtp")), MLA_E_PROTOCOL);
    assert_int_equal(status(STR("OK")), MLA_E_PROTOCOL);
    assert_int_equal(status(STR(" +OK")), MLA_E_PROTOCOL);
    assert_int_equal(status(STR("\xff")), MLA_E_PROTOCOL);
}

static void known_response_codes_have_a_number(void **state) {
    (void)state;
    static const struct {
        mla_str line;
        int32_t code;
        const char *name;
    } rows[] = {
        {STR_INIT("-ERR [IN-USE] locked"), MLA_POP3_CODE_IN_USE, "IN-USE"},
        {STR_INIT("-ERR [LOGIN-DELAY] wait"), MLA_POP3_CODE_LOGIN_DELAY, "LOGIN-DELAY"},
        {STR_INIT("-ERR [SYS/TEMP] later"), MLA_POP3_CODE_SYS_TEMP, "SYS/TEMP"},
        {STR_INIT("-ERR [SYS/PERM] call"), MLA_POP3_CODE_SYS_PERM, "SYS/PERM"},
        {STR_INIT("-ERR [AUTH] no"), MLA_POP3_CODE_AUTH, "AUTH"},
        {STR_INIT("-ERR [UTF8] no"), MLA_POP3_CODE_UTF8, "UTF8"},
        {STR_INIT("-ERR [sys/temp] later"), MLA_POP3_CODE_SYS_TEMP, "sys/temp"},
        {STR_INIT("-ERR [SYS/TEMP/DISK] full"), MLA_POP3_CODE_SYS_TEMP, "SYS/TEMP/DISK"},
        {STR_INIT("-ERR [ IN-USE ] locked"), MLA_POP3_CODE_IN_USE, "IN-USE"},
        {STR_INIT("-ERR[IN-USE]"), MLA_POP3_CODE_NONE, NULL},
        {STR_INIT("-ERR [SYS] what"), MLA_POP3_CODE_OTHER, "SYS"},
        {STR_INIT("-ERR [X-QUOTA a b] full"), MLA_POP3_CODE_OTHER, "X-QUOTA a b"},
        {STR_INIT("-ERR [] nothing"), MLA_POP3_CODE_OTHER, ""},
        {STR_INIT("+OK [UTF8] fine"), MLA_POP3_CODE_UTF8, "UTF8"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        (void)status(rows[i].line);
        assert_int_equal(event.code, rows[i].code);
        assert_true(mla_str_equal(event.code_name, mla_str_from(rows[i].name)));
    }
}

static void the_text_begins_behind_the_code(void **state) {
    (void)state;
    (void)status(STR("-ERR [IN-USE] Do you have another [POP] session?"));
    assert_str(event.text, "Do you have another [POP] session?");
    (void)status(STR("-ERR [IN-USE]"));
    assert_str(event.text, "");
}

static void a_bracket_elsewhere_or_open_is_text(void **state) {
    (void)state;
    (void)status(STR("-ERR locked [IN-USE]"));
    assert_str(event.text, "locked [IN-USE]");
    assert_int_equal(event.code, MLA_POP3_CODE_NONE);
    (void)status(STR("-ERR [IN-USE"));
    assert_str(event.text, "[IN-USE");
    assert_null(event.code_name.ptr);
    (void)status(STR("-ERR ["));
    assert_str(event.text, "[");
}

static void the_code_says_whether_to_try_again(void **state) {
    (void)state;
    static const int32_t by_code[] = {
        [MLA_POP3_CODE_NONE] = MLA_RETRY_NEVER,       [MLA_POP3_CODE_OTHER] = MLA_RETRY_NEVER,
        [MLA_POP3_CODE_IN_USE] = MLA_RETRY_LATER,     [MLA_POP3_CODE_LOGIN_DELAY] = MLA_RETRY_LATER,
        [MLA_POP3_CODE_SYS_TEMP] = MLA_RETRY_LATER,   [MLA_POP3_CODE_SYS_PERM] = MLA_RETRY_NEVER,
        [MLA_POP3_CODE_AUTH] = MLA_RETRY_CREDENTIALS, [MLA_POP3_CODE_UTF8] = MLA_RETRY_NEVER,
    };
    for (int32_t code = 0; code < (int32_t)(sizeof by_code / sizeof by_code[0]); code++)
        assert_int_equal(mla__pop3_reply_retry(MLA_E_SERVER_NO, code), by_code[code]);
    assert_int_equal(mla__pop3_reply_retry(MLA_E_AUTH, MLA_POP3_CODE_NONE), MLA_RETRY_CREDENTIALS);
    assert_int_equal(mla__pop3_reply_retry(MLA_E_SERVER_BYE, MLA_POP3_CODE_IN_USE),
                     MLA_RETRY_LATER);
}

static void a_lost_connection_may_be_made_again(void **state) {
    (void)state;
    assert_int_equal(mla__pop3_reply_retry(MLA_E_EOF, 0), MLA_RETRY_RECONNECT);
    assert_int_equal(mla__pop3_reply_retry(MLA_E_INCOMPLETE, 0), MLA_RETRY_RECONNECT);
    assert_int_equal(mla__pop3_reply_retry(MLA_E_SERVER_BYE, 0), MLA_RETRY_RECONNECT);
    assert_int_equal(mla__pop3_reply_retry(MLA_E_PROTOCOL, 0), MLA_RETRY_NEVER);
    assert_int_equal(mla__pop3_reply_retry(MLA_E_LIMIT, 0), MLA_RETRY_NEVER);
    assert_int_equal(mla__pop3_reply_retry(MLA_OK, 0), MLA_RETRY_NEVER);
}

static bool capability(mla_str line) {
    event = (mla_pop3_event){.struct_size = sizeof event, .data = exact(line)};
    return mla__pop3_reply_capability(&event);
}

static void known_capabilities_have_a_bit(void **state) {
    (void)state;
    static const struct {
        mla_str name;
        uint32_t bit;
    } rows[] = {
        {STR_INIT("TOP"), MLA_POP3_CAPABILITY_TOP},
        {STR_INIT("USER"), MLA_POP3_CAPABILITY_USER},
        {STR_INIT("SASL"), MLA_POP3_CAPABILITY_SASL},
        {STR_INIT("LOGIN-DELAY"), MLA_POP3_CAPABILITY_LOGIN_DELAY},
        {STR_INIT("PIPELINING"), MLA_POP3_CAPABILITY_PIPELINING},
        {STR_INIT("UIDL"), MLA_POP3_CAPABILITY_UIDL},
        {STR_INIT("STLS"), MLA_POP3_CAPABILITY_STLS},
        {STR_INIT("UTF8"), MLA_POP3_CAPABILITY_UTF8},
        {STR_INIT("pipelining"), MLA_POP3_CAPABILITY_PIPELINING},
        {STR_INIT("IMPLEMENTATION"), 0},
        {STR_INIT("EXPIRE"), 0},
        {STR_INIT("TOPS"), 0},
        {STR_INIT("TO"), 0},
        {STR_INIT("X"), 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(capability(rows[i].name));
        assert_int_equal(event.capability, rows[i].bit);
        assert_true(mla_str_equal(event.name, rows[i].name));
        assert_str(event.arguments, "");
    }
}

static void arguments_follow_a_space(void **state) {
    (void)state;
    assert_true(capability(STR("SASL PLAIN  LOGIN ")));
    assert_str(event.name, "SASL");
    assert_str(event.arguments, "PLAIN  LOGIN");
    assert_true(capability(STR(" LOGIN-DELAY  900 USER")));
    assert_int_equal(event.capability, MLA_POP3_CAPABILITY_LOGIN_DELAY);
    assert_str(event.arguments, "900 USER");
}

static void a_blank_line_is_no_capability(void **state) {
    (void)state;
    assert_false(capability(STR("")));
    assert_false(capability(STR(" \t")));
}

static bool numbered(mla_str line) {
    event = (mla_pop3_event){.struct_size = sizeof event, .data = exact(line)};
    return mla__pop3_reply_numbered(&event);
}

static void a_number_and_the_rest_of_the_line(void **state) {
    (void)state;
    assert_true(numbered(STR("1 whqtswO00WBw418f9t5JxYwZ")));
    assert_int_equal(event.number, 1);
    assert_str(event.id, "whqtswO00WBw418f9t5JxYwZ");
    assert_true(numbered(STR("  2 \t  id with spaces \t")));
    assert_int_equal(event.number, 2);
    assert_str(event.id, "id with spaces");
    assert_true(numbered(STR("3\tid")));
    assert_str(event.id, "id");
    assert_true(numbered(STR("0004 \xff\x80\x01")));
    assert_int_equal(event.number, 4);
    assert_str(event.id, "\xff\x80\x01");
}

static void the_rest_may_be_empty(void **state) {
    (void)state;
    assert_true(numbered(STR("5")));
    assert_str(event.id, "");
    assert_true(numbered(STR("5 ")));
    assert_str(event.id, "");
}

static void numbers_go_up_to_64_bits(void **state) {
    (void)state;
    assert_true(numbered(STR("18446744073709551615 x")));
    assert_true(event.number == UINT64_MAX);
    assert_false(numbered(STR("18446744073709551616 x")));
}

static void what_has_no_number_in_front_is_not_read(void **state) {
    (void)state;
    assert_false(numbered(STR("")));
    assert_false(numbered(STR(" \t")));
    assert_false(numbered(STR("id")));
    assert_false(numbered(STR("-1 0")));
    assert_false(numbered(STR("+1 0")));
    assert_false(numbered(STR("1id")));
    assert_false(numbered(STR("1,2")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ok_is_taken_in_any_case),
        cmocka_unit_test(spaces_around_the_text_go),
        cmocka_unit_test(a_text_may_be_glued_to_ok),
        cmocka_unit_test(what_begins_with_a_minus_is_err),
        cmocka_unit_test(a_plus_alone_is_a_challenge),
        cmocka_unit_test(other_lines_are_no_status),
        cmocka_unit_test(known_response_codes_have_a_number),
        cmocka_unit_test(the_text_begins_behind_the_code),
        cmocka_unit_test(a_bracket_elsewhere_or_open_is_text),
        cmocka_unit_test(the_code_says_whether_to_try_again),
        cmocka_unit_test(a_lost_connection_may_be_made_again),
        cmocka_unit_test(known_capabilities_have_a_bit),
        cmocka_unit_test(arguments_follow_a_space),
        cmocka_unit_test(a_blank_line_is_no_capability),
        cmocka_unit_test(a_number_and_the_rest_of_the_line),
        cmocka_unit_test(the_rest_may_be_empty),
        cmocka_unit_test(numbers_go_up_to_64_bits),
        cmocka_unit_test(what_has_no_number_in_front_is_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
