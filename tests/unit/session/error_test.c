/* SPDX-License-Identifier: MIT */
#include "session/error.h"

#include <stdio.h>

#include "unit.h"

typedef struct {
    int32_t status;
    int32_t retry;
    const char *text;
} test_advice;

/* What a user reads who gets nothing but the status, and what a program does then. */
static const test_advice advices[] = {
    {MLA_E_STATE, MLA_RETRY_NEVER, ""},
    {MLA_E_NO_MEMORY, MLA_RETRY_LATER, "close something"},
    {MLA_E_FILE, MLA_RETRY_LATER, "make room in the folder"},
    {MLA_E_FULL, MLA_RETRY_LATER, "take events with mla_session_next()"},
    {MLA_E_INCOMPLETE, MLA_RETRY_RECONNECT, "connect again"},
    {MLA_E_EOF, MLA_RETRY_RECONNECT, "connect again"},
    {MLA_E_IO, MLA_RETRY_RECONNECT, "connect again"},
    {MLA_E_TIMEOUT, MLA_RETRY_RECONNECT, "allow more time"},
    {MLA_E_RESOLVE, MLA_RETRY_NEVER, "check the host name"},
    {MLA_E_CONNECT, MLA_RETRY_LATER, "check host and port"},
    {MLA_E_PROTOCOL, MLA_RETRY_NEVER, "check that host and port are those of a server"},
    {MLA_E_INJECTION, MLA_RETRY_NEVER, "interfering"},
    {MLA_E_TLS_REQUIRED, MLA_RETRY_NEVER, "imaps:// or pops://"},
    {MLA_E_TLS_NAME, MLA_RETRY_NEVER, "the host name that the certificate is for"},
    {MLA_E_AUTH, MLA_RETRY_CREDENTIALS, "check user name and password"},
    {MLA_E_AUTH_CLEAR, MLA_RETRY_NEVER, "use TLS"},
    {MLA_E_AUTH_SERVER, MLA_RETRY_NEVER, "posing as the server"},
    {MLA_E_SERVER_BAD, MLA_RETRY_NEVER, "with a trace of the connection"},
    {MLA_E_SERVER_BYE, MLA_RETRY_LATER, "try again later"},
};

static void each_error_says_what_to_do_about_it(void **state) {
    mla__session_error error;

    (void)state;
    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++) {
        mla__error_set(&error, advices[i].status, NULL);
        assert_int_equal(error.status, advices[i].status);
        assert_int_equal(error.retry, advices[i].retry);
        if (strstr(error.text, advices[i].text) == NULL)
            fail_msg("%s: \"%s\"", mla_status_name(advices[i].status), error.text);
        assert_ptr_equal(strstr(error.text, mla_status_text(advices[i].status)), error.text);
        assert_string_equal(error.server_text, "");
        assert_string_equal(error.server_code, "");
        assert_int_equal(error.native_code, 0);
    }
}

static void what_is_known_comes_first_and_the_advice_behind_it(void **state) {
    const mla_error detail = {
        .status = MLA_E_IO, /* does not count */
        .native_code = 104,
        .detail = STR_INIT("the connection was reset"),
        .server_text = STR_INIT("go\taway"),
        .server_code = STR_INIT("UNAVAILABLE"),
    };
    mla__session_error error;

    (void)state;
    mla__error_set(&error, MLA_E_EOF, &detail);
    assert_int_equal(error.status, MLA_E_EOF);
    assert_string_equal(error.text,
                        "the connection was reset; connect again; the server said: go?away");
    assert_string_equal(error.server_text, "go\taway");
    assert_string_equal(error.server_code, "UNAVAILABLE");
    assert_int_equal(error.native_code, 104);
}

static void the_advice_is_what_retry_says(void **state) {
    static const struct {
        int32_t status;
        int32_t retry;
        const char *text;
    } rows[] = {
        {MLA_E_SERVER_BYE, MLA_RETRY_LATER, "the server ended the session; try again later"},
        {MLA_E_SERVER_BYE, MLA_RETRY_RECONNECT, "the server ended the session; connect again"},
        {MLA_E_AUTH, MLA_RETRY_CREDENTIALS,
         "the server refused the credentials; check user name and password"},
        {MLA_E_AUTH, MLA_RETRY_LATER, "the server refused the credentials; try again later"},
        {MLA_E_SERVER_NO, MLA_RETRY_LATER, "the server refused; try again later"},
        {MLA_E_RESOLVE, MLA_RETRY_LATER, "the host name has no address; try again later"},
        {MLA_E_RESOLVE, MLA_RETRY_NEVER, "the host name has no address; check the host name"},
        {MLA_E_TIMEOUT, MLA_RETRY_LATER,
         "the server did not answer in time; connect again, or allow more time"},
        {MLA_E_SERVER_NO, MLA_RETRY_NEVER, "the server refused"},
    };
    mla__session_error error;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const mla_error detail = {.retry = rows[i].retry};
        mla__error_set(&error, rows[i].status, &detail);
        assert_int_equal(error.retry, rows[i].retry);
        assert_string_equal(error.text, rows[i].text);
    }
}

