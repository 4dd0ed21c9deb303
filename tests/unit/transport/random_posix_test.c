/* SPDX-License-Identifier: MIT */
#include "transport/random_posix.h"

#include <errno.h>

#include "unit.h"

static void it_differs_each_time(void **state) {
    uint64_t first[2];
    uint64_t second[2];

    (void)state;
    assert_int_equal(mla__random(first, sizeof first), MLA_OK);
    assert_int_equal(mla__random(second, sizeof second), MLA_OK);
    assert_memory_not_equal(first, second, sizeof first);
}

static void more_than_the_system_gives_is_an_error(void **state) {
    static char room[257];

    (void)state;
    assert_int_equal(mla__random(room, sizeof room), MLA_E_IO);
    assert_int_not_equal(errno, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_differs_each_time),
        cmocka_unit_test(more_than_the_system_gives_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
