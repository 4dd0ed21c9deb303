/* SPDX-License-Identifier: MIT */
#include "session/pop3.h"

#include <string.h>

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/wipe.h"
#include "session/connect.h"
#include "session/protocols.h"

/* ----- life ----- */

static int32_t start(mla_session *session) {
    const mla_options *options = &session->options;
    mla_pop3_config config;

    session->pop3 = mla__alloc(&session->allocator, sizeof *session->pop3);
    if (session->pop3 == NULL)
        return MLA_E_NO_MEMORY;
    *session->pop3 = (mla__pop3_state){0};
    mla__pop3_map_init(&session->pop3->map, MLA__POP3_IDS_MAX,
                       &(mla__spool){
                           .folder = mla__options_text(options, MLA__OPTION_TEMPORARY_FOLDER),
                           .memory_max = MLA__POP3_MEMORY_MAX,
                       });
    session->operations.is_folder_asked = true; /* there is but one */
    mla_pop3_config_init(&config, &session->allocator);
    config.trace = options->trace;
    if (options->pipeline != 0)
        config.window_max = (uint32_t)options->pipeline;
    if (options->receive_initial != 0)
        config.receive_size = options->receive_initial;
    if (config.line_max > config.receive_size)
        config.line_max = config.receive_size;
    return mla_pop3_new(&config, &session->pop3->pop3);
}

static void stop(mla_session *session) {
    mla__pop3_state *state = session->pop3;

    if (state == NULL)
        return;
    mla_pop3_free(state->pop3);
    mla__pop3_map_deinit(&state->map, &session->allocator);
    mla__texts_deinit(&state->id, &session->allocator);
    mla__release(&session->allocator, state->header, state->header_capacity);
    mla__release(&session->allocator, state, sizeof *state);
    session->pop3 = NULL;
}

/* ----- octets ----- */

static char *rx_buf(mla_session *session, size_t *room) {
    return mla_pop3_rx_buf(session->pop3->pop3, room);
}

static int32_t rx_ack(mla_session *session, size_t len) {
    return mla_pop3_rx_ack(session->pop3->pop3, len);
}

static void rx_end(mla_session *session) {
    mla_pop3_rx_end(session->pop3->pop3);
}

static const char *tx_buf(mla_session *session, size_t *len) {
    return mla_pop3_tx_buf(session->pop3->pop3, len);
}

static int32_t tx_ack(mla_session *session, size_t len) {
    return mla_pop3_tx_ack(session->pop3->pop3, len);
}

static int32_t upgraded(mla_session *session) {
    return mla_pop3_upgraded(session->pop3->pop3);
}

static void describe(mla_session *session, mla_error *error) {
    if (session->pop3 != NULL && session->pop3->pop3 != NULL)
        mla_pop3_error(session->pop3->pop3, error);
}

/* ----- submitting ----- */

int32_t mla__pop3_submitted(mla_session *session, mla__operation *operation, int32_t status,
                            uint32_t command) {
    if (status == MLA_OK)
        mla__operation_submitted(operation, command);
    else if (status == MLA_E_LIMIT && mla_pop3_outstanding(session->pop3->pop3) != 0)
        return MLA_AGAIN;
    else
        return mla__session_refused(session, status);
    return MLA_OK;
}

static int32_t unsupported(mla_session *session, mla__operation *operation) {
    (void)operation;
    return mla__session_say(session, MLA_E_UNSUPPORTED, "POP3 has neither parts nor flags");
}

static int32_t submit_folders(mla_session *session, mla__operation *operation) {
    if (operation->step++ != 0)
        return MLA_OK;
    mla__event_begin(session, MLA_EVENT_FOLDER, operation->number)->folder = "INBOX";
    return MLA_AGAIN;
}

static int32_t submit_select(mla_session *session, mla__operation *operation) {
    uint32_t command = 0;

    if (operation->ids != NULL && !mla__ascii_is_word_nocase(mla_str_from(operation->ids), "INBOX"))
        return mla__session_say(session, MLA_E_NOT_FOUND, "POP3 has no folder but INBOX");
    int32_t status = mla_pop3_stat(session->pop3->pop3, &command);
    return mla__pop3_submitted(session, operation, status, command);
}

static int32_t submit_fetch(mla_session *session, mla__operation *operation) {
    mla__pop3_state *state = session->pop3;
    uint32_t command = 0;

    if (operation->extra != NULL &&
        !mla__ascii_is_word_nocase(mla_str_from(operation->extra), "HEADER"))
        return unsupported(session, operation);
    int32_t status = mla__pop3_find(session, operation->ids, &operation->cursor);
    if (status != MLA_OK)
        return status;
    uint32_t number = mla__pop3_scan_number(&state->map.scan, operation->cursor);
    status = operation->extra == NULL ? mla_pop3_retr(state->pop3, number, &command)
                                      : mla_pop3_top(state->pop3, number, 0, &command);
    return mla__pop3_submitted(session, operation, status, command);
}

