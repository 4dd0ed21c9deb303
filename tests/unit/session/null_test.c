/* SPDX-License-Identifier: MIT */
/* An object that could not be made is NULL: whoever asks it gets an answer all the same. */
#include <mailaccess.h>

#include "unit.h"

static int32_t capability_of_any(const mla_session *session) {
    return mla_session_can(session, MLA_CAN_DELETE);
}

static void an_event_that_is_none_tells_nothing(void **state) {
    static const char *(*const texts[])(const mla_event *) = {
        mla_event_id,          mla_event_data,        mla_event_from_name, mla_event_from_address,
        mla_event_subject,     mla_event_folder,      mla_event_delimiter, mla_event_part,
        mla_event_file_name,   mla_event_media_type,  mla_event_charset,   mla_event_encoding,
        mla_event_disposition, mla_event_server_text,
    };
    static int32_t (*const numbers[])(const mla_event *) = {
        mla_event_type,      mla_event_status, mla_event_id_is_stable, mla_event_date_zone_minutes,
        mla_event_read_only,
    };
    static uint32_t (*const bits[])(const mla_event *) = {
        mla_event_operation,
        mla_event_flags,
        mla_event_folder_attributes,
    };
    static uint64_t (*const counts[])(const mla_event *) = {
        mla_event_uidvalidity,
        mla_event_position,
        mla_event_count,
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(texts[i](NULL), "");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_int_equal(numbers[i](NULL), 0);
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
        assert_int_equal(bits[i](NULL), 0);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        assert_int_equal(counts[i](NULL), 0);
    assert_int_equal(mla_event_data_len(NULL), 0);
    assert_null(mla_event_keyword(NULL, 0));
    assert_true(mla_event_size(NULL) == MLA_NO_SIZE);
    assert_true(mla_event_date(NULL) == MLA_NO_DATE);
    assert_true(mla_event_received_date(NULL) == MLA_NO_DATE);
}

static void a_session_that_is_none_can_and_has_nothing(void **state) {
    static int32_t (*const numbers[])(const mla_session *) = {
        mla_session_pending,           mla_session_protocol,    capability_of_any,
        mla_session_tls_version,       mla_session_tls_resumed, mla_session_timeout_ms,
        mla_session_error_native_code,
    };
    static uint64_t (*const counts[])(const mla_session *) = {
        mla_session_octets_received,
        mla_session_octets_sent,
        mla_session_error_retry_after_ms,
    };

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_int_equal(numbers[i](NULL), 0);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        assert_int_equal(counts[i](NULL), 0);
    assert_int_equal(mla_session_descriptor(NULL), -1);
    assert_int_equal(mla_session_wants(NULL), 0);
    assert_string_equal(mla_session_ciphersuite(NULL), "");
    assert_null(mla_session_capability(NULL, 0));
    assert_int_equal(mla_session_error_status(NULL), MLA_E_NO_MEMORY);
    assert_int_equal(mla_session_error_retry(NULL), MLA_RETRY_LATER);
    assert_string_equal(mla_session_error_text(NULL), "out of memory");
    assert_string_equal(mla_session_error_server_text(NULL), "");
    assert_string_equal(mla_session_error_server_code(NULL), "");
    assert_string_equal(mla_session_refusal_text(NULL), "there is no session");
}

static void options_that_are_none_have_nothing_set(void **state) {
    static const char *(*const texts[])(const mla_options *) = {
        mla_options_error_text,
        mla_options_host,
        mla_options_user,
        mla_options_folder,
    };
    static int32_t (*const numbers[])(const mla_options *) = {
        mla_options_protocol,
        mla_options_security,
        mla_options_port,
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(texts[i](NULL), "");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_int_equal(numbers[i](NULL), 0);
}

static void options_that_are_none_take_nothing(void **state) {
    static int32_t (*const texts[])(mla_options *, const char *) = {
        mla_options_set_url,     mla_options_set_host,      mla_options_set_folder,
        mla_options_set_user,    mla_options_set_password,  mla_options_set_authorization_id,
        mla_options_set_ca_file, mla_options_set_mechanism, mla_options_set_temporary_folder,
    };
    static const char *const given[] = {"pops://mail.test/", "", "a\nb", NULL};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t j = 0; j < sizeof given / sizeof *given; j++)
            assert_true(texts[i](NULL, given[j]) < 0);
    assert_int_equal(mla_options_set_ca_pem(NULL, "x", 1), MLA_E_INVALID);
    assert_int_equal(mla_options_set_client_certificate(NULL, "a", "b", "c"), MLA_E_INVALID);
    assert_int_equal(mla_options_set_receive_buffer(NULL, 0, 0), MLA_E_INVALID);
    assert_int_equal(mla_options_set_trace(NULL, NULL, NULL), MLA_E_INVALID);
    assert_int_equal(mla_options_set_transport(NULL, NULL), MLA_E_INVALID);
    assert_int_equal(mla_options_set_clock(NULL, NULL, NULL), MLA_E_INVALID);
}

static void nothing_can_be_released(void **state) {
    (void)state;
    mla_session_free(NULL);
    mla_session_cancel(NULL);
    mla_options_free(NULL);
    mla_transport_free(NULL);
    mla_tls_context_free(NULL);
    mla_charset_decoder_deinit(NULL);
#if MLA_WITH_IMAP
    mla_imap_free(NULL);
    mla_imap_decoder_free(NULL);
#endif
#if MLA_WITH_POP3
    mla_pop3_free(NULL);
#endif
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_that_is_none_tells_nothing),
        cmocka_unit_test(a_session_that_is_none_can_and_has_nothing),
        cmocka_unit_test(options_that_are_none_have_nothing_set),
        cmocka_unit_test(options_that_are_none_take_nothing),
        cmocka_unit_test(nothing_can_be_released),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
