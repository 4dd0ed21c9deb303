/* SPDX-License-Identifier: MIT */
#include "session/imap.h"

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
