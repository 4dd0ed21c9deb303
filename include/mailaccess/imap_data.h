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
#define MLA_IMAP_CODE_UIDREQUIRED 42          /**< RFC 9586 */
#define MLA_IMAP_CODE_INPROGRESS 43           /**< RFC 9585 */
#define MLA_IMAP_CODE_MESSAGELIMIT 44         /**< RFC 9738 */
#define MLA_IMAP_CODE_COMPRESSIONACTIVE 45    /**< RFC 4978 */
#define MLA_IMAP_CODE_USEATTR 46              /**< RFC 6154 */
#define MLA_IMAP_CODE_METADATA 47             /**< RFC 5464; `argument` says which */
#define MLA_IMAP_CODE_NOTIFICATIONOVERFLOW 48 /**< RFC 5465 */
#define MLA_IMAP_CODE_BADEVENT 49             /**< RFC 5465 */
#define MLA_IMAP_CODE_UNDEFINED_FILTER 50     /**< RFC 5466 */
#define MLA_IMAP_CODE_NOUPDATE 51             /**< RFC 5267 */
#define MLA_IMAP_CODE_BADCOMPARATOR 52        /**< RFC 5255 */
#define MLA_IMAP_CODE_BADURL 53               /**< RFC 4469 */
#define MLA_IMAP_CODE_TOOBIG 54               /**< RFC 4469 */
#define MLA_IMAP_CODE_URLMECH 55              /**< RFC 4467 */
#define MLA_IMAP_CODE_REFERRAL 56             /**< RFC 2221, RFC 2193; reported, never followed */
#define MLA_IMAP_CODE_ANNOTATE 57             /**< RFC 5257; `argument` says which */
#define MLA_IMAP_CODE_ANNOTATIONS 58          /**< RFC 5257 */
#define MLA_IMAP_CODE_TEMPFAIL 59             /**< RFC 5259 */
#define MLA_IMAP_CODE_MAXCONVERTMESSAGES 60   /**< RFC 5259 */
#define MLA_IMAP_CODE_MAXCONVERTPARTS 61      /**< RFC 5259 */
#define MLA_IMAP_CODE_NEWNAME 62              /**< RFC 2060 */
#define MLA_IMAP_CODE_WEBALERT 63             /**< Gmail: a URL that the user has to visit */

/** A run of message numbers or UIDs; `first <= last`. 0 stands for "*". */
typedef struct mla_imap_range {
    uint32_t first;
    uint32_t last;
} mla_imap_range;

/**
 * A response code: what stands in [ ] after the condition. What could not be read of its arguments is 0 or
 * absent; all of them stand in `arguments`.
 */
typedef struct mla_imap_code {
    uint32_t struct_size;
    int32_t type;      /**< MLA_IMAP_CODE_* */
    mla_str name;      /**< as sent */
    mla_str arguments; /**< the rest up to "]", raw */
    /**
     * UIDNEXT, UIDVALIDITY, UNSEEN, HIGHESTMODSEQ, ANNOTATIONS, MAXCONVERT*; of APPENDUID and
     * COPYUID the UIDVALIDITY; INPROGRESS: how far it is; MESSAGELIMIT: the limit; METADATA
     * LONGENTRIES, MAXSIZE: octets. 0 when absent or not a number
     */
    uint64_t value;
    /**
     * COPYUID: UIDs copied; MODIFIED: what was not stored. As sent: mla_imap_set_next() reads it
     */
    mla_str source_set;
    mla_str destination_set; /**< COPYUID, APPENDUID: UIDs given */
    /**
     * CAPABILITY, PERMANENTFLAGS, BADCHARSET, MAILBOXID, BADEVENT, URLMECH: the list; REFERRAL: the
     * URLs behind `argument`; ANNOTATIONS: what stands there beside or in place of a size:
     * "READ-ONLY", "NONE", "NOPRIVATE"
     */
    const mla_str *words;
    size_t word_count;
    /** INPROGRESS: what `value` goes up to; MESSAGELIMIT: the lowest UID that was handled */
    uint64_t goal;
    /**
     * INPROGRESS, NOUPDATE: the tag; BADURL, REFERRAL, WEBALERT: the URL; UNDEFINED-FILTER: its
     * name; METADATA, ANNOTATE: the word that says why, "TOOMANY"
     */
    mla_str argument;
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

/** An item of a list that the library does not know, or could not read. */
typedef struct mla_imap_raw_item {
    mla_str name; /**< as sent */
    /** its value, as sent; a literal that was streamed is left out; absent when there was no room for it */
    mla_str raw;
    /** MLA_OK: not known; MLA_E_MALFORMED, MLA_E_NESTING, MLA_E_LIMIT: could not be read */
    int32_t status;
} mla_imap_raw_item;

/** A name with its value: parameters of a content type or disposition, the fields of ID. */
typedef struct mla_imap_parameter {
    mla_str name;
    mla_str value;
} mla_imap_parameter;

typedef struct mla_imap_parameters {
    const mla_imap_parameter *items;
    size_t count;
} mla_imap_parameters;

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
    int32_t delimiter;         /**< one octet; 0 for NIL: names have no hierarchy */
    mla_str name;              /**< UTF-8, decoded from modified UTF-7 where it was */
    mla_str name_raw;          /**< as sent, for giving back to the server */
    mla_str extended;          /**< the extended data in its parentheses, raw (RFC 5258) */
    const mla_str *child_info; /**< CHILDINFO: why the parent of others is listed, "SUBSCRIBED" */
    size_t child_info_count;
    mla_str old_name;     /**< OLDNAME (RFC 9051): what it was called before, in UTF-8 */
    mla_str old_name_raw; /**< as sent */
    const mla_imap_raw_item *extended_items; /**< items of the extended data that are not known */
    size_t extended_item_count;
} mla_imap_list;

