/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/mem.h"
#include "base/str.h"
#include "message/civil.h"
#include "message/lex.h"

/** Reads exactly `count` digits. @return behind them, or NULL. NULL in, NULL out. */
static const char *read_digits(const char *at, const char *end, int count, int32_t *value) {
    if (at == NULL || end - at < count)
        return NULL;
    *value = 0;
    for (; count > 0; count--, at++) {
        if (!mla__ascii_is_digit(*at))
            return NULL;
        *value = *value * 10 + (*at - '0');
    }
    return at;
}

static const char *read_char(const char *at, const char *end, char c) {
    return at != NULL && at != end && *at == c ? at + 1 : NULL;
}

static const char *read_day(const char *at, const char *end, int32_t *day) {
    bool is_short = end - at < 2 || !mla__ascii_is_digit(at[1]);
    return read_digits(at, end, is_short ? 1 : 2, day);
}

static const char *read_month(const char *at, const char *end, int32_t *month) {
    if (at == NULL || end - at < 3)
        return NULL;
    *month = mla__civil_month((mla_str){at, 3});
    return *month != 0 ? at + 3 : NULL;
}

static const char *read_time(const char *at, const char *end, mla__civil *civil) {
    at = read_digits(at, end, 2, &civil->hour);
    at = read_digits(read_char(at, end, ':'), end, 2, &civil->minute);
    return read_digits(read_char(at, end, ':'), end, 2, &civil->second);
}

/** A zone that is missing is UTC: some servers leave it out. */
static const char *read_zone(const char *at, const char *end, int32_t *zone_minutes) {
    if (at == NULL || at == end)
        return at;
    int32_t hhmm;
    bool is_west = *at == '-';
    if (!is_west && *at != '+')
        return NULL;
    at = read_digits(at + 1, end, 4, &hhmm);
    if (at != NULL)
        *zone_minutes = mla__civil_zone(is_west, (uint32_t)hhmm);
    return at;
}

int32_t mla_date_parse_internal(mla_str value, mla_date *date) {
    mla_str trimmed = mla__lex_trim(value.ptr, mla__str_end(value));
    const char *end = mla__str_end(trimmed);
    mla__civil civil = {0};
    *date = (mla_date){0};
    const char *at = read_day(trimmed.ptr, end, &civil.day);
    at = read_month(read_char(at, end, '-'), end, &civil.month);
    at = read_digits(read_char(at, end, '-'), end, 4, &civil.year);
    at = read_time(read_char(at, end, ' '), end, &civil);
    if (at == NULL)
        return MLA_E_MALFORMED;
    at = read_zone(mla__lex_skip_blanks(at, end), end, &civil.zone_minutes);
    return at == end ? mla__civil_to_date(&civil, date) : MLA_E_MALFORMED;
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
