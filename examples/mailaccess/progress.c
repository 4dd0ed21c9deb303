/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define WIDTH 30
#define INTERVAL_MS 100

uint64_t progress_now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void progress_begin(struct progress *progress, bool wanted, uint64_t messages, uint64_t octets) {
    *progress = (struct progress){
        .shown = wanted && isatty(STDERR_FILENO) == 1,
        .messages_total = messages,
        .octets_total = octets,
        .began_ms = progress_now_ms(),
    };
}

void progress_draw(struct progress *progress) {
    uint64_t now_ms = progress_now_ms();
    if (!progress->shown || now_ms - progress->drawn_ms < INTERVAL_MS)
        return;
    progress->drawn_ms = now_ms;
    double total = (double)progress->octets_total;
    double part = total > 0 ? (double)progress->octets / total : 0;
    int filled = (int)((part < 1 ? part : 1) * WIDTH);
    double megabytes = (double)progress->octets / 1e6;
    double seconds = (double)(now_ms - progress->began_ms) / 1e3;
    fputs("\r  [", stderr);
    for (int i = 0; i < WIDTH; i++)
        fputc(i < filled ? '#' : '.', stderr);
    fprintf(stderr, "] %" PRIu64 " of %" PRIu64 " messages, %.1f MB, %.1f MB/s\033[K",
            progress->messages, progress->messages_total, megabytes,
            seconds > 0 ? megabytes / seconds : 0.0);
    fflush(stderr);
}

void progress_hide(const struct progress *progress) {
    if (progress->shown)
        fputs("\r\033[K", stderr);
}
