/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "imap/literal.h"

static const mla__judged nothing;

/* As a frame: only one octet behind it may be read. */
static const mla_str *frame(mla_str text) {
    static mla_str held;
    char octets[80];
    assert_true(text.len < sizeof octets);
    memcpy(octets, text.ptr, text.len);
    octets[text.len] = '\n';
    held = exact((mla_str){octets, text.len + 1});
    held.len = text.len;
    return &held;
}

typedef struct header_row {
    mla_str text;
    size_t at;
    uint64_t size;
    bool is_odd;
} header_row;

static void assert_header(const header_row *row) {
    mla__literal literal;
    assert_true(mla__literal_header(frame(row->text), &literal));
    assert_true(literal.is_valid);
    assert_int_equal(literal.header_at, row->at);
    assert_int_equal(literal.size, row->size);
    assert_int_equal(literal.is_odd, row->is_odd);
}

static void headers_in_all_forms(void **state) {
    (void)state;
    static const header_row rows[] = {
        {STR_INIT("{0}"), 0, 0, false},
        {STR_INIT("{12}"), 0, 12, false},
        {STR_INIT("{12+}"), 0, 12, true},
        {STR_INIT("~{12}"), 0, 12, false},
        {STR_INIT("~{12+}"), 0, 12, true},
        {STR_INIT("* LIST () \"/\" {3}"), 14, 3, false},
        {STR_INIT("BODY[] ~{3}"), 7, 3, false},
        {STR_INIT("{{3}"), 1, 3, false},
        {STR_INIT("{007}"), 0, 7, false},
        {STR_INIT("{9223372036854775807}"), 0, INT64_MAX, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_header(&rows[i]);
}

static void odd_headers_are_forgiven(void **state) {
    (void)state;
    static const header_row rows[] = {
        {STR_INIT("{12}  "), 0, 12, true}, /* Domino */
        {STR_INIT("{-1}"), 0, 0, true},    /* Free.fr */
        {STR_INIT("x {-77+} "), 2, 0, true},
        {STR_INIT("{-99999999999999999999}"), 0, 0, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_header(&rows[i]);
}

static void a_size_beyond_63_bits_is_not_valid(void **state) {
    (void)state;
    mla__literal literal;
    assert_true(mla__literal_header(frame(STR("x {9223372036854775808}")), &literal));
    assert_false(literal.is_valid);
    assert_true(mla__literal_header(frame(STR("x {99999999999999999999}")), &literal));
    assert_false(literal.is_valid);
}

static void what_is_no_header(void **state) {
    (void)state;
    static const mla_str rows[] = {
        STR_INIT(""),     STR_INIT("}"),      STR_INIT("1}"),    STR_INIT("{}"),
        STR_INIT("{+}"),  STR_INIT("{-}"),    STR_INIT("{--1}"), STR_INIT("{1"),
        STR_INIT("{1}x"), STR_INIT("{ 1}"),   STR_INIT("{1 }"),  STR_INIT("{1++}"),
        STR_INIT("{+1}"), STR_INIT("{1\t}"),  STR_INIT("(12}"),  STR_INIT("12}"),
        STR_INIT("-1}"),  STR_INIT("{0x10}"), STR_INIT("{1}\t"), STR_INIT("   "),
    };
    mla__literal literal;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_false(mla__literal_header(frame(rows[i]), &literal));
}

static void a_literal_ends_a_line_of_data(void **state) {
    (void)state;
    static const struct {
        mla_str text;
        size_t at;
        bool is_section;
    } rows[] = {
        {STR_INIT("* LIST () \"/\" {3}"), 14, false},
        {STR_INIT("* 1 FETCH ({3}"), 11, false},
        {STR_INIT("* 1 FETCH (ENVELOPE (NIL {3}"), 25, false},
        {STR_INIT("* 1 FETCH (BODY[] {3}"), 18, true},
        {STR_INIT("* 1 FETCH (BODY[1.2]<0> {3}"), 24, true},
        {STR_INIT("* 1 FETCH (BINARY[1] ~{3}"), 21, true},
        {STR_INIT("* 1 FETCH (RFC822 {3}"), 18, true},
        {STR_INIT("* 1 FETCH (rfc822.header   {3}"), 27, true},
        {STR_INIT("* 1 FETCH (UID 3 RFC822.TEXT {3}"), 29, true},
        {STR_INIT("* 1 FETCH (body[HEADER.FIELDS (To)] {3}"), 36, true},
        {STR_INIT("* ACL x a] {3}"), 11, false},
        {STR_INIT("* ACL x [a] {3}"), 12, false},
        {STR_INIT("* METADATA \"\" (/shared/x> {3}"), 26, false},
        {STR_INIT("* 1 FETCH (XRFC822 {3}"), 19, false},
        {STR_INIT("* 1 FETCH (RFC822.SIZE {3}"), 23, false},
        {STR_INIT("*  {3}"), 3, false},
        {STR_INIT("* STATUSX {3}"), 10, false},
        {STR_INIT("* URLFETCH RFC822.TEXT {3}"), 23, false},
        {STR_INIT("* LIST () \"/\" BODY[] {3}"), 21, false},
        {STR_INIT("*  -1 FETCH (BODY[]{3}"), 19, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        mla__literal literal;
        assert_true(mla__literal_at_end(frame(rows[i].text), &nothing, &literal));
        assert_int_equal(literal.header_at, rows[i].at);
        assert_int_equal(literal.size, 3);
        assert_int_equal(literal.is_section, rows[i].is_section);
    }
}

static void what_only_looks_like_a_literal(void **state) {
    (void)state;
    static const mla_str rows[] = {
        /* Text of a status response. */
        STR_INIT("* OK see {3}"),
        STR_INIT("* no see {3}"),
        STR_INIT("*  BAD  {3}"),
        STR_INIT("* BYE {3}"),
        STR_INIT("* PREAUTH {3}"),
        STR_INIT("* OK\t{3}"),
        STR_INIT("A1 OK {3}"),
        STR_INIT("A1 NO {3}"),
        STR_INIT("+ {3}"),
        STR_INIT("{3}"),
        STR_INIT("Server Unavailable {3}"),
        /* The end of a word. */
        STR_INIT("*{3}"),
        STR_INIT("* LIST () \"/\" a{3}"),
        STR_INIT("* LIST () \"/\" \"a\"{3}"),
        /* Inside a quoted string. */
        STR_INIT("* LIST () \"/\" \"a {3}"),
        STR_INIT("* 1 FETCH (ENVELOPE (\"Re: (see) {50}"),
        STR_INIT("* 1 FETCH (ENVELOPE (\"a \\\"b {3}"),
        STR_INIT("* 1 FETCH (ENVELOPE (\"a\"b {3}"),
        STR_INIT("* 1 FETCH (ENVELOPE (\"a\\\\\" \"b {3}"),
        STR_INIT("* 1 FETCH (ENVELOPE (\"a\\\" \"b\" \"c {3}"),
        STR_INIT("* LIST () \"/\" x"),
    };
    mla__literal literal;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_false(mla__literal_at_end(frame(rows[i]), &nothing, &literal));
}

static void quotes_that_are_closed_do_not_hide_a_literal(void **state) {
    (void)state;
    static const mla_str rows[] = {
        STR_INIT("* 1 FETCH (ENVELOPE (\"a\" {3}"),
        STR_INIT("* 1 FETCH (ENVELOPE (\"a \\\" b\" {3}"),
        STR_INIT("* 1 FETCH (ENVELOPE (\"=?UTF-8?Q?\"x\"?=\" {3}"), /* Gmail */
        STR_INIT("* 1 FETCH (ENVELOPE ((\"a\") {3}"),
        STR_INIT(
            "* 1 FETCH (ENVELOPE ((\"qq.com\\\") {3}"), /* QQ: the backslash is one of the name */
        STR_INIT("* LIST () \"\\\\\" {3}"),
        STR_INIT("* LIST () \"\\\" {3}"),
        STR_INIT("* LIST (\\Noselect) \"/\" {3}"), /* a backslash outside */
        STR_INIT("* X \"a\" (\\Seen \"b\" {3}"),
        STR_INIT("* 1 FETCH (ENVELOPE (\"Re: \"a b\" c\" {3}"),
        STR_INIT("* 1 FETCH (ENVELOPE (\"a \"b\" c \"d\" e\" {3}"),
    };
    mla__literal literal;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_true(mla__literal_at_end(frame(rows[i]), &nothing, &literal));
}

/* A subject may hold one quote, and a mailbox name the header of a literal. */
static void octets_of_an_earlier_literal_are_not_judged(void **state) {
    (void)state;
    mla_str quote = STR("* 1 FETCH (ENVELOPE (\"\" {1}\r\n\" {3}");
    mla_str header = STR("* LIST () \"/\" {5}\r\n {50}");
    mla__literal literal;
    mla__judged judged = {.len = sizeof "* 1 FETCH (ENVELOPE (\"\" {1}\r\n\"" - 1};
    assert_true(mla__literal_at_end(frame(quote), &judged, &literal));
    assert_int_equal(literal.header_at, quote.len - 3);
    judged.len = header.len;
    assert_false(mla__literal_at_end(frame(header), &judged, &literal));
}

static void what_was_dropped_still_counts(void **state) {
    (void)state;
    mla_str line = STR("* ESEARCH X \"a b\" MIN 1 {3}");
    mla__literal literal;
    for (size_t len = 1; len < line.len - 3; len++) {
        mla__judged judged = nothing;
        mla__literal_drop(&judged, frame(line), len / 2);
        mla_str rest = {line.ptr + len / 2, line.len - len / 2};
        mla__literal_drop(&judged, frame(rest), len - len / 2);
        rest = (mla_str){line.ptr + len, line.len - len};
        assert_true(mla__literal_at_end(frame(rest), &judged, &literal));
    }
    mla__judged open = nothing;
    mla__literal_drop(&open, frame(STR("* ESEARCH X \"a MIN 1 {3}")), 14);
    assert_false(mla__literal_at_end(frame(STR(" MIN 1 {3}")), &open, &literal));
}

static void the_rest_of_a_status_response_is_text(void **state) {
    (void)state;
    assert_true(mla__literal_is_text(frame(STR("* OK"))));
    assert_true(mla__literal_is_text(frame(STR("* bye x"))));
    assert_true(mla__literal_is_text(frame(STR("* OK\r"))));
    assert_true(mla__literal_is_text(frame(STR("* NO\nx"))));
    assert_true(mla__literal_is_text(frame(STR("A1 FETCH"))));
    assert_true(mla__literal_is_text(frame(STR("+ go"))));
    assert_true(mla__literal_is_text(frame(STR(""))));
    assert_false(mla__literal_is_text(frame(STR("*"))));
    assert_false(mla__literal_is_text(frame(STR("* "))));
    assert_false(mla__literal_is_text(frame(STR("* OKAY"))));
    assert_false(mla__literal_is_text(frame(STR("* O"))));
    assert_false(mla__literal_is_text(frame(STR("* LIST OK"))));
}

static void a_line_that_begins_a_response(void **state) {
    (void)state;
    assert_true(mla__literal_begins_response(frame(STR("* 1 EXISTS"))));
    assert_true(mla__literal_begins_response(frame(STR("+ go"))));
    assert_true(mla__literal_begins_response(frame(STR("+ "))));
    assert_true(mla__literal_begins_response(frame(STR("A1 OK"))));
    assert_true(mla__literal_begins_response(frame(STR("7 bad\r"))));
    assert_false(mla__literal_begins_response(frame(STR(""))));
    assert_false(mla__literal_begins_response(frame(STR("*"))));
    assert_false(mla__literal_begins_response(frame(STR("*x"))));
    assert_false(mla__literal_begins_response(frame(STR("A1"))));
    assert_false(mla__literal_begins_response(frame(STR("A1 FETCH"))));
    assert_false(mla__literal_begins_response(frame(STR(" NAME=\"A.pdf\""))));
    assert_false(mla__literal_begins_response(frame(STR(" OK"))));
    assert_false(mla__literal_begins_response(frame(STR("\" OK"))));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_in_all_forms),
        cmocka_unit_test(odd_headers_are_forgiven),
        cmocka_unit_test(a_size_beyond_63_bits_is_not_valid),
        cmocka_unit_test(what_is_no_header),
        cmocka_unit_test(a_literal_ends_a_line_of_data),
        cmocka_unit_test(what_only_looks_like_a_literal),
        cmocka_unit_test(quotes_that_are_closed_do_not_hide_a_literal),
        cmocka_unit_test(octets_of_an_earlier_literal_are_not_judged),
        cmocka_unit_test(what_was_dropped_still_counts),
        cmocka_unit_test(the_rest_of_a_status_response_is_text),
        cmocka_unit_test(a_line_that_begins_a_response),
    };
    return cmocka_run_group_tests_name("imap/literal", tests, NULL, NULL);
}
