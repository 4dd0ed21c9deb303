/* SPDX-License-Identifier: MIT */
/**
 * What mla_session_next() hands out, read by getters. Part of the binding tier, see session.h.
 *
 * An event and all that its getters give stay valid until the next call of mla_session_next(),
 * mla_session_finish() or mla_session_free() on its session; starting operations leaves it alone.
 * Strings are NUL-terminated UTF-8, never NULL, "" when there is nothing. Text that came from the
 * server or from mail may hold control characters except NUL: strip them before a terminal sees it.
 *
 * A getter that does not belong to an event's type gives "", 0 or what stands for unknown, and so does
 * any with NULL.
 */
#ifndef MAILACCESS_SESSION_EVENT_H
#define MAILACCESS_SESSION_EVENT_H

#include <mailaccess/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mla_event mla_event;

/** An operation is complete: operation, status. The last event of each operation, exactly one. */
#define MLA_EVENT_DONE 1
/** folders: folder, delimiter, folder_attributes. */
#define MLA_EVENT_FOLDER 2
/** select: folder, count, uidvalidity, read_only; POP3 also size, of the whole mailbox. */
#define MLA_EVENT_SELECTED 3
/** list: id, id_is_stable, size; of summaries also date, received_date, from_*, subject, flags,
 * keyword. */
#define MLA_EVENT_SUMMARY 4
/** parts: id, part, media_type, file_name, charset, encoding, disposition, size. */
#define MLA_EVENT_PART 5
/** fetch: a message or part begins: id, part, size (as announced: a hint, may be MLA_NO_SIZE). */
#define MLA_EVENT_MESSAGE 6
/** fetch: octets of it: id, part, data, data_len, position, size. */
#define MLA_EVENT_DATA 7
/**
 * fetch: it ends: id, part, status, position (octets handed out). Whoever stores messages looks at
 * the status: only MLA_OK says that it came whole; MLA_E_INCOMPLETE that the connection ended
 * inside it, MLA_E_CANCELLED that the operation was cancelled, MLA_E_MALFORMED that it is not as long as
 * the server announced, or that nobody knows which message it is: DONE may say MLA_OK all the same. And DONE may
 * refuse what came whole: delete nothing before it.
 */
#define MLA_EVENT_MESSAGE_END 8
/** The folder holds count messages now. */
#define MLA_EVENT_COUNT 9
/**
 * A message is gone from the folder; count is what is left. IMAP does not tell its id, which is "": list with
 * MLA_LIST_IDS to see which one it is.
 */
#define MLA_EVENT_REMOVED 10
/**
 * Flags of a message, told by the server: id, flags, keyword. Where the server did not say the id, it is "":
 * list again to see which message it is.
 */
#define MLA_EVENT_FLAGS 11
/** The server wants the user to read server_text (IMAP ALERT). */
#define MLA_EVENT_ALERT 12

/** MLA_EVENT_*. */
MLA_API int32_t mla_event_type(const mla_event *event);

/** The operation that it belongs to; 0: to none. */
MLA_API uint32_t mla_event_operation(const mla_event *event);

/**
 * MLA_OK or the error. When it is an error, mla_session_error_*() describe it until the next event.
 */
MLA_API int32_t mla_event_status(const mla_event *event);

/**
 * The message. IMAP: its UID in decimal, to be kept together with the folder's uidvalidity. POP3:
 * its UIDL; the message number where the server has no UIDL; where the UIDL is blank or another
 * message has the same, that and the number after a space; octets that no UIDL may hold as a space,
 * "x" and hexadecimal digits.
 */
MLA_API const char *mla_event_id(const mla_event *event);

/** 1: the id names the same message in later sessions. 0: it may name another one then. */
MLA_API int32_t mla_event_id_is_stable(const mla_event *event);

/** UIDVALIDITY of the selected folder (RFC 9051 section 2.3.1.1), 0 when unknown (then no id is stable) and for POP3. */
MLA_API uint64_t mla_event_uidvalidity(const mla_event *event);

#define MLA_NO_SIZE UINT64_MAX /**< a size that is not known */

/** Octets. What a server says of a size is a hint: it may be wrong in both directions. */
MLA_API uint64_t mla_event_size(const mla_event *event);

/* DATA. */

