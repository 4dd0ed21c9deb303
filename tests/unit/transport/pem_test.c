/* SPDX-License-Identifier: MIT */
#include "transport/support.h"

#include "transport/pem.h"

#define BEGIN "-----BEGIN CERTIFICATE-----\n"
#define END "-----END CERTIFICATE-----\n"

static int next_is(mla_str *rest, const char *expected) {
    mla_str body = {NULL, 0};

    return mla__pem_next_certificate(rest, &body) && body.len == strlen(expected) &&
           memcmp(body.ptr, expected, body.len) == 0;
}

static void certificates_come_one_after_the_other(void **state) {
    mla_str rest = mla_str_from("# CA one\n" BEGIN "QUJD\n" END "\n" BEGIN "REVG\n" END);
    mla_str body;

    (void)state;
    assert_true(next_is(&rest, "\nQUJD\n"));
    assert_true(next_is(&rest, "\nREVG\n"));
    assert_false(mla__pem_next_certificate(&rest, &body));
}

static void other_blocks_are_passed_over(void **state) {
    mla_str rest = mla_str_from("-----BEGIN EC PRIVATE KEY-----\nc2VjcmV0\n"
                                "-----END EC PRIVATE KEY-----\n" BEGIN "QUJD\n" END);

    (void)state;
    assert_true(next_is(&rest, "\nQUJD\n"));
}

static void a_block_without_an_end_is_none(void **state) {
    mla_str rest = mla_str_from(BEGIN "QUJD\n-----END CERTIFICATE----");
    mla_str body;

    (void)state;
    assert_false(mla__pem_next_certificate(&rest, &body));
    rest = (mla_str){"", 0};
    assert_false(mla__pem_next_certificate(&rest, &body));
    rest = mla_str_from("-----BEGIN CERTIFICATE-----");
    assert_false(mla__pem_next_certificate(&rest, &body));
    rest = mla_str_from("------------------------------------------------------");
    assert_false(mla__pem_next_certificate(&rest, &body));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(certificates_come_one_after_the_other),
        cmocka_unit_test(other_blocks_are_passed_over),
        cmocka_unit_test(a_block_without_an_end_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
