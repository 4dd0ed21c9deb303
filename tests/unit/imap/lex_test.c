/* SPDX-License-Identifier: MIT */
#include "lex_fixture.h"

typedef int32_t (*string_reader)(mla__lex *lex, mla_str *value);

#define ODD(rule) (1u << MLA_IMAP_FORGIVEN_##rule)

typedef struct string_row {
    mla_str text;
    int32_t status;
    mla_str value;
    size_t left; /* octets behind it; when it fails the cursor stays where it was */
    uint32_t forgiven;
} string_row;

static void check_string(fixture *f, const string_row *row, string_reader read, char end) {
    mla__lex *lex = over(f, row->text, end);
    mla_str value;
    int32_t status = read(lex, &value);
    if (status != row->status || rest(lex).len != (status == MLA_OK ? row->left : row->text.len))
        print_error("at: %s\n", row->text.ptr);
    assert_int_equal(status, row->status);
    assert_int_equal(rest(lex).len, status == MLA_OK ? row->left : row->text.len);
    if (status != MLA_OK)
        return;
    unit_assert_str(value, row->value, __FILE__, __LINE__);
    assert_int_equal(lex->forgiven, row->forgiven);
}

static void check_strings(fixture *f, const string_row *rows, size_t count, string_reader read) {
    for (size_t i = 0; i < count; i++)
        for (size_t e = 0; e < sizeof behind; e++)
            check_string(f, &rows[i], read, behind[e]);
}

static const string_row quoted[] = {
    {STR_INIT("\"\""), MLA_OK, STR_INIT(""), 0, 0},
    {STR_INIT("\"a b\""), MLA_OK, STR_INIT("a b"), 0, 0},
    {STR_INIT("\"a\" NIL)"), MLA_OK, STR_INIT("a"), 5, 0},
    {STR_INIT("\"a\")"), MLA_OK, STR_INIT("a"), 1, 0},
    {STR_INIT("\"a\"\r\n"), MLA_OK, STR_INIT("a"), 2, 0},
    {STR_INIT("\"Entw\xc3\xbc\x01\""), MLA_OK, STR_INIT("Entw\xc3\xbc\x01"), 0, 0},
    {STR_INIT("\"a\\\"b\""), MLA_OK, STR_INIT("a\"b"), 0, 0},
    {STR_INIT("\"a\\\\\" x"), MLA_OK, STR_INIT("a\\"), 2, 0},
    {STR_INIT("\"\\(\\a\""), MLA_OK, STR_INIT("(a"), 0, 0}, /* GroupWise */
    {STR_INIT("\"a\" \"\\\""), MLA_OK, STR_INIT("a"), 4, 0},
    {STR_INIT("\"PDF\r\n NAME=\"A.pdf\"\")"), MLA_OK, STR_INIT("PDF\r\n NAME=\"A.pdf\""), 1,
     ODD(QUOTES)},
    /* Quotes that nobody escaped. */
    {STR_INIT("\"<\"392889836.11\"@host>\""), MLA_OK, STR_INIT("<\"392889836.11\"@host>"), 0,
     ODD(QUOTES)},
    {STR_INIT("\"=?UTF-8?Q?\"x\"?=\" NIL"), MLA_OK, STR_INIT("=?UTF-8?Q?\"x\"?="), 4, ODD(QUOTES)},
    {STR_INIT("\"MOUNDARY=\"_006_KOS_\"\")"), MLA_OK, STR_INIT("MOUNDARY=\"_006_KOS_\""), 1,
     ODD(QUOTES)},
    {STR_INIT("\"3D\"Windows-1252\"\""), MLA_OK, STR_INIT("3D\"Windows-1252\""), 0, ODD(QUOTES)},
    /* A backslash that escapes nothing (QQ). */
    {STR_INIT("\"qq.com\\\")"), MLA_OK, STR_INIT("qq.com"), 1, ODD(QUOTES)},
    {STR_INIT("\"qq.com\\\" \"x\")"), MLA_OK, STR_INIT("qq.com"), 5, ODD(QUOTES)},
    {STR_INIT("\"a\"b\\\" \"x\")"), MLA_OK, STR_INIT("a\"b"), 5, ODD(QUOTES)},
    {STR_INIT("\"a\\\" b\""), MLA_OK, STR_INIT("a\" b"), 0, 0},
    {STR_INIT("\"a\\\" b\\\" c\""), MLA_OK, STR_INIT("a\" b\" c"), 0, 0},
    {STR_INIT("\"\\\" \"x\")"), MLA_OK, STR_INIT("\\"), 5, ODD(QUOTES)},
    {STR_INIT("\"\\\" x)"), MLA_OK, STR_INIT("\\"), 3, ODD(QUOTES)},
    /* The end is missing. */
    {STR_INIT("\""), MLA_E_INCOMPLETE, ABSENT, 0, 0},
    {STR_INIT("\"a"), MLA_E_INCOMPLETE, ABSENT, 0, 0},
    {STR_INIT("\"a\\"), MLA_E_INCOMPLETE, ABSENT, 0, 0},
    {STR_INIT("\"a\"b"), MLA_E_INCOMPLETE, ABSENT, 0, 0},
    {STR_INIT("\"PDF\r\n"), MLA_E_INCOMPLETE, ABSENT, 0, 0},
};

