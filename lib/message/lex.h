/* SPDX-License-Identifier: MIT */
/** Lexical tokens of structured fields (RFC 5322 section 3.2). */
#ifndef MLA_MESSAGE_LEX_H
#define MLA_MESSAGE_LEX_H

#include <stdbool.h>

#include <mailaccess/base.h>

/** White space and line ends. */
static inline bool mla__lex_is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static inline const char *mla__lex_skip_blanks(const char *at, const char *end) {
    while (at != end && mla__lex_is_blank(*at))
        at++;
    return at;
}

/** The slice [at, end) without white space at both ends. */
mla_str mla__lex_trim(const char *at, const char *end);

/** @param at at the opening quote. @return behind the closing one; NULL when there is none. */
const char *mla__lex_skip_quoted(const char *at, const char *end);

/** @param at at "(". @return behind its ")", nested ones passed over; NULL when there is none. */
const char *mla__lex_skip_comment(const char *at, const char *end);

/** Skips white space and comments (CFWS); one that does not end takes all that is left. */
const char *mla__lex_skip_cfws(const char *at, const char *end);

#endif
