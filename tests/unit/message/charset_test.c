/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <mailaccess/message.h>

#define REPLACEMENT "\xef\xbf\xbd"

static char result[4096];
static uint64_t errors;

static size_t decode_piece(mla_charset_decoder *decoder, mla_str piece, char *at) {
    char out[MLA_DECODER_ROOM_MIN];
    size_t total = 0;
    size_t len;
    int32_t status;
    do {
        status = mla_charset_decode(decoder, &piece, out, sizeof out, &len);
        memcpy(at + total, out, len);
        total += len;
        assert_true(status == MLA_OK || (status == MLA_AGAIN && len > 0));
    } while (status == MLA_AGAIN);
    return total;
}

static mla_str decode_cut(mla_str name, mla_str input, size_t cut, size_t size) {
    mla_charset_decoder decoder;
    char out[MLA_DECODER_ROOM_MIN];
    size_t total = 0;
    size_t len;
    mla_charset_decoder_init(&decoder, name);
    for (size_t at = 0; at < input.len;) {
        size_t piece = at < cut ? cut - at : size;
        if (piece > input.len - at)
            piece = input.len - at;
        total += decode_piece(&decoder, exact((mla_str){input.ptr + at, piece}), result + total);
        at += piece;
    }
    assert_int_equal(mla_charset_finish(&decoder, out, sizeof out, &len), MLA_OK);
    memcpy(result + total, out, len);
    errors = decoder.errors;
    mla_charset_decoder_deinit(&decoder);
    return (mla_str){result, total + len};
}

/** At once, octet by octet and cut at every point, with the same result. */
static void assert_decoded(mla_str name, mla_str input, mla_str expected, uint64_t expected_errors,
                           int line) {
    for (size_t cut = 0; cut <= input.len; cut++) {
        mla_str got = decode_cut(name, input, cut, cut == 0 ? 1 : SIZE_MAX);
        unit_assert_str(got, expected, __FILE__, line);
        assert_int_equal(errors, expected_errors);
    }
}

#define assert_charset(name, input, expected, expected_errors) \
    assert_decoded(STR(name), STR(input), STR(expected), expected_errors, __LINE__)

static void utf8_stays_as_it_is(void **state) {
    (void)state;
    assert_charset("utf-8", "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\0z",
                   "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\0z", 0);
    assert_charset("UTF8", "\xc3\xa4", "\xc3\xa4", 0);
    assert_charset("utf-8", "", "", 0);
}

static void what_is_not_utf8_is_replaced_and_its_neighbours_stay(void **state) {
    (void)state;
    assert_charset("utf-8",
                   "a\xff"
                   "b",
                   "a" REPLACEMENT "b", 1);
    assert_charset("utf-8", "\xe2\x82x", REPLACEMENT "x", 1);
    assert_charset("utf-8", "\xe2\x82", REPLACEMENT, 1);
    assert_charset("utf-8", "\xc3\xe2\x82\xac", REPLACEMENT "\xe2\x82\xac", 1);
    assert_charset("utf-8", "\xc0\x80", REPLACEMENT REPLACEMENT, 2);
    assert_charset("utf-8", "\xed\xa0\x80", REPLACEMENT REPLACEMENT REPLACEMENT, 3);
    assert_charset("utf-8", "\xf4\x90\x80\x80", REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT, 4);
}

static void latin_1_is_read_as_windows_1252(void **state) {
    static const mla_str names[] = {STR_INIT("ISO-8859-1"), STR_INIT("latin1"),
                                    STR_INIT("windows-1252"), STR_INIT("cp1252")};
    (void)state;
    for (size_t i = 0; i < 4; i++)
        assert_decoded(names[i], STR("\xe4 \x80\x93\xa4\xff\x81"),
                       STR("\xc3\xa4 \xe2\x82\xac\xe2\x80\x9c\xc2\xa4\xc3\xbf\xc2\x81"), 0,
                       __LINE__);
}

