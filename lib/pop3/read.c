/* SPDX-License-Identifier: MIT */
#include "pop3/read.h"

#include "base/number.h"
#include "pop3/auth.h"
#include "pop3/queue.h"
#include "pop3/reply.h"

#define EVENT MLA__POP3_EVENT
#define SKIP MLA__POP3_SKIP

static int32_t complete(mla_pop3 *c, int32_t result) {
    const mla__pop3_slot *slot = c->queue;
    if (slot->cancelled && slot->reply != MLA__POP3_REPLY_LINE)
        result = MLA_E_CANCELLED;
    c->event.result = result;
    c->at = slot->kind == MLA__POP3_QUIT ? MLA__POP3_OVER : MLA__POP3_AT_STATUS;
    mla__pop3_pop(c);
    return EVENT(MLA_POP3_EVENT_DONE);
}

static int32_t read_capability(mla_pop3 *c) {
    const mla_str *text = &c->event.arguments;
    const char *at = text->ptr;
    c->capabilities_new |= c->event.capability;
    if (c->event.capability == MLA_POP3_CAPABILITY_LOGIN_DELAY)
        mla__number_scan_u32(&at, at + text->len, &c->login_delay);
    return EVENT(MLA_POP3_EVENT_CAPABILITY);
}

static int32_t read_row(mla_pop3 *c) {
    mla_pop3_event *event = &c->event;
    uint8_t kind = c->queue->kind;
    bool good;
    if (kind == MLA__POP3_CAPA)
        good = mla__pop3_reply_capability(event);
    else
        good = mla__pop3_reply_numbered(event) && (event->number != 0 || kind == MLA__POP3_STAT);
    if (!good) {
        c->forgiven++;
        event->id = (mla_str){NULL, 0};
        event->number = 0;
        return EVENT(MLA_POP3_EVENT_UNPARSED);
    }
    if (kind == MLA__POP3_CAPA)
        return read_capability(c);
    if (kind == MLA__POP3_UIDL)
        return EVENT(MLA_POP3_EVENT_LISTING);
    const char *at = event->id.ptr;
    if (mla__number_scan_u64(&at, at + event->id.len, &event->size) != MLA_OK)
        c->forgiven++;
    event->id = (mla_str){NULL, 0};
    return kind == MLA__POP3_STAT ? EVENT(MLA_POP3_EVENT_DROP) : EVENT(MLA_POP3_EVENT_LISTING);
}

static int32_t read_rows(mla_pop3 *c) {
    mla_str *line = &c->event.data;
    if (line->len == 0 || *line->ptr != '.')
        return read_row(c);
    line->ptr++;
    if (--line->len != 0)
        return read_row(c);
    if (c->queue->kind == MLA__POP3_CAPA)
        c->capabilities = c->capabilities_new;
    return complete(c, MLA_OK);
}

static int32_t accept_line(mla_pop3 *c) {
    mla__pop3_slot *slot = c->queue;
    if (slot->kind == MLA__POP3_STLS) {
        if (!mla__pop3_wire_is_clear(&c->wire))
            return MLA_E_INJECTION;
        complete(c, MLA_OK);
        c->at = MLA__POP3_AT_UPGRADE;
        return EVENT(MLA_POP3_EVENT_UPGRADE);
    }
    if (slot->kind != MLA__POP3_USER)
        return complete(c, MLA_OK);
    slot->kind = MLA__POP3_PASS;
    slot->now = slot->later;
    slot->later = 0;
    mla__pop3_release_line(c, slot, sizeof "PASS");
    return SKIP;
}

static int32_t accept(mla_pop3 *c) {
    const mla_str *text = &c->event.text;
    const char *at = text->ptr;
    uint8_t reply = c->queue->reply;
    if (reply == MLA__POP3_REPLY_LINE)
        return accept_line(c);
    c->at = reply;
    if (reply == MLA__POP3_REPLY_ROW) {
        c->event.data = *text;
        return read_row(c);
    }
    c->capabilities_new = MLA_POP3_CAPABILITY_KNOWN;
    if (reply == MLA__POP3_REPLY_ROWS)
        return SKIP;
    mla__pop3_wire_body_begin(&c->wire);
    mla__number_scan_u64(&at, at + text->len, &c->event.size);
    return EVENT(MLA_POP3_EVENT_BODY_BEGIN);
}

