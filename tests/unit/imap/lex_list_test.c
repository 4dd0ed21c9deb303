/* SPDX-License-Identifier: MIT */
#include "lex_fixture.h"

static void words_and_names_of_items(void **state) {
    fixture *f = *state;
    static const struct {
        const char *text;
        size_t word;
        size_t item;
    } rows[] = {
        {"", 0, 0},
        {" a", 0, 0},
        {"FLAGS", 5, 5},
        {"FLAGS (", 5, 5},
        {"FLAGS(", 5, 5},
        {"FLAGS)", 5, 5},
        {"FLAGS\r\n", 5, 5},
        {"BODY[]", 6, 6},
        {"BODY[] x", 6, 6},
        {"BODY[2]<0.65536> x", 16, 16},
        {"BODY[HEADER.FIELDS (A B)]<0> x", 18, 28},
        {"BODY[HEADER.FIELDS (\"A\")])", 18, 25},
        {"BODY[1", 6, 6},
        {"BODY[1 x (y", 6, 11}, /* never closed: all of it */
        {"a]b x", 3, 3},
        {"\x1f\xff\"{ x", 4, 4},
    };
    for (size_t i = 0; i < COUNT(rows) * sizeof behind; i++) {
        mla_str text = mla_str_from(rows[i / sizeof behind].text);
        mla_str word = mla__lex_word(over(f, text, behind[i % sizeof behind]));
        unit_assert_str(word, (mla_str){text.ptr, rows[i / sizeof behind].word}, __FILE__,
                        __LINE__);
        assert_int_equal(rest(&f->lex).len, text.len - word.len);
        mla_str item = mla__lex_item_name(over(f, text, behind[i % sizeof behind]));
        unit_assert_str(item, (mla_str){text.ptr, rows[i / sizeof behind].item}, __FILE__,
                        __LINE__);
        assert_int_equal(rest(&f->lex).len, text.len - item.len);
    }
}

static void single_octets(void **state) {
    mla__lex *lex = over(*state, STR("  ( )x"), '\n');
    assert_false(mla__lex_take(lex, ')'));
    assert_str(rest(lex), "( )x");
    assert_true(mla__lex_take(lex, '('));
    assert_true(mla__lex_take(lex, ')'));
    assert_int_equal(mla__lex_peek(lex), 'x');
    assert_false(mla__lex_is_end(lex));
    assert_true(mla__lex_take(lex, 'x'));
    assert_true(mla__lex_is_end(lex));
    assert_int_equal(mla__lex_peek(lex), '\n');
    mla__lex_spaces(lex);
    assert_true(mla__lex_is_end(lex));
    assert_false(mla__lex_take(lex, 'x'));
}

static void nil_is_taken_as_a_word_only(void **state) {
    fixture *f = *state;
    static const char *const no[] = {"", "N", "NI", "NILS", "NIL[", "NI L", "XNIL", "\"NIL\""};
    static const char *const yes[] = {"NIL", "nil ", "NIL)", "niL(", "NIL\r\n"};
    for (size_t e = 0; e < sizeof behind; e++) {
        for (size_t i = 0; i < COUNT(no); i++)
            assert_false(mla__lex_take_nil(over(f, mla_str_from(no[i]), behind[e])));
        for (size_t i = 0; i < COUNT(yes); i++) {
            assert_true(mla__lex_take_nil(over(f, mla_str_from(yes[i]), behind[e])));
            assert_int_equal(rest(&f->lex).len, strlen(yes[i]) - 3);
        }
    }
}

static int32_t find(const char *names, mla_str word) {
    const mla_str held = exact(word);
    return mla__lex_find(names, &held);
}

static void a_word_is_found_in_a_list(void **state) {
    (void)state;
    static const char names[] = "\2OK\3BAD\7PREAUTH";
    assert_int_equal(find(names, STR("OK")), 0);
    assert_int_equal(find(names, STR("bAd")), 1);
    assert_int_equal(find(names, STR("PREAUTH")), 2);
    assert_int_equal(find(names, STR("PREAUT")), -1);
    assert_int_equal(find(names, STR("OK ")), -1);
    assert_int_equal(find(names, STR("N")), -1);
    assert_int_equal(find(names, STR("")), -1);
    assert_int_equal(find("", STR("OK")), -1);
}

/* "a|b|c", and what is left behind. */
static void check_words(fixture *f, mla_str text, const char *expected, const char *left) {
    for (size_t e = 0; e < sizeof behind; e++) {
        mla__lex *lex = over(f, text, behind[e]);
        mla__words list;
        assert_int_equal(mla__lex_words(lex, &list.words), MLA_OK);
        char joined[256] = "";
        for (size_t i = 0; i < list.count; i++) {
            strncat(joined, list.words[i].ptr, list.words[i].len);
            strcat(joined, "|");
        }
        assert_string_equal(joined, expected);
        unit_assert_str(rest(lex), mla_str_from(left), __FILE__, __LINE__);
        assert_true((list.count == 0) == (list.words == NULL));
    }
}

