/* SPDX-License-Identifier: MIT */
/** cmocka with the system headers it wants, and strings of known length. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <mailaccess/base.h>

/** An mla_str over a literal, which may hold NUL. */
#define STR(literal) ((mla_str){(literal), sizeof(literal) - 1})

/** The same where a constant expression must stand: in a table. */
#define STR_INIT(literal) \
    { (literal), sizeof(literal) - 1 }

/** Fails unless a string has exactly the octets of a literal. */
#define assert_str(text, literal) unit_assert_str((text), STR(literal), __FILE__, __LINE__)

static inline void unit_assert_str(mla_str text, mla_str expected, const char *file, int line) {
    if (mla_str_equal(text, expected))
        return;
    if (text.ptr == NULL)
        print_error("absent\n");
    else
        print_error("\"%.*s\" (%zu)\n", (int)text.len, text.ptr, text.len);
    print_error("instead of \"%.*s\" (%zu)\n", (int)expected.len, expected.ptr, expected.len);
    _fail(file, line);
}

#define UNIT_EXACT_COUNT 64

static inline char **unit_exact_slot(void) {
    static char *slots[UNIT_EXACT_COUNT];
    static size_t next;
    return &slots[next++ % UNIT_EXACT_COUNT];
}

static inline void unit_exact_free(void) {
    for (size_t i = 0; i < UNIT_EXACT_COUNT; i++) {
        char **slot = unit_exact_slot();
        free(*slot);
        *slot = NULL;
    }
}

/**
 * The same octets in a block of the heap that ends behind the last one, so that a sanitizer sees who
 * reads further. Lives until 64 more were made.
 */
static inline mla_str exact(mla_str text) {
    static bool is_registered;
    if (!is_registered)
        atexit(unit_exact_free);
    is_registered = true;
    char **slot = unit_exact_slot();
    free(*slot);
    *slot = malloc(text.len != 0 ? text.len : 1);
    if (*slot == NULL)
        abort();
    if (text.len != 0)
        memcpy(*slot, text.ptr, text.len);
    return (mla_str){*slot, text.len};
}

#endif
