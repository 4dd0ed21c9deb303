/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <mailaccess/sasl.h>

#include "sasl/sasl.h"

/* A mechanism of the application's: echoes, and does not trust the server before two steps. */

static int32_t echo_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    (void)sasl;
    return mla__sasl_append(response, challenge);
}

static int32_t echo_finish(mla_sasl *sasl) {
    return sasl->step_count >= 2 ? MLA_OK : MLA_E_AUTH_SERVER;
}

static const mla_sasl_mechanism echo = {
    .struct_size = sizeof(mla_sasl_mechanism),
    .name = "X-ECHO",
    .step = echo_step,
    .finish = echo_finish,
};

static void a_mechanism_of_the_application_is_driven(void **state) {
    (void)state;
    mla_sasl sasl = {.mechanism = &echo};
    char room[8];
    mla_sasl_response response = {.data = room, .capacity = sizeof room};
    assert_int_equal(mla__sasl_step(&sasl, STR("one"), &response), MLA_OK);
    assert_str(((mla_str){room, response.len}), "one");
    assert_int_equal(mla__sasl_finish(&sasl), MLA_E_AUTH_SERVER);
    assert_int_equal(mla__sasl_step(&sasl, STR("two!"), &response), MLA_OK);
    assert_str(((mla_str){room, response.len}), "two!");
    assert_int_equal(mla__sasl_finish(&sasl), MLA_OK);
}

static void appending_past_the_room_changes_nothing(void **state) {
    (void)state;
    char room[4];
    mla_sasl_response response = {.data = room, .capacity = sizeof room};
    assert_int_equal(mla__sasl_append(&response, STR("abc")), MLA_OK);
    assert_int_equal(mla__sasl_append(&response, STR("de")), MLA_E_LIMIT);
    assert_int_equal(mla__sasl_append(&response, (mla_str){0}), MLA_OK);
    assert_int_equal(mla__sasl_append(&response, STR("d")), MLA_OK);
    assert_str(((mla_str){room, response.len}), "abcd");
}

static void a_failed_step_does_not_count(void **state) {
    (void)state;
    mla_sasl sasl = {.mechanism = &echo};
    char room[2];
    mla_sasl_response response = {.data = room, .capacity = sizeof room};
    assert_int_equal(mla__sasl_step(&sasl, STR("long"), &response), MLA_E_LIMIT);
    assert_int_equal(sasl.step_count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mechanism_of_the_application_is_driven),
        cmocka_unit_test(appending_past_the_room_changes_nothing),
        cmocka_unit_test(a_failed_step_does_not_count),
    };
    return cmocka_run_group_tests_name("sasl/sasl", tests, NULL, NULL);
}
