/* SPDX-License-Identifier: MIT */
#include "message/civil.h"

#define SECONDS_PER_DAY 86400
#define MINUTES_PER_DAY 1440
#define EPOCH_DAY 719468 /* from 0000-03-01 to 1970-01-01 */

static const char month_names[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static bool is_leap(int32_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int32_t days_of(int32_t year, int32_t month) {
    static const int8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years begin in March here, so that the leap day is the last one; an era is 400 of them. */

static int32_t day_number(uint32_t year, uint32_t month, uint32_t day) {
    uint32_t y = month <= 2 ? year - 1 : year;
    uint32_t month_from_march = month <= 2 ? month + 9 : month - 3;
    uint32_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    return (int32_t)(y * 365 + y / 4 - y / 100 + y / 400 + day_of_year) - EPOCH_DAY;
}

static void civil_day(int32_t day, mla__civil *civil) {
    int32_t from_march = day + EPOCH_DAY;
    int32_t era = from_march / 146097;
    int32_t day_of_era = from_march % 146097;
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t month_from_march = (5 * day_of_year + 2) / 153;
    civil->day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    civil->month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    civil->year = year_of_era + era * 400 + (civil->month <= 2 ? 1 : 0);
}

int32_t mla__civil_to_date(const mla__civil *civil, mla_date *date) {
    bool is_day = civil->year >= 1 && civil->year <= 9999 && civil->month >= 1 &&
                  civil->month <= 12 && civil->day >= 1 &&
                  civil->day <= days_of(civil->year, civil->month);
    if (!is_day || civil->hour > 23 || civil->minute > 59 || civil->second > 60)
        return MLA_E_MALFORMED;
    int32_t seconds = civil->hour * 3600 + civil->minute * 60 + civil->second;
    date->epoch_seconds =
        (int64_t)day_number((uint32_t)civil->year, (uint32_t)civil->month, (uint32_t)civil->day) *
            SECONDS_PER_DAY +
        seconds - (int64_t)civil->zone_minutes * 60;
    date->zone_minutes = civil->zone_minutes;
    return MLA_OK;
}

int32_t mla__civil_from_date(const mla_date *date, mla__civil *civil) {
    static const int64_t first = -62135596800; /* 0001-01-01 00:00:00 */
    static const int64_t last = 253402300799;  /* 9999-12-31 23:59:59 */
    if (date->zone_minutes <= -MINUTES_PER_DAY || date->zone_minutes >= MINUTES_PER_DAY)
        return MLA_E_INVALID;
    int64_t zone_seconds = (int64_t)date->zone_minutes * 60;
    if (date->epoch_seconds < first - zone_seconds || date->epoch_seconds > last - zone_seconds)
        return MLA_E_INVALID;
    int64_t local = date->epoch_seconds + zone_seconds;
    int64_t since_first = local - first;
    int32_t second_of_day = (int32_t)(since_first % SECONDS_PER_DAY);
    civil_day((int32_t)((local - second_of_day) / SECONDS_PER_DAY), civil);
    civil->hour = second_of_day / 3600;
    civil->minute = second_of_day / 60 % 60;
    civil->second = second_of_day % 60;
    civil->zone_minutes = date->zone_minutes;
    return MLA_OK;
}

/* Three letters as a number. */
#define PACK(a, b, c) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16)

int32_t mla__civil_month(mla_str name) {
    static const uint32_t months[12] = {
        PACK('j', 'a', 'n'), PACK('f', 'e', 'b'), PACK('m', 'a', 'r'), PACK('a', 'p', 'r'),
        PACK('m', 'a', 'y'), PACK('j', 'u', 'n'), PACK('j', 'u', 'l'), PACK('a', 'u', 'g'),
        PACK('s', 'e', 'p'), PACK('o', 'c', 't'), PACK('n', 'o', 'v'), PACK('d', 'e', 'c'),
    };
    if (name.len < 3)
        return 0;
    /* No other octet than a letter becomes a letter by the bit that makes it small. */
    uint32_t wanted =
        PACK((unsigned char)name.ptr[0], (unsigned char)name.ptr[1], (unsigned char)name.ptr[2]) |
        PACK(0x20, 0x20, 0x20);
    for (int32_t i = 0; i < 12; i++)
        if (months[i] == wanted)
            return i + 1;
    return 0;
}

const char *mla__civil_month_name(int32_t month) {
    return month_names[month - 1];
}

int32_t mla__civil_zone(bool is_west, uint32_t hhmm) {
    if (hhmm / 100 > 23 || hhmm % 100 > 59)
        return 0;
    int32_t minutes = (int32_t)(hhmm / 100 * 60 + hhmm % 100);
    return is_west ? -minutes : minutes;
}
