/* SPDX-License-Identifier: MIT */
/**
 * What IMAP responses hold, as structs (RFC 9051 section 7, RFC 3501 section 7).
 *
 * Structs are read-only; those that begin with their size only ever grow at their end. A string with
 * `ptr == NULL` is NIL or was not sent. How long they live is said where they are handed out:
 * imap_response.h.
 */
#ifndef MAILACCESS_IMAP_DATA_H
#define MAILACCESS_IMAP_DATA_H

#include <mailaccess/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Status responses, RFC 9051 section 7.1. */

#define MLA_IMAP_OK 1
#define MLA_IMAP_NO 2
#define MLA_IMAP_BAD 3
#define MLA_IMAP_BYE 4
#define MLA_IMAP_PREAUTH 5

/* Response codes. An unknown one is MLA_IMAP_CODE_OTHER and has its name. */
#define MLA_IMAP_CODE_NONE 0
#define MLA_IMAP_CODE_OTHER 1
#define MLA_IMAP_CODE_ALERT 2
#define MLA_IMAP_CODE_ALREADYEXISTS 3
#define MLA_IMAP_CODE_APPENDUID 4
#define MLA_IMAP_CODE_AUTHENTICATIONFAILED 5
#define MLA_IMAP_CODE_AUTHORIZATIONFAILED 6
#define MLA_IMAP_CODE_BADCHARSET 7
#define MLA_IMAP_CODE_CANNOT 8
#define MLA_IMAP_CODE_CAPABILITY 9
#define MLA_IMAP_CODE_CLIENTBUG 10
#define MLA_IMAP_CODE_CLOSED 11
#define MLA_IMAP_CODE_CONTACTADMIN 12
#define MLA_IMAP_CODE_COPYUID 13
#define MLA_IMAP_CODE_CORRUPTION 14
#define MLA_IMAP_CODE_EXPIRED 15
#define MLA_IMAP_CODE_EXPUNGEISSUED 16
#define MLA_IMAP_CODE_HASCHILDREN 17
#define MLA_IMAP_CODE_HIGHESTMODSEQ 18
#define MLA_IMAP_CODE_INUSE 19
#define MLA_IMAP_CODE_LIMIT 20
#define MLA_IMAP_CODE_MODIFIED 21
#define MLA_IMAP_CODE_NOMODSEQ 22
#define MLA_IMAP_CODE_NONEXISTENT 23
#define MLA_IMAP_CODE_NOPERM 24
#define MLA_IMAP_CODE_NOTSAVED 25
#define MLA_IMAP_CODE_OVERQUOTA 26
#define MLA_IMAP_CODE_PARSE 27
#define MLA_IMAP_CODE_PERMANENTFLAGS 28
#define MLA_IMAP_CODE_PRIVACYREQUIRED 29
#define MLA_IMAP_CODE_READ_ONLY 30
#define MLA_IMAP_CODE_READ_WRITE 31
#define MLA_IMAP_CODE_SERVERBUG 32
#define MLA_IMAP_CODE_TRYCREATE 33
#define MLA_IMAP_CODE_UIDNEXT 34
#define MLA_IMAP_CODE_UIDNOTSTICKY 35
#define MLA_IMAP_CODE_UIDVALIDITY 36
#define MLA_IMAP_CODE_UNAVAILABLE 37
#define MLA_IMAP_CODE_UNKNOWN_CTE 38
#define MLA_IMAP_CODE_UNSEEN 39
#define MLA_IMAP_CODE_MAILBOXID 40
#define MLA_IMAP_CODE_THROTTLED 41

/** A run of message numbers or UIDs; `first <= last`. 0 stands for "*". */
typedef struct mla_imap_range {
    uint32_t first;
    uint32_t last;
} mla_imap_range;

/** A response code: what stands in [ ] after the condition. */
typedef struct mla_imap_code {
    uint32_t struct_size;
    int32_t type;      /**< MLA_IMAP_CODE_* */
    mla_str name;      /**< as sent */
    mla_str arguments; /**< the rest up to "]", raw */
    uint64_t value; /**< UIDNEXT, UIDVALIDITY, UNSEEN, HIGHESTMODSEQ; of APPENDUID and COPYUID the
                                   UIDVALIDITY. 0 when absent or not a number */
    mla_str source_set;      /**< COPYUID: UIDs copied, as sent (mla_imap_set_next reads it) */
    mla_str destination_set; /**< COPYUID, APPENDUID: UIDs given */
    const mla_str *words;    /**< CAPABILITY, PERMANENTFLAGS, BADCHARSET: the list */
    size_t word_count;
} mla_imap_code;

