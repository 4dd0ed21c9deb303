/* SPDX-License-Identifier: MIT */
/**
 * Sessions: one object over POP3 and IMAP. For applications and language bindings.
 *
 *     mla_options *options;
 *     mla_session *session;
 *     mla_event *event;
 *     if (mla_options_new(NULL, &options) != MLA_OK)
 *         return;
 *     if (mla_options_set_url(options, "imaps://me@mail.example.org/INBOX") != MLA_OK)
 *         puts(mla_options_error_text(options));
 *     mla_options_set_password(options, password);
 *     if (mla_session_open(options, &session) == MLA_OK) {
 *         mla_session_list(session, NULL, MLA_LIST_SUMMARIES, NULL);
 *         while (mla_session_next(session, &event) == MLA_OK)
 *             if (mla_event_type(event) == MLA_EVENT_SUMMARY)
 *                 puts(mla_event_subject(event));
 *     }
 *     if (mla_session_error_status(session) != MLA_OK)
 *         puts(mla_session_error_text(session));
 *     mla_session_free(session);
 *     mla_options_free(options);
 *
 * Everything here is an opaque handle, a function, a number or a NUL-terminated UTF-8 string, so
 * that a binding lays out nothing. Getters and mla_session_free() take NULL, too: they give "", 0 or
 * what stands for unknown. Objects belong to one thread at a time; mla_session_cancel()
 * alone may be called from anywhere.
 *
 * Operations
 *
 * list, fetch, delete and the others start an operation: the arguments are checked and copied, and
 * it takes its place in a queue. Its events, and at last MLA_EVENT_DONE with its status, come out
 * of mla_session_next() under its number. Many may be started at once, also while events are taken:
 * commands are sent ahead of the replies as far as the protocol and the server allow (IMAP: two that ask
 * the same of one message go one by one). They take effect in the order in which they were started. One that is refused says so in its DONE and
 * leaves the session usable; mla_status_is_fatal() tells.
 *
 * Non-blocking
 *
 * With mla_options_set_nonblocking() mla_session_open() returns at once, opening being operation
 * MLA_OPERATION_OPEN, and mla_session_next() answers MLA_AGAIN instead of sleeping. Call it until
 * then: TLS may hold octets that poll(2) does not see. Then wait for mla_session_descriptor() to be
 * ready for mla_session_wants(), at most mla_session_timeout_ms(), and call it again.
 */
#ifndef MAILACCESS_SESSION_H
#define MAILACCESS_SESSION_H

#include <mailaccess/base.h>
#include <mailaccess/session_event.h>
#include <mailaccess/session_options.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mla_session mla_session;

#define MLA_OPERATION_OPEN 1u /**< the number of the operation that opens a session */

/* Life. */

/**
 * Connects, protects the connection and logs in. Without a user it stops before login: then
 * capabilities can be read and the session be closed, and nothing else.
 *
 * Sessions opened with the same options share what TLS needs: a file of authorities is read once,
 * and a second connection to the same host and protocol, be it a reconnect or one more beside the
 * first, resumes the TLS session of the first where the server allows it. One that breaks off instead
 * is not asked again: that one connection ends with MLA_E_EOF or MLA_E_TLS and MLA_RETRY_RECONNECT.
 * Several threads may open with the same options at once, as long as no setter runs and no transport is
 * set.
 *
 * @param options copied: may be changed or freed afterwards. A transport of its own moves over.
 * @param session out: the session, also when opening fails, so that mla_session_error_*() can say
 *                why; it is to be freed in any case. Set before anything is waited for: another
 *                thread may cancel it. NULL only with MLA_E_INVALID for a NULL argument and with
 *                MLA_E_NO_MEMORY.
 * @return Blocking: MLA_OK after login, or the error that ended it: MLA_E_RESOLVE, MLA_E_CONNECT,
 *         MLA_E_TIMEOUT, MLA_E_TLS*, MLA_E_AUTH*, MLA_E_SERVER_BYE, MLA_E_PROTOCOL, ...
 *         Non-blocking: MLA_OK; the result is the status of operation MLA_OPERATION_OPEN. Both:
 *         MLA_E_INVALID (no host, a user without a password), MLA_E_UNSUPPORTED (the build lacks
 *         the protocol or TLS), MLA_E_TLS_CONFIG.
 */
MLA_API int32_t mla_session_open(mla_options *options, mla_session **session);

