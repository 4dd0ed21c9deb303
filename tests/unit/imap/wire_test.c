/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "heap.h"

#include "imap/wire.h"

#define INITIAL 64u
#define MAX 1024u
#define INLINE_MAX 16u

typedef struct fixture {
    heap heap;
    mla__wire wire;
    char log[40000];
    size_t log_len;
    bool has_failed;
} fixture;

static int setup(void **state) {
    fixture *f = calloc(1, sizeof *f);
    if (f == NULL)
        return 1;
    heap_init(&f->heap);
    *state = f;
    return mla__wire_init(&f->wire, &f->heap.allocator, INITIAL, MAX, INLINE_MAX);
}

static int teardown(void **state) {
    fixture *f = *state;
    mla__wire_deinit(&f->wire);
    int failed = f->heap.blocks != 0;
    free(f);
    return failed;
}

/** @return how many octets found room. */
static size_t feed(mla__wire *wire, mla_str octets) {
    size_t fed = 0;
    while (fed != octets.len) {
        size_t room;
        char *at = mla__wire_room(wire, &room);
        size_t len = octets.len - fed < room ? octets.len - fed : room;
        if (len == 0)
            break;
        memcpy(at, octets.ptr + fed, len);
        mla__wire_commit(wire, len);
        fed += len;
    }
    return fed;
}

static void feed_all(mla__wire *wire, mla_str octets) {
    assert_int_equal(feed(wire, octets), octets.len);
}

static void assert_frame_of(mla__wire *wire, mla_str expected, const char *file, int line) {
    _assert_int_equal((uintmax_t)mla__wire_next(wire), MLA__WIRE_FRAME, file, line);
    unit_assert_str(wire->frame, expected, file, line);
    char behind = wire->frame.ptr[wire->frame.len];
    _assert_true(behind == '\r' || behind == '\n', "a line break behind it", file, line);
}

#define assert_frame(wire, literal) assert_frame_of((wire), STR(literal), __FILE__, __LINE__)
#define assert_next(wire, event) assert_int_equal(mla__wire_next(wire), (event))

/* What came as text: "<frame>", "[frame{size}data]" for a literal that streams, "!STATUS". */

static void note(fixture *f, const char *before, mla_str text, const char *after) {
    assert_true(f->log_len + text.len + 8 < sizeof f->log);
    f->log_len += (size_t)sprintf(f->log + f->log_len, "%s", before);
    memcpy(f->log + f->log_len, text.ptr, text.len);
    f->log_len += text.len;
    f->log_len += (size_t)sprintf(f->log + f->log_len, "%s", after);
}

/** @return false when nothing more comes. */
static bool note_event(fixture *f) {
    mla__wire *wire = &f->wire;
    switch (mla__wire_next(wire)) {
    case MLA__WIRE_FRAME: note(f, "<", wire->frame, ">"); return true;
    case MLA__WIRE_CUT: fail(); return false;
    case MLA__WIRE_FULL:
        if (mla__wire_grow(wire))
            return false;
        assert_int_equal(mla__wire_cut(wire), MLA__WIRE_CUT);
        note(f, "<", (mla_str){wire->frame.ptr, wire->frame.len < 8 ? wire->frame.len : 8}, "...>");
        return true;
    case MLA__WIRE_LITERAL:
        assert_int_equal(wire->frame.ptr[wire->frame.len], MLA__WIRE_STREAMED);
        note(f, wire->is_section ? "[" : "[other ", wire->frame, "");
        f->log_len += (size_t)sprintf(f->log + f->log_len, "{%u}", (unsigned)wire->literal_size);
        return true;
    case MLA__WIRE_DATA: note(f, "", wire->data, ""); return true;
    case MLA__WIRE_LITERAL_END: note(f, "", STR(""), "]"); return true;
    case MLA__WIRE_ERROR:
        note(f, "!", mla_str_from(mla_status_name(wire->status)), "");
        f->has_failed = true;
        return false;
    case MLA__WIRE_AGAIN: break;
    }
    return false;
}

static void note_events(fixture *f) {
    while (!f->has_failed && note_event(f))
        continue;
}

static void begin(fixture *f) {
    mla__wire_deinit(&f->wire);
    assert_int_equal(mla__wire_init(&f->wire, &f->heap.allocator, INITIAL, MAX, INLINE_MAX),
                     MLA_OK);
    f->log_len = 0;
    f->has_failed = false;
}

