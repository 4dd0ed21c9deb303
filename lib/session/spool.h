/* SPDX-License-Identifier: MIT */
/**
 * Octets by their places: in memory while they are few, then in a file without a name.
 *
 * So what a session has to know of each message takes the same memory in a mailbox of any size. Without
 * a folder for the file, memory takes them all.
 */
#ifndef MLA_SESSION_SPOOL_H
#define MLA_SESSION_SPOOL_H

#include <mailaccess/base.h>

typedef struct mla__spool_pages mla__spool_pages;

/** Begin with zeros, but for `folder` and `memory_max`. */
typedef struct mla__spool {
    const char *folder; /**< lives as long; NULL: there is to be no file */
    size_t memory_max;  /**< octets; above it they go into the file */
    size_t len;
    unsigned char *octets; /**< NULL: they are in the file */
    size_t capacity;
    mla__spool_pages *pages; /**< of the file; NULL: there is none */
} mla__spool;

/** An empty one with the same folder. */
mla__spool mla__spool_like(const mla__spool *spool);

/** Up to this length; what is new is zeros. @return MLA_OK, MLA_E_NO_MEMORY, or MLA_E_FILE. */
int32_t mla__spool_extend(mla__spool *spool, const mla_allocator *allocator, size_t len);

/** Behind what is there. @return as above. */
int32_t mla__spool_append(mla__spool *spool, const mla_allocator *allocator, const void *from,
                          size_t len);

/** Over what is there. If the file fails, that shows in the status. */
void mla__spool_write(mla__spool *spool, size_t at, const void *from, size_t len);

/** Of what is there. Once the file has failed, all is zeros, and it shows in the status. */
void mla__spool_read(const mla__spool *spool, size_t at, void *to, size_t len);

/**
 * Whether the file ever failed.
 *
 * @param native_code out: errno of the failure.
 * @return MLA_OK or MLA_E_FILE.
 */
int32_t mla__spool_status(const mla__spool *spool, int32_t *native_code);

/** Empties and releases; the folder stays. */
void mla__spool_deinit(mla__spool *spool, const mla_allocator *allocator);

#endif