/**
 * Drops the connection and releases everything, at any time. Without mla_session_close() before it,
 * a POP3 server deletes nothing.
 */
MLA_API void mla_session_free(mla_session *session);

/**
 * The next event.
 *
 * When the connection is lost, every message under way is ended and every operation completed with
 * that status first; then it is returned, from then on.
 *
 * @param event out: valid until the next call; NULL unless MLA_OK is returned.
 * @return MLA_OK with an event; MLA_END when no operation is under way and nothing came by itself;
 *         MLA_AGAIN (non-blocking only); or the error that ended the session. EOF, timeout and
 *         cancel are three different ones.
 */
MLA_API int32_t mla_session_next(mla_session *session, mla_event **event);

/**
 * Runs until an operation is complete; throws away all events up to then.
 *
 * @param operation its number; 0: until no operation is under way.
 * @return its status (0: the first error among them); MLA_OK when it was complete before; MLA_AGAIN
 *         in a non-blocking session: call again; MLA_E_INVALID for a number that was never given out.
 */
MLA_API int32_t mla_session_finish(mla_session *session, uint32_t operation);

/**
 * Ends the session from another thread or a signal handler: the call that waits, or the next one,
 * ends with MLA_E_CANCELLED. Async-signal-safe. The session must not be freed meanwhile; NULL, as long
 * as there is none, is let pass.
 */
MLA_API void mla_session_cancel(mla_session *session);

/* Non-blocking. Valid after MLA_AGAIN, until the next call on the session. */

/** The descriptor to wait for; -1 while there is none: then wait for the timeout alone. */
MLA_API intptr_t mla_session_descriptor(const mla_session *session);
/** MLA_WANT_* bits. */
MLA_API uint32_t mla_session_wants(const mla_session *session);
/** For poll(2): call mla_session_next() after so many milliseconds at the latest; -1: no bound. */
MLA_API int32_t mla_session_timeout_ms(const mla_session *session);
/** 1: there are octets that poll(2) does not see: call mla_session_next() without waiting. */
MLA_API int32_t mla_session_pending(const mla_session *session);

/* What it is and can do. */

#define MLA_CAN_FOLDERS 1    /**< there are other folders than INBOX */
#define MLA_CAN_SUMMARIES 2  /**< list gives dates, authors and subjects */
#define MLA_CAN_STABLE_IDS 3 /**< ids name the same messages in later sessions */
#define MLA_CAN_PARTS 4      /**< parts, and fetch of a part */
#define MLA_CAN_FLAGS 5      /**< mark, and flags in summaries */
#define MLA_CAN_DELETE 6     /**< delete, of exactly the messages named */
#define MLA_CAN_PIPELINE 7   /**< commands go ahead of the replies */

/**
 * Whether protocol, server and build can do it: known after login. An operation that cannot be done
 * completes with MLA_E_UNSUPPORTED, with nothing sent.
 *
 * @param what MLA_CAN_*.
 * @return 1 or 0.
 */
MLA_API int32_t mla_session_can(const mla_session *session, int32_t what);

/**
 * What the server announced, one line or word each: "UIDPLUS", "SASL PLAIN". It is ASCII in both
 * protocols; octets that are not are "?".
 *
 * @return lives until the next call of mla_session_next(); NULL past the last one.
 */
MLA_API const char *mla_session_capability(const mla_session *session, uint32_t index);

/** MLA_PROTOCOL_*. */
MLA_API int32_t mla_session_protocol(const mla_session *session);

/** MLA_TLS_1_2 or MLA_TLS_1_3; 0: this session does not use TLS of its own, or not yet. */
MLA_API int32_t mla_session_tls_version(const mla_session *session);
/**
 * 1: an earlier TLS session was resumed, which saves a round trip (TLS 1.2) and the certificates;
 * 0: the handshake was a full one, or there was none.
 */
MLA_API int32_t mla_session_tls_resumed(const mla_session *session);
/** "TLS1-3-AES-256-GCM-SHA384"; "" without TLS. */
MLA_API const char *mla_session_ciphersuite(const mla_session *session);

/** Octets of the protocol so far, inside of TLS. */
MLA_API uint64_t mla_session_octets_received(const mla_session *session);
MLA_API uint64_t mla_session_octets_sent(const mla_session *session);