/* In two pieces that part at `split`, and each of these in pieces of `chunk`. */
static void play(fixture *f, mla_str octets, size_t split, size_t chunk) {
    begin(f);
    for (size_t at = 0; at < octets.len && !f->has_failed;) {
        size_t end = at < split ? split : octets.len;
        at += feed(&f->wire, (mla_str){octets.ptr + at, end - at < chunk ? end - at : chunk});
        note_events(f);
    }
    f->wire.is_ended = true;
    note_events(f);
    f->log[f->log_len] = '\0';
}

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
    expect(f, STR("a\rb\r\r\nc\r\n"), "<a\rb\r><c>");
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

static void a_line_over_the_first_size_is_held_on_request(void **state) {
    fixture *f = *state;
    char line[MAX + 1];
    memset(line, 'x', sizeof line);
    assert_int_equal(feed(&f->wire, (mla_str){line, INITIAL}), INITIAL);
    assert_next(&f->wire, MLA__WIRE_FULL);
    assert_next(&f->wire, MLA__WIRE_FULL);
    assert_int_equal(mla__wire_held(&f->wire).len, INITIAL);
    assert_int_equal(mla__wire_held(&f->wire).ptr[INITIAL], '\n');
    assert_true(mla__wire_grow(&f->wire));
    feed_all(&f->wire, STR("y\r\n"));
    assert_next(&f->wire, MLA__WIRE_FRAME);
    assert_int_equal(f->wire.frame.len, INITIAL + 1);
}

static void a_line_is_held_up_to_the_limit(void **state) {
    fixture *f = *state;
    static char line[MAX + 8];
    memset(line, 'x', sizeof line);
    memcpy(line + MAX - 2, "\r\n", 2);
    static char expected[MAX + 8];
    sprintf(expected, "<%.*s>", (int)MAX - 2, line);
    play(f, (mla_str){line, MAX}, 0, 100);
    assert_string_equal(f->log, expected);
    memcpy(line + MAX - 2, "x\r\n* OK\r\n", 9);
    play(f, (mla_str){line, MAX + 7}, 0, 100);
    assert_string_equal(f->log, "<xxxxxxxx...><* OK>");
}

static void without_memory_a_line_does_not_grow(void **state) {
    fixture *f = *state;
    char line[INITIAL];
    memset(line, 'x', sizeof line);
    assert_int_equal(feed(&f->wire, (mla_str){line, sizeof line}), INITIAL);
    assert_next(&f->wire, MLA__WIRE_FULL);
    f->heap.fail_at = f->heap.calls + 1;
    assert_false(mla__wire_grow(&f->wire));
    assert_next(&f->wire, MLA__WIRE_FULL);
    assert_true(mla__wire_grow(&f->wire));
}

/* Fills the buffer to its limit with "* X (" and x. */
static void fill(fixture *f, const char *beginning) {
    static char line[MAX];
    memset(line, 'x', sizeof line);
    memcpy(line, beginning, strlen(beginning));
    for (size_t fed = 0; fed < MAX;) {
        fed += feed(&f->wire, (mla_str){line + fed, MAX - fed});
        if (mla__wire_next(&f->wire) == MLA__WIRE_FULL && fed < MAX)
            assert_true(mla__wire_grow(&f->wire));
    }
    assert_next(&f->wire, MLA__WIRE_FULL);
    assert_false(mla__wire_grow(&f->wire));
    assert_int_equal(mla__wire_cut(&f->wire), MLA__WIRE_CUT);
    assert_int_equal(f->wire.frame.len, MAX);
    assert_memory_equal(f->wire.frame.ptr, beginning, strlen(beginning));
    assert_true(f->wire.is_final);
}

/* Plays octets after a line that was cut, however they come. */
static void expect_after_cut(fixture *f, const char *beginning, mla_str octets,
                             const char *expected) {
    for (size_t chunk = 1; chunk <= octets.len; chunk++) {
        begin(f);
        fill(f, beginning);
        for (size_t at = 0; at < octets.len; at += chunk) {
            size_t len = octets.len - at < chunk ? octets.len - at : chunk;
            feed_all(&f->wire, (mla_str){octets.ptr + at, len});
            note_events(f);
        }
        f->log[f->log_len] = '\0';
        assert_string_equal(f->log, expected);
    }
}

