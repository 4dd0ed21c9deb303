/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <mailaccess/message.h>

static void assert_reads(const char *text, int64_t epoch_seconds, int32_t zone_minutes) {
    mla_date date;
    assert_int_equal(mla_date_parse_internal(exact(mla_str_from(text)), &date), MLA_OK);
    assert_int_equal(date.epoch_seconds, epoch_seconds);
    assert_int_equal(date.zone_minutes, zone_minutes);
}

static void the_example_of_the_rfc_is_read(void **state) {
    (void)state;
    assert_reads("17-Jul-1996 02:44:25 -0700", 837596665, -420);
}

static void a_day_below_10_begins_with_a_space_or_not(void **state) {
    (void)state;
    assert_reads(" 1-Jan-2020 10:00:00 +0100", 1577869200, 60);
    assert_reads("1-Jan-2020 10:00:00 +0100", 1577869200, 60);
    assert_reads("01-jan-2020 10:00:00 +0100", 1577869200, 60);
}

static void a_zone_may_be_missing_or_impossible(void **state) {
    (void)state;
    assert_reads("01-Jan-2020 10:00:00", 1577872800, 0);
    assert_reads("01-Jan-2020 10:00:00 ", 1577872800, 0);
    assert_reads("01-Jan-2020 10:00:00 +9999", 1577872800, 0);
    assert_reads("01-Jan-2020 10:00:00  -0000", 1577872800, 0);
}

static void what_is_no_date_time_is_malformed(void **state) {
    static const char *const texts[] = {
        "",
        "NIL",
        "00-Jan-0000 00:00:00 +0000",
        "00-Jan-2020 00:00:00 +0000",
        "01-Jan-0000 00:00:00 +0000",
        "32-Jan-2020 00:00:00 +0000",
        "30-Feb-2020 00:00:00 +0000",
        "01-Foo-2020 00:00:00 +0000",
        "01-Jan-20 00:00:00 +0000",
        "01-Jan-20200 00:00:00 +0000",
        "01-Jan-2020",
        "01-Jan-2020 00:00 +0000",
        "01-Jan-2020 0:00:00 +0000",
        "01-Jan-2020 24:00:00 +0000",
        "01-Jan-2020 00:60:00 +0000",
        "01-Jan-2020 00:00:00 +000",
        "01-Jan-2020 00:00:00 0000",
        "01-Jan-2020 00:00:00 +0000x",
        "001-Jan-2020 00:00:00 +0000",
        "-Jan-2020 00:00:00 +0000",
        "1",
        "1-",
        "1-Ja",
    };
    (void)state;
    mla_date date;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (mla_date_parse_internal(exact(mla_str_from(texts[i])), &date) != MLA_E_MALFORMED)
            fail_msg("read: \"%s\"", texts[i]);
    assert_int_equal(mla_date_parse_internal((mla_str){0}, &date), MLA_E_MALFORMED);
}

static void every_cut_of_a_date_time_is_malformed_or_without_zone(void **state) {
    (void)state;
    mla_str whole = STR("17-Jul-1996 02:44:25 -0700");
    for (size_t len = 0; len < whole.len; len++) {
        mla_date date;
        int32_t status = mla_date_parse_internal(exact((mla_str){whole.ptr, len}), &date);
        assert_int_equal(status, len == 20 || len == 21 ? MLA_OK : MLA_E_MALFORMED);
    }
}

static void assert_formats(int64_t epoch_seconds, int32_t zone_minutes, mla_str day,
                           mla_str whole) {
    const mla_date date = {epoch_seconds, zone_minutes};
    char *out = malloc(MLA_DATE_DAY_LEN);
    assert_int_equal(mla_date_format_day(&date, out), MLA_OK);
    unit_assert_str((mla_str){out, MLA_DATE_DAY_LEN}, day, __FILE__, __LINE__);
    free(out);
    out = malloc(MLA_DATE_INTERNAL_LEN);
    assert_int_equal(mla_date_format_internal(&date, out), MLA_OK);
    unit_assert_str((mla_str){out, MLA_DATE_INTERNAL_LEN}, whole, __FILE__, __LINE__);
    free(out);
}

static void dates_are_formatted_in_their_own_zone(void **state) {
    (void)state;
    assert_formats(837596665, -420, STR("17-Jul-1996"), STR("17-Jul-1996 02:44:25 -0700"));
    assert_formats(1577833200, 60, STR("01-Jan-2020"), STR("01-Jan-2020 00:00:00 +0100"));
    assert_formats(1577833200, 0, STR("31-Dec-2019"), STR("31-Dec-2019 23:00:00 +0000"));
    assert_formats(-1, 0, STR("31-Dec-1969"), STR("31-Dec-1969 23:59:59 +0000"));
    assert_formats(-12600, -210, STR("31-Dec-1969"), STR("31-Dec-1969 17:00:00 -0330"));
    assert_formats(-62135596800, 0, STR("01-Jan-0001"), STR("01-Jan-0001 00:00:00 +0000"));
    assert_formats(253402300799, 0, STR("31-Dec-9999"), STR("31-Dec-9999 23:59:59 +0000"));
}

static void dates_that_have_no_form_are_refused(void **state) {
    static const mla_date dates[] = {
        {-62135596801, 0}, {253402300800, 0},  {253402300799, 1}, {-62135596800, -1},
        {0, 1440},         {0, -1440},         {INT64_MAX, 0},    {INT64_MIN, 0},
        {INT64_MAX, 1439}, {INT64_MIN, -1439}, {0, INT32_MIN},
    };
    (void)state;
    char out[MLA_DATE_INTERNAL_LEN];
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        assert_int_equal(mla_date_format_day(&dates[i], out), MLA_E_INVALID);
        assert_int_equal(mla_date_format_internal(&dates[i], out), MLA_E_INVALID);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_of_the_rfc_is_read),
        cmocka_unit_test(a_day_below_10_begins_with_a_space_or_not),
        cmocka_unit_test(a_zone_may_be_missing_or_impossible),
        cmocka_unit_test(what_is_no_date_time_is_malformed),
        cmocka_unit_test(every_cut_of_a_date_time_is_malformed_or_without_zone),
        cmocka_unit_test(dates_are_formatted_in_their_own_zone),
        cmocka_unit_test(dates_that_have_no_form_are_refused),
    };
    return cmocka_run_group_tests_name("message/internal_date", tests, NULL, NULL);
}
