/* SPDX-License-Identifier: MIT */
/**
 * An IMAP connection as a client (RFC 9051, RFC 3501), without I/O: octets in, typed events out;
 * commands in, octets out.
 *
 * mla_imap is the decoder of imap_response.h with commands: it numbers and queues them, pipelines
 * those that may be in flight together, waits with literals for the server's "+", and follows the
 * state of the connection. imap_command.h has the commands.
 *
 *     loop:
 *         while (mla_imap_next(imap, &event) == MLA_OK)
 *             ...handle the event, submit commands...
 *         while (out = mla_imap_tx_buf(imap, &len), len != 0)
 *             n = write(out, len), mla_imap_tx_ack(imap, n);
 *         in = mla_imap_rx_buf(imap, &room);
 *         n = read(in, room), n > 0 ? mla_imap_rx_ack(imap, n) : mla_imap_rx_end(imap);
 *
 * With mla_imap_config_init_fixed() a connection takes 8.6 kB of an mla_pool on a 32-bit machine and
 * 9.7 kB on a 64-bit one, all of it in mla_imap_new().
 *
 * Octets that were written must be acknowledged before octets that answer them are handed in. Not
 * thread-safe; different objects do not share anything.
 */
#ifndef MAILACCESS_IMAP_H
#define MAILACCESS_IMAP_H

#include <mailaccess/base.h>
#include <mailaccess/imap_response.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Settings. */

/** Begin with mla_imap_config_init() or ..._init_fixed(), then change what is to be different. */
typedef struct mla_imap_config {
    uint32_t struct_size;
    const mla_allocator *allocator; /**< copied; NULL is not allowed */
    mla_imap_limits limits;         /**< of what is received */
    size_t transmit_initial;        /**< octets of the transmit buffer at creation, 64 or more */
    size_t transmit_max;            /**< largest; holds all commands that wait, below 512 MiB */
    size_t capabilities_max;        /**< octets of capability names kept for mla_imap_has_name() */
    uint32_t in_flight_max;         /**< commands sent and not answered, 1 or more */
    uint32_t queue_max;             /**< commands in flight and waiting, 1 to 1000 */
    mla_trace trace;                /**< copied; `write` NULL: none */
} mla_imap_config;

/**
 * For applications: mla_imap_limits_init(), a transmit buffer of 1 KiB that grows to 1 MiB, 2 KiB
 * of capabilities, 25 commands in flight, 100 in all.
 */
MLA_API void mla_imap_config_init(mla_imap_config *config, const mla_allocator *allocator);

/**
 * For firmware: mla_imap_limits_init_fixed(), 1 KiB to send, 512 octets of capabilities, 4 commands
 * in flight, 8 in all. After creation nothing is allocated. That holds whenever each `initial`
 * equals its `max`.
 */
MLA_API void mla_imap_config_init_fixed(mla_imap_config *config, const mla_allocator *allocator);

/* The object. */

typedef struct mla_imap mla_imap;

/**
 * @param config not needed afterwards.
 * @return MLA_OK, MLA_E_INVALID (a setting out of range) or MLA_E_NO_MEMORY.
 */
MLA_API int32_t mla_imap_new(const mla_imap_config *config, mla_imap **imap);

/** Wipes and releases. NULL is fine. */
MLA_API void mla_imap_free(mla_imap *imap);

/* Octets. */

/**
 * Room for octets from the peer. Call it when `next` has answered MLA_AGAIN; it ends the validity
 * of the last event.
 *
 * @param room out: octets of room. 0 when events must be taken first, and between the event UPGRADE
 *             and mla_imap_upgraded(): what comes then belongs to TLS.
 */
MLA_API char *mla_imap_rx_buf(mla_imap *imap, size_t *room);

/**
 * Says that `len` octets stand in the room that `rx_buf` gave.
 *
 * @return MLA_OK; MLA_E_INVALID when there was no such room.
 */
MLA_API int32_t mla_imap_rx_ack(mla_imap *imap, size_t len);

/** Says that the peer will send no more. */
MLA_API void mla_imap_rx_end(mla_imap *imap);

/**
 * What may be sent now. The same octets are given again, perhaps with more behind them, until they
 * are acknowledged.
 *
 * @param len out: 0 when nothing may be sent now.
 * @return valid until the next call that submits, acknowledges or cancels, or of `next`.
 */
