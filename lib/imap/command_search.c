/* SPDX-License-Identifier: MIT */
/* SEARCH (RFC 9051 section 6.4.4). */
#include <mailaccess/imap_command.h>

#include "base/ascii.h"
#include "imap/command.h"
#include "imap/encoder.h"

#define NESTING_MAX 16u

/* In the order of MLA_IMAP_KEY_*. */
static const char key_names[] = "ALL\0"
                                "ANSWERED\0"
                                "DELETED\0"
                                "DRAFT\0"
                                "FLAGGED\0"
                                "NEW\0"
                                "OLD\0"
                                "RECENT\0"
                                "SEEN\0"
                                "UNANSWERED\0"
                                "UNDELETED\0"
                                "UNDRAFT\0"
                                "UNFLAGGED\0"
                                "UNSEEN\0"
                                "BCC \0"
                                "BODY \0"
                                "CC \0"
                                "FROM \0"
                                "SUBJECT \0"
                                "TEXT \0"
                                "TO \0"
                                "HEADER \0"
                                "KEYWORD \0"
                                "UNKEYWORD \0"
                                "BEFORE \0"
                                "ON \0"
                                "SINCE \0"
                                "SENTBEFORE \0"
                                "SENTON \0"
                                "SENTSINCE \0"
                                "LARGER \0"
                                "SMALLER \0"
                                "MODSEQ \0"
                                "UID \0"
                                "SEQUENCE\0" /* never sent: the set stands alone */
                                "NOT\0"
                                "OR\0"
                                "(\0";

/* Operators whose keys have not all come. */
typedef struct search_levels {
    uint32_t wanted[NESTING_MAX];
    uint32_t groups; /* a bit for each level that ")" ends */
    uint32_t depth;
} search_levels;

static void open_level(mla_imap *imap, search_levels *levels, const mla_imap_search_key *key) {
    bool is_group = key->type == MLA_IMAP_KEY_AND;
    uint64_t wanted = is_group ? key->number : key->type == MLA_IMAP_KEY_OR ? 2 : 1;
    if (levels->depth == NESTING_MAX || wanted == 0 || wanted > UINT32_MAX) {
        mla__refuse(imap, MLA_E_INVALID, "search keys nested too deep, or empty");
        return;
    }
    levels->groups = (levels->groups & ~(1u << levels->depth)) | (uint32_t)is_group
                                                                     << levels->depth;
    levels->wanted[levels->depth++] = (uint32_t)wanted;
}

/** A key is complete, and with it perhaps what it belongs to. */
static void close_levels(mla_imap *imap, search_levels *levels) {
    while (levels->depth != 0 && --levels->wanted[levels->depth - 1] == 0) {
        levels->depth--;
        if (levels->groups >> levels->depth & 1)
            mla__put_char(imap, ')');
    }
}

static void put_date(mla_imap *imap, const mla_date *date) {
    char day[MLA_DATE_DAY_LEN];
    if (mla_date_format_day(date, day) != MLA_OK)
        mla__refuse(imap, MLA_E_INVALID, "a date out of range");
    else
        mla__put_octets(imap, day, sizeof day);
}

static void put_argument(mla_imap *imap, const mla_imap_search_key *key) {
    if (key->type == MLA_IMAP_KEY_HEADER) {
        mla__put_string(imap, key->name);
        mla__put_char(imap, ' ');
    }
    if (key->type >= MLA_IMAP_KEY_UID)
        mla__put_set(imap, key->text);
    else if (key->type >= MLA_IMAP_KEY_LARGER)
        mla__put_number(imap, key->number);
    else if (key->type >= MLA_IMAP_KEY_BEFORE)
        put_date(imap, &key->date);
    else if (key->type >= MLA_IMAP_KEY_KEYWORD)
        mla__put_atom(imap, key->text);
    else if (key->type >= MLA_IMAP_KEY_BCC)
        mla__put_string(imap, key->text);
}

static void put_key(mla_imap *imap, search_levels *levels, const mla_imap_search_key *key) {
    if (key->type == MLA_IMAP_KEY_SEQUENCE)
        imap->encoded.behaviour |= MLA__SEQUENCE;
    else
        mla__put_name(imap, (uint32_t)key->type, key_names);
    if (key->type >= MLA_IMAP_KEY_NOT) {
        open_level(imap, levels, key);
        return;
    }
    put_argument(imap, key);
    close_levels(imap, levels);
}

static bool has_8bit(mla_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (mla__ascii_is_8bit(text.ptr[i]))
            return true;
    return false;
}

/* Once UTF-8 is enabled, CHARSET is an error (RFC 9755 section 3). */
static bool needs_charset(const mla_imap *imap, const mla_imap_search_key *keys, size_t count) {
    if (imap->is_utf8)
        return false;
    for (size_t i = 0; i < count; i++)
        if (has_8bit(keys[i].text))
            return true;
    return false;
}

static int32_t submit_search(mla_imap *imap, uint8_t kind, const mla_imap_search_key *keys,
                             size_t count, uint32_t *command) {
    search_levels levels = {.depth = 0};
    mla__begin(imap, kind);
    if (needs_charset(imap, keys, count))
        mla__put(imap, " CHARSET UTF-8");
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || keys[i - 1].type != MLA_IMAP_KEY_AND)
            mla__put_char(imap, ' ');
        put_key(imap, &levels, &keys[i]);
    }
    if (count == 0 || levels.depth != 0)
        mla__refuse(imap, MLA_E_INVALID, "a search key is missing");
    return mla__end(imap, command);
}

int32_t mla_imap_submit_search(mla_imap *imap, const mla_imap_search_key *keys, size_t count,
                               uint32_t *command) {
    return submit_search(imap, MLA__IMAP_SEARCH, keys, count, command);
}

int32_t mla_imap_submit_uid_search(mla_imap *imap, const mla_imap_search_key *keys, size_t count,
                                   uint32_t *command) {
    return submit_search(imap, MLA__IMAP_UID_SEARCH, keys, count, command);
}
