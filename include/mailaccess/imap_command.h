/* SPDX-License-Identifier: MIT */
/**
 * IMAP commands (RFC 9051 section 6, RFC 3501 section 6): typed builders that nothing can be
 * injected into.
 *
 * Each mla_imap_submit_ function encodes its command at once and puts it into the queue; nothing
 * of the caller's is needed afterwards (except the mla_sasl of AUTHENTICATE). Its octets go out by
 * mla_imap_tx_buf() when the greeting has come, all commands before it are sent, and no command in
 * flight stands against it (RFC 9051 section 5.5). The completion is the event DONE with the same
 * `command`.
 *
 * Common to all:
 * @param command out, may be NULL: a running number, never 0; the tag is "A" and this number.
 * @return MLA_OK: queued. Else nothing changed, and mla_imap_error() says why:
 *         MLA_E_INVALID      an argument is absent, out of range, or holds CR, LF or NUL
 *         MLA_E_STATE        the state does not allow it and nothing in the queue can change that;
 *                            or AUTHENTICATE, STARTTLS or LOGOUT is in the queue: nothing may
 *                            stand behind those until they are done; or ENABLE is in the queue
 *                            and decides how this mailbox name is to be written
 *         MLA_E_UNSUPPORTED  the server's capabilities say that it cannot
 *         MLA_E_LIMIT        `queue_max` or `transmit_max` is reached: let octets go out and take events,
 *                            then submit it again; with mla_imap_pending() at 0 the command alone is
 *                            longer than `transmit_max`, and will never fit
 *         MLA_E_NO_MEMORY
 *
 * Strings are sent as atom, quoted string or literal, whichever is right, and literals without a
 * round trip where the server has LITERAL+ or LITERAL- (RFC 7888). Mailbox names are UTF-8 here,
 * and become modified UTF-7 where the server expects that.
 */
#ifndef MAILACCESS_IMAP_COMMAND_H
#define MAILACCESS_IMAP_COMMAND_H

#include <mailaccess/imap.h>
#include <mailaccess/message.h>
#include <mailaccess/sasl.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Any state. */

MLA_API int32_t mla_imap_submit_capability(mla_imap *imap, uint32_t *command);

/** Also asks for news of the selected mailbox. */
MLA_API int32_t mla_imap_submit_noop(mla_imap *imap, uint32_t *command);

/** After its completion, or when the server closes before, `next` answers MLA_END. */
MLA_API int32_t mla_imap_submit_logout(mla_imap *imap, uint32_t *command);

/* Not authenticated. */

/**
 * STARTTLS (RFC 9051 section 6.2.1). Success is the event UPGRADE. MLA_E_STATE after a PREAUTH
 * greeting: such a connection cannot be made safe. MLA_E_UNSUPPORTED when the known capabilities
 * have no STARTTLS.
 */
MLA_API int32_t mla_imap_submit_starttls(mla_imap *imap, uint32_t *command);

/**
 * LOGIN: the password goes out as it is; whether that is allowed without TLS is the caller's to
 * decide. MLA_E_UNSUPPORTED with LOGINDISABLED.
 */
MLA_API int32_t mla_imap_submit_login(mla_imap *imap, mla_str user, mla_str password,
                                      uint32_t *command);

/**
 * AUTHENTICATE. The initial response goes with the command when the server has SASL-IR; a server
 * that answers BAD to that gets the exchange again in two steps, under the same number.
 *
 * @param sasl borrowed until DONE.
 */
MLA_API int32_t mla_imap_submit_authenticate(mla_imap *imap, mla_sasl *sasl, uint32_t *command);

/* Authenticated. */

/**
 * ENABLE (RFC 5161). What the server switched on comes as the event ENABLED; IMAP4rev2 and
 * UTF8=ACCEPT among it make mailbox names UTF-8.
 *
 * @param names capability names, at least one.
 */
MLA_API int32_t mla_imap_submit_enable(mla_imap *imap, const mla_str *names, size_t count,
                                       uint32_t *command);

/**
 * @param reference mostly empty.
 * @param pattern   with the wildcards "*" and "%".
 */
MLA_API int32_t mla_imap_submit_list(mla_imap *imap, mla_str reference, mla_str pattern,
                                     uint32_t *command);
/** LSUB (RFC 3501 section 6.3.9): those that are subscribed, as LIST events. */
MLA_API int32_t mla_imap_submit_lsub(mla_imap *imap, mla_str reference, mla_str pattern,
                                     uint32_t *command);

/** With a NO none is selected any more (RFC 9051 section 6.3.2). */
MLA_API int32_t mla_imap_submit_select(mla_imap *imap, mla_str mailbox, uint32_t *command);