static int32_t refuse(mla_pop3 *c) {
    mla__pop3_slot *slot = c->queue;
    int32_t code = c->event.code;
    int32_t result = MLA_E_SERVER_NO;
    /* A login refused for another reason than its credentials has a code that says so. */
    if (slot->kind >= MLA__POP3_USER && slot->kind <= MLA__POP3_AUTH &&
        (code <= MLA_POP3_CODE_OTHER || code == MLA_POP3_CODE_AUTH))
        result = MLA_E_AUTH;
    mla__txbuf_remove(&c->tx, 0, slot->later);
    return result;
}

/* Whether the server can have read the first command. */
static bool is_sent(const mla_pop3 *c) {
    return c->in_flight != 0 && (int32_t)((uint32_t)c->tx.offset - c->queue->end) >= 0;
}

static int32_t read_status(mla_pop3 *c) {
    const mla__pop3_slot *slot = c->queue;
    int32_t result = mla__pop3_reply_status(&c->event);
    bool sent = is_sent(c);
    if (result == MLA_AGAIN && sent)
        return mla__pop3_auth_answer(c);
    if (result == MLA_E_PROTOCOL || result == MLA_AGAIN)
        return MLA_E_PROTOCOL;
    if (c->at == MLA__POP3_AT_GREETING) {
        c->event.result = result;
        c->at = result == MLA_OK ? MLA__POP3_AT_STATUS : MLA__POP3_OVER;
        return EVENT(MLA_POP3_EVENT_GREETING);
    }
    if (!sent)
        return result == MLA_OK ? MLA_E_UNSOLICITED : MLA_E_SERVER_BYE;
    if (result != MLA_OK)
        result = refuse(c);
    if (slot->kind == MLA__POP3_AUTH)
        result = mla__pop3_auth_result(c, result);
    if (result == MLA_AGAIN)
        return mla__pop3_auth_answer(c);
    return result == MLA_OK ? accept(c) : complete(c, result);
}

static int32_t read_line(mla_pop3 *c) {
    mla_str *line = &c->event.data;
    int32_t status = mla__pop3_wire_line(&c->wire, line);
    if (status != MLA_OK)
        return status;
    c->event.truncated = c->wire.skipping;
    if (c->at == MLA__POP3_AT_ROWS)
        return read_rows(c);
    for (; line->len != 0 && *line->ptr == '\0'; line->len--) {
        line->ptr++;
        c->forgiven++;
    }
    if (line->len == 0) {
        c->forgiven++;
        bool answers = is_sent(c) && c->queue->kind == MLA__POP3_DELE;
        return answers ? complete(c, MLA_OK) : SKIP;
    }
    return read_status(c);
}

static int32_t read_body(mla_pop3 *c) {
    int32_t status = mla__pop3_wire_body(&c->wire, &c->event.data);
    if (status == MLA_AGAIN)
        return status;
    if (status == MLA_OK)
        return EVENT(MLA_POP3_EVENT_BODY_DATA);
    c->at = MLA__POP3_AT_END;
    return EVENT(MLA_POP3_EVENT_BODY_END);
}

int32_t mla__pop3_read(mla_pop3 *c) {
    if (c->at == MLA__POP3_AT_BODY)
        return read_body(c);
    if (c->at == MLA__POP3_AT_END)
        return complete(c, MLA_OK);
    if (c->at == MLA__POP3_OVER)
        return MLA_END;
    if (c->at == MLA__POP3_AT_UPGRADE)
        return MLA_AGAIN;
    if (c->in_flight != 0 && c->queue->kind == MLA__POP3_DROPPED)
        return complete(c, MLA_E_CANCELLED);
    return read_line(c);
}
