/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/str.h"
#include "session/connect.h"
#include "session/pop3.h"

typedef int32_t (*open_step)(mla_session *session, mla__operation *operation);

static mla_str option(const mla_session *session, int index) {
    return session->options.texts[index];
}

/* ----- the steps ----- */

static int32_t ask_for_tls(mla_session *session, mla__operation *operation) {
    uint32_t command = 0;

    if (session->options.security != MLA_SECURITY_STARTTLS)
        return MLA_OK;
    int32_t status = mla_pop3_stls(session->pop3->pop3, &command);
    return mla__pop3_submitted(session, operation, status, command);
}

static int32_t ask_for_capabilities(mla_session *session, mla__operation *operation) {
    uint32_t command = 0;

    session->capabilities.len = 0;
    session->pop3->has_plain = false;
    int32_t status = mla_pop3_capa(session->pop3->pop3, &command);
    return mla__pop3_submitted(session, operation, status, command);
}

static int32_t log_in_by_plain(mla_session *session, mla__operation *operation) {
    mla__pop3_state *state = session->pop3;
    uint32_t command = 0;
    int32_t status = mla_sasl_plain_init(
        &state->sasl, option(session, MLA__OPTION_AUTHORIZATION_ID),
        option(session, MLA__OPTION_USER), option(session, MLA__OPTION_PASSWORD));

    if (status == MLA_OK)
        status = mla_pop3_auth(state->pop3, &state->sasl, 1, &command);
    return mla__pop3_submitted(session, operation, status, command);
}

static int32_t log_in_by_user(mla_session *session, mla__operation *operation) {
    uint32_t command = 0;
    int32_t status = mla_pop3_login(session->pop3->pop3, option(session, MLA__OPTION_USER),
                                    option(session, MLA__OPTION_PASSWORD), &command);

    return mla__pop3_submitted(session, operation, status, command);
}

static int32_t log_in(mla_session *session, mla__operation *operation) {
    uint32_t known = mla_pop3_capabilities(session->pop3->pop3);
    bool needs_plain = option(session, MLA__OPTION_MECHANISM).ptr != NULL ||
                       option(session, MLA__OPTION_AUTHORIZATION_ID).ptr != NULL;

    if (option(session, MLA__OPTION_USER).ptr == NULL)
        return MLA_OK;
    if (!mla__connect_is_safe(session))
        return mla__session_say(session, MLA_E_AUTH_CLEAR, "the password was not sent in clear");
    if (session->pop3->has_plain)
        return log_in_by_plain(session, operation);
    if (needs_plain ||
        ((known & MLA_POP3_CAPABILITY_KNOWN) != 0 && (known & MLA_POP3_CAPABILITY_USER) == 0))
        return mla__session_say(session, MLA_E_AUTH_MECHANISM,
                                "the server offers no way to log in that can be used");
    return log_in_by_user(session, operation);
}

/* What the server can do may differ once it knows who asks. */
static int32_t ask_again(mla_session *session, mla__operation *operation) {
    if (option(session, MLA__OPTION_USER).ptr == NULL)
        return MLA_OK;
    session->is_logged_in = true;
    mla__options_forget(&session->options, MLA__OPTION_PASSWORD);
    return ask_for_capabilities(session, operation);
}

static const open_step steps[] = {ask_for_tls, ask_for_capabilities, log_in, ask_again};

int32_t mla__pop3_open(mla_session *session, mla__operation *operation) {
    if (operation->status != MLA_OK)
        return operation->status;
    if (!session->pop3->is_greeted)
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

int32_t mla__pop3_greeted(mla_session *session, const mla_pop3_event *event) {
    session->pop3->is_greeted = true;
    return event->result == MLA_OK ? MLA_OK : mla__session_refused(session, MLA_E_SERVER_BYE);
}

static bool has_word(mla_str words, const char *word) {
    const char *at = words.ptr;
    const char *end = mla__str_end(words);

    while (at != end) {
        const char *from = at;
        while (at != end && !mla__ascii_is_wsp(*at))
            at++;
        if (mla__ascii_is_word_nocase(mla__str_between(from, at), word))
            return true;
        while (at != end && mla__ascii_is_wsp(*at))
            at++;
    }
    return false;
}

int32_t mla__pop3_capability(mla_session *session, const mla_pop3_event *event) {
    const mla_allocator *allocator = &session->allocator;
    size_t from = session->capabilities.len;
    int32_t status = mla__texts_add(&session->capabilities, allocator, event->name);

    if (event->capability == MLA_POP3_CAPABILITY_SASL)
        session->pop3->has_plain = has_word(event->arguments, "PLAIN");
    if (status == MLA_OK && event->arguments.len != 0)
        status = mla__texts_extend(&session->capabilities, allocator, mla_str_from(" "));
    if (status == MLA_OK && event->arguments.len != 0)
        status = mla__texts_extend(&session->capabilities, allocator, event->arguments);
    mla__texts_make_ascii(&session->capabilities, from);
    return status;
}

/* hMailServer, qpopper and others refuse a login so, and without [IN-USE], while somebody else has the mailbox. */
static bool tells_of_lock(mla_str text) {
    bool is_in_word = false; /* "blocked", "clock" */

    for (; text.len != 0; text.ptr++, text.len--) {
        if (!is_in_word && mla__ascii_starts_with_nocase(text, "lock"))
            return true;
        is_in_word = mla__ascii_is_alpha(*text.ptr);
    }
    return false;
}

/* Nothing is wrong with the password then. */
static int32_t locked(mla_session *session) {
    mla_error detail = {.struct_size = sizeof detail};

    session->protocol->describe(session, &detail);
    detail.retry = MLA_RETRY_LATER;
    return mla__session_explain(session, MLA_E_SERVER_NO, &detail);
}

int32_t mla__pop3_open_done(mla_session *session, mla__operation *operation,
                            const mla_pop3_event *event) {
    open_step step = steps[operation->step - 1];

    if (event->result == MLA_OK || step == ask_for_capabilities || step == ask_again)
        return MLA_OK;
    if (step == ask_for_tls)
        return mla__session_refused(session, MLA_E_TLS_REQUIRED);
    if (event->result == MLA_E_AUTH && event->code == MLA_POP3_CODE_NONE &&
        tells_of_lock(event->text))
        return locked(session);
    return mla__session_refused(session, event->result);
}