/** A status response; tagged when `tag` is there. */
typedef struct mla_imap_status {
    uint32_t struct_size;
    int32_t condition; /**< MLA_IMAP_OK ... MLA_IMAP_PREAUTH */
    mla_str tag;       /**< absent for an untagged one */
    mla_imap_code code;
    mla_str text;      /**< for people; may be empty */
    int32_t truncated; /**< 1: the line was longer than the limit and `text` is its beginning */
} mla_imap_status;

/* LIST, LSUB, XLIST: RFC 9051 section 7.3.1. */

#define MLA_IMAP_MAILBOX_NOSELECT (1u << 0)
#define MLA_IMAP_MAILBOX_NOINFERIORS (1u << 1)
#define MLA_IMAP_MAILBOX_MARKED (1u << 2)
#define MLA_IMAP_MAILBOX_UNMARKED (1u << 3)
#define MLA_IMAP_MAILBOX_HASCHILDREN (1u << 4)
#define MLA_IMAP_MAILBOX_HASNOCHILDREN (1u << 5)
#define MLA_IMAP_MAILBOX_NONEXISTENT (1u << 6)
#define MLA_IMAP_MAILBOX_SUBSCRIBED (1u << 7)
#define MLA_IMAP_MAILBOX_REMOTE (1u << 8)
#define MLA_IMAP_MAILBOX_ALL (1u << 9)
#define MLA_IMAP_MAILBOX_ARCHIVE (1u << 10)
#define MLA_IMAP_MAILBOX_DRAFTS (1u << 11)
#define MLA_IMAP_MAILBOX_FLAGGED (1u << 12)
#define MLA_IMAP_MAILBOX_JUNK (1u << 13)
#define MLA_IMAP_MAILBOX_SENT (1u << 14)
#define MLA_IMAP_MAILBOX_TRASH (1u << 15)
#define MLA_IMAP_MAILBOX_IMPORTANT (1u << 16)

#define MLA_IMAP_LIST 1
#define MLA_IMAP_LSUB 2
#define MLA_IMAP_XLIST 3

typedef struct mla_imap_list {
    uint32_t struct_size;
    int32_t command;                /**< MLA_IMAP_LIST, _LSUB or _XLIST: which reply this is */
    uint32_t attributes;            /**< MLA_IMAP_MAILBOX_* of those that are known */
    const mla_str *attribute_names; /**< all of them as sent, with the backslash if it had one */
    size_t attribute_count;
    int32_t delimiter; /**< one octet; 0 for NIL: names have no hierarchy */
    mla_str name;      /**< UTF-8, decoded from modified UTF-7 where it was */
    mla_str name_raw;  /**< as sent, for giving back to the server */
    mla_str extended;  /**< the extended data in its parentheses, raw (RFC 5258) */
} mla_imap_list;

/* STATUS: RFC 9051 section 7.3.4. */

#define MLA_IMAP_STATUS_MESSAGES (1u << 0)
#define MLA_IMAP_STATUS_RECENT (1u << 1)
#define MLA_IMAP_STATUS_UIDNEXT (1u << 2)
#define MLA_IMAP_STATUS_UIDVALIDITY (1u << 3)
#define MLA_IMAP_STATUS_UNSEEN (1u << 4)
#define MLA_IMAP_STATUS_DELETED (1u << 5)
#define MLA_IMAP_STATUS_SIZE (1u << 6)
#define MLA_IMAP_STATUS_HIGHESTMODSEQ (1u << 7)
#define MLA_IMAP_STATUS_APPENDLIMIT (1u << 8)
#define MLA_IMAP_STATUS_MAILBOXID (1u << 9)

/** An item of a list that the library does not know, or could not read. */
typedef struct mla_imap_raw_item {
    mla_str name; /**< as sent */
    mla_str raw;  /**< its value, as sent; a literal that was streamed is left out */
    int32_t
        status; /**< MLA_OK: not known; MLA_E_MALFORMED, MLA_E_NESTING, MLA_E_LIMIT: could not be read */
} mla_imap_raw_item;

