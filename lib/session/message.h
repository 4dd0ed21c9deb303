/* SPDX-License-Identifier: MIT */
/** The message or part that is being handed out. */
#ifndef MLA_SESSION_MESSAGE_H
#define MLA_SESSION_MESSAGE_H

#include <stdbool.h>

#include <mailaccess/session.h>

#include "session/operation.h"

typedef struct mla__message {
    uint32_t operation; /**< 0: none is open */
    uint64_t size;
    uint64_t position;
    const char *id; /**< NULL: not known yet */
    bool id_is_stable;
} mla__message;

/** Reports its beginning. @param id lives until the end. @param size may be MLA_NO_SIZE. */
void mla__message_begin(mla_session *session, mla__operation *operation, const char *id,
                        bool id_is_stable, uint64_t size);

/** Reports octets; none for an empty string. */
void mla__message_data(mla_session *session, const mla__operation *operation, mla_str data);

/** Reports its end. */
void mla__message_end(mla_session *session, const mla__operation *operation, int32_t status);

/** Whether one is open that belongs to the operation. */
bool mla__message_is_of(const mla_session *session, const mla__operation *operation);

#endif
