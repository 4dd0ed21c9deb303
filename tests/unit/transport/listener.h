/* SPDX-License-Identifier: MIT */
/** Loopback ports of every temper. */
#ifndef MLA_TESTS_TRANSPORT_LISTENER_H
#define MLA_TESTS_TRANSPORT_LISTENER_H

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "transport/socket_posix.h"
#include "transport/support.h"

typedef struct listener {
    int socket;
    uint16_t port;
    int fillers[64]; /* connections that nobody accepts */
    int filler_count;
} listener;

static inline struct sockaddr_in loopback(uint16_t port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/** A port of 127.0.0.1 on which nobody listens, and which is nobody else's while it is open. */
static inline void listener_bind(listener *self) {
    struct sockaddr_in address = loopback(0);
    socklen_t len = sizeof address;

    *self = (listener){.socket = socket(AF_INET, SOCK_STREAM, 0)};
    assert_true(self->socket >= 0);
    assert_int_equal(bind(self->socket, (struct sockaddr *)&address, len), 0);
    assert_int_equal(getsockname(self->socket, (struct sockaddr *)&address, &len), 0);
    self->port = ntohs(address.sin_port);
}

static inline void listener_open(listener *self) {
    listener_bind(self);
    assert_int_equal(listen(self->socket, 16), 0);
}

/** A port that drops every SYN: its queue is full. */
static inline void listener_open_black_hole(listener *self) {
    listener_bind(self);
    assert_int_equal(listen(self->socket, 0), 0);
    struct sockaddr_in address = loopback(self->port);
    while (self->filler_count < 8) {
        int fd = mla__socket_open(AF_INET, SOCK_STREAM, 0);
        assert_true(fd >= 0);
        (void)connect(fd, (struct sockaddr *)&address, sizeof address);
        self->fillers[self->filler_count++] = fd;
    }
}

static inline void listener_close(listener *self) {
    while (self->filler_count > 0)
        (void)close(self->fillers[--self->filler_count]);
    (void)close(self->socket);
}

#endif