static void the_rest_of_a_cut_line_is_skipped_in_step(void **state) {
    fixture *f = *state;
    expect_after_cut(f, "* X (", STR("xxx)\r\n* 1 EXISTS\r\n"), "<* 1 EXISTS>");
    /* Literals among it, however large. */
    expect_after_cut(
        f, "* X (",
        STR(" {9}\r\n\r\n* BYE\r\n y ~{300+}  \r\n"
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            " {-1}\r\n)\r\n* 2 EXISTS\r\n"),
        "<* 2 EXISTS>");
    /* A header that begins before the cut. */
    expect_after_cut(f, "* X (", STR("{0}\r\n)\r\n* 2 EXISTS\r\n"), "<* 2 EXISTS>");
}

static void a_cut_status_response_holds_no_literals(void **state) {
    fixture *f = *state;
    expect_after_cut(f, "* OK ", STR(" {9}\r\n* 1 EXISTS\r\n"), "<* 1 EXISTS>");
    expect_after_cut(f, "A1 NO ", STR(" {9}\r\n* 1 EXISTS\r\n"), "<* 1 EXISTS>");
}

static void a_size_beyond_63_bits_ends_all_where_a_line_is_skipped_too(void **state) {
    fixture *f = *state;
    expect_after_cut(f, "* X (", STR(" {18446744073709551616}\r\n"), "!MLA_E_LIMIT");
}

static void what_is_done_with_leaves_from_the_front(void **state) {
    fixture *f = *state;
    char line[INITIAL];
    memset(line, '1', sizeof line);
    memcpy(line, "* SEARCH ", 9);
    assert_int_equal(feed(&f->wire, (mla_str){line, sizeof line}), INITIAL);
    assert_next(&f->wire, MLA__WIRE_FULL);
    mla__wire_drop(&f->wire, 60);
    assert_str(mla__wire_held(&f->wire), "1111");
    feed_all(&f->wire, STR(" 2\r\n* OK\r\n"));
    assert_frame(&f->wire, "1111 2");
    /* After a frame as well. */
    mla__wire_drop(&f->wire, 4);
    assert_frame(&f->wire, "* OK");
    mla__wire_drop(&f->wire, 6);
    assert_next(&f->wire, MLA__WIRE_AGAIN);
    assert_int_equal(mla__wire_pending(&f->wire), 0);
}

static void a_frame_can_be_joined_with_the_next_line(void **state) {
    fixture *f = *state;
    feed_all(&f->wire, STR("* X \"PDF\r\n NAME=\"\r\n)\r\n* OK\r\n"));
    assert_frame(&f->wire, "* X \"PDF");
    assert_false(f->wire.is_final);
    mla__wire_extend(&f->wire);
    assert_frame(&f->wire, "* X \"PDF\r\n NAME=\"");
    assert_int_equal(f->wire.joins, 1);
    mla__wire_extend(&f->wire);
    assert_frame(&f->wire, "* X \"PDF\r\n NAME=\"\r\n)");
    assert_false(f->wire.is_final);
    assert_frame(&f->wire, "* OK");
    assert_int_equal(f->wire.joins, 0);
}

static void the_line_to_join_may_come_octet_by_octet(void **state) {
    fixture *f = *state;
    mla_str more = STR("A1 x\"\r\n");
    feed_all(&f->wire, STR("* X \"a\r\n"));
    assert_frame(&f->wire, "* X \"a");
    mla__wire_extend(&f->wire);
    for (size_t i = 0; i < more.len; i++) {
        assert_next(&f->wire, MLA__WIRE_AGAIN);
        feed_all(&f->wire, (mla_str){more.ptr + i, 1});
    }
    assert_frame(&f->wire, "* X \"a\r\nA1 x\"");
}

static void a_line_that_begins_a_response_is_not_joined(void **state) {
    fixture *f = *state;
    static const mla_str lines[] = {
        STR_INIT("* 1 EXISTS\r\n"),
        STR_INIT("+ go\r\n"),
        STR_INIT("A1 OK\r\n"),
    };
    for (size_t i = 0; i < 3; i++)
        for (size_t split = 0; split <= lines[i].len; split++) {
            feed_all(&f->wire, STR("* X \"a\r\n"));
            assert_frame(&f->wire, "* X \"a");
            mla__wire_extend(&f->wire);
            feed_all(&f->wire, (mla_str){lines[i].ptr, split});
            mla_str left = {lines[i].ptr + split, lines[i].len - split};
            if (mla__wire_next(&f->wire) == MLA__WIRE_AGAIN) {
                feed_all(&f->wire, left);
                left.len = 0;
                assert_next(&f->wire, MLA__WIRE_FRAME);
            }
            assert_str(f->wire.frame, "* X \"a");
            assert_true(f->wire.is_final);
            feed_all(&f->wire, left);
            assert_next(&f->wire, MLA__WIRE_FRAME);
            assert_int_equal(f->wire.frame.len, lines[i].len - 2);
            assert_false(f->wire.is_final);
        }
}

