/* SPDX-License-Identifier: MIT */
/** Wakes a poll(2) from a signal handler or another thread. */
#ifndef MLA_TRANSPORT_INTERRUPT_H
#define MLA_TRANSPORT_INTERRUPT_H

#include <stdbool.h>

typedef struct mla__interrupt {
    int sockets[2]; /**< [0] becomes readable */
} mla__interrupt;

/** @return 0, or -1 with errno set. */
int mla__interrupt_init(mla__interrupt *interrupt);
void mla__interrupt_deinit(mla__interrupt *interrupt);

/** Async-signal-safe; several before one take count as one. */
void mla__interrupt_raise(mla__interrupt *interrupt);

/** Whether it was raised since the last call. */
bool mla__interrupt_take(mla__interrupt *interrupt);

#endif