static void lists_of_words(void **state) {
    fixture *f = *state;
    check_words(f, STR("()"), "", "");
    check_words(f, STR("(  ) x"), "", " x");
    check_words(f, STR("NIL x"), "", " x");
    check_words(f, STR("(\\Seen $x)"), "\\Seen|$x|", "");
    check_words(f, STR("(a b c d e f g h i)"), "a|b|c|d|e|f|g|h|i|", "");
    check_words(f, STR("(  a   b  ) x"), "a|b|", " x");
    check_words(f, STR("(\"a b\" {3}\r\nc d e)"), "a b|c d|e|", "");
    check_words(f, STR("(a NIL)"), "a|NIL|", "");
    /* A word alone. */
    check_words(f, STR("\\HasNoChildren x"), "\\HasNoChildren|", " x");
    check_words(f, STR("\"de\" x"), "de|", " x");
    check_words(f, STR("  (a)"), "a|", "");
    /* Flags that servers send. */
    check_words(f, STR("(\\ \\* a]b)"), "\\|\\*|a]b|", "");
    check_words(f, STR("(\\Seen (junk $y) $x)"), "\\Seen|(junk $y)|$x|", "");
    check_words(f, STR("(OIB-Seen-[Google Mail]/Alle x)"), "OIB-Seen-[Google Mail]/Alle|x|", "");
    check_words(f, STR("(a[b c)"), "a[b|c|", "");
    check_words(f, STR("([Gmail]/x y)"), "[Gmail]/x|y|", "");
}

static void a_list_that_cannot_be_read_moves_nothing(void **state) {
    fixture *f = *state;
    static const struct {
        const char *text;
        int32_t status;
    } rows[] = {
        {"(a b", MLA_E_MALFORMED},
        {"(a \"b", MLA_E_INCOMPLETE},
        {"(a {3}\r\nb)", MLA_E_MALFORMED},
        {"(a (b)", MLA_E_MALFORMED},
        {"(", MLA_E_MALFORMED},
        {"", MLA_E_MALFORMED},
        {")", MLA_E_MALFORMED},
        {"\"a", MLA_E_INCOMPLETE},
    };
    for (size_t i = 0; i < COUNT(rows) * sizeof behind; i++) {
        mla_str text = mla_str_from(rows[i / sizeof behind].text);
        mla__lex *lex = over(f, text, behind[i % sizeof behind]);
        mla__words list;
        assert_int_equal(mla__lex_words(lex, &list.words), rows[i / sizeof behind].status);
        assert_int_equal(rest(lex).len, text.len);
        assert_null(list.words);
        assert_int_equal(list.count, 0);
    }
}

static void a_list_is_as_long_as_memory_allows(void **state) {
    fixture *f = *state;
    static char text[4003];
    mla__words list;
    text[0] = '(';
    for (size_t i = 1; i < sizeof text - 1; i += 2)
        memcpy(text + i, "x ", 2);
    text[sizeof text - 2] = ')';
    mla__lex *lex = over(f, (mla_str){text, sizeof text - 1}, '\n');
    assert_int_equal(mla__lex_words(lex, &list.words), MLA_OK);
    assert_int_equal(list.count, 2000);
    assert_str(list.words[1999], "x");
    mla__arena small;
    assert_int_equal(mla__arena_init(&small, &f->heap.allocator, 1024, 1024), MLA_OK);
    lex = over(f, (mla_str){text, sizeof text - 1}, '\n');
    lex->arena = &small;
    assert_int_equal(mla__lex_words(lex, &list.words), MLA_E_LIMIT);
    assert_int_equal(rest(lex).len, sizeof text - 1);
    mla__arena_deinit(&small);
}

static void a_word_alone_needs_memory_too(void **state) {
    fixture *f = *state;
    mla__words list;
    mla__lex *lex = over(f, STR("de"), '\n');
    while (mla__arena_alloc(&f->arena, 64) != NULL)
        continue;
    while (mla__arena_alloc(&f->arena, 1) != NULL)
        continue;
    assert_int_equal(mla__lex_words(lex, &list.words), MLA_E_LIMIT);
    assert_int_equal(list.count, 0);
    assert_null(list.words);
    assert_str(rest(lex), "de");
}

