/* SPDX-License-Identifier: MIT */
#include "session/session.h"

#include "base/alloc.h"
#include "session/connect.h"
#include "session/protocols.h"
#include "session/pump.h"

#define TEXTS_INITIAL 1024 /* what the strings of a summary take */
#define TEXTS_MAX (SIZE_MAX / 4)
#define ALERTS_MAX 65536

/* ----- errors ----- */

mla__session_error *mla__session_new_error(mla_session *session) {
    if (session->error_owner != 0)
        mla__operation_keep_error(session);
    return &session->error;
}

int32_t mla__session_explain(mla_session *session, int32_t status, const mla_error *detail) {
    mla__error_set(mla__session_new_error(session), status, detail);
    session->said = status;
    return status;
}

int32_t mla__session_say(mla_session *session, int32_t status, const char *text) {
    const mla_error detail = {.struct_size = sizeof detail, .detail = mla_str_from(text)};

    return mla__session_explain(session, status, &detail);
}

int32_t mla__session_refused(mla_session *session, int32_t status) {
    mla_error detail = {.struct_size = sizeof detail};

    if (status == MLA_E_CANCELLED) /* what the server says of it then is that all went well */
        return mla__session_explain(session, status, NULL);
    session->protocol->describe(session, &detail);
    if (detail.status != status) /* the session knows better what the refusal means */
        detail.detail = (mla_str){NULL, 0};
    return mla__session_explain(session, status, &detail);
}

static bool is_of_transport(int32_t status) {
    return status <= MLA_E_IO && status > MLA_E_AUTH;
}

/* What a transport of the caller's has to say is of this error, though it may not repeat the status. */
static void explain(mla_session *session, int32_t status) {
    mla_error detail = {.struct_size = sizeof detail, .status = status};

    if (session->said == status)
        return;
    if (is_of_transport(status) && !session->peer_ended && session->transport != NULL)
        mla_transport_describe(session->transport, &detail);
    else if (session->protocol != NULL && status != MLA_E_CANCELLED)
        session->protocol->describe(session, &detail);
    mla__error_set(mla__session_new_error(session), status,
                   detail.status == status ? &detail : NULL);
}

void mla__session_give_up(mla_session *session, int32_t status) {
    if (session->failure != MLA_OK)
        return;
    session->failure = status;
    session->failure_error = session->error;
    mla__operations_fail(session, status);
    mla__options_forget(&session->options, MLA__OPTION_PASSWORD);
    if (session->transport != NULL)
        mla_transport_close(session->transport);
}

void mla__session_fail(mla_session *session, int32_t status) {
    explain(session, status);
    session->said = MLA_OK;
    session->event.type = 0;
    mla__session_give_up(session, status);
}

void mla__session_ended(mla_session *session) {
    session->is_closed = true;
    mla__operations_fail(session, MLA_E_EOF);
    mla_transport_close(session->transport);
}

/* ----- the next event ----- */

int32_t mla__session_alert(mla_session *session, mla_str text) {
    if (session->alerts.len + text.len > ALERTS_MAX)
        return MLA_OK;
    return mla__texts_add(&session->alerts, &session->allocator, text);
}

static bool report_alert(mla_session *session) {
    const char *alert = mla__texts_get(&session->alerts, session->alerts_reported);

    if (alert == NULL) {
        session->alerts.len = 0;
        session->alerts_reported = 0;
        return false;
    }
    if (mla__operation_find(session, MLA_OPERATION_OPEN) != NULL)
        return false;
    session->alerts_reported++;
    mla_event *event = mla__event_begin(session, MLA_EVENT_ALERT, 0);
    event->server_text = mla__event_text(session, mla_str_from(alert));
    return true;
}

/* @return MLA_OK: look at the event, or go on; MLA_AGAIN: without octets nothing can be done. */
static int32_t turn(mla_session *session) {
    if (mla__operation_report(session) || report_alert(session))
        return MLA_OK;
    if (session->failure != MLA_OK) {
        *mla__session_new_error(session) = session->failure_error;
        return session->failure;
    }
    if (session->is_closed)
        return MLA_END;
    if (session->is_connecting)
        return mla__connect_advance(session);
    int32_t status = mla__operations_submit(session);
    if (status == MLA_AGAIN)
        status = session->protocol->step(session);
    if (status == MLA_END) {
        mla__session_ended(session);
        return MLA_OK;
    }
    return status;
}

/* Its operation may be complete already, but not as if nothing were missing. */
static int32_t lose_event(mla_session *session) {
    mla__operation *operation = mla__operation_find(session, session->event.operation);

    if (operation != NULL)
        operation->status = MLA_E_NO_MEMORY;
    session->event = (mla_event){0};
    return session->failure == MLA_OK ? MLA_E_NO_MEMORY : MLA_OK;
}

static int32_t go_on(mla_session *session) {
    int32_t status = turn(session);

    if (status == MLA_AGAIN)
        status = mla__pump(session);
    if (session->event.is_lost)
        status = lose_event(session);
    if (status < 0 && session->failure == MLA_OK) {
        mla__session_fail(session, status);
        return MLA_OK;
    }
    return status;
}

int32_t mla_session_next(mla_session *session, mla_event **event) {
    if (session == NULL || event == NULL)
        return MLA_E_INVALID;
    *event = NULL;
    session->event = (mla_event){0};
    mla__arena_reset(&session->texts);
    for (;;) {
        if (atomic_load(&session->cancelled) != 0 && session->failure == MLA_OK)
            mla__session_fail(session, MLA_E_CANCELLED);
        int32_t status = go_on(session);
        if (session->event.type != 0) {
            *event = &session->event;
            return MLA_OK;
        }
        if (status != MLA_OK)
            return status;
    }
}

