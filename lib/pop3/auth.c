/* SPDX-License-Identifier: MIT */
#include "pop3/auth.h"

#include "pop3/queue.h"
#include "sasl/answer.h"
#include "sasl/sasl.h"

#define NAME_MAX 20u  /* octets of a mechanism's name: RFC 4422 section 3.1 */
#define LINE_MAX 255u /* octets of AUTH with an initial response: RFC 5034 section 4 */

/* The mechanism writes into the unused end of the receive buffer. */
static mla__sasl_exchange set_up(const mla_pop3 *c, mla_sasl *sasl) {
    const mla__rxbuf *rx = &c->wire.rx;
    return (mla__sasl_exchange){
        .sasl = sasl,
        .scratch = rx->data + rx->end,
        .scratch_size = rx->capacity - rx->end,
    };
}

/* A response too long for its line waits for the server's challenge. */
static void add_initial(mla_pop3 *c, mla__pop3_slot *slot) {
    mla__sasl_exchange exchange = set_up(c, slot->sasl);
    uint32_t max = (LINE_MAX - 1 - slot->now) / 4 * 3;
    if (exchange.scratch_size > max)
        exchange.scratch_size = max;
    size_t len = mla__sasl_initial(&exchange, &c->tx, mla__txbuf_len(&c->tx) - 2);
    if (len != 0)
        slot->secret = (uint8_t)(slot->now - 1);
    else if (exchange.status != MLA_E_LIMIT)
        c->adding = exchange.status;
    slot->now += (uint32_t)len;
}

int32_t mla_pop3_auth(mla_pop3 *c, mla_sasl *sasl, int32_t initial, uint32_t *command) {
    mla_str name = mla_str_from(sasl->mechanism->name);
    mla__pop3_slot *slot = mla__pop3_prepare(c, MLA__POP3_AUTH, &name);
    slot->sasl = sasl;
    if (name.len > NAME_MAX)
        c->adding = MLA_E_INVALID;
    if (initial != 0 && sasl->mechanism->client_first != 0 && c->adding == MLA_OK)
        add_initial(c, slot);
    return mla__pop3_commit(c, slot, command);
}

int32_t mla__pop3_auth_answer(mla_pop3 *c) {
    mla__pop3_slot *slot = c->queue;
    if (slot->kind != MLA__POP3_AUTH || c->given_up != MLA_OK)
        return MLA_E_PROTOCOL;
    mla__sasl_exchange exchange = set_up(c, slot->sasl);
    if (slot->cancelled)
        exchange.status = MLA_E_CANCELLED;
    else if (c->event.truncated != 0)
        exchange.status = MLA_E_LIMIT;
    slot->now = (uint32_t)mla__sasl_answer(&exchange, c->event.text, &c->tx, 0);
    c->given_up = exchange.status;
    if (slot->now == 0)
        return MLA_E_NO_MEMORY;
    mla__pop3_release_line(c, slot, 0);
    return MLA_OK;
}

int32_t mla__pop3_auth_result(mla_pop3 *c, int32_t result) {
    mla_sasl *sasl = c->queue->sasl;
    if (c->given_up != MLA_OK)
        result = c->given_up;
    else if (result == MLA_OK)
        result = sasl->step_count != 0 ? mla__sasl_finish(sasl) : MLA_AGAIN;
    c->given_up = MLA_OK;
    return result;
}
