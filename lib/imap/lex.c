/* SPDX-License-Identifier: MIT */
#include "imap/lex.h"

#include "base/ascii.h"
#include "base/cold.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/str.h"
#include "imap/wire.h"

/* For callers that are compiled for size. */
extern inline void mla__lex_spaces(mla__lex *lex);
extern inline bool mla__lex_take(mla__lex *lex, char c);
extern inline bool mla__lex_is_at_close(mla__lex *lex);
extern inline bool mla__lex_is_delimiter(char c);
extern inline bool mla__lex_is_stop(char c);

void mla__lex_init(mla__lex *lex, const mla_str *frame, mla__arena *arena, uint32_t nesting_max) {
    *lex = (mla__lex){
        .at = frame->ptr,
        .end = mla__str_end(*frame),
        .arena = arena,
        .nesting_max = nesting_max,
    };
}

#define BIT(c) (1u << ((c)&31))

const uint32_t mla__lex_stops[8] = {
    UINT32_MAX, /* controls */
    BIT(' ') | BIT('"') | BIT('(') | BIT(')'),
    BIT('[') | BIT(']'),
    BIT('{'),
};

/* The first octet that is more than a word's. The one behind the text is such. */
static inline const char *find_stop(const char *at) {
    while (!mla__lex_is_stop(*at))
        at++;
    return at;
}

/* The end of a word, or the other octet in it. */
static const char *find_end(const char *at, const char *end, char other) {
    for (;; at++) {
        at = find_stop(at);
        if (at == end || *at == other || mla__lex_is_delimiter(*at))
            return at;
    }
}

static const char *word_end(const char *at, const char *end) {
    return find_end(at, end, ' ');
}

mla_str mla__lex_word(mla__lex *lex) {
    const char *from = lex->at;
    lex->at = word_end(from, lex->end);
    return mla__str_between(from, lex->at);
}

mla_str mla__lex_item_name(mla__lex *lex) {
    const char *from = lex->at;
    const char *at = find_end(from, lex->end, '[');
    if (*at == '[') {
        /* HEADER.FIELDS ("a]b") */
        for (bool is_quoted = false; at != lex->end && (*at != ']' || is_quoted); at++)
            is_quoted ^= *at == '"';
        while (at != lex->end && !mla__lex_is_delimiter(*at) && *at != MLA__WIRE_STREAMED)
            at++;
    }
    lex->at = at;
    return mla__str_between(from, at);
}

int32_t mla__lex_find(const char *names, const mla_str *word) {
    for (int32_t i = 0; *names != '\0'; names += 1 + *names, i++)
        if ((size_t)*names == word->len && mla__ascii_equal_nocase(names + 1, word->ptr, word->len))
            return i;
    return -1;
}

int32_t mla__lex_condition(const mla_str *word) {
    /* 0, which is none, when it is not found. */
    return MLA_IMAP_OK + mla__lex_find("\2OK\2NO\3BAD\3BYE\7PREAUTH", word);
}

bool mla__lex_is_number_next(const mla__lex *lex) {
    const char *at = lex->at;
    return mla__ascii_is_digit(*at) || (*at == '-' && mla__ascii_is_digit(at[1]));
}

/* What is not digits alone, or ends otherwise. */
MLA__COLD static int32_t read_odd_number(mla__lex *lex, uint64_t *value) {
    const char *at = lex->at;
    bool is_quoted = *at == '"';
    at += is_quoted;
    uint64_t number;
    int32_t status = mla__number_scan_loose(&at, lex->end, &number);
    bool has_ended = *at == '"' || *at == ']' || mla__lex_is_delimiter(*at) || at == lex->end;
    if (status == MLA_E_MALFORMED || !has_ended || (is_quoted && *at++ != '"'))
        return MLA_E_MALFORMED;
    *value = number;
    mla__lex_forgive(lex, is_quoted || status != MLA_OK, MLA_IMAP_FORGIVEN_NUMBER);
    lex->at = at;
    return MLA_OK;
}

/* Digits alone with a space or a closing parenthesis behind them, as long as they fit for certain. */
static inline bool take_plain_number(mla__lex *lex, uint64_t *value) {
    const char *at = lex->at;
    uint64_t sum = 0;
    for (unsigned digit; (digit = (unsigned)*at - '0') <= 9; at++)
        sum = sum * 10 + digit;
    size_t len = (size_t)(at - lex->at);
    if (len - 1 >= MLA__NUMBER_MAX - 1 || (*at != ' ' && *at != ')'))
        return false;
    *value = sum;
    lex->at = at;
    return true;
}

int32_t mla__lex_number(mla__lex *lex, uint64_t *value) {
    return MLA__LEX_QUICK && take_plain_number(lex, value) ? MLA_OK : read_odd_number(lex, value);
}

