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

static void fields_out_of_range_are_malformed(void **state) {
    static const mla__civil civils[] = {
        {.year = 0, .month = 1, .day = 1},
        {.year = 10000, .month = 1, .day = 1},
        {.year = 2020, .month = 0, .day = 1},
        {.year = 2020, .month = 13, .day = 1},
        {.year = 2020, .month = 1, .day = 0},
        {.year = 2020, .month = 1, .day = 32},
        {.year = 2019, .month = 2, .day = 29},
        {.year = 1900, .month = 2, .day = 29},
        {.year = 2020, .month = 1, .day = 1, .hour = 24},
        {.year = 2020, .month = 1, .day = 1, .minute = 60},
        {.year = 2020, .month = 1, .day = 1, .second = 61},
    };
    (void)state;
    for (size_t i = 0; i < sizeof civils / sizeof civils[0]; i++) {
        mla_date date;
        assert_int_equal(mla__civil_to_date(&civils[i], &date), MLA_E_MALFORMED);
    }
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
        cmocka_unit_test(fields_out_of_range_are_malformed),
        cmocka_unit_test(months_are_known_by_three_letters),
        cmocka_unit_test(zones_off_the_earth_are_utc),
    };
    return cmocka_run_group_tests_name("message/civil", tests, NULL, NULL);
}
