/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "message/utf8.h"

static void every_character_goes_both_ways(void **state) {
    (void)state;
    for (uint32_t c = 0; c <= 0x10ffff; c++) {
        if (c >= 0xd800 && c <= 0xdfff)
            continue;
        char octets[MLA__UTF8_MAX];
        size_t len = mla__utf8_write(c, octets);
        uint32_t back;
        if (mla__utf8_read(octets, len, &back) != (int)len || back != c)
            fail_msg("U+%04X", (unsigned)c);
        for (size_t cut = 1; cut < len; cut++)
            assert_int_equal(mla__utf8_read(octets, cut, &back), 0);
    }
}

static void what_is_no_character_is_told_with_its_extent(void **state) {
    static const struct {
        mla_str text;
        int result;
    } cases[] = {
        {STR_INIT("\x80"), -1},
        {STR_INIT("\xc0\x80"), -1},
        {STR_INIT("\xc1\xbf"), -1},
        {STR_INIT("\xc3x"), -1},
        {STR_INIT("\xe0\x9f\xbf"), -1},
        {STR_INIT("\xed\xa0\x80"), -1},
        {STR_INIT("\xe2\x82x"), -2},
        {STR_INIT("\xf0\x8f\xbf\xbf"), -1},
        {STR_INIT("\xf4\x90\x80\x80"), -1},
        {STR_INIT("\xf0\x9f\x98x"), -3},
        {STR_INIT("\xf5\x80\x80\x80"), -1},
        {STR_INIT("\xff"), -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t character;
        mla_str text = exact(cases[i].text);
        assert_int_equal(mla__utf8_read(text.ptr, text.len, &character), cases[i].result);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_goes_both_ways),
        cmocka_unit_test(what_is_no_character_is_told_with_its_extent),
    };
    return cmocka_run_group_tests_name("message/utf8", tests, NULL, NULL);
}
