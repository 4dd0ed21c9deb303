/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/ascii.h"
#include "session/imap.h"
#include "session/summary.h"

/* What a decoder may give back beside what it is given. */
#define DECODER_ROOM ((size_t)2 * MLA_DECODER_ROOM_MIN)

/* ----- whose it is ----- */

typedef bool (*asker)(const mla__operation *operation, const void *what);

/*
 * Responses are not tied to commands: the oldest operation in flight that asks for such a thing of
 * this message is the one, since servers answer commands in their order.
 */
static mla__operation *find_operation(const mla_session *session, uint32_t uid, asker asks,
                                      const void *what) {
    mla__operation *at = session->operations.first;

    for (; at != NULL; at = at->next) {
        if (at->in_flight != 0 && !at->is_cancelled && asks(at, what) &&
            (uid == 0 || mla__imap_set_has(at, uid)))
            return at;
        if (at == session->operations.submitting)
            break;
    }
    return NULL;
}

void mla__imap_identify(mla_session *session, uint32_t uid) {
    session->event.uidvalidity = session->uidvalidity;
    if (uid == 0)
        return;
    session->event.id = mla__event_number(session, uid);
    session->event.id_is_stable = !session->imap->has_loose_uids;
}

/* ----- summaries ----- */

void mla__imap_flags(mla_session *session, const mla_imap_flags *flags) {
    mla_event *event = &session->event;

    event->flags = flags->system & (MLA_FLAG_SEEN | MLA_FLAG_ANSWERED | MLA_FLAG_FLAGGED |
                                    MLA_FLAG_DELETED | MLA_FLAG_DRAFT);
    if (flags->name_count == 0)
        return;
    event->keywords = mla__event_memory(session, flags->name_count * sizeof *event->keywords);
    for (size_t i = 0; i < flags->name_count && event->keywords != NULL; i++)
        if (flags->names[i].len != 0 && flags->names[i].ptr[0] != '\\')
            event->keywords[event->keyword_count++] = mla__event_text(session, flags->names[i]);
}

/* A group's name stands where the mailbox does: look for the first with a host. */
static void read_author(mla_session *session, const mla_imap_address_list *from) {
    for (size_t i = 0; i < from->count; i++) {
        const mla_imap_address *address = &from->addresses[i];
        if (address->host.len == 0 && i + 1 < from->count)
            continue;
        session->event.from_name = mla__event_word(session, address->name, 0);
        if (address->mailbox.len != 0)
            session->event.from_address = mla__event_joined(
                session, address->mailbox, address->host.len != 0 ? "@" : "", address->host);
        return;
    }
}

static void summarize(mla_session *session, mla__operation *operation,
                      const mla_imap_fetch *fetch) {
    mla_event *event = mla__event_begin(session, MLA_EVENT_SUMMARY, operation->number);

    operation->found++;
    mla__imap_identify(session, fetch->uid);
    if ((fetch->items & MLA_IMAP_FETCH_RFC822_SIZE) != 0)
        event->size = fetch->rfc822_size;
    if ((fetch->items & MLA_IMAP_FETCH_FLAGS) != 0)
        mla__imap_flags(session, &fetch->flags);
    if ((fetch->items & MLA_IMAP_FETCH_INTERNALDATE) != 0 && fetch->internaldate.valid)
        event->received_date = fetch->internaldate.epoch_seconds;
    if ((fetch->items & MLA_IMAP_FETCH_ENVELOPE) == 0)
        return;
    mla__summary_date(session, fetch->envelope->date);
    read_author(session, &fetch->envelope->from);
    event->subject = mla__event_word(session, fetch->envelope->subject, 0);
}

/* ----- bodies ----- */

static bool wants_section(const mla__operation *operation, const void *what) {
    const mla_imap_body *body = what;
    mla_str wanted = mla_str_from(operation->extra != NULL ? operation->extra : "");

    if (operation->type != MLA__OPERATION_FETCH)
        return false;
    if (operation->found != 0 && mla__imap_single(operation->ids) != 0)
        return false;
    if (body->size == 0 && operation->cursor == MLA__IMAP_NO_SUCH_PART)
        return false; /* Dovecot has no octets for a part that is not there, where others have NIL */
    if (body->has_origin && body->origin != 0)
        return false; /* its beginning is missing; that of a whole one may be told as 0 */
    return body->is_section && mla_str_equal_nocase(wanted, body->section);
}

static void note_id(mla__imap_state *state, uint32_t uid) {
    state->body_uid = uid;
    state->message_id[uid != 0 ? mla__number_format(state->message_id, uid) : 0] = '\0';
}

