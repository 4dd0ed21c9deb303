/* SPDX-License-Identifier: MIT */
/* Strings: quoted, literal, NIL, and words where strings belong. */
#include "base/ascii.h"
#include "base/cold.h"
#include "base/str.h"
#include "imap/lex.h"
#include "imap/literal.h"
#include "imap/wire.h"

/* Where no line break stands within so many octets of a brace, it begins no literal. */
#define HEADER_MAX 64

/* Each comparison stops at the end of the text. */
static bool is_nil(const mla__lex *lex, const char *at) {
    return (at[0] | 0x20) == 'n' && (at[1] | 0x20) == 'i' && (at[2] | 0x20) == 'l' &&
           (mla__lex_is_delimiter(at[3]) || at + 3 == lex->end);
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
    if (lex->arena == NULL || mla__octets_find(from, to, '\\') == to) {
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

/* The slow way: with backslashes, and quotes that nobody escaped. A quote that may close, but has a backslash in front (QQ)
 * or one within the string that it belongs to ("Re: "a b" c"), is believed only where no other closes. */
MLA__COLD static int32_t read_odd_quoted(mla__lex *lex, mla_str *value) {
    const char *from = lex->at + 1;
    const char *close = NULL;
    const char *doubtful = NULL;
    bool is_inside = false;
    bool is_odd = false;
    for (const char *at = from; at != lex->end && close == NULL; at++) {
        bool is_escaped = *at == '\\' && at + 1 != lex->end;
        at += is_escaped;
        if (*at != '"')
            continue;
        bool may_close = closes(lex, at);
        if (is_escaped || is_inside) {
            if (may_close && doubtful == NULL)
                doubtful = at;
            is_inside &= !may_close;
        } else {
            close = may_close ? at : doubtful;
            is_inside = (unsigned char)at[-1] <= '('; /* behind a space or quote, too */
            is_odd |= !may_close;
        }
    }
    if (close == NULL)
        close = doubtful;
    if (close == NULL)
        return MLA_E_INCOMPLETE;
    bool is_doubtful = close == doubtful;
    mla__lex_forgive(lex, is_odd || is_doubtful, MLA_IMAP_FORGIVEN_QUOTES);
    /* A backslash alone is what was meant: a delimiter. */
    bool is_escape = is_doubtful && close[-1] == '\\' && close - from > 1;
    int32_t status = unescape(lex, from, close - is_escape, value);
    if (status == MLA_OK)
        lex->at = close + 1;
    return status;
}

/* Without backslashes, and with quotes only where they end it. */
static bool take_plain_quoted(mla__lex *lex, mla_str *value) {
    const char *from = lex->at + 1;
    const char *close = mla__octets_find(from, lex->end, '"');
    if (close == lex->end || !closes(lex, close) || mla__octets_find(from, close, '\\') != close)
        return false;
    *value = mla__str_between(from, close);
    lex->at = close + 1;
    return true;
}

static int32_t read_quoted(mla__lex *lex, mla_str *value) {
    return MLA__LEX_QUICK && take_plain_quoted(lex, value) ? MLA_OK : read_odd_quoted(lex, value);
}

static int32_t read_literal(mla__lex *lex, mla_str *value) {
    const char *limit = lex->end - lex->at > HEADER_MAX ? lex->at + HEADER_MAX : lex->end;
    const char *lf = mla__octets_find(lex->at, limit, '\n');
    const mla_str header = mla__str_between(lex->at, lf - (lf[-1] == '\r'));
    mla__literal literal;
    if (lf == limit || !mla__literal_header(&header, &literal) || literal.header_at != 0 ||
        literal.size > (uint64_t)(lex->end - lf - 1))
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
    mla_str word = mla__lex_word(lex);
    if (word.len == 0)
        return MLA_E_MALFORMED;
    *value = word;
    return MLA_OK;
}

int32_t mla__lex_nstring(mla__lex *lex, mla_str *value) {
    *value = (mla_str){NULL, 0};
    if (mla__lex_take_nil(lex))
        return MLA_OK;
    const char *from = lex->at;
    if (*from == '(') {
        lex->at++;
        if (mla__lex_take(lex, ')')) {
            mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_EMPTY_LIST);
            return MLA_OK;
        }
        lex->at = from;
    }
    int32_t status = mla__lex_astring(lex, value);
    /* A word gives itself. */
    mla__lex_forgive(lex, status == MLA_OK && value->ptr == from, MLA_IMAP_FORGIVEN_STRING);
    return status;
}

void mla__lex_forgive_nil(mla__lex *lex, const mla_str *value) {
    mla__lex_forgive(lex, value->ptr == NULL && lex->at[-1] != MLA__WIRE_STREAMED,
                     MLA_IMAP_FORGIVEN_STRING);
}

int32_t mla__lex_delimiter(mla__lex *lex, int32_t *delimiter) {
    mla_str text;
    mla__lex_spaces(lex);
    int32_t status = mla__lex_nstring(lex, &text);
    *delimiter = status == MLA_OK && text.len != 0 ? (unsigned char)text.ptr[0] : 0;
    mla__lex_forgive(lex, text.ptr != NULL && text.len != 1, MLA_IMAP_FORGIVEN_STRING);
    return status;
}

int32_t mla__lex_nstrings(mla__lex *lex, mla_str *values, int32_t max) {
    for (int32_t count = 0; count != max; count++) {
        if (mla__lex_is_at_close(lex))
            return count;
        int32_t status = mla__lex_nstring(lex, &values[count]);
        if (status != MLA_OK)
            return status;
    }
    if (*lex->at == ' ')
        lex->at++;
    return max;
}
