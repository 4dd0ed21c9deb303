/* SPDX-License-Identifier: MIT */
/* What events do to the state of the connection, and to the commands in flight. */
#include "imap/connection.h"

#include "base/ascii.h"
#include "base/number.h"
#include "base/trace.h"
#include "imap/auth.h"
#include "imap/command.h"
#include "imap/completion.h"

int32_t mla__imap_fail(mla_imap *imap, int32_t status, const char *detail) {
    imap->error = (mla_error){
        .struct_size = sizeof imap->error,
        .status = status,
        .detail = mla_str_from(detail),
    };
    return status;
}

/** Fatal: what `next` answers from now on. */
static int32_t fail_for_good(mla_imap *imap, int32_t status, const char *detail) {
    imap->failure = mla__imap_fail(imap, status, detail);
    imap->error.offset = mla_imap_decoder_offset(imap->decoder);
    return status;
}

/* Capabilities and encoding. */

static void read_capabilities(mla_imap *imap, const mla_str *words, size_t count) {
    mla__capabilities_read(&imap->capabilities, words, count);
    bool is_rev2_only = mla__capabilities_have(&imap->capabilities, MLA_IMAP_CAP_IMAP4REV2) &&
                        !mla__capabilities_have(&imap->capabilities, MLA_IMAP_CAP_IMAP4REV1);
    if (is_rev2_only)
        mla__imap_set_utf8(imap, true);
}

static void read_enabled(mla_imap *imap, const mla_str *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (mla__ascii_is_word_nocase(words[i], "IMAP4rev2") ||
            mla__ascii_is_word_nocase(words[i], "UTF8=ACCEPT"))
            mla__imap_set_utf8(imap, true);
}

void mla__imap_set_utf8(mla_imap *imap, bool is_utf8) {
    imap->is_utf8 = is_utf8;
    mla_imap_decoder_set_utf8(imap->decoder, is_utf8);
}

static void read_code(mla_imap *imap, const mla_imap_code *code) {
    if (code->type == MLA_IMAP_CODE_CAPABILITY)
        read_capabilities(imap, code->words, code->word_count);
}

/* Untagged status responses. */

static void note_bye(mla_imap *imap, const mla_imap_status *status, int32_t usual_retry) {
    (void)mla__imap_judge(imap, status, 0);
    imap->said_bye = true;
    imap->state = MLA_IMAP_STATE_LOGOUT;
    imap->bye_retry = imap->error.retry != MLA_RETRY_NEVER ? imap->error.retry : usual_retry;
    imap->bye_retry_after_ms = imap->error.retry_after_ms;
}

/** What the server says in place of one is what a user has to know: IceWarp bars an address by "* NO". */
static int32_t fail_without_greeting(mla_imap *imap, int32_t retry) {
    (void)fail_for_good(imap, MLA_E_PROTOCOL, "not a greeting");
    imap->error.server_text = imap->event.text;
    imap->error.retry = retry;
    return MLA_E_PROTOCOL;
}

static int32_t on_greeting(mla_imap *imap) {
    const mla_imap_status *status = imap->event.status;
    imap->event.type = MLA_IMAP_EVENT_GREETING;
    if (status->condition == MLA_IMAP_BYE)
        note_bye(imap, status, MLA_RETRY_LATER);
    else if (status->condition == MLA_IMAP_OK)
        imap->state = MLA_IMAP_STATE_NOT_AUTHENTICATED;
    else if (status->condition == MLA_IMAP_PREAUTH)
        imap->state = MLA_IMAP_STATE_AUTHENTICATED;
    else
        return fail_without_greeting(imap, MLA_RETRY_LATER);
    return MLA_OK;
}

static int32_t on_status(mla_imap *imap) {
    const mla_imap_status *status = imap->event.status;
    read_code(imap, &status->code);
    if (imap->state == MLA_IMAP_STATE_GREETING)
        return on_greeting(imap);
    imap->event.type = MLA_IMAP_EVENT_STATUS;
    if (status->condition == MLA_IMAP_BYE)
        note_bye(imap, status, MLA_RETRY_RECONNECT);
    return MLA_OK;
}

/* Completion. */

