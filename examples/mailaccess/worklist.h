/* SPDX-License-Identifier: MIT */
/**
 * The messages of a folder, in a file without a name: a mailbox may have a million of them, and
 * memory should not grow with it.
 */
#ifndef WORKLIST_H
#define WORKLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct worklist {
    FILE *file;
    char *id; /* of the entry last read */
    size_t room;
    uint64_t size;  /* as announced; 0: unknown */
    bool is_stable; /* the id names the same message in later runs */
    uint64_t count;
    uint64_t highest; /* UID */
    bool descends;    /* somewhere: each UID is not higher than all before it */
};

/** @param folder for the file. @return 0, or -1 and errno, as the others that return int. */
int worklist_open(struct worklist *list, const char *folder);
void worklist_close(struct worklist *list);

int worklist_add(struct worklist *list, const char *id, bool is_stable, uint64_t size);

/** Back to the first entry. */
int worklist_rewind(struct worklist *list);

/** Whether a UID stands in it more than once. Ends at the first entry. @return 1 or 0; -1 and errno. */
int worklist_repeats_uid(struct worklist *list);

/** @return whether there is one: now in `id`, `size` and `is_stable`. */
bool worklist_next(struct worklist *list);

#endif