static int32_t submit_poll(mla_session *session, mla__operation *operation) {
    uint32_t command = 0;
    int32_t status = mla_pop3_noop(session->pop3->pop3, &command);

    return mla__pop3_submitted(session, operation, status, command);
}

static int32_t submit_close(mla_session *session, mla__operation *operation) {
    uint32_t command = 0;
    int32_t status = mla_pop3_quit(session->pop3->pop3, &command);

    return mla__pop3_submitted(session, operation, status, command);
}

typedef struct {
    int32_t (*submit)(mla_session *session, mla__operation *operation);
    bool needs_map;
} verb;

static const verb verbs[MLA__OPERATION_TYPES] = {
    [MLA__OPERATION_OPEN] = {mla__pop3_open, false},
    [MLA__OPERATION_FOLDERS] = {submit_folders, false},
    [MLA__OPERATION_SELECT] = {submit_select, false},
    [MLA__OPERATION_LIST] = {mla__pop3_list, true},
    [MLA__OPERATION_PARTS] = {unsupported, false},
    [MLA__OPERATION_FETCH] = {submit_fetch, true},
    [MLA__OPERATION_MARK] = {unsupported, false},
    [MLA__OPERATION_DELETE] = {mla__pop3_delete, true},
    [MLA__OPERATION_POLL] = {submit_poll, false},
    [MLA__OPERATION_CLOSE] = {submit_close, false},
};

static int32_t submit(mla_session *session, mla__operation *operation) {
    const verb *chosen = &verbs[operation->type];

    /* A delete that still asks has its DELE to come, before whatever was started behind it. */
    if (session->pop3->asking != 0 && operation->type != MLA__OPERATION_DELETE)
        return MLA_AGAIN;
    int32_t status = chosen->needs_map ? mla__pop3_load(session, operation) : MLA_OK;
    if (status == MLA_OK)
        status = chosen->submit(session, operation);
    if (mla__pop3_check(session) == MLA_OK)
        return status;
    session->event.type = 0;
    return MLA_AGAIN; /* step() ends it */
}

/* ----- events ----- */

static int32_t on_drop(mla_session *session, mla__operation *operation,
                       const mla_pop3_event *event) {
    mla_event *selected = mla__event_begin(session, MLA_EVENT_SELECTED, operation->number);

    selected->folder = "INBOX";
    selected->count = event->number;
    selected->size = event->size;
    return MLA_OK;
}

static int32_t on_begin(mla_session *session, mla__operation *operation,
                        const mla_pop3_event *event) {
    const mla__pop3_map *map = &session->pop3->map;
    uint64_t size = event->size;

    if (operation->type != MLA__OPERATION_FETCH)
        return MLA_OK;
    if (size == 0)
        size = operation->extra == NULL ? mla__pop3_scan_size(&map->scan, operation->cursor)
                                        : MLA_NO_SIZE;
    mla__message_begin(session, operation, operation->ids,
                       mla__pop3_map_is_stable(map, operation->cursor), size);
    return MLA_OK;
}

static int32_t on_data(mla_session *session, mla__operation *operation,
                       const mla_pop3_event *event) {
    if (operation->type != MLA__OPERATION_FETCH)
        return mla__pop3_header(session, event->data);
    mla__message_data(session, operation, event->data);
    return MLA_OK;
}

static int32_t on_end(mla_session *session, mla__operation *operation,
                      const mla_pop3_event *event) {
    (void)event;
    if (operation->type == MLA__OPERATION_FETCH)
        mla__message_end(session, operation, MLA_OK);
    return MLA_OK;
}

static bool is_loading(const mla__pop3_state *state, const mla_pop3_event *event) {
    return event->command == state->list_command || event->command == state->uidl_command;
}

static int32_t status_of(mla_session *session, mla__operation *operation,
                         const mla_pop3_event *event) {
    if (operation->type == MLA__OPERATION_OPEN)
        return mla__pop3_open_done(session, operation, event);
    if (is_loading(session->pop3, event))
        return mla__pop3_loaded(session, event);
    if (operation->type == MLA__OPERATION_LIST)
        return mla__pop3_list_done(session, operation, event);
    if (operation->type == MLA__OPERATION_DELETE)
        return mla__pop3_delete_done(session, operation, event);
    return event->result;
}

