/* SPDX-License-Identifier: MIT */
#include "session/operation.h"

#include "bare.h"

static bare fixture;

/* A protocol that does what a test says. */
static int32_t submit_result;
static uint32_t submit_commands; /* that one submission hands to the codec */
static uint32_t next_command;
static uint32_t cancelled_from;

static int32_t submit(mla_session *session, mla__operation *operation) {
    (void)session;
    for (uint32_t i = 0; i < submit_commands; i++)
        mla__operation_submitted(operation, next_command++);
    return submit_result;
}

static void cancel(mla_session *session, const mla__operation *operation) {
    (void)session;
    cancelled_from = operation->first_command;
}

static const mla__protocol protocol = {.submit = submit, .cancel = cancel};

static mla_session *begin(void) {
    mla_session *session = bare_init(&fixture);

    session->protocol = &protocol;
    session->is_logged_in = true;
    session->operations.last_number = MLA_OPERATION_OPEN; /* that one is over */
    session->operations.is_folder_asked = true;
    submit_result = MLA_OK;
    submit_commands = 1;
    next_command = 1;
    cancelled_from = 0;
    return session;
}

/* As a turn does. */
static int32_t submit_all(mla_session *session) {
    session->event = (mla_event){0};
    return mla__operations_submit(session);
}

static uint32_t start(mla_session *session, int32_t type) {
    const mla__operation model = {.type = type};
    uint32_t number = 0;

    assert_int_equal(mla__operation_start(session, &model, &number), MLA_OK);
    assert_int_not_equal(number, 0);
    return number;
}

static void complete(mla_session *session, uint32_t command, int32_t status) {
    mla__operation *operation = mla__operation_of_command(session, command);

    assert_non_null(operation);
    mla__operation_completed(session, operation, status);
}

/* The DONE that is due, which must be this one. */
static void expect_report(mla_session *session, uint32_t number, int32_t status) {
    assert_true(mla__operation_report(session));
    assert_int_equal(mla_event_type(&session->event), MLA_EVENT_DONE);
    assert_int_equal(mla_event_operation(&session->event), number);
    assert_int_equal(mla_event_status(&session->event), status);
    assert_null(mla__operation_find(session, number));
}

static void arguments_are_copied(void **state) {
    char ids[] = "3,5";
    char part[] = "1.2";
    const mla__operation model = {
        .type = MLA__OPERATION_FETCH, .ids = ids, .extra = part, .flags = 1, .option = 2};
    mla_session *session = begin();
    uint32_t number;

    (void)state;
    assert_int_equal(mla__operation_start(session, &model, &number), MLA_OK);
    memset(ids, 'x', sizeof ids);
    memset(part, 'x', sizeof part);
    const mla__operation *made = mla__operation_find(session, number);
    assert_string_equal(made->ids, "3,5");
    assert_string_equal(made->extra, "1.2");
    assert_int_equal(made->flags, 1);
    assert_int_equal(made->option, 2);
    bare_deinit(&fixture);
}

static void a_command_leads_to_its_operation(void **state) {
    mla_session *session = begin();

    (void)state;
    uint32_t first = start(session, MLA__OPERATION_POLL);
    submit_commands = 2;
    assert_int_equal(submit_all(session), MLA_AGAIN);
    uint32_t second = start(session, MLA__OPERATION_FETCH);
    assert_int_equal(submit_all(session), MLA_AGAIN);
    assert_int_equal(mla__operation_of_command(session, 1)->number, first);
    assert_int_equal(mla__operation_of_command(session, 2)->number, first);
    assert_int_equal(mla__operation_of_command(session, 3)->number, second);
    assert_int_equal(mla__operation_of_command(session, 4)->number, second);
    assert_null(mla__operation_of_command(session, 5));
    assert_null(mla__operation_of_command(session, 0));
    assert_int_equal(mla__operation_running(session, MLA__OPERATION_FETCH)->number, second);
    assert_null(mla__operation_running(session, MLA__OPERATION_LIST));
    bare_deinit(&fixture);
}