/** SELECT without the right to change anything. */
MLA_API int32_t mla_imap_submit_examine(mla_imap *imap, mla_str mailbox, uint32_t *command);

/** @param items MLA_IMAP_STATUS_*, at least one. */
MLA_API int32_t mla_imap_submit_status(mla_imap *imap, mla_str mailbox, uint32_t items,
                                       uint32_t *command);

/* Selected. Where a function has a `uid_` form, that one takes and answers UIDs. Sets are written
 * as in the RFC: "1:5,7,9:*". */

#define MLA_IMAP_SECTION_ALL 0 /**< BODY[] or BODY[1.2]: everything */
#define MLA_IMAP_SECTION_HEADER 1
#define MLA_IMAP_SECTION_TEXT 2
#define MLA_IMAP_SECTION_MIME 3              /**< needs a path */
#define MLA_IMAP_SECTION_HEADER_FIELDS 4     /**< only the fields named */
#define MLA_IMAP_SECTION_HEADER_FIELDS_NOT 5 /**< all but the fields named */

/** A body section to fetch (RFC 9051 section 6.4.5). Zeros are BODY[]. */
typedef struct mla_imap_section {
    int32_t kind;          /**< MLA_IMAP_SECTION_* */
    int32_t peek;          /**< 1: BODY.PEEK: \Seen is not set */
    mla_str path;          /**< "1.2"; empty or absent: the message itself */
    const mla_str *fields; /**< of HEADER_FIELDS and HEADER_FIELDS_NOT: names, at least one */
    size_t field_count;
    uint64_t origin; /**< with `length`: first octet, up to 2^32 - 1 */
    uint64_t length; /**< 0: to the end; else a partial of so many octets, up to 2^32 - 1 */
} mla_imap_section;

typedef struct mla_imap_fetch_items {
    uint32_t struct_size;             /**< sizeof, or 0: nothing has been added yet */
    uint32_t items;                   /**< MLA_IMAP_FETCH_* */
    const mla_imap_section *sections; /**< asked for after the items */
    size_t section_count;
} mla_imap_fetch_items;

/** At least one item or section. */
MLA_API int32_t mla_imap_submit_fetch(mla_imap *imap, mla_str set,
                                      const mla_imap_fetch_items *items, uint32_t *command);
MLA_API int32_t mla_imap_submit_uid_fetch(mla_imap *imap, mla_str set,
                                          const mla_imap_fetch_items *items, uint32_t *command);

#define MLA_IMAP_STORE_REPLACE 0 /**< FLAGS */
#define MLA_IMAP_STORE_ADD 1     /**< +FLAGS */
#define MLA_IMAP_STORE_REMOVE 2  /**< -FLAGS */

typedef struct mla_imap_store_flags {
    uint32_t struct_size;    /**< sizeof, or 0: nothing has been added yet */
    int32_t operation;       /**< MLA_IMAP_STORE_* */
    int32_t silent;          /**< 1: no FETCH in answer */
    uint32_t system;         /**< MLA_IMAP_FLAG_*, without RECENT and WILDCARD */
    const mla_str *keywords; /**< such as "$Forwarded" */
    size_t keyword_count;
} mla_imap_store_flags;

/** No flag at all is possible with MLA_IMAP_STORE_REPLACE only. */
MLA_API int32_t mla_imap_submit_store(mla_imap *imap, mla_str set,
                                      const mla_imap_store_flags *flags, uint32_t *command);
MLA_API int32_t mla_imap_submit_uid_store(mla_imap *imap, mla_str set,
                                          const mla_imap_store_flags *flags, uint32_t *command);

