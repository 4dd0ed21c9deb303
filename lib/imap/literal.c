/* SPDX-License-Identifier: MIT */
#include "imap/literal.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/str.h"
#include "imap/lex.h"
#include "imap/response_stream.h"

/* What the beginning of a frame tells of the rest of it. */
typedef enum frame_kind {
    OTHER,
    TEXT,    /* a status response: holds no literals */
    MESSAGE, /* tells of a message; only such have body sections */
    STREAM   /* is read as it comes */
} frame_kind;

static frame_kind kind_of(const mla_str *frame) {
    mla__lex lex;
    mla__lex_init(&lex, frame, NULL, 0);
    if (frame->len == 0 || *lex.at++ != '*')
        return TEXT;
    mla__lex_spaces(&lex);
    if (mla__lex_is_number_next(&lex))
        return MESSAGE;
    mla_str word = mla__lex_word(&lex);
    if (mla__lex_condition(&word) != 0)
        return TEXT;
    return mla__stream_find(&word) != NULL ? STREAM : OTHER;
}

bool mla__literal_is_text(const mla_str *frame) {
    return kind_of(frame) == TEXT;
}

bool mla__literal_begins_response(const mla_str *line) {
    mla__lex lex;
    mla__lex_init(&lex, line, NULL, 0);
    char first = *lex.at;
    mla_str word = mla__lex_word(&lex);
    if (*lex.at != ' ')
        return false;
    if (first == '*' || first == '+')
        return word.len == 1;
    mla__lex_spaces(&lex);
    word = mla__lex_word(&lex);
    return mla__ascii_is_alnum(first) && mla__lex_condition(&word) != 0;
}

/* What the octet behind decides. */
enum {
    DECIDED,
    BACKSLASH,
    QUOTE,
    ESCAPED_QUOTE
};

static void decide(mla__judged *judged, bool is_closing) {
    if (judged->undecided == QUOTE)
        judged->is_open = !is_closing;
    else if (judged->undecided == ESCAPED_QUOTE)
        judged->may_be_closed |= is_closing;
}

/* In front of a quote that begins a string. */
static bool precedes_string(char c) {
    return c == ' ' || c == '(';
}

/* Follows the quotes of a text, those that nobody escaped being let pass: "Re: "a b" c" ends behind b, and the quote behind
 * c begins nothing. A backslash in front of a quote that closes is believed only where another quote closes later (QQ).
 * It gives the same wherever the text is cut in two. */
static void follow_quotes(mla__judged *judged, const mla_str *text) {
    const char *end = mla__str_end(*text);
    const char *at = text->ptr;
    /* Long runs of numbers have none. */
    if (!judged->is_open && text->len != 0)
        at = memchr(at, '"', text->len);
    for (; at != NULL && at != end; at++) {
        decide(judged, *at == ' ' || *at == ')');
        bool is_escaped = judged->undecided == BACKSLASH;
        judged->undecided = DECIDED;
        if (*at == '"' && judged->is_open) {
            judged->undecided = is_escaped ? ESCAPED_QUOTE : QUOTE;
        } else if (*at == '"' && precedes_string(at != text->ptr ? at[-1] : judged->last)) {
            judged->is_open = true;
            judged->may_be_closed = false;
        } else if (*at == '\\' && judged->is_open && !is_escaped) {
            judged->undecided = BACKSLASH;
        }
    }
}

/* Whether the end of a text stands inside a quoted string. */
static bool ends_in_quotes(mla__judged judged, const mla_str *text) {
    follow_quotes(&judged, text);
    decide(&judged, true);
    return judged.is_open && !judged.may_be_closed;
}

bool mla__literal_is_section(const mla_str *name, bool is_bracketed) {
    static const char names[] = "\4BODY\6BINARY\6RFC822\15RFC822.HEADER\13RFC822.TEXT";
    enum {
        BRACKETED = 3, /* so many may stand in front of a bracket */
        WHOLE = 2      /* from here on they may stand alone */
    };
    int32_t which = mla__lex_find(names, name);
    return which >= 0 && (is_bracketed ? which < BRACKETED : which >= WHOLE);
}

