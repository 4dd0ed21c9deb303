/* SPDX-License-Identifier: MIT */
#include "pop3/connection.h"

#include "base/alloc.h"
#include "base/trace.h"
#include "pop3/queue.h"

#define QUEUE_MAX 65535u

void mla_pop3_config_init(mla_pop3_config *config) {
    *config = (mla_pop3_config){
        .struct_size = sizeof *config,
        .receive_size = 32768,
        .transmit_initial = 1024,
        .transmit_max = 65536,
        .line_max = 8192,
        .window_max = 64,
        .queue_max = 256,
    };
}

void mla_pop3_config_init_fixed(mla_pop3_config *config) {
    *config = (mla_pop3_config){
        .struct_size = sizeof *config,
        .receive_size = 1024,
        .transmit_initial = 512,
        .transmit_max = 512,
        .line_max = 512,
        .window_max = 4,
        .queue_max = 8,
    };
}

static int32_t init(mla_pop3 *c, const mla_pop3_config *config) {
    c->allocator = *config->allocator;
    c->trace = config->trace;
    c->wire.line_max = config->line_max;
    c->window_max = config->window_max;
    c->queue_max = config->queue_max;
    c->queue = mla__alloc_array(&c->allocator, c->queue_max + 1u, sizeof *c->queue);
    if (c->queue == NULL)
        return MLA_E_NO_MEMORY;
    *c->queue = (mla__pop3_slot){0};
    int32_t status =
        mla__rxbuf_init(&c->wire.rx, &c->allocator, config->receive_size, config->receive_size);
    if (status != MLA_OK)
        return status;
    return mla__txbuf_init(&c->tx, &c->allocator, config->transmit_initial, config->transmit_max);
}

int32_t mla_pop3_new(const mla_pop3_config *config, mla_pop3 **connection) {
    *connection = NULL;
    if (config->struct_size < sizeof *config || config->allocator == NULL ||
        config->line_max < 64 || config->receive_size < config->line_max ||
        config->window_max == 0 || config->queue_max < 2 || config->queue_max > QUEUE_MAX)
        return MLA_E_INVALID;
    mla_pop3 *c = mla__alloc(config->allocator, sizeof *c);
    if (c == NULL)
        return MLA_E_NO_MEMORY;
    *c = (mla_pop3){0};
    int32_t status = init(c, config);
    if (status != MLA_OK) {
        mla_pop3_free(c);
        return status;
    }
    *connection = c;
    return MLA_OK;
}

void mla_pop3_free(mla_pop3 *c) {
    if (c == NULL)
        return;
    mla__txbuf_deinit(&c->tx);
    mla__rxbuf_deinit(&c->wire.rx);
    mla__release(&c->allocator, c->queue, (c->queue_max + 1u) * sizeof *c->queue);
    mla_allocator allocator = c->allocator;
    mla__release(&allocator, c, sizeof *c);
}

int32_t mla__pop3_fault(mla_pop3 *c, int32_t status) {
    c->error = (mla_error){
        .struct_size = sizeof c->error,
        .status = status,
        .detail = mla_str_from(mla_status_text(status)),
    };
    return status;
}

void mla_pop3_error(const mla_pop3 *c, mla_error *error) {
    *error = c->error;
    error->struct_size = sizeof *error;
}

static bool is_reading(const mla_pop3 *c) {
    return c->status == MLA_OK && !c->ended && c->at < MLA__POP3_AT_UPGRADE;
}

char *mla_pop3_rx_buf(mla_pop3 *c, size_t *capacity) {
    mla__rxbuf *rx = &c->wire.rx;
    *capacity = 0;
    if (!is_reading(c) || mla__rxbuf_len(rx) == rx->capacity)
        return NULL;
    /* All the room there is: a few octets at the end of the buffer are not worth a read. */
    return mla__rxbuf_space(rx, rx->capacity - mla__rxbuf_len(rx), capacity);
}

int32_t mla_pop3_rx_ack(mla_pop3 *c, size_t len) {
    mla__rxbuf *rx = &c->wire.rx;
    if (len != 0 && (!is_reading(c) || len > rx->capacity - rx->end))
        return MLA_E_INVALID;
    mla__trace_write(&c->trace, MLA_TRACE_RECEIVED, rx->data + rx->end, len);
    mla__rxbuf_commit(rx, len);
    return MLA_OK;
}

void mla_pop3_rx_end(mla_pop3 *c) {
    c->ended = true;
}

const char *mla_pop3_tx_buf(mla_pop3 *c, size_t *len) {
    *len = c->status == MLA_OK ? c->released : 0;
    return c->tx.data + c->tx.start;
}

int32_t mla_pop3_tx_ack(mla_pop3 *c, size_t len) {
    if (len > c->released)
        return MLA_E_INVALID;
    mla__txbuf_consume(&c->tx, len);
    c->released -= len;
    return MLA_OK;
}

uint32_t mla_pop3_wants(const mla_pop3 *c) {
    uint32_t wants = is_reading(c) ? MLA_WANT_READ : 0;
    if (c->status == MLA_OK && c->released != 0)
        wants |= MLA_WANT_WRITE;
    return wants;
}

int32_t mla_pop3_upgraded(mla_pop3 *c) {
    if (c->status != MLA_OK || c->at != MLA__POP3_AT_UPGRADE)
        return MLA_E_STATE;
    c->at = MLA__POP3_AT_STATUS;
    c->capabilities = 0;
    c->login_delay = 0;
    mla__pop3_release(c);
    return MLA_OK;
}

uint32_t mla_pop3_capabilities(const mla_pop3 *c) {
    return c->capabilities;
}

uint32_t mla_pop3_outstanding(const mla_pop3 *c) {
    return c->count;
}

uint64_t mla_pop3_forgiven(const mla_pop3 *c) {
    return c->forgiven;
}
