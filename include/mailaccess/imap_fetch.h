/* SPDX-License-Identifier: MIT */
/**
 * What a FETCH response holds: flags, dates, envelope, structure, and the body sections that stream.
 *
 * As in imap_data.h, structs are read-only and only grow at their end; a string with `ptr == NULL` is NIL or was not
 * sent.
 */
#ifndef MAILACCESS_IMAP_FETCH_H
#define MAILACCESS_IMAP_FETCH_H

#include <mailaccess/imap_data.h>

#ifdef __cplusplus
extern "C" {
#endif

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
#define MLA_IMAP_FETCH_EMAILID (1u << 8)      /**< RFC 8474 */
#define MLA_IMAP_FETCH_THREADID (1u << 9)     /**< RFC 8474 */
#define MLA_IMAP_FETCH_SAVEDATE (1u << 10)    /**< RFC 8514 */
#define MLA_IMAP_FETCH_PREVIEW (1u << 11)     /**< RFC 8970, and SNIPPET before it */
#define MLA_IMAP_FETCH_BINARY_SIZE (1u << 12) /**< RFC 3516 */
#define MLA_IMAP_FETCH_ANNOTATION (1u << 13)  /**< RFC 5257 */
#define MLA_IMAP_FETCH_X_GM_MSGID (1u << 14)
#define MLA_IMAP_FETCH_X_GM_THRID (1u << 15)
#define MLA_IMAP_FETCH_X_GM_LABELS (1u << 16)
#define MLA_IMAP_FETCH_BODYPARTSTRUCTURE (1u << 17)    /**< RFC 5259 */
#define MLA_IMAP_FETCH_AVAILABLECONVERSIONS (1u << 18) /**< RFC 5259 */

/** BINARY.SIZE[1.2]: octets of a part once its transfer encoding is undone. */
typedef struct mla_imap_binary_size {
    mla_str section; /**< "1.2" */
    uint64_t size;
} mla_imap_binary_size;

/** BODYPARTSTRUCTURE[1.2]: what a part is once it is converted (RFC 5259 section 8.2). */
typedef struct mla_imap_part_structure {
    mla_str section; /**< "1.2"; empty: the whole message */
    /** the `path` of its parts counts from that part on */
    const mla_imap_body_structure *body_structure;
} mla_imap_part_structure;

/** AVAILABLECONVERSIONS[1.2]: what a part can be converted to (RFC 5259 section 8.4). */
typedef struct mla_imap_part_conversions {
    mla_str section;      /**< "1.2"; empty: the whole message */
    const mla_str *types; /**< "image/jpeg", in no order; there may be none */
    size_t type_count;
} mla_imap_part_conversions;

/**
 * An attribute of an annotation: "/comment", "value.priv", what it says; of one that has changed without being asked for
 * the entry alone.
 */
typedef struct mla_imap_annotation {
    mla_str entry;
    mla_str attribute; /**< absent: the annotation has changed */
    mla_str value;     /**< absent: NIL */
} mla_imap_annotation;

/** One FETCH response, after the events of the body sections that it carried. */
typedef struct mla_imap_fetch {
    uint32_t struct_size;
    /** message sequence number; 0 with UIDONLY, whose UIDFETCH has the UID instead */
    uint32_t number;
    uint32_t items; /**< MLA_IMAP_FETCH_*: which of the fields below hold a value */
    uint32_t uid;
    mla_imap_flags flags;
    mla_imap_date internaldate;
    uint64_t rfc822_size;
    uint64_t modseq;
    const mla_imap_envelope *envelope;
    const mla_imap_body_structure *body_structure;
    const mla_imap_raw_item *raw_items; /**< what is not known or could not be read */
    size_t raw_item_count;
    mla_str emailid;
    mla_str threadid;       /**< absent: NIL, the server does not know */
    mla_imap_date savedate; /**< text absent: NIL */
    mla_str preview;        /**< UTF-8; absent: NIL, not made yet */
    uint64_t gm_msgid;
    uint64_t gm_thrid;
    const mla_str *gm_labels; /**< as sent: in modified UTF-7 unless UTF8=ACCEPT is enabled */
    size_t gm_label_count;
    const mla_imap_binary_size *binary_sizes;
    size_t binary_size_count;
    const mla_imap_annotation *annotations;
    size_t annotation_count;
    const mla_imap_part_structure *part_structures; /**< one for each section that was asked for */
    size_t part_structure_count;
    const mla_imap_part_conversions *part_conversions; /**< one for each section, too */
    size_t part_conversion_count;
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
    uint32_t number;    /**< message sequence number; 0 when it is no FETCH, or UIDFETCH */
    uint32_t uid;       /**< 0 when it was not sent before the body */
    int32_t nil;        /**< 1: NIL: there is no such section */
    int32_t has_origin; /**< 1: a partial: `origin` was sent */
    int32_t is_section; /**< 1: a body section; 0: another item's value over the inline limit */
    /** the item as sent: "BODY[1.2]<0>", "RFC822"; the response's name if not FETCH */
    mla_str item;
    /** what stands in [ ]: "1.2"; empty for BODY[]; "HEADER", "TEXT" for the RFC822 forms */
    mla_str section;
    uint64_t origin; /**< first octet of a partial */
    uint64_t size;   /**< octets, as announced */
} mla_imap_body;

#ifdef __cplusplus
}
#endif

#endif
