/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/number.h"
#include "base/str.h"
#include "message/civil.h"
#include "message/lex.h"

/* The parts of a date tell what they are: a word is a month or a zone, what has a colon is the time, the
 * first number is the day and the second the year. So their order and what is between them do not matter. */

typedef struct date_reader {
    const char *at;
    const char *end;
    mla__civil civil; /* day, month: 0 while unknown */
    bool has_year;
    bool has_time;
    bool has_zone;
} date_reader;

static const struct {
    const char *name;
    int32_t minutes;
} zones[] = {
    {"EST", -300}, {"EDT", -240}, {"CST", -360}, {"CDT", -300}, {"MST", -420},
    {"MDT", -360}, {"PST", -480}, {"PDT", -420}, {"WEST", 60},  {"BST", 60},
    {"CET", 60},   {"MET", 60},   {"CEST", 120}, {"MEST", 120}, {"EET", 120},
    {"EEST", 180}, {"MSK", 180},  {"JST", 540},  {"KST", 540},
};

static void set_zone(date_reader *reader, int32_t minutes) {
    reader->civil.zone_minutes = minutes;
    reader->has_zone = true;
}

static void take_zone_name(date_reader *reader, mla_str word) {
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++)
        if (mla__ascii_is_word_nocase(word, zones[i].name))
            set_zone(reader, zones[i].minutes);
}

static void take_half_of_day(date_reader *reader, bool is_pm) {
    mla__civil *civil = &reader->civil;
    if (is_pm && civil->hour < 12)
        civil->hour += 12;
    else if (!is_pm && civil->hour == 12)
        civil->hour = 0;
}

static void take_word(date_reader *reader) {
    const char *start = reader->at;
    while (reader->at != reader->end && mla__ascii_is_alpha(*reader->at))
        reader->at++;
    mla_str word = mla__str_between(start, reader->at);
    int32_t month = mla__civil_month(word);
    if (month != 0 && reader->civil.month == 0)
        reader->civil.month = month;
    else if (reader->has_time && mla__ascii_is_word_nocase(word, "AM"))
        take_half_of_day(reader, false);
    else if (reader->has_time && mla__ascii_is_word_nocase(word, "PM"))
        take_half_of_day(reader, true);
    else if (reader->has_time && !reader->has_zone)
        take_zone_name(reader, word);
}

/** Comments and white space may stand around a colon: RFC 5322 section 4.3. */
static void skip_cfws(date_reader *reader) {
    reader->at = mla__lex_skip_cfws(reader->at, reader->end);
}

static bool is_at(const date_reader *reader, char c) {
    return reader->at != reader->end && *reader->at == c;
}

static bool is_at_digit(const date_reader *reader) {
    return reader->at != reader->end && mla__ascii_is_digit(*reader->at);
}

/** Numbers that are too large stay out of every range. */
static int32_t take_digits(date_reader *reader) {
    uint32_t value;
    mla__number_scan_u32(&reader->at, reader->end, &value);
    return value > 99999 ? 99999 : (int32_t)value;
}

/** @return the number behind a colon, or 0 when there is none. */
static int32_t take_colon_and_digits(date_reader *reader) {
    skip_cfws(reader);
    if (!is_at(reader, ':'))
        return 0;
    reader->at++;
    skip_cfws(reader);
    return is_at_digit(reader) ? take_digits(reader) : 0;
}

static void take_time(date_reader *reader, int32_t hour) {
    reader->civil.hour = hour;
    reader->civil.minute = take_colon_and_digits(reader);
    reader->civil.second = take_colon_and_digits(reader);
    reader->has_time = true;
    if (!is_at(reader, '.'))
        return;
    do /* a fraction of the second */
        reader->at++;
    while (is_at_digit(reader));
}

/** RFC 5322 section 4.3. */
static int32_t full_year(int32_t year, size_t digits) {
    if (digits >= 4)
        return year;
    return digits == 3 || year >= 50 ? year + 1900 : year + 2000;
}

/** ISO 8601's "2020-01-31", of which the year is read. */
static void take_iso_day(date_reader *reader, int32_t year) {
    reader->civil.year = year;
    reader->has_year = true;
    reader->at++;
    reader->civil.month = take_digits(reader);
    if (!is_at(reader, '-'))
        return;
    reader->at++;
    if (is_at_digit(reader))
        reader->civil.day = take_digits(reader);
}

static bool is_iso_day(const date_reader *reader, size_t digits) {
    return digits == 4 && reader->end - reader->at > 1 && reader->at[0] == '-' &&
           mla__ascii_is_digit(reader->at[1]);
}

static void take_number(date_reader *reader) {
    const char *start = reader->at;
    int32_t value = take_digits(reader);
    size_t digits = (size_t)(reader->at - start);
    skip_cfws(reader);
    if (is_at(reader, ':') && !reader->has_time)
        take_time(reader, value);
    else if (reader->civil.day == 0 && is_iso_day(reader, digits))
        take_iso_day(reader, value);
    else if (reader->civil.day == 0 && digits <= 2)
        reader->civil.day = value == 0 ? -1 : value;
    else if (!reader->has_year) {
        reader->civil.year = full_year(value, digits);
        reader->has_year = true;
    } else if (reader->has_time && !reader->has_zone && digits == 4)
        set_zone(reader, mla__civil_zone(false, (uint32_t)value)); /* its "+" is missing */
}

/** "+0100", "-08:00", "+1". */
static void take_zone(date_reader *reader) {
    bool is_west = *reader->at++ == '-';
    const char *start = reader->at;
    uint32_t hhmm = (uint32_t)take_digits(reader);
    if (reader->at - start <= 2)
        hhmm = hhmm * 100 + (uint32_t)take_colon_and_digits(reader);
    set_zone(reader, mla__civil_zone(is_west, hhmm));
}

static bool is_at_zone(const date_reader *reader) {
    return reader->has_time && !reader->has_zone && (is_at(reader, '+') || is_at(reader, '-')) &&
           reader->end - reader->at > 1 && mla__ascii_is_digit(reader->at[1]);
}

int32_t mla_date_parse(mla_str value, mla_date *date) {
    date_reader reader = {.at = value.ptr, .end = mla__str_end(value)};
    *date = (mla_date){0};
    for (;;) {
        skip_cfws(&reader);
        if (reader.at == reader.end)
            break;
        if (mla__ascii_is_alpha(*reader.at))
            take_word(&reader);
        else if (is_at_digit(&reader))
            take_number(&reader);
        else if (is_at_zone(&reader))
            take_zone(&reader);
        else
            reader.at++;
    }
    if (!reader.has_year)
        return MLA_E_MALFORMED;
    return mla__civil_to_date(&reader.civil, date);
}