static void an_operation_is_done_when_all_its_commands_are(void **state) {
    mla_session *session = begin();

    (void)state;
    submit_commands = 2;
    uint32_t number = start(session, MLA__OPERATION_DELETE);
    assert_int_equal(submit_all(session), MLA_AGAIN);
    complete(session, 1, MLA_E_SERVER_NO);
    assert_false(mla__operation_report(session));
    complete(session, 2, MLA_OK);
    expect_report(session, number, MLA_E_SERVER_NO); /* the first error counts */
    assert_false(mla__operation_report(session));
    bare_deinit(&fixture);
}

static void one_that_is_not_submitted_to_its_end_is_not_done(void **state) {
    mla_session *session = begin();

    (void)state;
    uint32_t number = start(session, MLA__OPERATION_DELETE);
    submit_result = MLA_AGAIN;
    assert_int_equal(submit_all(session), MLA_AGAIN);
    complete(session, 1, MLA_OK);
    assert_false(mla__operation_report(session));
    submit_result = MLA_OK;
    assert_int_equal(submit_all(session), MLA_AGAIN);
    complete(session, 2, MLA_OK);
    expect_report(session, number, MLA_OK);
    bare_deinit(&fixture);
}

static void one_that_waits_holds_back_those_behind_it(void **state) {
    mla_session *session = begin();

    (void)state;
    start(session, MLA__OPERATION_SELECT);
    start(session, MLA__OPERATION_POLL);
    submit_result = MLA_AGAIN;
    submit_commands = 0;
    assert_int_equal(submit_all(session), MLA_AGAIN);
    assert_int_equal(next_command, 1);
    assert_false(session->operations.first->is_submitted);
    submit_result = MLA_OK;
    submit_commands = 1;
    assert_int_equal(submit_all(session), MLA_AGAIN);
    assert_int_equal(next_command, 3);
    assert_null(session->operations.submitting);
    bare_deinit(&fixture);
}

static void one_without_a_command_is_done_at_once(void **state) {
    mla_session *session = begin();

    (void)state;
    submit_commands = 0;
    submit_result = MLA_E_UNSUPPORTED;
    uint32_t number = start(session, MLA__OPERATION_MARK);
    assert_int_equal(submit_all(session), MLA_OK);
    expect_report(session, number, MLA_E_UNSUPPORTED);
    assert_int_equal(session->error.status, MLA_E_UNSUPPORTED);
    bare_deinit(&fixture);
}

static void the_queue_has_its_limit(void **state) {
    const mla__operation model = {.type = MLA__OPERATION_POLL};
    mla_session *session = begin();

    (void)state;
    session->options.queue_limit = 2;
    uint32_t first = start(session, MLA__OPERATION_POLL);
    start(session, MLA__OPERATION_POLL);
    assert_int_equal(mla__operation_start(session, &model, NULL), MLA_E_FULL);
    assert_int_equal(submit_all(session), MLA_AGAIN);
    complete(session, 1, MLA_OK);
    expect_report(session, first, MLA_OK);
    assert_int_equal(mla__operation_start(session, &model, NULL), MLA_OK);
    assert_int_equal(mla__operation_start(session, &model, NULL), MLA_E_FULL);
    bare_deinit(&fixture);
}

static void what_needs_a_folder_stands_behind_a_silent_select(void **state) {
    mla_session *session = begin();

    (void)state;
    session->operations.is_folder_asked = false;
    uint32_t poll = start(session, MLA__OPERATION_POLL);
    assert_int_equal(session->operations.count, 1);
    uint32_t list = start(session, MLA__OPERATION_LIST);
    assert_int_equal(session->operations.count, 3);
    start(session, MLA__OPERATION_FETCH);
    assert_int_equal(session->operations.count, 4); /* one select is enough */
    assert_int_equal(submit_all(session), MLA_AGAIN);
    complete(session, 1, MLA_OK);
    complete(session, 2, MLA_OK);
    expect_report(session, poll, MLA_OK);
    session->event = (mla_event){0};
    assert_true(mla__operation_report(session));
    assert_int_equal(session->event.type, 0); /* nobody asked for it */
    complete(session, 3, MLA_OK);
    expect_report(session, list, MLA_OK);
    bare_deinit(&fixture);
}