static const string_row literals[] = {
    {STR_INIT("{0}\r\n"), MLA_OK, STR_INIT(""), 0, 0},
    {STR_INIT("{3}\r\nabc"), MLA_OK, STR_INIT("abc"), 0, 0},
    {STR_INIT("{3}\nabc x"), MLA_OK, STR_INIT("abc"), 2, 0},
    {STR_INIT("{3+}\r\na\"\n)"), MLA_OK, STR_INIT("a\"\n"), 1, 0},
    {STR_INIT("~{3}\r\n\0\r\n)"), MLA_OK, STR_INIT("\0\r\n"), 1, 0},
    {STR_INIT("{-1}\r\n x"), MLA_OK, STR_INIT(""), 2, 0},
    {STR_INIT("{2}  \r\nab"), MLA_OK, STR_INIT("ab"), 0, 0},
    {STR_INIT("{3}\r\nab"), MLA_E_MALFORMED, ABSENT, 0, 0},
    {STR_INIT("{3}"), MLA_E_MALFORMED, ABSENT, 0, 0},
    {STR_INIT("{3}\r"), MLA_E_MALFORMED, ABSENT, 0, 0},
    {STR_INIT("{x}\r\nabc"), MLA_E_MALFORMED, ABSENT, 0, 0},
    {STR_INIT("{a {3}\r\nabc"), MLA_E_MALFORMED, ABSENT, 0, 0},
    {STR_INIT("{\n"), MLA_E_MALFORMED, ABSENT, 0, 0},
    {STR_INIT("{18446744073709551615}\r\nabc"), MLA_E_MALFORMED, ABSENT, 0, 0},
};

static void quoted_strings(void **state) {
    check_strings(*state, quoted, COUNT(quoted), mla__lex_astring);
    check_strings(*state, quoted, COUNT(quoted), mla__lex_nstring);
}

static void literals_stand_in_the_frame(void **state) {
    check_strings(*state, literals, COUNT(literals), mla__lex_astring);
    check_strings(*state, literals, COUNT(literals), mla__lex_nstring);
}

