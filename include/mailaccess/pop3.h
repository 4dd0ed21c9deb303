/* SPDX-License-Identifier: MIT */
/**
 * POP3 as a client: commands in, octets out; octets in, typed events out (RFC 1939, 2449, 2595,
 * 5034).
 *
 * mla_pop3 is one connection without I/O. Submit commands; send what `mla_pop3_tx_buf` shows and
 * say so with `mla_pop3_tx_ack`; write what the peer sends into `mla_pop3_rx_buf` and say so with
 * `mla_pop3_rx_ack`; take events from `mla_pop3_next` until MLA_AGAIN. Nothing calls back, and
 * every function may be called between any two others.
 *
 * With mla_pop3_config_init_fixed() a connection takes 2.1 kB of an mla_pool on a 32-bit machine and
 * 2.3 kB on a 64-bit one, all of it in mla_pop3_new().
 *
 * Commands may be submitted at any time, before the greeting too. They are answered in their order.
 * They go out one at a time; once CAPA has said PIPELINING, a window of them is in flight.
 *
 * Every pointer in an event stays valid until the next call of `next`, `rx_buf` or `free` on the
 * same object. Structs are read-only; each begins with its size and only ever grows at its end.
 *
 * Servers send what the RFCs do not allow. The reader yields the sensible value where there is one
 * and the raw line where there is none, and counts what it forgave. A line ends in CRLF or in LF;
 * NULs in front of a status line and blank lines between replies are skipped.
 */
#ifndef MAILACCESS_POP3_H
#define MAILACCESS_POP3_H

#include <mailaccess/base.h>
#include <mailaccess/sasl.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Response codes: RFC 2449 section 8, RFC 3206, RFC 6856. */

#define MLA_POP3_CODE_NONE 0
#define MLA_POP3_CODE_OTHER 1       /**< not known to the library; its name is there */
#define MLA_POP3_CODE_IN_USE 2      /**< another session holds the mailbox: later */
#define MLA_POP3_CODE_LOGIN_DELAY 3 /**< the last login is too recent: later */
#define MLA_POP3_CODE_SYS_TEMP 4    /**< the server is not well now: later */
#define MLA_POP3_CODE_SYS_PERM 5    /**< somebody has to do something: never */
#define MLA_POP3_CODE_AUTH 6        /**< the credentials are at fault, and nothing else is */
#define MLA_POP3_CODE_UTF8 7        /**< the message or mailbox needs UTF8 */

/*
 * Capabilities that change what a client may do (RFC 2449 section 6, RFC 2595, 5034, 6856). The others
 * (EXPIRE, IMPLEMENTATION, LANG, RESP-CODES...) have their name and arguments in the event.
 */

#define MLA_POP3_CAPABILITY_KNOWN (1u << 0) /**< CAPA was answered +OK; always set in that case */
#define MLA_POP3_CAPABILITY_TOP (1u << 1)
#define MLA_POP3_CAPABILITY_USER (1u << 2)
#define MLA_POP3_CAPABILITY_SASL (1u << 3)        /**< arguments: mechanisms */
#define MLA_POP3_CAPABILITY_LOGIN_DELAY (1u << 4) /**< arguments: seconds, then maybe "USER" */
#define MLA_POP3_CAPABILITY_PIPELINING (1u << 5)
#define MLA_POP3_CAPABILITY_UIDL (1u << 6)
#define MLA_POP3_CAPABILITY_STLS (1u << 7)
#define MLA_POP3_CAPABILITY_UTF8 (1u << 8)

/* Events. Those between two DONE belong to the command of the second. */

/**
 * The first line. `result` is MLA_OK, or MLA_E_SERVER_NO when the server does not want to talk,
 * which ends the connection. Has `code` and `text`, in which the timestamp of APOP stands in angle
 * brackets where the server knows it.
 */
#define MLA_POP3_EVENT_GREETING 1
/** A line of CAPA: `name`, `arguments`, and `capability` where the library knows the name. */
#define MLA_POP3_EVENT_CAPABILITY 2
/** STAT: `number` messages of `size` octets in all. */
#define MLA_POP3_EVENT_DROP 3
/**
 * A line of LIST (`number`, `size`) or UIDL (`number`, `id`); the form for one message gives one
 * too. `number` is never 0 and may be any other: nothing may be allocated by it. An `id` can be
 * empty or occur twice. `size` is 0 when the server sent none that can be read, UINT64_MAX when it
 * sent a larger one, and a hint in any case.
 */
