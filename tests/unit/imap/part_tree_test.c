/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "heap.h"

#include "imap/part_tree.h"

typedef struct fixture {
    heap memory;
    mla__arena arena;
    mla__part_tree tree;
} fixture;

static int setup(void **state) {
    static fixture f;
    heap_init(&f.memory);
    assert_int_equal(mla__arena_init(&f.arena, &f.memory.allocator, 4096, 65536), MLA_OK);
    mla__part_tree_init(&f.tree, &f.arena, 3);
    *state = &f;
    return 0;
}

static int teardown(void **state) {
    fixture *f = *state;
    mla__arena_deinit(&f->arena);
    return f->memory.blocks == 0 ? 0 : -1;
}

static void open_part(fixture *f, bool is_multipart, const char *path) {
    assert_int_equal(mla__part_tree_open(&f->tree, is_multipart), MLA_OK);
    assert_true(mla_str_equal(f->tree.part->path, mla_str_from(path)));
}

static void parts_know_the_one_around_them_and_their_path(void **state) {
    fixture *f = *state;
    open_part(f, true, "");
    open_part(f, true, "1");
    open_part(f, false, "1.1");
    mla__part_tree_close(&f->tree);
    open_part(f, false, "1.2");
    mla__part_tree_close(&f->tree);
    mla__part_tree_close(&f->tree);
    open_part(f, false, "2");
    mla__part_tree_close(&f->tree);
    mla__part_tree_close(&f->tree);
    assert_int_equal(f->tree.open, MLA_IMAP_NO_PART);
    assert_int_equal(f->tree.count, 5);
    static const uint32_t parents[] = {MLA_IMAP_NO_PART, 0, 1, 1, 0};
    static const uint32_t depths[] = {0, 1, 2, 2, 1};
    static const uint32_t child_counts[] = {2, 2, 0, 0, 0};
    for (size_t i = 0; i < f->tree.count; i++) {
        assert_int_equal(f->tree.parts[i].parent, parents[i]);
        assert_int_equal(f->tree.parts[i].depth, depths[i]);
        assert_int_equal(f->tree.parts[i].child_count, child_counts[i]);
    }
}

static void a_single_part_is_the_first(void **state) {
    open_part(*state, false, "1");
}

static void the_multipart_of_a_message_within_has_the_messages_path(void **state) {
    fixture *f = *state;
    static const mla_imap_envelope envelope;
    open_part(f, false, "1");
    f->tree.part->envelope = &envelope;
    open_part(f, true, "");
    open_part(f, false, "1.1");
}

static void paths_go_beyond_nine(void **state) {
    fixture *f = *state;
    open_part(f, true, "");
    for (int i = 1; i <= 30; i++) {
        char path[8];
        snprintf(path, sizeof path, "%d", i);
        open_part(f, false, path);
        mla__part_tree_close(&f->tree);
    }
    assert_str(f->tree.parts[9].path, "9");
    assert_str(f->tree.parts[10].path, "10");
}

static void parts_are_not_deeper_than_the_limit(void **state) {
    fixture *f = *state;
    open_part(f, true, "");
    open_part(f, true, "1");
    open_part(f, true, "1.1");
    assert_int_equal(mla__part_tree_open(&f->tree, false), MLA_E_NESTING);
}

static void without_memory_there_is_no_part(void **state) {
    fixture *f = *state;
    int32_t status = MLA_OK;
    open_part(f, true, "");
    for (int i = 0; i < 1000 && status == MLA_OK; i++) {
        status = mla__part_tree_open(&f->tree, false);
        if (status == MLA_OK)
            mla__part_tree_close(&f->tree);
    }
    assert_int_equal(status, MLA_E_LIMIT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(parts_know_the_one_around_them_and_their_path),
        TEST(a_single_part_is_the_first),
        TEST(the_multipart_of_a_message_within_has_the_messages_path),
        TEST(paths_go_beyond_nine),
        TEST(parts_are_not_deeper_than_the_limit),
        TEST(without_memory_there_is_no_part),
    };
    return cmocka_run_group_tests_name("imap/part_tree", tests, NULL, NULL);
}
