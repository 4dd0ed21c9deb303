/* SPDX-License-Identifier: MIT */
/**
 * Two mailboxes at once, from one loop around poll(2): counts the messages of each.
 *
 *     MAILACCESS_PASSWORD=... poll_two imaps://me@mail.example.org/ pops://me@mail.example.org/
 */
#define _POSIX_C_SOURCE 200809L
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include <mailaccess/session.h>

#define DONE UINT32_MAX /* nothing to wait for */

/** Takes what is there and says for what to wait. @return how long, in milliseconds, or DONE. */
static uint32_t advance(mla_session *session, unsigned *messages, struct pollfd *wait) {
    mla_event *event;
    int32_t status;
    while ((status = mla_session_next(session, &event)) == MLA_OK)
        *messages += mla_event_type(event) == MLA_EVENT_SUMMARY;
    wait->fd = status == MLA_AGAIN ? (int)mla_session_descriptor(session) : -1;
    wait->events = mla_session_wants(session) & MLA_WANT_WRITE ? POLLIN | POLLOUT : POLLIN;
    int32_t timeout_ms = mla_session_timeout_ms(session);
    return status != MLA_AGAIN ? DONE : timeout_ms < 0 ? INT32_MAX : (uint32_t)timeout_ms;
}

int main(int argc, char **argv) {
    mla_options *options;
    mla_session *sessions[2] = {NULL, NULL};
    struct pollfd waits[2];
    unsigned messages[2] = {0, 0};
    uint32_t soonest_ms;
    int failed = 0;
    if (argc != 3 || mla_options_new(NULL, &options) != MLA_OK)
        return 2;
    mla_options_set_password(options, getenv("MAILACCESS_PASSWORD"));
    mla_options_set_nonblocking(options, 1);
    for (int i = 0; i < 2; i++) {
        if (mla_options_set_url(options, argv[1 + i]) != MLA_OK) {
            fprintf(stderr, "%s: %s\n", argv[1 + i], mla_options_error_text(options));
            mla_session_free(sessions[0]);
            mla_options_free(options);
            return 2;
        }
        mla_session_open(options, &sessions[i]); /* when it fails, so does all that follows */
        mla_session_list(sessions[i], NULL, MLA_LIST_IDS, NULL);
    }
    do {
        soonest_ms = DONE;
        for (int i = 0; i < 2; i++) {
            uint32_t timeout_ms = advance(sessions[i], &messages[i], &waits[i]);
            soonest_ms = timeout_ms < soonest_ms ? timeout_ms : soonest_ms;
        }
    } while (soonest_ms != DONE && poll(waits, 2, (int)soonest_ms) >= 0);
    for (int i = 0; i < 2; i++) {
        printf("%u messages. %s\n", messages[i], mla_session_error_text(sessions[i]));
        failed |= mla_session_error_status(sessions[i]) != MLA_OK;
        mla_session_free(sessions[i]);
    }
    mla_options_free(options);
    return failed;
}