static uint32_t find_command(const mla_imap *imap, mla_str tag) {
    uint32_t number;
    mla_str digits = {tag.ptr + 1, tag.len - 1};
    if (tag.len < 2 || tag.ptr[0] != 'A' || digits.ptr[0] == '0' ||
        mla__number_parse_u32(digits, &number) != MLA_OK)
        return imap->queue.count;
    return mla__queue_find(&imap->queue, number);
}

/** The server may refuse a literal that waits; it may answer nothing else before it was sent. */
static bool may_complete(const mla_imap *imap, uint32_t index, int32_t condition) {
    if (index == imap->queue.count)
        return false;
    return mla__queue_is_sent(&imap->queue, index) ||
           (condition != MLA_IMAP_OK && mla__queue_is_waiting(&imap->queue, index));
}

static void follow(mla_imap *imap, uint32_t behaviour, int32_t condition) {
    bool is_ok = condition == MLA_IMAP_OK;
    uint32_t deselecting = condition == MLA_IMAP_NO ? MLA__SELECTS : 0;
    if (imap->said_bye)
        return;
    if ((behaviour & (is_ok ? MLA__LOGS_IN | MLA__DESELECTS : deselecting)) != 0)
        imap->state = MLA_IMAP_STATE_AUTHENTICATED;
    if (is_ok && (behaviour & MLA__SELECTS) != 0)
        imap->state = MLA_IMAP_STATE_SELECTED;
    if (is_ok && (behaviour & MLA__LOGS_IN) != 0 && !imap->capabilities.is_fresh)
        mla__capabilities_forget(&imap->capabilities);
}

static int32_t result_of(mla_imap *imap, const mla__queued *command) {
    int32_t result = mla__imap_judge(imap, imap->event.status, command->behaviour);
    /* Said with the tag of LOGOUT it is the answer that was asked for. */
    if (command->kind == MLA__IMAP_LOGOUT && result == MLA_E_SERVER_BYE)
        return MLA_OK;
    int32_t local = command->kind == MLA__IMAP_AUTHENTICATE
                        ? mla__exchange_result(imap, result == MLA_OK)
                        : MLA_OK;
    return local != MLA_OK ? local : result;
}

static int32_t upgrade(mla_imap *imap) {
    if (mla_imap_decoder_pending(imap->decoder) != 0)
        return fail_for_good(imap, MLA_E_INJECTION, "octets in clear behind the reply to STARTTLS");
    imap->is_upgrading = true;
    imap->event.type = MLA_IMAP_EVENT_UPGRADE;
    return MLA_OK;
}

static int32_t on_tagged(mla_imap *imap) {
    const mla_imap_status *status = imap->event.status;
    int32_t condition = status->condition;
    uint32_t index = find_command(imap, status->tag);
    if (!may_complete(imap, index, condition))
        return fail_for_good(imap, MLA_E_UNSOLICITED, "a tagged reply to no command");
    mla__queued command = imap->queue.commands[index];
    if (condition == MLA_IMAP_BAD && mla__exchange_retry(imap, &command))
        return MLA_AGAIN;
    mla__queue_remove(&imap->queue, index);
    read_code(imap, &status->code);
    imap->event.command = command.number;
    int32_t result = result_of(imap, &command);
    if (command.kind == MLA__IMAP_LOGOUT && result == MLA_OK) {
        imap->state = MLA_IMAP_STATE_LOGOUT;
        imap->failure = MLA_END;
    } else if (condition == MLA_IMAP_BYE) {
        note_bye(imap, status, MLA_RETRY_RECONNECT);
    }
    if (command.kind == MLA__IMAP_STARTTLS && condition == MLA_IMAP_OK)
        return upgrade(imap);
    if (result != MLA_E_AUTH_SERVER)
        follow(imap, command.behaviour, condition);
    if (command.is_cancelled)
        result = MLA_E_CANCELLED;
    imap->event.result = imap->error.status = result;
    return MLA_OK;
}

/** A command that will not be sent is complete all the same. */
static bool give_dead(mla_imap *imap) {
    mla__queue *queue = &imap->queue;
    uint32_t index = mla__queue_find_dead(queue, imap->state);
    if (index == queue->count)
        return false;
    const mla__queued *command = &queue->commands[index];
    int32_t result = command->is_cancelled ? MLA_E_CANCELLED : MLA_E_STATE;
    imap->event = (mla_imap_event){
        .struct_size = sizeof imap->event,
        .type = MLA_IMAP_EVENT_DONE,
        .command = command->number,
        .result = mla__imap_fail(imap, result, "never sent"),
    };
    mla__queue_remove(queue, index);
    return true;
}

