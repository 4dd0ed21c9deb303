/* SPDX-License-Identifier: MIT */
/**
 * Says for ever how many messages there are, also after the connection was lost.
 *
 *     MAILACCESS_PASSWORD=... imap_watch imaps://me@mail.example.org/INBOX [SECONDS]
 */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <mailaccess/session.h>

/** Prints news until the connection is lost. */
static void watch(mla_session *session, unsigned seconds) {
    mla_event *event;
    mla_session_select(session, NULL, 1, NULL);
    for (;;) {
        while (mla_session_next(session, &event) == MLA_OK) {
            int32_t type = mla_event_type(event);
            if (type == MLA_EVENT_SELECTED || type == MLA_EVENT_COUNT || type == MLA_EVENT_REMOVED)
                printf("%" PRIu64 " messages\n", mla_event_count(event));
        }
        fflush(stdout);
        if (mla_session_error_status(session) != MLA_OK)
            return;
        sleep(seconds);
        mla_session_poll(session, NULL);
    }
}

int main(int argc, char **argv) {
    mla_options *options;
    unsigned wait = 1; /* seconds, twice as many after each failure */
    int32_t retry = MLA_RETRY_RECONNECT;
    if (argc < 2 || mla_options_new(NULL, &options) != MLA_OK)
        return 2;
    if (mla_options_set_url(options, argv[1]) != MLA_OK) {
        fprintf(stderr, "%s\n", mla_options_error_text(options));
        mla_options_free(options);
        return 2;
    }
    mla_options_set_password(options, getenv("MAILACCESS_PASSWORD"));
    while (retry != MLA_RETRY_NEVER && retry != MLA_RETRY_CREDENTIALS) {
        mla_session *session;
        if (mla_session_open(options, &session) == MLA_OK) {
            wait = 1;
            watch(session, argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 30);
        }
        fprintf(stderr, "%s\n", mla_session_error_text(session));
        retry = mla_session_error_retry(session);
        mla_session_free(session);
        sleep(wait);
        wait = wait < 300 ? 2 * wait : wait;
    }
    mla_options_free(options);
    return 1;
}
