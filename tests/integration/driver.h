/* SPDX-License-Identifier: MIT */
/** Runs sessions, those that block and those that do not, and gathers what they say. */
#ifndef MLA_TESTS_INTEGRATION_DRIVER_H
#define MLA_TESTS_INTEGRATION_DRIVER_H

#include "dovecot.h"
#include "proxy.h"

/** The next event; a session that does not block is waited for in a loop of poll(2). */
int32_t next_event(mla_session *session, mla_event **event);

/** Opens and frees the options. @return the status of opening; `session` is to be freed in any case. */
int32_t open_with(mla_options *options, bool is_nonblocking, mla_session **session);

/** Opens a session that must succeed. */
mla_session *open_way(const way *self, const char *user);

/** Fails unless two statuses are the same, and names both. */
void assert_status(int32_t got, int32_t expected);

/** Runs until all operations are complete. @return the first error, MLA_OK without one. */
int32_t run_all(mla_session *session);

#define FOUND_MAX 16

/** What a listing or a fetch brought. */
typedef struct findings {
    size_t count; /* of messages or folders */
    char ids[FOUND_MAX][128];
    char texts[FOUND_MAX][128]; /* subjects, or the names of folders */
    uint32_t flags[FOUND_MAX];
    mail bodies[FOUND_MAX];
    int32_t ends[FOUND_MAX]; /* statuses of MESSAGE_END */
    size_t ended;
    size_t done;
    int32_t first_error; /* of a DONE */
    int32_t last_status; /* what mla_session_next() said at last */
    uint64_t selected;   /* messages, of SELECTED */
} findings;

/** Runs until all operations are complete or the session has failed. */
void gather(mla_session *session, findings *found);
void findings_free(findings *found);

/** Closes in order, must succeed, and frees. */
void close_well(mla_session *session);

/** Messages in the INBOX of a user of GOOD. */
size_t count_of(const way *self, const char *user);

void empty_mailbox(const way *self, const char *user);

/** Leaves exactly the mails of MAILS in the INBOX of a user of GOOD. */
void fill_mailbox(const char *user);

/** Starts a proxy without faults in front of a server. */
void start_before(proxy *between, const char *server, const way *self);

/** Starts a proxy in front of GOOD, which stalls behind so many octets of the server. */
void start_stalled(proxy *between, const way *self, size_t at);

#endif
