/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/alloc.h"
#include "session/pop3.h"
#include "session/summary.h"

#define HEADER_CAPACITY 4096

/* ----- the map ----- */

enum {
    LOAD_LIST,
    LOAD_UIDL,
    LOAD_WAIT,
    LOADED
};

static bool may_have(const mla_session *session, uint32_t capability) {
    uint32_t known = mla_pop3_capabilities(session->pop3->pop3);

    return (known & MLA_POP3_CAPABILITY_KNOWN) == 0 || (known & capability) != 0;
}

static int32_t load_list(mla_session *session, mla__operation *operation) {
    mla__pop3_state *state = session->pop3;

    mla__pop3_map_deinit(&state->map, &session->allocator);
    int32_t status = mla_pop3_list(state->pop3, 0, &state->list_command);
    return mla__pop3_submitted(session, operation, status, state->list_command);
}

static int32_t load_uidl(mla_session *session, mla__operation *operation) {
    mla__pop3_state *state = session->pop3;

    state->has_uidl = may_have(session, MLA_POP3_CAPABILITY_UIDL);
    if (!state->has_uidl)
        return MLA_OK;
    int32_t status = mla_pop3_uidl(state->pop3, 0, &state->uidl_command);
    return mla__pop3_submitted(session, operation, status, state->uidl_command);
}

static int32_t load_wait(mla_session *session, mla__operation *operation) {
    mla__pop3_state *state = session->pop3;

    if (operation->in_flight != 0)
        return MLA_AGAIN;
    if (operation->status != MLA_OK)
        return operation->status;
    int32_t status = mla__pop3_map_finish(&state->map, &session->allocator, state->has_uidl);
    state->is_loaded = status == MLA_OK;
    return status;
}

int32_t mla__pop3_load(mla_session *session, mla__operation *operation) {
    static int32_t (*const steps[])(mla_session *, mla__operation *) = {
        [LOAD_LIST] = load_list,
        [LOAD_UIDL] = load_uidl,
        [LOAD_WAIT] = load_wait,
    };

    if (session->pop3->is_loaded)
        return MLA_OK;
    while (operation->step != LOADED) {
        int32_t status = steps[operation->step](session, operation);
        if (status != MLA_OK)
            return status;
        operation->step++;
    }
    return MLA_OK;
}

int32_t mla__pop3_listing(mla_session *session, const mla_pop3_event *event) {
    mla__pop3_state *state = session->pop3;

    if (event->command == state->list_command)
        return mla__pop3_map_add(&state->map, &session->allocator, event->number, event->size);
    if (event->command == state->uidl_command)
        return mla__pop3_map_name(&state->map, &session->allocator, event->number, event->id);
    return MLA_OK;
}

int32_t mla__pop3_find(mla_session *session, const char *id, uint32_t *index) {
    const mla__pop3_map *map = &session->pop3->map;

    *index = mla__pop3_map_find(map, id);
    if (*index == map->count)
        return mla__session_say(session, MLA_E_NOT_FOUND, "no message has this id");
    return MLA_OK;
}

/* ----- summaries ----- */

static void summarize(mla_session *session, const mla__operation *operation, uint32_t index) {
    const mla__pop3_map *map = &session->pop3->map;
    mla_event *event = mla__event_begin(session, MLA_EVENT_SUMMARY, operation->number);

    event->id = mla__pop3_map_id(map, index);
    event->id_is_stable = mla__pop3_map_is_stable(map, index);
    event->size = mla__pop3_map_size(map, index);
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

void mla__pop3_summary_done(mla_session *session, mla__operation *operation) {
    mla__pop3_state *state = session->pop3;
    uint32_t index = mla__pop3_map_next(&state->map, operation->reported);

    operation->reported = index + 1;
    if (!operation->is_cancelled) {
        summarize(session, operation, index);
        mla__summary_from_header(session, (mla_str){state->header, state->header_len});
    }
    state->header_len = 0;
}

/* ----- the operation ----- */

/* Where a listing ends. */
static uint32_t end_of(const mla_session *session, const mla__operation *operation) {
    return operation->ids != NULL ? operation->found : session->pop3->map.count;
}

static int32_t begin_listing(mla_session *session, mla__operation *operation) {
    uint32_t index = 0;

    if (operation->ids != NULL) {
        int32_t status = mla__pop3_find(session, operation->ids, &index);
        if (status != MLA_OK)
            return status;
    }
    operation->cursor = index;
    operation->reported = index;
    operation->found = index + 1;
    operation->step = LOADED + 1;
    return MLA_OK;
}

/* One at a time, without a command. */
static int32_t hand_out(mla_session *session, mla__operation *operation) {
    uint32_t index = mla__pop3_map_next(&session->pop3->map, operation->cursor);

    if (index >= end_of(session, operation))
        return MLA_OK;
    summarize(session, operation, index);
    operation->cursor = index + 1;
    return MLA_AGAIN;
}

static int32_t ask_for_headers(mla_session *session, mla__operation *operation) {
    mla__pop3_state *state = session->pop3;

    for (;;) {
        uint32_t command = 0;
        uint32_t index = mla__pop3_map_next(&state->map, operation->cursor);
        if (index >= end_of(session, operation))
            return MLA_OK;
        int32_t status =
            mla_pop3_top(state->pop3, mla__pop3_map_number(&state->map, index), 0, &command);
        status = mla__pop3_submitted(session, operation, status, command);
        if (status != MLA_OK)
            return status;
        operation->cursor = index + 1;
    }
}

int32_t mla__pop3_list(mla_session *session, mla__operation *operation) {
    if (operation->step <= LOADED) {
        /* Messages that an operation before this one deletes are not to be listed. */
        if (session->operations.first != operation)
            return MLA_AGAIN;
        int32_t status = begin_listing(session, operation);
        if (status != MLA_OK)
            return status;
    }
    if (operation->option == MLA_LIST_IDS || !may_have(session, MLA_POP3_CAPABILITY_TOP))
        return hand_out(session, operation);
    return ask_for_headers(session, operation);
}
