/* SPDX-License-Identifier: MIT */
/* SEARCH (RFC 9051 section 6.4.4). */
#include <mailaccess/imap_command.h>

#include "base/ascii.h"
#include "base/number.h"
#include "imap/command.h"
#include "imap/encoder.h"

#define NESTING_MAX 16u

/* In the order of MLA_IMAP_KEY_*, for mla__put_row(). */
static const char key_names[] = "\3ALL"
                                "\10ANSWERED"
                                "\7DELETED"
                                "\5DRAFT"
                                "\7FLAGGED"
                                "\3NEW"
                                "\3OLD"
                                "\6RECENT"
                                "\4SEEN"
                                "\12UNANSWERED"
                                "\11UNDELETED"
                                "\7UNDRAFT"
                                "\11UNFLAGGED"
                                "\6UNSEEN"
                                "\5BCC s"
                                "\6BODY s"
                                "\4CC s"
                                "\6FROM s"
                                "\11SUBJECT s"
                                "\6TEXT s"
                                "\4TO s"
                                "\12HEADER s s"
                                "\11KEYWORD a"
                                "\13UNKEYWORD a"
                                "\10BEFORE t"
                                "\4ON t"
                                "\7SINCE t"
                                "\14SENTBEFORE t"
                                "\10SENTON t"
                                "\13SENTSINCE t"
                                "\10LARGER t"
                                "\11SMALLER t"
                                "\10MODSEQ t"
                                "\5UID n"
                                "\1n" /* SEQUENCE: the set alone */
                                "\3NOT"
                                "\2OR"
                                "\1(";

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
        mla__refuse_argument(imap, "search keys missing or nested too deep");
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

/* Writes the argument of those that have a date or a number. @return octets of it. */
static size_t format_argument(mla_imap *imap, const mla_imap_search_key *key, char *out) {
    if (key->type >= MLA_IMAP_KEY_LARGER)
        return mla__number_format(out, key->number);
    if (mla_date_format_day(&key->date, out) != MLA_OK)
        mla__refuse_argument(imap, "a date out of range");
    return MLA_DATE_DAY_LEN;
}

static void put_key(mla_imap *imap, search_levels *levels, const mla_imap_search_key *key) {
    char formatted[MLA__NUMBER_MAX] = {0};
    mla_str arguments[] = {key->text, key->text};
    if (key->type == MLA_IMAP_KEY_HEADER)
        arguments[0] = key->name;
    else if (key->type >= MLA_IMAP_KEY_BEFORE && key->type <= MLA_IMAP_KEY_MODSEQ)
        arguments[0] = (mla_str){formatted, format_argument(imap, key, formatted)};
    mla__put_space(imap);
    mla__put_row(imap, (uint32_t)key->type, key_names, arguments);
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
        mla__refuse_argument(imap, "search keys missing or nested too deep");
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
