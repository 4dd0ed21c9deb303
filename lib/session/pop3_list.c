/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/alloc.h"
#include "session/pop3.h"
#include "session/summary.h"

#define HEADER_CAPACITY 4096

/* How far a listing is. Steps below are those of loading the map. */
enum {
    LIST_BEGUN = MLA__POP3_LOADED + 1,
    LIST_NAMED,   /* with headers: the id of the next message was asked for, its header not yet */
    LIST_STREAMED /* the ids are coming once more */
};

/* A listing of one message has its id from the caller. */
static bool needs_id(const mla_session *session, const mla__operation *operation, uint32_t index) {
    return operation->ids == NULL && !mla__pop3_map_holds_id(&session->pop3->map, index);
}

/* ----- summaries ----- */

static int32_t write_id(mla_session *session, uint32_t index, mla_str sent) {
    mla__pop3_state *state = session->pop3;

    return mla__pop3_map_write_id(&state->map, &session->allocator, index, sent, &state->id);
}

/* With the id of the operation, or what write_id() wrote. */
static void summarize(mla_session *session, const mla__operation *operation, uint32_t index) {
    const mla__pop3_map *map = &session->pop3->map;
    mla_event *event = mla__event_begin(session, MLA_EVENT_SUMMARY, operation->number);

    event->id = operation->ids != NULL ? operation->ids : session->pop3->id.data;
    event->id_is_stable = mla__pop3_map_is_stable(map, index);
    event->size = mla__pop3_scan_size(&map->scan, index);
}

static int32_t summarize_held(mla_session *session, const mla__operation *operation,
                              uint32_t index) {
    int32_t status = operation->ids == NULL ? write_id(session, index, (mla_str){NULL, 0}) : MLA_OK;

    if (status == MLA_OK)
        summarize(session, operation, index);
    return status;
}

int32_t mla__pop3_header(mla_session *session, mla_str octets) {
    mla__pop3_state *state = session->pop3;
    size_t room = MLA__POP3_HEADER_MAX - state->header_len;

    if (octets.len > room)
        octets.len = room;
    if (octets.len > state->header_capacity - state->header_len) {
        size_t capacity = state->header_capacity != 0 ? state->header_capacity : HEADER_CAPACITY;
        while (capacity - state->header_len < octets.len)
            capacity *= 2;
        char *header =
            mla__resize(&session->allocator, state->header, state->header_capacity, capacity);
        if (header == NULL)
            return MLA_E_NO_MEMORY;
        state->header = header;
        state->header_capacity = capacity;
    }
    if (octets.len != 0)
        memcpy(state->header + state->header_len, octets.ptr, octets.len);
    state->header_len += octets.len;
    return MLA_OK;
}

/* The header of the next message is complete, or was refused. */
static int32_t header_done(mla_session *session, mla__operation *operation, uint32_t index) {
    mla__pop3_state *state = session->pop3;
    int32_t status = MLA_OK;

    operation->reported = index + 1;
    if (operation->is_cancelled)
        status = MLA_E_CANCELLED;
    else if (!needs_id(session, operation, index))
        status = summarize_held(session, operation, index);
    else if (state->has_id)
        summarize(session, operation, index);
    if (session->event.type != 0)
        mla__summary_from_header(session, (mla_str){state->header, state->header_len});
    state->header_len = 0;
    state->has_id = false;
    state->is_id_asked = false;
    return status;
}

static int32_t not_named(mla_session *session) {
    return mla__session_say(
        session, MLA_E_MALFORMED,
        "the server does not tell the id of a message that it told before: list them again");
}

int32_t mla__pop3_list_done(mla_session *session, mla__operation *operation,
                            const mla_pop3_event *event) {
    mla__pop3_state *state = session->pop3;
    uint32_t index = mla__pop3_map_next(&state->map, operation->reported);

    if (operation->step == LIST_STREAMED)
        return event->result;
    if (needs_id(session, operation, index) && !state->is_id_asked) {
        state->is_id_asked = true;
        return event->result != MLA_OK || state->has_id ? event->result : not_named(session);
    }
    int32_t status = header_done(session, operation, index);
    /* What TOP refuses is left out of the summary. */
    return event->result == MLA_OK || event->result == MLA_E_SERVER_NO ? status : event->result;
}

/* A line of the ids that are asked for once more. */
static int32_t stream_id(mla_session *session, mla__operation *operation,
                         const mla_pop3_event *event) {
    mla__pop3_map *map = &session->pop3->map;
    uint32_t index = mla__pop3_scan_find(&map->scan, event->number);

    if (index == map->scan.count || mla__pop3_map_is_deleted(map, index) ||
        mla__pop3_map_holds_id(map, index) || mla__pop3_map_hand_out(map, index))
        return MLA_OK;
    int32_t status = write_id(session, index, event->id);
    if (status == MLA_OK)
        summarize(session, operation, index);
    return status;
}

