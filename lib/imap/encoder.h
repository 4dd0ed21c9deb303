/* SPDX-License-Identifier: MIT */
/**
 * Writes a command into the queue (RFC 9051 section 9), so that no argument can become protocol.
 *
 * The first failure stays; what is put after it is not written. mla__encoder_end() takes all back.
 */
#ifndef MLA_IMAP_ENCODER_H
#define MLA_IMAP_ENCODER_H

#include "imap/connection.h"

typedef struct mla__encoder {
    mla_imap *imap;
    mla__queue *queue;
    uint32_t first_run;
    mla__queued command;
    int32_t status;
    const char *detail; /**< of a failure, static */
} mla__encoder;

/** Writes on for a command that is in flight. */
void mla__encoder_resume(mla__encoder *encoder, mla_imap *imap);

/** Begins a command: state, queue, tag and name. @param kind MLA__IMAP_* of command.h. */
void mla__encoder_begin(mla__encoder *encoder, mla_imap *imap, uint8_t kind);

/** Ends the line and queues it. @param command may be NULL. @return as mla_imap_submit_*(). */
int32_t mla__encoder_end(mla__encoder *encoder, uint32_t *command);

void mla__encoder_fail(mla__encoder *encoder, int32_t status, const char *detail);

/** Room for up to `len` octets, for mla__encoder_commit(). @return NULL after a failure. */
char *mla__encoder_reserve(mla__encoder *encoder, size_t len);
void mla__encoder_commit(mla__encoder *encoder, size_t len);

/** The octets that follow belong to a new run. @param flags MLA__RUN_*. */
void mla__encoder_run(mla__encoder *encoder, uint32_t flags);

/** Octets that are known to be right. */
void mla__put_octets(mla__encoder *encoder, const char *octets, size_t len);
void mla__put(mla__encoder *encoder, const char *text);
void mla__put_number(mla__encoder *encoder, uint64_t number);

/** "A17 " */
void mla__put_tag(mla__encoder *encoder, uint32_t number);

/** Those of `names` (each ended by NUL, the last by two) whose bit is set, with spaces between. */
void mla__put_bits(mla__encoder *encoder, uint32_t bits, const char *names);

/** The `index`-th of `names`. */
void mla__put_name(mla__encoder *encoder, uint32_t index, const char *names);

/* Octets of the caller's: checked. */

/** As an atom and nothing else: flags, capability names. */
void mla__put_atom(mla__encoder *encoder, mla_str atom);

/** As they are, without anything that ends a line or begins a literal. */
void mla__put_text(mla__encoder *encoder, mla_str text);

/** As atom, quoted or literal. */
void mla__put_string(mla__encoder *encoder, mla_str string);
void mla__put_secret(mla__encoder *encoder, mla_str string);

/** @param run_flags MLA__RUN_SECRET or 0. */
void mla__put_literal(mla__encoder *encoder, mla_str octets, uint32_t run_flags);

/** A mailbox name, or a pattern of such: encoding leaves "*" and "%" alone. */
void mla__put_mailbox(mla__encoder *encoder, mla_str name);

/** "1:5,7,9:*" */
void mla__put_set(mla__encoder *encoder, mla_str set);

/** The path of a part: "1.2.3" */
void mla__put_path(mla__encoder *encoder, mla_str path);

#endif
