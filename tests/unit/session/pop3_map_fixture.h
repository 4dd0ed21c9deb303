/* SPDX-License-Identifier: MIT */
/** A map of a mailbox as LIST and UIDL fill it, on a heap; what the tests of it share. */
#ifndef MLA_TESTS_SESSION_POP3_MAP_FIXTURE_H
#define MLA_TESTS_SESSION_POP3_MAP_FIXTURE_H

#include "session/pop3_map.h"

#include <stdio.h>

#include <mailaccess/session_event.h>

#include "heap.h"
#include "temporary_folder.h"

typedef struct fixture {
    heap memory;
    mla__pop3_map map;
    mla__texts id;
} fixture;

static inline void begin_like(fixture *f, size_t ids_max, mla__spool like) {
    heap_init(&f->memory);
    mla__pop3_map_init(&f->map, ids_max, &like);
    f->id = (mla__texts){0};
}

/* Where what is known of the messages goes. */
static inline mla__spool in_memory(void) {
    return (mla__spool){0};
}

static inline mla__spool in_file(void) {
    return (mla__spool){.folder = temporary_folder, .memory_max = 0};
}

static inline void begin(fixture *f, size_t ids_max) {
    begin_like(f, ids_max, in_memory());
}

static inline void end(fixture *f) {
    mla__pop3_map_deinit(&f->map, &f->memory.allocator);
    mla__texts_deinit(&f->id, &f->memory.allocator);
    assert_int_equal(f->memory.blocks, 0);
}

static inline int setup(void **state) {
    static fixture f;

    begin(&f, 65536);
    *state = &f;
    return 0;
}

static inline int setup_in_file(void **state) {
    static fixture f;

    begin_like(&f, 65536, in_file());
    *state = &f;
    return 0;
}

static inline int teardown(void **state) {
    end(*state);
    return 0;
}

#define IN_MAP(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
#define IN_FILE(test) cmocka_unit_test_setup_teardown(test, setup_in_file, teardown)

static inline void add(fixture *f, uint64_t number, uint64_t size) {
    assert_int_equal(mla__pop3_scan_add(&f->map.scan, &f->memory.allocator, number, size), MLA_OK);
}

static inline void listed(fixture *f) {
    assert_int_equal(mla__pop3_map_listed(&f->map, &f->memory.allocator), MLA_OK);
}

/* Messages 1 to `count`, of 10 octets each. */
static inline void list(fixture *f, uint32_t count) {
    for (uint32_t number = 1; number <= count; number++)
        add(f, number, 10);
    listed(f);
}

static inline void name(fixture *f, uint64_t number, mla_str id) {
    assert_int_equal(mla__pop3_map_name(&f->map, &f->memory.allocator, number, id), MLA_OK);
}

static inline void finish(fixture *f, bool has_uidl) {
    assert_int_equal(mla__pop3_map_finish(&f->map, &f->memory.allocator, has_uidl), MLA_OK);
}

/* The message number behind an id; 0: there is none. */
static inline uint32_t number_of(const fixture *f, const char *id) {
    uint32_t index = mla__pop3_map_find(&f->map, id);

    return index != f->map.scan.count ? mla__pop3_scan_number(&f->map.scan, index) : 0;
}

#endif
