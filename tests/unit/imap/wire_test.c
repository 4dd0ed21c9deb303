/* SPDX-License-Identifier: MIT */
#include "wire_fixture.h"

/* What came as text: "<frame>", "[frame{size}data]" for a literal that streams, "!STATUS". */

/* However the octets come, the events are these. */
static void expect(fixture *f, mla_str octets, const char *expected) {
    octets = exact(octets);
    for (size_t split = 0; split < octets.len; split++) {
        play(f, octets, split, octets.len);
        assert_string_equal(f->log, expected);
    }
    for (size_t chunk = 1; chunk < 8; chunk++) {
        play(f, octets, 0, chunk);
        assert_string_equal(f->log, expected);
    }
}

static void lines_are_frames(void **state) {
    fixture *f = *state;
    expect(f, STR("* OK\r\n* 1 EXISTS\n\r\n\nA1 OK x\r\n"), "<* OK><* 1 EXISTS><><><A1 OK x>");
    expect(f, STR("* OK\r\n* 1 EXI"), "<* OK>");
    expect(f, STR("a\rb\r\r\nc\r\n"), "<a\rb><c>");
}

static void padding_with_nul_is_skipped_in_front(void **state) {
    fixture *f = *state;
    expect(f, STR("\0\0* OK\r\n\0* NO\r\n"), "<* OK><* NO>");
    assert_int_equal(f->wire.forgiven, 1u << MLA_IMAP_FORGIVEN_PADDING);
}

static void a_nul_inside_stays(void **state) {
    fixture *f = *state;
    feed_all(&f->wire, STR("* OK a\0b\r\n"));
    assert_frame(&f->wire, "* OK a\0b");
}

static void a_short_literal_stays_in_its_frame(void **state) {
    fixture *f = *state;
    expect(f, STR("* LIST () \"/\" {3}\r\na\nb\r\n* OK\r\n"),
           "<* LIST () \"/\" {3}\r\na\nb><* OK>");
    expect(f, STR("* X {0}\r\n {2+}\nxy)\r\n"), "<* X {0}\r\n {2+}\nxy)>");
    expect(f, STR("* X {16}\r\n0123456789abcdef\r\n"), "<* X {16}\r\n0123456789abcdef>");
}

static void a_literal_over_the_limit_streams(void **state) {
    fixture *f = *state;
    expect(f, STR("* X {17}\r\n0123456789abcdefg (y)\r\n* OK\r\n"),
           "[other * X {17}0123456789abcdefg]<* X \x1f (y)><* OK>");
}

static void a_body_section_streams_however_short(void **state) {
    fixture *f = *state;
    expect(f, STR("* 1 FETCH (UID 7 BODY[] {3}\r\na\r\n FLAGS ())\r\n"),
           "[* 1 FETCH (UID 7 BODY[] {3}a\r\n]<* 1 FETCH (UID 7 BODY[] \x1f FLAGS ())>");
    expect(f, STR("* 1 FETCH (BODY[1] {0}\r\n BINARY[2] ~{4}\r\n\0)\r\n)\r\n* 2 EXISTS\r\n"),
           "[* 1 FETCH (BODY[1] {0}][* 1 FETCH (BODY[1] \x1f BINARY[2] {4}");
}

static void nothing_need_stand_behind_a_literal(void **state) {
    fixture *f = *state;
    expect(f, STR("* 1 FETCH (BODY[] {1}\r\na\r\n* OK\r\n"),
           "[* 1 FETCH (BODY[] {1}a]<* 1 FETCH (BODY[] \x1f><* OK>");
    expect(f, STR("* 1 FETCH (BODY[] {1}\na\n* OK\n"),
           "[* 1 FETCH (BODY[] {1}a]<* 1 FETCH (BODY[] \x1f><* OK>");
}

/* 256 octets have to stay free for what follows it. */
static void a_short_literal_streams_when_its_frame_is_long(void **state) {
    fixture *f = *state;
    char line[MAX];
    for (size_t len = MAX - 256 - 16; len <= MAX - 256 - 15; len++) {
        memset(line, 'x', sizeof line);
        memcpy(line, "* X ", 4);
        memcpy(line + len - 7, " {16}\r\n0123456789abcdef\r\n", 25);
        play(f, (mla_str){line, len + 18}, 0, 100);
        bool has_streamed = strstr(f->log, "{16}0123456789abcdef]") != NULL;
        assert_int_equal(has_streamed, len > MAX - 256 - 16);
    }
}

static void a_literal_streams_behind_other_responses(void **state) {
    fixture *f = *state;
    expect(f,
           STR("* OK\r\n* 1 FETCH (BODY[] {5}\r\nhello UID 7)\r\n* 2 FETCH (BODY[] {2}\r\nho)\r\n"),
           "<* OK>[* 1 FETCH (BODY[] {5}hello]<* 1 FETCH (BODY[] \x1f UID 7)>"
           "[* 2 FETCH (BODY[] {2}ho]<* 2 FETCH (BODY[] \x1f)>");
}

