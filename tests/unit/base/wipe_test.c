/* SPDX-License-Identifier: MIT */
#include "base/wipe.h"

#include "unit.h"

static void all_of_it_is_wiped_and_nothing_beside_it(void **state) {
    char octets[64];

    (void)state;
    for (size_t len = 0; len <= 48; len++) {
        memset(octets, 'x', sizeof octets);
        mla__wipe(octets + 8, len);
        for (size_t i = 0; i < sizeof octets; i++)
            assert_int_equal(octets[i], i >= 8 && i < 8 + len ? 0 : 'x');
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_it_is_wiped_and_nothing_beside_it),
    };
    return cmocka_run_group_tests_name("base/wipe", tests, NULL, NULL);
}
