/* SPDX-License-Identifier: MIT */
/** Tests from tables: one function, and a named test for each row that it is given. */
#ifndef MLA_TESTS_INTEGRATION_ROWS_H
#define MLA_TESTS_INTEGRATION_ROWS_H

#include <stdio.h>

#include "unit.h"

#define ROWS_MAX 160

static struct CMUnitTest rows_tests[ROWS_MAX];
static char rows_names[ROWS_MAX][160];
static size_t rows_count;

/** @param row what the function finds at its `*state`; `name` goes behind the function's in parentheses. */
static inline void rows_add(const char *function_name, CMUnitTestFunction function, const void *row,
                            const char *name) {
    assert_true(rows_count < ROWS_MAX);
    snprintf(rows_names[rows_count], sizeof *rows_names, "%.80s (%.70s)", function_name, name);
    rows_tests[rows_count] =
        (struct CMUnitTest){rows_names[rows_count], function, NULL, NULL, (void *)(uintptr_t)row};
    rows_count++;
}

/** A test for each element of a table whose rows have a `name`. */
#define rows_of(function, table, count)        \
    for (size_t row = 0; row < (count); row++) \
    rows_add(#function, function, &(table)[row], (table)[row].name)

/** Runs them all, in the order in which they were added. */
#define rows_run(setup) _cmocka_run_group_tests("tests", rows_tests, rows_count, setup, NULL)

#endif
