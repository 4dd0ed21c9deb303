/* SPDX-License-Identifier: MIT */
#include "pop3/connection.h"

#include "base/alloc.h"
#include "base/mem.h"
#include "base/trace.h"
#include "pop3/queue.h"
#include "pop3/read.h"
#include "pop3/reply.h"

#define LINE_MIN 64u
#define QUEUE_MAX 65535u /* keeps the size of the queue far from SIZE_MAX */

void mla_pop3_config_init(mla_pop3_config *config, const mla_allocator *allocator) {
    *config = (mla_pop3_config){
        .struct_size = sizeof *config,
        .allocator = allocator,
        .receive_size = 32768,
        .transmit_initial = 1024,
        .transmit_max = 65536,
        .line_max = 8192,
        .window_max = 64,
        .queue_max = 256,
    };
}

void mla_pop3_config_init_fixed(mla_pop3_config *config, const mla_allocator *allocator) {
    mla_pop3_config_init(config, allocator);
    config->receive_size = 1024;
    config->transmit_initial = 512;
    config->transmit_max = 512;
    config->line_max = 512;
    config->window_max = 4;
    config->queue_max = 8;
}

static size_t size_of(const mla_pop3_config *config) {
    return sizeof(mla_pop3) + (config->queue_max + 1) * sizeof(mla__pop3_slot);
}

int32_t mla_pop3_new(const mla_pop3_config *config, mla_pop3 **connection) {
    *connection = NULL;
    if (config->struct_size < sizeof *config || config->allocator == NULL ||
        config->line_max < LINE_MIN || config->receive_size < config->line_max ||
        config->transmit_max > INT32_MAX || config->queue_max > QUEUE_MAX)
        return MLA_E_INVALID;
    size_t size = size_of(config);
    mla_pop3 *c = mla__alloc(config->allocator, size);
    if (c == NULL)
        return MLA_E_NO_MEMORY;
    memset(c, 0, size);
    c->config = *config;
    c->queue = (mla__pop3_slot *)(c + 1);
    c->wire.line_max = config->line_max;
    int32_t status =
        mla__txbuf_init(&c->tx, config->allocator, config->transmit_initial, config->transmit_max);
    if (status == MLA_OK)
        status = mla__rxbuf_init(&c->wire.rx, config->allocator, config->receive_size,
                                 config->receive_size);
    if (status == MLA_OK)
        *connection = c;
    else
        mla_pop3_free(c);
    return status;
}

void mla_pop3_free(mla_pop3 *c) {
    if (c == NULL)
        return;
    mla__rxbuf_deinit(&c->wire.rx);
    mla__txbuf_deinit(&c->tx);
    mla__release(&c->tx.allocator, c, size_of(&c->config));
}

void mla_pop3_error(const mla_pop3 *c, mla_error *error) {
    const mla_pop3_event *event = &c->event;
    *error = (mla_error){.struct_size = sizeof *error};
    error->status = c->fault;
    error->retry = mla__pop3_reply_retry(c->fault, c->fault_code);
    if (c->fault_code == MLA_POP3_CODE_LOGIN_DELAY)
        error->retry_after_ms = c->login_delay * UINT64_C(1000);
    error->offset = c->wire.rx.offset;
    error->detail = mla_str_from(mla_status_text(c->fault));
    if (c->is_answer) {
        error->server_text = event->text;
        error->server_code = event->code_name;
    }
}

static bool is_reading(const mla_pop3 *c) {
    return !c->ended && c->at < MLA__POP3_AT_UPGRADE;
}

char *mla_pop3_rx_buf(mla_pop3 *c, size_t *capacity) {
    *capacity = 0;
    if (!is_reading(c))
        return NULL;
    /* All the room there is: a few octets at the end of the buffer are not worth a read. */
    return mla__rxbuf_make_space(&c->wire.rx, 0, capacity);
}

int32_t mla_pop3_rx_ack(mla_pop3 *c, size_t len) {
    mla__rxbuf *rx = &c->wire.rx;
    if (len > (is_reading(c) ? rx->capacity - rx->end : 0))
        return MLA_E_INVALID;
    mla__trace_write(&c->config.trace, MLA_TRACE_RECEIVED, rx->data + rx->end, len);
    mla__rxbuf_commit(rx, len);
    return MLA_OK;
}

void mla_pop3_rx_end(mla_pop3 *c) {
    c->ended = true;
}

const char *mla_pop3_tx_buf(mla_pop3 *c, size_t *len) {
    *len = c->released;
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
    if (c->released != 0)
        wants |= MLA_WANT_WRITE;
    return wants;
}

int32_t mla_pop3_upgraded(mla_pop3 *c) {
    if (c->at != MLA__POP3_AT_UPGRADE)
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

/* Nothing more can be read: because the peer sends no more? */
static int32_t read_end(const mla_pop3 *c) {
    if (!c->ended)
        return MLA_AGAIN;
    bool inside = !mla__pop3_wire_is_clear(&c->wire) || c->at == MLA__POP3_AT_ROWS ||
                  c->at == MLA__POP3_AT_BODY;
    return inside ? MLA_E_INCOMPLETE : MLA_E_EOF;
}

static void fail(mla_pop3 *c, int32_t status) {
    c->status = status;
    c->event.result = status;
    c->at = MLA__POP3_OVER;
    c->released = 0;
}

int32_t mla_pop3_next(mla_pop3 *c, const mla_pop3_event **event) {
    while (c->status == MLA_OK) {
        bool withheld = c->queue->cancelled;
        c->event = (mla_pop3_event){.struct_size = sizeof c->event};
        c->is_answer = false;
        c->event.command = c->at != MLA__POP3_AT_GREETING ? c->queue->command : 0;
        int32_t got = mla__pop3_read(c);
        mla__pop3_release(c);
        if (got == MLA_AGAIN)
            got = read_end(c);
        if (got == MLA_AGAIN || got == MLA_END)
            return got;
        if (got < 0)
            fail(c, got);
        if (c->event.result != MLA_OK) {
            c->fault = c->event.result;
            c->fault_code = c->event.code;
            c->is_answer = true;
        }
        /* Data is what has a number below DONE. */
        if (got <= MLA__POP3_SKIP || (withheld && got < MLA__POP3_EVENT(MLA_POP3_EVENT_DONE)))
            continue;
        c->event.type = got - MLA_END;
        *event = &c->event;
        return MLA_OK;
    }
    return c->status;
}