/* Whether the name of a body section stands in front of a literal. */
static bool is_section_value(const mla_str *before) {
    const char *from = before->ptr;
    const char *end = mla__str_end(*before);
    while (end != from && end[-1] == ' ')
        end--;
    bool is_bracketed = end != from && (end[-1] == ']' || end[-1] == '>');
    while (is_bracketed && end != from && *--end != '[') {
    }
    const char *name = end;
    while (name != from && name[-1] != ' ' && name[-1] != '(')
        name--;
    const mla_str word = mla__str_between(name, end);
    return mla__literal_is_section(&word, is_bracketed);
}

bool mla__literal_header(const mla_str *text, mla__literal *literal) {
    const char *from = text->ptr;
    const char *end = mla__str_end(*text);
    const char *close = end;
    while (close != from && close[-1] == ' ')
        close--;
    if (close == from || *--close != '}')
        return false;
    const char *open = close;
    while (open != from && *open != '{')
        open--;
    if (*open != '{')
        return false;
    const char *at = open + 1;
    bool is_negative = *at == '-';
    at += is_negative;
    uint64_t size;
    int32_t status = mla__number_scan_u64(&at, close, &size);
    at += *at == '+';
    if (status == MLA_E_MALFORMED || at != close)
        return false;
    open -= open != from && open[-1] == '~';
    *literal = (mla__literal){
        .header_at = (size_t)(open - from),
        .size = is_negative ? 0 : size,
        .is_valid = is_negative || (status == MLA_OK && size <= INT64_MAX),
        .is_odd = is_negative || close[-1] == '+' || close + 1 != end,
    };
    return true;
}

/* A space or parenthesis; some servers leave out the space behind the name of a body section. */
static bool may_precede(char last, frame_kind kind) {
    return precedes_string(last) || (kind == MESSAGE && (last == ']' || last == '>'));
}

bool mla__literal_at_end(const mla_str *text, const mla__judged *judged, mla__literal *literal) {
    mla_str before = {text->ptr + judged->len, text->len - judged->len};
    if (!mla__literal_header(&before, literal))
        return false;
    before.len = literal->header_at;
    /* Only what streams is dropped. */
    frame_kind kind = judged->is_headless ? STREAM : kind_of(text);
    char last = before.len != 0 ? before.ptr[before.len - 1] : judged->last;
    if (kind == TEXT || !may_precede(last, kind) || ends_in_quotes(*judged, &before))
        return false;
    literal->header_at += judged->len;
    literal->is_in_stream = kind == STREAM;
    literal->is_section = kind == MESSAGE && is_section_value(&before);
    return true;
}

void mla__literal_pass(mla__judged *judged, size_t len) {
    *judged = (mla__judged){.len = len, .is_headless = judged->is_headless};
}

void mla__literal_drop(mla__judged *judged, const mla_str *text, size_t len) {
    judged->is_headless = true;
    if (len <= judged->len) {
        judged->len -= len;
        return;
    }
    const mla_str dropped = {text->ptr + judged->len, len - judged->len};
    follow_quotes(judged, &dropped);
    judged->last = text->ptr[len - 1];
    judged->len = 0;
}

/* Steps back over octets at a text's end. */
static size_t without(const mla_str *text, size_t len, const char *octets) {
    while (len != 0 && memchr(octets, text->ptr[len - 1], strlen(octets)) != NULL)
        len--;
    return len;
}

size_t mla__literal_settled(const mla_str *text) {
    size_t at = without(text, without(text, text->len, "\r "), "+-}0123456789");
    return at != 0 && text->ptr[at - 1] == '{' ? at - 1 : without(text, text->len, "\r");
}