static void a_word_where_a_string_belongs(void **state) {
    string_row rows[] = {
        {STR_INIT("utf-8"), MLA_OK, STR_INIT("utf-8"), 0, 0},
        {STR_INIT("utf-8)"), MLA_OK, STR_INIT("utf-8"), 1, 0},
        {STR_INIT("a(b"), MLA_OK, STR_INIT("a"), 2, 0},
        {STR_INIT("~x y"), MLA_OK, STR_INIT("~x"), 2, 0},
        {STR_INIT("NILS"), MLA_OK, STR_INIT("NILS"), 0, 0},
        {STR_INIT("N"), MLA_OK, STR_INIT("N"), 0, 0},
        {STR_INIT("NI"), MLA_OK, STR_INIT("NI"), 0, 0},
        {STR_INIT("a[b]c\"d"), MLA_OK, STR_INIT("a[b]c\"d"), 0, 0},
        {STR_INIT("\xff\t"), MLA_OK, STR_INIT("\xff\t"), 0, 0},
        {STR_INIT(""), MLA_E_MALFORMED, ABSENT, 0, 0},
        {STR_INIT(" a"), MLA_E_MALFORMED, ABSENT, 0, 0},
        {STR_INIT(")"), MLA_E_MALFORMED, ABSENT, 0, 0},
        {STR_INIT("\r\n"), MLA_E_MALFORMED, ABSENT, 0, 0},
        {STR_INIT("(a)"), MLA_E_MALFORMED, ABSENT, 0, 0},
    };
    check_strings(*state, rows, COUNT(rows), mla__lex_astring);
    for (size_t i = 0; i < COUNT(rows); i++)
        rows[i].forgiven = rows[i].status == MLA_OK ? ODD(STRING) : 0;
    check_strings(*state, rows, COUNT(rows), mla__lex_nstring);
}

static void what_gives_an_absent_string(void **state) {
    static const string_row rows[] = {
        {STR_INIT("NIL"), MLA_OK, ABSENT, 0, 0},
        {STR_INIT("nil)"), MLA_OK, ABSENT, 1, 0},
        {STR_INIT("NiL x"), MLA_OK, ABSENT, 2, 0},
        {STR_INIT("()"), MLA_OK, ABSENT, 0, ODD(EMPTY_LIST)},
        {STR_INIT("(  ) x"), MLA_OK, ABSENT, 2, ODD(EMPTY_LIST) | ODD(SPACES)},
        {STR_INIT("\x1f x"), MLA_OK, ABSENT, 2, 0},
        {STR_INIT("("), MLA_E_MALFORMED, ABSENT, 0, 0},
    };
    check_strings(*state, rows, COUNT(rows), mla__lex_nstring);
}

static void nil_is_the_name_of_a_mailbox(void **state) {
    static const string_row rows[] = {
        {STR_INIT("NIL"), MLA_OK, STR_INIT("NIL"), 0, 0},
        {STR_INIT("nil x"), MLA_OK, STR_INIT("nil"), 2, 0},
        {STR_INIT("\x1f"), MLA_OK, ABSENT, 0, 0},
        {STR_INIT("()"), MLA_E_MALFORMED, ABSENT, 0, 0},
    };
    check_strings(*state, rows, COUNT(rows), mla__lex_astring);
}

/* The frame in front of a literal that streams ends in the octet that stands for it. */
static void the_mark_of_a_literal_behind_the_text_is_not_read(void **state) {
    mla__lex *lex = over(*state, STR(""), MLA__WIRE_STREAMED);
    mla_str value;
    assert_int_equal(mla__lex_astring(lex, &value), MLA_E_MALFORMED);
    assert_int_equal(mla__lex_nstring(lex, &value), MLA_E_MALFORMED);
    assert_true(mla__lex_is_end(lex));
}

static void unescaping_needs_memory_and_skipping_none(void **state) {
    fixture *f = *state;
    mla__arena small;
    assert_int_equal(mla__arena_init(&small, &f->heap.allocator, 16, 16), MLA_OK);
    mla__lex *lex = over(f, STR("\"a\\\"bcdefghijklmnopqrstuv\" x"), '\n');
    lex->arena = &small;
    mla_str value;
    assert_int_equal(mla__lex_astring(lex, &value), MLA_E_LIMIT);
    assert_int_equal(rest(lex).len, 28);
    assert_int_equal(mla__lex_skip(lex, &value), MLA_OK);
    assert_str(value, "\"a\\\"bcdefghijklmnopqrstuv\"");
    assert_str(rest(lex), " x");
    mla__arena_deinit(&small);
}

