/* SPDX-License-Identifier: MIT */
/**
 * Reads every message of INBOX through a session and throws it away.
 *
 *     bench_fetch_session URL CA_FILE      CA_FILE "none": in clear text; the password is "pw-u1"
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mailaccess/session.h>

#define AHEAD 64

static void fail(const mla_session *session) {
    fprintf(stderr, "bench_fetch_session: %s\n", mla_session_error_text(session));
    exit(1);
}

typedef struct ids {
    char (*ids)[80];
    size_t count;
    size_t room;
} ids;

static void add(ids *all, const char *id) {
    if (all->count == all->room) {
        all->room = all->room != 0 ? all->room * 2 : 1024;
        all->ids = realloc(all->ids, all->room * sizeof *all->ids);
        if (all->ids == NULL)
            exit(1);
    }
    snprintf(all->ids[all->count++], sizeof *all->ids, "%s", id);
}

int main(int argc, char **argv) {
    mla_options *options;
    mla_session *session = NULL;
    mla_event *event;
    ids all = {NULL, 0, 0};
    unsigned long long octets = 0;
    size_t next = 0;
    size_t ended = 0;
    if (argc < 3 || mla_options_new(NULL, &options) != MLA_OK)
        return 2;
    mla_options_set_url(options, argv[1]);
    mla_options_set_password(options, "pw-u1");
    mla_options_set_ca_file(options, argv[2]);
    if (strcmp(argv[2], "none") == 0)
        mla_options_set_security(options, MLA_SECURITY_CLEARTEXT);
    if (mla_session_open(options, &session) != MLA_OK ||
        mla_session_list(session, NULL, MLA_LIST_IDS, NULL) != MLA_OK)
        fail(session);
    while (mla_session_next(session, &event) == MLA_OK)
        if (mla_event_type(event) == MLA_EVENT_SUMMARY)
            add(&all, mla_event_id(event));
    while (ended < all.count) {
        for (; next < all.count && next < ended + AHEAD; next++)
            if (mla_session_fetch(session, all.ids[next], NULL, 0, NULL) != MLA_OK)
                fail(session);
        if (mla_session_next(session, &event) != MLA_OK)
            fail(session);
        if (mla_event_type(event) == MLA_EVENT_DATA)
            octets += mla_event_data_len(event);
        ended += mla_event_type(event) == MLA_EVENT_DONE;
    }
    printf("%zu messages %llu octets\n", all.count, octets);
    mla_session_free(session);
    mla_options_free(options);
    free(all.ids);
    return 0;
}
