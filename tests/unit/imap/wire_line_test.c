/* SPDX-License-Identifier: MIT */
#include "wire_fixture.h"

/* What came as text: "<frame>", "[frame{size}data]" for a literal that streams, "!STATUS". */

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
    /* A word that was cut is left out, but for what is text. */
    bool is_text = strcmp(beginning, "* X (") != 0;
    assert_int_equal(f->wire.frame.len, is_text ? MAX : strlen("* X"));
    assert_memory_equal(f->wire.frame.ptr, beginning, strlen("* X"));
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
    for (size_t i = 0; i < 70; i++)
        feed_all(&f->wire, STR("\"\r\n"));
    for (uint32_t lines = 0; lines < 64; lines++) {
        assert_next(&f->wire, MLA__WIRE_FRAME);
        assert_int_equal(f->wire.frame.len, lines * 3 + 1);
        assert_false(f->wire.is_final);
        mla__wire_extend(&f->wire);
    }
    assert_next(&f->wire, MLA__WIRE_FRAME);
    assert_int_equal(f->wire.frame.len, 64 * 3 + 1);
    assert_true(f->wire.is_final);
    assert_frame(&f->wire, "\"");
    assert_false(f->wire.is_final);
}

/* Else the octets of the next literal, which a message is made of, would be responses. */
static void a_response_that_goes_on_behind_literals_for_too_long_is_an_error(void **state) {
    fixture *f = *state;
    feed_all(&f->wire, STR("* 1 FETCH (X"));
    for (size_t i = 0; i < 66; i++)
        feed_all(&f->wire, STR(" {1}\r\na\r\n"));
    for (uint32_t lines = 0; lines < 64; lines++) {
        assert_next(&f->wire, MLA__WIRE_FRAME);
        mla__wire_extend(&f->wire);
    }
    assert_next(&f->wire, MLA__WIRE_ERROR);
    assert_int_equal(f->wire.status, MLA_E_PROTOCOL);
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

int main(void) {
    const struct CMUnitTest tests[] = {
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
        ON_WIRE(a_response_that_goes_on_behind_literals_for_too_long_is_an_error),
        ON_WIRE(a_line_to_join_that_has_no_end_is_not_waited_for),
        ON_WIRE(what_was_not_handed_out_is_pending),
        ON_WIRE(after_a_reset_all_begins_anew),
        cmocka_unit_test(sizes_that_make_no_sense_are_refused),
    };
    return cmocka_run_group_tests_name("imap/wire_line", tests, NULL, NULL);
}
