/* SPDX-License-Identifier: MIT */
/** The Dovecots that tests/run.sh has started, the ways into them, and mail for them. */
#ifndef MLA_TESTS_INTEGRATION_DOVECOT_H
#define MLA_TESTS_INTEGRATION_DOVECOT_H

#include <mailaccess/session.h>

#include "unit.h"

/** A way into a server, and how the session is run. */
typedef struct way {
    const char *name;
    int32_t protocol;
    int32_t security;
    const char *port; /* "IMAPS": the middle of the name of an environment variable */
    bool is_nonblocking;
} way;

#define WAYS 8
#define IMAP_WAYS 4 /* the first of them */
#define CLEAR_WAYS 2

extern const way ways[WAYS];             /* TLS from the start and STARTTLS, blocking and not */
extern const way clear_ways[CLEAR_WAYS]; /* without TLS, blocking */

bool is_imap(const way *self);

#define SKIPPED 77 /* the exit code that says so to Meson */

/** Whether there are servers to test against. */
bool servers_run(void);

/** MLA_TEST_<server>_<name> of the environment; the test fails without it. */
const char *server_setting(const char *server, const char *name);

/** Where a server listens for this way. @param server "GOOD", "NOTLS", ... see tests/servers/all.sh */
uint16_t server_port(const char *server, const way *self);

/**
 * Options for this way into a server, as `user` with the right password, trusting the tests' authority.
 *
 * @param port 0: the server's own; else that of a proxy before it.
 */
mla_options *server_options(const char *server, const way *self, const char *user, uint16_t port);

/** A message as the server gets it, or what came of one. A NUL follows the octets. */
typedef struct mail {
    char *octets;
    size_t len;
    size_t room;
} mail;

void mail_append(mail *self, const char *octets, size_t len);

#define MAILS 5
#define MAIL_PLAIN 0
#define MAIL_DOTS 1
#define MAIL_OCTETS 2
#define MAIL_ATTACHMENT 3
#define MAIL_LARGE 4

/** Messages of several kinds, 2 MB the last one; made when first asked for, kept to the end. */
const mail *mails(void);

/** What part 2 of MAIL_ATTACHMENT says, decoded. */
mail attachment(void);

/** Puts the first `count` of mails() into the INBOX of a user of GOOD. */
void deliver(const char *user, size_t count);

#endif