int32_t mla__imap_on_body_begin(mla_session *session, const mla_imap_event *event) {
    mla__imap_state *state = session->imap;
    const mla_imap_body *body = event->body;
    mla__operation *operation =
        body->nil ? NULL : find_operation(session, body->uid, wants_section, body);

    state->is_body_taken = operation != NULL && session->message.operation == 0;
    state->is_body_passed = !state->is_body_taken;
    if (!state->is_body_taken)
        return MLA_OK;
    state->is_body_complete = false;
    state->body_last_octet = '\0';
    note_id(state, body->uid != 0 ? body->uid : mla__imap_single(operation->ids));
    state->is_decoding = operation->flags != 0;
    if (state->is_decoding)
        mla_transfer_decoder_init(&state->decoder, (int32_t)operation->cursor);
    mla__message_begin(session, operation, state->message_id, !state->has_loose_uids,
                       state->is_decoding ? MLA_NO_SIZE : body->size);
    return MLA_OK;
}

static mla__operation *operation_of_message(const mla_session *session) {
    return session->message.operation != 0
               ? mla__operation_find(session, session->message.operation)
               : NULL;
}

/* Whose octets come in. @return NULL when nobody takes them. */
static const mla__operation *taker_of_body(const mla_session *session) {
    const mla__operation *operation =
        session->imap->is_body_taken ? operation_of_message(session) : NULL;

    return operation != NULL && !operation->is_cancelled ? operation : NULL;
}

static mla_str decode(mla_session *session, mla_str octets, bool is_last) {
    mla_transfer_decoder *decoder = &session->imap->decoder;
    size_t capacity = octets.len + DECODER_ROOM;
    char *out = mla__event_memory(session, capacity);
    size_t len = 0;
    size_t more = 0;

    if (out == NULL)
        return (mla_str){NULL, 0};
    (void)mla_transfer_decode(decoder, &octets, out, capacity, &len);
    if (is_last && capacity - len >= MLA_DECODER_ROOM_MIN)
        (void)mla_transfer_finish(decoder, out + len, capacity - len, &more);
    return (mla_str){out, len + more};
}

int32_t mla__imap_on_body_data(mla_session *session, const mla_imap_event *event) {
    const mla__operation *operation = taker_of_body(session);

    if (operation == NULL)
        return MLA_OK;
    if (event->text.len != 0)
        session->imap->body_last_octet = event->text.ptr[event->text.len - 1];
    mla__message_data(session, operation,
                      session->imap->is_decoding ? decode(session, event->text, false)
                                                 : event->text);
    return MLA_OK;
}

int32_t mla__imap_on_body_end(mla_session *session, const mla_imap_event *event) {
    const mla__operation *operation = taker_of_body(session);

    (void)event;
    if (operation == NULL)
        return MLA_OK;
    session->imap->is_body_complete = true;
    if (session->imap->is_decoding)
        mla__message_data(session, operation, decode(session, (mla_str){NULL, 0}, true));
    return MLA_OK;
}

/*
 * A literal that is one or two octets off (Domino, Rambler) shows in what stands behind it. A line break is no sign by itself,
 * since some servers put one there, but where the literal does not end a line, it is the message's own. A missing parenthesis is
 * none either, but where the literal ends in it.
 */
static bool is_off(const mla__imap_state *state, uint32_t forgiven) {
    const uint32_t too_short = 1u << MLA_IMAP_FORGIVEN_LINE_BREAK | 1u << MLA_IMAP_FORGIVEN_STRAY;
    const uint32_t too_long = 1u << MLA_IMAP_FORGIVEN_UNCLOSED;
    char last = state->body_last_octet;

    return ((forgiven & too_short) != 0 && last != '\n') ||
           ((forgiven & too_long) != 0 && (last == ')' || last == '\r'));
}

/* The rest of the message is read as responses: whoever wrote it could say what he likes. */
static bool goes_on_as_responses(uint32_t forgiven) {
    const uint32_t signs = 1u << MLA_IMAP_FORGIVEN_LINE_BREAK | 1u << MLA_IMAP_FORGIVEN_UNCLOSED;

    return (forgiven & signs) == signs;
}

