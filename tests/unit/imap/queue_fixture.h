/* SPDX-License-Identifier: MIT */
/** A queue, and commands that are nothing but octets and behaviour. */
#ifndef QUEUE_FIXTURE_H
#define QUEUE_FIXTURE_H

#include "heap.h"

#include "imap/command.h"
#include "imap/queue.h"

#define SELECTED MLA_IMAP_STATE_SELECTED

typedef struct fixture {
    heap heap;
    mla__queue queue;
    char traced[256];
    size_t traced_len;
} fixture;

static inline void trace(void *user, int32_t kind, const char *data, size_t len) {
    fixture *f = user;
    assert_int_equal(kind, MLA_TRACE_SENT);
    assert_true(len <= sizeof f->traced - f->traced_len);
    memcpy(f->traced + f->traced_len, data, len);
    f->traced_len += len;
}

static inline void configure(fixture *f, mla_imap_config *config) {
    mla_imap_config_init_fixed(config, &f->heap.allocator);
    config->queue_max = 4;
    config->in_flight_max = 3;
    config->trace = (mla_trace){f, trace};
}

static inline int setup(void **state) {
    fixture *f = calloc(1, sizeof *f);
    if (f == NULL)
        return 1;
    heap_init(&f->heap);
    mla_imap_config config;
    configure(f, &config);
    *state = f;
    return mla__queue_init(&f->queue, &config);
}

static inline int teardown(void **state) {
    fixture *f = *state;
    mla__queue_deinit(&f->queue);
    int failed = f->heap.blocks != 0;
    free(f);
    return failed;
}

static inline void add_run(fixture *f, uint32_t flags, mla_str octets) {
    assert_int_equal(mla__queue_add_run(&f->queue, flags), MLA_OK);
    assert_int_equal(mla__txbuf_append(&f->queue.tx, octets.ptr, octets.len), MLA_OK);
    mla__queue_add_octets(&f->queue, octets.len);
}

static inline void add_command(fixture *f, uint32_t number, uint32_t behaviour) {
    mla__queue_add_command(&f->queue,
                           (mla__queued){.number = number, .behaviour = (uint16_t)behaviour});
}

static inline void add(fixture *f, uint32_t number, uint32_t behaviour, mla_str octets) {
    add_run(f, MLA__RUN_FIRST, octets);
    add_command(f, number, behaviour);
}

static inline mla_str offer(fixture *f, int32_t state) {
    mla_str octets;
    octets.ptr = mla__queue_offer(&f->queue, state, &octets.len);
    return octets;
}

static inline void ack(fixture *f, size_t len) {
    assert_int_equal(mla__queue_ack(&f->queue, len), MLA_OK);
}

#define G MLA_IMAP_STATE_GREETING
#define N MLA_IMAP_STATE_NOT_AUTHENTICATED
#define A MLA_IMAP_STATE_AUTHENTICATED
#define S MLA_IMAP_STATE_SELECTED
#define L MLA_IMAP_STATE_LOGOUT

#define IN_QUEUE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

#endif
