/* SPDX-License-Identifier: MIT */
#include "session/pop3_rows.h"

#include "unit.h"

/* So that of a number that is listed twice the first is kept. */
static void rows_of_one_number_stay_in_their_order(void **state) {
    mla__pop3_row rows[] = {{9, 0}, {3, 1}, {7, 2}, {3, 3}, {1, 4}, {9, 5}, {3, 6}};
    static const mla__pop3_row sorted[] = {{1, 4}, {3, 1}, {3, 3}, {3, 6}, {7, 2}, {9, 0}, {9, 5}};

    (void)state;
    mla__pop3_rows_sort(rows, 7);
    assert_memory_equal(rows, sorted, sizeof sorted);
}

static void any_count_in_any_order_is_sorted(void **state) {
    mla__pop3_row rows[100];

    (void)state;
    for (uint32_t count = 0; count <= 100; count++) {
        for (uint32_t i = 0; i < count; i++)
            rows[i] = (mla__pop3_row){i * 61 % 100, i};
        mla__pop3_rows_sort(rows, count);
        for (uint32_t i = 1; i < count; i++)
            assert_true(rows[i - 1].number < rows[i].number);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_one_number_stay_in_their_order),
        cmocka_unit_test(any_count_in_any_order_is_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
