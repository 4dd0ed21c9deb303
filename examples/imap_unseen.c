/* SPDX-License-Identifier: MIT */
/**
 * Lists the folders, prints what is unseen, and streams its first attachment to a file.
 *
 *     MAILACCESS_PASSWORD=... imap_unseen imaps://me@mail.example.org/INBOX FILE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mailaccess/session.h>

/** Text from mail must not take over the terminal. */
static void show(const char *text, char end) {
    for (; *text != '\0'; text++)
        putchar((unsigned char)*text < ' ' || *text == 0x7F ? '?' : *text);
    putchar(end);
}

int main(int argc, char **argv) {
    mla_options *options;
    mla_session *session = NULL;
    mla_event *event;
    uint32_t fetching = 0;
    FILE *file = argc == 3 ? fopen(argv[2], "wb") : NULL;
    if (file == NULL || mla_options_new(NULL, &options) != MLA_OK)
        return 2;
    if (mla_options_set_url(options, argv[1]) != MLA_OK) {
        fprintf(stderr, "%s\n", mla_options_error_text(options));
        mla_options_free(options);
        return 2;
    }
    mla_options_set_password(options, getenv("MAILACCESS_PASSWORD"));
    mla_session_open(options, &session); /* when it fails, so does all that follows */
    mla_session_folders(session, NULL);
    mla_session_list(session, NULL, MLA_LIST_SUMMARIES, NULL);
    while (mla_session_next(session, &event) == MLA_OK) {
        int32_t type = mla_event_type(event);
        if (type == MLA_EVENT_FOLDER)
            show(mla_event_folder(event), '\n');
        if (type == MLA_EVENT_SUMMARY && !(mla_event_flags(event) & MLA_FLAG_SEEN)) {
            show(mla_event_from_address(event), '\t');
            show(mla_event_subject(event), '\n');
            mla_session_parts(session, mla_event_id(event), NULL);
        }
        if (fetching == 0 && strcmp(mla_event_disposition(event), "attachment") == 0)
            mla_session_fetch(session, mla_event_id(event), mla_event_part(event), MLA_FETCH_DECODE,
                              &fetching);
        if (type == MLA_EVENT_DATA)
            fwrite(mla_event_data(event), 1, mla_event_data_len(event), file);
    }
    int failed = ferror(file) || fclose(file) != 0 || mla_session_error_status(session) != MLA_OK;
    if (failed)
        fprintf(stderr, "%s\n", mla_session_error_text(session));
    mla_session_free(session);
    mla_options_free(options);
    return failed;
}
