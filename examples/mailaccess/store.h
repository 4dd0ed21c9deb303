/* SPDX-License-Identifier: MIT */
/**
 * A folder on disk that keeps messages, each in a file of its own.
 *
 * A file that has its name is whole and on the disk, not just in its cache: octets go into another
 * file first, which is synchronised and then renamed. A run that was killed leaves nothing but such
 * a file, which the next run removes, and files NAME.doubtful, of which the server had not said yet
 * that they are the message: each goes when the message is there.
 *
 * Two messages could have the same name when they come from two mailboxes. So a store belongs to
 * one, and says so in a file ".mailaccess", which is also the lock against a second run.
 *
 * Functions return 0, or -1 and set errno, unless they say otherwise.
 */
#ifndef STORE_H
#define STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define STORE_NAME_SIZE 256

struct store {
    const char *path;
    int folder;        /* descriptor */
    int lock;          /* descriptor */
    uint64_t validity; /* UIDVALIDITY; 0: POP3 */
    FILE *message;     /* the one that is written now; NULL: none */
    char name[STORE_NAME_SIZE];
};

#define STORE_OPENED 0
#define STORE_FAILED 1 /* see errno */
#define STORE_LOCKED 2 /* another run is at it */
#define STORE_OTHER 3  /* it belongs to another mailbox */
#define STORE_ALIEN 4  /* it has messages, and nothing says whose they are */

/**
 * Makes the folder where it is missing, locks it, tidies up.
 *
 * @param store   initialised by this, to be closed in any case.
 * @param mailbox which one: any text. Together with `validity` it names the store's owner.
 * @return STORE_*.
 */
int store_open(struct store *store, const char *path, const char *mailbox, uint64_t validity);
void store_close(struct store *store);

/**
 * The name for an id: a UID's digits, all else in hexadecimal, so that a server has no say in it.
 *
 * @param is_stable false: the id means nothing in later runs, so that the name must not either.
 * @return whether there is one: not for ids above 100 octets.
 */
bool store_name(const struct store *store, const char *id, bool is_stable, char *name);

/** Whether that message is there, whole. */
bool store_has(const struct store *store, const char *id, bool is_stable);

/* One message: begin, write as often as needed, then commit or abandon. */

int store_begin(struct store *store, const char *id, bool is_stable);
int store_write(struct store *store, const char *data, size_t len);
/** All of it is on the disk, as NAME.doubtful: the server has still to say that it is the message. */
int store_commit(struct store *store);
void store_abandon(struct store *store);

/** The server has said so: from now on the message is there. */
int store_confirm(struct store *store, const char *name);

/** A message confirmed that turns out not to be what it should: doubtful again, or removed where that cannot be. */
int store_set_aside(struct store *store, const char *name);

/** After it, the names of all messages confirmed are on the disk too. */
int store_sync(const struct store *store);

#endif
