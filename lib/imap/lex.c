/* SPDX-License-Identifier: MIT */
#include "imap/lex.h"

#include "base/ascii.h"
#include "base/cold.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/str.h"
#include "imap/literal.h"
#include "imap/wire.h"

#define WORDS_FIRST 4u

static const char *find(const char *from, const char *end, char c) {
    const char *at = from != end ? memchr(from, c, (size_t)(end - from)) : NULL;
    return at != NULL ? at : end;
}

void mla__lex_init(mla__lex *lex, mla_str frame, mla__arena *arena, uint32_t nesting_max) {
    *lex = (mla__lex){
        .at = frame.ptr,
        .end = mla__str_end(frame),
        .backslash = frame.ptr,
        .arena = arena,
        .nesting_max = nesting_max,
    };
}

/* All of them come before the letters and digits, so that one comparison passes most octets. */
static inline bool is_delimiter(char c) {
    return (unsigned char)c <= ')' && (c == ' ' || c >= '(' || mla__ascii_is_eol(c));
}

static const char *word_end(const char *at, const char *end) {
    while (at != end && !is_delimiter(*at))
        at++;
    return at;
}

mla_str mla__lex_word(mla__lex *lex) {
    const char *from = lex->at;
    lex->at = word_end(from, lex->end);
    return mla__str_between(from, lex->at);
}

/* The end of a word, or the bracket in it. */
static inline const char *find_bracket(const char *at, const char *end) {
    while (at != end && !is_delimiter(*at) && *at != '[')
        at++;
    return at;
}

mla_str mla__lex_item_name(mla__lex *lex) {
    const char *from = lex->at;
    const char *at = find_bracket(from, lex->end);
    if (*at == '[')
        at = word_end(find(at, lex->end, ']'), lex->end);
    lex->at = at;
    return mla__str_between(from, at);
}

int32_t mla__lex_find(const char *names, mla_str word) {
    for (int32_t i = 0; *names != '\0'; names += 1 + *names, i++)
        if ((size_t)*names == word.len && (memcmp(names + 1, word.ptr, word.len) == 0 ||
                                           mla__ascii_equal_nocase(names + 1, word.ptr, word.len)))
            return i;
    return -1;
}

/* Each comparison stops at the end of the text. */
static inline bool is_nil(const mla__lex *lex, const char *at) {
    return (at[0] | 0x20) == 'n' && (at[1] | 0x20) == 'i' && (at[2] | 0x20) == 'l' &&
           (is_delimiter(at[3]) || at + 3 == lex->end);
}

bool mla__lex_take_nil(mla__lex *lex) {
    bool is = is_nil(lex, lex->at);
    if (is)
        lex->at += 3;
    return is;
}

static inline bool closes(const mla__lex *lex, const char *quote) {
    const char *next = quote + 1;
    return *next == ' ' || *next == ')' || mla__ascii_is_eol(*next) || next == lex->end;
}

/* Copies without the backslashes. Without an arena the value is skipped, not wanted. */
static int32_t unescape(mla__lex *lex, const char *from, const char *to, mla_str *value) {
    if (lex->arena == NULL || find(from, to, '\\') == to) {
        *value = mla__str_between(from, to);
        return MLA_OK;
    }
    char *out = mla__arena_alloc(lex->arena, (size_t)(to - from) + 1);
    if (out == NULL)
        return MLA_E_LIMIT;
    size_t len = 0;
    for (const char *at = from; at != to; at++) {
        if (*at == '\\' && at + 1 != to)
            at++;
        out[len++] = *at;
    }
    *value = (mla_str){out, len};
    return MLA_OK;
}

/* The slow way: with backslashes, and quotes that nobody escaped. A backslash in front of the quote that
 * closes is believed only where another quote can close (QQ). */
MLA__COLD static int32_t read_odd_quoted(mla__lex *lex, mla_str *value) {
    const char *from = lex->at + 1;
    const char *close = NULL;
    const char *doubtful = NULL;
    for (const char *at = from; at != lex->end && close == NULL; at++) {
        if (*at == '\\' && at + 1 != lex->end) {
            at++;
            if (*at == '"' && doubtful == NULL && closes(lex, at))
                doubtful = at;
        } else if (*at == '"' && closes(lex, at)) {
            close = at;
        } else if (*at == '"') {
            lex->forgiven++;
            if (doubtful != NULL)
                close = doubtful;
        }
    }
    if (close == NULL)
        close = doubtful;
    if (close == NULL)
        return MLA_E_INCOMPLETE;
    const char *to = close == doubtful ? close - 1 : close;
    int32_t status = unescape(lex, from, to, value);
    if (status != MLA_OK)
        return status;
    lex->at = close + 1;
    return MLA_OK;
}

