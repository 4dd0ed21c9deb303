/* SPDX-License-Identifier: MIT */
/** Sockets as a library needs them: non-blocking, closed on exec, and never a SIGPIPE. */
#ifndef MLA_TRANSPORT_SOCKET_H
#define MLA_TRANSPORT_SOCKET_H

#include <stddef.h>
#include <sys/types.h>

/** @return -1 with errno set. */
int mla__socket_open(int family, int type, int protocol);

/** Two connected stream sockets. @return 0, or -1 with errno set. */
int mla__socket_pair(int sockets[2]);

/** send(2) without SIGPIPE, repeated when a signal came between. Async-signal-safe. */
ssize_t mla__socket_send(int socket, const void *data, size_t len);

/** recv(2), repeated when a signal came between. Async-signal-safe. */
ssize_t mla__socket_receive(int socket, void *buffer, size_t capacity);

#endif
