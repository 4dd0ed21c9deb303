/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include <mailaccess/transport.h>

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/alloc.h"
#include "transport/config.h"
#include "transport/connect_posix.h"
#include "transport/fault_libc.h"
#include "transport/interrupt_posix.h"
#include "transport/resolve_posix.h"
#include "transport/socket_posix.h"
#include "transport/system_text_posix.h"

typedef enum {
    PHASE_NEW,
    PHASE_RESOLVING,
    PHASE_CONNECTING,
    PHASE_CONNECTED,
    PHASE_FAILED
} phase;

#define PEER_TEXT_SIZE 96 /* "127.0.0.1 port 1143" */

typedef struct {
    mla_transport transport;
    mla_allocator allocator;
    size_t size; /* of this block */
    mla_tcp_config config;
    phase phase;
    uint64_t connect_deadline_ms;
    mla__lookup *lookup; /* owns the addresses that the connector tries */
    mla__connector connector;
    int socket;
    uint32_t wants;
    mla__interrupt interrupt;
    mla__fault fault;
    char peer[PEER_TEXT_SIZE];
    uint16_t port;
    char host[];
} tcp_transport;

static int32_t again(tcp_transport *tcp, uint32_t wants) {
    tcp->wants = wants;
    return MLA_AGAIN;
}

static void name_peer(const struct addrinfo *address, uint16_t port, char *text, size_t size) {
    char host[64]; /* an IPv6 address with its zone */

    if (getnameinfo(address->ai_addr, address->ai_addrlen, host, sizeof host, NULL, 0,
                    NI_NUMERICHOST) != 0)
        (void)snprintf(host, sizeof host, "an address of family %d", address->ai_family);
    (void)snprintf(text, size, "%s port %u", host, (unsigned)port);
}

static void drop_lookup(tcp_transport *tcp) {
    mla__connector_deinit(&tcp->connector);
    mla__lookup_free(tcp->lookup);
    tcp->lookup = NULL;
}

/* ----- errors ----- */

static int32_t fail_resolve(tcp_transport *tcp, int gai_code) {
    if (gai_code == EAI_NONAME
#if defined(EAI_NODATA)
        || gai_code == EAI_NODATA
#endif
    )
        return mla__fault_set(&tcp->fault, MLA_E_RESOLVE, gai_code, MLA_RETRY_NEVER,
                              "unknown host %.255s", tcp->host);
    return mla__fault_set(&tcp->fault, MLA_E_RESOLVE, gai_code, MLA_RETRY_LATER,
                          "looking up host %.255s: %s", tcp->host, gai_strerror(gai_code));
}

static int32_t fail_connect(tcp_transport *tcp) {
    int code = tcp->connector.last_errno;
    char peer[PEER_TEXT_SIZE];
    char text[128];

    name_peer(tcp->connector.last_address, tcp->port, peer, sizeof peer);
    if (code == ECONNREFUSED)
        return mla__fault_set(&tcp->fault, MLA_E_CONNECT, code, MLA_RETRY_LATER,
                              "connection refused by %s", peer);
    return mla__fault_set(&tcp->fault, MLA_E_CONNECT, code, MLA_RETRY_LATER, "connecting to %s: %s",
                          peer, mla__system_text(code, text, sizeof text));
}

static int32_t fail_timeout(tcp_transport *tcp) {
    double seconds = tcp->config.connect_timeout_ms / 1000.0;

    if (tcp->phase == PHASE_RESOLVING)
        return mla__fault_set(&tcp->fault, MLA_E_TIMEOUT, 0, MLA_RETRY_LATER,
                              "no name server answered within %.3g s for host %.255s", seconds,
                              tcp->host);
    return mla__fault_set(&tcp->fault, MLA_E_TIMEOUT, 0, MLA_RETRY_LATER,
                          "no answer within %.3g s from host %.255s port %u", seconds, tcp->host,
                          (unsigned)tcp->port);
}

static int32_t fail_system(tcp_transport *tcp, const char *doing) {
    int code = errno;
    char text[128];

    return mla__fault_set(&tcp->fault, MLA_E_IO, code, MLA_RETRY_LATER, "%s: %s", doing,
                          mla__system_text(code, text, sizeof text));
}

/* Of a connected socket, by errno. Which of ECONNRESET and EPIPE comes is a matter of timing. */
static int32_t fail_transfer(tcp_transport *tcp, const char *doing) {
    int code = errno;
    char text[128];

    if (code == ECONNRESET || code == EPIPE)
        return mla__fault_set(&tcp->fault, MLA_E_EOF, code, MLA_RETRY_RECONNECT,
                              "connection closed by %s", tcp->peer);
    if (code == ETIMEDOUT)
        return mla__fault_set(&tcp->fault, MLA_E_TIMEOUT, code, MLA_RETRY_RECONNECT,
                              "%s does not answer any more", tcp->peer);
    return mla__fault_set(&tcp->fault, MLA_E_IO, code, MLA_RETRY_RECONNECT, "%s %s: %s", doing,
                          tcp->peer, mla__system_text(code, text, sizeof text));
}

