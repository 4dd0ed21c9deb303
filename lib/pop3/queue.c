/* SPDX-License-Identifier: MIT */
#include "pop3/queue.h"

#include "base/mem.h"
#include "base/trace.h"
#include "base/word.h"

static void append(mla_pop3 *c, const char *data, size_t len) {
    if (c->adding == MLA_OK)
        c->adding = mla__txbuf_append(&c->tx, data, len);
}

/* @return octets appended. */
static uint32_t append_line(mla_pop3 *c, uint8_t kind, const mla_str *word) {
    size_t before = mla__txbuf_len(&c->tx);
    const mla__pop3_kind *its = &mla__pop3_kinds[kind];
    append(c, its->verb, its->verb_len);
    if (word != NULL) {
        append(c, " ", its->verb_len != 0);
        if (word->len == 0 || mla__word_breaks_line(*word))
            c->adding = MLA_E_INVALID;
        append(c, word->ptr, word->len);
    }
    append(c, "\r\n", 2);
    return (uint32_t)(mla__txbuf_len(&c->tx) - before);
}

mla__pop3_slot *mla__pop3_prepare(mla_pop3 *c, uint8_t kind, const mla_str *words) {
    mla__pop3_slot *slot = &c->queue[c->count];
    c->adding = c->count == c->config.queue_max ? MLA_E_LIMIT : MLA_OK;
    if (c->at == MLA__POP3_OVER || (c->count != 0 && slot[-1].kind == MLA__POP3_QUIT))
        c->adding = MLA_E_STATE;
    *slot = (mla__pop3_slot){.kind = kind};
    slot->reply = mla__pop3_kinds[kind].reply;
    if (words != NULL && slot->reply == MLA__POP3_REPLY_ROWS)
        slot->reply = MLA__POP3_REPLY_ROW;
    slot->now = append_line(c, kind, words);
    if (kind == MLA__POP3_USER)
        slot->later = append_line(c, MLA__POP3_PASS, words + 1);
    return slot;
}

int32_t mla__pop3_commit(mla_pop3 *c, mla__pop3_slot *slot, uint32_t *command) {
    if (c->adding != MLA_OK) {
        size_t len = slot->now + slot->later;
        mla__txbuf_remove(&c->tx, mla__txbuf_len(&c->tx) - len, len);
        c->fault_code = MLA_POP3_CODE_NONE;
        c->is_answer = false;
        return c->fault = c->adding;
    }
    c->count++;
    slot->command = ++c->commands;
    if (command != NULL)
        *command = slot->command;
    mla__pop3_release(c);
    return MLA_OK;
}

void mla__pop3_release_line(mla_pop3 *c, mla__pop3_slot *slot, size_t shown) {
    const mla_trace *trace = &c->config.trace;
    const char *line = c->tx.data + c->tx.start + c->released;
    size_t len = slot->now;
    slot->now = 0;
    c->released += len;
    slot->end = (uint32_t)c->tx.offset + (uint32_t)c->released;
    mla__trace_write(trace, MLA_TRACE_SENT, line, shown);
    if (shown == len)
        return;
    mla__trace_secret(trace, MLA_TRACE_SENT);
    mla__trace_write(trace, MLA_TRACE_SENT, line + len - 2, 2);
}

/* Whether the next command may join those in flight. */
static bool may_join(const mla_pop3 *c, const mla__pop3_slot *next) {
    return (c->capabilities & MLA_POP3_CAPABILITY_PIPELINING) != 0 &&
           c->in_flight < c->config.window_max && !mla__pop3_is_alone(next->kind) &&
           !mla__pop3_is_alone(next[-1].kind);
}

void mla__pop3_release(mla_pop3 *c) {
    while (c->in_flight < c->count && c->at != MLA__POP3_AT_GREETING &&
           c->at < MLA__POP3_AT_UPGRADE) {
        mla__pop3_slot *slot = &c->queue[c->in_flight];
        if (c->in_flight != 0 && !may_join(c, slot))
            return;
        c->in_flight++;
        mla__pop3_release_line(c, slot, slot->secret != 0 ? slot->secret : slot->now);
    }
}

void mla__pop3_pop(mla_pop3 *c) {
    c->in_flight--;
    c->count--;
    /* Rather than a ring: 24 octets for each command that waits. */
    memmove(c->queue, c->queue + 1, c->count * sizeof *c->queue);
}

int32_t mla_pop3_cancel(mla_pop3 *c, uint32_t command) {
    size_t place = c->released;
    mla__pop3_slot *slot = c->queue;
    const mla__pop3_slot *end = slot + c->count;
    for (; slot != end && slot->command != command; slot++)
        place += slot->now + slot->later;
    if (slot == end)
        return MLA_E_NOT_FOUND;
    if (slot < c->queue + c->in_flight) {
        slot->cancelled = true;
        return MLA_OK;
    }
    mla__txbuf_remove(&c->tx, place, slot->now + slot->later);
    slot->now = slot->later = slot->secret = 0;
    slot->kind = MLA__POP3_DROPPED;
    mla__pop3_release(c);
    return MLA_OK;
}
