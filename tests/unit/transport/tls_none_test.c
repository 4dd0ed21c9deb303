/* SPDX-License-Identifier: MIT */
#include "transport/support.h"

static void every_function_says_that_it_is_not_there(void **state) {
    mla_tls_info info = {.struct_size = sizeof info};
    mla_tls_context *context = NULL;
    mla_transport *first, *second, *made = NULL;
    mla_tls_config config;
    mla_error error;

    (void)state;
    mla_tls_config_init(&config);
    assert_int_equal(config.min_version, MLA_TLS_1_2);
    assert_int_equal(mla_tls_context_new(&config, &context, &error), MLA_E_UNSUPPORTED);
    assert_true(detail_has(error, "no TLS"));
    assert_int_equal(mla_tls_context_new(&config, &context, NULL), MLA_E_UNSUPPORTED);
    mla_tls_context_free(NULL);
    assert_int_equal(mla_memory_pair_new(NULL, &first, &second), MLA_OK);
    assert_int_equal(mla_tls_new(context, first, "mail.test", NULL, &made), MLA_E_UNSUPPORTED);
    assert_int_equal(mla_tls_describe(first, &info), MLA_E_UNSUPPORTED);
    mla_transport_free(first);
    mla_transport_free(second);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_function_says_that_it_is_not_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
