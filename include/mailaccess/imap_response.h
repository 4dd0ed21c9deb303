/* SPDX-License-Identifier: MIT */
/**
 * IMAP responses: octets in, typed events out (RFC 9051 section 7, RFC 3501 section 7).
 *
 * mla_imap_decoder is the reader alone, without commands: it frames, lexes and types what a server
 * sends. mla_imap (imap.h) adds commands to it. A decoder does no I/O: write octets into
 * `mla_imap_decoder_rx_buf`, say how many with `..._rx_ack`, and call `..._next` until MLA_AGAIN.
 *
 * Every pointer in an event stays valid until the next call of `next`, `rx_buf` or `free` on the
 * same object. Structs are read-only; each begins with its size and only ever grows at its end.
 * A string with `ptr == NULL` is NIL or was not sent.
 *
 * Servers send what the RFCs do not allow. The reader yields the sensible value where there is one and the
 * raw octets of that item where there is none; its neighbours are never lost.
 */
#ifndef MAILACCESS_IMAP_RESPONSE_H
#define MAILACCESS_IMAP_RESPONSE_H

#include <mailaccess/base.h>
#include <mailaccess/imap_data.h>
#include <mailaccess/imap_extension.h>
#include <mailaccess/imap_fetch.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Events. */

#define MLA_IMAP_EVENT_GREETING 1     /**< status: the first response */
#define MLA_IMAP_EVENT_STATUS 2       /**< status: an untagged OK, NO, BAD or BYE */
#define MLA_IMAP_EVENT_DONE 3         /**< status: tagged; of a connection: a command is complete */
#define MLA_IMAP_EVENT_CONTINUATION 4 /**< text: what follows "+" */
#define MLA_IMAP_EVENT_CAPABILITY 5   /**< words */
#define MLA_IMAP_EVENT_ENABLED 6      /**< words */
#define MLA_IMAP_EVENT_FLAGS 7        /**< flags */
#define MLA_IMAP_EVENT_EXISTS 8       /**< number */
#define MLA_IMAP_EVENT_RECENT 9       /**< number */
#define MLA_IMAP_EVENT_EXPUNGE 10     /**< number */
#define MLA_IMAP_EVENT_LIST 11        /**< list; also LSUB and XLIST */
#define MLA_IMAP_EVENT_MAILBOX_STATUS 12 /**< mailbox_status */
#define MLA_IMAP_EVENT_SEARCH 13         /**< search; also SORT and ESEARCH: `name` tells */
#define MLA_IMAP_EVENT_FETCH 14          /**< fetch; also UIDFETCH */
#define MLA_IMAP_EVENT_BODY_BEGIN 15     /**< body */
#define MLA_IMAP_EVENT_BODY_DATA 16      /**< body, text: octets of it */
#define MLA_IMAP_EVENT_BODY_END 17       /**< body */
/**
 * name, text: an untagged response that the library does not know or could not read (`result` says
 * which)
 */
#define MLA_IMAP_EVENT_RAW 18
#define MLA_IMAP_EVENT_UNPARSED 19  /**< text: a line that is no response at all */
#define MLA_IMAP_EVENT_UPGRADE 20   /**< connection only: command STARTTLS is done, start TLS now */
#define MLA_IMAP_EVENT_VANISHED 21  /**< vanished */
#define MLA_IMAP_EVENT_THREAD 22    /**< thread */
#define MLA_IMAP_EVENT_NAMESPACE 23 /**< namespaces */
#define MLA_IMAP_EVENT_ID 24        /**< parameters: what the server says of itself (RFC 2971) */
#define MLA_IMAP_EVENT_QUOTA 25     /**< quota */
#define MLA_IMAP_EVENT_QUOTAROOT 26 /**< quota_roots */
#define MLA_IMAP_EVENT_ACL 27       /**< acl */
#define MLA_IMAP_EVENT_LISTRIGHTS 28 /**< acl */
#define MLA_IMAP_EVENT_MYRIGHTS 29   /**< acl */
#define MLA_IMAP_EVENT_METADATA 30   /**< metadata */
/** words: the one in use, or those there are (RFC 5255 section 3.3) */
#define MLA_IMAP_EVENT_LANGUAGE 31
/** text: the one in use; words: others that match (RFC 5255 section 4.8) */
#define MLA_IMAP_EVENT_COMPARATOR 32
#define MLA_IMAP_EVENT_GENURLAUTH 33 /**< words: URLs (RFC 4467 section 7) */
/** parameters: URLs with their data (RFC 4467 section 8); absent: NIL */
#define MLA_IMAP_EVENT_URLFETCH 34
/** words: from, to, and the parameters (RFC 5259 section 5.2) */
#define MLA_IMAP_EVENT_CONVERSION 35
/**
 * fetch; text: the tag of its command (RFC 5259 section 8.1). A conversion that failed is among the raw items:
 * "BINARY[3]", "(ERROR ...)"
 */
