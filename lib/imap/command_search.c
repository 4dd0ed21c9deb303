/* SPDX-License-Identifier: MIT */
/* SEARCH (RFC 9051 section 6.4.4). */
#include <mailaccess/imap_command.h>

#include "base/ascii.h"
#include "imap/command.h"
#include "imap/encoder.h"

#define NESTING_MAX 16u

/* In the order of MLA_IMAP_KEY_*. Lower case stands for an argument: 'h' `name`, 'e' `date`, 'i' `number`; `text` as
 * mla__put_argument() has it. */
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
                                "BCC s\0"
                                "BODY s\0"
                                "CC s\0"
                                "FROM s\0"
                                "SUBJECT s\0"
                                "TEXT s\0"
                                "TO s\0"
                                "HEADER h s\0"
                                "KEYWORD a\0"
                                "UNKEYWORD a\0"
                                "BEFORE e\0"
                                "ON e\0"
                                "SINCE e\0"
                                "SENTBEFORE e\0"
                                "SENTON e\0"
                                "SENTSINCE e\0"
                                "LARGER i\0"
                                "SMALLER i\0"
                                "MODSEQ i\0"
                                "UID n\0"
                                "n\0" /* SEQUENCE: the set alone */
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
        mla__refuse_argument(imap, "search keys nested too deep, or empty");
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
        mla__refuse_argument(imap, "a date out of range");
    mla__put_octets(imap, day, sizeof day);
}

static void put_argument(mla_imap *imap, char form, const mla_imap_search_key *key) {
    switch (form) {
    case 'h': mla__put_argument(imap, 's', key->name); break;
    case 'e': put_date(imap, &key->date); break;
    case 'i': mla__put_number(imap, key->number); break;
    default: mla__put_argument(imap, form, key->text);
    }
}

static void put_key(mla_imap *imap, search_levels *levels, const mla_imap_search_key *key) {
    mla__put_space(imap);
    const char *at = mla__find_name(imap, (uint32_t)key->type, key_names);
    for (; *at != '\0'; at++)
        if (*at >= 'a')
            put_argument(imap, *at, key);
        else
            mla__put_char(imap, *at);
    if (key->type == MLA_IMAP_KEY_SEQUENCE)
        imap->encoded.behaviour |= MLA__SEQUENCE;
    if (key->type >= MLA_IMAP_KEY_NOT)
        open_level(imap, levels, key);
    else
        close_levels(imap, levels);
}

static bool has_8bit(mla_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (mla__ascii_is_8bit(text.ptr[i]))
            return true;
    return false;
}

/* Once UTF-8 is enabled, CHARSET is an error (RFC 9755 section 3). */
static void put_charset(mla_imap *imap, const mla_imap_search_key *keys, size_t count) {
    for (size_t i = 0; i < count && !imap->is_utf8; i++)
        if (has_8bit(keys[i].text)) {
            mla__put(imap, " CHARSET UTF-8");
            break;
        }
}

static int32_t submit_search(mla_imap *imap, const mla_imap_search_key *keys, size_t count,
                             uint32_t *command, uint32_t kind) {
    search_levels levels = {.depth = 0};
    mla__begin(imap, kind, NULL);
    put_charset(imap, keys, count);
    for (size_t i = 0; i < count; i++)
        put_key(imap, &levels, &keys[i]);
    if (count == 0 || levels.depth != 0)
        mla__refuse_argument(imap, "a search key is missing");
    return mla__end(imap, command);
}

int32_t mla_imap_submit_search(mla_imap *imap, const mla_imap_search_key *keys, size_t count,
                               uint32_t *command) {
    return submit_search(imap, keys, count, command, MLA__IMAP_SEARCH);
}

int32_t mla_imap_submit_uid_search(mla_imap *imap, const mla_imap_search_key *keys, size_t count,
                                   uint32_t *command) {
    return submit_search(imap, keys, count, command, MLA__IMAP_UID_SEARCH);
}
