/* SPDX-License-Identifier: MIT */
/**
 * Deletes on the server: many messages with one command where the protocol takes sets, and so many commands under
 * way that none waits for the reply to the one before.
 */
#ifndef DELETES_H
#define DELETES_H

#include "command.h"

#define DELETES_SET 200 /* UIDs with one command */
#define DELETES_UID 24  /* octets of a UID and a comma */

/** Begin with zeros, but for `takes_sets`. */
struct deletes {
    bool takes_sets; /* ids are UIDs; else they are of any length */
    uint32_t under_way;
    char set[DELETES_SET * DELETES_UID]; /* not started yet */
    size_t len;
    uint32_t count; /* in it */
};

/** The first that is refused ends it. @return the exit code, as deletes_finish(). */
int deletes_add(struct command *command, struct deletes *deletes, const char *id);

/** All are added: takes events until all are done. */
int deletes_finish(struct command *command, struct deletes *deletes);

#endif
