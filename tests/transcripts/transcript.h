/* SPDX-License-Identifier: MIT */
/**
 * Transcripts: text files that say what a server sends, what the client must send, and which events must
 * come out. README.md in this folder has the format.
 *
 * transcript.c reads files, transcript_run.c plays them against a protocol in every way that octets can
 * arrive, and <protocol>_runner.c is the half that knows the protocol.
 */
#ifndef TRANSCRIPT_H
#define TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <mailaccess/base.h>

/* Octets that grow. Begin with zeros. */

typedef struct transcript_text {
    char *data;
    size_t len;
    size_t capacity;
} transcript_text;

void transcript_text_add(transcript_text *text, const char *data, size_t len);
void transcript_text_add_str(transcript_text *text, mla_str octets);
/** A space, a name and a value; nothing when the value is absent. */
void transcript_text_add_field(transcript_text *text, const char *name, mla_str value);
/** As printf(3). */
void transcript_text_format(transcript_text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void transcript_text_free(transcript_text *text);

/* A file, read. */

#define TRANSCRIPT_SERVER 1 /**< S: octets from the server */
#define TRANSCRIPT_CLIENT 2 /**< C: octets that the client must have sent */
#define TRANSCRIPT_ACTION 3 /**< >  a call */
#define TRANSCRIPT_EVENT 4  /**< E: the next event */

#define TRANSCRIPT_WORD_MAX 16

typedef struct transcript_step {
    int kind;
    int line;
    transcript_text
        octets; /**< S, C, E: escapes resolved; ACTION: the words, one behind the other */
    mla_str words[TRANSCRIPT_WORD_MAX]; /**< ACTION */
    size_t word_count;
    char status[32]; /**< ACTION: what stands after "->"; else "MLA_OK" */
} transcript_step;

typedef struct transcript_case {
    char name[96];
    bool at_once; /**< ! at-once: the events depend on what arrives together */
    bool fixed;   /**< runs with the configuration of firmware (not after ! growing) */
    bool growing; /**< runs with that of applications (not after ! fixed) */
    transcript_step *steps;
    size_t step_count;
} transcript_case;

typedef struct transcript_file {
    const char *path;
    transcript_case *cases;
    size_t case_count;
} transcript_file;

/** Reads a file; complains on stderr and exits when it is no transcript. */
void transcript_read(transcript_file *file, const char *path);
void transcript_free(transcript_file *file);

/* The half that knows a protocol. */

typedef struct transcript_protocol {
    /** A new connection with fixed memory or one that grows. @return NULL: `*status` says why. */
    void *(*create)(const mla_allocator *allocator, bool fixed, int32_t *status);
    void (*destroy)(void *self);
    /** One action; `words[0]` is its name. @return what the call returned; INT32_MIN: no such action. */
    int32_t (*act)(void *self, const mla_str *words, size_t count);
    /** Gives octets of the server. @return how many there was room for, maybe 0. */
    size_t (*feed)(void *self, const char *data, size_t len);
    /** The server sends no more: the action "eof". */
    void (*feed_end)(void *self);
    /**
     * The next event, as the text after "E: ".
     *
     * @param line where it is appended.
     * @param data out: absent, or octets of a stream: consecutive events with the same line are joined to
     *             one, "line octets".
     * @return as the codec's `next`: MLA_OK with an event, MLA_AGAIN, MLA_END, an error.
     */
    int32_t (*next)(void *self, transcript_text *line, mla_str *data);
    /** Takes at most `max` octets of what is to be sent now. @return how many. */
    size_t (*take)(void *self, transcript_text *output, size_t max);
} transcript_protocol;

/** Plays the files named in `argv` and prints TAP. @return the exit code. */
int transcript_main(int argc, char **argv, const transcript_protocol *protocol);

#endif