#define MLA_IMAP_EVENT_CONVERTED 36
#define MLA_IMAP_EVENT_JMAPACCESS 37 /**< text: the URL of the session resource (RFC 9698) */

/*
 * What was forgiven, as bits 1 << MLA_IMAP_FORGIVEN_* of mla_imap_event.forgiven.
 */
#define MLA_IMAP_FORGIVEN_PADDING 0    /**< NUL in front of a response */
#define MLA_IMAP_FORGIVEN_BLANK_LINE 1 /**< between responses */
#define MLA_IMAP_FORGIVEN_LITERAL 2 /**< spaces behind its header, or a negative size, or "{n+}" */
#define MLA_IMAP_FORGIVEN_NO_RESPONSE 3 /**< a line that is no response */
#define MLA_IMAP_FORGIVEN_BARE_CODE 4   /**< a response code without a condition */
/** in front of FETCH, EXISTS and so on stands no number, or 0 where a message is meant */
#define MLA_IMAP_FORGIVEN_MESSAGE_NUMBER 5
#define MLA_IMAP_FORGIVEN_QUOTES 6     /**< quotes within a string that are not escaped */
#define MLA_IMAP_FORGIVEN_LINE_BREAK 7 /**< within a quoted string, or behind a literal */
#define MLA_IMAP_FORGIVEN_NUMBER 8     /**< negative, fractional, NIL, too large, or a UID of 0 */
#define MLA_IMAP_FORGIVEN_EMPTY_LIST 9 /**< "()" for NIL, or where members have to be */
#define MLA_IMAP_FORGIVEN_BRACKETS 10  /**< spaces within the brackets of a flag */
#define MLA_IMAP_FORGIVEN_STRAY 11     /**< a parenthesis or word that belongs nowhere */
#define MLA_IMAP_FORGIVEN_UNCLOSED 12  /**< a list that is not closed at the end of the response */
#define MLA_IMAP_FORGIVEN_MAILBOX_NAME 13 /**< not in modified UTF-7: given as sent */
#define MLA_IMAP_FORGIVEN_DATE 14         /**< not a date */
#define MLA_IMAP_FORGIVEN_NO_VALUE 15     /**< an item without its value */
/** an item, a level of a thread or the end of a response, beyond the limits, was left out */
#define MLA_IMAP_FORGIVEN_NO_ROOM 16
#define MLA_IMAP_FORGIVEN_ENVELOPE 17 /**< too few fields, or one more pair of parentheses */
#define MLA_IMAP_FORGIVEN_ADDRESS 18  /**< other than four fields, or name and mailbox swapped */
#define MLA_IMAP_FORGIVEN_ADDRESS_LIST 19 /**< NIL in it, or no list but an address */
#define MLA_IMAP_FORGIVEN_PARAMETERS 20   /**< a string in place of parameters */
#define MLA_IMAP_FORGIVEN_DISPOSITION 21  /**< a string, without a type, or in another place */
#define MLA_IMAP_FORGIVEN_PART_FIELDS 22  /**< fields of a part missing or added */
/** type or subtype of a part missing, a multipart without parts */
#define MLA_IMAP_FORGIVEN_PART_TYPE 23
#define MLA_IMAP_FORGIVEN_SPACES 24 /**< more than one, or at an end; of what streams, at its end */
#define MLA_IMAP_FORGIVEN_LINE_END 25 /**< a line ended by something else than CR LF */
/** no string where one has to stand: an atom, NIL, nothing, a name with spaces that is not quoted */
#define MLA_IMAP_FORGIVEN_STRING 26
/** a flag or capability that is quoted, or a list; an attribute without a backslash */
#define MLA_IMAP_FORGIVEN_FLAG 27
#define MLA_IMAP_FORGIVEN_RULES 28

typedef struct mla_imap_event {
    uint32_t struct_size;
    int32_t type;     /**< MLA_IMAP_EVENT_* */
    uint32_t command; /**< connection only: the command that is complete (DONE, UPGRADE); else 0 */
    /**
     * connection, DONE: MLA_OK, MLA_E_SERVER_NO, MLA_E_SERVER_BAD, MLA_E_AUTH...; RAW: MLA_OK when
     * not known, MLA_E_MALFORMED or a limit when it could not be read
     */
    int32_t result;
    uint32_t number;
    mla_str name; /**< the response's keyword as sent: "FETCH" */
    mla_str text;
    /**
     * the whole response as received, without the last line break and without streamed literals;
     * absent for BODY_* and for replies that stream
     */
    mla_str raw;
    const mla_str *words;
    size_t word_count;
    const mla_imap_status *status;
    const mla_imap_flags *flags;
    const mla_imap_list *list;
    const mla_imap_mailbox_status *mailbox_status;
    const mla_imap_search *search;
    const mla_imap_fetch *fetch;
    const mla_imap_body *body;
    const mla_imap_vanished *vanished;
    const mla_imap_thread *thread;
    const mla_imap_namespaces *namespaces;
    const mla_imap_parameters *parameters;
    const mla_imap_quota *quota;
    const mla_imap_quota_roots *quota_roots;
    const mla_imap_acl *acl;
    const mla_imap_metadata *metadata;
    uint32_t forgiven; /**< 1 << MLA_IMAP_FORGIVEN_*: the rules that this response needed */
} mla_imap_event;

