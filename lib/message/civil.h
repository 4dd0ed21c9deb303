/* SPDX-License-Identifier: MIT */
/** The Gregorian calendar, for the years 1 to 9999. */
#ifndef MLA_MESSAGE_CIVIL_H
#define MLA_MESSAGE_CIVIL_H

#include <stdbool.h>

#include <mailaccess/message.h>

/** A date and a time of day as written down, in the zone beside it. */
typedef struct mla__civil {
    int32_t year;
    int32_t month; /**< 1 to 12 */
    int32_t day;
    int32_t hour;
    int32_t minute;
    int32_t second;       /**< up to 60: a leap second */
    int32_t zone_minutes; /**< east of UTC */
} mla__civil;

/** @return MLA_OK; MLA_E_MALFORMED when a field is out of range. */
int32_t mla__civil_to_date(const mla__civil *civil, mla_date *date);

/** @return MLA_OK; MLA_E_INVALID out of the years 1 to 9999 or with a zone of a day or more. */
int32_t mla__civil_from_date(const mla_date *date, mla__civil *civil);

/** @param name three letters or more, such as "Jan" or "january". @return 1 to 12, or 0. */
int32_t mla__civil_month(mla_str name);

/** @param month 1 to 12. @return three letters. */
const char *mla__civil_month_name(int32_t month);

/** Minutes of a zone "hhmm". @return 0 when it is no zone on earth. */
int32_t mla__civil_zone(bool is_west, uint32_t hhmm);

#endif
