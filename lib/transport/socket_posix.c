/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE
#endif

#include "transport/socket_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#if defined(MSG_NOSIGNAL)
#define SEND_FLAGS MSG_NOSIGNAL
#else
#define SEND_FLAGS 0
#endif

/* Set together with the creation, or one by one. */
#if defined(SOCK_NONBLOCK) && defined(SOCK_CLOEXEC)
#define BORN_PREPARED 1
#define TYPE_FLAGS (SOCK_NONBLOCK | SOCK_CLOEXEC)
#else
#define BORN_PREPARED 0
#define TYPE_FLAGS 0
#endif

static int prepare(int fd) {
#if !BORN_PREPARED
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0 ||
        fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
        return -1;
#endif
#if defined(SO_NOSIGPIPE)
    int on = 1;
    if (setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on) < 0)
        return -1;
#endif
    (void)fd;
    return 0;
}

static void close_keeping_errno(int fd) {
    int saved = errno;

    (void)close(fd);
    errno = saved;
}

int mla__socket_open(int family, int type, int protocol) {
    int fd = socket(family, type | TYPE_FLAGS, protocol);

    if (fd >= 0 && prepare(fd) < 0) {
        close_keeping_errno(fd);
        return -1;
    }
    return fd;
}

int mla__socket_pair(int sockets[2]) {
    if (socketpair(AF_UNIX, SOCK_STREAM | TYPE_FLAGS, 0, sockets) < 0)
        return -1;
    if (prepare(sockets[0]) < 0 || prepare(sockets[1]) < 0) {
        close_keeping_errno(sockets[0]);
        close_keeping_errno(sockets[1]);
        return -1;
    }
    return 0;
}

ssize_t mla__socket_send(int socket, const void *data, size_t len) {
    ssize_t sent;

    do
        sent = send(socket, data, len, SEND_FLAGS);
    while (sent < 0 && errno == EINTR);
    return sent;
}

ssize_t mla__socket_receive(int socket, void *buffer, size_t capacity) {
    ssize_t received;

    do
        received = recv(socket, buffer, capacity, 0);
    while (received < 0 && errno == EINTR);
    return received;
}
