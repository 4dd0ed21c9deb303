/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "message/civil.h"

static bool is_leap(int32_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static void every_day_of_9999_years_goes_both_ways(void **state) {
    static const int32_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    (void)state;
    int64_t epoch_seconds = -62135596800;
    for (int32_t year = 1; year <= 9999; year++)
        for (int32_t month = 1; month <= 12; month++)
            for (int32_t day = 1; day <= days[month - 1] + (month == 2 && is_leap(year)); day++) {
                const mla__civil civil = {.year = year, .month = month, .day = day};
                mla__civil back;
                mla_date date;
                if (mla__civil_to_date(&civil, &date) != MLA_OK ||
                    date.epoch_seconds != epoch_seconds)
                    fail_msg("%d-%d-%d", (int)year, (int)month, (int)day);
                if (mla__civil_from_date(&date, &back) != MLA_OK || back.year != year ||
                    back.month != month || back.day != day)
                    fail_msg("back from %d-%d-%d", (int)year, (int)month, (int)day);
                epoch_seconds += 86400;
            }
    assert_int_equal(epoch_seconds, 253402300800);
}

static void months_are_known_by_three_letters(void **state) {
    (void)state;
    assert_int_equal(mla__civil_month(exact(STR("Jan"))), 1);
    assert_int_equal(mla__civil_month(exact(STR("deC"))), 12);
    assert_int_equal(mla__civil_month(exact(STR("September"))), 9);
    assert_int_equal(mla__civil_month(exact(STR("Ja"))), 0);
    assert_int_equal(mla__civil_month(exact(STR("Foo"))), 0);
    assert_int_equal(mla__civil_month((mla_str){0}), 0);
    for (int32_t month = 1; month <= 12; month++)
        assert_int_equal(mla__civil_month(mla_str_from(mla__civil_month_name(month))), month);
}

static void zones_off_the_earth_are_utc(void **state) {
    (void)state;
    assert_int_equal(mla__civil_zone(false, 1245), 765);
    assert_int_equal(mla__civil_zone(true, 330), -210);
    assert_int_equal(mla__civil_zone(false, 2359), 1439);
    assert_int_equal(mla__civil_zone(false, 2400), 0);
    assert_int_equal(mla__civil_zone(true, 160), 0);
    assert_int_equal(mla__civil_zone(true, UINT32_MAX), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_9999_years_goes_both_ways),
        cmocka_unit_test(months_are_known_by_three_letters),
        cmocka_unit_test(zones_off_the_earth_are_utc),
    };
    return cmocka_run_group_tests_name("message/civil", tests, NULL, NULL);
}