static void without_memory_nothing_was_started(void **state) {
    static const int32_t types[] = {MLA__OPERATION_SELECT, MLA__OPERATION_LIST,
                                    MLA__OPERATION_LIST};
    static const size_t failing[] = {1, 1, 2};

    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const mla__operation model = {.type = types[i]};
        const mla__operation list = {.type = MLA__OPERATION_LIST};
        mla_session *session = begin();
        uint32_t number = 99;
        session->operations.is_folder_asked = false;
        fixture.memory.fail_at = fixture.memory.calls + failing[i];
        assert_int_equal(mla__operation_start(session, &model, &number), MLA_E_NO_MEMORY);
        assert_int_equal(number, 99);
        assert_int_equal(session->operations.count, 0);
        assert_int_equal(mla__operation_start(session, &list, &number), MLA_OK);
        assert_int_equal(session->operations.count, 2); /* with the select in front of it */
        bare_deinit(&fixture);
    }
}

static void close_is_the_last(void **state) {
    const mla__operation model = {.type = MLA__OPERATION_POLL};
    mla_session *session = begin();

    (void)state;
    uint32_t close = start(session, MLA__OPERATION_CLOSE);
    assert_int_equal(mla__operation_start(session, &model, NULL), MLA_E_STATE);
    assert_int_equal(mla_session_cancel_operation(session, close), MLA_OK);
    assert_int_equal(mla__operation_start(session, &model, NULL), MLA_OK);
    bare_deinit(&fixture);
}

static void a_close_that_was_sent_stays_the_last_though_cancelled(void **state) {
    const mla__operation model = {.type = MLA__OPERATION_POLL};
    mla_session *session = begin();

    (void)state;
    uint32_t close = start(session, MLA__OPERATION_CLOSE);
    assert_int_equal(submit_all(session), MLA_AGAIN);
    assert_int_equal(mla_session_cancel_operation(session, close), MLA_OK);
    assert_int_equal(mla__operation_start(session, &model, NULL), MLA_E_STATE);
    bare_deinit(&fixture);
}

static void one_that_waits_is_cancelled_with_nothing_sent(void **state) {
    mla_session *session = begin();

    (void)state;
    uint32_t first = start(session, MLA__OPERATION_POLL);
    uint32_t second = start(session, MLA__OPERATION_POLL);
    assert_int_equal(mla_session_cancel_operation(session, first), MLA_OK);
    assert_int_equal(mla_session_cancel_operation(session, first), MLA_E_NOT_FOUND);
    assert_int_equal(submit_all(session), MLA_OK);
    expect_report(session, first, MLA_E_CANCELLED);
    assert_int_equal(next_command, 1);
    assert_int_equal(submit_all(session), MLA_AGAIN);
    assert_int_equal(mla__operation_of_command(session, 1)->number, second);
    bare_deinit(&fixture);
}

static void one_in_flight_is_cancelled_when_its_reply_is_there(void **state) {
    mla_session *session = begin();

    (void)state;
    uint32_t number = start(session, MLA__OPERATION_FETCH);
    assert_int_equal(submit_all(session), MLA_AGAIN);
    assert_int_equal(mla_session_cancel_operation(session, number), MLA_OK);
    assert_int_equal(cancelled_from, 1);
    assert_false(mla__operation_report(session));
    complete(session, 1, MLA_OK);
    expect_report(session, number, MLA_E_CANCELLED);
    assert_int_equal(mla_session_cancel_operation(session, number), MLA_E_NOT_FOUND);
    assert_int_equal(mla_session_cancel_operation(session, 99), MLA_E_NOT_FOUND);
    assert_int_equal(mla_session_cancel_operation(NULL, number), MLA_E_INVALID);
    bare_deinit(&fixture);
}

