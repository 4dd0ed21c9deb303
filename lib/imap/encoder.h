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

/**
 * Begins a command: state, queue, tag, name and arguments.
 *
 * @param kind      MLA__IMAP_* of command.h.
 * @param arguments those that its row there asks for.
 */
void mla__begin(mla_imap *imap, uint32_t kind, const mla_str *arguments);

/** Ends the line and queues it. @param command may be NULL. @return as mla_imap_submit_*(). */
int32_t mla__end(mla_imap *imap, uint32_t *command);

/** Both, for a command that is complete with its arguments. */
int32_t mla__submit(mla_imap *imap, uint32_t kind, const mla_str *arguments, uint32_t *command);

/** Writes on, for a command that is in flight. */
void mla__resume(mla_imap *imap);

/** @param detail static. */
void mla__refuse(mla_imap *imap, int32_t status, const char *detail);

/** Refuses an argument: MLA_E_INVALID. */
void mla__refuse_argument(mla_imap *imap, const char *detail);

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

/** "A17 ", the name of a command and its arguments. */
void mla__put_command(mla_imap *imap, const mla__queued *command, const mla_str *arguments);

/** A space, unless one or an opening parenthesis stands in front. */
void mla__put_space(mla_imap *imap);

/** The `index`-th of a list of names (names.h). */
void mla__put_name(mla_imap *imap, uint32_t index, const char *names);

/** The same, each lower case letter being the form (see mla__put_argument()) of the next argument. */
void mla__put_row(mla_imap *imap, uint32_t index, const char *rows, const mla_str *arguments);

/** Those of `names` whose bit is set, as members of a list. */
void mla__put_bits(mla_imap *imap, uint32_t bits, const char *names);

/* Octets of the caller's: checked. */

/**
 * @param form how it is written; lower case letters, for the rows of tables:
 *             'a' as an atom and nothing else: flags, capability names;
 *             't' as text, without anything that ends a line or begins a literal;
 *             's' as atom, quoted or literal; 'p' the same, and a trace shows "*";
 *             'l' as a literal, whatever it holds but NUL;
 *             'm' as the name of a mailbox, or a pattern of such: encoding leaves "*" and "%" alone;
 *             'n' as a set: "1:5,7,9:*"; 'd' as the path of a part: "1.2.3".
 */
void mla__put_argument(mla_imap *imap, char form, const mla_str *text);

/** The same for members of a list. */
void mla__put_members(mla_imap *imap, char form, const mla_str *members, size_t count);

#endif