MLA_API const char *mla_imap_tx_buf(mla_imap *imap, size_t *len);

/**
 * Says that the first `len` octets are sent.
 *
 * @return MLA_OK; MLA_E_INVALID for more than `tx_buf` gave.
 */
MLA_API int32_t mla_imap_tx_ack(mla_imap *imap, size_t len);

/** @return MLA_WANT_READ, perhaps with MLA_WANT_WRITE; 0 at the end, and from UPGRADE on. */
MLA_API uint32_t mla_imap_wants(mla_imap *imap);

/* Events. */

/**
 * The next event: see imap_response.h for what each type carries. A connection adds:
 *
 * - GREETING comes once. A BYE in it refuses the connection.
 * - DONE: `command` is complete. `result` is
 *     MLA_OK            `status` has the server's words, and so with the others unless said
 *     MLA_E_SERVER_NO   refused
 *     MLA_E_SERVER_BAD  not understood, or not allowed now
 *     MLA_E_SERVER_BYE  good-bye instead of an answer; the connection will end
 *     MLA_E_AUTH        LOGIN or AUTHENTICATE: the credentials were refused. Also of whatever comes
 *                       next, when a server notices only then (Office365)
 *     MLA_E_AUTH_SERVER AUTHENTICATE: the server did not prove itself: trust nothing of it
 *     MLA_E_LIMIT       AUTHENTICATE: the response was too long for the transmit buffer
 *     MLA_E_CANCELLED   after mla_imap_cancel()
 *     MLA_E_STATE       never sent: when its turn came, the state did not allow it (a SELECT before
 *                       it had failed, for example). `status` is NULL, as with a command that was
 *                       cancelled before it was sent.
 * - UPGRADE: STARTTLS (`command`) succeeded. Nothing is taken in or given out until
 *   mla_imap_upgraded(); there is no DONE.
 * - CONTINUATION comes only for a "+" that no command waited for.
 *
 * Untagged responses (FETCH, EXISTS, LIST...) may come at any time, for anything: they are not
 * tied to a command.
 *
 * @return MLA_OK with an event; MLA_AGAIN: see mla_imap_wants(); MLA_END: logged out. Else an
 *         error, which is fatal and sticky; commands that are not complete get no DONE:
 *         MLA_E_SERVER_BYE  the server said BYE unasked, then closed
 *         MLA_E_EOF         it closed without a word
 *         MLA_E_INCOMPLETE  it closed inside a response
 *         MLA_E_INJECTION   octets came in clear behind the reply to STARTTLS
 *         MLA_E_UNSOLICITED a tagged reply to a command that was not sent, or not to its end
 *         MLA_E_PROTOCOL, MLA_E_NO_MEMORY, MLA_E_LIMIT
 */
MLA_API int32_t mla_imap_next(mla_imap *imap, const mla_imap_event **event);

/**
 * Detail of what came last: a fatal error, the verdict of a DONE, or a submission that was refused.
 * `retry` classifies it: UNAVAILABLE, INUSE, LIMIT and THROTTLED are MLA_RETRY_LATER, with the
 * time when the server named one; AUTHENTICATIONFAILED is MLA_RETRY_CREDENTIALS. A success by
 * which the server asks to slow down has `status` MLA_OK and MLA_RETRY_LATER.
 *
 * @param error its strings live until the next call on the object.
 */
MLA_API void mla_imap_error(const mla_imap *imap, mla_error *error);

/* State (RFC 9051 section 3). */

#define MLA_IMAP_STATE_GREETING 1 /**< the greeting has not come */
#define MLA_IMAP_STATE_NOT_AUTHENTICATED 2
#define MLA_IMAP_STATE_AUTHENTICATED 3
#define MLA_IMAP_STATE_SELECTED 4
#define MLA_IMAP_STATE_LOGOUT 5 /**< logged out, or BYE came */

/** @return MLA_IMAP_STATE_*. */
MLA_API int32_t mla_imap_state(const mla_imap *imap);

/**
 * STARTTLS: TLS is up. Everything learnt before is forgotten; commands may be submitted again.
 *
 * @return MLA_OK, or MLA_E_STATE when there was no UPGRADE.
 */
