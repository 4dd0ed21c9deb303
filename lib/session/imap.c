/* SPDX-License-Identifier: MIT */
#include "session/imap.h"

#include "base/alloc.h"
#include "session/connect.h"
#include "session/protocols.h"

#define RECEIVE_INITIAL 32768 /* octets: what TLS reads at once, and POP3 begins with */

/* ----- life ----- */

static int32_t start(mla_session *session) {
    const mla_options *options = &session->options;
    mla_imap_config config;

    session->imap = mla__alloc(&session->allocator, sizeof *session->imap);
    if (session->imap == NULL)
        return MLA_E_NO_MEMORY;
    *session->imap = (mla__imap_state){.folder_status = MLA_E_STATE};
    mla_imap_config_init(&config, &session->allocator);
    config.trace = options->trace;
    if (options->pipeline != 0)
        config.in_flight_max = (uint32_t)options->pipeline;
    if (config.queue_max < config.in_flight_max)
        config.queue_max = config.in_flight_max;
    config.limits.receive_initial = RECEIVE_INITIAL;
    if (options->receive_initial != 0) {
        config.limits.receive_initial = options->receive_initial;
        config.limits.receive_max = options->receive_max;
    }
    if (config.limits.inline_literal_max > config.limits.receive_max)
        config.limits.inline_literal_max = config.limits.receive_max;
    return mla_imap_new(&config, &session->imap->imap);
}

static void stop(mla_session *session) {
    if (session->imap == NULL)
        return;
    mla_imap_free(session->imap->imap);
    mla__texts_deinit(&session->imap->bye, &session->allocator);
    mla__release(&session->allocator, session->imap, sizeof *session->imap);
    session->imap = NULL;
}

/* ----- octets ----- */

static char *rx_buf(mla_session *session, size_t *room) {
    return mla_imap_rx_buf(session->imap->imap, room);
}

static int32_t rx_ack(mla_session *session, size_t len) {
    return mla_imap_rx_ack(session->imap->imap, len);
}

static void rx_end(mla_session *session) {
    mla_imap_rx_end(session->imap->imap);
}

static const char *tx_buf(mla_session *session, size_t *len) {
    return mla_imap_tx_buf(session->imap->imap, len);
}

static int32_t tx_ack(mla_session *session, size_t len) {
    return mla_imap_tx_ack(session->imap->imap, len);
}

static int32_t upgraded(mla_session *session) {
    return mla_imap_upgraded(session->imap->imap);
}

/* The codec's words of a good-bye live until the next event, and the end comes later. */
static void add_bye(const mla_session *session, mla_error *error) {
    const mla__texts *bye = &session->imap->bye;

    error->server_text = mla_str_from(mla__texts_get(bye, 0));
    error->server_code = mla_str_from(mla__texts_get(bye, 1));
}

static bool has_said_bye(const mla_session *session) {
    return mla__texts_get(&session->imap->bye, 0) != NULL;
}

static void describe(mla_session *session, mla_error *error) {
    if (session->imap == NULL || session->imap->imap == NULL)
        return;
    mla_imap_error(session->imap->imap, error);
    if (error->status == MLA_E_SERVER_BYE && error->server_text.ptr == NULL)
        add_bye(session, error);
}

int32_t mla__imap_refused(mla_session *session, int32_t status) {
    mla_error detail = {.struct_size = sizeof detail};

    if (status != MLA_E_STATE || !has_said_bye(session))
        return mla__session_refused(session, status);
    add_bye(session, &detail);
    return mla__session_explain(session, MLA_E_SERVER_BYE, &detail);
}

/* ----- completions ----- */

static bool is_missing(const mla__operation *operation) {
    bool needs_one =
        operation->type == MLA__OPERATION_PARTS || operation->type == MLA__OPERATION_FETCH;

    return needs_one && operation->found == 0 && operation->is_submitted &&
           operation->in_flight == 1;
}

