/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <mailaccess/message.h>

static char result[4096];

typedef struct outcome {
    mla_str text;
    uint64_t errors;
} outcome;

/** Puts a piece through the decoder, into as little room at a time as it takes. */
static size_t decode_piece(mla_transfer_decoder *decoder, mla_str piece, char *at) {
    char out[MLA_DECODER_ROOM_MIN];
    size_t total = 0;
    size_t len;
    int32_t status;
    do {
        status = mla_transfer_decode(decoder, &piece, out, sizeof out, &len);
        memcpy(at + total, out, len);
        total += len;
        assert_true(status == MLA_OK || (status == MLA_AGAIN && len > 0));
    } while (status == MLA_AGAIN);
    assert_int_equal(piece.len, 0);
    return total;
}

static outcome decode_pieces(int32_t encoding, mla_str input, size_t first, size_t size) {
    mla_transfer_decoder decoder;
    size_t total = 0;
    size_t len;
    mla_transfer_decoder_init(&decoder, encoding);
    for (size_t at = 0; at < input.len;) {
        size_t piece = at == 0 && first != 0 ? first : size;
        if (piece > input.len - at)
            piece = input.len - at;
        total += decode_piece(&decoder, exact((mla_str){input.ptr + at, piece}), result + total);
        at += piece;
    }
    char out[MLA_DECODER_ROOM_MIN];
    assert_int_equal(mla_transfer_finish(&decoder, out, sizeof out, &len), MLA_OK);
    memcpy(result + total, out, len);
    return (outcome){{result, total + len}, decoder.errors};
}

/** At once, octet by octet and cut at every point, with the same result. */
static void assert_decoded(int32_t encoding, mla_str input, mla_str expected, uint64_t errors,
                           int line) {
    for (size_t first = 0; first <= input.len; first++) {
        outcome got = decode_pieces(encoding, input, first, first == 0 ? 1 : SIZE_MAX);
        unit_assert_str(got.text, expected, __FILE__, line);
        assert_int_equal(got.errors, errors);
    }
}

#define assert_qp(input, expected, errors) \
    assert_decoded(MLA_TRANSFER_QUOTED_PRINTABLE, STR(input), STR(expected), errors, __LINE__)
#define assert_base64(input, expected, errors) \
    assert_decoded(MLA_TRANSFER_BASE64, STR(input), STR(expected), errors, __LINE__)

static void encodings_are_known_by_name(void **state) {
    (void)state;
    assert_int_equal(mla_transfer_encoding_from(exact(STR("base64"))), MLA_TRANSFER_BASE64);
    assert_int_equal(mla_transfer_encoding_from(exact(STR(" (c) BASE64 (x)"))),
                     MLA_TRANSFER_BASE64);
    assert_int_equal(mla_transfer_encoding_from(exact(STR("\"base64\""))), MLA_TRANSFER_BASE64);
    assert_int_equal(mla_transfer_encoding_from(exact(STR("Quoted-Printable\r\n "))),
                     MLA_TRANSFER_QUOTED_PRINTABLE);
    assert_int_equal(mla_transfer_encoding_from(exact(STR("base64;"))), MLA_TRANSFER_BASE64);
    assert_int_equal(mla_transfer_encoding_from(exact(STR("7bit"))), MLA_TRANSFER_IDENTITY);
    assert_int_equal(mla_transfer_encoding_from(exact(STR("base644"))), MLA_TRANSFER_IDENTITY);
    assert_int_equal(mla_transfer_encoding_from((mla_str){0}), MLA_TRANSFER_IDENTITY);
}

static void what_is_not_encoded_passes_through(void **state) {
    (void)state;
    mla_str text = STR("a=41\0\xff \r\n b");
    assert_decoded(MLA_TRANSFER_IDENTITY, text, text, 0, __LINE__);
}

static void base64_lines_are_decoded(void **state) {
    (void)state;
    assert_base64("SGVsbG8s\r\nIHdvcmxk\r\nIQ==\r\n", "Hello, world!", 0);
    assert_base64("", "", 0);
    assert_base64("AP+A\n", "\0\xff\x80", 0);
}

static void base64_garbage_is_skipped_and_counted(void **state) {
    (void)state;
    assert_base64("SGV!sbG8*s", "Hello,", 2);
    assert_base64("SGVsbG8", "Hello", 0);
    assert_base64("SGVsbG8sI", "Hello,", 1);
    assert_base64("SGVsbG8=SGVsbG8=", "HelloHello", 1);
}

static void quoted_printable_numbers_and_soft_breaks_are_decoded(void **state) {
    (void)state;
    assert_qp("M=C3=A4rz =\r\n2020=3d\r\n", "M\xc3\xa4rz 2020=\r\n", 0);
    assert_qp("a=\nb", "ab", 0);
    assert_qp("=00=FF", "\0\xff", 0);
    assert_qp("", "", 0);
}

