/* SPDX-License-Identifier: MIT */
#include "session/message.h"

#include "bare.h"

static bare fixture;
static mla__operation operation;

static mla_session *begin(void) {
    mla_session *session = bare_init(&fixture);

    operation = (mla__operation){.number = 3, .type = MLA__OPERATION_FETCH, .extra = "1.2"};
    session->uidvalidity = 77;
    mla__message_begin(session, &operation, "5", true, 12);
    return session;
}

static void each_event_of_a_message_says_which_it_is(void **state) {
    mla_session *session = begin();
    const mla_event *event = &session->event;

    (void)state;
    for (int i = 0; i < 3; i++) {
        static const int32_t types[] = {MLA_EVENT_MESSAGE, MLA_EVENT_DATA, MLA_EVENT_MESSAGE_END};
        if (i == 1)
            mla__message_data(session, &operation, STR("octets"));
        if (i == 2)
            mla__message_end(session, &operation, MLA_OK);
        assert_int_equal(mla_event_type(event), types[i]);
        assert_int_equal(mla_event_operation(event), 3);
        assert_string_equal(mla_event_id(event), "5");
        assert_int_equal(mla_event_id_is_stable(event), 1);
        assert_int_equal(mla_event_uidvalidity(event), 77);
        assert_string_equal(mla_event_part(event), "1.2");
        assert_int_equal(mla_event_size(event), 12);
    }
    bare_deinit(&fixture);
}

static void position_counts_what_was_handed_out_before(void **state) {
    mla_session *session = begin();
    const mla_event *event = &session->event;

    (void)state;
    assert_int_equal(mla_event_position(event), 0);
    mla__message_data(session, &operation, STR("a\0c"));
    assert_int_equal(mla_event_position(event), 0);
    assert_int_equal(mla_event_data_len(event), 3);
    assert_memory_equal(mla_event_data(event), "a\0c", 3);
    mla__message_data(session, &operation, STR("d"));
    assert_int_equal(mla_event_position(event), 3);
    mla__message_end(session, &operation, MLA_OK);
    assert_int_equal(mla_event_position(event), 4);
    bare_deinit(&fixture);
}

static void no_octets_are_no_event(void **state) {
    mla_session *session = begin();

    (void)state;
    session->event = (mla_event){0};
    mla__message_data(session, &operation, (mla_str){NULL, 0});
    assert_int_equal(session->event.type, 0);
    bare_deinit(&fixture);
}

static void one_is_open_from_its_beginning_to_its_end(void **state) {
    mla_session *session = begin();
    const mla__operation other = {.number = 4};

    (void)state;
    assert_int_equal(operation.found, 1);
    assert_true(mla__message_is_of(session, &operation));
    assert_false(mla__message_is_of(session, &other));
    mla__message_end(session, &operation, MLA_OK);
    assert_false(mla__message_is_of(session, &operation));
    bare_deinit(&fixture);
}

static void an_end_with_an_error_has_the_servers_words(void **state) {
    const mla_error detail = {.server_text = STR_INIT("disk failed")};
    mla_session *session = begin();

    (void)state;
    mla__error_set(&session->error, MLA_E_SERVER_NO, &detail);
    mla__message_end(session, &operation, MLA_E_SERVER_NO);
    assert_int_equal(mla_event_status(&session->event), MLA_E_SERVER_NO);
    assert_string_equal(mla_event_server_text(&session->event), "disk failed");
    mla__message_begin(session, &operation, "6", false, MLA_NO_SIZE);
    mla__message_end(session, &operation, MLA_OK);
    assert_string_equal(mla_event_server_text(&session->event), "");
    bare_deinit(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_event_of_a_message_says_which_it_is),
        cmocka_unit_test(position_counts_what_was_handed_out_before),
        cmocka_unit_test(no_octets_are_no_event),
        cmocka_unit_test(one_is_open_from_its_beginning_to_its_end),
        cmocka_unit_test(an_end_with_an_error_has_the_servers_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
