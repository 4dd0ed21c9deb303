/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "base/str.h"
#include "message/civil.h"
#include "message/lex.h"

/* What is no digit makes all that is computed from it negative. */
static inline int32_t digit(char c) {
    unsigned value = (unsigned)c - '0';
    return value <= 9 ? (int32_t)value : -100000;
}

static inline int32_t pair(const char *at) {
    return digit(at[0]) * 10 + digit(at[1]);
}

/* Everything between the day and the zone has its fixed place: "-Jan-2020 10:00:00". */
#define MIDDLE_LEN 18

static bool read_middle(const char *at, mla__civil *civil) {
    civil->month = mla__civil_month((mla_str){at + 1, 3});
    civil->year = pair(at + 5) * 100 + pair(at + 7);
    civil->hour = pair(at + 10);
    civil->minute = pair(at + 13);
    civil->second = pair(at + 16);
    return at[0] == '-' && civil->month != 0 && at[4] == '-' && at[9] == ' ' && at[12] == ':' &&
           at[15] == ':' && (civil->year | civil->hour | civil->minute | civil->second) >= 0;
}

/* A zone that is missing is UTC: some servers leave it out. */
static bool read_zone(const char *at, const char *end, int32_t *zone_minutes) {
    if (at == end)
        return true;
    if (end - at != 5 || (*at != '-' && *at != '+'))
        return false;
    int32_t hhmm = pair(at + 1) * 100 + pair(at + 3);
    if (hhmm >= 0)
        *zone_minutes = mla__civil_zone(*at == '-', (uint32_t)hhmm);
    return hhmm >= 0;
}

int32_t mla_date_parse_internal(mla_str value, mla_date *date) {
    mla_str trimmed = mla__lex_trim(value.ptr, mla__str_end(value));
    const char *at = trimmed.ptr;
    const char *end = mla__str_end(trimmed);
    mla__civil civil = {0};
    *date = (mla_date){0};
    if (end - at < 1 + MIDDLE_LEN)
        return MLA_E_MALFORMED;
    bool is_short = at[1] == '-';
    civil.day = is_short ? digit(*at) : pair(at);
    at += is_short ? 1 : 2;
    if (end - at < MIDDLE_LEN || !read_middle(at, &civil))
        return MLA_E_MALFORMED;
    at = mla__lex_skip_blanks(at + MIDDLE_LEN, end);
    return read_zone(at, end, &civil.zone_minutes) ? mla__civil_to_date(&civil, date)
                                                   : MLA_E_MALFORMED;
}

static char *put_digits(char *out, int count, int32_t value) {
    for (int i = count - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return out + count;
}

static char *put_day(char *out, const mla__civil *civil) {
    out = put_digits(out, 2, civil->day);
    *out++ = '-';
    memcpy(out, mla__civil_month_name(civil->month), 3);
    out[3] = '-';
    return put_digits(out + 4, 4, civil->year);
}

int32_t mla_date_format_day(const mla_date *date, char *out) {
    mla__civil civil;
    int32_t status = mla__civil_from_date(date, &civil);
    if (status == MLA_OK)
        put_day(out, &civil);
    return status;
}

int32_t mla_date_format_internal(const mla_date *date, char *out) {
    mla__civil civil;
    int32_t status = mla__civil_from_date(date, &civil);
    if (status != MLA_OK)
        return status;
    char *at = put_day(out, &civil);
    *at++ = ' ';
    at = put_digits(at, 2, civil.hour);
    *at++ = ':';
    at = put_digits(at, 2, civil.minute);
    *at++ = ':';
    at = put_digits(at, 2, civil.second);
    *at++ = ' ';
    int32_t zone = civil.zone_minutes;
    *at++ = zone < 0 ? '-' : '+';
    zone = zone < 0 ? -zone : zone;
    put_digits(put_digits(at, 2, zone / 60), 2, zone % 60);
    return MLA_OK;
}
