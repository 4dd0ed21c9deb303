/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/base64.h"

/* RFC 4648 section 10, and all of the alphabet. */
static const struct {
    mla_str plain;
    mla_str encoded;
} vectors[] = {
    {STR_INIT(""), STR_INIT("")},
    {STR_INIT("f"), STR_INIT("Zg==")},
    {STR_INIT("fo"), STR_INIT("Zm8=")},
    {STR_INIT("foo"), STR_INIT("Zm9v")},
    {STR_INIT("foob"), STR_INIT("Zm9vYg==")},
    {STR_INIT("fooba"), STR_INIT("Zm9vYmE=")},
    {STR_INIT("foobar"), STR_INIT("Zm9vYmFy")},
    {STR_INIT("\0tim\0tanstaaftanstaaf"), STR_INIT("AHRpbQB0YW5zdGFhZnRhbnN0YWFm")},
    {STR_INIT("\xff\xff\xff\xfb\xef\xbe"), STR_INIT("////++++")},
};

static mla_str decode(mla_str text, bool strict, int32_t expected_status) {
    static char out[256];
    mla_str input = exact(text);
    size_t len = 99;
    assert_int_equal(mla__base64_decode(input, strict, out, &len), expected_status);
    return (mla_str){out, len};
}

static void the_vectors_of_the_rfc_go_both_ways(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        char out[64];
        mla_str plain = exact(vectors[i].plain);
        size_t len = mla__base64_encode(plain.ptr, plain.len, out);
        assert_int_equal(len, MLA__BASE64_ENCODED_LEN(plain.len));
        assert_true(mla_str_equal((mla_str){out, len}, vectors[i].encoded));
        assert_true(mla_str_equal(decode(vectors[i].encoded, true, MLA_OK), plain));
        assert_true(mla_str_equal(decode(vectors[i].encoded, false, MLA_OK), plain));
    }
}

static void strict_decoding_refuses_what_is_not_canonical(void **state) {
    static const char *const texts[] = {
        "Zg",       "Zg=",  "Zg===", "Zm9vZ", "=Zg=",    "Zh==", "Zm9=",     "Zm9v\n", "Zm 9v",
        "Zg==Zg==", "Zm9-", "====",  "=",     "Zm9\xff", "A===", "Zm9vYg=A", "Zm9v=="};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_int_equal(decode(mla_str_from(texts[i]), true, MLA_E_MALFORMED).len, 0);
}

static void tolerant_decoding_needs_no_padding(void **state) {
    (void)state;
    assert_str(decode(STR("Zm9vYg"), false, MLA_OK), "foob");
    assert_str(decode(STR("Zm9vYmE"), false, MLA_OK), "fooba");
}

static void tolerant_decoding_skips_line_breaks_and_garbage(void **state) {
    (void)state;
    assert_str(decode(STR("Z\r\nm9 v\tY!m\xff"
                          "Fy"),
                      false, MLA_OK),
               "foobar");
}

static void data_behind_padding_begins_a_new_group(void **state) {
    (void)state;
    assert_str(decode(STR("Zg==Zm9v"), false, MLA_OK), "ffoo");
}

static void pieces_may_be_cut_anywhere(void **state) {
    (void)state;
    mla_str text = STR("Zm9v\r\nYmFy\r\nZm9vYg==");
    for (size_t cut = 0; cut <= text.len; cut++) {
        char out[64];
        mla__base64 decoder = {0};
        mla_str head = exact((mla_str){text.ptr, cut});
        mla_str tail = exact((mla_str){text.ptr + cut, text.len - cut});
        size_t len = mla__base64_update(&decoder, head.ptr, head.len, out);
        assert_true(len <= cut);
        len += mla__base64_update(&decoder, tail.ptr, tail.len, out + len);
        assert_str(((mla_str){out, len}), "foobarfoob");
        assert_int_equal(decoder.errors, 0);
    }
}

static void decoding_in_place_is_allowed(void **state) {
    (void)state;
    char text[] = "Z\nm9vYmFyZm9vYmFyZm9vYmFy\nZg==";
    mla__base64 decoder = {0};
    size_t len = mla__base64_update(&decoder, text, sizeof text - 1, text);
    assert_str(((mla_str){text, len}), "foobarfoobarfoobarf");
}

static void errors_are_counted(void **state) {
    static const struct {
        const char *text;
        uint64_t errors;
    } cases[] = {{"Zm9v", 0},   {"Zg==", 0},   {"Zg", 0},
                 {"Zm9vY=", 1}, {"Z!!g==", 2}, {"Zg==Zg==", 1}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[64];
        mla__base64 decoder = {0};
        mla__base64_update(&decoder, cases[i].text, strlen(cases[i].text), out);
        assert_int_equal(decoder.errors, cases[i].errors);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_of_the_rfc_go_both_ways),
        cmocka_unit_test(strict_decoding_refuses_what_is_not_canonical),
        cmocka_unit_test(tolerant_decoding_needs_no_padding),
        cmocka_unit_test(tolerant_decoding_skips_line_breaks_and_garbage),
        cmocka_unit_test(data_behind_padding_begins_a_new_group),
        cmocka_unit_test(pieces_may_be_cut_anywhere),
        cmocka_unit_test(decoding_in_place_is_allowed),
        cmocka_unit_test(errors_are_counted),
    };
    return cmocka_run_group_tests_name("base/base64", tests, NULL, NULL);
}
