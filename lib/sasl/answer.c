/* SPDX-License-Identifier: MIT */
#include "sasl/answer.h"

#include "base/base64.h"
#include "base/wipe.h"
#include "sasl/sasl.h"

#define LINE_END 2u

static mla_str decode(const mla_sasl *sasl, mla_str challenge) {
    mla_str decoded = {NULL, 0};
    if (sasl->step_count == 0 && sasl->mechanism->client_first != 0)
        return decoded;
    /* The caller's memory can be written: it says so. */
    char *raw = (char *)(uintptr_t)challenge.ptr;
    (void)mla__base64_decode(challenge, false, raw, &decoded.len);
    decoded.ptr = raw;
    return decoded;
}

/* What the mechanism may say: no more than can be sent. */
static size_t capacity(const mla__sasl_exchange *exchange, const mla__txbuf *tx) {
    size_t room = tx->max - (tx->end - tx->start);
    size_t len = room > LINE_END ? (room - LINE_END) / 4 * 3 : 0;
    return len < exchange->scratch_size ? len : exchange->scratch_size;
}

size_t mla__sasl_answer(mla__sasl_exchange *exchange, mla_str challenge, mla__txbuf *tx,
                        size_t place) {
    mla_sasl_response response = {exchange->scratch, capacity(exchange, tx), 0};
    mla_sasl *sasl = exchange->sasl;
    if (exchange->status == MLA_OK)
        exchange->status = mla__sasl_step(sasl, decode(sasl, challenge), &response);
    size_t len = exchange->status == MLA_OK ? MLA__BASE64_ENCODED_LEN(response.len) : 1;
    char *line;
    if (mla__txbuf_insert(tx, tx->offset + place, len + LINE_END, &line) == MLA_OK) {
        line[0] = '*';
        if (exchange->status == MLA_OK)
            (void)mla__base64_encode(response.data, response.len, line);
        line[len] = '\r';
        line[len + 1] = '\n';
        len += LINE_END;
    } else {
        len = 0;
    }
    mla__wipe(response.data, response.capacity);
    return len;
}
