/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "message/recode.h"

static char room[1024];

static void put(mla__recoder *recoder, mla_str octets) {
    for (size_t i = 0; i < octets.len; i++)
        mla__recoder_put(recoder, octets.ptr[i]);
}

static void the_same_charset_again_goes_on_inside_a_character(void **state) {
    (void)state;
    mla_text text = {.data = room, .capacity = sizeof room};
    mla__recoder recoder;
    mla__recoder_init(&recoder, &text, 0);
    mla__recoder_charset(&recoder, STR("utf-8"));
    put(&recoder, STR("\xc3"));
    mla__recoder_charset(&recoder, STR("UTF-8"));
    put(&recoder, STR("\xa4"));
    assert_int_equal(mla__recoder_finish(&recoder), MLA_OK);
    assert_str(((mla_str){room, text.len}), "\xc3\xa4");
}

static void another_charset_ends_what_was_begun(void **state) {
    (void)state;
    mla_text text = {.data = room, .capacity = sizeof room};
    mla__recoder recoder;
    mla__recoder_init(&recoder, &text, 0);
    mla__recoder_charset(&recoder, STR("utf-8"));
    put(&recoder, STR("\xc3"));
    mla__recoder_charset(&recoder, STR("latin1"));
    put(&recoder, STR("\xe4"));
    assert_int_equal(mla__recoder_finish(&recoder), MLA_OK);
    assert_str(((mla_str){room, text.len}), "\xef\xbf\xbd\xc3\xa4");
}

static void nothing_put_is_an_empty_text(void **state) {
    (void)state;
    mla_text text = {.data = room, .capacity = sizeof room, .len = 7, .needed = 8};
    mla__recoder recoder;
    mla__recoder_init(&recoder, &text, 0);
    assert_int_equal(mla__recoder_finish(&recoder), MLA_OK);
    assert_int_equal(text.len, 0);
}

static void more_than_the_recoder_holds_is_passed_on(void **state) {
    (void)state;
    mla_text text = {.data = room, .capacity = sizeof room};
    mla__recoder recoder;
    mla__recoder_init(&recoder, &text, 0);
    mla__recoder_charset(&recoder, STR("latin1"));
    for (int i = 0; i < 400; i++)
        mla__recoder_put(&recoder, '\xe4');
    assert_int_equal(mla__recoder_finish(&recoder), MLA_OK);
    assert_int_equal(text.len, 800);
    for (size_t i = 0; i < 800; i += 2)
        assert_memory_equal(room + i, "\xc3\xa4", 2);
}

static void controls_are_left_out_when_asked(void **state) {
    (void)state;
    static const struct {
        uint32_t flags;
        mla_str expected;
    } cases[] = {{0, STR_INIT("a\rb")}, {MLA_WORD_STRIP_CONTROLS, STR_INIT("ab")}};
    for (size_t i = 0; i < 2; i++) {
        mla_text text = {.data = room, .capacity = sizeof room};
        mla__recoder recoder;
        mla__recoder_init(&recoder, &text, cases[i].flags);
        mla__recoder_charset(&recoder, (mla_str){0});
        put(&recoder, STR("a\rb"));
        assert_int_equal(mla__recoder_finish(&recoder), MLA_OK);
        assert_true(mla_str_equal((mla_str){room, text.len}, cases[i].expected));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_charset_again_goes_on_inside_a_character),
        cmocka_unit_test(another_charset_ends_what_was_begun),
        cmocka_unit_test(nothing_put_is_an_empty_text),
        cmocka_unit_test(controls_are_left_out_when_asked),
        cmocka_unit_test(more_than_the_recoder_holds_is_passed_on),
    };
    return cmocka_run_group_tests_name("message/recode", tests, NULL, NULL);
}
