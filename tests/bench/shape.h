/* SPDX-License-Identifier: MIT */
/*
 * What a server sends in a benchmark: deterministic data of realistic shape.
 *
 * A shape is a head, a block of items that is sent `repeats` times, and a tail. Making a block costs the same
 * however often it is sent, so that it falls away from the difference of two counts, and half a gigabyte needs
 * no memory.
 */
#ifndef BENCH_SHAPE_H
#define BENCH_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

typedef struct bench_shape {
    const char *name;
    const char *item;      /* what is counted: "message", "id" */
    const char *command;   /* what asks for it; IMAP: without tag. POP3: the keyword */
    bool pop3;             /* else IMAP */
    bool per_item;         /* POP3: one command for each item; else one for all of them */
    uint64_t block_items;  /* items in a block */
    uint64_t block_octets; /* octets of body in a block; 0: the shape has no bodies */
    bool one_response;     /* all blocks are one response, not one or more each */
    void (*head)(bench_text *text, uint64_t repeats);
    void (*block)(bench_text *text);
    const char *tail;
} bench_shape;

/* NULL when there is none of this name. */
const bench_shape *bench_shape_find(const char *name);

/* Ends with a row whose name is NULL. */
extern const bench_shape bench_shapes[];

#endif
