/* SPDX-License-Identifier: MIT */
/*
 * DELE takes a number, the caller gave an id. Where the map holds the ids, it has compared them octet by
 * octet. Where it has their fingerprints alone, two ids could in theory look the same, and a message would
 * be gone that nobody named: so the server is asked first which id the number has, and only that very id is
 * deleted. Deletes that follow each other ask ahead, so that this costs one round trip, not one for each.
 */
#include <string.h>

#include "session/pop3.h"

/* In the codec's queue at once, each with its DELE: they must not find it full. */
#define ASKING_MAX 64

static int32_t send(mla_session *session, mla__operation *operation) {
    mla__pop3_state *state = session->pop3;
    uint32_t command = 0;
    int32_t status = mla_pop3_dele(
        state->pop3, mla__pop3_scan_number(&state->map.scan, operation->cursor), &command);

    return mla__pop3_submitted(session, operation, status, command);
}

static int32_t ask(mla_session *session, mla__operation *operation) {
    mla__pop3_state *state = session->pop3;
    uint32_t command = 0;

    if (state->asking == ASKING_MAX)
        return MLA_AGAIN;
    int32_t status = mla_pop3_uidl(
        state->pop3, mla__pop3_scan_number(&state->map.scan, operation->cursor), &command);
    status = mla__pop3_submitted(session, operation, status, command);
    if (status == MLA_OK) {
        operation->step = MLA__POP3_ASKED;
        state->asking++;
    }
    return status;
}

int32_t mla__pop3_delete(mla_session *session, mla__operation *operation) {
    int32_t status = mla__pop3_find(session, operation->ids, &operation->cursor);

    if (status != MLA_OK)
        return status;
    return mla__pop3_map_holds_id(&session->pop3->map, operation->cursor) ? send(session, operation)
                                                                          : ask(session, operation);
}

int32_t mla__pop3_delete_id(mla_session *session, mla__operation *operation,
                            const mla_pop3_event *event) {
    mla__pop3_state *state = session->pop3;

    if (event->number != mla__pop3_scan_number(&state->map.scan, operation->cursor))
        return MLA_OK;
    int32_t status = mla__pop3_map_write_id(&state->map, &session->allocator, operation->cursor,
                                            event->id, &state->id);
    operation->found = status == MLA_OK && strcmp(state->id.data, operation->ids) == 0;
    return status;
}

static int32_t asked(mla_session *session, mla__operation *operation, int32_t result) {
    operation->step = MLA__POP3_LOADED;
    session->pop3->asking--;
    if (result != MLA_OK && result != MLA_E_SERVER_NO)
        return result;
    if (result == MLA_E_SERVER_NO || operation->found == 0)
        return mla__pop3_not_found(session);
    /* UIDL is answered: from here on the operation has this command only, behind those of later ones. */
    operation->first_command = 0;
    int32_t status = send(session, operation);
    return status != MLA_AGAIN ? status : MLA_E_FULL;
}

int32_t mla__pop3_delete_done(mla_session *session, mla__operation *operation,
                              const mla_pop3_event *event) {
    if (operation->step == MLA__POP3_ASKED)
        return asked(session, operation, event->result);
    if (event->result == MLA_OK)
        mla__pop3_map_delete(&session->pop3->map, operation->cursor);
    return event->result;
}
