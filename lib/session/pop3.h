/* SPDX-License-Identifier: MIT */
/** What a session over POP3 has beside what every session has. */
#ifndef MLA_SESSION_POP3_H
#define MLA_SESSION_POP3_H

#include <mailaccess/pop3.h>

#include "session/pop3_map.h"
#include "session/session.h"

#define MLA__POP3_HEADER_MAX 131072u /**< octets of a header that a summary is read from */

struct mla__pop3_state {
    mla_pop3 *pop3;
    mla_sasl sasl;
    bool is_greeted;
    bool has_plain; /**< AUTH PLAIN is offered */
    bool is_loaded; /**< the map can be used */
    bool has_uidl;
    uint32_t list_command; /**< of the LIST that fills the map; 0: none */
    uint32_t uidl_command;
    mla__pop3_map map;
    mla__texts id;    /**< of the summary that comes next */
    bool is_id_asked; /**< the answer to the question for it was read */
    bool has_id;      /**< ... and it was an id */
    uint32_t asking;  /**< deletes that wait for the id of their message */
    char *header;     /**< of the message whose summary is being read */
    size_t header_len;
    size_t header_capacity;
};

/**
 * What became of a submission.
 *
 * @return MLA_OK; MLA_AGAIN when the codec has no room now; else the error, noted.
 */
int32_t mla__pop3_submitted(mla_session *session, mla__operation *operation, int32_t status,
                            uint32_t command);

/* Opening. */

int32_t mla__pop3_open(mla_session *session, mla__operation *operation);
int32_t mla__pop3_greeted(mla_session *session, const mla_pop3_event *event);
int32_t mla__pop3_capability(mla_session *session, const mla_pop3_event *event);
/** A command of opening is complete. @return the status that counts for the operation. */
int32_t mla__pop3_open_done(mla_session *session, mla__operation *operation,
                            const mla_pop3_event *event);

/* The map. */

#define MLA__POP3_LOADED 3 /**< the step of an operation that waits for the map no more */

/** Sees to it that the map is there. @return MLA_OK, MLA_AGAIN or an error. */
int32_t mla__pop3_load(mla_session *session, mla__operation *operation);
/** A line of what fills the map. */
int32_t mla__pop3_loading(mla_session *session, const mla_pop3_event *event);
/** What fills the map is complete. @return the status that counts for the operation. */
int32_t mla__pop3_loaded(mla_session *session, const mla_pop3_event *event);
/** @return MLA_OK with the index, or MLA_E_NOT_FOUND, noted. */
int32_t mla__pop3_find(mla_session *session, const char *id, uint32_t *index);
/** Whether the map can be relied on. @return MLA_OK or MLA_E_FILE, noted. */
int32_t mla__pop3_check(mla_session *session);
/** @return MLA_E_NOT_FOUND, noted. */
int32_t mla__pop3_not_found(mla_session *session);
/** Whether the server has it, or does not tell. @param capability MLA_POP3_CAPABILITY_*. */
bool mla__pop3_may_have(const mla_session *session, uint32_t capability);

/* Listings. */

int32_t mla__pop3_list(mla_session *session, mla__operation *operation);
/** The id of a message that the map does not hold. */
int32_t mla__pop3_list_id(mla_session *session, mla__operation *operation,
                          const mla_pop3_event *event);
int32_t mla__pop3_header(mla_session *session, mla_str octets);
/** A command of a listing is complete. @return the status that counts for the operation. */
int32_t mla__pop3_list_done(mla_session *session, mla__operation *operation,
                            const mla_pop3_event *event);

/* Deleting. */

#define MLA__POP3_ASKED 4 /**< the step of a delete that has asked for the id of its message */

int32_t mla__pop3_delete(mla_session *session, mla__operation *operation);
int32_t mla__pop3_delete_id(mla_session *session, mla__operation *operation,
                            const mla_pop3_event *event);
int32_t mla__pop3_delete_done(mla_session *session, mla__operation *operation,
                              const mla_pop3_event *event);

#endif
