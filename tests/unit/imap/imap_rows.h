/* SPDX-License-Identifier: MIT */
/**
 * Tests as a table: octets of a server, and the events that they give, whole and at every split; and an end with too
 * little memory.
 */
#ifndef IMAP_ROWS_H
#define IMAP_ROWS_H

#include "imap_dump.h"

typedef struct imap_row {
    const char *name;
    mla_str input;
    const char *expected;
} imap_row;

/* With too little memory for what arrays and strings want, items are lost, but neither the stream nor another one. */
static inline void imap_row_outlives_small_arenas(const imap_row *row) {
    static dump out;
    mla_imap_limits limits;
    mla_imap_limits_init(&limits);
    for (size_t size = 8; size <= 1024; size += size < 256 ? 8 : 64) {
        limits.arena_initial = limits.arena_max = size;
        dump_decode(&out, row->input, row->input.len, row->input.len, &limits);
        assert_true(out.len >= 4);
        assert_memory_equal(out.text + out.len - 4, "END\n", 4);
    }
}

static inline void imap_row_gives_its_events(void **state) {
    const imap_row *row = *state;
    dump_expect(row->input, row->expected);
    imap_row_outlives_small_arenas(row);
}

/** @return what main() returns. */
static inline int imap_rows_run(const imap_row *rows, size_t count) {
    struct CMUnitTest *tests = calloc(count, sizeof *tests);
    imap_row *states = calloc(count, sizeof *states);
    if (tests == NULL || states == NULL)
        abort();
    for (size_t i = 0; i < count; i++) {
        states[i] = rows[i];
        tests[i] =
            (struct CMUnitTest){rows[i].name, imap_row_gives_its_events, NULL, NULL, &states[i]};
    }
    int failed = _cmocka_run_group_tests("rows", tests, count, NULL, NULL);
    free(tests);
    free(states);
    return failed;
}

#endif
