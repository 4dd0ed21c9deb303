/* SPDX-License-Identifier: MIT */
/**
 * Commands in flight and waiting, their octets, and the rules of when they may be sent.
 *
 * The octets of all commands stand in one transmit buffer, in the order of the queue. Runs cut it
 * up: a run may be sent when all before it are, unless its flags hold it back.
 *
 *     commands   [ in flight ... | started | waiting ... ]
 *     runs       [ offered to the transport | held back ... ]
 */
#ifndef MLA_IMAP_QUEUE_H
#define MLA_IMAP_QUEUE_H

#include <stdbool.h>

#include <mailaccess/imap.h>

#include "base/txbuf.h"

/* What a command needs, and what it may do to others. */
#define MLA__NOT_AUTHENTICATED (1u << 0) /**< only before a login */
#define MLA__AUTHENTICATED (1u << 1)     /**< only after it */
#define MLA__SELECTED (1u << 2)          /**< only with a mailbox selected */
#define MLA__SEQUENCE (1u << 3)          /**< sequence numbers go in or come out */
#define MLA__EXPUNGES (1u << 4)          /**< EXPUNGE may come while it is in progress */
#define MLA__ALONE (1u << 5)     /**< changes state, mailbox, encoding or stream; or nobody knows */
#define MLA__LAST (1u << 6)      /**< what stands behind it must be written after its end */
#define MLA__LOGS_IN (1u << 7)   /**< capabilities are others afterwards */
#define MLA__SELECTS (1u << 8)   /**< a mailbox is selected afterwards; refused: none */
#define MLA__DESELECTS (1u << 9) /**< no mailbox is selected afterwards */
#define MLA__RENAMES (1u << 10)  /**< mailbox names may be written in another way afterwards */
#define MLA__FETCHES (1u << 11)  /**< asks for FETCH responses */
#define MLA__LISTS (1u << 12)    /**< asks for LIST or LSUB responses */
#define MLA__COUNTS (1u << 13)   /**< asks for STATUS responses */
#define MLA__SEARCHES (1u << 14) /**< asks for SEARCH responses */

typedef struct mla__queued {
    uint32_t number;
    uint16_t behaviour;
    uint8_t kind; /**< MLA__IMAP_* of command.h */
    bool is_cancelled;
} mla__queued;

/* A run is a length and these flags. */
#define MLA__RUN_FIRST 1u  /**< a command begins: the rules of pipelining decide */
#define MLA__RUN_WAIT 2u   /**< a synchronising literal: held back until "+" */
#define MLA__RUN_SECRET 4u /**< a trace shows "*" */
#define MLA__RUN_FLAGS 7u
#define MLA__RUN_SHIFT 3u
#define MLA__RUN_MAX (UINT32_MAX >> MLA__RUN_SHIFT) /**< octets */

typedef struct mla__queue {
    mla__txbuf tx;
    mla_trace trace;
    mla__queued *commands;
    uint32_t count;
    uint32_t max;
    uint32_t started; /**< commands of which octets were offered */
    uint32_t in_flight_max;
    uint32_t *runs;
    uint32_t run_count;
    uint32_t run_max;
    uint32_t runs_offered;
    size_t offered; /**< octets of the runs that were offered and not acknowledged */
} mla__queue;

/** @return MLA_OK, MLA_E_INVALID or MLA_E_NO_MEMORY; mla__queue_deinit() is right after each. */
int32_t mla__queue_init(mla__queue *queue, const mla_imap_config *config);
void mla__queue_deinit(mla__queue *queue);

/** @return whether a command of such behaviour can be sent in `state` (MLA_IMAP_STATE_*). */
bool mla__queue_is_allowed(uint32_t behaviour, int32_t state);

/** Whether `later` has to wait for the completion of `earlier` (RFC 9051 section 5.5). */
bool mla__queue_conflicts(uint32_t earlier, uint32_t later);

/* Filling: the octets go through tx, told to the runs by mla__queue_add_octets(). */

/** The next octets begin a new run. @return MLA_OK or MLA_E_LIMIT. */
int32_t mla__queue_add_run(mla__queue *queue, uint32_t flags);

/** `len` octets were appended. */
void mla__queue_add_octets(mla__queue *queue, size_t len);

/** The runs since mla__queue_add_run(MLA__RUN_FIRST) are this command. There is room for it. */
void mla__queue_add_command(mla__queue *queue, mla__queued command);

/** Takes back the runs from `run` on, with their octets; none was offered. */
void mla__queue_cut(mla__queue *queue, uint32_t run);

/* Sending. */

/** What may be sent in `state`; begins commands as far as the rules allow. */
const char *mla__queue_offer(mla__queue *queue, int32_t state, size_t *len);

/** @return MLA_OK, or MLA_E_INVALID for more than was offered. */
int32_t mla__queue_ack(mla__queue *queue, size_t len);

/** "+" came. @return whether a literal waited for it. */
bool mla__queue_continue(mla__queue *queue);

/* Completing. */

/** @return its index; `count` when there is none. */
uint32_t mla__queue_find(const mla__queue *queue, uint32_t number);

/** Whether the server can have read the whole command. */
bool mla__queue_is_sent(const mla__queue *queue, uint32_t index);

/** Whether it waits with a literal for "+": the server may refuse it now. */
bool mla__queue_is_waiting(const mla__queue *queue, uint32_t index);

/** Removes a command and those of its octets that were not offered. */
void mla__queue_remove(mla__queue *queue, uint32_t index);

/** A command that will never be sent: cancelled, or its turn came in the wrong state; or `count`. */
uint32_t mla__queue_find_dead(const mla__queue *queue, int32_t state);

/** Whether responses that `answers` asks for are wanted by cancelled commands and by no other. */
bool mla__queue_is_unwanted(const mla__queue *queue, uint32_t answers);

#endif
