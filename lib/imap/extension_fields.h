/* SPDX-License-Identifier: MIT */
/**
 * Responses as tables: which fields they have, in the order in which they stand, and where each goes.
 *
 *     * QUOTA "" (STORAGE 10 512)
 *
 *     static const uint8_t quota[] = {
 *         MLA__RESPONSE(QUOTA, quota, mla_imap_quota),
 *         MLA__FIELD(STRING, mla_imap_quota, root),
 *         MLA__ARRAY(LIST, mla_imap_quota, resources, mla_imap_quota_resource),
 *         MLA__FIELD(STRING, mla_imap_quota_resource, name),
 *         MLA__FIELD(NUMBER, mla_imap_quota_resource, usage),
 *         MLA__FIELD(NUMBER, mla_imap_quota_resource, limit),
 *         MLA__FIELD_END,
 *     };
 */
#ifndef MLA_IMAP_EXTENSION_FIELDS_H
#define MLA_IMAP_EXTENSION_FIELDS_H

#include <stddef.h>

#include "imap/decoder.h"

/* How a table begins: with the type of the event, MLA_IMAP_EVENT_*. */

/** A struct that begins with its size, and to which a member of the event points. */
#define MLA__RESPONSE(event, member, type) \
    MLA__PLAIN_RESPONSE(event, member, type), MLA__FIELD_SIZE, sizeof(type)
/** The same without its size. */
#define MLA__PLAIN_RESPONSE(event, member, type) \
    MLA_IMAP_EVENT_##event, offsetof(mla_imap_event, member), sizeof(type)
/** The fields are the event's own. */
#define MLA__EVENT_RESPONSE(event) MLA_IMAP_EVENT_##event, 0, 0

/** @param kind MLA__FIELD_*. */
#define MLA__FIELD(kind, type, member) MLA__FIELD_##kind, offsetof(type, member)
/** LIST or REST of items; the rest of the table are the fields of each. Behind `member` stands their count. */
#define MLA__ARRAY(kind, type, member, item) MLA__FIELD(kind, type, member), sizeof(item)
/** An item that is no struct but one field. */
#define MLA__ITEM(kind) MLA__FIELD_##kind, 0

enum {
    MLA__FIELD_END,
    MLA__FIELD_SIZE,       /**< none: the payload's `struct_size` */
    MLA__FIELD_MAILBOX,    /**< the name in UTF-8, and behind it as sent */
    MLA__FIELD_STRING,     /**< a word, quoted or literal */
    MLA__FIELD_DATA,       /**< a string or NIL; a list as sent */
    MLA__FIELD_NUMBER,     /**< a uint64_t */
    MLA__FIELD_PARAMETERS, /**< names with values, or NIL */
    MLA__FIELD_WORDS,      /**< words in parentheses, and behind them their count */
    MLA__FIELD_WORDS_LAST, /**< the same; they may be left out */
    MLA__FIELD_LIST,       /**< an array in parentheses */
    MLA__FIELD_REST        /**< an array up to the end */
};

/** Reads a response. @param response such a table. @return as the readers of decoder.h. */
int32_t mla__read_fields(mla_imap_decoder *decoder, mla__lex *lex, const uint8_t *response);

#endif
