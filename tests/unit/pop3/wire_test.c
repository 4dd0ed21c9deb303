/* SPDX-License-Identifier: MIT */
#include "pop3/wire.h"

#include "heap.h"

#define LINE_MAX 16u

static heap memory;
static mla__pop3_wire wire;
static char result[4096]; /* lines, each with "|" behind it, or the octets of a body */
static size_t result_len;
static char behind; /* what stands behind the last octet that came */

static void add(const char *data, size_t len) {
    assert_true(len <= sizeof result - result_len);
    memcpy(result + result_len, data, len);
    result_len += len;
}

static void open_wire(size_t capacity) {
    heap_init(&memory);
    wire = (mla__pop3_wire){.line_max = LINE_MAX};
    assert_int_equal(mla__rxbuf_init(&wire.rx, &memory.allocator, capacity, capacity), MLA_OK);
    /* In the allocator's own header: to be read by nobody. */
    wire.rx.data[-1] = '\r';
    result_len = 0;
}

static void close_wire(void) {
    mla__rxbuf_deinit(&wire.rx);
    assert_int_equal(memory.blocks, 0);
}

/* Puts what there is room for. @return how much. */
static size_t put(mla_str octets) {
    size_t room;
    char *at = mla__rxbuf_make_space(&wire.rx, 0, &room);
    if (room > octets.len)
        room = octets.len;
    if (room != 0)
        memcpy(at, octets.ptr, room);
    mla__rxbuf_commit(&wire.rx, room);
    wire.rx.data[wire.rx.end] = behind;
    return room;
}

typedef int32_t take_all(void);

static int32_t take_lines(void) {
    mla_str line;
    int32_t status;
    while ((status = mla__pop3_wire_line(&wire, &line)) == MLA_OK) {
        add(line.ptr, line.len);
        if (wire.skipping)
            add("~", 1);
        add("|", 1);
    }
    return status;
}

static int32_t take_body(void) {
    mla_str data;
    int32_t status;
    while ((status = mla__pop3_wire_body(&wire, &data)) == MLA_OK) {
        assert_int_not_equal(data.len, 0);
        add(data.ptr, data.len);
    }
    return status;
}

/* Octets that come in pieces: [0, split), then `step` at a time. The buffer holds just a line. */
static int32_t play(take_all *take, mla_str octets, size_t split, size_t step) {
    open_wire(LINE_MAX);
    mla__pop3_wire_body_begin(&wire);
    int32_t status = MLA_AGAIN;
    size_t place = 0;
    while (place != octets.len && status == MLA_AGAIN) {
        size_t len = place < split ? split - place : step;
        if (len > octets.len - place)
            len = octets.len - place;
        place += put((mla_str){octets.ptr + place, len});
        status = take();
    }
    return status;
}

/* The result is the same for each split, and whatever stands behind the octets that came. */
static void check(take_all *take, mla_str octets, int32_t status, mla_str expected) {
    static const char strangers[] = {'\n', '.', '\r', 'x'};
    for (size_t i = 0; i < sizeof strangers; i++)
        for (size_t split = 0; split <= octets.len; split++) {
            behind = strangers[i];
            assert_int_equal(play(take, octets, split, octets.len), status);
            unit_assert_str((mla_str){result, result_len}, expected, __FILE__, __LINE__);
            close_wire();
            assert_int_equal(play(take, octets, split, 1), status);
            unit_assert_str((mla_str){result, result_len}, expected, __FILE__, __LINE__);
            close_wire();
        }
}

#define lines(octets, expected) check(take_lines, STR(octets), MLA_AGAIN, STR(expected))
#define body(octets, expected) check(take_body, STR(octets), MLA_END, STR(expected))
#define open_body(octets, expected) check(take_body, STR(octets), MLA_AGAIN, STR(expected))

static void a_line_ends_in_crlf_or_in_lf(void **state) {
    (void)state;
    lines("+OK\r\n", "+OK|");
    lines("+OK\n", "+OK|");
    lines("one\r\ntwo\nthree\r\n", "one|two|three|");
}

static void a_line_may_be_empty(void **state) {
    (void)state;
    lines("\r\n", "|");
    lines("\n", "|");
    lines("\n\r\n\n", "|||");
}

static void only_the_cr_before_an_lf_belongs_to_the_end(void **state) {
    (void)state;
    lines("a\rb\r\n", "a\rb|");
    lines("a\r\r\n", "a\r|");
    lines("\r", "");
}

static void nul_is_an_octet_like_others(void **state) {
    (void)state;
    lines("a\0b\r\n\0\r\n", "a\0b|\0|");
}

static void a_line_without_its_end_is_not_there_yet(void **state) {
    (void)state;
    lines("+OK", "");
    lines("+OK\r", "");
    lines("", "");
}

