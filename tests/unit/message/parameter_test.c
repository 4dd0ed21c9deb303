/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "unit.h"

#include <mailaccess/message.h>

#define EURO "\xe2\x82\xac"
#define AE "\xc3\xa4"

static char room[512];

static mla_parameter_reader reader_over(mla_str value) {
    mla_parameter_reader reader;
    mla_parameter_reader_init(&reader, exact(value));
    return reader;
}

static mla_str decode_flags(mla_str value, const char *name, uint32_t flags) {
    mla_parameter_reader reader = reader_over(value);
    mla_text text = {.data = room, .capacity = sizeof room};
    int32_t status = mla_parameter_decode(&reader, name, flags, &text);
    if (status == MLA_E_NOT_FOUND)
        return (mla_str){0};
    assert_int_equal(status, MLA_OK);
    return (mla_str){room, text.len};
}

static mla_str decode(mla_str value, const char *name) {
    return decode_flags(value, name, 0);
}

#define assert_name(value, expected) assert_str(decode(STR(value), "filename"), expected)

static void assert_next(mla_parameter_reader *reader, mla_str name, mla_str value) {
    mla_parameter parameter;
    assert_int_equal(mla_parameter_next(reader, &parameter), MLA_OK);
    unit_assert_str(parameter.name, name, __FILE__, __LINE__);
    unit_assert_str(parameter.value, value, __FILE__, __LINE__);
}

static void assert_end(mla_parameter_reader *reader) {
    mla_parameter parameter;
    assert_int_equal(mla_parameter_next(reader, &parameter), MLA_END);
    assert_int_equal(mla_parameter_next(reader, &parameter), MLA_END);
}

static void parameters_come_in_order_as_they_were_sent(void **state) {
    (void)state;
    mla_parameter_reader reader =
        reader_over(STR("text/plain; charset=utf-8;\r\n\tName=\"a;b\" ; x*0*=y''z"));
    assert_next(&reader, STR("charset"), STR("utf-8"));
    assert_next(&reader, STR("Name"), STR("\"a;b\""));
    assert_next(&reader, STR("x*0*"), STR("y''z"));
    assert_end(&reader);
}

static void a_value_without_parameters_has_none(void **state) {
    (void)state;
    mla_parameter_reader reader = reader_over(STR("attachment"));
    assert_end(&reader);
    reader = reader_over(STR("text/plain; ;; "));
    assert_end(&reader);
    mla_parameter_reader_init(&reader, (mla_str){0});
    assert_end(&reader);
}

static void odd_parameters_do_not_lose_their_neighbours(void **state) {
    (void)state;
    mla_parameter_reader reader =
        reader_over(STR("a; flag; =v; b = c ; d=; e=\"x\" junk; (c;c) f=g (comment)"));
    assert_next(&reader, STR("flag"), (mla_str){0});
    assert_next(&reader, STR(""), STR("v"));
    assert_next(&reader, STR("b"), STR("c"));
    assert_next(&reader, STR("d"), STR(""));
    assert_next(&reader, STR("e"), STR("\"x\""));
    assert_next(&reader, STR("f"), STR("g"));
    assert_end(&reader);
}

static void a_comment_behind_a_value_is_left_out(void **state) {
    (void)state;
    assert_str(decode(STR("text/plain; charset=us-ascii (Plain text)"), "charset"), "us-ascii");
    assert_str(decode(STR("text/plain; charset=(first) us-ascii"), "charset"), "us-ascii");
}

static void names_are_compared_without_case_and_whole(void **state) {
    (void)state;
    assert_name("a; FileName=x", "x");
    assert_null(decode(STR("a; filenam=x; filenames=y; filename.=z"), "filename").ptr);
    assert_null(decode(STR("a; name=x"), "filename").ptr);
}

static void quoted_values_lose_their_quotes(void **state) {
    (void)state;
    assert_name("a; filename=\"a \\\"b\\\" c.txt\"", "a \"b\" c.txt");
    assert_name("a; filename=\"\"", "");
    assert_name("a; filename=\"open", "open");
}

static void quoted_segments_that_do_not_end_are_read_to_their_end(void **state) {
    (void)state;
    assert_name("a; filename*0=\"abc\\\"", "abc\\");
    assert_name("a; filename*0=\"abc\\", "abc\\");
    assert_name("a; filename*0=\"abc", "abc");
    assert_name("a; filename*0=\"", "");
}