#define MLA_POP3_EVENT_LISTING 4
/** RETR, TOP, or a raw command with a long reply, was accepted. `size`: as in the text, or 0. */
#define MLA_POP3_EVENT_BODY_BEGIN 5
/** `data`: the next octets, with line ends as sent and stuffed dots taken out. Never empty. */
#define MLA_POP3_EVENT_BODY_DATA 6
/** The whole of it was delivered. A body without this event is not complete. */
#define MLA_POP3_EVENT_BODY_END 7
/** A line of CAPA, LIST, UIDL or STAT that cannot be read: `data`, raw. It was skipped. */
#define MLA_POP3_EVENT_UNPARSED 8
/**
 * A command is complete: `command`, `result`, and when a status line ended it `text` and `code`.
 *
 * `result`: MLA_OK; MLA_E_SERVER_NO: -ERR; MLA_E_AUTH: a login was refused, and no code says that
 * something other than the credentials is at fault; MLA_E_CANCELLED; or what the SASL mechanism
 * returned.
 */
#define MLA_POP3_EVENT_DONE 9
/** STLS was accepted and is complete: start TLS now, then call mla_pop3_upgraded(). */
#define MLA_POP3_EVENT_UPGRADE 10

typedef struct mla_pop3_event {
    uint32_t struct_size;
    int32_t type;        /**< MLA_POP3_EVENT_* */
    uint32_t command;    /**< the number given at submission; 0 for GREETING */
    int32_t result;      /**< GREETING, DONE; else MLA_OK */
    int32_t code;        /**< MLA_POP3_CODE_* of the status line */
    uint32_t capability; /**< CAPABILITY: MLA_POP3_CAPABILITY_*; 0 when not known */
    int32_t truncated;   /**< 1: the line was longer than the limit: this is its beginning */
    uint64_t number;     /**< LISTING: message number; DROP: how many messages */
    uint64_t size;       /**< octets */
    mla_str code_name;   /**< what stands in [ ], as sent; absent without a code */
    mla_str text;        /**< the status line after the code, for people; may be empty */
    mla_str name;        /**< CAPABILITY: as sent */
    mla_str arguments;   /**< CAPABILITY: the rest of the line; may be empty */
    mla_str id;          /**< UIDL: any octets, any length */
    mla_str data;        /**< BODY_DATA: octets of it; else the line, as sent, if there was one */
} mla_pop3_event;

/* The connection. */

/**
 * Sizes and limits, in octets unless said. Begin with mla_pop3_config_init() or ..._init_fixed(), then
 * change what is to be different.
 *
 * A command has to fit `transmit_max` together with what waits: USER and PASS as one, all others but AUTH
 * and a raw one in 47 octets.
 */
typedef struct mla_pop3_config {
    uint32_t struct_size;
    const mla_allocator *allocator; /**< copied; NULL is not allowed */
    size_t receive_size; /**< receive buffer: `line_max` or more; a body comes in pieces of it */
    size_t transmit_initial; /**< transmit buffer at creation: 1 or more */
    size_t transmit_max;     /**< largest, below 2 GiB: what waits and a SASL response, encoded */
    size_t line_max;         /**< a longer line is cut, its end included; 64 or more */
    uint32_t window_max;     /**< commands in flight when the server can pipeline; 1: never */
    uint32_t queue_max;      /**< commands submitted and not complete: up to 65535 */
    mla_trace trace;         /**< copied */
} mla_pop3_config;

/** For applications: receives 32 KiB, sends 1 to 64 KiB, lines of 8 KiB, 64 in flight of 256. */
MLA_API void mla_pop3_config_init(mla_pop3_config *config, const mla_allocator *allocator);

/**
 * For firmware: 1 KiB to receive, 512 to send, lines of 512, 4 in flight of 8. After creation
 * nothing is allocated, which is so whenever `transmit_max` equals `transmit_initial`.
 */
MLA_API void mla_pop3_config_init_fixed(mla_pop3_config *config, const mla_allocator *allocator);

typedef struct mla_pop3 mla_pop3;

/**
 * @param config copied.
 * @return MLA_OK, MLA_E_INVALID (a size out of range, no allocator) or MLA_E_NO_MEMORY.
 */
MLA_API int32_t mla_pop3_new(const mla_pop3_config *config, mla_pop3 **connection);