static int32_t finish_one(mla_session *session, uint32_t operation) {
    mla_event *event;
    int32_t status;

    while ((status = mla_session_next(session, &event)) == MLA_OK)
        if (event->type == MLA_EVENT_DONE && event->operation == operation)
            return event->status;
    return status != MLA_END ? status : MLA_OK;
}

static int32_t finish_all(mla_session *session) {
    mla_event *event;
    int32_t status;

    while ((status = mla_session_next(session, &event)) == MLA_OK)
        if (event->type == MLA_EVENT_DONE && session->first_error == MLA_OK) {
            session->first_error = event->status;
            session->first_detail = session->error;
        }
    if (status == MLA_AGAIN)
        return status;
    int32_t first = session->first_error;
    session->first_error = MLA_OK;
    if (first != MLA_OK)
        *mla__session_new_error(session) = session->first_detail;
    return status == MLA_END || first != MLA_OK ? first : status;
}

int32_t mla_session_finish(mla_session *session, uint32_t operation) {
    if (session == NULL || operation > session->operations.last_number)
        return MLA_E_INVALID;
    if (operation == 0)
        return finish_all(session);
    return mla__operation_find(session, operation) != NULL ? finish_one(session, operation)
                                                           : MLA_OK;
}

void mla_session_cancel(mla_session *session) {
    if (session == NULL)
        return;
    atomic_store(&session->cancelled, 1);
    if (session->bottom != NULL)
        mla_transport_interrupt(session->bottom);
}

/* ----- opening ----- */

static int32_t check(mla_session *session) {
    const mla_options *options = &session->options;

    if (options->texts[MLA__OPTION_HOST].len == 0 && options->security != MLA_SECURITY_TRANSPORT)
        return mla__session_say(session, MLA_E_INVALID, "no host was named");
    if (options->security == MLA_SECURITY_TRANSPORT && session->bottom == NULL)
        return mla__session_say(session, MLA_E_INVALID,
                                "a transport was to be used, and none given");
    if (session->bottom != NULL && session->bottom->ops->wait == NULL && !options->nonblocking)
        return mla__session_say(session, MLA_E_INVALID,
                                "the transport has no `wait`, which a session that blocks needs");
    if (options->texts[MLA__OPTION_USER].ptr != NULL &&
        options->texts[MLA__OPTION_PASSWORD].ptr == NULL)
        return mla__session_say(session, MLA_E_INVALID, "a user was named, but no password given");
    return MLA_OK;
}

static int32_t begin(mla_session *session) {
    const mla__operation model = {.type = MLA__OPERATION_OPEN};
    int32_t status = check(session);

    session->protocol = mla__protocol_find(session->options.protocol);
    if (session->protocol == NULL)
        return mla__session_say(session, MLA_E_UNSUPPORTED,
                                "the library was built without this protocol");
    if (status == MLA_OK)
        status = session->protocol->start(session);
    if (status == MLA_OK)
        status = mla__connect_begin(session);
    return status == MLA_OK ? mla__operation_start(session, &model, NULL) : status;
}

static mla_session *new_session(const mla_options *options) {
    mla_session *made = mla__alloc(&options->allocator, sizeof *made);

    if (made == NULL)
        return NULL;
    *made = (mla_session){
        .allocator = options->allocator,
        .quiet_since_ms = MLA_NO_DEADLINE,
        .transport_deadline_ms = MLA_NO_DEADLINE,
        .wait_deadline_ms = MLA_NO_DEADLINE,
    };
    atomic_init(&made->cancelled, 0);
    if (mla__options_copy(options, &made->options) != MLA_OK) {
        mla__release(&options->allocator, made, sizeof *made);
        return NULL;
    }
    if (mla__arena_init(&made->texts, &made->allocator, TEXTS_INITIAL, TEXTS_MAX) != MLA_OK) {
        mla_session_free(made);
        return NULL;
    }
    return made;
}

int32_t mla_session_open(mla_options *options, mla_session **session) {
    if (options == NULL || session == NULL)
        return MLA_E_INVALID;
    mla_session *made = new_session(options);
    *session = made;
    if (made == NULL)
        return MLA_E_NO_MEMORY;
    made->bottom = options->transport;
    if (made->bottom != NULL) /* without one, other threads may open with these options, too */
        options->transport = NULL;
    int32_t status = begin(made);
    if (status != MLA_OK) {
        mla__session_fail(made, status);
        return status;
    }
    return made->options.nonblocking ? MLA_OK : finish_one(made, MLA_OPERATION_OPEN);
}

void mla_session_free(mla_session *session) {
    if (session == NULL)
        return;
    mla_allocator allocator = session->allocator;
    if (session->protocol != NULL)
        session->protocol->stop(session);
    mla__operations_deinit(session);
    mla__connect_deinit(session);
    mla__texts_deinit(&session->capabilities, &allocator);
    mla__texts_deinit(&session->alerts, &allocator);
    mla__arena_deinit(&session->texts);
    mla__options_deinit(&session->options);
    mla__release(&allocator, session, sizeof *session);
}

/* ----- what it can do ----- */

int32_t mla_session_can(const mla_session *session, int32_t what) {
    return session != NULL && session->is_logged_in && session->protocol->can(session, what);
}

const char *mla_session_capability(const mla_session *session, uint32_t index) {
    return session != NULL ? mla__texts_get(&session->capabilities, index) : NULL;
}

int32_t mla_session_protocol(const mla_session *session) {
    return session != NULL ? session->options.protocol : 0;
}
