/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <ctype.h>

#include "base/ascii.h"

static void classes_are_those_of_the_c_locale_for_every_octet(void **state) {
    (void)state;
    for (int c = 0; c < 256; c++) {
        char octet = (char)c;
        bool is_ascii = c < 128;
        assert_int_equal(mla__ascii_is_digit(octet), is_ascii && isdigit(c));
        assert_int_equal(mla__ascii_is_alpha(octet), is_ascii && isalpha(c));
        assert_int_equal(mla__ascii_is_alnum(octet), is_ascii && isalnum(c));
        assert_int_equal(mla__ascii_is_wsp(octet), is_ascii && isblank(c));
        assert_int_equal(mla__ascii_is_ctl(octet), is_ascii && iscntrl(c));
        assert_int_equal(mla__ascii_is_eol(octet), c == '\r' || c == '\n');
        assert_int_equal(mla__ascii_is_8bit(octet), !is_ascii);
        assert_int_equal((unsigned char)mla__ascii_lower(octet), is_ascii ? tolower(c) : c);
        assert_int_equal(mla__ascii_hex_value(octet) >= 0, is_ascii && isxdigit(c));
    }
}

static void hexadecimal_digits_have_their_value(void **state) {
    (void)state;
    for (int i = 0; i < 16; i++) {
        assert_int_equal(mla__ascii_hex_value("0123456789abcdef"[i]), i);
        assert_int_equal(mla__ascii_hex_value("0123456789ABCDEF"[i]), i);
    }
}

static void only_letters_are_compared_without_case(void **state) {
    (void)state;
    assert_true(mla__ascii_equal_nocase("INBOX", "inBox", 5));
    assert_false(mla__ascii_equal_nocase("[", "{", 1));
    assert_false(mla__ascii_equal_nocase("\xc4", "\xe4", 1));
}

static void a_prefix_longer_than_the_text_does_not_match(void **state) {
    (void)state;
    assert_true(mla__ascii_starts_with_nocase(exact(STR("+ok ready")), "+OK"));
    assert_false(mla__ascii_starts_with_nocase(exact(STR("+O")), "+OK"));
    assert_true(mla__ascii_starts_with_nocase((mla_str){0}, ""));
}

static void a_word_is_the_whole_text(void **state) {
    (void)state;
    assert_true(mla__ascii_is_word_nocase(exact(STR("fetch")), "FETCH"));
    assert_false(mla__ascii_is_word_nocase(exact(STR("fetc")), "FETCH"));
    assert_false(mla__ascii_is_word_nocase(exact(STR("fetchx")), "FETCH"));
    assert_false(mla__ascii_is_word_nocase(exact(STR("fetch\0x")), "FETCH"));
    assert_false(mla__ascii_is_word_nocase((mla_str){0}, "FETCH"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_are_those_of_the_c_locale_for_every_octet),
        cmocka_unit_test(hexadecimal_digits_have_their_value),
        cmocka_unit_test(only_letters_are_compared_without_case),
        cmocka_unit_test(a_prefix_longer_than_the_text_does_not_match),
        cmocka_unit_test(a_word_is_the_whole_text),
    };
    return cmocka_run_group_tests_name("base/ascii", tests, NULL, NULL);
}
