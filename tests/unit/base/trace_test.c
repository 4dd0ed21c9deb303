/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/trace.h"
#include "base/wipe.h"

typedef struct record {
    char text[64];
    size_t len;
    int32_t kind;
    int calls;
} record;

static void record_write(void *user, int32_t kind, const char *data, size_t len) {
    record *self = user;
    memcpy(self->text + self->len, data, len);
    self->len += len;
    self->kind = kind;
    self->calls++;
}

static void octets_are_passed_on_with_their_kind(void **state) {
    (void)state;
    record seen = {0};
    mla_trace trace = {&seen, record_write};
    mla__trace_write(&trace, MLA_TRACE_RECEIVED, "* OK\r\n", 6);
    assert_str(((mla_str){seen.text, seen.len}), "* OK\r\n");
    assert_int_equal(seen.kind, MLA_TRACE_RECEIVED);
}

static void a_secret_is_a_star(void **state) {
    (void)state;
    record seen = {0};
    mla_trace trace = {&seen, record_write};
    mla__trace_write(&trace, MLA_TRACE_SENT, "PASS ", 5);
    mla__trace_secret(&trace, MLA_TRACE_SENT);
    assert_str(((mla_str){seen.text, seen.len}), "PASS *");
    assert_int_equal(seen.kind, MLA_TRACE_SENT);
}

static void no_trace_and_no_octets_are_fine(void **state) {
    (void)state;
    record seen = {0};
    mla_trace trace = {&seen, record_write};
    mla_trace silent = {0};
    mla__trace_write(NULL, MLA_TRACE_SENT, "x", 1);
    mla__trace_write(&silent, MLA_TRACE_SENT, "x", 1);
    mla__trace_secret(NULL, MLA_TRACE_SENT);
    mla__trace_write(&trace, MLA_TRACE_SENT, NULL, 0);
    assert_int_equal(seen.calls, 0);
}

static void wiping_leaves_zeros(void **state) {
    (void)state;
    char secret[] = "password";
    mla__wipe(secret, 4);
    assert_memory_equal(secret, "\0\0\0\0word", 9);
    mla__wipe(secret, sizeof secret);
    assert_memory_equal(secret, "\0\0\0\0\0\0\0\0", 9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(octets_are_passed_on_with_their_kind),
        cmocka_unit_test(a_secret_is_a_star),
        cmocka_unit_test(no_trace_and_no_octets_are_fine),
        cmocka_unit_test(wiping_leaves_zeros),
    };
    return cmocka_run_group_tests_name("base/trace", tests, NULL, NULL);
}