static void octets_of_a_literal_that_wait_are_kept_when_more_come(void **state) {
    fixture *f = *state;
    feed_all(&f->wire, STR("* OK\r\n* 1 FETCH (BODY[] {6}\r\nabc"));
    assert_frame(&f->wire, "* OK");
    assert_next(&f->wire, MLA__WIRE_LITERAL);
    feed_all(&f->wire, STR("def)\r\n"));
    assert_str(f->wire.frame, "* 1 FETCH (BODY[] ");
    assert_next(&f->wire, MLA__WIRE_DATA);
    assert_str(f->wire.data, "abcdef");
    assert_next(&f->wire, MLA__WIRE_LITERAL_END);
    assert_frame(&f->wire, "* 1 FETCH (BODY[] \x1f)");
}

static void octets_of_a_literal_may_look_like_anything(void **state) {
    fixture *f = *state;
    expect(f, STR("* 1 FETCH (BODY[] {21}\r\n)\r\nA1 OK {5}\r\n* BYE\r\n)\r\nA1 OK\r\n"),
           "[* 1 FETCH (BODY[] {21})\r\nA1 OK {5}\r\n* BYE\r\n]<* 1 FETCH (BODY[] \x1f)><A1 OK>");
}

static void text_that_looks_like_a_literal_is_text(void **state) {
    fixture *f = *state;
    expect(f, STR("* OK {3}\r\nA1 NO {9}\r\n+ {1}\r\n* LIST () \"/\" a{3}\r\n"),
           "<* OK {3}><A1 NO {9}><+ {1}><* LIST () \"/\" a{3}>");
}

static void odd_headers_are_counted(void **state) {
    fixture *f = *state;
    expect(f, STR("* X {-1}\r\n {2}  \r\nab\r\n"), "<* X {-1}\r\n {2}  \r\nab>");
    assert_int_equal(f->wire.forgiven, 1u << MLA_IMAP_FORGIVEN_LITERAL);
}

static void a_literal_that_was_longer_than_announced_ends_all(void **state) {
    fixture *f = *state;
    /* A short one costs its own response only. */
    expect(f, STR("* X {1}\r\nabc\r\n* OK\r\n"), "<* X {1}\r\nabc><* OK>");
    expect(f, STR("* 1 FETCH (BODY[] {1}\r\nabc)\r\n"), "[* 1 FETCH (BODY[] {1}a]!MLA_E_PROTOCOL");
    assert_string_equal(f->wire.detail, "a literal is longer than it was announced");
}

static void a_size_beyond_63_bits_ends_all(void **state) {
    fixture *f = *state;
    expect(f, STR("* X {9223372036854775808}\r\na"), "!MLA_E_LIMIT");
    begin(f);
    feed_all(&f->wire, STR("* 1 FETCH (BODY[] {9223372036854775807}\r\na"));
    assert_next(&f->wire, MLA__WIRE_LITERAL);
    assert_int_equal(f->wire.literal_size, INT64_MAX);
}

static void a_body_larger_than_the_buffer_passes_through(void **state) {
    fixture *f = *state;
    feed_all(&f->wire, STR("* 1 FETCH (BODY[] {100000}\r\n"));
    assert_next(&f->wire, MLA__WIRE_LITERAL);
    size_t left = 100000;
    char piece[100];
    memset(piece, 'x', sizeof piece);
    while (left != 0) {
        size_t len = left < sizeof piece ? left : sizeof piece;
        size_t fed = feed(&f->wire, (mla_str){piece, len});
        assert_int_not_equal(fed, 0);
        left -= fed;
        while (mla__wire_next(&f->wire) == MLA__WIRE_DATA)
            assert_int_equal(f->wire.data.ptr[f->wire.data.len - 1], 'x');
        assert_true(mla__wire_is_streaming(&f->wire));
    }
    feed_all(&f->wire, STR(" UID 3)\r\n"));
    assert_frame(&f->wire, "* 1 FETCH (BODY[] \x1f UID 3)");
    assert_false(mla__wire_is_streaming(&f->wire));
    assert_int_equal(f->heap.calls, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        ON_WIRE(lines_are_frames),
        ON_WIRE(padding_with_nul_is_skipped_in_front),
        ON_WIRE(a_nul_inside_stays),
        ON_WIRE(a_short_literal_stays_in_its_frame),
        ON_WIRE(a_literal_over_the_limit_streams),
        ON_WIRE(a_body_section_streams_however_short),
        ON_WIRE(nothing_need_stand_behind_a_literal),
        ON_WIRE(a_short_literal_streams_when_its_frame_is_long),
        ON_WIRE(a_literal_streams_behind_other_responses),
        ON_WIRE(octets_of_a_literal_that_wait_are_kept_when_more_come),
        ON_WIRE(octets_of_a_literal_may_look_like_anything),
        ON_WIRE(text_that_looks_like_a_literal_is_text),
        ON_WIRE(odd_headers_are_counted),
        ON_WIRE(a_literal_that_was_longer_than_announced_ends_all),
        ON_WIRE(a_size_beyond_63_bits_ends_all),
        ON_WIRE(a_body_larger_than_the_buffer_passes_through),
    };
    return cmocka_run_group_tests_name("imap/wire", tests, NULL, NULL);
}
