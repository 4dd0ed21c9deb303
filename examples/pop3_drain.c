/* SPDX-License-Identifier: MIT */
/**
 * Drains a POP3 mailbox into files, deleting what is safely stored.
 *
 *     MAILACCESS_PASSWORD=... pop3_drain pops://me@mail.example.org/ DIR
 */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <mailaccess/session.h>

/** A file gets its name when all of it is on the disk. */
static int keep(FILE *file, int number) {
    char name[64];
    snprintf(name, sizeof name, "%lld-%d-%d.eml", (long long)time(NULL), (int)getpid(), number);
    return ferror(file) == 0 && fflush(file) == 0 && fsync(fileno(file)) == 0 &&
           fclose(file) == 0 && rename("unfinished", name) == 0;
}

int main(int argc, char **argv) {
    mla_options *options;
    mla_session *session = NULL;
    mla_event *event;
    FILE *file = NULL;
    int number = 0, kept = 1;
    if (argc != 3 || chdir(argv[2]) != 0 || mla_options_new(NULL, &options) != MLA_OK)
        return 2;
    if (mla_options_set_url(options, argv[1]) != MLA_OK) {
        fprintf(stderr, "%s\n", mla_options_error_text(options));
        mla_options_free(options);
        return 2;
    }
    mla_options_set_password(options, getenv("MAILACCESS_PASSWORD"));
    if (mla_session_open(options, &session) == MLA_OK)
        mla_session_list(session, NULL, MLA_LIST_IDS, NULL);
    while (kept && mla_session_next(session, &event) == MLA_OK) {
        int32_t type = mla_event_type(event);
        if (type == MLA_EVENT_SUMMARY)
            mla_session_fetch(session, mla_event_id(event), NULL, 0, NULL);
        else if (type == MLA_EVENT_MESSAGE)
            kept = (file = fopen("unfinished", "wb")) != NULL;
        else if (type == MLA_EVENT_DATA)
            fwrite(mla_event_data(event), 1, mla_event_data_len(event), file);
        else if (type == MLA_EVENT_MESSAGE_END && mla_event_status(event) == MLA_OK &&
                 (kept = keep(file, ++number)) != 0)
            mla_session_delete(session, mla_event_id(event), NULL);
    }
    /* The server deletes when it is told good-bye: not before the names are on the disk too. */
    kept = kept && fsync(open(".", O_RDONLY)) == 0;
    if (kept && mla_session_close(session, NULL) == MLA_OK)
        mla_session_finish(session, 0);
    printf("%d messages. %s\n", number, kept ? mla_session_error_text(session) : "Cannot write");
    int failed = !kept || mla_session_error_status(session) != MLA_OK;
    mla_session_free(session);
    mla_options_free(options);
    return failed;
}