/** Wipes and releases. NULL is fine. */
MLA_API void mla_pop3_free(mla_pop3 *connection);

/* Octets. */

/**
 * Room for octets from the peer, good until the next call that is not `rx_ack` or `wants`. Call it
 * when `next` has answered MLA_AGAIN; it ends the validity of the last event.
 *
 * @param capacity out: octets of room; 0 when events must be taken first, after UPGRADE, and when
 *                 the connection is over.
 */
MLA_API char *mla_pop3_rx_buf(mla_pop3 *connection, size_t *capacity);

/** Says that `len` octets stand in the room that `rx_buf` gave. @return MLA_OK or MLA_E_INVALID. */
MLA_API int32_t mla_pop3_rx_ack(mla_pop3 *connection, size_t len);

/** Says that the peer will send no more. */
MLA_API void mla_pop3_rx_end(mla_pop3 *connection);

/**
 * What may be sent now. Valid until the next call that is not `rx_buf` or `rx_ack`.
 *
 * @param len out: octets; 0: nothing.
 */
MLA_API const char *mla_pop3_tx_buf(mla_pop3 *connection, size_t *len);

/**
 * Says that the first `len` octets of that are sent. Say it before you give what the peer has sent
 * since: a reply to a command that is not sent is an error.
 *
 * @return MLA_OK or MLA_E_INVALID.
 */
MLA_API int32_t mla_pop3_tx_ack(mla_pop3 *connection, size_t len);

/** @return MLA_WANT_READ and MLA_WANT_WRITE, or 0. */
MLA_API uint32_t mla_pop3_wants(const mla_pop3 *connection);

/**
 * The next event.
 *
 * @return MLA_OK with an event; MLA_AGAIN: do what `wants` says; MLA_END after the DONE of QUIT and
 *         after a refused greeting.
 *
 *         Errors are fatal and come back at every further call; commands that are not complete get
 *         no event. MLA_E_PROTOCOL: a line that is no status line. MLA_E_UNSOLICITED: +OK with no
 *         command in flight; -ERR then is MLA_E_SERVER_BYE. MLA_E_INJECTION: octets after the reply
 *         to STLS. MLA_E_NO_MEMORY: no room even to cancel an AUTH. After rx_end: MLA_E_INCOMPLETE
 *         inside a line or a long reply, else MLA_E_EOF.
 */
MLA_API int32_t mla_pop3_next(mla_pop3 *connection, const mla_pop3_event **event);

/**
 * The last error: of the last DONE that had one, of the last command that could not be submitted, or
 * the fatal one. Its strings live until the next call on the object; the server's words are there as
 * long as its event is the last one.
 *
 * `retry` follows the response code: IN-USE, LOGIN-DELAY (with the time that CAPA told, if it did)
 * and SYS/TEMP later; SYS/PERM never; AUTH, and a login refused without a code, with other
 * credentials.
 */
MLA_API void mla_pop3_error(const mla_pop3 *connection, mla_error *error);

/**
 * TLS is established: what was learnt before (capabilities) is forgotten; what waits goes out.
 *
 * @return MLA_OK, or MLA_E_STATE when there was no UPGRADE.
 */
MLA_API int32_t mla_pop3_upgraded(mla_pop3 *connection);

/* What is known. */

/** @return MLA_POP3_CAPABILITY_* of the last CAPA answered +OK; 0 when there was none. */
MLA_API uint32_t mla_pop3_capabilities(const mla_pop3 *connection);

/** Commands submitted and not complete. */
MLA_API uint32_t mla_pop3_outstanding(const mla_pop3 *connection);

/** How many oddities of the server were forgiven so far. */
MLA_API uint64_t mla_pop3_forgiven(const mla_pop3 *connection);

/*
 * Commands.
 *
 * Each takes `command`, out: its number, from 1 up, for the events; NULL when it does not matter.
 * Each returns
 *
 *     MLA_OK
 *     MLA_E_INVALID    an argument holds CR, LF or NUL, or is empty where it must not be, or a
 *                      message number is 0 where it must not be
 *     MLA_E_LIMIT      `queue_max` or `transmit_max` is reached: take events, then submit it again; with
 *                      mla_pop3_outstanding() at 0 the command alone is longer than `transmit_max`, and
 *                      will never fit
 *     MLA_E_STATE      the connection is over, or QUIT was submitted before
 *     MLA_E_NO_MEMORY
 *
 * and on an error nothing is sent and nothing has changed; mla_pop3_error() names the reason.
 */