/* The decoder. */

/**
 * Limits and sizes, all in octets unless said.
 *
 * Of the arena, flags and LIST take next to nothing, an ENVELOPE with four addresses about 210 on a 32-bit
 * machine and 420 on a 64-bit one, a BODYSTRUCTURE of two parts 650 and 1,090.
 */
typedef struct mla_imap_limits {
    uint32_t struct_size;
    size_t receive_initial; /**< receive buffer at creation: 512 or more */
    size_t receive_max;   /**< largest receive buffer = longest response that is read as a whole */
    size_t arena_initial; /**< memory for arrays of one response, at creation: 1 or more */
    size_t arena_max;     /**< largest; an item that needs more is delivered raw with MLA_E_LIMIT */
    size_t inline_literal_max; /**< a longer literal streams; body sections always do */
    uint32_t nesting_max;      /**< parentheses and parts: 1 to 250 */
} mla_imap_limits;

/** For applications: 16 KiB that grow to 1 MiB, literals of 64 KiB inline, 100 levels. */
MLA_API void mla_imap_limits_init(mla_imap_limits *limits);

/** For firmware: 2 KiB and 2 KiB, fixed: after creation nothing is allocated; 20 levels. */
MLA_API void mla_imap_limits_init_fixed(mla_imap_limits *limits);

typedef struct mla_imap_decoder mla_imap_decoder;

/**
 * @param allocator copied; NULL is not allowed: mla_system_allocator() where there is a heap.
 * @param limits    copied; NULL: mla_imap_limits_init().
 * @return MLA_OK, MLA_E_INVALID or MLA_E_NO_MEMORY.
 */
MLA_API int32_t mla_imap_decoder_new(const mla_allocator *allocator, const mla_imap_limits *limits,
                                     mla_imap_decoder **decoder);
/** NULL is fine. */
MLA_API void mla_imap_decoder_free(mla_imap_decoder *decoder);

/**
 * Room for octets from the peer. Call it when `next` has answered MLA_AGAIN; it ends the validity of the
 * last event.
 *
 * @param capacity out: octets of room; 0 only when events must be taken first.
 */
MLA_API char *mla_imap_decoder_rx_buf(mla_imap_decoder *decoder, size_t *capacity);

/**
 * Says that `len` octets stand in the room that `rx_buf` gave. What stands behind them is not kept.
 *
 * @return MLA_OK; MLA_E_INVALID for more than there was room.
 */
MLA_API int32_t mla_imap_decoder_rx_ack(mla_imap_decoder *decoder, size_t len);

/**
 * Says that the peer will send no more. What is half received becomes MLA_E_INCOMPLETE in `next`.
 */
MLA_API void mla_imap_decoder_rx_end(mla_imap_decoder *decoder);

/**
 * The next event.
 *
 * @return MLA_OK with an event; MLA_AGAIN: give octets; MLA_END after rx_end between two responses;
 *         MLA_E_INCOMPLETE after rx_end inside one; MLA_E_NO_MEMORY. Errors are sticky.
 */
MLA_API int32_t mla_imap_decoder_next(mla_imap_decoder *decoder, const mla_imap_event **event);

/** What was wrong when `next` gave an error, in English. Static storage. */
MLA_API const char *mla_imap_decoder_detail(const mla_imap_decoder *decoder);

/** Octets received and not yet turned into events; of a reply that streams all, until its end has come. */
MLA_API size_t mla_imap_decoder_pending(const mla_imap_decoder *decoder);

/** Octets received before the first one that is pending. */
MLA_API uint64_t mla_imap_decoder_offset(const mla_imap_decoder *decoder);

/** How many oddities were forgiven so far: for each rule the responses that needed it. */
MLA_API uint64_t mla_imap_decoder_forgiven(const mla_imap_decoder *decoder);

/** How many responses needed a rule so far. @param rule MLA_IMAP_FORGIVEN_*; 0 for another one. */
MLA_API uint32_t mla_imap_decoder_forgiven_by(const mla_imap_decoder *decoder, int32_t rule);

/** A rule's name, such as "blank-line". @return static storage; NULL when there is no such rule. */
MLA_API const char *mla_imap_forgiven_name(int32_t rule);

/**
 * Mailbox names are UTF-8 as they are (IMAP4rev2 or UTF8=ACCEPT enabled): no decoding of modified
 * UTF-7. @param utf8 1 or 0 (the default).
 */
MLA_API void mla_imap_decoder_set_utf8(mla_imap_decoder *decoder, int32_t utf8);

/** Forgets what was received (after STARTTLS nothing learnt before counts). */
MLA_API void mla_imap_decoder_reset(mla_imap_decoder *decoder);

#ifdef __cplusplus
}
#endif

#endif
