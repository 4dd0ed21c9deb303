/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "transport/support.h"

#include <errno.h>
#include <poll.h>

#include "transport/interrupt_posix.h"

static int readable(const mla__interrupt *interrupt) {
    struct pollfd entry = {.fd = interrupt->sockets[0], .events = POLLIN};

    return poll(&entry, 1, 0);
}

static void several_count_as_one(void **state) {
    mla__interrupt interrupt;

    (void)state;
    assert_int_equal(mla__interrupt_init(&interrupt), 0);
    assert_false(mla__interrupt_take(&interrupt));
    assert_int_equal(readable(&interrupt), 0);
    for (int i = 0; i < 200; i++)
        mla__interrupt_raise(&interrupt);
    assert_int_equal(readable(&interrupt), 1);
    assert_true(mla__interrupt_take(&interrupt));
    assert_false(mla__interrupt_take(&interrupt));
    mla__interrupt_deinit(&interrupt);
}

static void raising_never_blocks_and_keeps_errno(void **state) {
    mla__interrupt interrupt;

    (void)state;
    assert_int_equal(mla__interrupt_init(&interrupt), 0);
    errno = E2BIG;
    for (int i = 0; i < 100000; i++)
        mla__interrupt_raise(&interrupt);
    assert_int_equal(errno, E2BIG);
    assert_true(mla__interrupt_take(&interrupt));
    assert_false(mla__interrupt_take(&interrupt));
    mla__interrupt_deinit(&interrupt);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_count_as_one),
        cmocka_unit_test(raising_never_blocks_and_keeps_errno),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
