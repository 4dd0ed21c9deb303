/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/ascii.h"
#include "base/str.h"
#include "session/connect.h"
#include "session/imap.h"

typedef int32_t (*open_step)(mla_session *session, mla__operation *operation);

static mla_str option(const mla_session *session, int index) {
    return session->options.texts[index];
}

/* ----- the steps ----- */

static int32_t ask_for_tls(mla_session *session, mla__operation *operation) {
    mla__imap_state *state = session->imap;
    uint32_t command = 0;

    if (session->options.security != MLA_SECURITY_STARTTLS)
        return MLA_OK;
    if (state->is_preauthenticated)
        return mla__session_say(session, MLA_E_TLS_REQUIRED,
                                "the server logged in by itself, before TLS could begin");
    int32_t status = mla_imap_submit_starttls(state->imap, &command);
    if (status == MLA_E_UNSUPPORTED)
        return mla__session_say(session, MLA_E_TLS_REQUIRED, "the server does not offer STARTTLS");
    return mla__imap_submitted(session, operation, status, command);
}

static int32_t ask_for_capabilities(mla_session *session, mla__operation *operation) {
    mla_imap *imap = session->imap->imap;
    uint32_t command = 0;

    if (mla_imap_capabilities_known(imap))
        return MLA_OK;
    int32_t status = mla_imap_submit_capability(imap, &command);
    return mla__imap_submitted(session, operation, status, command);
}

static int32_t log_in_by_plain(mla_session *session, mla__operation *operation) {
    mla__imap_state *state = session->imap;
    uint32_t command = 0;
    int32_t status = mla_sasl_plain_init(
        &state->sasl, option(session, MLA__OPTION_AUTHORIZATION_ID),
        option(session, MLA__OPTION_USER), option(session, MLA__OPTION_PASSWORD));

    if (status == MLA_OK)
        status = mla_imap_submit_authenticate(state->imap, &state->sasl, &command);
    return mla__imap_submitted(session, operation, status, command);
}

static int32_t log_in_by_login(mla_session *session, mla__operation *operation) {
    uint32_t command = 0;
    int32_t status = mla_imap_submit_login(session->imap->imap, option(session, MLA__OPTION_USER),
                                           option(session, MLA__OPTION_PASSWORD), &command);

    return mla__imap_submitted(session, operation, status, command);
}

static bool is_ascii(mla_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (mla__ascii_is_8bit(text.ptr[i]))
            return false;
    return true;
}

/* Without SASL-IR, PLAIN takes a round trip more than LOGIN, which is for ASCII only. */
static bool prefers_login(const mla_session *session) {
    return !mla_imap_has(session->imap->imap, MLA_IMAP_CAP_SASL_IR) &&
           is_ascii(option(session, MLA__OPTION_USER)) &&
           is_ascii(option(session, MLA__OPTION_PASSWORD));
}

static int32_t log_in(mla_session *session, mla__operation *operation) {
    const mla_imap *imap = session->imap->imap;
    bool has_plain = mla_imap_has_name(imap, mla_str_from("AUTH=PLAIN"));
    bool needs_plain = option(session, MLA__OPTION_MECHANISM).ptr != NULL ||
                       option(session, MLA__OPTION_AUTHORIZATION_ID).ptr != NULL;
    bool has_login = !needs_plain && !mla_imap_has(imap, MLA_IMAP_CAP_LOGINDISABLED);

    if (session->imap->is_preauthenticated || option(session, MLA__OPTION_USER).ptr == NULL)
        return MLA_OK;
    if (!mla__connect_is_safe(session))
        return mla__session_say(session, MLA_E_AUTH_CLEAR, "the password was not sent in clear");
    if (has_login && (!has_plain || prefers_login(session)))
        return log_in_by_login(session, operation);
    if (has_plain)
        return log_in_by_plain(session, operation);
    return mla__session_say(session, MLA_E_AUTH_MECHANISM,
                            "the server offers no way to log in that can be used");
}

/* What the server can do may differ once it knows who asks. */
static int32_t ask_again(mla_session *session, mla__operation *operation) {
    int32_t state = mla_imap_state(session->imap->imap);

    session->is_logged_in =
        state == MLA_IMAP_STATE_AUTHENTICATED || state == MLA_IMAP_STATE_SELECTED;
    mla__options_forget(&session->options, MLA__OPTION_PASSWORD);
    if (state == MLA_IMAP_STATE_LOGOUT)
        return mla__imap_refused(session, MLA_E_STATE);
    return ask_for_capabilities(session, operation);
}

static int32_t keep_capabilities(mla_session *session, mla__operation *operation) {
    (void)operation;
    return mla__imap_keep_capabilities(session);
}

static const open_step steps[] = {
    ask_for_tls, ask_for_capabilities, log_in, ask_again, keep_capabilities,
};

int32_t mla__imap_open(mla_session *session, mla__operation *operation) {
    if (operation->status != MLA_OK)
        return operation->status;
    if (!session->imap->is_greeted)
        return MLA_AGAIN;
    while (operation->in_flight == 0) {
        if (operation->step == sizeof steps / sizeof *steps)
            return MLA_OK;
        int32_t status = steps[operation->step++](session, operation);
        if (status != MLA_OK)
            return status;
    }
    return MLA_AGAIN;
}

/* ----- the answers ----- */

int32_t mla__imap_greeted(mla_session *session, const mla_imap_event *event) {
    int32_t condition = event->status->condition;

    session->imap->is_greeted = true;
    session->imap->is_preauthenticated = condition == MLA_IMAP_PREAUTH;
    return condition == MLA_IMAP_BYE ? mla__session_refused(session, MLA_E_SERVER_BYE) : MLA_OK;
}

/* Servers of other protocols wait for the client then: for as long as they are let. */
int32_t mla__imap_on_unparsed(mla_session *session, const mla_imap_event *event) {
    const mla_error detail = {
        .struct_size = sizeof detail,
        .detail = mla_str_from("the server does not greet as IMAP does"),
        .server_text = event->text,
    };

    return session->imap->is_greeted ? MLA_OK
                                     : mla__session_explain(session, MLA_E_PROTOCOL, &detail);
}

int32_t mla__imap_open_done(mla_session *session, mla__operation *operation,
                            const mla_imap_event *event) {
    open_step step = steps[operation->step - 1];

    if (event->result == MLA_OK || step == ask_for_capabilities || step == ask_again)
        return MLA_OK;
    if (step == ask_for_tls)
        return mla__session_refused(session, MLA_E_TLS_REQUIRED);
    return mla__session_refused(session, event->result);
}

int32_t mla__imap_keep_capabilities(mla_session *session) {
    mla_str names = mla_imap_capabilities(session->imap->imap);
    const char *at = names.ptr;
    const char *end = mla__str_end(names);

    session->capabilities.len = 0;
    while (at != end) {
        const char *space = memchr(at, ' ', (size_t)(end - at));
        const char *name_end = space != NULL ? space : end;
        int32_t status = mla__texts_add(&session->capabilities, &session->allocator,
                                        mla__str_between(at, name_end));
        if (status != MLA_OK)
            return status;
        at = space != NULL ? space + 1 : end;
    }
    mla__texts_make_ascii(&session->capabilities, 0);
    return MLA_OK;
}