/* Looks ahead to the next backslash, once for all the strings before it. */
MLA__COLD static bool has_backslash(mla__lex *lex, const char *from, const char *to) {
    if (lex->backslash < from)
        lex->backslash = find(from, lex->end, '\\');
    return lex->backslash < to;
}

/* Where a string closes that has no backslash in it, and behind it what may stand behind a string; else NULL. */
static inline const char *find_plain_close(mla__lex *lex, const char *from) {
    const char *close = memchr(from, '"', (size_t)(lex->end - from));
    if (close == NULL || !closes(lex, close) ||
        (close > lex->backslash && has_backslash(lex, from, close)))
        return NULL;
    return close;
}

static int32_t read_quoted(mla__lex *lex, mla_str *value) {
    const char *from = lex->at + 1;
    const char *close = find_plain_close(lex, from);
    if (close == NULL)
        return read_odd_quoted(lex, value);
    *value = mla__str_between(from, close);
    lex->at = close + 1;
    return MLA_OK;
}

static int32_t read_literal(mla__lex *lex, mla_str *value) {
    const char *lf = find(lex->at, lex->end, '\n');
    size_t to_lf = (size_t)(lf - lex->at);
    mla__literal literal;
    if (lf == lex->end ||
        !mla__literal_header((mla_str){lex->at, to_lf - (to_lf != 0 && lf[-1] == '\r')},
                             &literal) ||
        literal.header_at != 0 || literal.size > (uint64_t)(lex->end - lf - 1))
        return MLA_E_MALFORMED;
    *value = (mla_str){lf + 1, (size_t)literal.size};
    lex->at = lf + 1 + literal.size;
    return MLA_OK;
}

int32_t mla__lex_astring(mla__lex *lex, mla_str *value) {
    const char *at = lex->at;
    switch (mla__lex_peek(lex)) {
    case '"': return read_quoted(lex, value);
    case '{': return read_literal(lex, value);
    case '~':
        if (at[1] == '{')
            return read_literal(lex, value);
        break;
    case MLA__WIRE_STREAMED:
        if (mla__lex_is_end(lex))
            return MLA_E_MALFORMED;
        lex->at++;
        *value = (mla_str){NULL, 0};
        return MLA_OK;
    default: break;
    }
    *value = mla__lex_word(lex);
    return value->len != 0 ? MLA_OK : MLA_E_MALFORMED;
}

int32_t mla__lex_nstring(mla__lex *lex, mla_str *value) {
    if (mla__lex_peek(lex) == '"')
        return read_quoted(lex, value);
    *value = (mla_str){NULL, 0};
    if (mla__lex_take_nil(lex))
        return MLA_OK;
    if (mla__lex_peek(lex) == '(') {
        const char *from = lex->at++;
        if (mla__lex_take(lex, ')')) {
            lex->forgiven++;
            return MLA_OK;
        }
        lex->at = from;
        return MLA_E_MALFORMED;
    }
    return mla__lex_astring(lex, value);
}

int32_t mla__lex_nstrings(mla__lex *lex, mla_str *values, int32_t max) {
    const mla_str *limit = values + max;
    mla_str *value = values;
    const char *at = lex->at;
    while (value != limit) {
        const char *close = NULL;
        if (*at == '"')
            close = memchr(at + 1, '"', (size_t)(lex->end - at - 1));
        if (close != NULL && close < lex->backslash && (close[1] == ' ' || close[1] == ')')) {
            *value++ = mla__str_between(at + 1, close);
            at = close + 1;
        } else if (is_nil(lex, at)) {
            *value++ = (mla_str){NULL, 0};
            at += 3;
        } else {
            lex->at = at;
            mla__lex_spaces(lex);
            if (*lex->at == ')' || mla__lex_is_end(lex))
                return (int32_t)(value - values);
            int32_t status = mla__lex_nstring(lex, value++);
            if (status != MLA_OK)
                return status;
            at = lex->at;
        }
        if (*at == ' ')
            at++;
    }
    lex->at = at;
    return max;
}

/* What is not digits alone. */
MLA__COLD static int32_t read_odd_number(mla__lex *lex, uint64_t *value) {
    const char *at = lex->at;
    bool is_negative = mla__lex_peek(lex) == '-';
    if (is_negative)
        at++;
    int32_t status = mla__number_scan_u64(&at, lex->end, value);
    if (status == MLA_E_MALFORMED)
        return status;
    if (at != lex->end && *at == '.') /* 9.3736e+06 */
        at = word_end(at, lex->end);
    if (at != lex->end && !is_delimiter(*at) && *at != ']' && *at != '"')
        return MLA_E_MALFORMED;
    if (is_negative)
        *value = 0;
    lex->forgiven += status != MLA_OK || is_negative;
    lex->at = at;
    return MLA_OK;
}

