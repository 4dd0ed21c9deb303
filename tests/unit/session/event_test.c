/* SPDX-License-Identifier: MIT */
#include "session/event.h"

#include "bare.h"

static bare fixture;

static void a_new_event_knows_nothing(void **state) {
    mla_session *session = bare_init(&fixture);

    (void)state;
    const mla_event *event = mla__event_begin(session, MLA_EVENT_ALERT, 7);
    assert_ptr_equal(event, &session->event);
    assert_int_equal(mla_event_type(event), MLA_EVENT_ALERT);
    assert_int_equal(mla_event_operation(event), 7);
    assert_int_equal(mla_event_status(event), MLA_OK);
    assert_true(mla_event_size(event) == MLA_NO_SIZE);
    assert_true(mla_event_date(event) == MLA_NO_DATE);
    assert_true(mla_event_received_date(event) == MLA_NO_DATE);
    assert_int_equal(mla_event_date_zone_minutes(event), 0);
    assert_int_equal(mla_event_data_len(event), 0);
    assert_int_equal(mla_event_position(event), 0);
    assert_int_equal(mla_event_count(event), 0);
    assert_int_equal(mla_event_uidvalidity(event), 0);
    assert_int_equal(mla_event_id_is_stable(event), 0);
    assert_int_equal(mla_event_flags(event), 0);
    assert_int_equal(mla_event_folder_attributes(event), 0);
    assert_int_equal(mla_event_read_only(event), 0);
    assert_null(mla_event_keyword(event, 0));
    bare_deinit(&fixture);
}

static void strings_are_never_null(void **state) {
    static const char *(*const getters[])(const mla_event *event) = {
        mla_event_id,          mla_event_data,        mla_event_from_name, mla_event_from_address,
        mla_event_subject,     mla_event_folder,      mla_event_delimiter, mla_event_part,
        mla_event_media_type,  mla_event_charset,     mla_event_file_name, mla_event_encoding,
        mla_event_disposition, mla_event_server_text,
    };
    mla_session *session = bare_init(&fixture);

    (void)state;
    const mla_event *event = mla__event_begin(session, MLA_EVENT_DONE, 1);
    for (size_t i = 0; i < sizeof getters / sizeof *getters; i++)
        assert_string_equal(getters[i](event), "");
    bare_deinit(&fixture);
}

static void text_becomes_utf8_without_nul(void **state) {
    mla_session *session = bare_init(&fixture);

    (void)state;
    assert_string_equal(mla__event_text(session, STR("plain\r\n")), "plain\r\n");
    assert_string_equal(mla__event_text(session, STR("gr\xc3\xbc\xc3\x9f")), "gr\xc3\xbc\xc3\x9f");
    assert_string_equal(mla__event_text(session, STR("gr\xfc\xdf")), "gr\xc3\xbc\xc3\x9f");
    assert_string_equal(mla__event_text(session, STR("a\0b\0")), "ab");
    assert_string_equal(mla__event_text(session, (mla_str){NULL, 0}), "");
    assert_false(session->event.is_lost);
    bare_deinit(&fixture);
}

static void a_header_text_is_decoded(void **state) {
    mla_session *session = bare_init(&fixture);

    (void)state;
    assert_string_equal(mla__event_word(session, STR("=?utf-8?Q?gr=C3=BC=C3=9Fe?= you"), 0),
                        "gr\xc3\xbc\xc3\x9f"
                        "e you");
    assert_string_equal(mla__event_word(session, STR("=?utf-8?Q?a=1B=5B31m=00b?="), 0), "a[31mb");
    assert_null(mla__event_word(session, STR(""), 0));
    assert_false(session->event.is_lost);
    bare_deinit(&fixture);
}

static void strings_are_joined_and_put_in_lower_case(void **state) {
    mla_session *session = bare_init(&fixture);

    (void)state;
    assert_string_equal(mla__event_joined(session, STR("a"), "@", STR("x.org")), "a@x.org");
    assert_string_equal(mla__event_joined(session, (mla_str){NULL, 0}, "", STR("b")), "b");
    assert_string_equal(mla__event_joined(session, STR("TEXT"), "", (mla_str){NULL, 0}), "TEXT");
    assert_string_equal(mla__event_lower(session, STR("BASE64 \xc3\x84")), "base64 \xc3\x84");
    assert_string_equal(mla__event_number(session, UINT64_MAX), "18446744073709551615");
    assert_string_equal(mla__event_number(session, 0), "0");
    bare_deinit(&fixture);
}

static void keywords_end_with_null(void **state) {
    static const char *keywords[] = {"$Junk", NULL};
    mla_session *session = bare_init(&fixture);

    (void)state;
    mla_event *event = mla__event_begin(session, MLA_EVENT_FLAGS, 0);
    event->keywords = keywords;
    event->keyword_count = 2;
    assert_string_equal(mla_event_keyword(event, 0), "$Junk");
    assert_string_equal(mla_event_keyword(event, 1), "");
    assert_null(mla_event_keyword(event, 2));
    assert_null(mla_event_keyword(event, UINT32_MAX));
    bare_deinit(&fixture);
}

/* Instead of an event with a string missing, of which nobody would know. */
static void an_event_without_memory_for_its_strings_is_lost(void **state) {
    static char many[400];
    mla_session *session = bare_init(&fixture);
    const mla_str text = {many, sizeof many};

    (void)state;
    memset(many, '\xfc', sizeof many);
    for (int i = 0; i < 5; i++) {
        mla__event_begin(session, MLA_EVENT_SUMMARY, 1);
        fixture.memory.fail_at = fixture.memory.calls + 1;
        const char *made = i == 0   ? mla__event_text(session, text)
                           : i == 1 ? mla__event_word(session, text, 0)
                           : i == 2 ? mla__event_lower(session, text)
                           : i == 3 ? mla__event_joined(session, text, "/", text)
                                    : mla__event_memory(session, 70000);
        assert_null(made);
        assert_true(session->event.is_lost);
    }
    mla__event_begin(session, MLA_EVENT_SUMMARY, 1);
    assert_null(mla__event_text(session, (mla_str){many, SIZE_MAX / 2}));
    assert_true(session->event.is_lost);
    bare_deinit(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_event_knows_nothing),
        cmocka_unit_test(strings_are_never_null),
        cmocka_unit_test(text_becomes_utf8_without_nul),
        cmocka_unit_test(a_header_text_is_decoded),
        cmocka_unit_test(strings_are_joined_and_put_in_lower_case),
        cmocka_unit_test(keywords_end_with_null),
        cmocka_unit_test(an_event_without_memory_for_its_strings_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
