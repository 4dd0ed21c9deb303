/* SPDX-License-Identifier: MIT */
/* What reads eight octets at once answers as one that reads them singly, and never reads behind the text. */
#include "unit.h"

#include "base/octets.h"

#define LONGEST 40u

static size_t find(const char *text, size_t len, char c) {
    mla_str held = exact((mla_str){text, len});
    return (size_t)(mla__octets_find(held.ptr, held.ptr + len, c) - held.ptr);
}

static void an_octet_is_found_at_every_place_of_a_text_of_any_length(void **state) {
    (void)state;
    char text[LONGEST];
    for (size_t len = 0; len <= LONGEST; len++) {
        memset(text, 'x', sizeof text);
        assert_int_equal(find(text, len, '"'), len);
        for (size_t at = len; at-- != 0;) {
            text[at] = '"';
            assert_int_equal(find(text, len, '"'), at);
        }
    }
}

static void octets_that_differ_in_one_bit_are_not_taken_for_it(void **state) {
    (void)state;
    assert_int_equal(find("######\"#########", 16, '"'), 6);
    assert_int_equal(find("!!!!!!!\"!!!!!!!!", 16, '"'), 7);
    assert_int_equal(find("\xa2\xa2\xa2\xa2\xa2\xa2\xa2\xa2\xa2\"", 10, '"'), 9);
    assert_int_equal(find("\xff\xff\xff\xff\xff\xff\xff\xff", 8, '"'), 8);
    assert_int_equal(find("\0\0\0\0\0\0\0\0", 8, '"'), 8);
}

#if MLA__OCTETS_WIDE

static void assert_number(const char *text, size_t len, uint32_t expected) {
    uint32_t value = 0;
    assert_int_equal(mla__octets_number(mla__octets_load(text), &value), len);
    assert_int_equal(value, expected);
}

static void numbers_of_up_to_seven_digits_are_read(void **state) {
    (void)state;
    assert_number("7 100000", 1, 7);
    assert_number("42 100000", 2, 42);
    assert_number("305)1234", 3, 305);
    assert_number("9999\r\n99", 4, 9999);
    assert_number("00090:99", 5, 90);
    assert_number("123456/7", 6, 123456);
    assert_number("1234567\xb0", 7, 1234567);
    assert_number("9999999 9999999", 7, 9999999);
}

static void other_numbers_are_left_to_the_slow_way(void **state) {
    (void)state;
    assert_number("12345678", 0, 0);
    assert_number(" 1234567", 0, 0);
    assert_number("-1234567", 0, 0);
}

#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_octet_is_found_at_every_place_of_a_text_of_any_length),
        cmocka_unit_test(octets_that_differ_in_one_bit_are_not_taken_for_it),
#if MLA__OCTETS_WIDE
        cmocka_unit_test(numbers_of_up_to_seven_digits_are_read),
        cmocka_unit_test(other_numbers_are_left_to_the_slow_way),
#endif
    };
    return cmocka_run_group_tests_name("base/octets", tests, NULL, NULL);
}
