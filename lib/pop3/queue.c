/* SPDX-License-Identifier: MIT */
#include "pop3/queue.h"

#include "base/mem.h"
#include "base/trace.h"

size_t mla__pop3_unsent(const mla_pop3 *c) {
    return c->tx.end - c->tx.start;
}

void mla__pop3_begin(mla_pop3 *c) {
    bool open = c->status == MLA_OK && !c->closing && c->at != MLA__POP3_OVER;
    c->adding = open ? MLA_OK : MLA_E_STATE;
    c->adding_from = c->count;
    c->adding_at = mla__pop3_unsent(c);
}

static void append(mla_pop3 *c, const char *data, size_t len) {
    if (c->adding == MLA_OK)
        c->adding = mla__txbuf_append(&c->tx, data, len);
}

static void append_word(mla_pop3 *c, mla_str word) {
    if (word.len == 0)
        c->adding = MLA_E_INVALID;
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] == '\r' || word.ptr[i] == '\n' || word.ptr[i] == '\0')
            c->adding = MLA_E_INVALID;
    append(c, word.ptr, word.len);
}

mla__pop3_slot *mla__pop3_add(mla_pop3 *c, uint8_t kind, const mla_str *words, size_t count) {
    const mla__pop3_kind *its = &mla__pop3_kinds[kind];
    size_t before = mla__pop3_unsent(c);
    size_t verb_len = strlen(its->verb);
    append(c, its->verb, verb_len);
    for (size_t i = 0; i < count; i++) {
        append(c, " ", verb_len != 0);
        append_word(c, words[i]);
    }
    append(c, "\r\n", 2);
    mla__pop3_slot *slot = &c->queue[c->count];
    *slot = (mla__pop3_slot){
        .command = c->commands + 1,
        .length = (uint32_t)(mla__pop3_unsent(c) - before),
        .kind = kind,
        .reply = its->reply,
    };
    if (c->count == c->queue_max)
        c->adding = MLA_E_LIMIT;
    else
        c->count++;
    return slot;
}

int32_t mla__pop3_commit(mla_pop3 *c, uint32_t *command) {
    if (c->adding != MLA_OK) {
        mla__txbuf_truncate(&c->tx, c->tx.offset + c->adding_at);
        c->count = c->adding_from;
        return mla__pop3_fault(c, c->adding);
    }
    c->commands++;
    if (command != NULL)
        *command = c->commands;
    mla__pop3_release(c);
    return MLA_OK;
}

static bool has_window(const mla_pop3 *c) {
    const mla__pop3_slot *next = &c->queue[c->in_flight];
    if (c->in_flight == 0)
        return true;
    if ((c->capabilities & MLA_POP3_CAPABILITY_PIPELINING) == 0 || c->in_flight >= c->window_max)
        return false;
    if (next->kind == MLA__POP3_PASS)
        return next[-1].kind == MLA__POP3_USER;
    return !mla__pop3_kinds[next->kind].alone && !mla__pop3_kinds[next[-1].kind].alone;
}

void mla__pop3_release_octets(mla_pop3 *c, mla__pop3_slot *slot, size_t len) {
    const char *line = c->tx.data + c->tx.start + c->released;
    c->released += len;
    slot->end = (uint32_t)c->tx.offset + (uint32_t)c->released;
    if ((slot->flags & MLA__POP3_SECRET) != 0) {
        mla__trace_write(&c->trace, MLA_TRACE_SENT, line, slot->secret);
        mla__trace_secret(&c->trace, MLA_TRACE_SENT);
        line += len - 2;
        len = 2;
    }
    mla__trace_write(&c->trace, MLA_TRACE_SENT, line, len);
}

void mla__pop3_release(mla_pop3 *c) {
    if (c->at == MLA__POP3_AT_GREETING || c->at >= MLA__POP3_AT_UPGRADE)
        return;
    while (c->in_flight < c->count && has_window(c)) {
        mla__pop3_slot *slot = &c->queue[c->in_flight++];
        mla__pop3_release_octets(c, slot, slot->length);
    }
}

void mla__pop3_withdraw(mla_pop3 *c, uint32_t i, uint8_t flag) {
    mla__pop3_slot *slot = &c->queue[i];
    if (i >= c->in_flight) {
        uint64_t from = c->tx.offset + c->released;
        for (uint32_t j = c->in_flight; j < i; j++)
            from += c->queue[j].length;
        mla__txbuf_remove(&c->tx, from, from + slot->length);
        slot->length = 0;
        if (slot->kind == MLA__POP3_QUIT)
            c->closing = false;
        flag = (flag & MLA__POP3_SILENT) | MLA__POP3_DROPPED;
    }
    slot->flags = (uint8_t)(slot->flags | flag);
}

void mla__pop3_pop(mla_pop3 *c) {
    c->in_flight--;
    c->count--;
    /* Rather than a ring: this is 16 octets for each command that waits. */
    memmove(c->queue, c->queue + 1, c->count * sizeof *c->queue);
}
