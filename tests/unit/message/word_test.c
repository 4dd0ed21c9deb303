/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <mailaccess/message.h>

#define AE "\xc3\xa4" /* a with diaeresis, in UTF-8 */
#define REPLACEMENT "\xef\xbf\xbd"

static char room[512];

static mla_str decode(mla_str value, uint32_t flags) {
    mla_text text = {.data = room, .capacity = sizeof room};
    assert_int_equal(mla_word_decode(exact(value), flags, &text), MLA_OK);
    assert_int_equal(text.needed, text.len);
    return (mla_str){room, text.len};
}

#define assert_decodes(value, expected) assert_str(decode(STR(value), 0), expected)
#define assert_phrase(value, expected) assert_str(decode(STR(value), MLA_WORD_PHRASE), expected)
#define assert_printable(value, expected) \
    assert_str(decode(STR(value), MLA_WORD_STRIP_CONTROLS), expected)

static void plain_text_stays_as_it_is(void **state) {
    (void)state;
    assert_decodes("Hello  World", "Hello  World");
    assert_decodes("", "");
    assert_str(decode((mla_str){0}, 0), "");
    assert_decodes("\"quoted\" \\x", "\"quoted\" \\x");
}

static void examples_of_the_rfc(void **state) {
    (void)state;
    assert_decodes("=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>",
                   "Keith Moore <moore@cs.utk.edu>");
    assert_decodes("=?ISO-8859-1?Q?Andr=E9?= Pirard", "Andr\xc3\xa9 Pirard");
    assert_decodes("=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=", "If you can read this yo");
    assert_decodes("(=?ISO-8859-1?Q?a?= b)", "(a b)");
    assert_decodes("=?ISO-8859-1?Q?a_b?=", "a b");
}

static void adjacent_encoded_words_are_joined(void **state) {
    (void)state;
    assert_decodes("=?utf-8?q?a?= =?utf-8?q?b?=", "ab");
    assert_decodes("=?utf-8?q?a?=\r\n \t=?iso-8859-1?b?Yg==?= c", "ab c");
    assert_decodes("=?utf-8?q?a?==?utf-8?q?b?=", "ab");
    assert_decodes("=?utf-8?q?a_?= =?utf-8?q?b?=", "a b");
}

static void white_space_beside_plain_text_stays(void **state) {
    (void)state;
    assert_decodes(" =?utf-8?q?a?=  b =?utf-8?q?c?= ", " a  b c ");
}

static void a_character_split_over_two_words_is_joined(void **state) {
    (void)state;
    assert_decodes("=?utf-8?Q?=C3?= =?utf-8?Q?=A4?=", AE);
    assert_decodes("=?UTF-8?B?4oI=?=\r\n =?utf-8?Q?=AC?=", "\xe2\x82\xac");
}

static void a_character_is_not_joined_over_another_charset_or_text(void **state) {
    (void)state;
    assert_decodes("=?utf-8?Q?=C3?= =?iso-8859-1?Q?=A4?=", REPLACEMENT "\xc2\xa4");
    assert_decodes("=?utf-8?Q?=C3?= x =?utf-8?Q?=A4?=", REPLACEMENT " x " REPLACEMENT);
}

static void the_language_of_rfc_2231_is_left_out(void **state) {
    (void)state;
    assert_decodes("=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore");
}

static void encoding_and_charset_are_read_without_case(void **state) {
    (void)state;
    assert_decodes("=?uTf-8?b?w6Q=?= =?ISO-8859-1?q?=e4=E4?=", AE AE AE);
}

static void broken_words_stay_as_they_are(void **state) {
    (void)state;
    assert_decodes("=?", "=?");
    assert_decodes("=?utf-8", "=?utf-8");
    assert_decodes("=?utf-8?q", "=?utf-8?q");
    assert_decodes("=?utf-8?q?abc", "=?utf-8?q?abc");
    assert_decodes("=?utf-8?q?abc?", "=?utf-8?q?abc?");
    assert_decodes("=?utf-8?x?abc?=", "=?utf-8?x?abc?=");
    assert_decodes("=??q?abc?=", "=??q?abc?=");
    assert_decodes("=?utf 8?q?abc?=", "=?utf 8?q?abc?=");
    assert_decodes("=?x =?utf-8?q?ok?=", "=?x ok");
}

static void q_keeps_what_is_no_number_and_takes_spaces(void **state) {
    (void)state;
    assert_decodes("=?utf-8?Q?a=ZZb=4?=", "a=ZZb=4");
    assert_decodes("=?utf-8?Q?a b c?=", "a b c");
    assert_decodes("=?utf-8?Q?=?=", "=");
    assert_decodes("=?utf-8?Q?\?=", "");
    assert_decodes("=?utf-8?Q?=E2=82=AC=3f?=", "\xe2\x82\xac?");
}

static void b_needs_no_padding_and_skips_garbage(void **state) {
    (void)state;
    assert_decodes("=?utf-8?B?w6Q?=", AE);
    assert_decodes("=?utf-8?B?w6\r\n Q=?=", AE);
    assert_decodes("=?utf-8?B?\?=x", "x");
}

static void a_long_word_is_decoded_whole(void **state) {
    (void)state;
    char value[700] = "=?utf-8?Q?";
    for (size_t i = 10; i < 610; i += 6)
        memcpy(value + i, "=C3=A4", 6);
    memcpy(value + 610, "?=", 2);
    mla_str text = decode((mla_str){value, 612}, 0);
    assert_int_equal(text.len, 200);
    for (size_t i = 0; i < 200; i += 2)
        assert_memory_equal(text.ptr + i, AE, 2);
}