typedef struct mla_imap_mailbox_status {
    uint32_t struct_size;
    uint32_t items;   /**< MLA_IMAP_STATUS_*: which of the fields below hold a value */
    mla_str name;     /**< UTF-8 */
    mla_str name_raw; /**< as sent */
    uint64_t messages;
    uint64_t recent;
    uint64_t uidnext;
    uint64_t uidvalidity;
    uint64_t unseen;
    uint64_t deleted;
    uint64_t size;
    uint64_t highestmodseq;
    uint64_t appendlimit;
    mla_str mailboxid;
    const mla_imap_raw_item *raw_items; /**< what is not known or could not be read */
    size_t raw_item_count;
} mla_imap_mailbox_status;

/* SEARCH and ESEARCH: RFC 9051 sections 7.3.4 and 7.3.5, RFC 4731. */

#define MLA_IMAP_SEARCH_COUNT (1u << 0)
#define MLA_IMAP_SEARCH_MIN (1u << 1)
#define MLA_IMAP_SEARCH_MAX (1u << 2)
#define MLA_IMAP_SEARCH_MODSEQ (1u << 3)
#define MLA_IMAP_SEARCH_ALL (1u << 4)

/**
 * Part of a search result. Results stream: a long one comes as several events, `more` being 1 in
 * all but the last. Sets stay ranges.
 */
typedef struct mla_imap_search {
    uint32_t struct_size;
    int32_t extended; /**< 1: ESEARCH */
    int32_t uid;      /**< 1: ESEARCH said that these are UIDs; a SEARCH reply does not say */
    int32_t more;     /**< 1: further events carry the rest of this reply */
    mla_str tag;      /**< ESEARCH: the tag of the command it answers; absent when not sent */
    const mla_imap_range *ranges; /**< in the order of the server; never merged */
    size_t range_count;
    uint32_t items; /**< MLA_IMAP_SEARCH_*: which of these were sent; complete when `more` is 0 */
    uint32_t min;
    uint32_t max;
    uint64_t count;
    uint64_t modseq;
    const mla_imap_raw_item *raw_items;
    size_t raw_item_count;
} mla_imap_search;

/* FETCH: RFC 9051 section 7.5.2. */

#define MLA_IMAP_FLAG_SEEN (1u << 0)
#define MLA_IMAP_FLAG_ANSWERED (1u << 1)
#define MLA_IMAP_FLAG_FLAGGED (1u << 2)
#define MLA_IMAP_FLAG_DELETED (1u << 3)
#define MLA_IMAP_FLAG_DRAFT (1u << 4)
#define MLA_IMAP_FLAG_RECENT (1u << 5)
#define MLA_IMAP_FLAG_WILDCARD (1u << 6) /**< "\*" in PERMANENTFLAGS: keywords can be made */

/** Flags: the system flags as bits, and all of them as sent. */
typedef struct mla_imap_flags {
    uint32_t struct_size;
    uint32_t system;      /**< MLA_IMAP_FLAG_* */
    const mla_str *names; /**< all, the system flags among them */
    size_t name_count;
} mla_imap_flags;

/** A date of the protocol as time and as sent. */
typedef struct mla_imap_date {
    int64_t epoch_seconds;
    int32_t zone_minutes; /**< east of UTC, as the server wrote it */
    int32_t valid;        /**< 0: `text` is no date */
    mla_str text;
} mla_imap_date;

/**
 * An address. A group is begun by one with an absent host and a name in `mailbox`, and ended by
 * one in which all is absent (RFC 9051 section 7.5.2).
 */
typedef struct mla_imap_address {
    mla_str name; /**< raw: may hold RFC 2047 words */
    mla_str adl;  /**< source route; obsolete */
    mla_str mailbox;
    mla_str host;
} mla_imap_address;

typedef struct mla_imap_address_list {
    const mla_imap_address *addresses;
    size_t count;
} mla_imap_address_list;

/** ENVELOPE; the strings are raw header text (RFC 2047 words not decoded). */
typedef struct mla_imap_envelope {
    uint32_t struct_size;
    mla_str date;
    mla_str subject;
    mla_imap_address_list from;
    mla_imap_address_list sender;
    mla_imap_address_list reply_to;
    mla_imap_address_list to;
    mla_imap_address_list cc;
    mla_imap_address_list bcc;
    mla_str in_reply_to;
    mla_str message_id;
} mla_imap_envelope;

/** A parameter of a content type or disposition. */
typedef struct mla_imap_parameter {
    mla_str name;
    mla_str value;
} mla_imap_parameter;

typedef struct mla_imap_parameters {
    const mla_imap_parameter *items;
    size_t count;
} mla_imap_parameters;

#define MLA_IMAP_NO_PART UINT32_MAX