static void at_the_end_of_the_stream_nothing_is_joined(void **state) {
    fixture *f = *state;
    feed_all(&f->wire, STR("* X \"a\r\nA1"));
    assert_frame(&f->wire, "* X \"a");
    mla__wire_extend(&f->wire);
    assert_next(&f->wire, MLA__WIRE_AGAIN);
    f->wire.is_ended = true;
    assert_frame(&f->wire, "* X \"a");
    assert_true(f->wire.is_final);
}

static void joining_has_an_end(void **state) {
    fixture *f = *state;
    for (size_t i = 0; i < 20; i++)
        feed_all(&f->wire, STR("\"\r\n"));
    for (uint32_t lines = 0; lines < 16; lines++) {
        assert_next(&f->wire, MLA__WIRE_FRAME);
        assert_int_equal(f->wire.frame.len, lines * 3 + 1);
        assert_false(f->wire.is_final);
        mla__wire_extend(&f->wire);
    }
    assert_next(&f->wire, MLA__WIRE_FRAME);
    assert_int_equal(f->wire.frame.len, 16 * 3 + 1);
    assert_true(f->wire.is_final);
    assert_frame(&f->wire, "\"");
    assert_false(f->wire.is_final);
}

static void a_line_to_join_that_has_no_end_is_not_waited_for(void **state) {
    fixture *f = *state;
    static char line[MAX];
    memset(line, 'x', sizeof line);
    feed_all(&f->wire, STR("* X \"a\r\n"));
    assert_frame(&f->wire, "* X \"a");
    mla__wire_extend(&f->wire);
    size_t fed = 8;
    mla__wire_event event;
    do {
        fed += feed(&f->wire, (mla_str){line, MAX - fed});
        event = mla__wire_next(&f->wire);
    } while (event == MLA__WIRE_AGAIN || (event == MLA__WIRE_FULL && mla__wire_grow(&f->wire)));
    assert_int_equal(fed, MAX);
    assert_int_equal(event, MLA__WIRE_FRAME);
    assert_str(f->wire.frame, "* X \"a");
    assert_true(f->wire.is_final);
}

static void a_line_held_whole_can_be_taken_quickly(void **state) {
    fixture *f = *state;
    feed_all(&f->wire, STR("* 1 EXISTS\r\n* OK\nx"));
    assert_true(mla__wire_take_line(&f->wire));
    assert_str(f->wire.frame, "* 1 EXISTS");
    assert_int_equal(mla__wire_pending(&f->wire), 6);
    assert_true(mla__wire_take_line(&f->wire));
    assert_str(f->wire.frame, "* OK");
    assert_false(mla__wire_take_line(&f->wire));
    feed_all(&f->wire, STR("\r\n"));
    assert_frame(&f->wire, "x");
}

