/* SPDX-License-Identifier: MIT */
#include "session/operation.h"

#include <string.h>

#include "base/alloc.h"
#include "session/message.h"
#include "session/session.h"

#define NEEDS_LOGIN (1 << 0)
#define NEEDS_FOLDER (1 << 1)

static const int needs[MLA__OPERATION_TYPES] = {
    [MLA__OPERATION_FOLDERS] = NEEDS_LOGIN,
    [MLA__OPERATION_SELECT] = NEEDS_LOGIN,
    [MLA__OPERATION_LIST] = NEEDS_LOGIN | NEEDS_FOLDER,
    [MLA__OPERATION_PARTS] = NEEDS_LOGIN | NEEDS_FOLDER,
    [MLA__OPERATION_FETCH] = NEEDS_LOGIN | NEEDS_FOLDER,
    [MLA__OPERATION_MARK] = NEEDS_LOGIN | NEEDS_FOLDER,
    [MLA__OPERATION_DELETE] = NEEDS_LOGIN | NEEDS_FOLDER,
    [MLA__OPERATION_POLL] = NEEDS_LOGIN,
};

/* ----- starting ----- */

static const char *copy_text(char **to, const char *text) {
    if (text == NULL)
        return NULL;
    size_t size = strlen(text) + 1;
    char *copy = memcpy(*to, text, size);
    *to += size;
    return copy;
}

static size_t text_size(const char *text) {
    return text != NULL ? strlen(text) + 1 : 0;
}

static void enqueue(mla__operations *queue, mla__operation *operation) {
    if (queue->last != NULL)
        queue->last->next = operation;
    else
        queue->first = operation;
    queue->last = operation;
    if (queue->submitting == NULL)
        queue->submitting = operation;
    queue->count++;
    operation->number = ++queue->last_number;
}

static mla__operation *make(const mla_session *session, const mla__operation *model) {
    size_t size = sizeof *model + text_size(model->ids) + text_size(model->extra);
    mla__operation *made = mla__alloc(&session->allocator, size);

    if (made == NULL)
        return NULL;
    *made = *model;
    made->size = size;
    char *text = made->text;
    made->ids = copy_text(&text, model->ids);
    made->extra = copy_text(&text, model->extra);
    return made;
}

static void release(const mla_session *session, mla__operation *operation) {
    if (operation == NULL)
        return;
    mla__release(&session->allocator, operation->error, sizeof *operation->error);
    mla__release(&session->allocator, operation, operation->size);
}

static bool lacks_login(const mla_session *session) {
    return !session->is_logged_in && mla__operation_find(session, MLA_OPERATION_OPEN) == NULL;
}

/* What became of others is not written over; where nothing failed so far, a program that looks once finds it. */
int32_t mla__operation_refuse(mla_session *session, int32_t status, const char *why) {
    const mla_error detail = {.struct_size = sizeof detail, .detail = mla_str_from(why)};

    mla__error_set(&session->refusal, status, &detail);
    if (session->error.status == MLA_OK)
        session->error = session->refusal;
    return status;
}

static int32_t may_start(mla_session *session, int32_t type) {
    const mla__operations *queue = &session->operations;

    if (session->failure != MLA_OK) {
        session->refusal = session->failure_error;
        return session->failure;
    }
    if (queue->is_closing || session->is_closed)
        return mla__operation_refuse(session, MLA_E_STATE,
                                     "nothing can be started behind mla_session_close()");
    if ((needs[type] & NEEDS_LOGIN) != 0 && lacks_login(session))
        return mla__operation_refuse(session, MLA_E_STATE,
                                     "nobody is logged in: name a user before mla_session_open()");
    if (queue->count >= (uint32_t)session->options.queue_limit)
        return mla__operation_refuse(session, MLA_E_FULL, NULL);
    return MLA_OK;
}

/* The URL's folder is selected, silently, before the first operation that needs one. */
static bool lacks_folder(const mla_session *session, int32_t type) {
    return (needs[type] & NEEDS_FOLDER) != 0 && !session->operations.is_folder_asked;
}

static void start(mla__operations *queue, mla__operation *operation) {
    enqueue(queue, operation);
    if (operation->type == MLA__OPERATION_SELECT)
        queue->is_folder_asked = true;
    if (operation->type == MLA__OPERATION_CLOSE)
        queue->is_closing = true;
}