static void what_ends_the_session_ends_all_in_their_order(void **state) {
    mla_session *session = begin();

    (void)state;
    uint32_t first = start(session, MLA__OPERATION_POLL);
    uint32_t second = start(session, MLA__OPERATION_FETCH);
    uint32_t third = start(session, MLA__OPERATION_POLL);
    assert_int_equal(submit_all(session), MLA_AGAIN);
    complete(session, 1, MLA_OK);
    assert_int_equal(mla_session_cancel_operation(session, second), MLA_OK);
    mla__operations_fail(session, MLA_E_EOF);
    expect_report(session, first, MLA_OK); /* it was done before */
    expect_report(session, second, MLA_E_EOF);
    expect_report(session, third, MLA_E_EOF);
    assert_int_equal(session->operations.count, 0);
    assert_int_equal(session->operations.finished, 0);
    bare_deinit(&fixture);
}

static void an_open_message_ends_before_its_operation(void **state) {
    mla_session *session = begin();

    (void)state;
    uint32_t number = start(session, MLA__OPERATION_FETCH);
    mla__operation *operation = mla__operation_find(session, number);
    mla__message_begin(session, operation, "5", true, 12);
    mla__operation_finish(session, operation, MLA_OK);
    assert_true(mla__operation_report(session));
    assert_int_equal(mla_event_type(&session->event), MLA_EVENT_MESSAGE_END);
    assert_int_equal(mla_event_status(&session->event), MLA_E_INCOMPLETE);
    expect_report(session, number, MLA_OK);
    bare_deinit(&fixture);
}

/* The end of an operation is told in any case; what the server said about it, if there is room. */
static void an_end_is_told_without_memory_too(void **state) {
    static char many[500];
    const mla_error detail = {.server_text = {many, sizeof many}};
    mla_session *session = begin();

    (void)state;
    memset(many, '\xfc', sizeof many);
    uint32_t number = start(session, MLA__OPERATION_FETCH);
    mla__operation *operation = mla__operation_find(session, number);
    mla__message_begin(session, operation, "5", true, 12);
    mla__error_set(&session->error, MLA_E_SERVER_NO, &detail);
    mla__operation_finish(session, operation, MLA_E_SERVER_NO);
    fixture.memory.fail_at = fixture.memory.calls + 1;
    assert_true(mla__operation_report(session));
    assert_int_equal(mla_event_type(&session->event), MLA_EVENT_MESSAGE_END);
    assert_false(session->event.is_lost);
    fixture.memory.fail_at = fixture.memory.calls + 1;
    expect_report(session, number, MLA_E_SERVER_NO);
    assert_false(session->event.is_lost);
    assert_string_equal(mla_event_server_text(&session->event), "");
    bare_deinit(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_are_copied),
        cmocka_unit_test(a_command_leads_to_its_operation),
        cmocka_unit_test(an_operation_is_done_when_all_its_commands_are),
        cmocka_unit_test(one_that_is_not_submitted_to_its_end_is_not_done),
        cmocka_unit_test(one_that_waits_holds_back_those_behind_it),
        cmocka_unit_test(one_without_a_command_is_done_at_once),
        cmocka_unit_test(the_queue_has_its_limit),
        cmocka_unit_test(what_needs_a_folder_stands_behind_a_silent_select),
        cmocka_unit_test(without_memory_nothing_was_started),
        cmocka_unit_test(close_is_the_last),
        cmocka_unit_test(a_close_that_was_sent_stays_the_last_though_cancelled),
        cmocka_unit_test(one_that_waits_is_cancelled_with_nothing_sent),
        cmocka_unit_test(one_in_flight_is_cancelled_when_its_reply_is_there),
        cmocka_unit_test(what_ends_the_session_ends_all_in_their_order),
        cmocka_unit_test(an_open_message_ends_before_its_operation),
        cmocka_unit_test(an_end_is_told_without_memory_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
