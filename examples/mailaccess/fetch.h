/* SPDX-License-Identifier: MIT */
/** What the parts of fetch share. */
#ifndef FETCH_H
#define FETCH_H

#include "command.h"
#include "kept.h"
#include "progress.h"
#include "store.h"
#include "worklist.h"

struct fetch {
    struct store store;
    struct worklist list;
    struct worklist loose; /* names of messages: see fetch_doubt_loose() */
    struct kept kept;
    struct progress progress;
    char folder[1024];
    uint64_t uidvalidity;
    uint64_t there; /* before this run */
    uint64_t wanted;
    uint64_t deleted;
    uint32_t under_way; /* operations */
    bool refused;       /* some message could not be fetched or deleted */
    bool repeats;       /* a UID is that of several messages */
};

/** What errno says of the folder of messages. @return the exit code. */
int complain_disk(struct command *command, const char *what);

/** Whether the message that the list is at is on the disk. */
bool fetch_is_there(const struct fetch *fetch);

/** Fetches what is in the list and not on the disk. @return the exit code. */
int fetch_messages(struct command *command, struct fetch *fetch);

/**
 * A dot that a POP3 server did not stuff ends a message early, and its rest is read as replies: so before an answer
 * that makes no sense neither the last message is to be relied on nor those since one was not as long as announced.
 * Nothing is deleted yet then: QUIT was not sent.
 */
void fetch_doubt_loose(const struct command *command, struct fetch *fetch);

#endif
