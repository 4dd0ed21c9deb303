/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "imap/quick_scan.h"

#if MLA__OCTETS_WIDE

#define LEN 56

typedef const char *(*finder)(const char *at, const char *last);

static const char *find_string_end(const char *at, const char *last) {
    return mla__quick_find_string_end(at, last);
}

static const char *find_word_end(const char *at, const char *last) {
    return mla__quick_find_word_end(at, last);
}

/* Each octet at each place, with one behind it that ends both. */
static void assert_found(finder find, bool (*ends)(unsigned char c)) {
    for (unsigned octet = 0; octet <= UINT8_MAX; octet++)
        for (size_t at = 0; at < LEN - MLA__QUICK_WIDTH; at++) {
            char text[LEN];
            memset(text, 'a', sizeof text);
            text[at] = (char)octet;
            text[at + 1] = '"';
            mla_str held = exact((mla_str){text, LEN});
            const char *found = find(held.ptr, held.ptr + LEN - MLA__QUICK_WIDTH);
            assert_ptr_equal(found, held.ptr + at + !ends((unsigned char)octet));
        }
}

static bool ends_string(unsigned char c) {
    return c < ' ' || c == '"' || c == '\\';
}

static bool ends_word(unsigned char c) {
    return mla__lex_is_stop((char)c);
}

static void strings_end_at_a_quote_a_backslash_or_a_control(void **state) {
    (void)state;
    assert_found(find_string_end, ends_string);
}

static void words_end_where_the_lexer_stops(void **state) {
    (void)state;
    assert_found(find_word_end, ends_word);
}

static void nothing_is_found_where_sixteen_octets_cannot_be_read(void **state) {
    (void)state;
    char text[LEN];
    memset(text, 'a', sizeof text);
    text[LEN - 1] = '"';
    for (size_t at = 0; at < LEN; at++) {
        bool is_in_reach = at <= LEN - MLA__QUICK_WIDTH && (LEN - at) % MLA__QUICK_WIDTH == 0;
        const char *last = text + LEN - MLA__QUICK_WIDTH;
        assert_ptr_equal(find_string_end(text + at, last), is_in_reach ? text + LEN - 1 : NULL);
        assert_ptr_equal(find_word_end(text + at, last), is_in_reach ? text + LEN - 1 : NULL);
    }
}

#endif

int main(void) {
    const struct CMUnitTest tests[] = {
#if MLA__OCTETS_WIDE
        cmocka_unit_test(strings_end_at_a_quote_a_backslash_or_a_control),
        cmocka_unit_test(words_end_where_the_lexer_stops),
        cmocka_unit_test(nothing_is_found_where_sixteen_octets_cannot_be_read),
#endif
        {NULL, NULL, NULL, NULL, NULL},
    };
    return _cmocka_run_group_tests("imap/quick_scan", tests, sizeof tests / sizeof tests[0] - 1,
                                   NULL, NULL);
}
