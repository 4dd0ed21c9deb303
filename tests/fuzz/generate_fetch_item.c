/* SPDX-License-Identifier: MIT */
/* Items of FETCH that every server knows. */
#include "generate_fetch.h"

void fetch_put_uid(builder *b, fetch_builder *f) {
    build_keyword(b, "UID");
    build_put(b, " ");
    f->fetch->uid = (uint32_t)build_put_any_number(b, UINT32_MAX);
    f->fetch->items |= MLA_IMAP_FETCH_UID;
}

void fetch_put_flags(builder *b, fetch_builder *f) {
    enum {
        FLAGS_MAX = 10
    };
    mla_str *names = build_alloc(b, FLAGS_MAX, sizeof *names);
    build_keyword(b, "FLAGS");
    build_put(b, " ");
    size_t count = build_list(b, names, FLAGS_MAX, build_flag);
    f->fetch->flags.names = names;
    f->fetch->flags.name_count = count;
    f->fetch->flags.system = build_system_flags(names, count);
    f->fetch->items |= MLA_IMAP_FETCH_FLAGS;
}

/* Days since 1970-01-01 by adding up years and months. */
static int64_t days_before(uint32_t year, uint32_t month) {
    static const uint32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t days = 0;
    for (uint32_t y = 1970; y != year; y += y < year ? 1u : UINT32_MAX) {
        uint32_t counted = y < year ? y : y - 1;
        bool is_leap = counted % 4 == 0 && (counted % 100 != 0 || counted % 400 == 0);
        days += (y < year ? 1 : -1) * (365 + is_leap);
    }
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    for (uint32_t m = 0; m < month; m++)
        days += lengths[m] + (m == 1 && is_leap);
    return days;
}

void fetch_put_date(builder *b, mla_imap_date *date) {
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    uint32_t day = 1 + build_below(b, 28);
    uint32_t month = build_below(b, 12);
    uint32_t year = 1 + (uint32_t)build_number(b, 9998);
    uint32_t hour = build_below(b, 24);
    uint32_t minute = build_below(b, 60);
    uint32_t second = build_below(b, 60);
    uint32_t zone = build_below(b, 14 * 4) * 15;
    bool is_west = build_flip(b);
    char text[40];
    int len =
        snprintf(text, sizeof text, "%2u-%s-%04u %02u:%02u:%02u %c%02u%02u", day, months[month],
                 year, hour, minute, second, is_west ? '-' : '+', zone / 60, zone % 60);
    build_put(b, "\"");
    size_t from = b->len;
    build_put_str(b, (mla_str){text, (size_t)len});
    date->text = build_since(b, from);
    build_put(b, "\"");
    date->valid = 1;
    date->zone_minutes = is_west ? -(int32_t)zone : (int32_t)zone;
    date->epoch_seconds = (days_before(year, month) + day - 1) * 86400 +
                          (int64_t)(hour * 3600 + minute * 60 + second) - date->zone_minutes * 60;
}

void fetch_put_internaldate(builder *b, fetch_builder *f) {
    build_keyword(b, "INTERNALDATE");
    build_put(b, " ");
    fetch_put_date(b, &f->fetch->internaldate);
    f->fetch->items |= MLA_IMAP_FETCH_INTERNALDATE;
}

void fetch_put_size(builder *b, fetch_builder *f) {
    build_keyword(b, "RFC822.SIZE");
    build_put(b, " ");
    f->fetch->rfc822_size = build_put_any_number(b, UINT64_MAX);
    f->fetch->items |= MLA_IMAP_FETCH_RFC822_SIZE;
}

void fetch_put_modseq(builder *b, fetch_builder *f) {
    build_keyword(b, "MODSEQ");
    build_put(b, " (");
    f->fetch->modseq = build_put_any_number(b, INT64_MAX);
    build_put(b, ")");
    f->fetch->items |= MLA_IMAP_FETCH_MODSEQ;
}

void fetch_put_envelope(builder *b, fetch_builder *f) {
    build_keyword(b, "ENVELOPE");
    build_put(b, " ");
    f->fetch->envelope = build_envelope(b);
    f->fetch->items |= MLA_IMAP_FETCH_ENVELOPE;
}

/* One of the two: they fill the same field. */
void fetch_put_structure(builder *b, fetch_builder *f) {
    bool is_extended = build_flip(b);
    build_keyword(b, is_extended ? "BODYSTRUCTURE" : "BODY");
    build_put(b, " ");
    f->fetch->body_structure = build_body_structure(b, is_extended);
    f->fetch->items |= is_extended ? MLA_IMAP_FETCH_BODYSTRUCTURE : MLA_IMAP_FETCH_BODY;
}
