/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <mailaccess/message.h>

typedef struct row {
    const char *text;
    int64_t epoch_seconds;
    int32_t zone_minutes;
} row;

static void assert_rows(const row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        mla_date date;
        if (mla_date_parse(exact(mla_str_from(rows[i].text)), &date) != MLA_OK)
            fail_msg("not read: \"%s\"", rows[i].text);
        if (date.epoch_seconds != rows[i].epoch_seconds ||
            date.zone_minutes != rows[i].zone_minutes)
            fail_msg("\"%s\" is %lld %d", rows[i].text, (long long)date.epoch_seconds,
                     (int)date.zone_minutes);
    }
}

#define assert_dates(rows) assert_rows((rows), sizeof(rows) / sizeof((rows)[0]))

static void dates_of_the_rfc_are_read(void **state) {
    static const row rows[] = {
        {"Fri, 21 Nov 1997 09:55:06 -0600", 880127706, -360},
        {"Tue, 1 Jul 2003 10:52:37 +0200", 1057049557, 120},
        {"Thu, 13 Feb 1969 23:32:54 -0330", -27723426, -210},
        {"Mon, 24 Nov 1997 14:22:01 -0800", 880410121, -480},
    };
    (void)state;
    assert_dates(rows);
}

static void obsolete_forms_are_read(void **state) {
    static const row rows[] = {
        {"21 Nov 97 09:55:06 GMT", 880106106, 0},
        {"Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", 880127706, -360},
        {"Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n               -0330 "
         "(Newfoundland Time)",
         -27723480, -210},
        {"1 Jan 49 00:00 UT", 2493072000, 0},
        {"1 Jan 50 00:00 UT", -631152000, 0},
        {"1 Jan 101 00:00 UT", 978307200, 0},
    };
    (void)state;
    assert_dates(rows);
}

static void obsolete_zones_are_known(void **state) {
    static const row rows[] = {
        {"1 Jan 2020 00:00:00 EST", 1577854800, -300},
        {"1 Jan 2020 00:00:00 EDT", 1577851200, -240},
        {"1 Jan 2020 00:00:00 CST", 1577858400, -360},
        {"1 Jan 2020 00:00:00 PDT", 1577862000, -420},
        {"1 Jan 2020 00:00:00 CEST", 1577829600, 120},
        {"1 Jan 2020 00:00:00 cet", 1577833200, 60},
        {"1 Jan 2020 00:00:00 Z", 1577836800, 0},
        {"1 Jan 2020 00:00:00 A", 1577836800, 0},
        {"1 Jan 2020 00:00:00 XYZ", 1577836800, 0},
    };
    (void)state;
    assert_dates(rows);
}

static void what_is_missing_is_zero(void **state) {
    static const row rows[] = {
        {"1 Jan 2020", 1577836800, 0},
        {"1 Jan 2020 10:00", 1577872800, 0},
        {"1 Jan 2020 10:00:30", 1577872830, 0},
        {"1 Jan 2020 10:00 +0100", 1577869200, 60},
    };
    (void)state;
    assert_dates(rows);
}

