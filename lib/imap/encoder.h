/* SPDX-License-Identifier: MIT */
/**
 * Writes a command into the queue (RFC 9051 section 9), so that no argument can become protocol.
 *
 * The first failure stays in `imap->encoding`; what is put after it is not written. mla__end() then
 * takes all back.
 */
#ifndef MLA_IMAP_ENCODER_H
#define MLA_IMAP_ENCODER_H

#include "imap/connection.h"

/** Begins a command: state, queue, tag and name. @param kind MLA__IMAP_* of command.h. */
void mla__begin(mla_imap *imap, uint32_t kind);

/** Ends the line and queues it. @param command may be NULL. @return as mla_imap_submit_*(). */
int32_t mla__end(mla_imap *imap, uint32_t *command);

/** Writes on, for a command that is in flight. */
void mla__resume(mla_imap *imap);

/** @param detail static. */
void mla__refuse(mla_imap *imap, int32_t status, const char *detail);

/** Room for up to `len` octets, for mla__commit(). @return NULL after a failure. */
char *mla__reserve(mla_imap *imap, size_t len);
void mla__commit(mla_imap *imap, size_t len);

/** The octets that follow belong to a new run. @param flags MLA__RUN_*. */
void mla__put_run(mla_imap *imap, uint32_t flags);

/* Octets that are known to be right. */
void mla__put_octets(mla_imap *imap, const char *octets, size_t len);
void mla__put(mla_imap *imap, const char *text);
void mla__put_char(mla_imap *imap, char c);
void mla__put_number(mla_imap *imap, uint64_t number);

/** "A17 " and the name of a command. */
void mla__put_tag_and_name(mla_imap *imap, const mla__queued *command);

/** Those of `names` (each ended by NUL, the last by two) whose bit is set, with spaces between. */
void mla__put_bits(mla_imap *imap, uint32_t bits, const char *names);

/** The `index`-th of `names`. */
void mla__put_name(mla_imap *imap, uint32_t index, const char *names);

/* Octets of the caller's: checked. */

/** As an atom and nothing else: flags, capability names. */
void mla__put_atom(mla_imap *imap, mla_str atom);

/** As they are, without anything that ends a line or begins a literal. */
void mla__put_text(mla_imap *imap, mla_str text);

/** As atom, quoted or literal. */
void mla__put_string(mla_imap *imap, mla_str string);

/** The same; a trace shows "*". */
void mla__put_secret(mla_imap *imap, mla_str string);

/** A literal, whatever it holds. */
void mla__put_literal(mla_imap *imap, mla_str octets);

/** A mailbox name, or a pattern of such: encoding leaves "*" and "%" alone. */
void mla__put_mailbox(mla_imap *imap, mla_str name);

/** "1:5,7,9:*" */
void mla__put_set(mla_imap *imap, mla_str set);

/** The path of a part: "1.2.3" */
void mla__put_path(mla_imap *imap, mla_str path);

#endif