static void latin_9_has_the_euro(void **state) {
    (void)state;
    assert_charset("iso-8859-15", "\xa4\xa6\xa8\xb4\xb8\xbc\xbd\xbe\xe4\xa5",
                   "\xe2\x82\xac\xc5\xa0\xc5\xa1\xc5\xbd\xc5\xbe\xc5\x92\xc5\x93\xc5\xb8\xc3\xa4"
                   "\xc2\xa5",
                   0);
}

static void without_a_name_utf8_wins_over_windows_1252(void **state) {
    (void)state;
    assert_charset("", "a\xc3\xa4\xe4\x80z", "a\xc3\xa4\xc3\xa4\xe2\x82\xacz", 1);
    assert_charset("us-ascii", "\xc3", "\xc3\x83", 1);
    assert_charset("unknown-8bit", "\xe2\x82\xe4", "\xc3\xa2\xe2\x80\x9a\xc3\xa4", 2);
    assert_decoded((mla_str){0}, STR("\xe4"), STR("\xc3\xa4"), 1, __LINE__);
}

static void an_unknown_set_is_said_to_be_so_and_can_be_used(void **state) {
    (void)state;
    mla_charset_decoder decoder;
    assert_int_equal(mla_charset_decoder_init(&decoder, exact(STR("x-klingon"))),
                     MLA_E_UNSUPPORTED);
    mla_charset_decoder_deinit(&decoder);
    assert_int_equal(mla_charset_decoder_init(&decoder, exact(STR("utf-8"))), MLA_OK);
    mla_charset_decoder_deinit(&decoder);
    assert_charset("x-klingon", "a\xc3\xa4\xe4", "a\xc3\xa4" REPLACEMENT, 1);
}

static void names_with_options_for_iconv_are_unknown(void **state) {
    static const mla_str names[] = {STR_INIT("latin2//TRANSLIT"), STR_INIT("latin2\0"),
                                    STR_INIT("../x"), STR_INIT("a b")};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        mla_charset_decoder decoder;
        assert_int_equal(mla_charset_decoder_init(&decoder, names[i]), MLA_E_UNSUPPORTED);
        mla_charset_decoder_deinit(&decoder);
    }
    char name[200];
    memset(name, 'a', sizeof name);
    mla_charset_decoder decoder;
    assert_int_equal(mla_charset_decoder_init(&decoder, (mla_str){name, sizeof name}),
                     MLA_E_UNSUPPORTED);
}

static void a_long_text_comes_in_portions(void **state) {
    (void)state;
    char text[1000];
    memset(text, '\xe4', sizeof text);
    mla_str got = decode_cut(STR("latin1"), (mla_str){text, sizeof text}, 0, SIZE_MAX);
    assert_int_equal(got.len, 2000);
    for (size_t i = 0; i < got.len; i += 2)
        assert_memory_equal(got.ptr + i, "\xc3\xa4", 2);
    memset(text, 'x', sizeof text);
    got = decode_cut(STR("utf-8"), (mla_str){text, sizeof text}, 0, SIZE_MAX);
    assert_true(mla_str_equal(got, (mla_str){text, sizeof text}));
}

static void too_little_room_is_refused(void **state) {
    (void)state;
    mla_charset_decoder decoder;
    char out[MLA_DECODER_ROOM_MIN];
    size_t len = 9;
    mla_str in = STR("abc");
    mla_charset_decoder_init(&decoder, STR("utf-8"));
    assert_int_equal(mla_charset_decode(&decoder, &in, out, sizeof out - 1, &len), MLA_E_INVALID);
    assert_int_equal(len, 0);
    assert_int_equal(in.len, 3);
    assert_int_equal(mla_charset_finish(&decoder, out, 0, &len), MLA_E_INVALID);
}

#if MLA_WITH_ICONV

static void iconv_knows_what_is_not_built_in(void **state) {
    (void)state;
    assert_charset("koi8-r", "\xf0\xd2\xc9", "\xd0\x9f\xd1\x80\xd0\xb8", 0);
    assert_charset("Shift_JIS", "\x93\xfa\x96{ab",
                   "\xe6\x97\xa5\xe6\x9c\xac"
                   "ab",
                   0);
    assert_charset("iso-8859-2", "\xb1", "\xc4\x85", 0);
    assert_charset("utf-16be", "\xd8\x3d\xde\0\0a",
                   "\xf0\x9f\x98\x80"
                   "a",
                   0);
}