static void common_malformations_are_read(void **state) {
    static const row rows[] = {
        {"Wed Jan  1 10:00:00 2020", 1577872800, 0},        /* asctime */
        {"Wed Jan  1 10:00:00 EST 2020", 1577890800, -300}, /* date(1) */
        {"Wed Jan  1 10:00:00 2020 +0100", 1577869200, 60},
        {"2020-01-01T10:00:00Z", 1577872800, 0}, /* ISO 8601 */
        {"2020-01-01 10:00:00.123456 -08:00", 1577901600, -480},
        {"Wednesday, 01-Jan-20 10:00:00 GMT", 1577872800, 0}, /* RFC 850 */
        {"Wed, 1 January 2020 10:00:00 GMT", 1577872800, 0},
        {"Wed,1 Jan 2020 10:00:00 +0100", 1577869200, 60},
        {"wed, 1 JAN 2020 10:00:00 gmt+0100", 1577869200, 60},
        {"Wed, 1 Jan 2020 10:00:00 UTC-5", 1577890800, -300},
        {"Wed, 1 Jan 2020 10:00:00 0100", 1577869200, 60},
        {"Wed, 1 Jan 2020 10:00:00 PM +0000", 1577916000, 0},
        {"Wed, 1 Jan 2020 12:30:00 AM", 1577838600, 0},
        {"Wed, 1 Jan 2020 12:30:00 PM", 1577881800, 0},
        {"Wed, 1 Jan 2020 10:00:00 +0100 (CET (DST))", 1577869200, 60},
        {"Wed, 1 Jan 2020 10:00:00 +0100 (open", 1577869200, 60},
        {"Wed, 1 Jan 2020 10:00:00 +0100 0200", 1577869200, 60},
        {"Wed, 1 Jan 2020 10:00:00 5", 1577872800, 0},
        {"Wed, 1 Jan 2020 0100 10:00:00", 1577872800, 0},
        {"1 Jan 2020 10:00:00 +", 1577872800, 0},
        {"\t1 Jan 2020, 10:00:00\r\n +0100\r\n", 1577869200, 60},
        {"Wed, 1 Jan 2020 10:00:00 +9999", 1577872800, 0},
        {"Wed, 1 Jan 2020 10:00:00 \"GMT\"", 1577872800, 0},
    };
    (void)state;
    assert_dates(rows);
}

static void leap_days_and_leap_seconds_are_real(void **state) {
    static const row rows[] = {
        {"29 Feb 2020 00:00:00 GMT", 1582934400, 0},
        {"29 Feb 2000 00:00:00 GMT", 951782400, 0},
        {"31 Dec 2016 23:59:60 GMT", 1483228800, 0},
    };
    (void)state;
    assert_dates(rows);
}

static void the_first_and_the_last_year_are_read(void **state) {
    static const row rows[] = {
        {"1 Jan 0001 00:00:00 GMT", -62135596800, 0},
        {"31 Dec 9999 23:59:59 GMT", 253402300799, 0},
        {"1 Jan 1970 00:00:00 GMT", 0, 0},
        {"19 Jan 2038 03:14:08 GMT", 2147483648, 0},
    };
    (void)state;
    assert_dates(rows);
}

static void what_is_no_date_is_malformed(void **state) {
    static const char *const texts[] = {
        "",
        "hello",
        "Wed",
        "10:00:00",
        "Jan 2020",
        "1 Jan",
        "1 2020 10:00",
        "0 Jan 2020 10:00:00 +0000",
        "32 Jan 2020 10:00:00 +0000",
        "29 Feb 2019 10:00:00 +0000",
        "29 Feb 1900 10:00:00 +0000",
        "31 Apr 2020 10:00:00 +0000",
        "1 Jan 2020 24:00:00 +0000",
        "1 Jan 2020 10:60:00 +0000",
        "1 Jan 2020 10:00:61 +0000",
        "1 Jan 10000 10:00:00 +0000",
        "1 Jan 0000 10:00:00 +0000",
        "99999999999999999999 Jan 2020",
        "1 Jan 99999999999999999999",
        "2020-13-01T00:00:00Z",
        "2020-01",
        "2020-",
        "(1 Jan 2020)",
        "\xff\xfe",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        mla_date date = {1, 1};
        if (mla_date_parse(exact(mla_str_from(texts[i])), &date) != MLA_E_MALFORMED)
            fail_msg("read: \"%s\"", texts[i]);
        assert_true(date.epoch_seconds == 0 && date.zone_minutes == 0);
    }
    mla_date date;
    assert_int_equal(mla_date_parse((mla_str){0}, &date), MLA_E_MALFORMED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_of_the_rfc_are_read),
        cmocka_unit_test(obsolete_forms_are_read),
        cmocka_unit_test(obsolete_zones_are_known),
        cmocka_unit_test(what_is_missing_is_zero),
        cmocka_unit_test(common_malformations_are_read),
        cmocka_unit_test(leap_days_and_leap_seconds_are_real),
        cmocka_unit_test(the_first_and_the_last_year_are_read),
        cmocka_unit_test(what_is_no_date_is_malformed),
    };
    return cmocka_run_group_tests_name("message/date", tests, NULL, NULL);
}
