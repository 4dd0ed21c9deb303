/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <mailaccess/message.h>

static mla_header_reader reader_over(mla_str block) {
    mla_header_reader reader;
    mla_header_reader_init(&reader, exact(block));
    return reader;
}

static void assert_next(mla_header_reader *reader, mla_str name, mla_str value) {
    mla_header_field field;
    assert_int_equal(mla_header_next(reader, &field), MLA_OK);
    unit_assert_str(field.name, name, __FILE__, __LINE__);
    unit_assert_str(field.value, value, __FILE__, __LINE__);
}

static void assert_end(mla_header_reader *reader) {
    mla_header_field field;
    assert_int_equal(mla_header_next(reader, &field), MLA_END);
    assert_int_equal(mla_header_next(reader, &field), MLA_END);
    assert_null(field.name.ptr);
}

static void fields_are_read_up_to_the_empty_line(void **state) {
    (void)state;
    mla_header_reader reader = reader_over(STR("From: a@b\r\nSubject: hi\r\n\r\nNot: a field\r\n"));
    assert_next(&reader, STR("From"), STR("a@b"));
    assert_next(&reader, STR("Subject"), STR("hi"));
    assert_end(&reader);
    assert_str(mla_header_body(&reader), "Not: a field\r\n");
}

static void lines_may_end_in_lf_alone(void **state) {
    (void)state;
    mla_header_reader reader = reader_over(STR("From: a@b\nSubject: a\n b\n\nbody\n"));
    assert_next(&reader, STR("From"), STR("a@b"));
    assert_next(&reader, STR("Subject"), STR("a\n b"));
    assert_end(&reader);
    assert_str(mla_header_body(&reader), "body\n");
}

static void folds_belong_to_the_field(void **state) {
    (void)state;
    mla_header_reader reader = reader_over(STR("To: a,\r\n\tb,\r\n  \r\n c\r\nCc: d\r\n"));
    mla_header_field field;
    assert_int_equal(mla_header_next(&reader, &field), MLA_OK);
    assert_str(field.value, "a,\r\n\tb,\r\n  \r\n c");
    assert_str(field.raw, "To: a,\r\n\tb,\r\n  \r\n c\r\n");
    assert_next(&reader, STR("Cc"), STR("d"));
    assert_end(&reader);
}

static void a_header_without_an_empty_line_has_no_body(void **state) {
    (void)state;
    mla_header_reader reader = reader_over(STR("A: b"));
    assert_next(&reader, STR("A"), STR("b"));
    assert_end(&reader);
    assert_null(mla_header_body(&reader).ptr);
}

static void an_empty_body_is_not_absent(void **state) {
    (void)state;
    mla_header_reader reader = reader_over(STR("A: b\r\n\r\n"));
    assert_next(&reader, STR("A"), STR("b"));
    assert_end(&reader);
    assert_str(mla_header_body(&reader), "");
}

static void an_empty_line_may_be_cut_behind_its_cr(void **state) {
    (void)state;
    mla_header_reader reader = reader_over(STR("A: b\r\n\r"));
    assert_next(&reader, STR("A"), STR("b"));
    assert_end(&reader);
    assert_str(mla_header_body(&reader), "");
}

static void a_message_may_begin_with_its_body(void **state) {
    (void)state;
    mla_header_reader reader = reader_over(STR("\r\nbody"));
    assert_end(&reader);
    assert_str(mla_header_body(&reader), "body");
    reader = reader_over(STR(""));
    assert_end(&reader);
    mla_header_reader_init(&reader, (mla_str){0});
    assert_end(&reader);
}

static void lines_that_are_no_field_do_not_lose_their_neighbours(void **state) {
    (void)state;
    mla_header_reader reader = reader_over(
        STR("From mailer Mon Jan 1 10:00:00 2020\nA: 1\r\njunk\r\n: x\r\nB\xff: 2\r\nC:3"));
    assert_next(&reader, (mla_str){0}, STR("From mailer Mon Jan 1 10:00:00 2020"));
    assert_next(&reader, STR("A"), STR("1"));
    assert_next(&reader, (mla_str){0}, STR("junk"));
    assert_next(&reader, (mla_str){0}, STR(": x"));
    assert_next(&reader, (mla_str){0}, STR("B\xff: 2"));
    assert_next(&reader, STR("C"), STR("3"));
    assert_end(&reader);
}

static void white_space_before_the_colon_is_allowed(void **state) {
    (void)state;
    mla_header_reader reader = reader_over(STR("Subject \t: x\r\n"));
    assert_next(&reader, STR("Subject"), STR("x"));
}

