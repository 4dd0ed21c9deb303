/* SPDX-License-Identifier: MIT */
#include "session/imap.h"

/* With a NUL behind it. */
static mla_str folder_of(const mla_session *session, const mla__operation *operation) {
    mla_str chosen = session->options.texts[MLA__OPTION_FOLDER];

    if (operation->ids != NULL)
        return mla_str_from(operation->ids);
    return chosen.ptr != NULL ? chosen : mla_str_from("INBOX");
}

/* What comes for the folder before must not be taken for the next one's. */
int32_t mla__imap_submit_select(mla_session *session, mla__operation *operation) {
    mla__imap_state *state = session->imap;
    mla_str folder = folder_of(session, operation);
    uint32_t command = 0;

    if (session->operations.first != operation)
        return MLA_AGAIN;
    int32_t status = operation->option != 0 ? mla_imap_submit_examine(state->imap, folder, &command)
                                            : mla_imap_submit_select(state->imap, folder, &command);
    status = mla__imap_submitted(session, operation, status, command);
    if (status == MLA_OK) {
        state->is_selecting = true;
        state->has_loose_uids = false;
        state->uidvalidity = 0;
        state->exists = 0;
    }
    return status < 0 ? mla__imap_lose_folder(session, status) : status;
}

static void report_selected(mla_session *session, const mla__operation *operation) {
    const mla__imap_state *state = session->imap;
    mla_event *event = mla__event_begin(session, MLA_EVENT_SELECTED, operation->number);

    event->folder = folder_of(session, operation).ptr;
    event->count = state->exists;
    event->uidvalidity = state->uidvalidity;
    event->read_only = state->is_read_only;
}

int32_t mla__imap_select_done(mla_session *session, mla__operation *operation,
                              const mla_imap_event *event) {
    mla__imap_state *state = session->imap;
    int32_t code = event->status != NULL ? event->status->code.type : MLA_IMAP_CODE_NONE;
    int32_t status = event->result;

    if (status == MLA_E_SERVER_NO && code == MLA_IMAP_CODE_NONEXISTENT)
        status = mla__session_refused(session, MLA_E_NOT_FOUND);
    state->is_selecting = false;
    state->folder_status = status;
    if (status != MLA_OK)
        return status;
    state->is_read_only = code == MLA_IMAP_CODE_READ_ONLY || operation->option != 0;
    /* "The server does not support unique identifiers": RFC 9051 section 6.3.2. */
    if (state->uidvalidity == 0)
        state->has_loose_uids = true;
    session->uidvalidity = state->uidvalidity;
    if (!operation->is_silent && !operation->is_cancelled)
        report_selected(session, operation);
    return MLA_OK;
}

int32_t mla__imap_lose_folder(mla_session *session, int32_t status) {
    session->imap->folder_status = status;
    session->imap->folder_error = session->error;
    return status;
}

int32_t mla__imap_without_folder(mla_session *session) {
    const mla__imap_state *state = session->imap;

    if (state->folder_error.status == state->folder_status) {
        *mla__session_new_error(session) = state->folder_error;
        session->said = state->folder_status;
    }
    return state->folder_status;
}

void mla__imap_skip(mla_session *session, const mla__operation *operation) {
    if (operation->type != MLA__OPERATION_SELECT)
        return;
    mla__imap_lose_folder(session, mla__session_say(session, MLA_E_CANCELLED,
                                                    "the folder's selection was cancelled"));
}
