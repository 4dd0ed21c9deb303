/* SPDX-License-Identifier: MIT */
#include "imap_client.h"

#include "imap/completion.h"

static mla_imap_status status_of(int32_t condition, int32_t code, mla_str text) {
    return (mla_imap_status){
        .struct_size = sizeof(mla_imap_status),
        .condition = condition,
        .code = {.type = code},
        .text = exact(text),
    };
}

/* The verdict is kept as the error, too. */
static int32_t judge(client *c, mla_imap_status status, uint32_t behaviour) {
    int32_t result = mla__imap_judge(c->imap, &status, behaviour);
    assert_int_equal(client_error(c).status, result);
    return result;
}

static void each_condition_has_its_result(void **state) {
    client *c = *state;
    static const struct {
        int32_t condition;
        int32_t result;
    } rows[] = {
        {MLA_IMAP_OK, MLA_OK},
        {MLA_IMAP_NO, MLA_E_SERVER_NO},
        {MLA_IMAP_BAD, MLA_E_SERVER_BAD},
        {MLA_IMAP_BYE, MLA_E_SERVER_BYE},
        {MLA_IMAP_PREAUTH, MLA_E_SERVER_BAD}, /* with a tag it is nothing */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(judge(c, status_of(rows[i].condition, 0, STR("x")), 0), rows[i].result);
        assert_int_equal(client_error(c).retry, MLA_RETRY_NEVER);
    }
}

static const struct {
    int32_t code;
    int32_t retry;
} retries[] = {
    {MLA_IMAP_CODE_AUTHENTICATIONFAILED, MLA_RETRY_CREDENTIALS},
    {MLA_IMAP_CODE_AUTHORIZATIONFAILED, MLA_RETRY_CREDENTIALS},
    {MLA_IMAP_CODE_EXPIRED, MLA_RETRY_CREDENTIALS},
    {MLA_IMAP_CODE_UNAVAILABLE, MLA_RETRY_LATER},
    {MLA_IMAP_CODE_INUSE, MLA_RETRY_LATER},
    {MLA_IMAP_CODE_LIMIT, MLA_RETRY_LATER},
    {MLA_IMAP_CODE_THROTTLED, MLA_RETRY_LATER},
    {MLA_IMAP_CODE_SERVERBUG, MLA_RETRY_LATER},
    {MLA_IMAP_CODE_CONTACTADMIN, MLA_RETRY_NEVER},
    {MLA_IMAP_CODE_PRIVACYREQUIRED, MLA_RETRY_NEVER},
};

static int32_t retry_of(int32_t code, int32_t otherwise) {
    for (size_t i = 0; i < sizeof retries / sizeof retries[0]; i++)
        if (retries[i].code == code)
            return retries[i].retry;
    return otherwise;
}

static void a_code_says_whether_to_try_again(void **state) {
    client *c = *state;
    for (int32_t code = MLA_IMAP_CODE_NONE; code <= MLA_IMAP_CODE_THROTTLED; code++) {
        judge(c, status_of(MLA_IMAP_NO, code, STR("x")), 0);
        assert_int_equal(client_error(c).retry, retry_of(code, MLA_RETRY_NEVER));
        assert_int_equal(client_error(c).retry_after_ms, 0);
    }
}

static void a_refused_login_blames_the_credentials_unless_the_code_does_not(void **state) {
    client *c = *state;
    for (int32_t code = MLA_IMAP_CODE_NONE; code <= MLA_IMAP_CODE_THROTTLED; code++) {
        int32_t retry = retry_of(code, MLA_RETRY_CREDENTIALS);
        assert_int_equal(judge(c, status_of(MLA_IMAP_NO, code, STR("x")), MLA__LOGS_IN),
                         retry == MLA_RETRY_CREDENTIALS ? MLA_E_AUTH : MLA_E_SERVER_NO);
        assert_int_equal(client_error(c).retry, retry);
    }
}