static void the_longest_line_counts_its_end(void **state) {
    (void)state;
    lines("12345678901234\r\nx\n", "12345678901234|x|");
    lines("123456789012345\nx\n", "123456789012345|x|");
}

static void of_a_line_one_longer_the_beginning_is_given(void **state) {
    (void)state;
    lines("123456789012345\r\nx\n", "123456789012345\r~|x|");
    lines("1234567890123456\nx\n", "1234567890123456~|x|");
}

static void the_rest_of_a_long_line_is_skipped_in_step(void **state) {
    (void)state;
    lines("1234567890123456789012345678901234567890\r\nx\r\n", "1234567890123456~|x|");
    lines("12345678901234567", "1234567890123456~|");
}

static void a_line_of_a_megabyte_passes_a_buffer_of_16_octets(void **state) {
    (void)state;
    static char line[1000000];
    memset(line, 'a', sizeof line);
    memcpy(line + sizeof line - 4, "\r\nx\n", 4);
    assert_int_equal(play(take_lines, (mla_str){line, sizeof line}, 0, 4096), MLA_AGAIN);
    unit_assert_str((mla_str){result, result_len}, STR("aaaaaaaaaaaaaaaa~|x|"), __FILE__, __LINE__);
    assert_int_equal(memory.calls, 1);
    close_wire();
}

static void a_body_ends_at_a_dot_alone(void **state) {
    (void)state;
    body("one\r\ntwo\r\n.\r\n", "one\r\ntwo\r\n");
    body("one\r\n\r\n\r\n.\r\n", "one\r\n\r\n\r\n");
}

static void a_body_may_have_no_octet(void **state) {
    (void)state;
    body(".\r\n", "");
    body(".\n", "");
}

static void what_follows_the_end_stays(void **state) {
    (void)state;
    behind = 'x';
    open_wire(LINE_MAX);
    mla__pop3_wire_body_begin(&wire);
    put(STR("a\r\n.\r\n+OK\r\n"));
    assert_int_equal(take_body(), MLA_END);
    assert_int_equal(take_lines(), MLA_AGAIN);
    unit_assert_str((mla_str){result, result_len}, STR("a\r\n+OK|"), __FILE__, __LINE__);
    assert_int_equal(wire.rx.offset, 11);
    close_wire();
}

static void a_dot_in_front_of_a_line_is_taken_out(void **state) {
    (void)state;
    body("..\r\n.\r\n", ".\r\n");
    body("...\r\n.\r\n", "..\r\n");
    body("..a\r\nb\r\n..c\r\n..\r\n.\r\n", ".a\r\nb\r\n.c\r\n.\r\n");
}

static void a_dot_that_a_server_forgot_to_double_is_taken_out_too(void **state) {
    (void)state;
    body(".a\r\n.\r\n", "a\r\n");
    body("x\r\n.\rb\r\n.\r\n", "x\r\n\rb\r\n");
    body(". \r\n.\r\n", " \r\n");
}

static void a_dot_elsewhere_is_data(void **state) {
    (void)state;
    body("a.\r\n.\r\n", "a.\r\n");
    body("a..b.c\r\n d.e\r\n.\r\n", "a..b.c\r\n d.e\r\n");
    body("\r.\r\n.\r\n", "\r.\r\n");
}

static void lines_of_a_body_may_end_in_lf(void **state) {
    (void)state;
    body("one\n..two\n.\n", "one\n.two\n");
    body("one\n..two\n.\r\n", "one\n.two\n");
    body("one\ntwo\r\n..three\r\n.\n", "one\ntwo\r\n.three\r\n");
}

static void a_body_in_crlf_may_end_in_a_dot_and_lf(void **state) {
    (void)state;
    body("one\r\n.\n", "one\r\n");
}

static void a_bare_lf_in_a_body_in_crlf_begins_no_line(void **state) {
    (void)state;
    body("one\r\na\n.\nb\r\n.\r\n", "one\r\na\n.\nb\r\n");
    body("one\r\na\n.\r\nb\r\n.\r\n", "one\r\na\n.\r\nb\r\n");
    body("one\r\n\n..b\r\n.\r\n", "one\r\n\n..b\r\n");
    body("one\r\n\n.\n\r\n.\r\n", "one\r\n\n.\n\r\n");
}

static void the_first_line_of_each_body_decides_anew(void **state) {
    (void)state;
    body("\na\n..b\n.\n", "\na\n.b\n");
    body("\r\na\n..b\r\n.\r\n", "\r\na\n..b\r\n");
    behind = 'x';
    open_wire(LINE_MAX);
    mla__pop3_wire_body_begin(&wire);
    put(STR("a\r\n.\r\n"));
    assert_int_equal(take_body(), MLA_END);
    mla__pop3_wire_body_begin(&wire);
    put(STR("b\n.\n"));
    assert_int_equal(take_body(), MLA_END);
    unit_assert_str((mla_str){result, result_len}, STR("a\r\nb\n"), __FILE__, __LINE__);
    close_wire();
}