static void blanks_at_the_end_of_a_line_go(void **state) {
    (void)state;
    assert_qp("a \t \r\nb\t\nc ", "a\r\nb\nc", 0);
    assert_qp("a b\tc  d", "a b\tc  d", 0);
    assert_qp("a=20 \r\n", "a \r\n", 0);
    assert_qp("a=  \t\r\nb", "ab", 0);
}

static void a_broken_escape_stays_and_is_counted(void **state) {
    (void)state;
    assert_qp("a=b", "a=b", 1);
    assert_qp("=XY=4Z=", "=XY=4Z", 2);
    assert_qp("==41", "=A", 1);
    assert_qp("=4=41", "=4A", 1);
    assert_qp("= x", "= x", 1);
    assert_qp("=4\r\nx", "=4\r\nx", 1);
    assert_qp("=4", "=4", 1);
    assert_qp("a=", "a", 0);
    assert_qp("a= \t", "a", 0);
    assert_qp("a=\rb", "ab", 0);
}

static void raw_8bit_and_controls_pass(void **state) {
    (void)state;
    assert_qp("\xe4\0\x01\x7f", "\xe4\0\x01\x7f", 0);
}

static void very_many_blanks_are_not_lost(void **state) {
    (void)state;
    char line[302];
    memset(line, ' ', 301);
    line[301] = 'x';
    outcome got = decode_pieces(MLA_TRANSFER_QUOTED_PRINTABLE, (mla_str){line, 302}, 0, SIZE_MAX);
    assert_true(mla_str_equal(got.text, (mla_str){line, 302}));
    line[0] = '=';
    got = decode_pieces(MLA_TRANSFER_QUOTED_PRINTABLE, (mla_str){line, 302}, 0, 1);
    assert_true(mla_str_equal(got.text, (mla_str){line, 302}));
    assert_int_equal(got.errors, 1);
}

static void a_long_line_comes_in_portions(void **state) {
    (void)state;
    char line[400];
    memset(line, 'x', sizeof line);
    mla_str text = {line, sizeof line};
    for (int32_t encoding = MLA_TRANSFER_IDENTITY; encoding <= 2; encoding++) {
        outcome got = decode_pieces(encoding, text, 0, SIZE_MAX);
        assert_int_equal(got.errors, 0);
        if (encoding == MLA_TRANSFER_BASE64)
            assert_int_equal(got.text.len, 300);
        else
            assert_true(mla_str_equal(got.text, text));
    }
}

static void too_little_room_is_refused(void **state) {
    (void)state;
    static const int32_t encodings[] = {MLA_TRANSFER_IDENTITY, MLA_TRANSFER_BASE64,
                                        MLA_TRANSFER_QUOTED_PRINTABLE};
    for (size_t i = 0; i < 3; i++) {
        mla_transfer_decoder decoder;
        char out[MLA_DECODER_ROOM_MIN];
        size_t len = 9;
        mla_str in = STR("abc");
        mla_transfer_decoder_init(&decoder, encodings[i]);
        assert_int_equal(mla_transfer_decode(&decoder, &in, out, sizeof out - 1, &len),
                         MLA_E_INVALID);
        assert_int_equal(in.len, 3);
        assert_int_equal(len, 0);
        assert_int_equal(mla_transfer_finish(&decoder, out, sizeof out - 1, &len), MLA_E_INVALID);
    }
}

static void nothing_is_absent_or_empty(void **state) {
    (void)state;
    static const int32_t encodings[] = {MLA_TRANSFER_IDENTITY, MLA_TRANSFER_BASE64,
                                        MLA_TRANSFER_QUOTED_PRINTABLE};
    for (size_t i = 0; i < 3; i++) {
        mla_transfer_decoder decoder;
        char out[MLA_DECODER_ROOM_MIN];
        size_t len = 9;
        mla_str in = {NULL, 0};
        mla_transfer_decoder_init(&decoder, encodings[i]);
        assert_int_equal(mla_transfer_decode(&decoder, &in, out, sizeof out, &len), MLA_OK);
        assert_int_equal(len, 0);
        assert_null(in.ptr);
        assert_int_equal(mla_transfer_finish(&decoder, out, sizeof out, &len), MLA_OK);
        assert_int_equal(len, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_are_known_by_name),
        cmocka_unit_test(what_is_not_encoded_passes_through),
        cmocka_unit_test(base64_lines_are_decoded),
        cmocka_unit_test(base64_garbage_is_skipped_and_counted),
        cmocka_unit_test(quoted_printable_numbers_and_soft_breaks_are_decoded),
        cmocka_unit_test(blanks_at_the_end_of_a_line_go),
        cmocka_unit_test(a_broken_escape_stays_and_is_counted),
        cmocka_unit_test(raw_8bit_and_controls_pass),
        cmocka_unit_test(very_many_blanks_are_not_lost),
        cmocka_unit_test(a_long_line_comes_in_portions),
        cmocka_unit_test(too_little_room_is_refused),
        cmocka_unit_test(nothing_is_absent_or_empty),
    };
    return cmocka_run_group_tests_name("message/transfer_encoding", tests, NULL, NULL);
}