static void any_value_can_be_skipped(void **state) {
    fixture *f = *state;
    static const struct {
        mla_str text;
        int32_t status;
        size_t len;
    } rows[] = {
        {STR_INIT("abc def"), MLA_OK, 3},
        {STR_INIT("\"a) b\" x"), MLA_OK, 6},
        {STR_INIT("\"a\\\")\" x"), MLA_OK, 6},
        {STR_INIT("{3}\r\n)\") x"), MLA_OK, 8},
        {STR_INIT("\x1f x"), MLA_OK, 1},
        {STR_INIT("() x"), MLA_OK, 2},
        {STR_INIT("(a (b \"c)\" {2}\r\n)) d) e) x"), MLA_OK, 24},
        {STR_INIT("(a(b)c)d"), MLA_OK, 7},
        {STR_INIT("(a\r\nb) x"), MLA_OK, 6},
        {STR_INIT("({9}\r\nab) x"), MLA_OK, 9},
        {STR_INIT(""), MLA_E_MALFORMED, 0},
        {STR_INIT(")"), MLA_E_MALFORMED, 0},
        {STR_INIT("(a"), MLA_E_MALFORMED, 0},
        {STR_INIT("((a)"), MLA_E_MALFORMED, 0},
        {STR_INIT("(a \"b)"), MLA_E_INCOMPLETE, 0},
        {STR_INIT("\"b)"), MLA_E_INCOMPLETE, 0},
    };
    for (size_t i = 0; i < COUNT(rows) * sizeof behind; i++) {
        mla_str text = rows[i / sizeof behind].text;
        mla__lex *lex = over(f, text, behind[i % sizeof behind]);
        mla_str raw;
        assert_int_equal(mla__lex_skip(lex, &raw), rows[i / sizeof behind].status);
        size_t len = rows[i / sizeof behind].len;
        assert_int_equal(rest(lex).len, text.len - len);
        if (rows[i / sizeof behind].status == MLA_OK)
            unit_assert_str(raw, (mla_str){text.ptr, len}, __FILE__, __LINE__);
    }
}

static void skipping_does_not_recur(void **state) {
    fixture *f = *state;
    static char text[200000];
    memset(text, '(', sizeof text / 2);
    memset(text + sizeof text / 2, ')', sizeof text / 2);
    mla__lex *lex = over(f, (mla_str){text, sizeof text}, '\n');
    mla_str raw;
    assert_int_equal(mla__lex_skip(lex, &raw), MLA_OK);
    assert_int_equal(raw.len, sizeof text);
    assert_true(mla__lex_is_end(lex));
}

static void the_rest_of_an_open_list_can_be_skipped(void **state) {
    fixture *f = *state;
    static const struct {
        const char *text;
        const char *skipped;
        const char *left;
    } rows[] = {
        {"a b) x", "a b", " x"},
        {") x", "", " x"},
        {"a (b \"c)\") d) x", "a (b \"c)\") d", " x"},
        {"  a ) x", "  a ", " x"},
        /* Never closed: up to the end. */
        {"a (b", "a (b", ""},
        {"a  ", "a  ", ""},
        {"a \"b) x", "a \"b) x", ""},
        {"", "", ""},
    };
    for (size_t i = 0; i < COUNT(rows) * sizeof behind; i++) {
        mla__lex *lex =
            over(f, mla_str_from(rows[i / sizeof behind].text), behind[i % sizeof behind]);
        unit_assert_str(mla__lex_skip_to_close(lex), mla_str_from(rows[i / sizeof behind].skipped),
                        __FILE__, __LINE__);
        unit_assert_str(rest(lex), mla_str_from(rows[i / sizeof behind].left), __FILE__, __LINE__);
    }
}

static void an_absent_frame_has_ended(void **state) {
    fixture *f = *state;
    const mla_str absent = {NULL, 0};
    mla__lex_init(&f->lex, &absent, &f->arena, 1);
    assert_true(mla__lex_is_end(&f->lex));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FIXTURE(words_and_names_of_items),
        IN_FIXTURE(single_octets),
        IN_FIXTURE(nil_is_taken_as_a_word_only),
        IN_FIXTURE(a_word_is_found_in_a_list),
        IN_FIXTURE(lists_of_words),
        IN_FIXTURE(a_list_that_cannot_be_read_moves_nothing),
        IN_FIXTURE(a_list_is_as_long_as_memory_allows),
        IN_FIXTURE(a_word_alone_needs_memory_too),
        IN_FIXTURE(any_value_can_be_skipped),
        IN_FIXTURE(skipping_does_not_recur),
        IN_FIXTURE(the_rest_of_an_open_list_can_be_skipped),
        IN_FIXTURE(an_absent_frame_has_ended),
    };
    return cmocka_run_group_tests_name("imap/lex_list", tests, NULL, NULL);
}