static void only_no_blames_them(void **state) {
    client *c = *state;
    mla_imap_status bad = status_of(MLA_IMAP_BAD, 0, STR("Command unrecognized"));
    assert_int_equal(judge(c, bad, MLA__LOGS_IN), MLA_E_SERVER_BAD);
    assert_int_equal(client_error(c).retry, MLA_RETRY_NEVER);
    mla_imap_status ok = status_of(MLA_IMAP_OK, 0, STR("Logged in"));
    assert_int_equal(judge(c, ok, MLA__LOGS_IN), MLA_OK);
    assert_int_equal(client_error(c).retry, MLA_RETRY_NEVER);
    mla_imap_status no =
        status_of(MLA_IMAP_NO, MLA_IMAP_CODE_AUTHENTICATIONFAILED, STR("Not your mailbox"));
    assert_int_equal(judge(c, no, MLA__SELECTS), MLA_E_SERVER_NO);
    assert_int_equal(client_error(c).retry, MLA_RETRY_CREDENTIALS);
}

static void the_server_may_name_a_time(void **state) {
    client *c = *state;
    static const struct {
        mla_str text;
        int32_t retry;
        uint64_t after_ms;
    } rows[] = {
        {STR_INIT("Suggested Backoff Time: 299961 milliseconds"), MLA_RETRY_LATER, 299961},
        {STR_INIT("Busy. suggested backoff time: 7"), MLA_RETRY_LATER, 7},
        {STR_INIT("Suggested Backoff Time: soon"), MLA_RETRY_LATER, 0},
        {STR_INIT("Suggested Backoff Time: "), MLA_RETRY_LATER, 0},
        {STR_INIT("Suggested Backoff Time: 99999999999999999999"), MLA_RETRY_LATER, UINT64_MAX},
        {STR_INIT("Suggested Backoff Time:"), MLA_RETRY_NEVER, 0},
        {STR_INIT("Suggested Backoff"), MLA_RETRY_NEVER, 0},
        {STR_INIT(""), MLA_RETRY_NEVER, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int32_t condition = MLA_IMAP_OK; condition <= MLA_IMAP_BAD; condition++) {
            judge(c, status_of(condition, 0, rows[i].text), 0);
            assert_int_equal(client_error(c).retry, rows[i].retry);
            assert_int_equal(client_error(c).retry_after_ms, rows[i].after_ms);
        }
}

static void authenticated_but_not_connected_is_about_credentials_or_throttling(void **state) {
    client *c = *state;
    mla_str text = STR("User is authenticated but not connected.");
    assert_int_equal(judge(c, status_of(MLA_IMAP_BAD, 0, text), MLA__SELECTS), MLA_E_AUTH);
    assert_int_equal(client_error(c).retry, MLA_RETRY_LATER);
    assert_int_equal(judge(c, status_of(MLA_IMAP_NO, 0, text), MLA__LOGS_IN), MLA_E_AUTH);
    assert_int_equal(client_error(c).retry, MLA_RETRY_LATER);
    assert_int_equal(judge(c, status_of(MLA_IMAP_OK, 0, text), 0), MLA_OK);
    assert_int_equal(client_error(c).retry, MLA_RETRY_NEVER);
}

static void the_words_of_the_server_are_in_the_error(void **state) {
    client *c = *state;
    mla_imap_status status = status_of(MLA_IMAP_NO, MLA_IMAP_CODE_INUSE, STR("Mailbox locked"));
    status.code.name = STR("INUSE");
    judge(c, status, 0);
    assert_str(client_error(c).server_text, "Mailbox locked");
    assert_str(client_error(c).server_code, "INUSE");
    assert_null(client_error(c).detail.ptr);
    assert_int_equal(client_error(c).struct_size, sizeof(mla_error));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_CLIENT(each_condition_has_its_result),
        IN_CLIENT(a_code_says_whether_to_try_again),
        IN_CLIENT(a_refused_login_blames_the_credentials_unless_the_code_does_not),
        IN_CLIENT(only_no_blames_them),
        IN_CLIENT(the_server_may_name_a_time),
        IN_CLIENT(authenticated_but_not_connected_is_about_credentials_or_throttling),
        IN_CLIENT(the_words_of_the_server_are_in_the_error),
    };
    return cmocka_run_group_tests_name("imap/completion", tests, NULL, NULL);
}
