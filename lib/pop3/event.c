/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/number.h"
#include "pop3/auth.h"
#include "pop3/queue.h"
#include "pop3/reply.h"

#define SKIP 3 /* beside MLA_OK, MLA_AGAIN, MLA_END: nothing for the caller, go on */

static int32_t note(mla_pop3 *c, int32_t status) {
    const mla_pop3_event *event = &c->event;
    mla_error *error = &c->error;
    mla__pop3_fault(c, status);
    error->server_text = event->text;
    error->server_code = event->code_name;
    error->offset = c->wire.line_at;
    error->retry = mla__pop3_reply_retry(status, event->code);
    if (event->code == MLA_POP3_CODE_LOGIN_DELAY)
        error->retry_after_ms = c->login_delay * 1000;
    return status;
}

static int32_t emit(mla_pop3 *c, int32_t type) {
    c->event.type = type;
    return MLA_OK;
}

static int32_t emit_result(mla_pop3 *c, int32_t type, int32_t result) {
    c->event.result = result;
    if (result < 0)
        note(c, result);
    return emit(c, type);
}

static int32_t complete(mla_pop3 *c, int32_t result) {
    const mla__pop3_slot *slot = c->queue;
    uint8_t flags = slot->flags;
    if ((flags & MLA__POP3_DROPPED) != 0 ||
        ((flags & MLA__POP3_CANCELLED) != 0 && slot->reply != MLA__POP3_REPLY_LINE))
        result = MLA_E_CANCELLED;
    if (c->count > 1 && slot[1].command == slot->command)
        mla__pop3_withdraw(c, 1, MLA__POP3_SILENT);
    if (slot->kind == MLA__POP3_AUTH)
        c->sasl = NULL;
    bool over = slot->kind == MLA__POP3_QUIT && c->closing;
    c->at = over ? MLA__POP3_OVER : MLA__POP3_AT_STATUS;
    mla__pop3_pop(c);
    if ((flags & MLA__POP3_SILENT) != 0)
        return SKIP;
    return emit_result(c, MLA_POP3_EVENT_DONE, result);
}

static int32_t read_greeting(mla_pop3 *c, int32_t result) {
    c->event.command = 0;
    c->event.id = mla__pop3_reply_timestamp(c->event.text);
    c->at = result == MLA_OK ? MLA__POP3_AT_STATUS : MLA__POP3_OVER;
    return emit_result(c, MLA_POP3_EVENT_GREETING, result);
}

static int32_t read_capability(mla_pop3 *c) {
    mla_pop3_event *event = &c->event;
    c->capabilities_new |= event->capability;
    if (event->capability == MLA_POP3_CAPABILITY_LOGIN_DELAY) {
        const char *at = event->arguments.ptr;
        mla__number_scan_u64(&at, at + event->arguments.len, &c->login_delay);
    }
    return emit(c, MLA_POP3_EVENT_CAPABILITY);
}

static int32_t read_row(mla_pop3 *c, mla_str line) {
    mla_pop3_event *event = &c->event;
    uint8_t kind = c->queue->kind;
    if (kind == MLA__POP3_CAPA && mla__pop3_reply_capability(line, event))
        return read_capability(c);
    if (kind == MLA__POP3_CAPA || !mla__pop3_reply_numbered(line, event) ||
        (event->number == 0 && kind != MLA__POP3_STAT)) {
        c->forgiven++;
        event->data = line;
        return emit(c, MLA_POP3_EVENT_UNPARSED);
    }
    if (kind != MLA__POP3_UIDL) {
        const char *at = event->id.ptr;
        if (mla__number_scan_u64(&at, at + event->id.len, &event->size) != MLA_OK)
            c->forgiven++;
        event->id.ptr = NULL;
        event->id.len = 0;
    }
    return emit(c, kind == MLA__POP3_STAT ? MLA_POP3_EVENT_DROP : MLA_POP3_EVENT_LISTING);
}

static int32_t accept_line(mla_pop3 *c) {
    uint8_t kind = c->queue->kind;
    if (kind == MLA__POP3_USER) {
        mla__pop3_pop(c);
        return SKIP;
    }
    bool upgrade = kind == MLA__POP3_STLS;
    if (upgrade && mla__rxbuf_len(&c->wire.rx) != 0)
        return MLA_E_INJECTION;
    int32_t status = complete(c, MLA_OK);
    if (!upgrade)
        return status;
    c->at = MLA__POP3_AT_UPGRADE;
    return emit(c, MLA_POP3_EVENT_UPGRADE);
}

static int32_t accept(mla_pop3 *c) {
    mla_str text = c->event.text;
    switch (c->queue->reply) {
    case MLA__POP3_REPLY_ROW: c->at = MLA__POP3_AT_END; return read_row(c, text);
    case MLA__POP3_REPLY_ROWS:
        c->at = MLA__POP3_AT_ROWS;
        c->capabilities_new = MLA_POP3_CAPABILITY_KNOWN;
        return SKIP;
    case MLA__POP3_REPLY_BODY:
        c->at = MLA__POP3_AT_BODY;
        mla__pop3_wire_body_begin(&c->wire);
        mla__number_scan_u64(&text.ptr, text.ptr + text.len, &c->event.size);
        return emit(c, MLA_POP3_EVENT_BODY_BEGIN);
    default: return accept_line(c);
    }
}

