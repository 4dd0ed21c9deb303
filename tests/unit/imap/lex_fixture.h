/* SPDX-License-Identifier: MIT */
/** A lex over a text behind which a single octet may be read. */
#ifndef LEX_FIXTURE_H
#define LEX_FIXTURE_H

#include "heap.h"

#include "imap/lex.h"
#include "imap/wire.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define ABSENT \
    { NULL, 0 }

typedef struct fixture {
    heap heap;
    mla__arena arena;
    mla__lex lex;
} fixture;

static inline int setup(void **state) {
    fixture *f = calloc(1, sizeof *f);
    if (f == NULL)
        return 1;
    heap_init(&f->heap);
    *state = f;
    return mla__arena_init(&f->arena, &f->heap.allocator, 512, 64 * 1024);
}

static inline int teardown(void **state) {
    fixture *f = *state;
    mla__arena_deinit(&f->arena);
    int failed = f->heap.blocks != 0;
    free(f);
    return failed;
}

/* Each of these may stand behind a text, and nothing behind it may be read. */
static const char behind[] = {'\n', '\r', ']', '\0'};

static inline mla__lex *over(fixture *f, mla_str text, char end) {
    char *octets = malloc(text.len + 1);
    if (octets == NULL)
        abort();
    memcpy(octets, text.ptr, text.len);
    octets[text.len] = end;
    mla_str held = exact((mla_str){octets, text.len + 1});
    free(octets);
    mla__arena_reset(&f->arena);
    const mla_str frame = {held.ptr, text.len};
    mla__lex_init(&f->lex, &frame, &f->arena, 20);
    return &f->lex;
}

static inline mla_str rest(const mla__lex *lex) {
    return (mla_str){lex->at, (size_t)(lex->end - lex->at)};
}

#define IN_FIXTURE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

#endif
