/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "message/lex.h"

static ptrdiff_t behind(const char *(*function)(const char *, const char *), mla_str text) {
    mla_str copy = exact(text);
    const char *end = function(copy.ptr, copy.ptr + copy.len);
    return end != NULL ? end - copy.ptr : -1;
}

static void quoted_strings_end_at_a_quote_that_is_not_quoted(void **state) {
    (void)state;
    assert_int_equal(behind(mla__lex_skip_quoted, STR("\"ab\"c")), 4);
    assert_int_equal(behind(mla__lex_skip_quoted, STR("\"a\\\"b\"c")), 6);
    assert_int_equal(behind(mla__lex_skip_quoted, STR("\"a\\\\\"c")), 5);
    assert_int_equal(behind(mla__lex_skip_quoted, STR("\"ab")), -1);
    assert_int_equal(behind(mla__lex_skip_quoted, STR("\"ab\\\"")), -1);
    assert_int_equal(behind(mla__lex_skip_quoted, STR("\"ab\\")), -1);
    assert_int_equal(behind(mla__lex_skip_quoted, STR("\"")), -1);
}

static void comments_nest(void **state) {
    (void)state;
    assert_int_equal(behind(mla__lex_skip_comment, STR("(a)b")), 3);
    assert_int_equal(behind(mla__lex_skip_comment, STR("(a(b)c)d)")), 7);
    assert_int_equal(behind(mla__lex_skip_comment, STR("(a\\)b)c")), 6);
    assert_int_equal(behind(mla__lex_skip_comment, STR("(a(b)c")), -1);
    assert_int_equal(behind(mla__lex_skip_comment, STR("(a\\")), -1);
}

static void a_comment_nested_a_million_deep_needs_no_stack(void **state) {
    (void)state;
    size_t depth = 1000000;
    char *text = calloc(2, depth);
    memset(text, '(', depth);
    memset(text + depth, ')', depth);
    assert_ptr_equal(mla__lex_skip_comment(text, text + 2 * depth), text + 2 * depth);
    assert_null(mla__lex_skip_comment(text, text + 2 * depth - 1));
    free(text);
}

static void white_space_and_comments_are_skipped_together(void **state) {
    (void)state;
    assert_int_equal(behind(mla__lex_skip_cfws, STR(" \r\n\t(a) (b(c)) x")), 15);
    assert_int_equal(behind(mla__lex_skip_cfws, STR(" (open x")), 8);
    assert_int_equal(behind(mla__lex_skip_cfws, STR("")), 0);
}

static void trimming_takes_blanks_at_both_ends(void **state) {
    (void)state;
    mla_str text = exact(STR(" \r\na b\t "));
    assert_str(mla__lex_trim(text.ptr, text.ptr + text.len), "a b");
    text = exact(STR(" \t"));
    assert_int_equal(mla__lex_trim(text.ptr, text.ptr + text.len).len, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quoted_strings_end_at_a_quote_that_is_not_quoted),
        cmocka_unit_test(comments_nest),
        cmocka_unit_test(a_comment_nested_a_million_deep_needs_no_stack),
        cmocka_unit_test(white_space_and_comments_are_skipped_together),
        cmocka_unit_test(trimming_takes_blanks_at_both_ends),
    };
    return cmocka_run_group_tests_name("message/lex", tests, NULL, NULL);
}
