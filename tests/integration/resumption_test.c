/* SPDX-License-Identifier: MIT */
/** Sessions that were opened with the same options share TLS: against Dovecots that let it be resumed. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>

#include "driver.h"
#include "rows.h"

#define USER "u9"
#define BLOCKING_WAYS 4

typedef struct attempt {
    char name[64];
    const way *way;
    const char *server;
    int32_t version;
} attempt;

static attempt rows[2 * BLOCKING_WAYS];

static size_t make_rows(void) {
    size_t count = 0;

    for (size_t i = 0; i < WAYS; i++) {
        if (ways[i].is_nonblocking)
            continue;
        rows[count] = (attempt){"", &ways[i], "RESUME", MLA_TLS_1_3};
        rows[count + 1] = (attempt){"", &ways[i], "RESUME12", MLA_TLS_1_2};
        for (size_t end = count + 2; count < end; count++)
            snprintf(rows[count].name, sizeof rows[count].name, "%s, TLS 1.%d", ways[i].name,
                     rows[count].version == MLA_TLS_1_3 ? 3 : 2);
    }
    return count;
}

/* Opens, looks into the mailbox and closes. @return whether TLS was resumed. */
static int32_t resumes(mla_options *options, int32_t version) {
    mla_session *session;

    assert_status(mla_session_open(options, &session), MLA_OK);
    assert_int_equal(mla_session_tls_version(session), version);
    int32_t resumed = mla_session_tls_resumed(session);
    assert_status(mla_session_list(session, NULL, MLA_LIST_IDS, NULL), MLA_OK);
    assert_status(mla_session_finish(session, 0), MLA_OK);
    close_well(session);
    return resumed;
}

static void the_second_connection_is_resumed(void **state) {
    const attempt *self = *state;
    mla_options *options = server_options(self->server, self->way, USER, 0);

    assert_int_equal(resumes(options, self->version), 0);
    assert_int_equal(resumes(options, self->version), 1);
    assert_int_equal(resumes(options, self->version), 1);
    mla_options_free(options);
}

static void other_options_share_nothing(void **state) {
    const attempt *self = *state;

    for (int i = 0; i < 2; i++) {
        mla_options *options = server_options(self->server, self->way, USER, 0);
        assert_int_equal(resumes(options, self->version), 0);
        mla_options_free(options);
    }
}

#define THREADS 4
#define CONNECTIONS 4

typedef struct opener {
    mla_options *options;
    int32_t first_error;
    int resumed;
} opener;

/* cmocka's assertions belong to the thread that runs the test. */
static void *open_again_and_again(void *user) {
    opener *self = user;

    for (int i = 0; i < CONNECTIONS && self->first_error == MLA_OK; i++) {
        mla_session *session;
        self->first_error = mla_session_open(self->options, &session);
        if (self->first_error == MLA_OK)
            self->first_error = mla_session_list(session, NULL, MLA_LIST_IDS, NULL);
        if (self->first_error == MLA_OK)
            self->first_error = mla_session_finish(session, 0);
        self->resumed += mla_session_tls_resumed(session) != 0;
        mla_session_free(session);
    }
    return NULL;
}

static void threads_open_with_the_same_options(void **state) {
    const attempt *self = *state;
    mla_options *options = server_options(self->server, self->way, USER, 0);
    opener openers[THREADS];
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++) {
        openers[i] = (opener){options, MLA_OK, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, open_again_and_again, &openers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_status(openers[i].first_error, MLA_OK);
        assert_true(openers[i].resumed >=
                    CONNECTIONS - 1); /* the first may be one of several firsts */
    }
    mla_options_free(options);
}

int main(void) {
    /* Of the versions of Dovecot that tests/servers/all.sh knows how to set up for it. */
    if (!servers_run() || getenv("MLA_TEST_RESUME_HOST") == NULL)
        return SKIPPED;
    size_t count = make_rows();
    rows_of(the_second_connection_is_resumed, rows, count);
    rows_of(other_options_share_nothing, rows, count);
    rows_of(threads_open_with_the_same_options, rows, count);
    return rows_run(NULL);
}
