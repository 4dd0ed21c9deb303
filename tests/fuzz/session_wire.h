/* SPDX-License-Identifier: MIT */
/** The transport of the target `session`: the server's octets wait in it, and what the session sends is looked at. */
#ifndef SESSION_WIRE_H
#define SESSION_WIRE_H

#include <mailaccess/transport.h>

#include "fuzz.h"

typedef struct session_wire {
    mla_transport transport;
    char received[8192]; /**< of the server, not read yet */
    size_t received_start;
    size_t received_end;
    bool is_ended;      /**< by the server */
    size_t written_max; /**< octets that a write takes; 0: all */
    bool may_delete;    /**< the user named a message; before that, who deletes one aborts */
    char line[64];      /**< the beginning of what is being sent */
    size_t line_len;
} session_wire;

void session_wire_init(session_wire *self);

/** Octets of the server. @return how many there was room for. */
size_t session_wire_say(session_wire *self, const char *data, size_t len);

#endif