static void strings_are_views_unless_they_hold_a_backslash(void **state) {
    mla__lex *lex = over(*state, STR("\"ab\" \"c\\\"d\" \"e\" \"f\\\\\""), '\n');
    const char *frame = lex->at;
    mla_str values[4];
    assert_int_equal(mla__lex_nstrings(lex, values, 4), 4);
    assert_ptr_equal(values[0].ptr, frame + 1);
    assert_str(values[1], "c\"d");
    assert_ptr_equal(values[2].ptr, frame + 13);
    assert_str(values[3], "f\\");
}

static void several_strings_with_spaces_between(void **state) {
    fixture *f = *state;
    static const struct {
        mla_str text;
        int32_t max;
        int32_t count;
        const char *first;
        const char *last;
        const char *left;
    } rows[] = {
        {STR_INIT("\"a\" \"b\""), 2, 2, "a", "b", ""},
        {STR_INIT("\"a\" \"b\" \"c\""), 2, 2, "a", "b", "\"c\""},
        {STR_INIT("\"a\" NIL \"c\" nil)"), 9, 4, "a", NULL, ")"},
        {STR_INIT("\"a\" \"b\") \"c\""), 9, 2, "a", "b", ") \"c\""},
        {STR_INIT("NIL"), 1, 1, NULL, NULL, ""},
        {STR_INIT("  \"a\"   \"b\"  )"), 9, 2, "a", "b", ")"},
        {STR_INIT("a {1}\r\nb \"c\""), 3, 3, "a", "c", ""},
        {STR_INIT("()\"b\" x"), 3, 3, NULL, "x", ""},
        {STR_INIT("\"a\"\"b\" \"c\""), 9, 2, "a\"\"b", "c", ""},
        {STR_INIT(""), 3, 0, "", "", ""},
        {STR_INIT(" )"), 3, 0, "", "", ")"},
        {STR_INIT("\"a\""), 0, 0, "", "", "\"a\""},
        {STR_INIT("\"a\" (\"b\")"), 3, MLA_E_MALFORMED, "", "", NULL},
        {STR_INIT("\"a\" \"b"), 3, MLA_E_INCOMPLETE, "", "", NULL},
    };
    for (size_t i = 0; i < COUNT(rows) * sizeof behind; i++) {
        mla__lex *lex = over(f, rows[i / sizeof behind].text, behind[i % sizeof behind]);
        mla_str values[9];
        int32_t count = mla__lex_nstrings(lex, values, rows[i / sizeof behind].max);
        assert_int_equal(count, rows[i / sizeof behind].count);
        if (count < 0)
            continue;
        unit_assert_str(rest(lex), mla_str_from(rows[i / sizeof behind].left), __FILE__, __LINE__);
        if (count == 0)
            continue;
        assert_true(mla_str_equal(values[0], mla_str_from(rows[i / sizeof behind].first)));
        assert_true(mla_str_equal(values[count - 1], mla_str_from(rows[i / sizeof behind].last)));
    }
}

