/* SPDX-License-Identifier: MIT */
/* The octets of a server, in pieces that are sent one after the other, each so many times. */
#ifndef BENCH_SOURCE_H
#define BENCH_SOURCE_H

#include "shape.h"

#define BENCH_PIECES 6

typedef struct bench_piece {
    bench_text text;
    uint64_t repeats;
} bench_piece;

typedef struct bench_source {
    bench_piece pieces[BENCH_PIECES];
    unsigned count;
    unsigned current;
    size_t position; /* within the text of the current piece */
    uint64_t sent;   /* how often that was sent to its end */
} bench_source;

/* A piece that is sent once; none when it is empty. */
void bench_source_add(bench_source *source, const char *words);

/* Head, blocks and tail. */
void bench_source_add_shape(bench_source *source, const bench_shape *shape, uint64_t repeats);

/*
 * The next octets. A read never runs from one piece into the next one, so that what answers a command is not
 * handed out with what came before the command. 0 at the end.
 */
size_t bench_source_read(bench_source *source, char *to, size_t room);

#endif
