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
    char *header; /**< of the message whose summary is being read */
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

/* Listings. */

/** Sees to it that the map is there. @return MLA_OK, MLA_AGAIN or an error. */
int32_t mla__pop3_load(mla_session *session, mla__operation *operation);
int32_t mla__pop3_listing(mla_session *session, const mla_pop3_event *event);
int32_t mla__pop3_list(mla_session *session, mla__operation *operation);
int32_t mla__pop3_header(mla_session *session, mla_str octets);
/** A summary is complete, or was refused. */
void mla__pop3_summary_done(mla_session *session, mla__operation *operation);
/** @return MLA_OK with the index, or MLA_E_NOT_FOUND, noted. */
int32_t mla__pop3_find(mla_session *session, const char *id, uint32_t *index);

#endif
