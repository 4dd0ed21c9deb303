/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "driver.h"

#include <poll.h>
#include <stdio.h>

static void wait_for(const mla_session *session) {
    uint32_t wants = mla_session_wants(session);
    struct pollfd wait = {.fd = (int)mla_session_descriptor(session)};

    wait.events |= wants & MLA_WANT_READ ? POLLIN : 0;
    wait.events |= wants & MLA_WANT_WRITE ? POLLOUT : 0;
    /* There is always a bound while something is under way: the timeouts are on by default. */
    assert_true(mla_session_timeout_ms(session) >= 0);
    assert_int_equal(mla_session_pending(session), 0);
    (void)poll(&wait, 1, mla_session_timeout_ms(session));
}

int32_t next_event(mla_session *session, mla_event **event) {
    int32_t status;

    while ((status = mla_session_next(session, event)) == MLA_AGAIN)
        wait_for(session);
    return status;
}

/* @return the status of MLA_OPERATION_OPEN. */
static int32_t finish_opening(mla_session *session) {
    mla_event *event;
    int32_t status;

    while ((status = next_event(session, &event)) == MLA_OK)
        if (mla_event_type(event) == MLA_EVENT_DONE) {
            assert_int_equal(mla_event_operation(event), MLA_OPERATION_OPEN);
            return mla_event_status(event);
        }
    return status;
}

int32_t open_with(mla_options *options, bool is_nonblocking, mla_session **session) {
    int32_t status = mla_session_open(options, session);

    mla_options_free(options);
    return status == MLA_OK && is_nonblocking ? finish_opening(*session) : status;
}

mla_session *open_way(const way *self, const char *user) {
    mla_session *session;
    int32_t status =
        open_with(server_options("GOOD", self, user, 0), self->is_nonblocking, &session);

    if (status != MLA_OK)
        fail_msg("%s: %s", mla_status_name(status), mla_session_error_text(session));
    return session;
}

void assert_status(int32_t got, int32_t expected) {
    assert_string_equal(mla_status_name(got), mla_status_name(expected));
}

int32_t run_all(mla_session *session) {
    findings found;

    gather(session, &found);
    int32_t status = found.first_error != MLA_OK ? found.first_error : found.last_status;
    findings_free(&found);
    return status == MLA_END ? MLA_OK : status;
}

/* ----- gathering ----- */

static void copy_text(char (*texts)[128], size_t at, const char *text) {
    snprintf(texts[at], sizeof texts[at], "%s", text);
}

static void take_entry(findings *found, const mla_event *event, const char *text) {
    assert_true(found->count < FOUND_MAX);
    copy_text(found->ids, found->count, mla_event_id(event));
    copy_text(found->texts, found->count, text);
    found->flags[found->count++] = mla_event_flags(event);
}

static void take_octets(findings *found, const mla_event *event) {
    mail *body = &found->bodies[found->ended];

    assert_int_equal(mla_event_position(event), body->len);
    mail_append(body, mla_event_data(event), mla_event_data_len(event));
}

static void take_event(findings *found, const mla_event *event) {
    int32_t status = mla_event_status(event);

    switch (mla_event_type(event)) {
    case MLA_EVENT_FOLDER: take_entry(found, event, mla_event_folder(event)); break;
    case MLA_EVENT_SUMMARY: take_entry(found, event, mla_event_subject(event)); break;
    case MLA_EVENT_SELECTED: found->selected = mla_event_count(event); break;
    case MLA_EVENT_MESSAGE: assert_true(found->ended < FOUND_MAX); break;
    case MLA_EVENT_DATA: take_octets(found, event); break;
    case MLA_EVENT_MESSAGE_END: found->ends[found->ended++] = status; break;
    case MLA_EVENT_DONE:
        found->done++;
        if (found->first_error == MLA_OK)
            found->first_error = status;
        break;
    default: break;
    }
}

void gather(mla_session *session, findings *found) {
    mla_event *event;

    memset(found, 0, sizeof *found);
    while ((found->last_status = next_event(session, &event)) == MLA_OK)
        take_event(found, event);
}

void findings_free(findings *found) {
    for (size_t i = 0; i < FOUND_MAX; i++)
        free(found->bodies[i].octets);
}

void close_well(mla_session *session) {
    assert_status(mla_session_close(session, NULL), MLA_OK);
    assert_status(run_all(session), MLA_OK);
    mla_session_free(session);
}

size_t count_of(const way *self, const char *user) {
    findings found;
    mla_session *session = open_way(self, user);

    assert_status(mla_session_list(session, NULL, MLA_LIST_IDS, NULL), MLA_OK);
    gather(session, &found);
    size_t count = found.count;
    findings_free(&found);
    close_well(session);
    return count;
}

void empty_mailbox(const way *self, const char *user) {
    mla_session *session = open_way(self, user);
    findings listed;

    assert_status(mla_session_list(session, NULL, MLA_LIST_IDS, NULL), MLA_OK);
    gather(session, &listed);
    for (size_t i = 0; i < listed.count; i++)
        assert_status(mla_session_delete(session, listed.ids[i], NULL), MLA_OK);
    close_well(session);
    findings_free(&listed);
    assert_int_equal(count_of(self, user), 0);
}

void fill_mailbox(const char *user) {
    empty_mailbox(&ways[0], user);
    deliver(user, MAILS);
}

void start_before(proxy *between, const char *server, const way *self) {
    proxy_start(between, server_setting(server, "HOST"), server_port(server, self));
}

void start_stalled(proxy *between, const way *self, size_t at) {
    start_before(between, "GOOD", self);
    between->from_server->fault = (proxy_fault){.what = PROXY_STALL, .at = at};
}