static void values_may_be_empty_8bit_or_hold_nul_and_cr(void **state) {
    (void)state;
    mla_header_reader reader = reader_over(STR("A:\r\nB: \xe4\xf6\r\nC: x\0y\rz\r\nD: \r\r\n"));
    assert_next(&reader, STR("A"), STR(""));
    assert_next(&reader, STR("B"), STR("\xe4\xf6"));
    assert_next(&reader, STR("C"), STR("x\0y\rz"));
    assert_next(&reader, STR("D"), STR("\r"));
    assert_end(&reader);
}

static void a_value_that_begins_on_the_next_line_keeps_its_fold(void **state) {
    (void)state;
    mla_header_reader reader = reader_over(STR("Subject:\r\n hi\r\n"));
    assert_next(&reader, STR("Subject"), STR("\r\n hi"));
}

static void a_block_that_begins_with_a_continuation_gives_a_line(void **state) {
    (void)state;
    mla_header_reader reader = reader_over(STR(" lost: fold\r\nA: b\r\n"));
    assert_next(&reader, (mla_str){0}, STR(" lost: fold"));
    assert_next(&reader, STR("A"), STR("b"));
}

static void a_field_of_a_megabyte_is_one_field(void **state) {
    (void)state;
    size_t size = 1 << 20;
    char *block = malloc(size);
    memset(block, 'x', size);
    memcpy(block, "A: ", 3);
    memcpy(block + size - 2, "\r\n", 2);
    mla_header_reader reader;
    mla_header_field field;
    mla_header_reader_init(&reader, (mla_str){block, size});
    assert_int_equal(mla_header_next(&reader, &field), MLA_OK);
    assert_int_equal(field.value.len, size - 5);
    assert_end(&reader);
    free(block);
}

static void assert_unfolds(mla_str value, mla_str expected) {
    char room[64];
    mla_text text = {.data = room, .capacity = sizeof room};
    assert_int_equal(mla_header_unfold(exact(value), &text), MLA_OK);
    unit_assert_str((mla_str){room, text.len}, expected, __FILE__, __LINE__);
}

static void unfolding_takes_out_line_ends_only(void **state) {
    (void)state;
    assert_unfolds(STR("a\r\n b"), STR("a b"));
    assert_unfolds(STR("a\n\tb\r\n  c"), STR("a\tb  c"));
    assert_unfolds(STR("\r\n a \r\n "), STR("a"));
    assert_unfolds(STR("\xe4\r\n \0"), STR("\xe4 \0"));
    assert_unfolds((mla_str){0}, STR(""));
}

static void unfolding_into_too_little_room_says_how_much_is_needed(void **state) {
    (void)state;
    char room[3];
    mla_text text = {.data = room, .capacity = sizeof room};
    assert_int_equal(mla_header_unfold(STR("abc\r\n def"), &text), MLA_E_LIMIT);
    assert_int_equal(text.needed, 7);
    assert_str(((mla_str){room, text.len}), "abc");
    text = (mla_text){0};
    assert_int_equal(mla_header_unfold(STR("abc"), &text), MLA_E_LIMIT);
    assert_int_equal(text.needed, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_read_up_to_the_empty_line),
        cmocka_unit_test(lines_may_end_in_lf_alone),
        cmocka_unit_test(folds_belong_to_the_field),
        cmocka_unit_test(a_header_without_an_empty_line_has_no_body),
        cmocka_unit_test(an_empty_body_is_not_absent),
        cmocka_unit_test(an_empty_line_may_be_cut_behind_its_cr),
        cmocka_unit_test(a_message_may_begin_with_its_body),
        cmocka_unit_test(lines_that_are_no_field_do_not_lose_their_neighbours),
        cmocka_unit_test(white_space_before_the_colon_is_allowed),
        cmocka_unit_test(values_may_be_empty_8bit_or_hold_nul_and_cr),
        cmocka_unit_test(a_value_that_begins_on_the_next_line_keeps_its_fold),
        cmocka_unit_test(a_block_that_begins_with_a_continuation_gives_a_line),
        cmocka_unit_test(a_field_of_a_megabyte_is_one_field),
        cmocka_unit_test(unfolding_takes_out_line_ends_only),
        cmocka_unit_test(unfolding_into_too_little_room_says_how_much_is_needed),
    };
    return cmocka_run_group_tests_name("message/header", tests, NULL, NULL);
}
