/* SPDX-License-Identifier: MIT */
/** Reads what an IMAP client sends as a server does: nobody may have got a command or a line in between. */
#ifndef SENT_H
#define SENT_H

#include "fuzz.h"

#define SENT_LINE_MAX ((size_t)1 << 17)

/** Begin with zeros. */
typedef struct sent {
    char line[SENT_LINE_MAX]; /**< of the command so far, literals left out */
    size_t len;
    size_t line_at;      /**< where the last line of the command begins */
    size_t literal_left; /**< octets of a literal still to come */
    size_t literal_size;
    uint32_t command;  /**< the last one that was begun */
    uint32_t exchange; /**< an AUTHENTICATE that waits for challenges; 0: none */
} sent;

/** Octets that were sent. Aborts when they are no commands in the order of their numbers. */
void sent_add(sent *self, const char *data, size_t len);

/** A command is complete. Aborts when it was not sent to its end, unless the server refused a literal that waits. */
void sent_done(sent *self, uint32_t command, bool is_sent);

#endif