/* What a terminal would obey, and what is no UTF-8, is shown as "?". */
static void the_servers_words_stand_in_the_text(void **state) {
    static const struct {
        mla_str words;
        const char *shown;
    } rows[] = {
        {STR_INIT("Quota exceeded"), "Quota exceeded"},
        {STR_INIT("Postfach gesperrt f\xc3\xbcr"), "Postfach gesperrt f\xc3\xbcr"},
        {STR_INIT("a\x1b[31m\xc2\x9b"
                  "1mb"),
         "a?[31m?1mb"},
        {STR_INIT("\xe2\x80\xae"), "?"},
        {STR_INIT("\xe2\x80\x8e \xe2\x80\x8f \xd8\x9c \xe2\x80\x8d"), "? ? ? \xe2\x80\x8d"},
        {STR_INIT("gr\xfc\xdf"), "gr??"},
        {STR_INIT("cut\xe2\x82"), "cut?"},
    };
    mla__session_error error;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const mla_error detail = {.server_text = rows[i].words};
        char expected[128];
        snprintf(expected, sizeof expected, "the server refused; the server said: %s",
                 rows[i].shown);
        mla__error_set(&error, MLA_E_SERVER_NO, &detail);
        assert_string_equal(error.text, expected);
    }
}

/* ... between characters, so that what is left is UTF-8 too. */
static void words_that_do_not_fit_are_cut_between_characters(void **state) {
    static char many[2 * sizeof(((mla__session_error *)NULL)->text)];

    (void)state;
    for (size_t i = 0; i < sizeof many; i += 2)
        memcpy(many + i, "\xc3\xbc", 2);
    for (size_t skip = 0; skip < 2; skip++) {
        const mla_error detail = {.detail = {skip != 0 ? "ab" : "a", 1 + skip},
                                  .server_text = {many, sizeof many}};
        mla__session_error error;
        mla__error_set(&error, MLA_E_SERVER_NO, &detail);
        size_t len = strlen(error.text);
        assert_true(len >= sizeof error.text - 2);
        assert_memory_equal(error.text + len - 2, "\xc3\xbc", 2);
    }
}

static void the_servers_word_on_trying_again_wins(void **state) {
    const mla_error later = {.retry = MLA_RETRY_LATER, .retry_after_ms = 60000};
    mla__session_error error;

    (void)state;
    mla__error_set(&error, MLA_E_AUTH, &later);
    assert_int_equal(error.retry, MLA_RETRY_LATER);
    assert_int_equal(error.retry_after_ms, 60000);
    mla__error_set(&error, MLA_E_AUTH, NULL);
    assert_int_equal(error.retry, MLA_RETRY_CREDENTIALS);
    assert_int_equal(error.retry_after_ms, 0);
}

static void the_text_is_one_line_whatever_it_is_made_of(void **state) {
    const mla_error detail = {.detail = STR_INIT("a\r\nb\0c\x1b[31m\x7f")};
    mla__session_error error;

    (void)state;
    mla__error_set(&error, MLA_E_SERVER_NO, &detail);
    assert_string_equal(error.text, "a??b?c?[31m?");
}

static void what_is_too_long_is_cut(void **state) {
    static char many[2000];
    const mla_error detail = {
        .detail = {many, sizeof many},
        .server_text = {many, sizeof many},
        .server_code = {many, sizeof many},
    };
    mla__session_error error;

    (void)state;
    memset(many, 'x', sizeof many);
    many[3] = '\0';
    mla__error_set(&error, MLA_E_SERVER_NO, &detail);
    assert_int_equal(strlen(error.text), sizeof error.text - 1);
    assert_int_equal(strlen(error.server_text), 511);
    assert_int_equal(strlen(error.server_code), sizeof error.server_code - 1);
    assert_memory_equal(error.server_text, "xxx?xx", 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_error_says_what_to_do_about_it),
        cmocka_unit_test(what_is_known_comes_first_and_the_advice_behind_it),
        cmocka_unit_test(the_advice_is_what_retry_says),
        cmocka_unit_test(the_servers_words_stand_in_the_text),
        cmocka_unit_test(words_that_do_not_fit_are_cut_between_characters),
        cmocka_unit_test(the_servers_word_on_trying_again_wins),
        cmocka_unit_test(the_text_is_one_line_whatever_it_is_made_of),
        cmocka_unit_test(what_is_too_long_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