/* STATUS: RFC 9051 section 7.3.4; RFC 7162, 7889, 8438, 8474, 9208. */

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
#define MLA_IMAP_STATUS_DELETED_STORAGE (1u << 10)

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
    /** octets of a message that can be appended; UINT64_MAX: NIL, no limit of its own */
    uint64_t appendlimit;
    mla_str mailboxid;
    const mla_imap_raw_item *raw_items; /**< what is not known or could not be read */
    size_t raw_item_count;
    uint64_t deleted_storage; /**< octets that expunging would free */
} mla_imap_mailbox_status;

/* SEARCH, SORT and ESEARCH: RFC 9051 sections 7.3.4 and 7.3.5, RFC 4731, 5256, 5267, 6203, 7377, 9394. */

#define MLA_IMAP_SEARCH_COUNT (1u << 0)
#define MLA_IMAP_SEARCH_MIN (1u << 1)
#define MLA_IMAP_SEARCH_MAX (1u << 2)
#define MLA_IMAP_SEARCH_MODSEQ (1u << 3)
#define MLA_IMAP_SEARCH_ALL (1u << 4)
#define MLA_IMAP_SEARCH_PARTIAL (1u << 5)
#define MLA_IMAP_SEARCH_UIDVALIDITY (1u << 6)
#define MLA_IMAP_SEARCH_RELEVANCY (1u << 7)

/** What has changed in a result that the server keeps up to date (RFC 5267 section 4.3). */
typedef struct mla_imap_search_update {
    int32_t removed; /**< 1: REMOVEFROM, 0: ADDTO */
    /** where in the result, from 1; 0: not told, the result has its natural order */
    uint32_t position;
    mla_str set; /**< as sent: mla_imap_set_next() reads it */
} mla_imap_search_update;

/**
 * Part of a search result. Results stream: a long one comes as several events, `more` being 1 in
 * all but the last. Sets stay ranges. One event has ranges or scores, never both.
 */
typedef struct mla_imap_search {
    uint32_t struct_size;
    int32_t extended; /**< 1: ESEARCH */
    int32_t uid;      /**< 1: ESEARCH said that these are UIDs; a SEARCH reply does not say */
    int32_t more;     /**< 1: further events carry the rest of this reply */
    mla_str tag;      /**< ESEARCH: the tag of the command it answers; absent when not sent */
    /** of ALL or PARTIAL, in the order of the server; never merged */
    const mla_imap_range *ranges;
    size_t range_count;
    uint32_t items; /**< MLA_IMAP_SEARCH_*: which of these were sent; complete when `more` is 0 */
    uint32_t min;
    uint32_t max;
    uint64_t count;
    uint64_t modseq;
    const mla_imap_raw_item *raw_items;
    size_t raw_item_count;
    /** PARTIAL: which part of the result `ranges` is; negative: counted from the end */
    int64_t partial_first;
    int64_t partial_last;
    /** MULTISEARCH: where it was searched, in UTF-8; absent: in the selected mailbox */
    mla_str mailbox;
    mla_str mailbox_raw;  /**< as sent */
    uint64_t uidvalidity; /**< of that mailbox */
    const mla_imap_search_update *updates;
    size_t update_count;
    /**
     * RELEVANCY (RFC 6203 section 4), 1 to 100, 100 being the most relevant; 0 stands for what is no score.
     * Those of all events of the reply are one list: the n-th of it is that of the n-th message of ALL or
     * PARTIAL, each range being as many messages as it holds
     */
    const uint8_t *scores;
    size_t score_count;
} mla_imap_search;

/* VANISHED: RFC 7162 section 3.2.10, RFC 9586. */

/** UIDs of messages that are gone. Streams as a search result does. */
typedef struct mla_imap_vanished {
    uint32_t struct_size;
    int32_t earlier; /**< 1: they went before this session: sequence numbers stay as they are */
    int32_t more;    /**< 1: further events carry the rest of this reply */
    const mla_imap_range *ranges;
    size_t range_count;
} mla_imap_vanished;

/* THREAD: RFC 5256 section 4. */

#define MLA_IMAP_NO_THREAD UINT32_MAX

/** A message in its thread. */
typedef struct mla_imap_thread_node {
    /**
     * sequence number or UID, as was asked for; 0: a message that is not there, above its answers
     */
    uint32_t number;
    /** counted from the beginning of the reply; MLA_IMAP_NO_THREAD for the first of a thread */
    uint32_t parent;
    uint32_t depth; /**< 0 for the first of a thread */
} mla_imap_thread_node;

/**
 * Part of a THREAD reply: each message stands behind the one that it answers, and its answers behind it, so that a loop
 * walks the tree. Streams as a search result does.
 */
typedef struct mla_imap_thread {
    uint32_t struct_size;
    int32_t more;   /**< 1: further events carry the rest of this reply */
    uint32_t first; /**< place of nodes[0] in the whole reply, from 0 */
    const mla_imap_thread_node *nodes;
    size_t node_count;
} mla_imap_thread;

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