int32_t mla__pop3_list_id(mla_session *session, mla__operation *operation,
                          const mla_pop3_event *event) {
    mla__pop3_state *state = session->pop3;

    if (event->id.len == 0 || operation->is_cancelled)
        return MLA_OK;
    if (operation->step == LIST_STREAMED)
        return stream_id(session, operation, event);
    uint32_t index = mla__pop3_map_next(&state->map, operation->reported);
    if (event->number != mla__pop3_scan_number(&state->map.scan, index))
        return MLA_OK;
    state->has_id = true;
    return write_id(session, index, event->id);
}

/* ----- the operation ----- */

/* Where a listing ends. */
static uint32_t end_of(const mla_session *session, const mla__operation *operation) {
    return operation->ids != NULL ? operation->found : session->pop3->map.scan.count;
}

static int32_t begin_listing(mla_session *session, mla__operation *operation) {
    uint32_t index = 0;

    if (operation->ids != NULL) {
        int32_t status = mla__pop3_find(session, operation->ids, &index);
        if (status != MLA_OK)
            return status;
    }
    mla__pop3_map_take_back(&session->pop3->map);
    operation->cursor = index;
    operation->reported = index;
    operation->found = index + 1;
    operation->step = LIST_BEGUN;
    return MLA_OK;
}

/* One at a time, without a command. */
static int32_t hand_out(mla_session *session, mla__operation *operation) {
    mla__pop3_map *map = &session->pop3->map;

    for (;;) {
        uint32_t index = mla__pop3_map_next(map, operation->cursor);
        if (index >= end_of(session, operation))
            return MLA_OK;
        operation->cursor = index + 1;
        if (mla__pop3_map_hand_out(map, index))
            continue;
        int32_t status = needs_id(session, operation, index)
                             ? not_named(session)
                             : summarize_held(session, operation, index);
        return status == MLA_OK ? MLA_AGAIN : status;
    }
}

/* What is not held comes once more; what then is left has no id of its own. */
static int32_t list_ids(mla_session *session, mla__operation *operation) {
    if (operation->step == LIST_BEGUN && operation->ids == NULL &&
        !mla__pop3_map_holds_all(&session->pop3->map)) {
        uint32_t command = 0;
        int32_t status = mla_pop3_uidl(session->pop3->pop3, 0, &command);
        status = mla__pop3_submitted(session, operation, status, command);
        if (status != MLA_OK)
            return status;
        operation->step = LIST_STREAMED;
    }
    if (operation->in_flight != 0)
        return MLA_AGAIN;
    return operation->status == MLA_OK ? hand_out(session, operation) : operation->status;
}

/* @return as mla__pop3_submitted(). */
static int32_t ask_for_header(mla_session *session, mla__operation *operation, uint32_t index) {
    mla__pop3_state *state = session->pop3;
    uint32_t number = mla__pop3_scan_number(&state->map.scan, index);
    uint32_t command = 0;

    if (operation->step == LIST_BEGUN && needs_id(session, operation, index)) {
        int32_t status = mla_pop3_uidl(state->pop3, number, &command);
        status = mla__pop3_submitted(session, operation, status, command);
        if (status != MLA_OK)
            return status;
        operation->step = LIST_NAMED;
    }
    int32_t status = mla_pop3_top(state->pop3, number, 0, &command);
    status = mla__pop3_submitted(session, operation, status, command);
    if (status == MLA_OK)
        operation->step = LIST_BEGUN;
    return status;
}

static int32_t ask_for_headers(mla_session *session, mla__operation *operation) {
    for (;;) {
        uint32_t index = mla__pop3_map_next(&session->pop3->map, operation->cursor);
        if (index >= end_of(session, operation))
            return MLA_OK;
        int32_t status = ask_for_header(session, operation, index);
        if (status != MLA_OK)
            return status;
        operation->cursor = index + 1;
    }
}

int32_t mla__pop3_list(mla_session *session, mla__operation *operation) {
    if (operation->step <= MLA__POP3_LOADED) {
        /* Messages that an operation before this one deletes are not to be listed. */
        if (session->operations.first != operation)
            return MLA_AGAIN;
        int32_t status = begin_listing(session, operation);
        if (status != MLA_OK)
            return status;
    }
    if (operation->option == MLA_LIST_IDS || !mla__pop3_may_have(session, MLA_POP3_CAPABILITY_TOP))
        return list_ids(session, operation);
    return ask_for_headers(session, operation);
}