int32_t mla__operation_start(mla_session *session, const mla__operation *model, uint32_t *number) {
    const mla__operation selection = {.type = MLA__OPERATION_SELECT, .is_silent = true};
    int32_t status = may_start(session, model->type);

    if (status != MLA_OK)
        return status;
    bool is_alone = !lacks_folder(session, model->type);
    mla__operation *select = is_alone ? NULL : make(session, &selection);
    mla__operation *made = is_alone || select != NULL ? make(session, model) : NULL;
    if (made == NULL) {
        release(session, select);
        return mla__operation_refuse(session, MLA_E_NO_MEMORY, NULL);
    }
    if (select != NULL)
        start(&session->operations, select);
    start(&session->operations, made);
    if (number != NULL)
        *number = made->number;
    session->refusal.text[0] = '\0';
    return MLA_OK;
}

/* ----- finding ----- */

mla__operation *mla__operation_find(const mla_session *session, uint32_t number) {
    mla__operation *at = session->operations.first;

    while (at != NULL && at->number != number)
        at = at->next;
    return at;
}

static bool has_command(const mla__operation *operation, uint32_t command) {
    return operation->in_flight != 0 && operation->first_command <= command &&
           command <= operation->last_command;
}

mla__operation *mla__operation_of_command(const mla_session *session, uint32_t command) {
    mla__operation *at = session->operations.first;

    while (at != NULL && !has_command(at, command))
        at = at != session->operations.submitting ? at->next : NULL;
    return at;
}

mla__operation *mla__operation_running(const mla_session *session, int32_t type) {
    mla__operation *at = session->operations.first;

    for (; at != NULL; at = at->next) {
        if (at->type == type && at->in_flight != 0)
            return at;
        if (at == session->operations.submitting)
            break;
    }
    return NULL;
}

/* ----- progress ----- */

void mla__operation_submitted(mla__operation *operation, uint32_t command) {
    if (operation->first_command == 0)
        operation->first_command = command;
    operation->last_command = command;
    operation->in_flight++;
}

/* The first error counts, and what was noted of it goes with it. */
static void note(mla_session *session, mla__operation *operation, int32_t status) {
    bool is_said = session->said == status;

    session->said = MLA_OK;
    if (operation->status != MLA_OK || status >= 0)
        return;
    operation->status = status;
    if (is_said)
        session->error_owner = operation->number;
}

void mla__operation_keep_error(mla_session *session) {
    mla__operation *owner = mla__operation_find(session, session->error_owner);

    session->error_owner = 0;
    if (owner == NULL)
        return;
    owner->error = mla__alloc(&session->allocator, sizeof *owner->error);
    if (owner->error != NULL)
        *owner->error = session->error;
}

void mla__operation_completed(mla_session *session, mla__operation *operation, int32_t status) {
    operation->in_flight--;
    note(session, operation, status);
    if (operation->in_flight == 0 && operation->is_submitted)
        mla__operation_finish(session, operation, operation->status);
}

void mla__operation_finish(mla_session *session, mla__operation *operation, int32_t status) {
    if (operation->is_finished)
        return;
    operation->is_finished = true;
    operation->status = operation->is_cancelled ? MLA_E_CANCELLED : status;
    session->operations.finished++;
}

static void advance(mla__operations *queue) {
    queue->submitting->is_submitted = true;
    queue->submitting = queue->submitting->next;
}

static void submit_done(mla_session *session, mla__operation *operation, int32_t status) {
    advance(&session->operations);
    note(session, operation, status);
    if (operation->in_flight == 0)
        mla__operation_finish(session, operation, operation->status);
}

static int32_t skip(mla_session *session, const mla__operation *operation) {
    if (session->protocol->skip != NULL)
        session->protocol->skip(session, operation);
    return MLA_E_CANCELLED;
}

int32_t mla__operations_submit(mla_session *session) {
    mla__operations *queue = &session->operations;

    while (queue->submitting != NULL && queue->finished == 0) {
        mla__operation *operation = queue->submitting;
        int32_t status = operation->is_cancelled ? skip(session, operation)
                                                 : session->protocol->submit(session, operation);
        if (status == MLA_AGAIN)
            return session->event.type != 0 ? MLA_OK : MLA_AGAIN;
        submit_done(session, operation, status);
        if (session->event.type != 0)
            return MLA_OK;
    }
    return queue->finished != 0 ? MLA_OK : MLA_AGAIN;
}

