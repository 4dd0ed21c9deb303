/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "base/octets.h"
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

#if MLA__OCTETS_WIDE

/* Eight octets of a form in which '0' stands for a digit: each digit becomes its value, all else 0. */
static inline bool read_form(const char *at, const char *form, uint64_t *values) {
    uint64_t wanted = mla__octets_load(form);
    uint64_t fixed =
        (((wanted ^ MLA__OCTETS_EACH('0')) + MLA__OCTETS_EACH(0x7f)) >> 7) & MLA__OCTETS_EACH(0x01);
    /* Makes more than a digit's value, and anything in a fixed place, reach the highest bit. */
    uint64_t beyond = MLA__OCTETS_EACH(0x80 - 10) + 9 * fixed;
    *values = mla__octets_load(at) ^ wanted;
    return (((*values + beyond) | *values) & MLA__OCTETS_EACH(0x80)) == 0;
}

static inline int32_t octet_at(uint64_t octets, unsigned place) {
    return (int32_t)(octets >> 8 * place & 0xff);
}

/* As RFC 9051 has it: "17-Jul-1996 02:44:25 -0700". */
static bool read_usual(const char *at, mla__civil *civil) {
    uint64_t year, clock, zone;
    bool is_west = at[21] == '-';
    if (!read_form(at + 6, "-0000 00", &year) || !read_form(at + 12, "00:00:00", &clock) ||
        !read_form(at + 18, is_west ? "00 -0000" : "00 +0000", &zone) || at[2] != '-')
        return false;
    /* Of two digits beside each other the place of the first holds the number now. */
    year = year * 10 + (year >> 8);
    clock = clock * 10 + (clock >> 8);
    zone = zone * 10 + (zone >> 8);
    civil->day = (at[0] == ' ' ? 0 : digit(at[0]) * 10) + digit(at[1]);
    civil->month = mla__civil_month((mla_str){at + 3, 3});
    civil->year = octet_at(year, 1) * 100 + octet_at(year, 3);
    civil->hour = octet_at(clock, 0);
    civil->minute = octet_at(clock, 3);
    civil->second = octet_at(clock, 6);
    civil->zone_minutes =
        mla__civil_zone(is_west, (uint32_t)(octet_at(zone, 4) * 100 + octet_at(zone, 6)));
    return true;
}

#else

static bool read_usual(const char *at, mla__civil *civil) {
    (void)at, (void)civil;
    return false;
}

#endif

int32_t mla_date_parse_internal(mla_str value, mla_date *date) {
    enum {
        USUAL_LEN = 26
    };
    mla__civil usual;
    if (value.len == USUAL_LEN && read_usual(value.ptr, &usual) &&
        mla__civil_to_date(&usual, date) == MLA_OK)
        return MLA_OK;
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