static void a_body_without_its_end_goes_on(void **state) {
    (void)state;
    open_body("one\r\n", "one\r\n");
    open_body("one\r\n.", "one\r\n");
    open_body("one\r\n.\r", "one\r\n");
    open_body("", "");
}

/* Exchange 2000 ends a message that has no line end at its end so: nobody can tell it from data. */
static void a_dot_without_a_line_end_before_it_is_data(void **state) {
    (void)state;
    open_body("one\r\ntwo.\r\n", "one\r\ntwo.\r\n");
}

static void nul_and_8_bit_octets_of_a_body_pass(void **state) {
    (void)state;
    body("\0\xff\x80\0\r\n.\0\r\n.\r\n", "\0\xff\x80\0\r\n\0\r\n");
}

static void a_line_of_a_body_may_be_longer_than_the_buffer(void **state) {
    (void)state;
    body("0123456789.0123456789.0123456789.01234567\r\n..\r\n.\r\n",
         "0123456789.0123456789.0123456789.01234567\r\n.\r\n");
}

static void the_rest_of_a_cut_status_line_is_not_the_body(void **state) {
    (void)state;
    behind = 'x';
    for (size_t split = 16; split <= 33; split++) {
        mla_str octets = STR("+OK 67890123456789.\r\n.a\r\nb\r\n.\r\n"), line;
        open_wire(64);
        put((mla_str){octets.ptr, split < octets.len ? split : octets.len});
        assert_int_equal(mla__pop3_wire_line(&wire, &line), MLA_OK);
        assert_str(line, "+OK 678901234567");
        assert_true(wire.skipping);
        mla__pop3_wire_body_begin(&wire);
        int32_t status = take_body();
        if (split < octets.len) {
            assert_int_equal(status, MLA_AGAIN);
            put((mla_str){octets.ptr + split, octets.len - split});
            status = take_body();
        }
        assert_int_equal(status, MLA_END);
        unit_assert_str((mla_str){result, result_len}, STR("a\r\nb\r\n"), __FILE__, __LINE__);
        close_wire();
    }
}

static void each_octet_is_counted(void **state) {
    (void)state;
    mla_str octets = STR("..\r\nab\r\n.\r\n");
    for (size_t split = 0; split <= octets.len; split++) {
        assert_int_equal(play(take_body, octets, split, 1), MLA_END);
        assert_int_equal(wire.rx.offset, octets.len);
        assert_int_equal(mla__rxbuf_len(&wire.rx), 0);
        close_wire();
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_ends_in_crlf_or_in_lf),
        cmocka_unit_test(a_line_may_be_empty),
        cmocka_unit_test(only_the_cr_before_an_lf_belongs_to_the_end),
        cmocka_unit_test(nul_is_an_octet_like_others),
        cmocka_unit_test(a_line_without_its_end_is_not_there_yet),
        cmocka_unit_test(the_longest_line_counts_its_end),
        cmocka_unit_test(of_a_line_one_longer_the_beginning_is_given),
        cmocka_unit_test(the_rest_of_a_long_line_is_skipped_in_step),
        cmocka_unit_test(a_line_of_a_megabyte_passes_a_buffer_of_16_octets),
        cmocka_unit_test(a_body_ends_at_a_dot_alone),
        cmocka_unit_test(a_body_may_have_no_octet),
        cmocka_unit_test(what_follows_the_end_stays),
        cmocka_unit_test(a_dot_in_front_of_a_line_is_taken_out),
        cmocka_unit_test(a_dot_that_a_server_forgot_to_double_is_taken_out_too),
        cmocka_unit_test(a_dot_elsewhere_is_data),
        cmocka_unit_test(lines_of_a_body_may_end_in_lf),
        cmocka_unit_test(a_body_in_crlf_may_end_in_a_dot_and_lf),
        cmocka_unit_test(a_bare_lf_in_a_body_in_crlf_begins_no_line),
        cmocka_unit_test(the_first_line_of_each_body_decides_anew),
        cmocka_unit_test(a_body_without_its_end_goes_on),
        cmocka_unit_test(a_dot_without_a_line_end_before_it_is_data),
        cmocka_unit_test(nul_and_8_bit_octets_of_a_body_pass),
        cmocka_unit_test(a_line_of_a_body_may_be_longer_than_the_buffer),
        cmocka_unit_test(the_rest_of_a_cut_status_line_is_not_the_body),
        cmocka_unit_test(each_octet_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