static void a_set_with_shifts_may_be_cut_inside_them(void **state) {
    (void)state;
    assert_charset("iso-2022-jp", "a\x1b$BF|K\\\x1b(Bb",
                   "a\xe6\x97\xa5\xe6\x9c\xac"
                   "b",
                   0);
}

static void gb2312_is_read_as_what_its_senders_use(void **state) {
    (void)state;
    assert_charset("gb2312", "\xd6\xd0\x81\x40", "\xe4\xb8\xad\xe4\xb8\x82", 0);
}

static void sets_that_iconv_cannot_be_trusted_with_are_unknown(void **state) {
    (void)state;
    static const char *const names[] = {"ISO-2022-CN-EXT", "iso2022cnext", "TSCII"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        mla_charset_decoder decoder;
        assert_int_equal(mla_charset_decoder_init(&decoder, mla_str_from(names[i])),
                         MLA_E_UNSUPPORTED);
        mla_charset_decoder_deinit(&decoder);
    }
}

static void what_iconv_refuses_is_replaced(void **state) {
    (void)state;
    assert_charset("euc-jp",
                   "a\xff"
                   "b",
                   "a" REPLACEMENT "b", 1);
    assert_charset("euc-jp", "a\xc6", "a" REPLACEMENT, 1);
    assert_charset("utf-16be", "\0a\0", "a" REPLACEMENT, 1);
}

static void a_long_text_goes_through_iconv_in_portions(void **state) {
    (void)state;
    char text[1001];
    text[0] = 'x';
    for (size_t i = 1; i < sizeof text; i += 2)
        memcpy(text + i, "\xc6\xfc", 2);
    mla_str got = decode_cut(STR("euc-jp"), (mla_str){text, sizeof text}, 0, SIZE_MAX);
    assert_int_equal(got.len, 1501);
    for (size_t i = 1; i < got.len; i += 3)
        assert_memory_equal(got.ptr + i, "\xe6\x97\xa5", 3);
}

static void what_is_replaced_needs_room_of_its_own(void **state) {
    (void)state;
    static char text[47];
    memset(text, '\xb1', sizeof text);
    for (size_t characters = 30; characters < sizeof text; characters++) {
        text[characters] = '\xff';
        mla_str got = decode_cut(STR("shift_jis"), (mla_str){text, characters + 1}, 0, SIZE_MAX);
        text[characters] = '\xb1';
        assert_int_equal(got.len, 3 * (characters + 1));
        assert_memory_equal(got.ptr + 3 * characters, REPLACEMENT, 3);
        assert_int_equal(errors, 1);
    }
}

#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_stays_as_it_is),
        cmocka_unit_test(what_is_not_utf8_is_replaced_and_its_neighbours_stay),
        cmocka_unit_test(latin_1_is_read_as_windows_1252),
        cmocka_unit_test(latin_9_has_the_euro),
        cmocka_unit_test(without_a_name_utf8_wins_over_windows_1252),
        cmocka_unit_test(an_unknown_set_is_said_to_be_so_and_can_be_used),
        cmocka_unit_test(names_with_options_for_iconv_are_unknown),
        cmocka_unit_test(a_long_text_comes_in_portions),
        cmocka_unit_test(too_little_room_is_refused),
#if MLA_WITH_ICONV
        cmocka_unit_test(iconv_knows_what_is_not_built_in),
        cmocka_unit_test(a_set_with_shifts_may_be_cut_inside_them),
        cmocka_unit_test(gb2312_is_read_as_what_its_senders_use),
        cmocka_unit_test(sets_that_iconv_cannot_be_trusted_with_are_unknown),
        cmocka_unit_test(what_iconv_refuses_is_replaced),
        cmocka_unit_test(a_long_text_goes_through_iconv_in_portions),
        cmocka_unit_test(what_is_replaced_needs_room_of_its_own),
#endif
    };
    return cmocka_run_group_tests_name("message/charset", tests, NULL, NULL);
}
