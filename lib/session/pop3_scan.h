/* SPDX-License-Identifier: MIT */
/**
 * The scan listings of a mailbox, which LIST gives: number and size of each message.
 *
 * RFC 1939 section 5. Servers number with gaps, in any order, and list numbers twice: here they stand in their
 * order, each once.
 */
#ifndef MLA_SESSION_POP3_SCAN_H
#define MLA_SESSION_POP3_SCAN_H

#include "session/pop3_index.h"
#include "session/pop3_sizes.h"

#define MLA__POP3_SCAN_MAX 10000000u /**< messages: what a server can make us hold */

/** Begin with mla__pop3_scan_init(). */
typedef struct mla__pop3_scan {
    uint32_t count;
    mla__spool numbers; /**< empty: from 1 up without a gap */
    mla__pop3_sizes sizes;
    bool is_disordered;    /**< LIST was not in the order of the numbers */
    mla__pop3_index order; /**< while they are put in it */
} mla__pop3_scan;

/** @param like empty: the folder for files, and what may stay in memory of each kind. */
void mla__pop3_scan_init(mla__pop3_scan *scan, const mla__spool *like);

/** A line of LIST. @return MLA_OK, MLA_E_LIMIT, MLA_E_NO_MEMORY or MLA_E_FILE. */
int32_t mla__pop3_scan_add(mla__pop3_scan *scan, const mla_allocator *allocator, uint64_t number,
                           uint64_t size);

/** LIST is complete. @return MLA_OK, MLA_E_NO_MEMORY or MLA_E_FILE. */
int32_t mla__pop3_scan_end(mla__pop3_scan *scan, const mla_allocator *allocator);

/** @return the index; `count` when no message has the number. */
uint32_t mla__pop3_scan_find(const mla__pop3_scan *scan, uint64_t number);

uint32_t mla__pop3_scan_number(const mla__pop3_scan *scan, uint32_t index);
/** MLA_NO_SIZE when not known. */
uint64_t mla__pop3_scan_size(const mla__pop3_scan *scan, uint32_t index);

/** As mla__spool_status(). */
int32_t mla__pop3_scan_status(const mla__pop3_scan *scan, int32_t *native_code);

/** Empties and releases; the folder stays. */
void mla__pop3_scan_deinit(mla__pop3_scan *scan, const mla_allocator *allocator);

#endif
