/* SPDX-License-Identifier: MIT */
/** Tests as a table: octets of a server, and the events that they give, whole and at every split. */
#ifndef IMAP_ROWS_H
#define IMAP_ROWS_H

#include "imap_dump.h"

typedef struct imap_row {
    const char *name;
    mla_str input;
    const char *expected;
} imap_row;

static inline void imap_row_gives_its_events(void **state) {
    const imap_row *row = *state;
    dump_expect(row->input, row->expected);
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
