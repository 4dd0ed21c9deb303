/* SPDX-License-Identifier: MIT */
#include "base/word.h"

#include "unit.h"

static mla_str trim(mla_str text) {
    mla_str word;
    mla__word_trim(&word, text.ptr, text.ptr + text.len);
    return word;
}

static void spaces_and_tabs_around_a_word_go(void **state) {
    (void)state;
    assert_str(trim(STR("word")), "word");
    assert_str(trim(STR(" \t two words\t ")), "two words");
    assert_str(trim(STR(" \t ")), "");
    assert_str(trim(STR("")), "");
    assert_str(trim(STR("\r\n")), "\r\n");
}

static void an_empty_word_is_not_an_absent_one(void **state) {
    (void)state;
    assert_non_null(trim(STR("")).ptr);
}

static const char words[] = "AUTH\0SYS/TEMP\0SYS\0";

static void a_word_is_found_without_case(void **state) {
    (void)state;
    assert_int_equal(mla__word_find(words, STR("AUTH")), 0);
    assert_int_equal(mla__word_find(words, STR("sys/Temp")), 1);
    assert_int_equal(mla__word_find(words, STR("SYS")), 2);
}

static void a_refinement_counts_as_the_word(void **state) {
    (void)state;
    assert_int_equal(mla__word_find(words, STR("SYS/TEMP/DISK")), 1);
    assert_int_equal(mla__word_find(words, STR("SYS/PERM")), 2);
}

static void other_words_are_not_found(void **state) {
    (void)state;
    assert_int_equal(mla__word_find(words, STR("AUT")), -1);
    assert_int_equal(mla__word_find(words, STR("AUTHX")), -1);
    assert_int_equal(mla__word_find(words, STR("/AUTH")), -1);
    assert_int_equal(mla__word_find(words, STR("")), -1);
}

static void only_cr_lf_and_nul_break_a_line(void **state) {
    (void)state;
    assert_true(mla__word_breaks_line(STR("a\rb")));
    assert_true(mla__word_breaks_line(STR("a\n")));
    assert_true(mla__word_breaks_line(STR("\0b")));
    assert_false(mla__word_breaks_line(STR("a b\t\x01\x1f\x7f\x80\xff")));
    assert_false(mla__word_breaks_line((mla_str){NULL, 0}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spaces_and_tabs_around_a_word_go),
        cmocka_unit_test(an_empty_word_is_not_an_absent_one),
        cmocka_unit_test(a_word_is_found_without_case),
        cmocka_unit_test(a_refinement_counts_as_the_word),
        cmocka_unit_test(other_words_are_not_found),
        cmocka_unit_test(only_cr_lf_and_nul_break_a_line),
    };
    return cmocka_run_group_tests_name("base/word", tests, NULL, NULL);
}