static void numbers(void **state) {
    fixture *f = *state;
    static const struct {
        mla_str text;
        int32_t status;
        uint64_t value;
        const char *left;
        uint32_t forgiven;
    } rows[] = {
        {STR_INIT("0"), MLA_OK, 0, "", 0},
        {STR_INIT("42 "), MLA_OK, 42, " ", 0},
        {STR_INIT("42)"), MLA_OK, 42, ")", 0},
        {STR_INIT("42("), MLA_OK, 42, "(", 0},
        {STR_INIT("42]"), MLA_OK, 42, "]", 0},
        {STR_INIT("42\""), MLA_OK, 42, "\"", 0},
        {STR_INIT("42\r\n"), MLA_OK, 42, "\r\n", 0},
        {STR_INIT("007"), MLA_OK, 7, "", 0},
        {STR_INIT("4294967296"), MLA_OK, 4294967296u, "", 0},
        {STR_INIT("9999999999999999999"), MLA_OK, 9999999999999999999u, "", 0},
        {STR_INIT("18446744073709551615"), MLA_OK, UINT64_MAX, "", 0},
        {STR_INIT("00000000000000000000042"), MLA_OK, 42, "", 0},
        /* Forgiven. */
        {STR_INIT("18446744073709551616"), MLA_OK, UINT64_MAX, "", ODD(NUMBER)},
        {STR_INIT("99999999999999999999999 x"), MLA_OK, UINT64_MAX, " x", ODD(NUMBER)},
        {STR_INIT("-1"), MLA_OK, 0, "", ODD(NUMBER)},
        {STR_INIT("-99999999999999999999)"), MLA_OK, 0, ")", ODD(NUMBER)},
        {STR_INIT("9.3736e+06 x"), MLA_OK, 9373600, " x", ODD(NUMBER)}, /* mail.ru */
        {STR_INIT("1."), MLA_OK, 1, "", ODD(NUMBER)},
        {STR_INIT("\"12\" x"), MLA_OK, 12, " x", ODD(NUMBER)},
        /* None. */
        {STR_INIT(""), MLA_E_MALFORMED, 0, "", 0},
        {STR_INIT("x"), MLA_E_MALFORMED, 0, "x", 0},
        {STR_INIT("-"), MLA_E_MALFORMED, 0, "-", 0},
        {STR_INIT("-x"), MLA_E_MALFORMED, 0, "-x", 0},
        {STR_INIT("12x"), MLA_E_MALFORMED, 0, "12x", 0},
        {STR_INIT("12,3"), MLA_E_MALFORMED, 0, "12,3", 0},
        {STR_INIT("+1"), MLA_E_MALFORMED, 0, "+1", 0},
        {STR_INIT(" 1"), MLA_E_MALFORMED, 0, " 1", 0},
        {STR_INIT("NIL"), MLA_E_MALFORMED, 0, "NIL", 0},
        {STR_INIT("\"1"), MLA_E_MALFORMED, 0, "\"1", 0},
        {STR_INIT("\"\""), MLA_E_MALFORMED, 0, "\"\"", 0},
    };
    for (size_t i = 0; i < COUNT(rows) * sizeof behind; i++) {
        mla__lex *lex = over(f, rows[i / sizeof behind].text, behind[i % sizeof behind]);
        uint64_t value = 0;
        assert_int_equal(mla__lex_number(lex, &value), rows[i / sizeof behind].status);
        if (rows[i / sizeof behind].status == MLA_OK)
            assert_int_equal(value, rows[i / sizeof behind].value);
        unit_assert_str(rest(lex), mla_str_from(rows[i / sizeof behind].left), __FILE__, __LINE__);
        assert_int_equal(lex->forgiven, rows[i / sizeof behind].forgiven);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FIXTURE(quoted_strings),
        IN_FIXTURE(literals_stand_in_the_frame),
        IN_FIXTURE(a_word_where_a_string_belongs),
        IN_FIXTURE(what_gives_an_absent_string),
        IN_FIXTURE(nil_is_the_name_of_a_mailbox),
        IN_FIXTURE(the_mark_of_a_literal_behind_the_text_is_not_read),
        IN_FIXTURE(unescaping_needs_memory_and_skipping_none),
        IN_FIXTURE(strings_are_views_unless_they_hold_a_backslash),
        IN_FIXTURE(several_strings_with_spaces_between),
        IN_FIXTURE(numbers),
    };
    return cmocka_run_group_tests_name("imap/lex", tests, NULL, NULL);
}
