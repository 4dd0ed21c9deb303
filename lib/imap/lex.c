/* SPDX-License-Identifier: MIT */
#include "imap/lex.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/number.h"
#include "imap/literal.h"
#include "imap/wire.h"

#define WORDS_FIRST 8u

static const char *find(const char *from, const char *end, char c) {
    const char *at = from != end ? memchr(from, c, (size_t)(end - from)) : NULL;
    return at != NULL ? at : end;
}

void mla__lex_init(mla__lex *lex, mla_str frame, mla__arena *arena, uint32_t nesting_max) {
    *lex = (mla__lex){
        .at = frame.ptr,
        .end = frame.ptr + frame.len,
        .arena = arena,
        .nesting_max = nesting_max,
    };
    lex->backslash = find(lex->at, lex->end, '\\');
}

#define BIT(c) ((uint64_t)1 << (c))

/* All of them come before the letters and digits, so that one comparison passes most octets. */
static inline bool is_delimiter(char c) {
    static const uint64_t delimiters = BIT('\n') | BIT('\r') | BIT(' ') | BIT('(') | BIT(')');
    return (unsigned char)c <= ')' && ((delimiters >> c) & 1) != 0;
}

mla_str mla__lex_word(mla__lex *lex) {
    const char *from = lex->at;
    const char *at = from;
    while (at != lex->end && !is_delimiter(*at))
        at++;
    lex->at = at;
    return (mla_str){from, (size_t)(at - from)};
}

mla_str mla__lex_item_name(mla__lex *lex) {
    const char *from = lex->at;
    const char *at = from;
    while (at != lex->end && !is_delimiter(*at) && *at != '[')
        at++;
    if (at != lex->end && *at == '[') {
        at = find(at, lex->end, ']');
        while (at != lex->end && !is_delimiter(*at))
            at++;
    }
    lex->at = at;
    return (mla_str){from, (size_t)(at - from)};
}

bool mla__lex_take_nil(mla__lex *lex) {
    const char *at = lex->at;
    if (lex->end - at < 3 || mla__ascii_lower(at[0]) != 'n' || mla__ascii_lower(at[1]) != 'i' ||
        mla__ascii_lower(at[2]) != 'l' || (at + 3 != lex->end && !is_delimiter(at[3])))
        return false;
    lex->at = at + 3;
    return true;
}

static bool closes(const mla__lex *lex, const char *quote) {
    const char *next = quote + 1;
    return next == lex->end || *next == ' ' || *next == ')' || *next == '\r' || *next == '\n';
}

/* Copies without the backslashes. Without an arena the value is skipped, not wanted. */
static int32_t unescape(mla__lex *lex, const char *from, const char *to, mla_str *value) {
    if (lex->arena == NULL || find(from, to, '\\') == to) {
        *value = (mla_str){from, (size_t)(to - from)};
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
static int32_t read_odd_quoted(mla__lex *lex, mla_str *value) {
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
    lex->backslash = find(lex->at, lex->end, '\\');
    return MLA_OK;
}

static int32_t read_quoted(mla__lex *lex, mla_str *value) {
    const char *from = lex->at + 1;
    const char *close = find(from, lex->end, '"');
    if (close == lex->end || close > lex->backslash || !closes(lex, close))
        return read_odd_quoted(lex, value);
    *value = (mla_str){from, (size_t)(close - from)};
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
    if (lex->backslash < lex->at)
        lex->backslash = find(lex->at, lex->end, '\\');
    return MLA_OK;
}

int32_t mla__lex_astring(mla__lex *lex, mla_str *value) {
    const char *at = lex->at;
    switch (mla__lex_peek(lex)) {
    case '"': return read_quoted(lex, value);
    case '{': return read_literal(lex, value);
    case '~':
        if (at + 1 != lex->end && at[1] == '{')
            return read_literal(lex, value);
        break;
    case MLA__WIRE_STREAMED:
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

int32_t mla__lex_number(mla__lex *lex, uint64_t *value) {
    const char *at = lex->at;
    bool is_negative = mla__lex_peek(lex) == '-';
    if (is_negative)
        at++;
    int32_t status = mla__number_scan_u64(&at, lex->end, value);
    if (status == MLA_E_MALFORMED)
        return status;
    if (at != lex->end && *at == '.') /* 9.3736e+06 */
        while (at != lex->end && !is_delimiter(*at))
            at++;
    if (at != lex->end && !is_delimiter(*at) && *at != ']' && *at != '"')
        return MLA_E_MALFORMED;
    if (is_negative)
        *value = 0;
    lex->forgiven += status != MLA_OK || is_negative;
    lex->at = at;
    return MLA_OK;
}

static int32_t append_word(mla__lex *lex, mla_str **words, size_t *room, size_t count,
                           mla_str word) {
    if (count == *room) {
        size_t more = *room != 0 ? *room * 2 : WORDS_FIRST;
        mla_str *grown =
            mla__arena_extend(lex->arena, *words, *room * sizeof word, more * sizeof word);
        if (grown == NULL)
            return MLA_E_LIMIT;
        *words = grown;
        *room = more;
    }
    (*words)[count] = word;
    return MLA_OK;
}

static int32_t read_list_member(mla__lex *lex, mla_str *value) {
    char c = mla__lex_peek(lex);
    if (c == '"' || c == '{')
        return mla__lex_astring(lex, value);
    if (c == '(')
        return mla__lex_skip(lex, value);
    /* A keyword may hold spaces within brackets: OIB-Seen-[Google Mail]/x. */
    const char *from = lex->at;
    *value = mla__lex_word(lex);
    const char *open = find(from, lex->at, '[');
    const char *close = find(open, lex->end, ']');
    if (open != lex->at && close != lex->end && close > lex->at) {
        lex->at = close;
        mla__lex_word(lex);
        lex->forgiven++;
        *value = (mla_str){from, (size_t)(lex->at - from)};
    }
    return value->len != 0 ? MLA_OK : MLA_E_MALFORMED;
}

int32_t mla__lex_words(mla__lex *lex, const mla_str **words, size_t *count) {
    mla_str *list = NULL;
    size_t room = 0;
    *words = NULL;
    *count = 0;
    if (mla__lex_take_nil(lex))
        return MLA_OK;
    bool is_list = mla__lex_take(lex, '(');
    while (!is_list || !mla__lex_take(lex, ')')) {
        mla_str word;
        int32_t status = read_list_member(lex, &word);
        if (status == MLA_OK)
            status = append_word(lex, &list, &room, *count, word);
        if (status != MLA_OK)
            return status;
        *words = list;
        (*count)++;
        if (!is_list)
            break;
    }
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
    *raw = (mla_str){from, (size_t)(lex->at - from)};
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
    return (mla_str){from, (size_t)(to - from)};
}
