/* SPDX-License-Identifier: MIT */
#include "session/summary.h"

#include "bare.h"

static bare fixture;

static const mla_event *read_header(mla_str header) {
    mla_session *session = bare_init(&fixture);

    mla__event_begin(session, MLA_EVENT_SUMMARY, 1);
    mla__summary_from_header(session, exact(header));
    assert_false(session->event.is_lost);
    return &session->event;
}

static void date_author_and_subject_are_read(void **state) {
    const mla_event *event = read_header(STR("Received: from x\r\n"
                                             "DATE: Fri, 17 Jul 2026 11:44:25 +0200\r\n"
                                             "from: \"Ann B.\" <ann@x.org>, Bob <bob@y.org>\r\n"
                                             "Subject: =?iso-8859-1?Q?gr=FC=DFe?=\r\n"
                                             " and more\r\n\r\nSubject: body\r\n"));

    (void)state;
    assert_int_equal(mla_event_date(event), 1784281465);
    assert_int_equal(mla_event_date_zone_minutes(event), 120);
    assert_string_equal(mla_event_from_name(event), "Ann B.");
    assert_string_equal(mla_event_from_address(event), "ann@x.org");
    assert_string_equal(mla_event_subject(event), "gr\xc3\xbc\xc3\x9f"
                                                  "e and more");
    bare_deinit(&fixture);
}

static void of_a_field_that_stands_twice_the_first_counts(void **state) {
    const mla_event *event =
        read_header(STR("Subject: one\nSubject: two\nDate: Fri, 17 Jul 2026 11:44:25 +0200\n"
                        "Date: Sat, 18 Jul 2026 11:44:25 +0200\n"));

    (void)state;
    assert_string_equal(mla_event_subject(event), "one");
    assert_int_equal(mla_event_date(event), 1784281465);
    bare_deinit(&fixture);
}

static void what_is_not_there_or_cannot_be_read_stays_unknown(void **state) {
    static const char *const headers[] = {
        "", "\r\n", "X: y\r\n", "Date: soon\r\nFrom:\r\nSubject:\r\n", "no colon here\r\nnor here"};

    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        const mla_event *event = read_header(mla_str_from(headers[i]));
        assert_true(mla_event_date(event) == MLA_NO_DATE);
        assert_string_equal(mla_event_from_name(event), "");
        assert_string_equal(mla_event_from_address(event), "");
        assert_string_equal(mla_event_subject(event), "");
        bare_deinit(&fixture);
    }
}

static void the_author_may_stand_in_a_group(void **state) {
    const mla_event *event = read_header(STR("From: staff: , Ann <a@x.org>;\r\n"));

    (void)state;
    assert_string_equal(mla_event_from_name(event), "Ann");
    assert_string_equal(mla_event_from_address(event), "a@x.org");
    bare_deinit(&fixture);
}

static void an_author_may_have_no_name_and_no_host(void **state) {
    const mla_event *event = read_header(STR("From: root\r\n"));

    (void)state;
    assert_string_equal(mla_event_from_name(event), "");
    assert_string_equal(mla_event_from_address(event), "root");
    bare_deinit(&fixture);
}

/* They go to a terminal often enough. */
static void control_characters_are_left_out(void **state) {
    const mla_event *event =
        read_header(STR("Subject: a\x1b]0;b\x07"
                        "c\r\nFrom: =?utf-8?Q?A=07=0D=0An?= <\"a\x1b\"@x.org>\r\n"));

    (void)state;
    assert_string_equal(mla_event_subject(event), "a]0;bc");
    assert_string_equal(mla_event_from_name(event), "An");
    assert_null(strchr(mla_event_from_address(event), '\x1b'));
    bare_deinit(&fixture);
}

static void without_memory_the_event_is_lost(void **state) {
    static const char header[] = "From: Ann Ann Ann Ann Ann Ann Ann Ann <a@x.org>\r\n"
                                 "Subject: a subject that is longer than the first block\r\n";

    (void)state;
    for (size_t n = 1;; n++) {
        mla_session *session = bare_init(&fixture);
        mla__event_begin(session, MLA_EVENT_SUMMARY, 1);
        fixture.memory.fail_at = fixture.memory.calls + n;
        mla__summary_from_header(session, mla_str_from(header));
        bool has_failed = fixture.memory.calls >= fixture.memory.fail_at;
        assert_int_equal(session->event.is_lost, has_failed);
        bare_deinit(&fixture);
        if (!has_failed)
            break;
        assert_true(n < 100);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(date_author_and_subject_are_read),
        cmocka_unit_test(of_a_field_that_stands_twice_the_first_counts),
        cmocka_unit_test(what_is_not_there_or_cannot_be_read_stays_unknown),
        cmocka_unit_test(the_author_may_stand_in_a_group),
        cmocka_unit_test(an_author_may_have_no_name_and_no_host),
        cmocka_unit_test(control_characters_are_left_out),
        cmocka_unit_test(without_memory_the_event_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