static void quotes_inside_quotes_are_read_as_they_were_meant(void **state) {
    (void)state;
    assert_str(decode(STR("m/x; boundary=\"MOUNDARY=\"_006_KOS_\"\"; a=b"), "boundary"),
               "MOUNDARY=_006_KOS_");
    assert_str(decode(STR("m/x; boundary=\"MOUNDARY=\"_006_KOS_\"\"; a=b"), "a"), "b");
    assert_name("a; filename=\"=?UTF-8?Q?\"x\"?=\"", "\"x\"");
}

static void a_value_without_quotes_may_have_spaces(void **state) {
    (void)state;
    assert_name("attachment; filename=my report (1).pdf; size=3", "my report (1).pdf");
    assert_name("attachment; filename=smile :)", "smile :)");
    assert_name("attachment; filename=f(x)", "f(x)");
}

static void examples_of_rfc_2231(void **state) {
    (void)state;
    assert_str(decode(STR("message/external-body; access-type=URL;\r\n"
                          " URL*0=\"ftp://\";\r\n"
                          " URL*1=\"cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar\""),
                      "url"),
               "ftp://cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar");
    assert_str(decode(STR("application/x-stuff;\r\n"
                          " title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A"),
                      "title"),
               "This is ***fun***");
    assert_str(decode(STR("application/x-stuff;\r\n"
                          " title*0*=us-ascii'en'This%20is%20even%20more%20;\r\n"
                          " title*1*=%2A%2A%2Afun%2A%2A%2A%20;\r\n"
                          " title*2=\"isn't it!\""),
                      "title"),
               "This is even more ***fun*** isn't it!");
}

static void percent_signs_are_in_the_named_charset(void **state) {
    (void)state;
    assert_name("a; filename*=UTF-8''%e2%82%ac%20rates", EURO " rates");
    assert_name("a; filename*=iso-8859-15''%A4", EURO);
    assert_name("a; filename*=''%E4%C3%A4", AE AE);
}

static void a_percent_sign_without_a_number_stays(void **state) {
    (void)state;
    assert_name("a; filename*=utf-8''100%.txt%4", "100%.txt%4");
    assert_name("a; filename*=utf-8''%zz%", "%zz%");
}

static void a_value_without_a_charset_is_read_all_the_same(void **state) {
    (void)state;
    assert_name("a; filename*=%C3%A4.txt", AE ".txt");
    assert_name("a; filename*=it's.txt", "it's.txt");
    assert_name("a; filename*=", "");
}

static void an_extended_value_in_quotes_is_read(void **state) {
    (void)state;
    assert_name("a; filename*=\"utf-8''%C3%A4.txt\"", AE ".txt");
}

static void segments_are_joined_in_the_order_of_their_numbers(void **state) {
    (void)state;
    assert_name("a; filename*2=c; filename*0=a; filename*1=b; filename*4=lost", "abc");
    assert_name("a; filename*0=0; filename*1=1; filename*2=2; filename*3=3; filename*4=4; "
                "filename*5=5; filename*6=6; filename*7=7; filename*8=8; filename*9=9; "
                "filename*10=A",
                "0123456789A");
}

static void a_character_may_be_split_over_segments(void **state) {
    (void)state;
    assert_name("a; filename*0*=utf-8''%E2%82; filename*1*=%AC", EURO);
}

static void only_segments_with_a_star_have_percent_signs(void **state) {
    (void)state;
    assert_name("a; filename*0*=utf-8''%41; filename*1=%41; filename*2=\"\\\"%41\"", "A%41\"%41");
}

static void without_segment_0_there_is_nothing(void **state) {
    (void)state;
    assert_null(decode(STR("a; filename*1=b"), "filename").ptr);
    assert_null(decode(STR("a; filename*x=b; filename*0x=b; filename*0**=b"), "filename").ptr);
    assert_null(decode(STR("a; filename*99999999999=b"), "filename").ptr);
}

static void the_extended_form_wins_over_the_plain_one(void **state) {
    (void)state;
    assert_name("a; filename=fallback; filename*=utf-8''%C3%A4", AE);
    assert_name("a; filename=fallback; filename*0=real", "real");
}

static void encoded_words_are_decoded_where_no_rfc_allows_them(void **state) {
    (void)state;
    assert_name("a; filename=\"=?utf-8?B?w6Q=?=.txt\"", AE ".txt");
    assert_name("a; filename==?utf-8?Q?=C3=A4?=", AE);
    assert_name("a; filename=\"\xe4.txt\"", AE ".txt");
}