/* Octets of a keyword from its bracket on among which the one that closes is looked for. */
#define BRACKETED_MAX 1024

/* A keyword may hold spaces within brackets: OIB-Seen-[Google Mail]/x. A bracket that does not close in the list is a
 * letter like others. */
MLA__COLD static const char *bracketed_end(mla__lex *lex, const char *open) {
    const char *at = word_end(open, lex->end);
    const char *limit = lex->end - open > BRACKETED_MAX ? open + BRACKETED_MAX : lex->end;
    const char *list_end = mla__octets_find(open, limit, ')');
    const char *close = mla__octets_find(open, list_end, ']');
    if (close == list_end || close < at)
        return at;
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_BRACKETS);
    return word_end(close, lex->end);
}

/* What is not letters alone. */
MLA__COLD static int32_t read_odd_member(mla__lex *lex, mla_str *value) {
    const char *from = lex->at;
    if (*from == '(') {
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_FLAG);
        return mla__lex_skip(lex, value);
    }
    if (*from == '"' || *from == '{')
        return mla__lex_astring(lex, value);
    const char *at = find_end(from, lex->end, '[');
    if (*at == '[')
        at = bracketed_end(lex, at);
    *value = mla__str_between(from, at);
    lex->at = at;
    return at != from ? MLA_OK : MLA_E_MALFORMED;
}

static inline bool take_plain_member(mla__lex *lex, mla_str *value) {
    const char *stop = find_stop(lex->at);
    if ((*stop != ' ' && *stop != ')') || stop == lex->at)
        return false;
    *value = mla__str_between(lex->at, stop);
    lex->at = stop;
    return true;
}

static inline int32_t read_list_member(mla__lex *lex, mla_str *value) {
    return MLA__LEX_QUICK && take_plain_member(lex, value) ? MLA_OK : read_odd_member(lex, value);
}

int32_t mla__lex_words(mla__lex *lex, const mla_str **words) {
    const char *from = lex->at;
    mla__words list = {NULL, 0};
    int32_t status = MLA_OK;
    mla__lex_spaces(lex);
    if (!mla__lex_take_nil(lex)) {
        bool is_list = mla__lex_take(lex, '(');
        do {
            if (is_list && mla__lex_take(lex, ')'))
                break;
            mla_str *word = mla__arena_append(lex->arena, &list, sizeof *word);
            status = word != NULL ? read_list_member(lex, word) : MLA_E_LIMIT;
        } while (is_list && status == MLA_OK);
    }
    if (status != MLA_OK) {
        list = (mla__words){NULL, 0};
        lex->at = from;
    }
    memcpy(words, &list, sizeof list); /* what they are in need not be an mla__words */
    return status;
}

int32_t mla__lex_object_id(mla__lex *lex, mla_str *id) {
    mla__words list;
    int32_t status = mla__lex_words(lex, &list.words);
    if (status != MLA_OK || list.count > 1)
        return status != MLA_OK ? status : MLA_E_MALFORMED;
    *id = list.count != 0 ? list.words[0] : (mla_str){NULL, 0};
    return MLA_OK;
}

/* One token of a value that is skipped: a parenthesis, a string or a word. */
static int32_t skip_token(mla__lex *lex, size_t *depth) {
    char c = mla__lex_peek(lex);
    mla_str ignored;
    if (c == '(' || c == ')') {
        if (c == ')' && *depth == 0)
            return MLA_E_MALFORMED;
        *depth += c == '(' ? 1 : SIZE_MAX;
        lex->at++;
        return MLA_OK;
    }
    int32_t status = mla__lex_astring(lex, &ignored);
    if (status != MLA_E_MALFORMED)
        return status;
    if (mla__lex_word(lex).len == 0)
        lex->at++;
    return MLA_OK;
}

int32_t mla__lex_skip(mla__lex *lex, mla_str *raw) {
    const char *from = lex->at;
    mla__arena *arena = lex->arena;
    size_t depth = 0;
    int32_t status;
    lex->arena = NULL;
    do {
        status = mla__lex_is_end(lex) ? MLA_E_MALFORMED : skip_token(lex, &depth);
        if (depth != 0)
            mla__lex_spaces(lex);
    } while (status == MLA_OK && depth != 0);
    lex->arena = arena;
    if (status == MLA_OK)
        *raw = mla__str_between(from, lex->at);
    else
        lex->at = from;
    return status;
}

mla_str mla__lex_skip_to_close(mla__lex *lex) {
    const char *from = lex->at;
    mla_str ignored;
    while (!mla__lex_is_at_close(lex))
        if (mla__lex_skip(lex, &ignored) != MLA_OK)
            lex->at = lex->end;
    const mla_str rest = mla__str_between(from, lex->at);
    (void)mla__lex_take(lex, ')');
    return rest;
}
