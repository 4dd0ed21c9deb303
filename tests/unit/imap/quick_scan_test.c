/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "imap/quick_scan.h"

#if MLA__OCTETS_WIDE

#define LEN 56

typedef const char *(*finder)(const char *at);

static const char *find_string_end(const char *at) {
    return mla__quick_find_string_end(at, '\\');
}

static const char *find_name_end(const char *at) {
    return mla__quick_find_string_end(at, '&');
}

static const char *find_word_end(const char *at) {
    return mla__quick_find_word_end(at);
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
            assert_ptr_equal(find(held.ptr), held.ptr + at + !ends((unsigned char)octet));
        }
}

static bool ends_string(unsigned char c) {
    return c < ' ' || c == '"' || c == '\\';
}

static bool ends_name(unsigned char c) {
    return ends_string(c) || c == '&';
}

static bool ends_word(unsigned char c) {
    return mla__lex_is_stop((char)c);
}

static void strings_end_at_a_quote_a_backslash_or_a_control(void **state) {
    (void)state;
    assert_found(find_string_end, ends_string);
}

static void strings_may_end_at_one_more_octet(void **state) {
    (void)state;
    assert_found(find_name_end, ends_name);
}

static void words_end_where_the_lexer_stops(void **state) {
    (void)state;
    assert_found(find_word_end, ends_word);
}

static void both_end_at_the_mark_behind_the_text_and_read_no_further(void **state) {
    (void)state;
    static const char text[LEN + MLA__QUICK_WIDTH];
    for (size_t len = 0; len < LEN; len++) {
        mla_str held = exact((mla_str){text, len + MLA__QUICK_WIDTH});
        memset((char *)(uintptr_t)held.ptr, 'a', len);
        assert_ptr_equal(find_string_end(held.ptr), held.ptr + len);
        assert_ptr_equal(find_word_end(held.ptr), held.ptr + len);
    }
}

#endif

int main(void) {
    const struct CMUnitTest tests[] = {
#if MLA__OCTETS_WIDE
        cmocka_unit_test(strings_end_at_a_quote_a_backslash_or_a_control),
        cmocka_unit_test(strings_may_end_at_one_more_octet),
        cmocka_unit_test(words_end_where_the_lexer_stops),
        cmocka_unit_test(both_end_at_the_mark_behind_the_text_and_read_no_further),
#endif
        {NULL, NULL, NULL, NULL, NULL},
    };
    return _cmocka_run_group_tests("imap/quick_scan", tests, sizeof tests / sizeof tests[0] - 1,
                                   NULL, NULL);
}
