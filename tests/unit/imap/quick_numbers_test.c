/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "imap/quick.h"

/* How many numbers are taken, and what is left then. */
static void assert_numbers(const char *text, size_t count, const char *rest) {
    static mla__stream stream;
    mla_str held = exact(mla_str_from(text));
    mla__lex lex = {.at = held.ptr, .end = held.ptr + held.len};
    stream.count = 0;
    mla__quick_numbers(&stream, &lex);
    if (!MLA__OCTETS_WIDE)
        return;
    assert_int_equal(stream.count, count);
    assert_true(mla_str_equal(mla__str_between(lex.at, lex.end), mla_str_from(rest)));
    const char *at = text;
    for (size_t i = 0; i < count; i++) {
        char *end;
        unsigned long value = strtoul(at, &end, 10);
        assert_int_equal(stream.items.ranges[i].first, value);
        assert_int_equal(stream.items.ranges[i].last, value);
        at = end;
    }
}

static void numbers_with_one_space_behind_are_taken(void **state) {
    (void)state;
    assert_numbers("1 2 3 4 5 6 7 8 9 10", 7, "8 9 10");
    assert_numbers("123456 123457 9999999 0000001 12 7 100000 x", 7, "x");
    assert_numbers("8 88 888 8888 88888 888888 8888888 888888 88888 ", 8, "88888 ");
    assert_numbers("9999999 9999999 9999998 0000000 9876543 1234567 1000000 ", 7, "");
    assert_numbers("11 22 33 44 555 666 77 88 and more", 8, "and more");
}

static void whatever_else_stands_there_is_left(void **state) {
    (void)state;
    assert_numbers("12345678 1 2 3 4 5", 0, "12345678 1 2 3 4 5");
    assert_numbers("11 22  33 44 55 66", 2, " 33 44 55 66");
    assert_numbers("11 22)33 44 55 66", 1, "22)33 44 55 66");
    assert_numbers("11 22!33 44 55 66", 1, "22!33 44 55 66");
    assert_numbers("11 22)", 0, "11 22)");
    assert_numbers("11 2: 33 44 55 66", 1, "2: 33 44 55 66");
    assert_numbers("11 2/ 33 44 55 66", 1, "2/ 33 44 55 66");
    assert_numbers("11 2\xb2 33 44 55 66", 1, "2\xb2 33 44 55 66");
    assert_numbers("11 22\xa0"
                   "33 44 55 66",
                   1,
                   "22\xa0"
                   "33 44 55 66");
    assert_numbers("11 22 33!44 55 66 77", 2, "33!44 55 66 77");
    assert_numbers("11 22 3\xb2 44 55 66 77", 2, "3\xb2 44 55 66 77");
    assert_numbers("11 22 33 4: 55 66 77", 3, "4: 55 66 77");
    assert_numbers("", 0, "");
}

static void no_more_are_taken_than_there_is_room_for(void **state) {
    (void)state;
    char text[4 * MLA__STREAM_RANGES + 100] = "";
    for (unsigned i = 0; i < MLA__STREAM_RANGES + 20; i++)
        strcat(text, "77 ");
    assert_numbers(text, MLA__STREAM_RANGES, text + 3 * (size_t)MLA__STREAM_RANGES);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_with_one_space_behind_are_taken),
        cmocka_unit_test(whatever_else_stands_there_is_left),
        cmocka_unit_test(no_more_are_taken_than_there_is_room_for),
    };
    return cmocka_run_group_tests_name("imap/quick_numbers", tests, NULL, NULL);
}
