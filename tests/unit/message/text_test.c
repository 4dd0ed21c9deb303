/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "message/text.h"

static void what_belongs_together_is_not_cut(void **state) {
    (void)state;
    char room[4];
    mla_text text = {.data = room, .capacity = sizeof room, .len = 9, .needed = 9};
    mla__text_begin(&text);
    mla__text_put(&text, "abc", 3);
    assert_int_equal(mla__text_status(&text), MLA_OK);
    mla__text_put(&text, "de", 2);
    assert_int_equal(mla__text_status(&text), MLA_E_LIMIT);
    assert_str(((mla_str){room, text.len}), "abc");
    assert_int_equal(text.needed, 5);
}

static void what_fills_the_room_exactly_fits(void **state) {
    (void)state;
    char room[4];
    mla_text text = {.data = room, .capacity = sizeof room};
    mla__text_put(&text, "ab", 2);
    mla__text_put(&text, "cd", 2);
    assert_int_equal(mla__text_status(&text), MLA_OK);
    assert_str(((mla_str){room, text.len}), "abcd");
}

static void nothing_follows_what_did_not_fit(void **state) {
    (void)state;
    char room[4];
    mla_text text = {.data = room, .capacity = sizeof room};
    mla__text_put(&text, "abc", 3);
    mla__text_put(&text, "de", 2);
    mla__text_put(&text, "f", 1);
    assert_str(((mla_str){room, text.len}), "abc");
    assert_int_equal(text.needed, 6);
}

static void utf8_is_cut_between_characters(void **state) {
    (void)state;
    char room[4];
    mla_text text = {.data = room, .capacity = sizeof room};
    mla__text_put_utf8(&text, exact(STR("a\xc3\xa4\xe2\x82\xac")), false);
    assert_str(((mla_str){room, text.len}), "a\xc3\xa4");
    assert_int_equal(text.needed, 6);
}

static void what_is_not_utf8_ends_the_text(void **state) {
    (void)state;
    char room[8];
    mla_text text = {.data = room, .capacity = sizeof room};
    mla__text_put_utf8(&text,
                       exact(STR("a\xff"
                                 "b")),
                       false);
    assert_str(((mla_str){room, text.len}), "a");
}

static void stripping_takes_controls_but_tab(void **state) {
    (void)state;
    char room[64];
    mla_text text = {.data = room, .capacity = sizeof room};
    mla__text_put_utf8(&text, exact(STR("a \0\x1f\t\r\n\x1b\x7f\xc2\x80\xc2\x9f\xc2\xa0z")), true);
    assert_str(((mla_str){room, text.len}), "a \t\xc2\xa0z");
    assert_int_equal(text.needed, 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_belongs_together_is_not_cut),
        cmocka_unit_test(what_fills_the_room_exactly_fits),
        cmocka_unit_test(nothing_follows_what_did_not_fit),
        cmocka_unit_test(utf8_is_cut_between_characters),
        cmocka_unit_test(what_is_not_utf8_ends_the_text),
        cmocka_unit_test(stripping_takes_controls_but_tab),
    };
    return cmocka_run_group_tests_name("message/text", tests, NULL, NULL);
}