int32_t mla__lex_number(mla__lex *lex, uint64_t *value) {
    const char *at = lex->at;
    uint64_t sum = 0;
    for (unsigned digit; (digit = (unsigned)*at - '0') <= 9; at++)
        sum = sum * 10 + digit;
    size_t len = (size_t)(at - lex->at);
    if (len == 0 || len >= MLA__NUMBER_MAX || (at != lex->end && !is_delimiter(*at)))
        return read_odd_number(lex, value);
    *value = sum;
    lex->at = at;
    return MLA_OK;
}

/* A keyword may hold spaces within brackets: OIB-Seen-[Google Mail]/x. */
MLA__COLD static const char *bracketed_end(mla__lex *lex, const char *open) {
    const char *at = word_end(open, lex->end);
    const char *close = find(open, lex->end, ']');
    if (close == lex->end || close < at)
        return at;
    lex->forgiven++;
    return word_end(close, lex->end);
}

/* A string or a list. */
MLA__COLD static int32_t read_odd_member(mla__lex *lex, mla_str *value) {
    return *lex->at == '(' ? mla__lex_skip(lex, value) : mla__lex_astring(lex, value);
}

static inline int32_t read_list_member(mla__lex *lex, mla_str *value) {
    const char *from = lex->at;
    if (*from == '"' || *from == '{' || *from == '(')
        return read_odd_member(lex, value);
    const char *at = find_bracket(from, lex->end);
    if (*at == '[')
        at = bracketed_end(lex, at);
    *value = mla__str_between(from, at);
    lex->at = at;
    return at != from ? MLA_OK : MLA_E_MALFORMED;
}

/* NIL, or a word alone. */
MLA__COLD static int32_t read_single_word(mla__lex *lex, const mla_str **words, size_t *count) {
    if (mla__lex_take_nil(lex))
        return MLA_OK;
    mla_str *word = mla__arena_alloc(lex->arena, sizeof *word);
    int32_t status = word != NULL ? read_list_member(lex, word) : MLA_E_LIMIT;
    *count = status == MLA_OK;
    *words = status == MLA_OK ? word : NULL;
    return status;
}

int32_t mla__lex_words(mla__lex *lex, const mla_str **words, size_t *count) {
    mla_str *list = NULL;
    size_t n = 0;
    *words = NULL;
    *count = 0;
    if (!mla__lex_take(lex, '('))
        return read_single_word(lex, words, count);
    for (; !mla__lex_take(lex, ')'); n++) {
        list = mla__arena_room(lex->arena, list, n, WORDS_FIRST, sizeof *list);
        int32_t status = list != NULL ? read_list_member(lex, &list[n]) : MLA_E_LIMIT;
        if (status != MLA_OK)
            return status;
    }
    *words = list;
    *count = n;
    return MLA_OK;
}

/* One token of a value that is skipped: a parenthesis, a string or a word. */
static int32_t skip_token(mla__lex *lex, int64_t *depth) {
    char c = mla__lex_peek(lex);
    mla_str ignored;
    if (c == '(' || c == ')') {
        *depth += c == '(' ? 1 : -1;
        lex->at++;
        return MLA_OK;
    }
    mla__arena *arena = lex->arena;
    lex->arena = NULL;
    int32_t status = mla__lex_astring(lex, &ignored);
    lex->arena = arena;
    if (status == MLA_E_MALFORMED && !mla__lex_is_end(lex)) {
        if (mla__lex_word(lex).len == 0)
            lex->at++;
        return MLA_OK;
    }
    return status;
}

int32_t mla__lex_skip(mla__lex *lex, mla_str *raw) {
    const char *from = lex->at;
    int64_t depth = 0;
    do {
        int32_t status = mla__lex_is_end(lex) ? MLA_E_MALFORMED : skip_token(lex, &depth);
        if (status != MLA_OK || depth < 0) {
            lex->at = from;
            return depth < 0 ? MLA_E_MALFORMED : status;
        }
        if (depth > 0)
            mla__lex_spaces(lex);
    } while (depth > 0);
    *raw = mla__str_between(from, lex->at);
    return MLA_OK;
}

mla_str mla__lex_skip_to_close(mla__lex *lex) {
    const char *from = lex->at;
    int64_t depth = 1;
    while (depth > 0 && !mla__lex_is_end(lex)) {
        mla__lex_spaces(lex);
        if (mla__lex_is_end(lex))
            break;
        if (skip_token(lex, &depth) != MLA_OK)
            lex->at = lex->end;
    }
    const char *to = depth == 0 ? lex->at - 1 : lex->at;
    return mla__str_between(from, to);
}
