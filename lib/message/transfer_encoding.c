/* SPDX-License-Identifier: MIT */
#include <mailaccess/message.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/mem.h"
#include "base/str.h"
#include "message/lex.h"

/* States of quoted-printable. `held` has the blanks that go if the line ends behind them. */
#define QP_TEXT 0
#define QP_EQUALS 1       /* behind "=" */
#define QP_DIGIT 2        /* behind "=" and the digit in `bits` */
#define QP_EQUALS_BLANK 3 /* behind "=" and blanks */
#define QP_EQUALS_CR 4    /* behind "=", blanks and CR */

/** Room that one octet of input can need: "=", all that is held, and itself. */
#define QP_ROOM_PER_OCTET 96u

/* `state` of base64 is the count of characters in the group, and this. */
#define BASE64_PADDED 0x100

int32_t mla_transfer_encoding_from(mla_str value) {
    const char *end = mla__str_end(value);
    const char *start = mla__lex_skip_cfws(value.ptr, end);
    if (start != end && *start == '"')
        start++;
    const char *at = start;
    while (at != end && (mla__ascii_is_alnum(*at) || *at == '-'))
        at++;
    mla_str name = mla__str_between(start, at);
    if (mla__ascii_is_word_nocase(name, "base64"))
        return MLA_TRANSFER_BASE64;
    if (mla__ascii_is_word_nocase(name, "quoted-printable"))
        return MLA_TRANSFER_QUOTED_PRINTABLE;
    return MLA_TRANSFER_IDENTITY;
}

void mla_transfer_decoder_init(mla_transfer_decoder *decoder, int32_t encoding) {
    *decoder = (mla_transfer_decoder){.encoding = encoding};
}

static void take(mla_str *in, size_t len) {
    if (len == 0) /* what is absent has no address to move */
        return;
    in->ptr += len;
    in->len -= len;
}

static size_t put_held(mla_transfer_decoder *decoder, char *out) {
    size_t len = decoder->held_len;
    memcpy(out, decoder->held, len);
    decoder->held_len = 0;
    return len;
}

/** @return octets written: none, or what was held when it becomes too much. */
static size_t hold(mla_transfer_decoder *decoder, char c, char *out) {
    size_t len = 0;
    if (decoder->held_len == sizeof decoder->held)
        len = put_held(decoder, out);
    decoder->held[decoder->held_len++] = c;
    return len;
}

static size_t qp_text(mla_transfer_decoder *decoder, char c, char *out) {
    if (mla__ascii_is_wsp(c))
        return hold(decoder, c, out);
    if (mla__ascii_is_eol(c))
        decoder->held_len = 0;
    size_t len = put_held(decoder, out);
    if (c == '=')
        decoder->state = QP_EQUALS;
    else
        out[len++] = c;
    return len;
}

/** The "=" was only a "=": it stays, with what came behind it. */
static size_t qp_broken(mla_transfer_decoder *decoder, char c, char *out) {
    size_t len = 0;
    decoder->errors++;
    out[len++] = '=';
    if (decoder->state == QP_DIGIT)
        out[len++] = (char)decoder->bits;
    decoder->state = QP_TEXT;
    return len + qp_text(decoder, c, out + len);
}

/** Behind "=": a soft line break, with blanks before it or not. */
static size_t qp_behind_equals(mla_transfer_decoder *decoder, char c, char *out) {
    if (mla__ascii_is_eol(c)) {
        decoder->held_len = 0;
        decoder->state = c == '\r' ? QP_EQUALS_CR : QP_TEXT;
        return 0;
    }
    if (mla__ascii_is_wsp(c) && decoder->held_len < sizeof decoder->held) {
        decoder->state = QP_EQUALS_BLANK;
        return hold(decoder, c, out);
    }
    if (decoder->state == QP_EQUALS && mla__ascii_hex_value(c) >= 0) {
        decoder->state = QP_DIGIT;
        decoder->bits = (unsigned char)c;
        return 0;
    }
    return qp_broken(decoder, c, out);
}

