/* SPDX-License-Identifier: MIT */
/** Operations: what the caller asked for and is not complete. */
#ifndef MLA_SESSION_OPERATION_H
#define MLA_SESSION_OPERATION_H

#include <stdbool.h>

#include <mailaccess/session.h>

#include "session/error.h"

#define MLA__OPERATION_OPEN 0
#define MLA__OPERATION_FOLDERS 1
#define MLA__OPERATION_SELECT 2
#define MLA__OPERATION_LIST 3
#define MLA__OPERATION_PARTS 4
#define MLA__OPERATION_FETCH 5
#define MLA__OPERATION_MARK 6
#define MLA__OPERATION_DELETE 7
#define MLA__OPERATION_POLL 8
#define MLA__OPERATION_CLOSE 9
#define MLA__OPERATION_TYPES 10

typedef struct mla__operation {
    struct mla__operation *next;
    size_t size; /**< of this block */
    uint32_t number;
    int32_t type;              /**< MLA__OPERATION_* */
    int32_t option;            /**< read_only, what, or how */
    uint32_t flags;            /**< MLA_FETCH_* or MLA_FLAG_* */
    const char *ids;           /**< or the folder; NULL when absent */
    const char *extra;         /**< part or keywords; NULL when absent */
    int32_t status;            /**< the first error of its commands */
    mla__session_error *error; /**< its detail, once session->error is of another */
    int32_t step;              /**< how far it got: the protocol's own */
    uint32_t cursor;           /**< of a listing: the next to ask for */
    uint32_t reported;         /**< of a listing: the next to hand out */
    uint32_t found;            /**< messages that came */
    uint32_t in_flight;        /**< commands submitted and not complete */
    uint32_t first_command;
    uint32_t last_command;
    bool is_silent;    /**< started by the library itself: nothing is reported */
    bool is_submitted; /**< there are no commands to come */
    bool is_cancelled;
    bool is_finished; /**< to be reported */
    char text[];
} mla__operation;

typedef struct mla__operations {
    mla__operation *first; /**< in the order in which they were started */
    mla__operation *last;
    mla__operation *submitting; /**< the first that is not submitted; NULL when all are */
    uint32_t count;
    uint32_t finished; /**< how many are to be reported */
    uint32_t last_number;
    bool is_closing;      /**< close was started */
    bool is_folder_asked; /**< a select was started, or the protocol needs none */
} mla__operations;

/**
 * Puts one into the queue, behind a select when it needs one; else notes why not.
 *
 * @param model type, option, flags, ids and extra; copied.
 * @param number out; may be NULL.
 */
int32_t mla__operation_start(mla_session *session, const mla__operation *model, uint32_t *number);

/** Notes why nothing was started. @param why NULL: nothing but the status. @return `status`. */
int32_t mla__operation_refuse(mla_session *session, int32_t status, const char *why);

/** @return NULL when it is complete or never was. */
mla__operation *mla__operation_find(const mla_session *session, uint32_t number);

/** The one that a codec's command belongs to; NULL when there is none. */
mla__operation *mla__operation_of_command(const mla_session *session, uint32_t command);

/** The oldest one of a type that has commands in flight; NULL when there is none. */
mla__operation *mla__operation_running(const mla_session *session, int32_t type);

/** A command of it was given to the codec. */
void mla__operation_submitted(mla__operation *operation, uint32_t command);

/** A command of it is complete. */
void mla__operation_completed(mla_session *session, mla__operation *operation, int32_t status);

/** session->error is to change: gives the operation that it belongs to a copy. */
void mla__operation_keep_error(mla_session *session);

/** It is over, which the next turn reports. */
void mla__operation_finish(mla_session *session, mla__operation *operation, int32_t status);

/** Reports a finished one: the end of its message, then DONE. @return whether there was one. */
bool mla__operation_report(mla_session *session);

/**
 * Gives the protocol what it can take now.
 *
 * @return MLA_OK when there is something to report now; MLA_AGAIN when nothing came of it.
 */
int32_t mla__operations_submit(mla_session *session);

/** Finishes all of them. */
void mla__operations_fail(mla_session *session, int32_t status);

void mla__operations_deinit(mla_session *session);

#endif