/** One part of BODY or BODYSTRUCTURE. */
typedef struct mla_imap_part {
    uint32_t struct_size;
    uint32_t parent;      /**< index of the part around this one; MLA_IMAP_NO_PART for the root */
    uint32_t depth;       /**< 0 for the root */
    uint32_t child_count; /**< of a multipart; 1 for a message/rfc822 */
    mla_str path; /**< "1.2.3" for BODY[1.2.3]; empty for a multipart that is the whole message */
    mla_str type; /**< "text", as sent; "multipart" for multiparts */
    mla_str subtype;
    mla_imap_parameters parameters;
    mla_str id;
    mla_str description;
    mla_str encoding;                  /**< content-transfer-encoding */
    uint64_t size;                     /**< octets, in its transfer encoding; a hint */
    uint64_t lines;                    /**< text and message/rfc822 */
    const mla_imap_envelope *envelope; /**< message/rfc822; else NULL */
    mla_str md5;
    mla_str disposition; /**< "attachment" */
    mla_imap_parameters disposition_parameters;
    const mla_str *languages;
    size_t language_count;
    mla_str location;
    mla_str extension; /**< whatever followed, raw */
} mla_imap_part;

/** The parts in the order of the message: each part after its parent. */
typedef struct mla_imap_body_structure {
    uint32_t struct_size;
    int32_t extended; /**< 1: BODYSTRUCTURE; 0: BODY, which has no extension data */
    const mla_imap_part *parts;
    size_t part_count;
} mla_imap_body_structure;

#define MLA_IMAP_FETCH_UID (1u << 0)
#define MLA_IMAP_FETCH_FLAGS (1u << 1)
#define MLA_IMAP_FETCH_INTERNALDATE (1u << 2)
#define MLA_IMAP_FETCH_RFC822_SIZE (1u << 3)
#define MLA_IMAP_FETCH_ENVELOPE (1u << 4)
#define MLA_IMAP_FETCH_BODY (1u << 5)          /**< body_structure, not extended */
#define MLA_IMAP_FETCH_BODYSTRUCTURE (1u << 6) /**< body_structure, extended */
#define MLA_IMAP_FETCH_MODSEQ (1u << 7)

/** One FETCH response, after the events of the body sections that it carried. */
typedef struct mla_imap_fetch {
    uint32_t struct_size;
    uint32_t number; /**< message sequence number */
    uint32_t items;  /**< MLA_IMAP_FETCH_*: which of the fields below hold a value */
    uint32_t uid;
    mla_imap_flags flags;
    mla_imap_date internaldate;
    uint64_t rfc822_size;
    uint64_t modseq;
    const mla_imap_envelope *envelope;
    const mla_imap_body_structure *body_structure;
    const mla_imap_raw_item *raw_items; /**< what is not known or could not be read */
    size_t raw_item_count;
} mla_imap_fetch;

/**
 * A body section, or another value too long to be held, that streams.
 *
 * BODY_BEGIN, any number of BODY_DATA, BODY_END; then the response that it came in (the FETCH
 * carries the rest of the items: the UID may come before or after the body). A section sent as a quoted
 * string or NIL takes the same way.
 */
typedef struct mla_imap_body {
    uint32_t struct_size;
    uint32_t number;    /**< message sequence number; 0 when it is no FETCH */
    uint32_t uid;       /**< 0 when it was not sent before the body */
    int32_t nil;        /**< 1: NIL: there is no such section */
    int32_t has_origin; /**< 1: a partial: `origin` was sent */
    int32_t is_section; /**< 1: a body section; 0: another item's value over the inline limit */
    mla_str
        item; /**< the item as sent: "BODY[1.2]<0>", "RFC822"; the response's name if not FETCH */
    mla_str
        section; /**< what stands in [ ]: "1.2"; empty for BODY[]; "HEADER", "TEXT" for the RFC822 forms */
    uint64_t origin; /**< first octet of a partial */
    uint64_t size;   /**< octets, as announced */
} mla_imap_body;

/* Sets of numbers: "1:5,7,9:*" (RFC 9051, sequence-set). */

/**
 * Takes the next range off a set.
 *
 * @param set   in: what is left; out: what is left after it.
 * @param range out: the range, with first <= last; "*" is 0 and stands in `last`.
 * @return MLA_OK; MLA_END when the set is used up; MLA_E_MALFORMED at something else, `set` being left there.
 */
MLA_API int32_t mla_imap_set_next(mla_str *set, mla_imap_range *range);

#ifdef __cplusplus
}
#endif

#endif
