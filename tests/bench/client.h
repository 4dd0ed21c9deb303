/* SPDX-License-Identifier: MIT */
/*
 * A client under measurement. Each program is client_main.c with one of these, so that the memory of one is not
 * charged to another.
 */
#ifndef BENCH_CLIENT_H
#define BENCH_CLIENT_H

#include "source.h"

/* Where the octets come from: memory, or a server on loopback. */
typedef struct bench_input {
    bench_source *source; /* NULL: a server */
    size_t chunk;         /* most that one read gives */
    unsigned short port;  /* of the server, on 127.0.0.1 */
    int descriptor;       /* -1 until bench_input_connect() */
    uint64_t octets;      /* read so far */
} bench_input;

typedef struct bench_result {
    uint64_t items;  /* responses, numbers or lines that were understood */
    uint64_t octets; /* of bodies */
    uint64_t sum; /* of what an application would look at, so that looking is not optimised away */
} bench_result;

/* To the server, when there is one. */
void bench_input_connect(bench_input *input);

/* 0 at the end. */
size_t bench_input_read(bench_input *input, char *to, size_t room);

/* Memory: thrown away. */
void bench_input_write(bench_input *input, const char *octets, size_t len);

/* What each client defines. */
extern const char bench_client_name[];
extern const bool
    bench_client_parses; /* false: items and octets of the result are not to be checked */
extern const char
    bench_client_pop3_preface[]; /* what answers its commands before RETR, from memory */

/* Reads what `shape` stands for. 0, or -1 after saying on standard error what went wrong. */
int bench_client_run(const bench_shape *shape, uint64_t repeats, bench_input *input,
                     bench_result *result);

#endif