/*
 * Operations.
 *
 * `operation`, the last parameter of each, is given its number, 1 or more; it may be NULL. All
 * return MLA_OK; MLA_E_INVALID for an argument; MLA_E_STATE before login when there is none, or
 * after close; MLA_E_FULL when the queue is full; MLA_E_NO_MEMORY; or the error that ended the
 * session. On error nothing was started, so there will be no DONE, and mla_session_refusal_text()
 * says why.
 *
 * Those that work on messages need a folder. When none was selected, the one of the URL (else
 * INBOX) is.
 *
 * Ids are what mla_event_id() gave. Where `ids` is the name, IMAP takes a set as well,
 * "3,5:9,20:*", as far as 8,000 octets; POP3 takes one id. "*" is the last message: "20:*" holds it also
 * when its id is less than 20. An id that is not there is no error with IMAP, save for parts and fetch, and
 * MLA_E_NOT_FOUND with POP3.
 *
 * The newest N messages: list all with MLA_LIST_IDS, keep the last N ids, and list those with
 * MLA_LIST_SUMMARIES, with IMAP in one call, joined by commas. What is new since an earlier session: with
 * IMAP the same uidvalidity and "M:*", where M is the highest id seen plus one; with POP3, or when the
 * uidvalidity has changed, list all and compare.
 */

/** MLA_EVENT_FOLDER for each folder (LIST, RFC 9051 section 6.3.9); POP3: for its one, INBOX. */
MLA_API int32_t mla_session_folders(mla_session *session, uint32_t *operation);

/**
 * Selects a folder: MLA_EVENT_SELECTED.
 *
 * @param folder    UTF-8, as mla_event_folder() gave it; NULL: the URL's, else INBOX. POP3: NULL or
 *                  INBOX, else DONE says MLA_E_NOT_FOUND.
 * @param read_only 1: nothing in it will be changed (EXAMINE): mark and delete are MLA_E_STATE, as they
 *                  are where the server opens it for reading only (mla_event_read_only()). POP3 has no
 *                  such thing: 0 and 1 are the same.
 *
 * When it fails, or is cancelled before it was sent, no folder is selected, and operations started
 * behind it fail with the same status: they are not meant for the folder before. The status is
 * MLA_E_NOT_FOUND where the server says by its response code, NONEXISTENT, that there is none, and
 * MLA_E_SERVER_NO where it says no otherwise, as Dovecot does, be the folder missing or not allowed.
 */
MLA_API int32_t mla_session_select(mla_session *session, const char *folder, int32_t read_only,
                                   uint32_t *operation);

#define MLA_LIST_IDS 0       /**< id and size only: the cheapest */
#define MLA_LIST_SUMMARIES 1 /**< with date, author, subject, flags */

/**
 * MLA_EVENT_SUMMARY for each message, in the order of the folder. POP3: LIST and UIDL, for
 * summaries also TOP of each message; where the server has no TOP, a summary has id and size only.
 * Ids are held as far as they take a megabyte; of a larger mailbox they are asked for again here, and
 * those that UIDL leaves out come last.
 *
 * @param ids  NULL: all.
 * @param what MLA_LIST_*.
 */
MLA_API int32_t mla_session_list(mla_session *session, const char *ids, int32_t what,
                                 uint32_t *operation);

/** MLA_EVENT_PART for each part of one message, each after the one around it. IMAP only. */
MLA_API int32_t mla_session_parts(mla_session *session, const char *id, uint32_t *operation);

/**
 * Undo base64 and quoted-printable. For a part of one message: `ids` is one id, no set. A whole message
 * has no transfer encoding. When the server does not tell which it is, MESSAGE_END says
 * MLA_E_MALFORMED, and the octets are as sent.
 */
#define MLA_FETCH_DECODE 1u

/**
 * Streams messages: MLA_EVENT_MESSAGE, MLA_EVENT_DATA as often as needed, MLA_EVENT_MESSAGE_END,
 * for each. \Seen is not set. Octets are as the server has them, with CR LF.
 *
 * When a message is not there, DONE says MLA_E_NOT_FOUND; with an IMAP set, only if none of it is. So it
 * does for a part that is not there, but without MLA_FETCH_DECODE some servers, Dovecot among them, give
 * an empty one.
 *
 * @param part  NULL: the whole message. "HEADER": its header (POP3: by TOP). IMAP: also "1.2" as
 *              mla_event_part() gave it, and what else may stand in BODY[ ]: "TEXT", "1.2.MIME",
 *              "2.HEADER".
 * @param flags MLA_FETCH_* bits.
 */