/** CAPA: CAPABILITY events. -ERR is a result like any other: an old server. */
MLA_API int32_t mla_pop3_capa(mla_pop3 *connection, uint32_t *command);

/** STLS (RFC 2595): UPGRADE, or DONE with MLA_E_SERVER_NO. What is submitted behind it waits. */
MLA_API int32_t mla_pop3_stls(mla_pop3 *connection, uint32_t *command);

/**
 * USER and PASS as one command with one DONE. PASS goes out after the +OK to USER, never before.
 *
 * What was submitted behind a login, this or AUTH, goes out also when it is refused: whoever does not want
 * that waits for its DONE.
 *
 * @param user     not empty; spaces in it are sent as they are: some servers have such names.
 * @param password not empty; spaces in it belong to it (RFC 1939 section 7).
 */
MLA_API int32_t mla_pop3_login(mla_pop3 *connection, mla_str user, mla_str password,
                               uint32_t *command);

/**
 * AUTH (RFC 5034). Challenges are answered inside; when the mechanism cannot, the exchange is
 * cancelled with "*" and its error is the `result`.
 *
 * @param sasl    borrowed until DONE, not begun yet; its mechanism has a name of at most 20 octets.
 * @param initial 1: the initial response goes with the command if it fits a line of 255 octets; 0: in
 *                answer to the server's first challenge, which XOAUTH2 on some servers needs.
 *                Where it does not fit, a mechanism has said MLA_E_LIMIT, and is asked again later.
 * @return also what the mechanism's first step returned, when `initial` is 1: begin `sasl` anew.
 */
MLA_API int32_t mla_pop3_auth(mla_pop3 *connection, mla_sasl *sasl, int32_t initial,
                              uint32_t *command);

/** STAT: one DROP event. */
MLA_API int32_t mla_pop3_stat(mla_pop3 *connection, uint32_t *command);

/** LIST: LISTING events. @param number 0: all messages. */
MLA_API int32_t mla_pop3_list(mla_pop3 *connection, uint64_t number, uint32_t *command);

/** UIDL: LISTING events. @param number 0: all messages. */
MLA_API int32_t mla_pop3_uidl(mla_pop3 *connection, uint64_t number, uint32_t *command);

/**
 * RETR: BODY events.
 *
 * A body ends at a line that is a dot alone. The first line decides what a line end is in it: when
 * that is CRLF, a bare LF is data, also in front of a dot. The end itself may be ".CRLF" or ".LF".
 */
MLA_API int32_t mla_pop3_retr(mla_pop3 *connection, uint64_t number, uint32_t *command);

/** TOP: BODY events with the header, the blank line and `lines` lines of the body. */
MLA_API int32_t mla_pop3_top(mla_pop3 *connection, uint64_t number, uint64_t lines,
                             uint32_t *command);

/** DELE. A blank line in answer counts as +OK: Office365 sends one. */
MLA_API int32_t mla_pop3_dele(mla_pop3 *connection, uint64_t number, uint32_t *command);

/** RSET takes every DELE back. */
MLA_API int32_t mla_pop3_rset(mla_pop3 *connection, uint32_t *command);
MLA_API int32_t mla_pop3_noop(mla_pop3 *connection, uint32_t *command);

/**
 * QUIT, which commits the deletions: -ERR in its DONE means that messages may be there still.
 * Nothing can be submitted after it.
 */
MLA_API int32_t mla_pop3_quit(mla_pop3 *connection, uint32_t *command);

/**
 * A command that the library does not know; it has the connection for itself while it runs. A trace
 * shows all of it.
 *
 * @param line       without its end; not empty.
 * @param multi_line 1: +OK is followed by lines up to a dot: BODY events; 0: a status line alone.
 */
MLA_API int32_t mla_pop3_raw(mla_pop3 *connection, mla_str line, int32_t multi_line,
                             uint32_t *command);

/**
 * Cancels a command. One that was not sent is not sent. Of one that was, the reply is read to its
 * end and its data withheld; an AUTH is given up at the next challenge. Its DONE has
 * MLA_E_CANCELLED in any of these cases; a command without data that is on the wire already has its
 * true result.
 *
 * @return MLA_OK, or MLA_E_NOT_FOUND when the command is complete or never was.
 */
MLA_API int32_t mla_pop3_cancel(mla_pop3 *connection, uint32_t command);

#ifdef __cplusplus
}
#endif

#endif
