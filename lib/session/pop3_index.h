/* SPDX-License-Identifier: MIT */
/**
 * Messages in the order of a key of 64 bits, by which they are found.
 *
 * The key is the fingerprint of an id: among a million messages one time in 37 million two ids look like the
 * same one, and the key of the fingerprints is another one each time. What must never be wrong asks the server
 * before it acts: see pop3_delete.c. Of a LIST without order it is the number.
 */
#ifndef MLA_SESSION_POP3_INDEX_H
#define MLA_SESSION_POP3_INDEX_H

#include <stdbool.h>

#include "session/spool.h"

typedef struct mla__pop3_record {
    uint64_t key;
    uint32_t message;
} mla__pop3_record;

/** Begin with zeros, but for the folder of `records`. */
typedef struct mla__pop3_index {
    mla__spool records; /**< keys, each with its message */
    uint32_t count;     /**< of records that were added */
} mla__pop3_index;

/** Makes room for so many messages. @return MLA_OK, MLA_E_NO_MEMORY or MLA_E_FILE. */
int32_t mla__pop3_index_begin(mla__pop3_index *index, const mla_allocator *allocator,
                              uint32_t messages);

/** Once for each message. What fails with this and what follows shows in the status of `records`. */
void mla__pop3_index_add(mla__pop3_index *index, uint64_t key, uint32_t message);

/** All are added. Of one key, messages are in their own order. */
void mla__pop3_index_sort(mla__pop3_index *index);

/** The record at a place below `count`. */
mla__pop3_record mla__pop3_index_get(const mla__pop3_index *index, uint32_t at);

/**
 * The first message from `from` on that has the key.
 *
 * @param message out: which one.
 * @return whether there is one.
 */
bool mla__pop3_index_find(const mla__pop3_index *index, uint64_t key, uint32_t from,
                          uint32_t *message);

/**
 * Walks over the messages whose key another message has too.
 *
 * @param position 0 at first.
 * @param message  out: the next one.
 * @return whether there is one.
 */
bool mla__pop3_index_next_shared(const mla__pop3_index *index, uint32_t *position,
                                 uint32_t *message);

void mla__pop3_index_deinit(mla__pop3_index *index, const mla_allocator *allocator);

#endif
