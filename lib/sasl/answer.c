/* SPDX-License-Identifier: MIT */
#include "sasl/answer.h"

#include <stdbool.h>

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

/* Takes a step. A response may be as long as what can be sent: `framed` octets go with it. */
static void step(mla__sasl_exchange *exchange, mla_str challenge, const mla__txbuf *tx,
                 size_t framed, mla_sasl_response *response) {
    size_t room = tx->max - mla__txbuf_len(tx);
    size_t len = room > framed ? (room - framed) / 4 * 3 : 0;
    if (len > exchange->scratch_size)
        len = exchange->scratch_size;
    *response = (mla_sasl_response){exchange->scratch, len, 0};
    if (exchange->status == MLA_OK)
        exchange->status = mla__sasl_step(exchange->sasl, challenge, response);
}

/* Opens a gap for the response in base64 and `framed` octets. @return all of them; 0: no room. */
static size_t open_gap(const mla_sasl_response *response, mla__txbuf *tx, size_t place,
                       size_t framed, char **gap) {
    size_t len = MLA__BASE64_ENCODED_LEN(response->len) + framed;
    return mla__txbuf_insert(tx, place, len, gap) == MLA_OK ? len : 0;
}

size_t mla__sasl_initial(mla__sasl_exchange *exchange, mla__txbuf *tx, size_t place) {
    mla_sasl_response response;
    size_t len = 0;
    char *gap;
    step(exchange, (mla_str){NULL, 0}, tx, 2, &response);
    if (exchange->status == MLA_OK) {
        len = open_gap(&response, tx, place, response.len != 0 ? 1 : 2, &gap);
        exchange->status = len != 0 ? MLA_OK : MLA_E_NO_MEMORY;
    }
    if (len != 0) {
        gap[0] = ' ';
        gap[1] = '=';
        (void)mla__base64_encode(response.data, response.len, gap + 1);
    }
    mla__wipe(response.data, response.capacity);
    return len;
}

size_t mla__sasl_answer(mla__sasl_exchange *exchange, mla_str challenge, mla__txbuf *tx,
                        size_t place) {
    mla_sasl_response response;
    char *gap;
    mla_str decoded = {NULL, 0};
    if (exchange->status == MLA_OK)
        decoded = decode(exchange->sasl, challenge);
    step(exchange, decoded, tx, LINE_END, &response);
    bool cancelled = exchange->status != MLA_OK;
    if (cancelled)
        response.len = 0;
    size_t len = open_gap(&response, tx, place, cancelled + LINE_END, &gap);
    if (len != 0) {
        gap[0] = '*';
        (void)mla__base64_encode(response.data, response.len, gap);
        gap[len - 2] = '\r';
        gap[len - 1] = '\n';
    }
    mla__wipe(response.data, response.capacity);
    return len;
}
