/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <mailaccess/sasl.h>

#include "sasl/sasl.h"

static mla_sasl_response response_in(char *data, size_t capacity) {
    return (mla_sasl_response){.data = data, .capacity = capacity};
}

static void the_message_is_that_of_the_rfc(void **state) {
    (void)state;
    mla_sasl sasl;
    char room[64];
    mla_sasl_response response = response_in(room, sizeof room);
    assert_int_equal(mla_sasl_plain_init(&sasl, (mla_str){0}, STR("tim"), STR("tanstaaftanstaaf")),
                     MLA_OK);
    assert_int_equal(mla__sasl_step(&sasl, (mla_str){0}, &response), MLA_OK);
    assert_str(((mla_str){response.data, response.len}), "\0tim\0tanstaaftanstaaf");
    assert_int_equal(sasl.step_count, 1);
    assert_int_equal(mla__sasl_finish(&sasl), MLA_OK);
}

static void one_may_act_for_another(void **state) {
    (void)state;
    mla_sasl sasl;
    char room[64];
    mla_sasl_response response = response_in(room, sizeof room);
    assert_int_equal(mla_sasl_plain_init(&sasl, STR("Ursel"), STR("Kurt"), STR("xipj3plmq")),
                     MLA_OK);
    assert_int_equal(mla__sasl_step(&sasl, (mla_str){0}, &response), MLA_OK);
    assert_str(((mla_str){response.data, response.len}), "Ursel\0Kurt\0xipj3plmq");
}

static void an_empty_challenge_is_answered_like_none(void **state) {
    (void)state;
    mla_sasl sasl;
    char room[64];
    mla_sasl_response response = response_in(room, sizeof room);
    mla_sasl_plain_init(&sasl, (mla_str){0}, STR("a"), STR("b"));
    assert_int_equal(mla__sasl_step(&sasl, STR(""), &response), MLA_OK);
    assert_str(((mla_str){response.data, response.len}), "\0a\0b");
}

static void a_second_challenge_cannot_be_answered(void **state) {
    (void)state;
    mla_sasl sasl;
    char room[64];
    mla_sasl_response response = response_in(room, sizeof room);
    mla_sasl_plain_init(&sasl, (mla_str){0}, STR("a"), STR("b"));
    mla__sasl_step(&sasl, (mla_str){0}, &response);
    assert_int_equal(mla__sasl_step(&sasl, STR("more"), &response), MLA_E_AUTH);
    assert_int_equal(response.len, 0);
    assert_int_equal(sasl.step_count, 1);
}

static void a_response_that_does_not_fit_is_a_limit_and_wiped(void **state) {
    (void)state;
    mla_sasl sasl;
    char room[9];
    mla_sasl_response response = response_in(room, sizeof room);
    mla_sasl_plain_init(&sasl, STR("xx"), STR("yy"), STR("zzz"));
    assert_int_equal(mla__sasl_step(&sasl, (mla_str){0}, &response), MLA_OK);
    assert_int_equal(response.len, 9);
    response.capacity = 8;
    sasl.step_count = 0;
    assert_int_equal(mla__sasl_step(&sasl, (mla_str){0}, &response), MLA_E_LIMIT);
    assert_int_equal(response.len, 0);
    assert_memory_equal(room, "\0\0\0\0\0\0\0\0z", 9);
}

static void nul_is_refused_in_every_part(void **state) {
    (void)state;
    mla_sasl sasl;
    mla_str bad = exact(STR("a\0b"));
    mla_str good = exact(STR("a"));
    assert_int_equal(mla_sasl_plain_init(&sasl, bad, good, good), MLA_E_INVALID);
    assert_int_equal(mla_sasl_plain_init(&sasl, good, bad, good), MLA_E_INVALID);
    assert_int_equal(mla_sasl_plain_init(&sasl, good, good, bad), MLA_E_INVALID);
    assert_int_equal(mla_sasl_plain_init(&sasl, good, good, good), MLA_OK);
}

static void a_password_may_be_empty_but_not_absent(void **state) {
    (void)state;
    mla_sasl sasl;
    assert_int_equal(mla_sasl_plain_init(&sasl, (mla_str){0}, STR("a"), (mla_str){0}),
                     MLA_E_INVALID);
    assert_int_equal(mla_sasl_plain_init(&sasl, (mla_str){0}, STR("a"), STR("")), MLA_OK);
    assert_int_equal(mla_sasl_plain_init(NULL, (mla_str){0}, STR("a"), STR("")), MLA_E_INVALID);
}

static void plain_shows_the_password_and_speaks_first(void **state) {
    (void)state;
    mla_sasl sasl;
    mla_sasl_plain_init(&sasl, (mla_str){0}, STR("a"), STR("b"));
    assert_string_equal(sasl.mechanism->name, "PLAIN");
    assert_int_equal(sasl.mechanism->client_first, 1);
    assert_int_equal(sasl.mechanism->clear_text, 1);
    assert_int_equal(sasl.mechanism->struct_size, sizeof(mla_sasl_mechanism));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_message_is_that_of_the_rfc),
        cmocka_unit_test(one_may_act_for_another),
        cmocka_unit_test(an_empty_challenge_is_answered_like_none),
        cmocka_unit_test(a_second_challenge_cannot_be_answered),
        cmocka_unit_test(a_response_that_does_not_fit_is_a_limit_and_wiped),
        cmocka_unit_test(nul_is_refused_in_every_part),
        cmocka_unit_test(a_password_may_be_empty_but_not_absent),
        cmocka_unit_test(plain_shows_the_password_and_speaks_first),
    };
    return cmocka_run_group_tests_name("sasl/plain", tests, NULL, NULL);
}