static void a_list_has_values_without_quotes(void **state) {
    (void)state;
    const mla_parameter list[] = {
        {STR("CHARSET"), STR("utf-8")},   {STR("NAME"), STR("a\"b\\c")},
        {STR("filename*1*"), STR("%A4")}, {STR("filename*0*"), STR("utf-8''%C3")},
        {STR("boundary"), {NULL, 0}},
    };
    mla_parameter_reader reader;
    mla_text text = {.data = room, .capacity = sizeof room};
    mla_parameter_reader_init_list(&reader, list, 5);
    assert_int_equal(mla_parameter_decode(&reader, "name", 0, &text), MLA_OK);
    assert_str(((mla_str){room, text.len}), "a\"b\\c");
    assert_int_equal(mla_parameter_decode(&reader, "filename", 0, &text), MLA_OK);
    assert_str(((mla_str){room, text.len}), AE);
    assert_int_equal(mla_parameter_decode(&reader, "boundary", 0, &text), MLA_OK);
    assert_int_equal(text.len, 0);
    assert_int_equal(mla_parameter_decode(&reader, "size", 0, &text), MLA_E_NOT_FOUND);
}

static void an_empty_list_has_nothing(void **state) {
    (void)state;
    mla_parameter_reader reader;
    mla_text text = {.data = room, .capacity = sizeof room};
    mla_parameter_reader_init_list(&reader, NULL, 0);
    assert_int_equal(mla_parameter_decode(&reader, "name", 0, &text), MLA_E_NOT_FOUND);
}

static void control_characters_are_left_out_when_asked(void **state) {
    (void)state;
    assert_str(
        decode_flags(STR("a; filename*=utf-8''a%0D%0Ab%00"), "filename", MLA_WORD_STRIP_CONTROLS),
        "ab");
    assert_str(decode_flags(STR("a; filename=\"\x1b[1m\""), "filename", MLA_WORD_STRIP_CONTROLS),
               "[1m");
}

static void too_little_room_says_how_much_is_needed(void **state) {
    (void)state;
    mla_parameter_reader reader = reader_over(STR("a; filename*=utf-8''%C3%A4bc"));
    mla_text text = {.data = room, .capacity = 3};
    assert_int_equal(mla_parameter_decode(&reader, "filename", 0, &text), MLA_E_LIMIT);
    assert_str(((mla_str){room, text.len}), AE "b");
    assert_int_equal(text.needed, 4);
}

static void segments_in_reverse_order_are_bounded(void **state) {
    (void)state;
    char *value = malloc(400000);
    size_t len = (size_t)sprintf(value, "a");
    for (int i = 20000; i >= 0; i--)
        len += (size_t)sprintf(value + len, ";filename*%d=x", i);
    mla_parameter_reader reader;
    mla_text text = {0};
    mla_parameter_reader_init(&reader, (mla_str){value, len});
    assert_int_equal(mla_parameter_decode(&reader, "filename", 0, &text), MLA_E_LIMIT);
    assert_int_equal(text.needed, 256);
    free(value);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parameters_come_in_order_as_they_were_sent),
        cmocka_unit_test(a_value_without_parameters_has_none),
        cmocka_unit_test(odd_parameters_do_not_lose_their_neighbours),
        cmocka_unit_test(a_comment_behind_a_value_is_left_out),
        cmocka_unit_test(names_are_compared_without_case_and_whole),
        cmocka_unit_test(quoted_values_lose_their_quotes),
        cmocka_unit_test(quoted_segments_that_do_not_end_are_read_to_their_end),
        cmocka_unit_test(quotes_inside_quotes_are_read_as_they_were_meant),
        cmocka_unit_test(a_value_without_quotes_may_have_spaces),
        cmocka_unit_test(examples_of_rfc_2231),
        cmocka_unit_test(percent_signs_are_in_the_named_charset),
        cmocka_unit_test(a_percent_sign_without_a_number_stays),
        cmocka_unit_test(a_value_without_a_charset_is_read_all_the_same),
        cmocka_unit_test(an_extended_value_in_quotes_is_read),
        cmocka_unit_test(segments_are_joined_in_the_order_of_their_numbers),
        cmocka_unit_test(a_character_may_be_split_over_segments),
        cmocka_unit_test(only_segments_with_a_star_have_percent_signs),
        cmocka_unit_test(without_segment_0_there_is_nothing),
        cmocka_unit_test(the_extended_form_wins_over_the_plain_one),
        cmocka_unit_test(encoded_words_are_decoded_where_no_rfc_allows_them),
        cmocka_unit_test(a_list_has_values_without_quotes),
        cmocka_unit_test(an_empty_list_has_nothing),
        cmocka_unit_test(control_characters_are_left_out_when_asked),
        cmocka_unit_test(too_little_room_says_how_much_is_needed),
        cmocka_unit_test(segments_in_reverse_order_are_bounded),
    };
    return cmocka_run_group_tests_name("message/parameter", tests, NULL, NULL);
}
