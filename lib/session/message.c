/* SPDX-License-Identifier: MIT */
#include "session/message.h"

#include "session/session.h"

static mla_event *begin_event(mla_session *session, int32_t type, const mla__operation *operation) {
    mla_event *event = mla__event_begin(session, type, operation->number);
    const mla__message *message = &session->message;

    event->id = message->id;
    event->id_is_stable = message->id_is_stable;
    event->uidvalidity = session->uidvalidity;
    event->part = operation->extra;
    event->size = message->size;
    event->position = message->position;
    return event;
}

void mla__message_begin(mla_session *session, mla__operation *operation, const char *id,
                        bool id_is_stable, uint64_t size) {
    session->message = (mla__message){
        .operation = operation->number,
        .size = size,
        .id = id,
        .id_is_stable = id_is_stable,
    };
    operation->found++;
    begin_event(session, MLA_EVENT_MESSAGE, operation);
}

void mla__message_data(mla_session *session, const mla__operation *operation, mla_str data) {
    if (data.len == 0)
        return;
    begin_event(session, MLA_EVENT_DATA, operation)->data = data;
    session->message.position += data.len;
}

void mla__message_end(mla_session *session, const mla__operation *operation, int32_t status) {
    mla_event *event = begin_event(session, MLA_EVENT_MESSAGE_END, operation);

    event->status = status;
    if (status < 0)
        mla__event_server_text(session);
    session->message.operation = 0;
}

bool mla__message_is_of(const mla_session *session, const mla__operation *operation) {
    return session->message.operation == operation->number;
}