static int32_t read_status(mla_pop3 *c, mla_str line) {
    const mla__pop3_slot *slot = c->queue;
    int32_t result = mla__pop3_reply_status(line, &c->event);
    if (c->at == MLA__POP3_AT_GREETING && result != MLA_AGAIN && result != MLA_E_PROTOCOL)
        return read_greeting(c, result);
    if (result == MLA_E_PROTOCOL)
        return result;
    if (c->in_flight == 0 || (int32_t)((uint32_t)c->tx.offset - slot->end) < 0)
        return result == MLA_E_SERVER_NO ? MLA_E_SERVER_BYE
                                         : (result == MLA_OK ? MLA_E_UNSOLICITED : MLA_E_PROTOCOL);
    if (result == MLA_AGAIN) {
        result = mla__pop3_auth_answer(c, c->event.text);
        return result == MLA_OK ? SKIP : result;
    }
    if (result != MLA_OK && mla__pop3_is_login(slot->kind) &&
        mla__pop3_reply_blames_credentials(c->event.code))
        result = MLA_E_AUTH;
    if (slot->kind == MLA__POP3_AUTH)
        return complete(c, mla__pop3_auth_result(c, result));
    return result == MLA_OK ? accept(c) : complete(c, result);
}

static int32_t read_rows(mla_pop3 *c, mla_str line) {
    if (line.len == 0 || line.ptr[0] != '.')
        return read_row(c, line);
    line.ptr++;
    if (--line.len != 0)
        return read_row(c, line);
    if (c->queue->kind == MLA__POP3_CAPA)
        c->capabilities = c->capabilities_new;
    return complete(c, MLA_OK);
}

static int32_t read_line(mla_pop3 *c) {
    mla_str line;
    int32_t status = mla__pop3_wire_line(&c->wire, &line);
    if (status != MLA_OK)
        return status;
    c->event.truncated = c->wire.skipping;
    if (c->at == MLA__POP3_AT_ROWS)
        return read_rows(c, line);
    const char *start = line.ptr;
    while (line.len != 0 && *line.ptr == '\0') {
        line.ptr++;
        line.len--;
    }
    c->forgiven += line.len == 0 || line.ptr != start;
    if (line.len != 0)
        return read_status(c, line);
    if (c->in_flight != 0 && c->queue->kind == MLA__POP3_DELE)
        return read_status(c, (mla_str){"+OK", 3});
    return SKIP;
}

static int32_t read_body(mla_pop3 *c) {
    int32_t status = mla__pop3_wire_body(&c->wire, &c->event.data);
    if (status == MLA_OK)
        return emit(c, MLA_POP3_EVENT_BODY_DATA);
    if (status == MLA_AGAIN)
        return status;
    c->at = MLA__POP3_AT_END;
    return emit(c, MLA_POP3_EVENT_BODY_END);
}

static int32_t read_any(mla_pop3 *c) {
    if (c->at == MLA__POP3_AT_BODY)
        return read_body(c);
    if (c->at == MLA__POP3_AT_END)
        return complete(c, MLA_OK);
    if (c->at == MLA__POP3_OVER)
        return MLA_END;
    if (c->at == MLA__POP3_AT_UPGRADE)
        return MLA_AGAIN;
    if (c->in_flight != 0 && (c->queue->flags & MLA__POP3_DROPPED) != 0)
        return complete(c, MLA_E_CANCELLED);
    return read_line(c);
}

/* Nothing more can be read: because the peer sends no more? */
static int32_t read_end(const mla_pop3 *c) {
    if (!c->ended)
        return MLA_AGAIN;
    bool inside = mla__rxbuf_len(&c->wire.rx) != 0 || c->wire.skipping ||
                  c->at == MLA__POP3_AT_ROWS || c->at == MLA__POP3_AT_BODY;
    return inside ? MLA_E_INCOMPLETE : MLA_E_EOF;
}

int32_t mla_pop3_next(mla_pop3 *c, const mla_pop3_event **event) {
    *event = &c->event;
    while (c->status == MLA_OK) {
        c->event = (mla_pop3_event){
            .struct_size = sizeof c->event,
            .command = c->queue->command,
        };
        bool withheld = (c->queue->flags & MLA__POP3_CANCELLED) != 0;
        int32_t status = read_any(c);
        mla__pop3_release(c);
        if (status == MLA_AGAIN)
            status = read_end(c);
        if (status < 0)
            c->status = note(c, status);
        else if (status == MLA_OK && withheld && c->event.type != MLA_POP3_EVENT_DONE)
            continue;
        else if (status != SKIP)
            return status;
    }
    return c->status;
}
