/* SPDX-License-Identifier: MIT */
/**
 * Tokens of a frame (RFC 9051 section 9), optimistically and in place: a string is a view of the frame unless it
 * holds a backslash.
 *
 * Readers return MLA_OK and move the cursor, or an error and leave it where it was: MLA_E_MALFORMED,
 * MLA_E_LIMIT when the arena is exhausted, MLA_E_INCOMPLETE when the frame ends inside a quoted string.
 */
#ifndef MLA_IMAP_LEX_H
#define MLA_IMAP_LEX_H

#include <stdbool.h>

#include "base/arena.h"

typedef struct mla__lex {
    const char *at;
    const char *end;
    const char *backslash; /**< the first one at or after `at`; `end` when there is none */
    mla__arena *arena;
    uint32_t nesting_max;
    uint32_t forgiven;
} mla__lex;

void mla__lex_init(mla__lex *lex, mla_str frame, mla__arena *arena, uint32_t nesting_max);

static inline bool mla__lex_is_end(const mla__lex *lex) {
    return lex->at == lex->end;
}

/** The octet at the cursor; NUL at the end. */
static inline char mla__lex_peek(const mla__lex *lex) {
    return lex->at != lex->end ? *lex->at : '\0';
}

/** Skips spaces. */
static inline void mla__lex_spaces(mla__lex *lex) {
    while (lex->at != lex->end && *lex->at == ' ')
        lex->at++;
}

/** Takes one octet if it stands at the cursor, spaces in front of it being skipped. */
static inline bool mla__lex_take(mla__lex *lex, char c) {
    mla__lex_spaces(lex);
    if (lex->at == lex->end || *lex->at != c)
        return false;
    lex->at++;
    return true;
}

/** A word up to a space or a parenthesis. It may be empty. Never fails. */
mla_str mla__lex_word(mla__lex *lex);

/** The name of a FETCH item: a word, with "[...]" that may hold spaces and "<...>". Never fails. */
mla_str mla__lex_item_name(mla__lex *lex);

/** A string in any form; NIL, "()" and a streamed literal give an absent one; a word gives itself. */
int32_t mla__lex_nstring(mla__lex *lex, mla_str *value);

/** The same, but the word NIL is a string. */
int32_t mla__lex_astring(mla__lex *lex, mla_str *value);

/**
 * A number. Negative, fractional and oversized ones are forgiven and give 0, their whole part, and
 * the largest.
 */
int32_t mla__lex_number(mla__lex *lex, uint64_t *value);

/** A list of words or strings in parentheses; a word alone is a list of one, NIL an empty one. */
int32_t mla__lex_words(mla__lex *lex, const mla_str **words, size_t *count);

/** Skips one value of any shape. @param raw out: it, as sent. */
int32_t mla__lex_skip(mla__lex *lex, mla_str *raw);

/** Skips to behind the parenthesis that closes the one that is open. Never fails: stops at the end. */
mla_str mla__lex_skip_to_close(mla__lex *lex);

/** Takes "NIL" in any case if it stands there as a word. */
bool mla__lex_take_nil(mla__lex *lex);

#endif
