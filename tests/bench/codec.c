/* SPDX-License-Identifier: MIT */
/**
 * The IMAP decoder, fed from memory.
 *
 *     bench_codec KIND COUNT [CHUNK]     decodes COUNT items of a kind (data.c), CHUNK octets at a time
 *
 * Prints items, octets, events, allocations after the first tenth, and nanoseconds. Under callgrind the
 * difference of two counts is what an item costs (instructions.py).
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <mailaccess/imap_response.h>
#include <mailaccess/transport.h>

#include "data.h"

#define BUFFER ((size_t)1024 * 1024)

typedef struct bench {
    mla_imap_decoder *decoder;
    size_t chunk;
    uint64_t octets;
    uint64_t events;
    uint64_t allocations;
    char *data;
    size_t len; /**< octets of `data` that are not fed yet */
} bench;

static void *count_alloc(void *user, size_t size) {
    ++*(uint64_t *)user;
    return malloc(size);
}

static void *count_resize(void *user, void *block, size_t from, size_t to) {
    (void)from;
    ++*(uint64_t *)user;
    return realloc(block, to);
}

static void count_release(void *user, void *block, size_t size) {
    (void)user;
    (void)size;
    free(block);
}

static void fail(const char *what) {
    fprintf(stderr, "bench_codec: %s\n", what);
    exit(1);
}

/** Feeds all that is there. */
static void drain(bench *b) {
    const mla_imap_event *event;
    const char *at = b->data;
    while (b->len != 0) {
        size_t room;
        char *to = mla_imap_decoder_rx_buf(b->decoder, &room);
        size_t len = b->len < room ? b->len : room;
        if (len > b->chunk)
            len = b->chunk;
        if (len == 0)
            fail("no room");
        memcpy(to, at, len);
        mla_imap_decoder_rx_ack(b->decoder, len);
        at += len;
        b->len -= len;
        b->octets += len;
        int32_t status;
        while ((status = mla_imap_decoder_next(b->decoder, &event)) == MLA_OK)
            b->events++;
        if (status != MLA_AGAIN)
            fail(mla_imap_decoder_detail(b->decoder));
    }
}

static void put(bench *b, const char *text) {
    size_t len = text != NULL ? strlen(text) : 0;
    if (len != 0)
        memcpy(b->data + b->len, text, len);
    b->len += len;
}

static void run(bench *b, const data_kind *kind, uint32_t count) {
    put(b, kind->begin);
    for (uint32_t i = 0; i < count; i++) {
        b->len += kind->write(b->data + b->len, i);
        if (b->len > BUFFER - DATA_ITEM_MAX)
            drain(b);
        if (i == count / 10)
            b->allocations = 0;
    }
    put(b, kind->end);
    drain(b);
}

int main(int argc, char **argv) {
    const data_kind *kind = argc >= 3 ? data_find(argv[1]) : NULL;
    if (kind == NULL)
        fail("usage: bench_codec KIND COUNT [CHUNK]");
    bench b = {.chunk = argc > 3 ? strtoul(argv[3], NULL, 10) : 65536, .data = malloc(BUFFER)};
    uint32_t count = (uint32_t)strtoul(argv[2], NULL, 10);
    const mla_allocator allocator = {&b.allocations, count_alloc, count_resize, count_release};
    if (b.data == NULL || mla_imap_decoder_new(&allocator, NULL, &b.decoder) != MLA_OK)
        fail("out of memory");
    struct timespec from;
    struct timespec to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    run(&b, kind, count);
    clock_gettime(CLOCK_MONOTONIC, &to);
    int64_t ns = (to.tv_sec - from.tv_sec) * 1000000000LL + (to.tv_nsec - from.tv_nsec);
    printf("%s items %u octets %llu events %llu allocations %llu ns %lld\n", kind->name, count,
           (unsigned long long)b.octets, (unsigned long long)b.events,
           (unsigned long long)b.allocations, (long long)ns);
    mla_imap_decoder_free(b.decoder);
    free(b.data);
    return 0;
}