static void what_looks_unusual_is_not_taken_quickly(void **state) {
    fixture *f = *state;
    static const struct {
        mla_str octets;
        mla__wire_event next;
    } rows[] = {
        {STR_INIT("\r\n"), MLA__WIRE_FRAME},         {STR_INIT("\n"), MLA__WIRE_FRAME},
        {STR_INIT("\0* OK\r\n"), MLA__WIRE_FRAME},   {STR_INIT("* SEARCH 1 \r\n"), MLA__WIRE_FRAME},
        {STR_INIT("* OK {3}\r\n"), MLA__WIRE_FRAME}, {STR_INIT("* X {20}\r\n"), MLA__WIRE_LITERAL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        feed_all(&f->wire, rows[i].octets);
        assert_false(mla__wire_take_line(&f->wire));
        assert_next(&f->wire, rows[i].next);
    }
    /* Nor is anything in the middle of a response. */
    feed_all(&f->wire, STR("abc\r\n"));
    assert_false(mla__wire_take_line(&f->wire));
}

static void a_line_that_was_looked_at_is_not_taken_quickly(void **state) {
    fixture *f = *state;
    feed_all(&f->wire, STR("* O"));
    assert_next(&f->wire, MLA__WIRE_AGAIN);
    feed_all(&f->wire, STR("K\r\n"));
    assert_false(mla__wire_take_line(&f->wire));
    assert_frame(&f->wire, "* OK");
}

static void what_was_not_handed_out_is_pending(void **state) {
    fixture *f = *state;
    assert_int_equal(mla__wire_pending(&f->wire), 0);
    feed_all(&f->wire, STR("* OK\r\n* 1 FETCH (BODY[] {9}\r\nabc"));
    assert_int_equal(mla__wire_pending(&f->wire), 32);
    assert_next(&f->wire, MLA__WIRE_FRAME);
    assert_int_equal(mla__wire_pending(&f->wire), 26);
    assert_next(&f->wire, MLA__WIRE_LITERAL);
    assert_int_equal(mla__wire_pending(&f->wire), 3);
    assert_next(&f->wire, MLA__WIRE_DATA);
    assert_int_equal(mla__wire_pending(&f->wire), 0);
    assert_int_equal(f->wire.received, 32);
}

static void after_a_reset_all_begins_anew(void **state) {
    fixture *f = *state;
    feed_all(&f->wire, STR("* X \"a\r\n* OK\r\n"));
    assert_frame(&f->wire, "* X \"a");
    mla__wire_extend(&f->wire);
    assert_frame(&f->wire, "* X \"a");
    assert_true(f->wire.is_final);
    mla__wire_reset(&f->wire);
    assert_int_equal(mla__wire_pending(&f->wire), 0);
    feed_all(&f->wire, STR("* 1 FETCH (BODY[] {9}\r\nabc"));
    assert_next(&f->wire, MLA__WIRE_LITERAL);
    assert_false(f->wire.is_final);
    assert_int_equal(f->wire.joins, 0);
    mla__wire_reset(&f->wire);
    feed_all(&f->wire, STR("* NO\r\n"));
    assert_frame(&f->wire, "* NO");
}

static void sizes_that_make_no_sense_are_refused(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    mla__wire wire;
    assert_int_equal(mla__wire_init(&wire, &h.allocator, 0, 8, 8), MLA_E_INVALID);
    mla__wire_deinit(&wire);
    assert_int_equal(mla__wire_init(&wire, &h.allocator, 9, 8, 8), MLA_E_INVALID);
    mla__wire_deinit(&wire);
    h.fail_at = h.calls + 1;
    assert_int_equal(mla__wire_init(&wire, &h.allocator, 8, 8, 8), MLA_E_NO_MEMORY);
    mla__wire_deinit(&wire);
    assert_int_equal(h.blocks, 0);
}

#define ON_WIRE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

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
        ON_WIRE(a_line_over_the_first_size_is_held_on_request),
        ON_WIRE(a_line_is_held_up_to_the_limit),
        ON_WIRE(without_memory_a_line_does_not_grow),
        ON_WIRE(the_rest_of_a_cut_line_is_skipped_in_step),
        ON_WIRE(a_cut_status_response_holds_no_literals),
        ON_WIRE(a_size_beyond_63_bits_ends_all_where_a_line_is_skipped_too),
        ON_WIRE(what_is_done_with_leaves_from_the_front),
        ON_WIRE(a_frame_can_be_joined_with_the_next_line),
        ON_WIRE(the_line_to_join_may_come_octet_by_octet),
        ON_WIRE(a_line_that_begins_a_response_is_not_joined),
        ON_WIRE(at_the_end_of_the_stream_nothing_is_joined),
        ON_WIRE(joining_has_an_end),
        ON_WIRE(a_line_to_join_that_has_no_end_is_not_waited_for),
        ON_WIRE(a_line_held_whole_can_be_taken_quickly),
        ON_WIRE(what_looks_unusual_is_not_taken_quickly),
        ON_WIRE(a_line_that_was_looked_at_is_not_taken_quickly),
        ON_WIRE(what_was_not_handed_out_is_pending),
        ON_WIRE(after_a_reset_all_begins_anew),
        cmocka_unit_test(sizes_that_make_no_sense_are_refused),
    };
    return cmocka_run_group_tests_name("imap/wire", tests, NULL, NULL);
}
