/* SPDX-License-Identifier: MIT */
/**
 * Tokens of a frame (RFC 9051 section 9), optimistically and in place: a string is a view of the frame unless it
 * holds a backslash.
 *
 * The octet at the end of the text must be readable, and one that begins no token: a line break, "]" or NUL. So a
 * reader that looks at what comes next need not ask whether the text has ended.
 *
 * Readers return MLA_OK and move the cursor, or an error, with the cursor where it was and no value: MLA_E_MALFORMED,
 * MLA_E_LIMIT when the arena is exhausted, MLA_E_INCOMPLETE when the frame ends inside a quoted string.
 */
#ifndef MLA_IMAP_LEX_H
#define MLA_IMAP_LEX_H

#include <stdbool.h>

#include <mailaccess/imap_response.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/octets.h"

/**
 * Whether what is plain is tried first where the general way would read it, too. A machine that has no room for the quick
 * readers (quick.h) has none for these.
 */
#define MLA__LEX_QUICK MLA__OCTETS_WIDE

typedef struct mla__lex {
    const char *at;
    const char *end;
    mla__arena *arena;
    uint32_t nesting_max;
    uint32_t forgiven; /**< 1 << MLA_IMAP_FORGIVEN_* */
} mla__lex;

void mla__lex_init(mla__lex *lex, const mla_str *frame, mla__arena *arena, uint32_t nesting_max);

/** Notes an oddity, if it is one. @param rule MLA_IMAP_FORGIVEN_*. */
static inline void mla__lex_forgive(mla__lex *lex, bool is_odd, uint32_t rule) {
    lex->forgiven |= (uint32_t)is_odd << rule;
}

/** What ends a word. */
inline bool mla__lex_is_delimiter(char c) {
    return c == ' ' || c == '(' || c == ')' || c == '\r' || c == '\n';
}

/** A bit for each octet of those that are no part of a word, or have to be looked at. */
extern const uint32_t mla__lex_stops[8];

/** Delimiters, controls, quotes, brackets and braces. */
inline bool mla__lex_is_stop(char c) {
    return (mla__lex_stops[(unsigned char)c / 32] >> (c & 31) & 1) != 0;
}

static inline bool mla__lex_is_end(const mla__lex *lex) {
    return lex->at == lex->end;
}

/** The octet at the cursor; at the end the one behind the text. */
static inline char mla__lex_peek(const mla__lex *lex) {
    return *lex->at;
}

/** Skips as many spaces as there are, where more may come or all are right. */
static inline void mla__lex_any_spaces(mla__lex *lex) {
    while (*lex->at == ' ')
        lex->at++;
}

/** Skips spaces: one is right, but none where a list or the text ends. */
inline void mla__lex_spaces(mla__lex *lex) {
    if (*lex->at != ' ')
        return;
    const char *at = lex->at + 1;
    while (*at == ' ')
        at++;
    bool is_odd = at - lex->at > 1 || *at == ')' || at == lex->end;
    lex->forgiven |= (uint32_t)is_odd << MLA_IMAP_FORGIVEN_SPACES;
    lex->at = at;
}

/** Takes one octet if it stands at the cursor, spaces in front of it being skipped. */
inline bool mla__lex_take(mla__lex *lex, char c) {
    mla__lex_spaces(lex);
    if (*lex->at != c)
        return false;
    lex->at++;
    return true;
}

/** Whether nothing more comes in a list; skips spaces. */
inline bool mla__lex_is_at_close(mla__lex *lex) {
    mla__lex_spaces(lex);
    return *lex->at == ')' || lex->at == lex->end;
}

/** A word up to a space or a parenthesis. It may be empty. Never fails. */
mla_str mla__lex_word(mla__lex *lex);

/** The name of a FETCH item: a word, with "[...]" that may hold spaces and "<...>". Never fails. */
mla_str mla__lex_item_name(mla__lex *lex);

/**
 * The place of a word in a list, ASCII letters compared without case.
 *
 * @param names each behind its length in one octet, ended by NUL: "\2OK\3BAD".
 * @return from 0; -1 when it is not there.
 */
int32_t mla__lex_find(const char *names, const mla_str *word);

/**
 * A string in any form; NIL, "()" and a streamed literal give an absent one; a word gives itself.
 */
int32_t mla__lex_nstring(mla__lex *lex, mla_str *value);

/** Tells of the absent string that was just read that it must not be so; a literal that streamed may. */
void mla__lex_forgive_nil(mla__lex *lex, const mla_str *value);

/** As mla__lex_nstring(), but the word NIL is a string. */
int32_t mla__lex_astring(mla__lex *lex, mla_str *value);

/**
 * Strings as mla__lex_nstring() reads them, with spaces between.
 *
 * It may move the cursor behind spaces that follow.
 *
 * @return how many there were up to `max`, a closing parenthesis or the end; or an error.
 */
int32_t mla__lex_nstrings(mla__lex *lex, mla_str *values, int32_t max);

/**
 * A number. Negative, fractional and oversized ones are forgiven and give 0, their whole part, and
 * the largest.
 */
int32_t mla__lex_number(mla__lex *lex, uint64_t *value);

/** Whether digits come next, perhaps behind a minus. */
bool mla__lex_is_number_next(const mla__lex *lex);

/** The condition of a status response, MLA_IMAP_OK...; 0 when the word is none. */
int32_t mla__lex_condition(const mla_str *word);

/** One octet as a string; NIL and "" give 0. The delimiter of a hierarchy. */
int32_t mla__lex_delimiter(mla__lex *lex, int32_t *delimiter);

/** One word in parentheses (RFC 8474, objectid), or NIL, which gives an absent one. */
int32_t mla__lex_object_id(mla__lex *lex, mla_str *id);

/** Words in the arena, as the public structs have them: a pointer and behind it the count. */
typedef struct mla__words {
    const mla_str *words;
    size_t count;
} mla__words;

/**
 * A list of words or strings in parentheses; a word alone is a list of one, NIL an empty one.
 *
 * @param words out: `words` of an mla__words or of a struct that has the same in it.
 */
int32_t mla__lex_words(mla__lex *lex, const mla_str **words);

/** Skips one value of any shape. @param raw out: it, as sent. */
int32_t mla__lex_skip(mla__lex *lex, mla_str *raw);

/**
 * Skips to behind the parenthesis that closes the one that is open. Never fails: stops at the end.
 */
mla_str mla__lex_skip_to_close(mla__lex *lex);

/** Takes "NIL" in any case if it stands there as a word. */
bool mla__lex_take_nil(mla__lex *lex);

#endif
