/* SPDX-License-Identifier: MIT */
/**
 * What the targets that drive a whole connection share: their input is what a server sends, and among it what the user
 * does.
 *
 *     octets of the server, as they are
 *     FF, a letter, arguments     an action; README.md lists the letters
 *     FF FF                       the octet FF from the server
 */
#ifndef PLAY_H
#define PLAY_H

#include "fuzz.h"

#define PLAY_MARK 0xffu

/** A password that no other string holds, so that a trace can be searched for it. */
#define PLAY_PASSWORD "pw#7f3a"

typedef struct play_protocol {
    /** Gives octets of the server. @return how many there was room for. */
    size_t (*feed)(void *self, const char *data, size_t len);
    /** Takes all events, and octets that are to be sent. */
    void (*pump)(void *self);
    /** An action; `letter` may be any octet. */
    void (*act)(void *self, uint8_t letter, fuzz_source *in);
} play_protocol;

/** Plays an input. The actions 'p' N (pieces of N octets, 0: any size) and the mark are its own. */
void play(const play_protocol *protocol, void *self, const uint8_t *data, size_t size);

/**
 * A string argument: one of a table that holds what may do harm, or, from a number of 128 up, so many octets of the input.
 * NUL-terminated when it comes from the table only.
 */
mla_str play_string(fuzz_source *in);

#define PLAY_TEXT_MAX 65u

/** The same as a string that ends in NUL, or where it holds one. @return `text` */
const char *play_text(fuzz_source *in, char text[PLAY_TEXT_MAX]);

/** A buffer of what went through a trace; aborts when the password did. */
typedef struct play_trace {
    char held[2 * sizeof PLAY_PASSWORD];
    size_t len;
} play_trace;

/** mla_trace.write, with a play_trace as `user`. */
void play_trace_write(void *user, int32_t kind, const char *data, size_t len);

#endif
