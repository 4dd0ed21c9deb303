/* SPDX-License-Identifier: MIT */
#include "options_fixture.h"
#include "session/options.h"

typedef struct {
    int32_t (*set)(mla_options *options, int32_t value);
    int32_t min;
    int32_t max;
    const char *word; /* in what is said of any other */
} test_number;

static const test_number numbers[] = {
    {mla_options_set_port, 0, 65535, "the port"},
    {mla_options_set_security, MLA_SECURITY_TLS, MLA_SECURITY_TRANSPORT, "the security"},
    {mla_options_set_tls_min_version, MLA_TLS_1_2, MLA_TLS_1_3, "the version of TLS"},
    {mla_options_set_insecure_no_verify, 0, 1, "insecure_no_verify"},
    {mla_options_set_connect_timeout_ms, 0, INT32_MAX, "to connect"},
    {mla_options_set_idle_timeout_ms, 0, INT32_MAX, "silent"},
    {mla_options_set_command_timeout_ms, 0, INT32_MAX, "an operation"},
    {mla_options_set_nonblocking, 0, 1, "nonblocking"},
    {mla_options_set_allow_expunge, 0, 1, "allow_expunge"},
    {mla_options_set_pipeline, 0, 1000, "in flight"},
    {mla_options_set_queue_limit, 1, INT32_MAX, "the queue"},
};

static void numbers_have_their_ranges(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        mla_options *options = new_options();
        assert_int_equal(numbers[i].set(options, numbers[i].min), MLA_OK);
        assert_int_equal(numbers[i].set(options, numbers[i].max), MLA_OK);
        mla_options before = *options;
        assert_int_equal(numbers[i].set(options, numbers[i].min - 1), MLA_E_INVALID);
        assert_non_null(strstr(mla_options_error_text(options), numbers[i].word));
        if (numbers[i].max != INT32_MAX)
            assert_int_equal(numbers[i].set(options, numbers[i].max + 1), MLA_E_INVALID);
        options->error_text = before.error_text;
        assert_memory_equal(options, &before, sizeof before);
        mla_options_free(options);
        assert_int_equal(numbers[i].set(NULL, numbers[i].min), MLA_E_INVALID);
        assert_int_equal(numbers[i].set(NULL, numbers[i].min - 1), MLA_E_INVALID);
    }
}

static void a_protocol_that_the_build_lacks_is_unsupported(void **state) {
    mla_options *options = new_options();

    (void)state;
    assert_int_equal(mla_options_set_protocol(options, MLA_PROTOCOL_IMAP),
                     MLA_WITH_IMAP ? MLA_OK : MLA_E_UNSUPPORTED);
    assert_int_equal(mla_options_set_protocol(options, MLA_PROTOCOL_POP3),
                     MLA_WITH_POP3 ? MLA_OK : MLA_E_UNSUPPORTED);
    assert_int_equal(mla_options_set_protocol(options, 0), MLA_E_INVALID);
    assert_int_equal(mla_options_set_protocol(options, 3), MLA_E_INVALID);
    mla_options_free(options);
}

static void the_receive_buffer_has_two_sizes_that_fit_together(void **state) {
    mla_options *options = new_options();

    (void)state;
    assert_int_equal(mla_options_set_receive_buffer(options, 512, 512), MLA_OK);
    assert_int_equal(mla_options_set_receive_buffer(options, 512, SIZE_MAX), MLA_OK);
    assert_int_equal(mla_options_set_receive_buffer(options, 511, 4096), MLA_E_INVALID);
    assert_int_equal(mla_options_set_receive_buffer(options, 4096, 512), MLA_E_INVALID);
    assert_int_equal(mla_options_set_receive_buffer(options, 4096, 0), MLA_E_INVALID);
    assert_int_equal(mla_options_set_receive_buffer(options, 0, 4096), MLA_E_INVALID);
    assert_int_equal(options->receive_initial, 512);
    assert_int_equal(mla_options_set_receive_buffer(options, 0, 0), MLA_OK);
    mla_options_free(options);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_their_ranges),
        cmocka_unit_test(a_protocol_that_the_build_lacks_is_unsupported),
        cmocka_unit_test(the_receive_buffer_has_two_sizes_that_fit_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
