/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "transport/connect_posix.h"

#include <errno.h>
#include <mailaccess/transport.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "transport/socket_posix.h"

/* An outside event loop can watch one descriptor only, the newest attempt's: how long an older one
 * that is ready may go unseen. */
#define UNSEEN_MS 50

static const struct addrinfo *skip(const struct addrinfo *at, int family, bool same) {
    while (at != NULL && (at->ai_family == family) != same)
        at = at->ai_next;
    return at;
}

void mla__connector_init(mla__connector *connector, const struct addrinfo *addresses,
                         uint32_t attempt_delay_ms) {
    memset(connector, 0, sizeof *connector);
    connector->attempt_delay_ms = attempt_delay_ms;
    connector->first_family = addresses->ai_family;
    connector->next[0] = addresses;
    connector->next[1] = skip(addresses, addresses->ai_family, false);
}

void mla__connector_deinit(mla__connector *connector) {
    for (size_t i = 0; i < connector->count; i++)
        (void)close(connector->attempts[i].socket);
    connector->count = 0;
}

static bool has_next(const mla__connector *connector) {
    return connector->next[0] != NULL || connector->next[1] != NULL;
}

static const struct addrinfo *take_next(mla__connector *connector) {
    int from = connector->next[connector->turn] != NULL ? connector->turn : 1 - connector->turn;
    const struct addrinfo *taken = connector->next[from];

    connector->next[from] = skip(taken->ai_next, connector->first_family, from == 0);
    connector->turn = 1 - from;
    return taken;
}

static void remove_attempt(mla__connector *connector, size_t index) {
    connector->count--;
    memmove(connector->attempts + index, connector->attempts + index + 1,
            (connector->count - index) * sizeof connector->attempts[0]);
}

static void note_failure(mla__connector *connector, const struct addrinfo *address, int code) {
    connector->last_errno = code;
    connector->last_address = address;
}

/* Whether the attempt is in progress. */
static bool start_attempt(mla__connector *connector) {
    const struct addrinfo *address = take_next(connector);
    int fd = mla__socket_open(address->ai_family, address->ai_socktype, address->ai_protocol);

    if (fd < 0) {
        note_failure(connector, address, errno);
        return false;
    }
    /* A connect that a signal interrupts goes on by itself. */
    if (connect(fd, address->ai_addr, address->ai_addrlen) < 0 && errno != EINPROGRESS &&
        errno != EINTR) {
        note_failure(connector, address, errno);
        (void)close(fd);
        return false;
    }
    if (connector->count == MLA__CONNECT_ATTEMPTS) {
        (void)close(connector->attempts[0].socket);
        remove_attempt(connector, 0);
    }
    connector->attempts[connector->count++] = (mla__attempt){fd, address};
    return true;
}

static int outcome(int fd) {
    int code = 0;
    socklen_t len = sizeof code;

    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &code, &len) < 0 ? errno : code;
}

size_t mla__connector_poll_set(const mla__connector *connector, struct pollfd *set) {
    for (size_t i = 0; i < connector->count; i++)
        set[i] = (struct pollfd){.fd = connector->attempts[i].socket, .events = POLLOUT};
    return connector->count;
}

/* Drops the attempts that failed. Returns the index of one that is connected, or -1. */
static int collect(mla__connector *connector, bool *any_failed) {
    struct pollfd set[MLA__CONNECT_ATTEMPTS];
    size_t count = mla__connector_poll_set(connector, set);

    if (count == 0 || poll(set, (nfds_t)count, 0) <= 0)
        return -1;
    for (size_t i = count; i-- > 0;) {
        if (set[i].revents == 0)
            continue;
        int code = outcome(set[i].fd);
        if (code == 0)
            return (int)i;
        note_failure(connector, connector->attempts[i].address, code);
        (void)close(set[i].fd);
        remove_attempt(connector, i);
        *any_failed = true;
    }
    return -1;
}

static uint64_t next_call(const mla__connector *connector, uint64_t now_ms) {
    uint64_t deadline = has_next(connector) ? connector->next_at_ms : MLA_NO_DEADLINE;

    if (connector->count > 1 && deadline > now_ms + UNSEEN_MS)
        deadline = now_ms + UNSEEN_MS;
    return deadline;
}

int32_t mla__connector_step(mla__connector *connector, uint64_t now_ms, uint64_t *deadline_ms,
                            int *socket, const struct addrinfo **address) {
    bool due = connector->count == 0 || now_ms >= connector->next_at_ms;

    for (;;) {
        int winner = collect(connector, &due);
        if (winner >= 0) {
            *socket = connector->attempts[winner].socket;
            *address = connector->attempts[winner].address;
            remove_attempt(connector, (size_t)winner);
            mla__connector_deinit(connector);
            return MLA_OK;
        }
        if (!due || !has_next(connector))
            break;
        due = !start_attempt(connector);
        connector->next_at_ms = now_ms + connector->attempt_delay_ms;
    }
    if (connector->count == 0)
        return MLA_E_CONNECT;
    *deadline_ms = next_call(connector, now_ms);
    return MLA_AGAIN;
}