/* Search keys (RFC 9051 section 6.4.4). In parentheses: which member of the key is used. */
#define MLA_IMAP_KEY_ALL 0
#define MLA_IMAP_KEY_ANSWERED 1
#define MLA_IMAP_KEY_DELETED 2
#define MLA_IMAP_KEY_DRAFT 3
#define MLA_IMAP_KEY_FLAGGED 4
#define MLA_IMAP_KEY_NEW 5
#define MLA_IMAP_KEY_OLD 6
#define MLA_IMAP_KEY_RECENT 7
#define MLA_IMAP_KEY_SEEN 8
#define MLA_IMAP_KEY_UNANSWERED 9
#define MLA_IMAP_KEY_UNDELETED 10
#define MLA_IMAP_KEY_UNDRAFT 11
#define MLA_IMAP_KEY_UNFLAGGED 12
#define MLA_IMAP_KEY_UNSEEN 13
#define MLA_IMAP_KEY_BCC 14        /**< (text) */
#define MLA_IMAP_KEY_BODY 15       /**< (text) */
#define MLA_IMAP_KEY_CC 16         /**< (text) */
#define MLA_IMAP_KEY_FROM 17       /**< (text) */
#define MLA_IMAP_KEY_SUBJECT 18    /**< (text) */
#define MLA_IMAP_KEY_TEXT 19       /**< (text) */
#define MLA_IMAP_KEY_TO 20         /**< (text) */
#define MLA_IMAP_KEY_HEADER 21     /**< (name, text; empty text: the field is there) */
#define MLA_IMAP_KEY_KEYWORD 22    /**< (text) */
#define MLA_IMAP_KEY_UNKEYWORD 23  /**< (text) */
#define MLA_IMAP_KEY_BEFORE 24     /**< (date): by INTERNALDATE */
#define MLA_IMAP_KEY_ON 25         /**< (date) */
#define MLA_IMAP_KEY_SINCE 26      /**< (date) */
#define MLA_IMAP_KEY_SENTBEFORE 27 /**< (date): by the Date field */
#define MLA_IMAP_KEY_SENTON 28     /**< (date) */
#define MLA_IMAP_KEY_SENTSINCE 29  /**< (date) */
#define MLA_IMAP_KEY_LARGER 30     /**< (number): octets */
#define MLA_IMAP_KEY_SMALLER 31    /**< (number) */
#define MLA_IMAP_KEY_MODSEQ 32     /**< (number); needs CONDSTORE */
#define MLA_IMAP_KEY_UID 33        /**< (text): a set of UIDs */
#define MLA_IMAP_KEY_SEQUENCE 34   /**< (text): a set of sequence numbers */
#define MLA_IMAP_KEY_NOT 35        /**< not the one key that follows */
#define MLA_IMAP_KEY_OR 36         /**< either of the two keys that follow */
#define MLA_IMAP_KEY_AND 37        /**< all of the `number` keys that follow, at least one */

/**
 * One key. Keys stand in an array in prefix notation: NOT, OR and AND apply to the next one, two or
 * `number` keys, which may be such themselves, nested up to 16 deep. Keys side by side at the top
 * must all match.
 *
 *     {OR} {FROM "ann"} {AND 2} {UNSEEN} {SINCE 1-Jan-2026}
 */
typedef struct mla_imap_search_key {
    int32_t type; /**< MLA_IMAP_KEY_* */
    mla_str name;
    mla_str text;  /**< UTF-8 */
    mla_date date; /**< the day in its own zone */
    uint64_t number;
} mla_imap_search_key;

/** At least one key. The results come as SEARCH events. */
MLA_API int32_t mla_imap_submit_search(mla_imap *imap, const mla_imap_search_key *keys,
                                       size_t count, uint32_t *command);
MLA_API int32_t mla_imap_submit_uid_search(mla_imap *imap, const mla_imap_search_key *keys,
                                           size_t count, uint32_t *command);

/** Removes every message that has \Deleted, whoever marked it. */
MLA_API int32_t mla_imap_submit_expunge(mla_imap *imap, uint32_t *command);

/** Removes those of `set` that have \Deleted (RFC 4315). MLA_E_UNSUPPORTED without UIDPLUS. */
MLA_API int32_t mla_imap_submit_uid_expunge(mla_imap *imap, mla_str set, uint32_t *command);

/** Back to authenticated; removes every message that has \Deleted, unless EXAMINE opened it. */
MLA_API int32_t mla_imap_submit_close(mla_imap *imap, uint32_t *command);

/* Whatever else a server may know. */

#define MLA_IMAP_PIECE_TEXT 0    /**< as it is; no CR, LF, NUL, "{" or 8-bit */
#define MLA_IMAP_PIECE_STRING 1  /**< atom, quoted or literal */
#define MLA_IMAP_PIECE_SECRET 2  /**< the same; a trace shows "*" */
#define MLA_IMAP_PIECE_MAILBOX 3 /**< the same, encoded as a mailbox name */
#define MLA_IMAP_PIECE_LITERAL 4 /**< a literal, whatever octets but NUL it holds */

typedef struct mla_imap_piece {
    int32_t type; /**< MLA_IMAP_PIECE_* */
    mla_str text;
} mla_imap_piece;

/**
 * A command of one's own, in pieces, without tag and line end:
 *
 *     {TEXT "SETQUOTA "} {STRING root} {TEXT " (STORAGE 512)"}
 *
 * Nothing else is in flight with it, and the state of the connection stays what it was.
 */
MLA_API int32_t mla_imap_submit_raw(mla_imap *imap, const mla_imap_piece *pieces, size_t count,
                                    uint32_t *command);

#ifdef __cplusplus
}
#endif

#endif