MLA_API int32_t mla_imap_upgraded(mla_imap *imap);

/** 1 when mailbox names go over the wire in UTF-8 (after ENABLE), 0 when in modified UTF-7. */
MLA_API int32_t mla_imap_utf8(const mla_imap *imap);

/**
 * Whether mailbox names in commands are given as the server sent them (mla_imap_list.name_raw): the
 * only way to name a mailbox whose name cannot be decoded. @param raw 1, or 0 (the default): UTF-8.
 */
MLA_API void mla_imap_set_raw_names(mla_imap *imap, int32_t raw);

/** Commands that are not complete: in flight or waiting. */
MLA_API uint32_t mla_imap_pending(const mla_imap *imap);

/**
 * Gives a command up. One that was not sent is never sent; for one in flight the connection reads
 * on, but the answers that only cancelled commands asked for (body sections, LIST, STATUS, SEARCH,
 * FETCH with more than flags) are not delivered any more: a body may break off without BODY_END.
 * AUTHENTICATE is ended with "*" at the next challenge. In every case DONE comes, with
 * MLA_E_CANCELLED.
 *
 * @return MLA_OK; MLA_E_NOT_FOUND when it is complete already or never was.
 */
MLA_API int32_t mla_imap_cancel(mla_imap *imap, uint32_t command);

/* Capabilities (RFC 9051 section 7.2.2). */

#define MLA_IMAP_CAP_IMAP4REV1 0
#define MLA_IMAP_CAP_IMAP4REV2 1
#define MLA_IMAP_CAP_STARTTLS 2
#define MLA_IMAP_CAP_LOGINDISABLED 3
#define MLA_IMAP_CAP_SASL_IR 4
#define MLA_IMAP_CAP_LITERAL_PLUS 5
#define MLA_IMAP_CAP_LITERAL_MINUS 6
#define MLA_IMAP_CAP_ENABLE 7
#define MLA_IMAP_CAP_UTF8_ACCEPT 8
#define MLA_IMAP_CAP_UTF8_ONLY 9
#define MLA_IMAP_CAP_UIDPLUS 10
#define MLA_IMAP_CAP_IDLE 11
#define MLA_IMAP_CAP_ID 12
#define MLA_IMAP_CAP_NAMESPACE 13
#define MLA_IMAP_CAP_MOVE 14
#define MLA_IMAP_CAP_UNSELECT 15
#define MLA_IMAP_CAP_CHILDREN 16
#define MLA_IMAP_CAP_SPECIAL_USE 17
#define MLA_IMAP_CAP_LIST_EXTENDED 18
#define MLA_IMAP_CAP_LIST_STATUS 19
#define MLA_IMAP_CAP_STATUS_SIZE 20
#define MLA_IMAP_CAP_ESEARCH 21
#define MLA_IMAP_CAP_CONDSTORE 22
#define MLA_IMAP_CAP_QRESYNC 23
#define MLA_IMAP_CAP_COMPRESS_DEFLATE 24

/**
 * Whether what the server said last is still what it can do: 0 before it said anything, after
 * STARTTLS, and after a login with which it sent no new list. Then submit CAPABILITY.
 */
MLA_API int32_t mla_imap_capabilities_known(const mla_imap *imap);

/** @param capability MLA_IMAP_CAP_*. @return 1 or 0; 0 when not known. */
MLA_API int32_t mla_imap_has(const mla_imap *imap, int32_t capability);

/** @param name any, such as "AUTH=PLAIN"; without case. @return 1 or 0; 0 when not known. */
MLA_API int32_t mla_imap_has_name(const mla_imap *imap, mla_str name);

/**
 * All names in the order of the server, a space after each. Valid until the next call of `next` or
 * `upgraded`. Names that were too many for `capabilities_max` are left out; mla_imap_has() still
 * knows its own.
 */
MLA_API mla_str mla_imap_capabilities(const mla_imap *imap);

/**
 * How many responses of this connection needed a rule of tolerance so far.
 *
 * @param rule MLA_IMAP_FORGIVEN_*, whose name mla_imap_forgiven_name() gives; 0 for another one.
 */
MLA_API uint32_t mla_imap_forgiven_by(const mla_imap *imap, int32_t rule);

#ifdef __cplusplus
}
#endif

#endif
