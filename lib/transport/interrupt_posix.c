/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "transport/interrupt_posix.h"

#include <errno.h>
#include <unistd.h>

#include "transport/socket_posix.h"

int mla__interrupt_init(mla__interrupt *interrupt) {
    return mla__socket_pair(interrupt->sockets);
}

void mla__interrupt_deinit(mla__interrupt *interrupt) {
    (void)close(interrupt->sockets[0]);
    (void)close(interrupt->sockets[1]);
}

void mla__interrupt_raise(mla__interrupt *interrupt) {
    int saved = errno;

    /* A full buffer is raised already. */
    (void)mla__socket_send(interrupt->sockets[1], "", 1);
    errno = saved;
}

bool mla__interrupt_take(mla__interrupt *interrupt) {
    char drained[64];
    bool raised = false;

    while (mla__socket_receive(interrupt->sockets[0], drained, sizeof drained) > 0)
        raised = true;
    return raised;
}