/* The rest. */

static int32_t on_continuation(mla_imap *imap) {
    if (imap->state == MLA_IMAP_STATE_GREETING)
        return fail_without_greeting(imap, MLA_RETRY_NEVER);
    if (mla__queue_continue(&imap->queue) || mla__exchange_continue(imap, imap->event.text))
        return MLA_AGAIN;
    return MLA_OK;
}

/** News of flags are nobody's answer alone. */
static bool is_more_than_flags(const mla_imap_fetch *fetch) {
    uint32_t news = MLA_IMAP_FETCH_UID | MLA_IMAP_FETCH_FLAGS | MLA_IMAP_FETCH_MODSEQ;
    return (fetch->items & ~news) != 0 || fetch->raw_item_count != 0;
}

/** The kind of command that asks for such events. */
static uint32_t asked_by(const mla_imap_event *event) {
    switch (event->type) {
    case MLA_IMAP_EVENT_LIST: return MLA__LISTS;
    case MLA_IMAP_EVENT_MAILBOX_STATUS: return MLA__COUNTS;
    case MLA_IMAP_EVENT_SEARCH: return MLA__SEARCHES;
    case MLA_IMAP_EVENT_BODY_BEGIN:
    case MLA_IMAP_EVENT_BODY_DATA:
    case MLA_IMAP_EVENT_BODY_END: return MLA__FETCHES;
    case MLA_IMAP_EVENT_FETCH: return is_more_than_flags(event->fetch) ? MLA__FETCHES : 0;
    default: return 0;
    }
}

static int32_t handle(mla_imap *imap) {
    mla_imap_event *event = &imap->event;
    switch (event->type) {
    case MLA_IMAP_EVENT_GREETING:
    case MLA_IMAP_EVENT_STATUS: return on_status(imap);
    case MLA_IMAP_EVENT_DONE: return on_tagged(imap);
    case MLA_IMAP_EVENT_CONTINUATION: return on_continuation(imap);
    case MLA_IMAP_EVENT_CAPABILITY: read_capabilities(imap, event->words, event->word_count); break;
    case MLA_IMAP_EVENT_ENABLED: read_enabled(imap, event->words, event->word_count); break;
    default: break;
    }
    return mla__queue_is_unwanted(&imap->queue, asked_by(event)) ? MLA_AGAIN : MLA_OK;
}

static bool is_logging_out(const mla__queue *queue) {
    return queue->started != 0 && queue->commands[queue->started - 1].kind == MLA__IMAP_LOGOUT;
}

/** The decoder has ended, or failed. */
static int32_t end(mla_imap *imap, int32_t status) {
    bool is_between = status == MLA_END;
    if (is_between && is_logging_out(&imap->queue))
        return imap->failure = MLA_END;
    if (is_between)
        status = imap->said_bye ? MLA_E_SERVER_BYE : MLA_E_EOF;
    (void)fail_for_good(imap, status, is_between ? NULL : mla_imap_decoder_detail(imap->decoder));
    imap->error.retry =
        status == MLA_E_EOF || status == MLA_E_INCOMPLETE ? MLA_RETRY_RECONNECT : MLA_RETRY_NEVER;
    if (status == MLA_E_SERVER_BYE) {
        imap->error.retry = imap->bye_retry;
        imap->error.retry_after_ms = imap->bye_retry_after_ms;
    }
    return status;
}

int32_t mla_imap_next(mla_imap *imap, const mla_imap_event **event) {
    *event = &imap->event;
    imap->error.server_text = imap->error.server_code = (mla_str){NULL, 0};
    int32_t status = MLA_AGAIN;
    while (status == MLA_AGAIN) {
        if (imap->failure != MLA_OK)
            return imap->failure;
        if (imap->is_upgrading)
            return MLA_AGAIN;
        if (give_dead(imap))
            return MLA_OK;
        const mla_imap_event *received;
        status = mla_imap_decoder_next(imap->decoder, &received);
        if (status == MLA_AGAIN)
            return MLA_AGAIN;
        if (status != MLA_OK)
            return end(imap, status);
        imap->event = *received;
        status = handle(imap);
    }
    return status;
}
