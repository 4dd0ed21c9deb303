/* SPDX-License-Identifier: MIT */
/** An event, and the strings in it. */
#ifndef MLA_SESSION_EVENT_H
#define MLA_SESSION_EVENT_H

#include <stdbool.h>

#include <mailaccess/session.h>

struct mla_event {
    int32_t type; /**< 0: there is none */
    uint32_t operation;
    int32_t status;
    bool is_lost; /**< no memory for one of the strings */
    int32_t id_is_stable;
    uint64_t uidvalidity;
    uint64_t size;
    uint64_t position;
    uint64_t count;
    mla_str data;
    int64_t date;
    int64_t received_date;
    int32_t date_zone_minutes;
    uint32_t flags;
    uint32_t folder_attributes;
    int32_t read_only;
    const char **keywords;
    uint32_t keyword_count;
    /* Strings are NULL for "". */
    const char *id;
    const char *from_name;
    const char *from_address;
    const char *subject;
    const char *folder;
    const char *delimiter;
    const char *part;
    const char *media_type;
    const char *file_name;
    const char *charset;
    const char *encoding;
    const char *disposition;
    const char *server_text;
};

/** Begins session->event. @param operation 0: of none. */
mla_event *mla__event_begin(mla_session *session, int32_t type, uint32_t operation);

/*
 * Strings for the event, which live as long as it does. When there is no memory they give "" and
 * mark the event as lost.
 */

/** As sent, made UTF-8. */
const char *mla__event_text(mla_session *session, mla_str text);
/** A header's text, decoded, without control characters. @param flags MLA_WORD_PHRASE or 0. */
const char *mla__event_word(mla_session *session, mla_str text, uint32_t flags);
/** As mla__event_text() with ASCII letters in lower case. */
const char *mla__event_lower(mla_session *session, mla_str text);
/** `a`, `separator` and `b`. */
const char *mla__event_joined(mla_session *session, mla_str a, const char *separator, mla_str b);
const char *mla__event_number(mla_session *session, uint64_t number);

/** The server's words on the last error. An end has to be told: without memory they stay away. */
void mla__event_server_text(mla_session *session);

/** Memory that lives as long as the event. @return NULL, with the event marked as lost. */
void *mla__event_memory(mla_session *session, size_t size);

#endif
