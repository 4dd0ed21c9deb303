/* SPDX-License-Identifier: MIT */
/** A bar on the standard error output, when that is a terminal. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool shown;
    uint64_t messages_total, octets_total; /* as announced: hints */
    uint64_t messages, octets;
    uint64_t began_ms, drawn_ms;
};

/** @param wanted false: never shows anything, but keeps the count. */
void progress_begin(struct progress *progress, bool wanted, uint64_t messages, uint64_t octets);

/** Draws at most ten times a second; count in `messages` and `octets` before. */
void progress_draw(struct progress *progress);

/** Clears the line, so that others can write. */
void progress_hide(const struct progress *progress);

/** Since some moment in the past. */
uint64_t progress_now_ms(void);

#endif
