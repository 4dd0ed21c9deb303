/* SPDX-License-Identifier: MIT */
#include "session/pop3.h"
#include "transport/fault_libc.h"
#include "transport/random_posix.h"
#include "transport/system_text_posix.h"

enum {
    LOAD_LIST,
    LOAD_UIDL,
    LOAD_WAIT
};

bool mla__pop3_may_have(const mla_session *session, uint32_t capability) {
    uint32_t known = mla_pop3_capabilities(session->pop3->pop3);

    return (known & MLA_POP3_CAPABILITY_KNOWN) == 0 || (known & capability) != 0;
}

static int32_t load_list(mla_session *session, mla__operation *operation) {
    mla__pop3_state *state = session->pop3;

    mla__pop3_map_deinit(&state->map, &session->allocator);
    int32_t status = mla__random(state->map.key, sizeof state->map.key);
    if (status != MLA_OK)
        return mla__session_say(session, status, "the system has no random numbers");
    status = mla_pop3_list(state->pop3, 0, &state->list_command);
    return mla__pop3_submitted(session, operation, status, state->list_command);
}

static int32_t load_uidl(mla_session *session, mla__operation *operation) {
    mla__pop3_state *state = session->pop3;

    state->has_uidl = mla__pop3_may_have(session, MLA_POP3_CAPABILITY_UIDL);
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
    while (operation->step != MLA__POP3_LOADED) {
        int32_t status = steps[operation->step](session, operation);
        if (status != MLA_OK)
            return status;
        operation->step++;
    }
    return MLA_OK;
}

int32_t mla__pop3_loading(mla_session *session, const mla_pop3_event *event) {
    mla__pop3_state *state = session->pop3;

    if (event->command == state->list_command)
        return mla__pop3_scan_add(&state->map.scan, &session->allocator, event->number,
                                  event->size);
    return mla__pop3_map_name(&state->map, &session->allocator, event->number, event->id);
}

int32_t mla__pop3_loaded(mla_session *session, const mla_pop3_event *event) {
    mla__pop3_state *state = session->pop3;

    if (event->command == state->list_command) {
        int32_t status = mla__pop3_map_listed(&state->map, &session->allocator);
        return event->result == MLA_OK ? status : event->result;
    }
    if (event->result == MLA_E_SERVER_NO) { /* UIDL is optional: RFC 1939 section 7 */
        state->has_uidl = false;
        return MLA_OK;
    }
    return event->result;
}

int32_t mla__pop3_check(mla_session *session) {
    char why[96];
    mla__fault fault = {0};
    mla_error detail = {.struct_size = sizeof detail};
    int32_t native_code = 0;
    int32_t status = mla__pop3_map_status(&session->pop3->map, &native_code);

    if (status == MLA_OK)
        return MLA_OK;
    mla__fault_set(&fault, status, native_code, MLA_RETRY_NEVER,
                   "cannot keep the list of messages in %.255s: %s",
                   session->pop3->map.marks.folder, mla__system_text(native_code, why, sizeof why));
    mla__fault_describe(&fault, &detail);
    return mla__session_explain(session, status, &detail);
}

int32_t mla__pop3_not_found(mla_session *session) {
    return mla__session_say(session, MLA_E_NOT_FOUND, "no message has this id");
}

int32_t mla__pop3_find(mla_session *session, const char *id, uint32_t *index) {
    const mla__pop3_map *map = &session->pop3->map;

    *index = mla__pop3_map_find(map, id);
    return *index != map->scan.count ? MLA_OK : mla__pop3_not_found(session);
}
