/* SPDX-License-Identifier: MIT */
#include "pop3/auth.h"

#include "base/base64.h"
#include "base/mem.h"
#include "base/wipe.h"
#include "pop3/queue.h"
#include "sasl/sasl.h"

#define LINE_MAX 255u /* octets of AUTH with an initial response: RFC 5034 section 4 */

/* Room for `len` octets, `place` octets behind the first one that is not sent. */
static int32_t open_gap(mla__txbuf *tx, size_t place, size_t len, char **gap) {
    int32_t status = mla__txbuf_reserve(tx, len, gap);
    if (status != MLA_OK)
        return status;
    *gap = tx->data + tx->start + place;
    memmove(*gap + len, *gap, (size_t)(tx->data + tx->end - *gap));
    mla__txbuf_commit(tx, len);
    return MLA_OK;
}

static int32_t put_encoded(mla__txbuf *tx, size_t place, const mla_sasl_response *response) {
    size_t len = MLA__BASE64_ENCODED_LEN(response->len);
    char *gap;
    int32_t status = open_gap(tx, place, len + 2, &gap);
    if (status != MLA_OK)
        return status;
    mla__base64_encode(response->data, response->len, gap);
    memcpy(gap + len, "\r\n", 2);
    return MLA_OK;
}

/* Takes a step, in the unused end of the receive buffer, and puts the response at `place`. */
static int32_t respond(mla_pop3 *c, mla_sasl *sasl, mla_str challenge, size_t place) {
    mla__rxbuf *rx = &c->wire.rx;
    mla_sasl_response response = {rx->data + rx->end, rx->capacity - rx->end, 0};
    int32_t status = mla__sasl_step(sasl, challenge, &response);
    if (status == MLA_OK)
        status = put_encoded(&c->tx, place, &response);
    mla__wipe(response.data, response.capacity);
    return status;
}

/* Makes the line of AUTH, which stands last, one with a response. */
static void add_initial(mla_pop3 *c, mla_sasl *sasl, mla__pop3_slot *line) {
    mla__txbuf *tx = &c->tx;
    size_t end = mla__pop3_unsent(c);
    c->adding = respond(c, sasl, (mla_str){NULL, 0}, end);
    if (c->adding != MLA_OK)
        return;
    /* The old line end becomes a space; a response without octets is "=". */
    uint64_t sign = tx->offset + end - 1;
    size_t added = mla__pop3_unsent(c) - end;
    memcpy(tx->data + tx->start + end - 2, " =", 2);
    if (added != 2)
        mla__txbuf_remove(tx, sign, sign + 1);
    line->secret = (uint8_t)(line->length - 1);
    line->length += (uint32_t)(mla__pop3_unsent(c) - end);
    line->flags = MLA__POP3_SECRET;
}

/* Before the step is taken, since it cannot be taken twice: 24 octets for what a mechanism adds. */
static bool fits(const mla_sasl *sasl, const mla__pop3_slot *line) {
    size_t len = sasl->authorization_id.len + sasl->user.len + sasl->password.len + 24;
    return line->length + MLA__BASE64_ENCODED_LEN(len) <= LINE_MAX;
}

int32_t mla_pop3_auth(mla_pop3 *c, mla_sasl *sasl, int32_t initial, uint32_t *command) {
    mla_str name = mla_str_from(sasl->mechanism->name);
    mla__pop3_begin(c);
    if (c->sasl != NULL)
        c->adding = MLA_E_STATE;
    mla__pop3_slot *line = mla__pop3_add(c, MLA__POP3_AUTH, &name, 1);
    if (c->adding == MLA_OK && initial != 0 && sasl->mechanism->client_first != 0 &&
        fits(sasl, line))
        add_initial(c, sasl, line);
    int32_t status = mla__pop3_commit(c, command);
    if (status != MLA_OK)
        return status;
    c->sasl = sasl;
    c->sasl_status = MLA_OK;
    return MLA_OK;
}

static int32_t step(mla_pop3 *c, mla_str text) {
    mla_sasl *sasl = c->sasl;
    if ((c->queue->flags & MLA__POP3_CANCELLED) != 0)
        return MLA_E_CANCELLED;
    if (c->event.truncated != 0)
        return MLA_E_LIMIT;
    mla_str challenge = {NULL, 0};
    if (sasl->step_count != 0 || sasl->mechanism->client_first == 0) {
        char *raw = c->wire.rx.data + (text.ptr - c->wire.rx.data);
        mla__base64_decode(text, false, raw, &challenge.len);
        challenge.ptr = raw;
    }
    return respond(c, sasl, challenge, 0);
}

int32_t mla__pop3_auth_answer(mla_pop3 *c, mla_str text) {
    size_t before = mla__pop3_unsent(c);
    int32_t status = MLA_OK;
    if (c->queue->kind != MLA__POP3_AUTH || c->sasl_status != MLA_OK)
        return MLA_E_PROTOCOL;
    c->sasl_status = step(c, text);
    if (c->sasl_status != MLA_OK) {
        char *gap;
        status = open_gap(&c->tx, 0, 3, &gap);
        if (status == MLA_OK)
            memcpy(gap, "*\r\n", 3);
    }
    c->queue->flags |= MLA__POP3_SECRET;
    c->queue->secret = 0;
    mla__pop3_release_octets(c, c->queue, mla__pop3_unsent(c) - before);
    return status;
}

int32_t mla__pop3_auth_result(mla_pop3 *c, int32_t result) {
    if (c->sasl_status != MLA_OK)
        result = c->sasl_status;
    else if (result == MLA_OK)
        result = mla__sasl_finish(c->sasl);
    return result;
}
