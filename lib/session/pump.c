/* SPDX-License-Identifier: MIT */
#include "session/pump.h"

#include "session/session.h"

#define TLS_ALERT 0x15                /* RFC 8446 section 5.1 */
#define PATIENCE_ON_TLS_PORT_MS 10000 /* a greeting takes less, and nothing else will come there */

/* ----- a server that speaks TLS from the first octet ----- */

/* What it waits for shows in nothing but its silence. */
static bool may_wait_for_tls(const mla_session *session) {
    int32_t security = session->options.security;

    return session->octets_received == 0 && !session->is_connecting &&
           (security == MLA_SECURITY_STARTTLS || security == MLA_SECURITY_CLEARTEXT);
}

static bool must_wait_for_tls(const mla_session *session) {
    int32_t port = mla_options_port(&session->options);

    return may_wait_for_tls(session) && (port == 993 || port == 995);
}

static int32_t fail_without_tls(mla_session *session) {
    return mla__session_say(session, MLA_E_TLS_REQUIRED,
                            "the server sent no greeting: on this port it waits for TLS");
}

static bool is_tls_alert(const mla_session *session, const char *octets) {
    return session->octets_received == 0 && !session->is_protected && octets[0] == TLS_ALERT;
}

/* ----- the end ----- */

/* Behind a good-bye, silence and a reset are the end of the connection as much as its end is. @return whether that was said. */
static bool ends_with_bye(mla_session *session) {
    const mla__protocol *protocol = session->protocol;

    if (session->peer_ended || protocol->has_said_bye == NULL || !protocol->has_said_bye(session))
        return false;
    session->peer_ended = true;
    protocol->rx_end(session);
    return true;
}

/* ----- octets ----- */

static int32_t would_wait(mla_session *session) {
    session->wants |= mla_transport_wants(session->transport);
    return MLA_AGAIN;
}

static int32_t send_some(mla_session *session) {
    const mla__protocol *protocol = session->protocol;
    size_t len;
    size_t put = 0;
    const char *octets = protocol->tx_buf(session, &len);

    if (len == 0 || session->write_closed)
        return MLA_AGAIN;
    int32_t status = mla_transport_write(session->transport, octets, len, &put);
    if (status == MLA_AGAIN)
        return would_wait(session);
    if (status == MLA_E_EOF) { /* what the server said before it closed may still be readable */
        session->write_closed = true;
        return MLA_AGAIN;
    }
    if (status != MLA_OK)
        return status;
    session->octets_sent += put;
    return protocol->tx_ack(session, put);
}

static int32_t receive_some(mla_session *session) {
    const mla__protocol *protocol = session->protocol;
    size_t room;
    size_t got = 0;
    char *buffer = protocol->rx_buf(session, &room);

    if (buffer == NULL || room == 0 || session->peer_ended)
        return MLA_AGAIN;
    int32_t status = mla_transport_read(session->transport, buffer, room, &got);
    if (status == MLA_AGAIN)
        return would_wait(session);
    if (status == MLA_END || status == MLA_E_EOF) { /* the codec knows what that means here */
        session->peer_ended = true;
        if (must_wait_for_tls(session))
            return fail_without_tls(session);
        protocol->rx_end(session);
        return MLA_OK;
    }
    if (status != MLA_OK)
        return status;
    if (is_tls_alert(session, buffer))
        return mla__session_say(session, MLA_E_TLS_REQUIRED,
                                "the server sent an alert of TLS instead of a greeting");
    session->octets_received += got;
    return protocol->rx_ack(session, got);
}

/* @return MLA_OK when octets moved. */
static int32_t move(mla_session *session) {
    session->wants = 0;
    if (session->is_connecting) {
        session->wants = mla_transport_wants(session->transport);
        return MLA_AGAIN;
    }
    int32_t sent = send_some(session);
    if (sent < 0)
        return sent;
    int32_t received = receive_some(session);
    return received == MLA_AGAIN ? sent : received;
}

/* ----- time ----- */

static uint64_t earlier(uint64_t a, uint64_t b) {
    return a < b ? a : b;
}

static uint64_t deadline_after(uint64_t since_ms, int32_t timeout_ms) {
    return timeout_ms != 0 ? since_ms + (uint64_t)timeout_ms : MLA_NO_DEADLINE;
}