static int32_t on_done(mla_session *session, mla__operation *operation,
                       const mla_pop3_event *event) {
    int32_t status = status_of(session, operation, event);
    int32_t unreliable = mla__pop3_check(session);

    if (unreliable != MLA_OK)
        return unreliable;
    if (status < 0 && session->said != status)
        mla__session_refused(session, status);
    mla__operation_completed(session, operation, status);
    return MLA_OK;
}

static int32_t on_upgrade(mla_session *session, mla__operation *operation,
                          const mla_pop3_event *event) {
    (void)event;
    mla__operation_completed(session, operation, MLA_OK);
    return mla__connect_upgrade(session);
}

static int32_t on_capability(mla_session *session, mla__operation *operation,
                             const mla_pop3_event *event) {
    (void)operation;
    return mla__pop3_capability(session, event);
}

static int32_t on_listing(mla_session *session, mla__operation *operation,
                          const mla_pop3_event *event) {
    if (is_loading(session->pop3, event))
        return mla__pop3_loading(session, event);
    return operation->type == MLA__OPERATION_LIST ? mla__pop3_list_id(session, operation, event)
                                                  : mla__pop3_delete_id(session, operation, event);
}

typedef int32_t (*handler)(mla_session *session, mla__operation *operation,
                           const mla_pop3_event *event);

static const handler handlers[] = {
    [MLA_POP3_EVENT_CAPABILITY] = on_capability,
    [MLA_POP3_EVENT_DROP] = on_drop,
    [MLA_POP3_EVENT_LISTING] = on_listing,
    [MLA_POP3_EVENT_BODY_BEGIN] = on_begin,
    [MLA_POP3_EVENT_BODY_DATA] = on_data,
    [MLA_POP3_EVENT_BODY_END] = on_end,
    [MLA_POP3_EVENT_DONE] = on_done,
    [MLA_POP3_EVENT_UPGRADE] = on_upgrade,
};

static int32_t take_event(mla_session *session) {
    const mla_pop3_event *event;
    int32_t status = mla_pop3_next(session->pop3->pop3, &event);

    if (status != MLA_OK)
        return status;
    if (event->type == MLA_POP3_EVENT_GREETING)
        return mla__pop3_greeted(session, event);
    mla__operation *operation = mla__operation_of_command(session, event->command);
    if (operation == NULL || (size_t)event->type >= sizeof handlers / sizeof *handlers ||
        handlers[event->type] == NULL)
        return MLA_OK;
    return handlers[event->type](session, operation, event);
}

/* What a map that fails has told, here or to submit(), is not passed on. */
static int32_t step(mla_session *session) {
    int32_t status = take_event(session);
    int32_t unreliable = mla__pop3_check(session);

    return unreliable != MLA_OK ? unreliable : status;
}

static void cancel(mla_session *session, const mla__operation *operation) {
    for (uint32_t at = operation->first_command; at <= operation->last_command; at++)
        (void)mla_pop3_cancel(session->pop3->pop3, at);
}

/* ----- what it can do ----- */

static bool can(const mla_session *session, int32_t what) {
    static const uint32_t needs[] = {
        [MLA_CAN_SUMMARIES] = MLA_POP3_CAPABILITY_TOP,
        [MLA_CAN_STABLE_IDS] = MLA_POP3_CAPABILITY_UIDL,
        [MLA_CAN_DELETE] = MLA_POP3_CAPABILITY_KNOWN,
        [MLA_CAN_PIPELINE] = MLA_POP3_CAPABILITY_PIPELINING,
    };
    const mla__pop3_state *state = session->pop3;
    uint32_t known = mla_pop3_capabilities(state->pop3);

    if (what < 0 || (size_t)what >= sizeof needs / sizeof *needs || needs[what] == 0)
        return false;
    if (what == MLA_CAN_STABLE_IDS && state->is_loaded)
        return state->has_uidl;
    if ((known & MLA_POP3_CAPABILITY_KNOWN) == 0) /* an old server: then the answer shows */
        return what != MLA_CAN_PIPELINE;
    return (known & needs[what]) != 0;
}

static const char *check(const mla__operation *model) {
    (void)model;
    return NULL;
}

const mla__protocol mla__protocol_pop3 = {
    .alpn = "pop3",
    .start = start,
    .stop = stop,
    .rx_buf = rx_buf,
    .rx_ack = rx_ack,
    .rx_end = rx_end,
    .tx_buf = tx_buf,
    .tx_ack = tx_ack,
    .upgraded = upgraded,
    .step = step,
    .submit = submit,
    .cancel = cancel,
    .describe = describe,
    .can = can,
    .check = check,
};
