/* SPDX-License-Identifier: MIT */
/**
 * A POP3 connection between a server and a user that are both an input: see play.h. Whatever they do, the client sends
 * whole lines, completes each command once and in order, keeps the password out of the trace, and ends; else this aborts.
 */
#ifndef POP3_CLIENT_H
#define POP3_CLIENT_H

#include <mailaccess/pop3.h>

#include "fuzz.h"

/** How the octets come, and who looks on. */
typedef struct pop3_way {
    mla_pop3_config config; /**< allocator and trace are filled in */
    uint8_t fill;           /**< what new memory holds */
    size_t fail_at;         /**< the allocation that fails; 0: none */
    bool is_by_line;        /**< no piece goes on behind a line's end */
    uint32_t piece_max;     /**< pieces are of 1 to so many octets, at random; 0: all at once */
    uint64_t random;        /**< decides their sizes; not 0 */
    void *user;
    /** Each event; if there is one, what the client has to send goes out behind each event. */
    void (*visit)(void *user, const mla_pop3_event *event);
    void (*sent)(void *user, mla_str octets);
    void (*end)(void *user, const mla_pop3 *pop3, int32_t status);
} pop3_way;

void pop3_client_play(const pop3_way *way, const uint8_t *data, size_t size);

#endif
