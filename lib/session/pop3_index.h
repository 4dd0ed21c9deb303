/* SPDX-License-Identifier: MIT */
/**
 * Finds a message by its id, of which seven octets are held: eight in a mailbox above a million.
 *
 * A record is what tells the fingerprint of the id apart, and the message. Records are sorted by
 * fingerprint; a directory has where those begin whose fingerprints begin alike, so that the beginning
 * is not held. 52 bits of the fingerprint count (60 above a million messages): among half a million
 * messages one time in 36,000 two ids look like the same one, and the key is another one each time.
 * What must never be wrong asks the server before it acts: see submit_delete in pop3.c.
 */
#ifndef MLA_SESSION_POP3_INDEX_H
#define MLA_SESSION_POP3_INDEX_H

#include <mailaccess/base.h>

/** Begin with zeros. */
typedef struct mla__pop3_index {
    unsigned char *records; /**< until it is sorted: fingerprints, by message */
    uint32_t *starts;       /**< of each bucket, and behind the last; NULL: not sorted yet */
    uint32_t count;
    uint32_t octets;       /**< of a record */
    uint32_t message_bits; /**< of a record: which message */
    uint32_t bucket_bits;
} mla__pop3_index;

/** Makes room for so many messages. @return MLA_OK or MLA_E_NO_MEMORY. */
int32_t mla__pop3_index_begin(mla__pop3_index *index, const mla_allocator *allocator,
                              uint32_t count);

/** Once for each message. */
void mla__pop3_index_set(mla__pop3_index *index, uint32_t message, uint64_t fingerprint);

/** All are set. @return MLA_OK, or MLA_E_NO_MEMORY. */
int32_t mla__pop3_index_sort(mla__pop3_index *index, const mla_allocator *allocator);

/** The first message from `from` on that has the fingerprint. @return `count`: none. */
uint32_t mla__pop3_index_find(const mla__pop3_index *index, uint64_t fingerprint, uint32_t from);

/**
 * Walks over the messages whose fingerprint another message has too.
 *
 * @param position 0 at first.
 * @return the next one; `count`: there is none.
 */
uint32_t mla__pop3_index_next_shared(const mla__pop3_index *index, uint32_t *position);

void mla__pop3_index_deinit(mla__pop3_index *index, const mla_allocator *allocator);

#endif