/** The octets themselves; may hold NUL and is not terminated. */
MLA_API const char *mla_event_data(const mla_event *event);
MLA_API size_t mla_event_data_len(const mla_event *event);

/** Octets of the message handed out before this event: for progress. */
MLA_API uint64_t mla_event_position(const mla_event *event);

/* Summaries. */

#define MLA_NO_DATE INT64_MIN /**< a date that is not there or is none */

/** The Date field, in seconds since 1970-01-01 00:00:00 UTC, or MLA_NO_DATE. */
MLA_API int64_t mla_event_date(const mla_event *event);
/** The zone it was written in: minutes east of UTC; 0 also when unknown. */
MLA_API int32_t mla_event_date_zone_minutes(const mla_event *event);
/** When the server got it (INTERNALDATE), or MLA_NO_DATE: POP3 does not tell. */
MLA_API int64_t mla_event_received_date(const mla_event *event);

/** Display name of the first author, decoded. */
MLA_API const char *mla_event_from_name(const mla_event *event);
/** "mailbox@host" of the first author. */
MLA_API const char *mla_event_from_address(const mla_event *event);
/** Decoded (RFC 2047), unfolded, without control characters. */
MLA_API const char *mla_event_subject(const mla_event *event);

#define MLA_FLAG_SEEN (1u << 0)
#define MLA_FLAG_ANSWERED (1u << 1)
#define MLA_FLAG_FLAGGED (1u << 2)
#define MLA_FLAG_DELETED (1u << 3)
#define MLA_FLAG_DRAFT (1u << 4)

/** MLA_FLAG_* bits. POP3 has none: see MLA_CAN_FLAGS. */
MLA_API uint32_t mla_event_flags(const mla_event *event);

/** The keywords, which are all flags beside those: "$Junk". @return NULL past the last one. */
MLA_API const char *mla_event_keyword(const mla_event *event, uint32_t index);

/* Folders. */

#define MLA_FOLDER_NOSELECT (1u << 0)
#define MLA_FOLDER_NOINFERIORS (1u << 1)
#define MLA_FOLDER_HAS_CHILDREN (1u << 4)
#define MLA_FOLDER_HAS_NO_CHILDREN (1u << 5)
#define MLA_FOLDER_NONEXISTENT (1u << 6)
#define MLA_FOLDER_SUBSCRIBED (1u << 7)
/* What a folder is for (RFC 6154). */
#define MLA_FOLDER_ALL (1u << 9)
#define MLA_FOLDER_ARCHIVE (1u << 10)
#define MLA_FOLDER_DRAFTS (1u << 11)
#define MLA_FOLDER_FLAGGED (1u << 12)
#define MLA_FOLDER_JUNK (1u << 13)
#define MLA_FOLDER_SENT (1u << 14)
#define MLA_FOLDER_TRASH (1u << 15)
#define MLA_FOLDER_IMPORTANT (1u << 16)

/** Its full name, as mla_session_select() takes it. */
MLA_API const char *mla_event_folder(const mla_event *event);
/** One character that separates levels of the name; "" when there are none. */
MLA_API const char *mla_event_delimiter(const mla_event *event);
/** MLA_FOLDER_* bits. */
MLA_API uint32_t mla_event_folder_attributes(const mla_event *event);
/** Messages in the folder. */
MLA_API uint64_t mla_event_count(const mla_event *event);
/** 1: nothing in it can be changed. */
MLA_API int32_t mla_event_read_only(const mla_event *event);

/* Parts. */

/** "1.2", as mla_session_fetch() takes it; "" for a multipart that is the whole message. */
MLA_API const char *mla_event_part(const mla_event *event);
/** In lower case: "text/plain". */
MLA_API const char *mla_event_media_type(const mla_event *event);
/** Decoded, as the sender chose it: never a path to write to. */
MLA_API const char *mla_event_file_name(const mla_event *event);
/** As sent: "utf-8". */
MLA_API const char *mla_event_charset(const mla_event *event);
/** The transfer encoding in lower case: "base64". */
MLA_API const char *mla_event_encoding(const mla_event *event);
/** In lower case: "attachment", "inline". */
MLA_API const char *mla_event_disposition(const mla_event *event);

/** ALERT, and DONE or MESSAGE_END with an error: the server's own words. */
MLA_API const char *mla_event_server_text(const mla_event *event);

#ifdef __cplusplus
}
#endif

#endif
