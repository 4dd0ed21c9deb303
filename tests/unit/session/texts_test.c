/* SPDX-License-Identifier: MIT */
#include "session/texts.h"

#include "heap.h"

static void strings_are_found_by_index_and_by_offset(void **state) {
    heap memory;
    mla__texts texts = {0};

    (void)state;
    heap_init(&memory);
    assert_null(mla__texts_get(&texts, 0));
    assert_int_equal(mla__texts_add(&texts, &memory.allocator, STR("UIDPLUS")), MLA_OK);
    size_t offset = texts.len;
    assert_int_equal(mla__texts_add(&texts, &memory.allocator, (mla_str){NULL, 0}), MLA_OK);
    assert_int_equal(mla__texts_add(&texts, &memory.allocator, STR("IDLE")), MLA_OK);
    assert_string_equal(texts.data + offset, "");
    assert_string_equal(mla__texts_get(&texts, 0), "UIDPLUS");
    assert_string_equal(mla__texts_get(&texts, 1), "");
    assert_string_equal(mla__texts_get(&texts, 2), "IDLE");
    assert_null(mla__texts_get(&texts, 3));
    mla__texts_deinit(&texts, &memory.allocator);
    assert_int_equal(memory.blocks, 0);
}

static void what_is_not_ascii_is_a_question_mark_from_a_string_on(void **state) {
    heap memory;
    mla__texts texts = {0};

    (void)state;
    heap_init(&memory);
    assert_int_equal(mla__texts_add(&texts, &memory.allocator, STR("\xc3\xa9")), MLA_OK);
    size_t from = texts.len;
    assert_int_equal(mla__texts_add(&texts, &memory.allocator, STR("X\xff SASL")), MLA_OK);
    mla__texts_make_ascii(&texts, from);
    assert_string_equal(mla__texts_get(&texts, 0), "\xc3\xa9");
    assert_string_equal(mla__texts_get(&texts, 1), "X? SASL");
    mla__texts_make_ascii(&texts, 0);
    assert_string_equal(mla__texts_get(&texts, 0), "??");
    mla__texts_deinit(&texts, &memory.allocator);
}

static void the_last_string_can_be_extended(void **state) {
    heap memory;
    mla__texts texts = {0};

    (void)state;
    heap_init(&memory);
    assert_int_equal(mla__texts_add(&texts, &memory.allocator, STR("a")), MLA_OK);
    assert_int_equal(mla__texts_add(&texts, &memory.allocator, STR("SASL")), MLA_OK);
    assert_int_equal(mla__texts_extend(&texts, &memory.allocator, STR(" PLAIN")), MLA_OK);
    assert_int_equal(mla__texts_extend(&texts, &memory.allocator, (mla_str){NULL, 0}), MLA_OK);
    assert_string_equal(mla__texts_get(&texts, 0), "a");
    assert_string_equal(mla__texts_get(&texts, 1), "SASL PLAIN");
    assert_null(mla__texts_get(&texts, 2));
    mla__texts_deinit(&texts, &memory.allocator);
}

/* A NUL would make two strings of one, and every index behind it wrong. */
static void a_nul_does_not_end_a_string(void **state) {
    heap memory;
    mla__texts texts = {0};

    (void)state;
    heap_init(&memory);
    assert_int_equal(mla__texts_add(&texts, &memory.allocator, STR("a\0b")), MLA_OK);
    assert_int_equal(mla__texts_extend(&texts, &memory.allocator, STR("\0")), MLA_OK);
    assert_string_equal(mla__texts_get(&texts, 0), "a?b?");
    assert_null(mla__texts_get(&texts, 1));
    mla__texts_deinit(&texts, &memory.allocator);
}

static void what_does_not_fit_into_memory_is_not_added(void **state) {
    static char many[300];
    heap memory;
    mla__texts texts = {0};

    (void)state;
    heap_init(&memory);
    assert_int_equal(mla__texts_add(&texts, &memory.allocator, STR("kept")), MLA_OK);
    memset(many, 'x', sizeof many);
    memory.fail_at = memory.calls + 1;
    assert_int_equal(mla__texts_add(&texts, &memory.allocator, (mla_str){many, sizeof many}),
                     MLA_E_NO_MEMORY);
    assert_int_equal(mla__texts_add(&texts, &memory.allocator, (mla_str){many, SIZE_MAX / 2}),
                     MLA_E_NO_MEMORY);
    memory.fail_at = memory.calls + 1;
    assert_int_equal(mla__texts_extend(&texts, &memory.allocator, (mla_str){many, sizeof many}),
                     MLA_E_NO_MEMORY);
    assert_string_equal(mla__texts_get(&texts, 0), "kept");
    assert_null(mla__texts_get(&texts, 1));
    assert_int_equal(mla__texts_extend(&texts, &memory.allocator, (mla_str){many, sizeof many}),
                     MLA_OK);
    assert_int_equal(strlen(mla__texts_get(&texts, 0)), 4 + sizeof many);
    mla__texts_deinit(&texts, &memory.allocator);
    assert_int_equal(memory.blocks, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_found_by_index_and_by_offset),
        cmocka_unit_test(what_is_not_ascii_is_a_question_mark_from_a_string_on),
        cmocka_unit_test(the_last_string_can_be_extended),
        cmocka_unit_test(a_nul_does_not_end_a_string),
        cmocka_unit_test(what_does_not_fit_into_memory_is_not_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