static int32_t status_of(mla_session *session, mla__operation *operation,
                         const mla_imap_event *event) {
    if (operation->type == MLA__OPERATION_OPEN)
        return mla__imap_open_done(session, operation, event);
    if (operation->type == MLA__OPERATION_SELECT)
        return mla__imap_select_done(session, operation, event);
    if (event->result == MLA_OK && is_missing(operation))
        return mla__session_say(session, MLA_E_NOT_FOUND, "the folder has no such message or part");
    return event->result;
}

static int32_t on_done(mla_session *session, const mla_imap_event *event) {
    mla__operation *operation = mla__operation_of_command(session, event->command);

    if (operation == NULL)
        return MLA_OK;
    int32_t status = status_of(session, operation, event);
    if (status < 0 && session->said != status)
        mla__session_refused(session, status);
    if (status < 0 && operation->type == MLA__OPERATION_SELECT)
        mla__imap_lose_folder(session, status);
    mla__operation_completed(session, operation, status);
    return MLA_OK;
}

/* ----- other events ----- */

static int32_t keep_bye(mla_session *session, const mla_imap_status *bye) {
    mla__texts *texts = &session->imap->bye;

    texts->len = 0;
    int32_t status = mla__texts_add(texts, &session->allocator, bye->text);
    return status == MLA_OK ? mla__texts_add(texts, &session->allocator, bye->code.name) : status;
}

static int32_t on_status(mla_session *session, const mla_imap_event *event) {
    mla__imap_state *state = session->imap;
    const mla_imap_code *code = &event->status->code;

    if (event->status->condition == MLA_IMAP_BYE)
        return keep_bye(session, event->status);
    if (code->type == MLA_IMAP_CODE_UIDVALIDITY)
        state->uidvalidity = code->value;
    else if (code->type == MLA_IMAP_CODE_UIDNOTSTICKY)
        state->has_loose_uids = true;
    return MLA_OK;
}

static uint32_t number_of(const mla__operation *operation) {
    return operation != NULL ? operation->number : 0;
}

static int32_t on_exists(mla_session *session, const mla_imap_event *event) {
    mla__imap_state *state = session->imap;

    state->exists = event->number;
    if (state->is_selecting)
        return MLA_OK;
    const mla__operation *poll = mla__operation_running(session, MLA__OPERATION_POLL);
    mla__event_begin(session, MLA_EVENT_COUNT, number_of(poll))->count = state->exists;
    session->event.uidvalidity = session->uidvalidity;
    return MLA_OK;
}

static int32_t on_expunge(mla_session *session, const mla_imap_event *event) {
    mla__imap_state *state = session->imap;
    const mla__operation *cause = mla__operation_running(session, MLA__OPERATION_DELETE);

    (void)event;
    if (state->exists != 0)
        state->exists--;
    if (cause == NULL)
        cause = mla__operation_running(session, MLA__OPERATION_POLL);
    mla__event_begin(session, MLA_EVENT_REMOVED, number_of(cause))->count = state->exists;
    session->event.uidvalidity = session->uidvalidity;
    return MLA_OK;
}

/* MLA_FOLDER_* and MLA_IMAP_MAILBOX_* have the same bits; MARKED and UNMARKED are not told. */
static int32_t on_list(mla_session *session, const mla_imap_event *event) {
    const mla__operation *operation = mla__operation_running(session, MLA__OPERATION_FOLDERS);
    const mla_imap_list *list = event->list;

    if (operation == NULL || operation->is_cancelled || list->command != MLA_IMAP_LIST)
        return MLA_OK;
    const char delimiter = (char)list->delimiter;
    mla_event *folder = mla__event_begin(session, MLA_EVENT_FOLDER, operation->number);
    folder->folder = mla__event_text(session, list->name);
    if (list->delimiter != 0)
        folder->delimiter = mla__event_text(session, (mla_str){&delimiter, 1});
    folder->folder_attributes =
        list->attributes & ~(MLA_IMAP_MAILBOX_MARKED | MLA_IMAP_MAILBOX_UNMARKED);
    return MLA_OK;
}