static int32_t status_of_body(mla_session *session, const mla__operation *operation,
                              const mla_imap_event *event, uint32_t uid) {
    const mla__imap_state *state = session->imap;
    bool is_fetch = event->type == MLA_IMAP_EVENT_FETCH;

    if (!is_fetch || state->body_uid == 0 || (uid != 0 && uid != state->body_uid))
        return mla__session_say(session, MLA_E_MALFORMED,
                                "the server did not say which message this is: fetch it again");
    if (is_off(state, event->forgiven))
        return mla__session_say(session, MLA_E_MALFORMED,
                                "the message is not as long as the server announced: it may not be "
                                "whole");
    if (operation->cursor == MLA__IMAP_ENCODING_UNKNOWN ||
        operation->cursor == MLA__IMAP_NO_SUCH_PART)
        return mla__session_say(session, MLA_E_MALFORMED,
                                "the server did not say how the part is encoded: the octets are "
                                "as sent, and mla_session_parts() may tell");
    return MLA_OK;
}

/* The response that a body came in is there, and should be a FETCH; it may be the first to tell the UID. */
static int32_t end_body(mla_session *session, const mla_imap_event *event, uint32_t uid) {
    mla__imap_state *state = session->imap;
    const mla__operation *operation = operation_of_message(session);

    state->is_body_complete = false;
    if (operation == NULL)
        return MLA_OK;
    if (goes_on_as_responses(event->forgiven))
        return mla__session_say(session, MLA_E_PROTOCOL,
                                "a message is longer than the server announced");
    if (state->body_uid == 0)
        note_id(state, uid);
    mla__message_end(session, operation, status_of_body(session, operation, event, uid));
    return MLA_OK;
}

int32_t mla__imap_on_raw(mla_session *session, const mla_imap_event *event) {
    if (mla__ascii_is_word_nocase(event->name, "FETCH"))
        session->imap->is_body_passed = false;
    return session->imap->is_body_complete ? end_body(session, event, 0) : MLA_OK;
}

/* ----- FETCH ----- */

static bool wants_summary(const mla__operation *operation, const void *what) {
    const mla_imap_fetch *fetch = what;
    uint32_t news = MLA_IMAP_FETCH_FLAGS | MLA_IMAP_FETCH_MODSEQ; /* may come unasked */

    return operation->type == MLA__OPERATION_LIST &&
           ((fetch->items & ~(MLA_IMAP_FETCH_UID | news)) != 0 || (fetch->items & news) == 0);
}

/* Once: the next one is for another operation that asks for the same message. */
static bool wants_parts(const mla__operation *operation, const void *what) {
    (void)what;
    if (operation->type == MLA__OPERATION_PARTS)
        return operation->found == 0;
    return operation->type == MLA__OPERATION_FETCH && operation->step == 1 &&
           operation->cursor == MLA__IMAP_ENCODING_UNKNOWN;
}

static bool changes_flags(const mla__operation *operation, const void *what) {
    (void)what;
    return operation->type == MLA__OPERATION_MARK;
}

static void report_flags(mla_session *session, const mla_imap_fetch *fetch) {
    const mla__operation *operation =
        fetch->uid != 0 ? find_operation(session, fetch->uid, changes_flags, NULL) : NULL;

    mla__event_begin(session, MLA_EVENT_FLAGS, operation != NULL ? operation->number : 0);
    mla__imap_identify(session, fetch->uid);
    mla__imap_flags(session, &fetch->flags);
}

static bool take_parts(mla_session *session, const mla_imap_fetch *fetch) {
    mla__operation *operation = find_operation(session, fetch->uid, wants_parts, NULL);

    if (operation == NULL)
        return false;
    if (operation->type == MLA__OPERATION_FETCH) {
        operation->cursor = mla__imap_encoding_of(fetch, operation->extra);
        return true;
    }
    operation->found++;
    session->imap->parts_operation = operation->number;
    session->imap->parts = fetch;
    session->imap->part_index = 0;
    return true;
}

int32_t mla__imap_on_fetch(mla_session *session, const mla_imap_event *event) {
    const mla_imap_fetch *fetch = event->fetch;
    mla__operation *operation = NULL;
    bool is_passed = session->imap->is_body_passed;

    session->imap->is_body_passed = false;
    if (session->imap->is_body_complete)
        return end_body(session, event, fetch->uid);
    if (fetch->body_structure != NULL && fetch->uid != 0 && take_parts(session, fetch))
        return MLA_OK;
    if (fetch->uid != 0 && !is_passed)
        operation = find_operation(session, fetch->uid, wants_summary, fetch);
    if (operation != NULL)
        summarize(session, operation, fetch);
    else if ((fetch->items & MLA_IMAP_FETCH_FLAGS) != 0)
        report_flags(session, fetch);
    return MLA_OK;
}
