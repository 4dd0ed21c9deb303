/* SPDX-License-Identifier: MIT */
/**
 * IMAP events as text: every field of every struct, so that two texts are equal exactly when the events are. (What
 * unit tests compare with, tests/unit/imap/imap_dump.h, leaves fields out to be read by people.)
 */
#ifndef EVENT_TEXT_H
#define EVENT_TEXT_H

#include <mailaccess/imap_response.h>

#include "fuzz.h"

/** Begin with zeros. */
typedef struct event_text {
    char *data;
    size_t len;
    size_t capacity;
    int32_t open;    /**< the type of a stream whose pieces are being joined; 0: none */
    size_t open_at;  /**< where they begin */
    uint32_t joined; /**< nodes of a thread so far */
} event_text;

/**
 * Appends an event. Pieces of a body, a search reply, VANISHED and THREAD are joined: they differ with how the octets come.
 *
 * Aborts when an event does not hold together: a struct without its size, a list with a count and no items.
 */
void event_text_add(event_text *text, const mla_imap_event *event);

/** Appends what is no field of an event. */
void event_text_add_number(event_text *text, const char *name, uint64_t number);
void event_text_add_string(event_text *text, const char *name, mla_str value);
void event_text_add_octets(event_text *text, mla_str octets);

/**
 * Appends the status that ended the events. What came of a reply that did not end is taken back: it is handed out in
 * pieces that depend on how the octets came.
 */
void event_text_end(event_text *text, int32_t status);

void event_text_free(event_text *text);

/** Aborts, after both were shown, unless two texts are equal. `what` says which two. */
void event_text_require_equal(const event_text *a, const event_text *b, const char *what);

#endif