static void unencoded_8bit_is_utf8_where_it_can_be(void **state) {
    (void)state;
    assert_decodes("M\xc3\xa4rz", "M\xc3\xa4rz");
    assert_decodes("M\xe4rz", "M\xc3\xa4rz");
    assert_decodes("\x80 5 \x93x\x94", "\xe2\x82\xac 5 \xe2\x80\x9cx\xe2\x80\x9d");
    assert_decodes("\xc3\xa4 \xe4 \xc3", AE " " AE " \xc3\x83");
}

static void us_ascii_with_8bit_is_read_like_unencoded_text(void **state) {
    (void)state;
    assert_decodes("=?us-ascii?Q?=C3=A4_=E4?=", AE " " AE);
}

static void an_unknown_charset_keeps_what_is_utf8(void **state) {
    (void)state;
    assert_decodes("=?x-nobody-knows?Q?a=C3=A4=E4?=", "a" AE REPLACEMENT);
}

static void folds_become_one_space(void **state) {
    (void)state;
    assert_decodes("a\r\n b\n\tc", "a b c");
    assert_decodes("a\r\n  b", "a  b");
    assert_decodes("a\r\nb\rc", "a b c");
    assert_decodes("a\r\n", "a");
}

static void the_result_is_valid_utf8_whatever_comes_in(void **state) {
    (void)state;
    assert_decodes("=?utf-8?Q?=ED=A0=80=C0=80=F4=90=80=80?=",
                   REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT
                       REPLACEMENT REPLACEMENT REPLACEMENT);
}

static void control_characters_are_left_out_when_asked(void **state) {
    (void)state;
    assert_decodes("=?utf-8?Q?a=0D=0Ab=00?=", "a\r\nb\0");
    assert_printable("=?utf-8?Q?a=0D=0Ab=00=09=1Bc=7F?=\x01", "ab\tc");
    assert_printable("=?utf-8?Q?=C2=9B31m=C2=A0?=", "31m\xc2\xa0");
}

static void a_phrase_has_no_quotes_and_backslashes(void **state) {
    (void)state;
    assert_phrase("\"Doe, John\"", "Doe, John");
    assert_phrase("John \"Q.\" \"D\\\"o\\\\e\"", "John Q. D\"o\\e");
    assert_phrase("\"=?utf-8?Q?M=C3=A4rz?=\"", "M" AE "rz");
    assert_phrase("\"unterminated", "unterminated");
    assert_phrase("x\\", "x\\");
    assert_phrase("\"a\\\r\n b\"", "a\\ b");
}

static void quotes_inside_an_encoded_word_stay(void **state) {
    (void)state;
    assert_phrase("=?UTF-8?Q?\"x\"?=", "\"x\"");
}

static void text_is_cut_between_characters(void **state) {
    (void)state;
    char small[4];
    mla_text text = {.data = small, .capacity = sizeof small};
    assert_int_equal(mla_word_decode(STR("a=?utf-8?Q?=C3=A4=C3=A4?=b"), 0, &text), MLA_E_LIMIT);
    assert_str(((mla_str){small, text.len}), "a" AE);
    assert_int_equal(text.needed, 6);
    text = (mla_text){0};
    assert_int_equal(mla_word_decode(STR("abc"), 0, &text), MLA_E_LIMIT);
    assert_int_equal(text.needed, 3);
}

static void words_that_begin_and_never_end_take_linear_time(void **state) {
    (void)state;
    size_t size = (size_t)1 << 22;
    char *value = malloc(size);
    for (size_t i = 0; i + 8 <= size; i += 8)
        memcpy(value + i, "=?a?q?xx", 8);
    mla_text text = {0};
    assert_int_equal(mla_word_decode((mla_str){value, size}, 0, &text), MLA_E_LIMIT);
    assert_int_equal(text.needed, size);
    free(value);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_stays_as_it_is),
        cmocka_unit_test(examples_of_the_rfc),
        cmocka_unit_test(adjacent_encoded_words_are_joined),
        cmocka_unit_test(white_space_beside_plain_text_stays),
        cmocka_unit_test(a_character_split_over_two_words_is_joined),
        cmocka_unit_test(a_character_is_not_joined_over_another_charset_or_text),
        cmocka_unit_test(the_language_of_rfc_2231_is_left_out),
        cmocka_unit_test(encoding_and_charset_are_read_without_case),
        cmocka_unit_test(broken_words_stay_as_they_are),
        cmocka_unit_test(q_keeps_what_is_no_number_and_takes_spaces),
        cmocka_unit_test(b_needs_no_padding_and_skips_garbage),
        cmocka_unit_test(a_long_word_is_decoded_whole),
        cmocka_unit_test(unencoded_8bit_is_utf8_where_it_can_be),
        cmocka_unit_test(us_ascii_with_8bit_is_read_like_unencoded_text),
        cmocka_unit_test(an_unknown_charset_keeps_what_is_utf8),
        cmocka_unit_test(folds_become_one_space),
        cmocka_unit_test(the_result_is_valid_utf8_whatever_comes_in),
        cmocka_unit_test(control_characters_are_left_out_when_asked),
        cmocka_unit_test(a_phrase_has_no_quotes_and_backslashes),
        cmocka_unit_test(quotes_inside_an_encoded_word_stay),
        cmocka_unit_test(text_is_cut_between_characters),
        cmocka_unit_test(words_that_begin_and_never_end_take_linear_time),
    };
    return cmocka_run_group_tests_name("message/word", tests, NULL, NULL);
}
