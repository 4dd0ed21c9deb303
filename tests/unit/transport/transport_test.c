/* SPDX-License-Identifier: MIT */
#include "transport/support.h"

static int freed;

static int32_t read_nothing(mla_transport *self, void *buffer, size_t capacity, size_t *got) {
    (void)self;
    (void)buffer;
    (void)capacity;
    (void)got;
    return MLA_AGAIN;
}

static int32_t write_nothing(mla_transport *self, const void *data, size_t len, size_t *put) {
    (void)self;
    (void)data;
    (void)len;
    (void)put;
    return MLA_AGAIN;
}

static uint32_t want_read(mla_transport *self) {
    (void)self;
    return MLA_WANT_READ;
}

static void count_free(mla_transport *self) {
    (void)self;
    freed++;
}

/* What firmware without a descriptor, a wait or a handshake fills in. */
static const mla_transport_ops least_ops = {
    .struct_size = sizeof(mla_transport_ops),
    .read = read_nothing,
    .write = write_nothing,
    .wants = want_read,
    .free = count_free,
};

static void operations_that_are_absent_have_an_answer(void **state) {
    mla_transport transport = {&least_ops};
    mla_error error = {.status = 7};
    uint64_t deadline = 1;

    (void)state;
    assert_int_equal(mla_transport_advance(&transport, 0, &deadline), MLA_OK);
    assert_true(deadline == MLA_NO_DEADLINE);
    assert_int_equal(mla_transport_pending(&transport), 0);
    assert_int_equal(mla_transport_descriptor(&transport), -1);
    assert_int_equal(mla_transport_wait(&transport, MLA_WANT_READ, 0), MLA_E_UNSUPPORTED);
    mla_transport_interrupt(&transport);
    mla_transport_describe(&transport, &error);
    assert_int_equal(error.status, 7);
    mla_transport_close(&transport);
}

static void empty_reads_and_writes_are_refused(void **state) {
    mla_transport transport = {&least_ops};
    char octet = 'x';
    size_t len = 9;

    (void)state;
    assert_int_equal(mla_transport_read(&transport, &octet, 0, &len), MLA_E_INVALID);
    assert_int_equal(len, 0);
    assert_int_equal(mla_transport_read(&transport, NULL, 1, &len), MLA_E_INVALID);
    assert_int_equal(mla_transport_write(&transport, &octet, 0, &len), MLA_E_INVALID);
    assert_int_equal(mla_transport_write(&transport, NULL, 1, &len), MLA_E_INVALID);
    assert_int_equal(mla_transport_read(&transport, &octet, 1, &len), MLA_AGAIN);
    assert_int_equal(mla_transport_write(&transport, &octet, 1, &len), MLA_AGAIN);
    assert_int_equal(mla_transport_wants(&transport), MLA_WANT_READ);
}

static void free_takes_null(void **state) {
    mla_transport transport = {&least_ops};

    (void)state;
    mla_transport_free(NULL);
    mla_transport_free(&transport);
    assert_int_equal(freed, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operations_that_are_absent_have_an_answer),
        cmocka_unit_test(empty_reads_and_writes_are_refused),
        cmocka_unit_test(free_takes_null),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