static size_t qp_digit(mla_transfer_decoder *decoder, char c, char *out) {
    int low = mla__ascii_hex_value(c);
    if (low < 0)
        return qp_broken(decoder, c, out);
    unsigned high = (unsigned)mla__ascii_hex_value((char)decoder->bits);
    *out = (char)(high << 4 | (unsigned)low);
    decoder->state = QP_TEXT;
    return 1;
}

static size_t qp_octet(mla_transfer_decoder *decoder, char c, char *out) {
    switch (decoder->state) {
    case QP_TEXT: return qp_text(decoder, c, out);
    case QP_DIGIT: return qp_digit(decoder, c, out);
    case QP_EQUALS_CR: decoder->state = QP_TEXT; return c == '\n' ? 0 : qp_text(decoder, c, out);
    default: return qp_behind_equals(decoder, c, out);
    }
}

/** Copies what stands for itself. */
static size_t qp_run(mla_transfer_decoder *decoder, mla_str *in, char *out, size_t room) {
    size_t len = 0;
    if (decoder->state != QP_TEXT || decoder->held_len != 0)
        return 0;
    while (len < in->len && len < room && in->ptr[len] != '=' && !mla__ascii_is_wsp(in->ptr[len])) {
        out[len] = in->ptr[len];
        len++;
    }
    take(in, len);
    return len;
}

static int32_t decode_qp(mla_transfer_decoder *decoder, mla_str *in, char *out, size_t capacity,
                         size_t *len) {
    while (in->len != 0) {
        *len += qp_run(decoder, in, out + *len, capacity - *len);
        if (in->len == 0)
            break;
        if (capacity - *len < QP_ROOM_PER_OCTET)
            return MLA_AGAIN;
        *len += qp_octet(decoder, *in->ptr, out + *len);
        take(in, 1);
    }
    return MLA_OK;
}

static int32_t decode_base64(mla_transfer_decoder *decoder, mla_str *in, char *out, size_t capacity,
                             size_t *len) {
    size_t count = in->len < capacity ? in->len : capacity;
    mla__base64 state = {
        .bits = decoder->bits,
        .count = (uint32_t)decoder->state & ~(uint32_t)BASE64_PADDED,
        .padded = (decoder->state & BASE64_PADDED) != 0,
        .errors = decoder->errors,
    };
    *len = mla__base64_update(&state, in->ptr, count, out);
    decoder->bits = state.bits;
    decoder->state = (int32_t)state.count | (state.padded ? BASE64_PADDED : 0);
    decoder->errors = state.errors;
    take(in, count);
    return in->len != 0 ? MLA_AGAIN : MLA_OK;
}

static int32_t decode_identity(mla_str *in, char *out, size_t capacity, size_t *len) {
    *len = in->len < capacity ? in->len : capacity;
    if (*len != 0)
        memcpy(out, in->ptr, *len);
    take(in, *len);
    return in->len != 0 ? MLA_AGAIN : MLA_OK;
}

int32_t mla_transfer_decode(mla_transfer_decoder *decoder, mla_str *in, char *out, size_t capacity,
                            size_t *len) {
    *len = 0;
    if (capacity < MLA_DECODER_ROOM_MIN)
        return MLA_E_INVALID;
    switch (decoder->encoding) {
    case MLA_TRANSFER_BASE64: return decode_base64(decoder, in, out, capacity, len);
    case MLA_TRANSFER_QUOTED_PRINTABLE: return decode_qp(decoder, in, out, capacity, len);
    default: return decode_identity(in, out, capacity, len);
    }
}

int32_t mla_transfer_finish(mla_transfer_decoder *decoder, char *out, size_t capacity,
                            size_t *len) {
    *len = 0;
    if (capacity < MLA_DECODER_ROOM_MIN)
        return MLA_E_INVALID;
    if (decoder->encoding == MLA_TRANSFER_BASE64) {
        if ((decoder->state & ~BASE64_PADDED) == 1)
            decoder->errors++;
    } else if (decoder->state == QP_DIGIT) {
        decoder->errors++;
        out[(*len)++] = '=';
        out[(*len)++] = (char)decoder->bits;
    }
    decoder->state = 0;
    decoder->held_len = 0;
    return MLA_OK;
}