MLA_API int32_t mla_session_fetch(mla_session *session, const char *ids, const char *part,
                                  uint32_t flags, uint32_t *operation);

#define MLA_MARK_ADD 1     /**< set these */
#define MLA_MARK_REMOVE 2  /**< clear these */
#define MLA_MARK_REPLACE 3 /**< set these and clear all others */

/**
 * Changes flags; what the server tells of it comes as MLA_EVENT_FLAGS. IMAP only.
 *
 * @param how      MLA_MARK_*.
 * @param flags    MLA_FLAG_* bits; may be 0.
 * @param keywords atoms, 32 at most, separated by single spaces; may be NULL.
 */
MLA_API int32_t mla_session_mark(mla_session *session, const char *ids, int32_t how, uint32_t flags,
                                 const char *keywords, uint32_t *operation);

/**
 * Deletes messages. POP3: they are marked (DELE), and gone when mla_session_close() has succeeded; in
 * a mailbox whose ids are not held, the server is asked for the id before (UIDL).
 * IMAP: \Deleted and UID EXPUNGE of exactly these; a server without UIDPLUS: MLA_E_UNSUPPORTED,
 * unless mla_options_set_allow_expunge().
 */
MLA_API int32_t mla_session_delete(mla_session *session, const char *ids, uint32_t *operation);

/** Asks for news (NOOP): MLA_EVENT_COUNT, _REMOVED, _FLAGS. POP3: only keeps the session alive. */
MLA_API int32_t mla_session_poll(mla_session *session, uint32_t *operation);

/**
 * Ends the session in order, after all that was started before. Nothing can be started behind it.
 *
 * @return as all. The status of its DONE counts: POP3 deletes messages with QUIT, and a server that
 *         refuses it may have deleted none, some or all.
 */
MLA_API int32_t mla_session_close(mla_session *session, uint32_t *operation);

/**
 * Cancels one operation: no more events of it than MLA_EVENT_MESSAGE_END and MLA_EVENT_DONE with
 * MLA_E_CANCELLED. What was sent may take effect all the same, and its reply is read to the end: to
 * be rid of it at once, free the session.
 *
 * @return MLA_OK; MLA_E_NOT_FOUND when it is complete or was never started.
 */
MLA_API int32_t mla_session_cancel_operation(mla_session *session, uint32_t operation);

/*
 * The last error: of the session, or of the operation or message whose event ended with one last. An
 * operation has the detail of the first of its commands that failed, whatever failed since;
 * mla_session_finish(0) leaves that of the error that it returned. A call that starts an operation and
 * is refused is no operation: it leaves what is told here alone. Only where nothing has failed so far is
 * it told here as well, so that a program that looks once, at its end, misses nothing.
 *
 * Strings are NUL-terminated, never NULL, and live until the next call on the session. `session` may be
 * NULL: out of memory.
 */

/** MLA_OK when nothing failed so far. */
MLA_API int32_t mla_session_error_status(const mla_session *session);
/**
 * One line without control characters: what failed, what can be done about it, in English, and what
 * the server said of it. Up to 511 octets of UTF-8, fit for a terminal.
 */
MLA_API const char *mla_session_error_text(const mla_session *session);
/** The server's own words as sent, cut at 511 octets; "" when it said nothing. */
MLA_API const char *mla_session_error_server_text(const mla_session *session);
/** Its response code: "AUTHENTICATIONFAILED", "SYS/TEMP"; "" when there was none. */
MLA_API const char *mla_session_error_server_code(const mla_session *session);
/** MLA_RETRY_*. */
MLA_API int32_t mla_session_error_retry(const mla_session *session);
/** With MLA_RETRY_LATER; 0 when the server named no time. */
MLA_API uint64_t mla_session_error_retry_after_ms(const mla_session *session);
/** errno, getaddrinfo's or mbedTLS's code, by the status as with mla_error in base.h; 0: none. */
MLA_API int32_t mla_session_error_native_code(const mla_session *session);

/**
 * Why the last call that starts an operation did not: one line as of mla_session_error_text(). "" when it
 * did. The status is what the call returned.
 */
MLA_API const char *mla_session_refusal_text(const mla_session *session);

#ifdef __cplusplus
}
#endif

#endif