/* The time of an operation runs from when it is the oldest. */
static uint64_t command_deadline(mla_session *session, uint64_t now) {
    const mla__operation *oldest = session->operations.first;

    if (oldest == NULL)
        return MLA_NO_DEADLINE;
    if (oldest->number != session->oldest) {
        session->oldest = oldest->number;
        session->oldest_since_ms = now;
    }
    return deadline_after(session->oldest_since_ms, session->options.command_timeout_ms);
}

static uint64_t patience_deadline(const mla_session *session) {
    uint64_t idle = deadline_after(session->quiet_since_ms, session->options.idle_timeout_ms);

    if (!must_wait_for_tls(session))
        return idle;
    return earlier(idle, deadline_after(session->quiet_since_ms, PATIENCE_ON_TLS_PORT_MS));
}

/* Silence counts from the first time that waiting was needed: a caller may take its time. */
static uint64_t idle_deadline(mla_session *session, uint64_t now, bool has_moved) {
    if (has_moved || session->is_connecting || session->operations.first == NULL) {
        session->quiet_since_ms = MLA_NO_DEADLINE;
        return MLA_NO_DEADLINE;
    }
    if (session->quiet_since_ms == MLA_NO_DEADLINE)
        session->quiet_since_ms = now;
    return patience_deadline(session);
}

/* @return MLA_AGAIN: the codec knows what that means here. */
static int32_t time_out(mla_session *session, const char *text) {
    if (ends_with_bye(session))
        return MLA_AGAIN;
    if (must_wait_for_tls(session))
        return fail_without_tls(session);
    if (may_wait_for_tls(session))
        text = "the server sent no greeting: it may wait for TLS, by imaps:// or pops://";
    return mla__session_say(session, MLA_E_TIMEOUT, text);
}

static int32_t check_clock(mla_session *session, bool has_moved) {
    uint64_t now = mla__session_now(session);
    uint64_t command = command_deadline(session, now);
    uint64_t idle = idle_deadline(session, now, has_moved);

    if (now >= command)
        return time_out(session, "an operation took longer than the time allowed");
    if (now >= idle)
        return time_out(session, "the server was silent for longer than the time allowed");
    session->wait_deadline_ms = earlier(command, idle);
    if (session->is_connecting)
        session->wait_deadline_ms =
            earlier(session->wait_deadline_ms,
                    earlier(session->transport_deadline_ms, session->connect_deadline_ms));
    return MLA_OK;
}

static int32_t remaining_ms(const mla_session *session) {
    uint64_t now = mla__session_now(session);

    if (session->wait_deadline_ms == MLA_NO_DEADLINE)
        return -1;
    if (session->wait_deadline_ms <= now)
        return 0;
    return (int32_t)earlier(session->wait_deadline_ms - now, INT32_MAX);
}

int32_t mla__pump(mla_session *session) {
    int32_t moved = move(session);

    if (moved == MLA_E_IO && ends_with_bye(session))
        return MLA_OK;
    if (moved < 0)
        return moved;
    int32_t status = check_clock(session, moved == MLA_OK);
    if (status == MLA_AGAIN)
        return MLA_OK;
    if (status != MLA_OK || moved == MLA_OK)
        return status;
    if (session->operations.first == NULL)
        return MLA_END;
    if (session->options.nonblocking)
        return MLA_AGAIN;
    return mla_transport_wait(session->transport, session->wants, remaining_ms(session));
}

/* ----- for the caller's event loop ----- */

intptr_t mla_session_descriptor(const mla_session *session) {
    return session != NULL && session->transport != NULL && !session->is_closed
               ? mla_transport_descriptor(session->transport)
               : -1;
}

uint32_t mla_session_wants(const mla_session *session) {
    return session != NULL && session->failure == MLA_OK ? session->wants : 0;
}

int32_t mla_session_timeout_ms(const mla_session *session) {
    return session != NULL && session->failure == MLA_OK ? remaining_ms(session) : 0;
}

int32_t mla_session_pending(const mla_session *session) {
    return session != NULL && session->transport != NULL && session->failure == MLA_OK &&
           mla_transport_pending(session->transport) != 0;
}

uint64_t mla_session_octets_received(const mla_session *session) {
    return session != NULL ? session->octets_received : 0;
}

uint64_t mla_session_octets_sent(const mla_session *session) {
    return session != NULL ? session->octets_sent : 0;
}
