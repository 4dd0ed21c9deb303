/* SPDX-License-Identifier: MIT */
/**
 * What a session is made of.
 *
 *     mla_session_next() calls
 *         turn    reports what is finished, connects, submits operations, steps the codec
 *         pump    when that has no more to do: moves octets, watches the clock, waits
 *
 * What the two protocols do differently stands behind the table mla__protocol.
 */
#ifndef MLA_SESSION_SESSION_H
#define MLA_SESSION_SESSION_H

#include <stdatomic.h>
#include <stdbool.h>

#include <mailaccess/session.h>

#include "base/arena.h"
#include "session/error.h"
#include "session/event.h"
#include "session/message.h"
#include "session/operation.h"
#include "session/options.h"
#include "session/texts.h"

typedef struct mla__protocol {
    const char *alpn;

    /** Makes the codec. */
    int32_t (*start)(mla_session *session);
    void (*stop)(mla_session *session);

    /* The codec's octets. */
    char *(*rx_buf)(mla_session *session, size_t *room);
    int32_t (*rx_ack)(mla_session *session, size_t len);
    void (*rx_end)(mla_session *session);
    /** The server has said that it is about to close. NULL: the protocol has no such thing. */
    bool (*has_said_bye)(const mla_session *session);
    const char *(*tx_buf)(mla_session *session, size_t *len);
    int32_t (*tx_ack)(mla_session *session, size_t len);

    /** TLS stands after STARTTLS. */
    int32_t (*upgraded)(mla_session *session);

    /**
     * Takes the codec's next event: fills in session->event, finishes operations.
     *
     * @return MLA_OK; MLA_AGAIN when the codec wants octets; MLA_END at the end of the connection;
     *         or a fatal error.
     */
    int32_t (*step)(mla_session *session);

    /**
     * Hands the commands of an operation to the codec, as far as they can go now.
     *
     * @return MLA_OK: there are no more to come; MLA_AGAIN: call again when something has changed;
     *         else the operation has failed.
     */
    int32_t (*submit)(mla_session *session, mla__operation *operation);

    /**
     * An operation was cancelled before anything of it was sent, and its turn has come: what was
     * started behind it must not run as if it had never been. NULL: nothing depends on any.
     */
    void (*skip)(mla_session *session, const mla__operation *operation);

    /** Gives up the commands of an operation that are in flight. */
    void (*cancel)(mla_session *session, const mla__operation *operation);

    /** The codec's detail of its last error. */
    void (*describe)(mla_session *session, mla_error *error);

    bool (*can)(const mla_session *session, int32_t what);

    /** Whether ids, part and keywords of an operation are acceptable. @return NULL or what is wrong. */
    const char *(*check)(const mla__operation *model);
} mla__protocol;

typedef struct mla__imap_state mla__imap_state;
typedef struct mla__pop3_state mla__pop3_state;

struct mla_session {
    mla_allocator allocator;
    mla_options options;
    const mla__protocol *protocol;
    mla__imap_state *imap;
    mla__pop3_state *pop3;

    mla_transport *bottom;    /**< for interrupt: stays the same until the session is freed */
    mla_transport *transport; /**< bottom, or TLS on top of it */
    bool is_protected;        /**< `transport` is TLS of ours */
    bool is_connecting;
    bool is_upgrade; /**< connecting is TLS after STARTTLS */
    atomic_int cancelled;

    bool is_logged_in;
    bool is_closed;  /**< in order: nothing more will come */
    int32_t failure; /**< what ended the session; MLA_OK while it lives */
    mla__session_error failure_error;
    int32_t said;        /**< of an error noted for what is about to fail with this status */
    int32_t first_error; /**< of mla_session_finish(0), which said MLA_AGAIN since */
    mla__session_error first_detail;
    bool peer_ended; /**< the codec was told that no octets will come */
    uint64_t uidvalidity;

    mla__operations operations;
    mla__message message;
    mla_event event;
    mla__arena texts; /**< strings of the event */
    mla__session_error error;
    uint32_t error_owner; /**< the operation that `error` is of, until that is reported; 0: none */
    mla__session_error refusal; /**< of the last call that started nothing; no text: it did */
    mla__texts capabilities;
    mla__texts alerts; /**< what the user has to be told */
    uint32_t alerts_reported;

    /* The pump. */
    uint64_t connect_deadline_ms;
    uint64_t transport_deadline_ms; /**< of `advance` */
    uint64_t quiet_since_ms;        /**< no octet moved since; MLA_NO_DEADLINE: one just did */
    uint32_t oldest;                /**< the operation whose time is taken */
    uint64_t oldest_since_ms;
    uint64_t wait_deadline_ms;
    bool write_closed;
    uint32_t wants;
    uint64_t octets_received;
    uint64_t octets_sent;
};

static inline uint64_t mla__session_now(const mla_session *session) {
    return session->options.now_ms(session->options.clock_user);
}

/**
 * Ends the session: its operations get this status. The detail is what mla__session_say() wrote
 * just before, else what codec or transport know.
 */
void mla__session_fail(mla_session *session, int32_t status);

/** The same for an error that has its detail already. */
void mla__session_give_up(mla_session *session, int32_t status);

/** Something that the user has to be told, when the session is open. */
int32_t mla__session_alert(mla_session *session, mla_str text);

/** The end of the connection as both sides want it. */
void mla__session_ended(mla_session *session);

/** session->error, to be written over. */
mla__session_error *mla__session_new_error(mla_session *session);

/** Notes an error with a text of the session's own. @return `status`. */
int32_t mla__session_say(mla_session *session, int32_t status, const char *text);

/** Notes an error with the detail of whoever found it. @return `status`. */
int32_t mla__session_explain(mla_session *session, int32_t status, const mla_error *detail);

/** Notes an error with the codec's detail. @return `status`. */
int32_t mla__session_refused(mla_session *session, int32_t status);

#endif