/* ----- connecting ----- */

static int32_t begin(tcp_transport *tcp, uint64_t now_ms) {
    if (tcp->config.connect_timeout_ms != 0)
        tcp->connect_deadline_ms = now_ms + tcp->config.connect_timeout_ms;
    int32_t status = mla__lookup_new(tcp->host, tcp->port, &tcp->lookup);
    if (status == MLA_E_NO_MEMORY)
        return mla__fault_set(&tcp->fault, status, 0, MLA_RETRY_LATER,
                              "no memory to look up a host name");
    if (status != MLA_OK)
        return fail_system(tcp, "starting to look up a host name");
    tcp->phase = PHASE_RESOLVING;
    return MLA_OK;
}

static int32_t resolve(tcp_transport *tcp) {
    const struct addrinfo *addresses = NULL;
    int gai_code = 0;
    int32_t status = mla__lookup_result(tcp->lookup, &addresses, &gai_code);

    if (status == MLA_AGAIN)
        return again(tcp, MLA_WANT_READ);
    if (status != MLA_OK)
        return fail_resolve(tcp, gai_code);
    mla__connector_init(&tcp->connector, addresses, tcp->config.attempt_delay_ms);
    tcp->phase = PHASE_CONNECTING;
    return MLA_OK;
}

/* What fails here costs speed or patience, not correctness. */
static void set_options(const tcp_transport *tcp) {
    int on = 1;

    (void)setsockopt(tcp->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (tcp->config.keep_alive != 0)
        (void)setsockopt(tcp->socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
}

static int32_t connect_step(tcp_transport *tcp, uint64_t now_ms, uint64_t *deadline_ms) {
    const struct addrinfo *address = NULL;
    int32_t status =
        mla__connector_step(&tcp->connector, now_ms, deadline_ms, &tcp->socket, &address);

    if (status == MLA_AGAIN)
        return again(tcp, MLA_WANT_WRITE);
    if (status != MLA_OK)
        return fail_connect(tcp);
    name_peer(address, tcp->port, tcp->peer, sizeof tcp->peer);
    set_options(tcp);
    drop_lookup(tcp);
    tcp->phase = PHASE_CONNECTED;
    tcp->wants = MLA_WANT_READ;
    return MLA_OK;
}

static int32_t take_steps(tcp_transport *tcp, uint64_t now_ms, uint64_t *deadline_ms) {
    int32_t status = MLA_OK;

    if (tcp->phase == PHASE_NEW)
        status = begin(tcp, now_ms);
    if (status == MLA_OK && tcp->phase == PHASE_RESOLVING)
        status = resolve(tcp);
    if (status == MLA_OK && tcp->phase == PHASE_CONNECTING)
        status = connect_step(tcp, now_ms, deadline_ms);
    return status;
}

static int32_t tcp_advance(mla_transport *self, uint64_t now_ms, uint64_t *deadline_ms) {
    tcp_transport *tcp = (tcp_transport *)self;

    if (tcp->phase == PHASE_FAILED)
        return tcp->fault.status;
    int32_t status = take_steps(tcp, now_ms, deadline_ms);
    if (status == MLA_AGAIN && now_ms >= tcp->connect_deadline_ms)
        status = fail_timeout(tcp);
    if (status == MLA_AGAIN && *deadline_ms > tcp->connect_deadline_ms)
        *deadline_ms = tcp->connect_deadline_ms;
    if (status < 0) {
        drop_lookup(tcp);
        tcp->phase = PHASE_FAILED;
    }
    return status;
}

/* ----- connected ----- */

static bool would_block(void) {
    return errno == EAGAIN || errno == EWOULDBLOCK;
}

static int32_t tcp_read(mla_transport *self, void *buffer, size_t capacity, size_t *got) {
    tcp_transport *tcp = (tcp_transport *)self;

    if (tcp->phase != PHASE_CONNECTED)
        return MLA_E_STATE;
    ssize_t received = mla__socket_receive(tcp->socket, buffer, capacity);
    if (received > 0) {
        *got = (size_t)received;
        return MLA_OK;
    }
    if (received == 0)
        return MLA_END;
    return would_block() ? again(tcp, MLA_WANT_READ) : fail_transfer(tcp, "reading from");
}

static int32_t tcp_write(mla_transport *self, const void *data, size_t len, size_t *put) {
    tcp_transport *tcp = (tcp_transport *)self;

    if (tcp->phase != PHASE_CONNECTED)
        return MLA_E_STATE;
    ssize_t sent = mla__socket_send(tcp->socket, data, len);
    if (sent >= 0) {
        *put = (size_t)sent;
        return MLA_OK;
    }
    return would_block() ? again(tcp, MLA_WANT_WRITE) : fail_transfer(tcp, "writing to");
}

static uint32_t tcp_wants(mla_transport *self) {
    return ((tcp_transport *)self)->wants;
}

static intptr_t tcp_descriptor(mla_transport *self) {
    const tcp_transport *tcp = (tcp_transport *)self;

    if (tcp->phase == PHASE_RESOLVING)
        return mla__lookup_descriptor(tcp->lookup);
    if (tcp->phase == PHASE_CONNECTING && tcp->connector.count > 0)
        return tcp->connector.attempts[tcp->connector.count - 1].socket;
    return tcp->socket;
}

static size_t poll_set(const tcp_transport *tcp, uint32_t wants, struct pollfd *set) {
    if (tcp->phase == PHASE_CONNECTING)
        return mla__connector_poll_set(&tcp->connector, set);
    int fd = tcp->phase == PHASE_RESOLVING ? mla__lookup_descriptor(tcp->lookup) : tcp->socket;
    if (fd < 0)
        return 0;
    int events =
        ((wants & MLA_WANT_READ) != 0 ? POLLIN : 0) | ((wants & MLA_WANT_WRITE) != 0 ? POLLOUT : 0);
    set[0] = (struct pollfd){.fd = fd, .events = (short)events};
    return 1;
}

static int32_t tcp_wait(mla_transport *self, uint32_t wants, int32_t timeout_ms) {
    tcp_transport *tcp = (tcp_transport *)self;
    struct pollfd set[MLA__CONNECT_ATTEMPTS + 1];
    size_t count = poll_set(tcp, wants, set);

    set[count] = (struct pollfd){.fd = tcp->interrupt.sockets[0], .events = POLLIN};
    int ready = poll(set, (nfds_t)count + 1, timeout_ms < 0 ? -1 : timeout_ms);
    if (ready < 0 && errno != EINTR && errno != EAGAIN)
        return fail_system(tcp, "waiting");
    /* A signal handler may have interrupted both the poll and this object. */
    if ((ready < 0 || set[count].revents != 0) && mla__interrupt_take(&tcp->interrupt))
        return MLA_E_CANCELLED;
    return MLA_OK;
}

static void tcp_interrupt(mla_transport *self) {
    mla__interrupt_raise(&((tcp_transport *)self)->interrupt);
}

static void tcp_describe(mla_transport *self, mla_error *error) {
    mla__fault_describe(&((tcp_transport *)self)->fault, error);
}

static void tcp_close(mla_transport *self) {
    const tcp_transport *tcp = (tcp_transport *)self;

    if (tcp->phase == PHASE_CONNECTED)
        (void)shutdown(tcp->socket, SHUT_WR);
}

static void tcp_free(mla_transport *self) {
    tcp_transport *tcp = (tcp_transport *)self;
    mla_allocator allocator = tcp->allocator;

    drop_lookup(tcp);
    if (tcp->socket >= 0)
        (void)close(tcp->socket);
    mla__interrupt_deinit(&tcp->interrupt);
    mla__release(&allocator, tcp, tcp->size);
}

static const mla_transport_ops tcp_ops = {
    .struct_size = sizeof(mla_transport_ops),
    .advance = tcp_advance,
    .read = tcp_read,
    .write = tcp_write,
    .wants = tcp_wants,
    .descriptor = tcp_descriptor,
    .wait = tcp_wait,
    .interrupt = tcp_interrupt,
    .describe = tcp_describe,
    .close = tcp_close,
    .free = tcp_free,
};

void mla_tcp_config_init(mla_tcp_config *config) {
    *config = (mla_tcp_config){.struct_size = sizeof *config,
                               .connect_timeout_ms = 30000,
                               .attempt_delay_ms = 250,
                               .keep_alive = 1};
}

static void init(tcp_transport *tcp, const mla_tcp_config *config, const char *host,
                 uint16_t port) {
    tcp->transport.ops = &tcp_ops;
    tcp->config = *config;
    tcp->phase = PHASE_NEW;
    tcp->connect_deadline_ms = MLA_NO_DEADLINE;
    tcp->socket = -1;
    tcp->port = port;
    memcpy(tcp->host, host, strlen(host) + 1);
}

int32_t mla_tcp_new(const mla_tcp_config *config, const char *host, uint16_t port,
                    mla_transport **transport) {
    mla_tcp_config own;

    mla_tcp_config_init(&own);
    if (host == NULL || *host == '\0' || port == 0 || transport == NULL ||
        (config != NULL && !mla__config_copy(&own, sizeof own, config)))
        return MLA_E_INVALID;
    const mla_allocator *allocator = own.allocator != NULL ? own.allocator : mla_system_allocator();
    size_t size = sizeof(tcp_transport) + strlen(host) + 1;
    tcp_transport *made = mla__alloc(allocator, size);
    if (made == NULL)
        return MLA_E_NO_MEMORY;
    memset(made, 0, size);
    made->allocator = *allocator;
    made->size = size;
    if (mla__interrupt_init(&made->interrupt) < 0) {
        mla__release(allocator, made, size);
        return MLA_E_IO;
    }
    init(made, &own, host, port);
    *transport = &made->transport;
    return MLA_OK;
}