static int32_t on_upgrade(mla_session *session, const mla_imap_event *event) {
    mla__operation *operation = mla__operation_of_command(session, event->command);

    if (operation != NULL)
        mla__operation_completed(session, operation, MLA_OK);
    return mla__connect_upgrade(session);
}

typedef int32_t (*handler)(mla_session *session, const mla_imap_event *event);

static const handler handlers[] = {
    [MLA_IMAP_EVENT_GREETING] = mla__imap_greeted,
    [MLA_IMAP_EVENT_STATUS] = on_status,
    [MLA_IMAP_EVENT_DONE] = on_done,
    [MLA_IMAP_EVENT_EXISTS] = on_exists,
    [MLA_IMAP_EVENT_EXPUNGE] = on_expunge,
    [MLA_IMAP_EVENT_LIST] = on_list,
    [MLA_IMAP_EVENT_FETCH] = mla__imap_on_fetch,
    [MLA_IMAP_EVENT_BODY_BEGIN] = mla__imap_on_body_begin,
    [MLA_IMAP_EVENT_BODY_DATA] = mla__imap_on_body_data,
    [MLA_IMAP_EVENT_BODY_END] = mla__imap_on_body_end,
    [MLA_IMAP_EVENT_RAW] = mla__imap_on_raw,
    [MLA_IMAP_EVENT_UNPARSED] = mla__imap_on_unparsed,
    [MLA_IMAP_EVENT_UPGRADE] = on_upgrade,
};

/* The text of an ALERT has to be shown to the user (RFC 9051 section 7.1). */
static int32_t note_alert(mla_session *session, const mla_imap_event *event) {
    if (event->status == NULL || event->status->code.type != MLA_IMAP_CODE_ALERT)
        return MLA_OK;
    return mla__session_alert(session, event->status->text);
}

/* Servers close as soon as they have said good-bye, without the rest of the answer to LOGOUT. */
static void complete_close(mla_session *session) {
    mla__operation *close = mla__operation_running(session, MLA__OPERATION_CLOSE);

    if (close != NULL && has_said_bye(session))
        mla__operation_completed(session, close, MLA_OK);
}

static int32_t step(mla_session *session) {
    const mla_imap_event *event;

    if (session->imap->parts != NULL) {
        mla__imap_next_part(session);
        return MLA_OK;
    }
    int32_t status = mla_imap_next(session->imap->imap, &event);
    if (status == MLA_END)
        complete_close(session);
    if (status != MLA_OK)
        return status;
    if ((size_t)event->type < sizeof handlers / sizeof *handlers && handlers[event->type] != NULL)
        status = handlers[event->type](session, event);
    return status == MLA_OK ? note_alert(session, event) : status;
}

static void cancel(mla_session *session, const mla__operation *operation) {
    for (uint32_t at = operation->first_command; at <= operation->last_command; at++)
        (void)mla_imap_cancel(session->imap->imap, at);
}

/* ----- what it can do ----- */

static bool can(const mla_session *session, int32_t what) {
    switch (what) {
    case MLA_CAN_FOLDERS:
    case MLA_CAN_SUMMARIES:
    case MLA_CAN_PARTS:
    case MLA_CAN_FLAGS: return true;
    case MLA_CAN_STABLE_IDS: return !session->imap->has_loose_uids;
    case MLA_CAN_DELETE: return mla__imap_may_expunge(session);
    case MLA_CAN_PIPELINE: return session->options.pipeline != 1;
    default: return false;
    }
}

const mla__protocol mla__protocol_imap = {
    .alpn = "imap",
    .start = start,
    .stop = stop,
    .rx_buf = rx_buf,
    .rx_ack = rx_ack,
    .rx_end = rx_end,
    .has_said_bye = has_said_bye,
    .tx_buf = tx_buf,
    .tx_ack = tx_ack,
    .upgraded = upgraded,
    .step = step,
    .submit = mla__imap_submit,
    .skip = mla__imap_skip,
    .cancel = cancel,
    .describe = describe,
    .can = can,
    .check = mla__imap_check,
};
