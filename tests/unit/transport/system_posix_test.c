/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "transport/support.h"

#include <time.h>

static void the_heap_keeps_what_is_in_a_block_that_grows(void **state) {
    const mla_allocator *system = mla_system_allocator();
    char *block = system->alloc(system->user, 4);

    (void)state;
    assert_non_null(block);
    memcpy(block, "mail", 4);
    block = system->resize(system->user, block, 4, 100000);
    assert_non_null(block);
    assert_memory_equal(block, "mail", 4);
    system->release(system->user, block, 100000);
}

static void the_clock_counts_milliseconds(void **state) {
    const struct timespec pause = {0, 20 * 1000 * 1000};
    uint64_t before = mla_system_now_ms();

    (void)state;
    (void)nanosleep(&pause, NULL);
    uint64_t passed = mla_system_now_ms() - before;
    assert_in_range(passed, 19, 2000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_heap_keeps_what_is_in_a_block_that_grows),
        cmocka_unit_test(the_clock_counts_milliseconds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