/* ----- the end ----- */

static void dequeue(mla_session *session, mla__operation *operation) {
    mla__operations *queue = &session->operations;
    mla__operation **link = &queue->first;
    mla__operation *before = NULL;

    while (*link != operation) {
        before = *link;
        link = &before->next;
    }
    *link = operation->next;
    if (queue->last == operation)
        queue->last = before;
    if (queue->submitting == operation)
        queue->submitting = operation->next;
    queue->count--;
    queue->finished--;
    release(session, operation);
}

/* Whatever failed last: what is told now is the error of this operation. */
static void explain(mla_session *session, const mla__operation *operation) {
    int32_t status = operation->status;

    if (status >= 0 ||
        (session->error_owner == operation->number && session->error.status == status))
        return;
    mla__session_error *error = mla__session_new_error(session);
    if (operation->error != NULL && operation->error->status == status)
        *error = *operation->error;
    else if (session->failure == status)
        *error = session->failure_error;
    else
        mla__error_set(error, status, NULL);
}

static void report_done(mla_session *session, const mla__operation *operation) {
    mla_event *event = mla__event_begin(session, MLA_EVENT_DONE, operation->number);

    event->status = operation->status;
    if (operation->status < 0)
        mla__event_server_text(session);
}

/* In their order, but a message that is open ends before anything else is told. @return NULL: none is finished. */
static mla__operation *next_finished(const mla_session *session) {
    mla__operation *at = NULL;

    if (session->operations.finished == 0)
        return NULL;
    if (session->message.operation != 0)
        at = mla__operation_find(session, session->message.operation);
    if (at != NULL && at->is_finished)
        return at;
    at = session->operations.first;
    while (at != NULL && !at->is_finished)
        at = at->next;
    return at;
}

bool mla__operation_report(mla_session *session) {
    mla__operation *at = next_finished(session);

    if (at == NULL)
        return false;
    explain(session, at);
    if (mla__message_is_of(session, at)) {
        int32_t status = at->status;
        if (status == MLA_OK)
            status = mla__session_say(session, MLA_E_INCOMPLETE,
                                      "the server was done before the message had ended");
        mla__message_end(session, at, status);
        return true;
    }
    if (!at->is_silent)
        report_done(session, at);
    int32_t open_status = at->number == MLA_OPERATION_OPEN ? at->status : MLA_OK;
    dequeue(session, at);
    if (open_status < 0)
        mla__session_give_up(session, open_status);
    return true;
}

void mla__operations_fail(mla_session *session, int32_t status) {
    for (mla__operation *at = session->operations.first; at != NULL; at = at->next) {
        if (!at->is_finished)
            at->is_cancelled = false; /* what ended the session matters more */
        mla__operation_finish(session, at, status);
    }
}

void mla__operations_deinit(mla_session *session) {
    mla__operation *at = session->operations.first;

    while (at != NULL) {
        mla__operation *next = at->next;
        release(session, at);
        at = next;
    }
    session->operations = (mla__operations){0};
}

int32_t mla_session_cancel_operation(mla_session *session, uint32_t operation) {
    mla__operation *found = session != NULL ? mla__operation_find(session, operation) : NULL;

    if (session == NULL)
        return MLA_E_INVALID;
    if (found == NULL || found->is_finished || found->is_silent)
        return MLA_E_NOT_FOUND;
    if (found->type == MLA__OPERATION_OPEN) {
        mla_session_cancel(session);
        return MLA_OK;
    }
    found->is_cancelled = true;
    if (found->in_flight != 0) {
        session->protocol->cancel(session, found);
        return MLA_OK;
    }
    if (found->type == MLA__OPERATION_SELECT) /* it keeps its place, before those that need it */
        return MLA_OK;
    if (found->type == MLA__OPERATION_CLOSE)
        session->operations.is_closing = false;
    mla__operation_finish(session, found, MLA_E_CANCELLED);
    return MLA_OK;
}
