/* SPDX-License-Identifier: MIT */
#include "imap/literal.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/str.h"
#include "imap/lex.h"
#include "imap/response_stream.h"

/* The condition behind the first word of a line, a tag or "*"; 0 when none stands there. */
static int32_t condition_of(mla_str line) {
    const char *at = line.ptr;
    const char *end = mla__str_end(line);
    while (at != end && *at != ' ')
        at++;
    while (at != end && *at == ' ')
        at++;
    const char *word = at;
    while (at != end && !mla__ascii_is_wsp(*at) && !mla__ascii_is_eol(*at))
        at++;
    return mla__lex_condition(mla__str_between(word, at));
}

bool mla__literal_is_text(mla_str frame) {
    return frame.len == 0 || frame.ptr[0] != '*' || condition_of(frame) != 0;
}

bool mla__literal_begins_response(mla_str line) {
    if (line.len >= 2 && (line.ptr[0] == '*' || line.ptr[0] == '+') && line.ptr[1] == ' ')
        return true;
    return line.len != 0 && mla__ascii_is_alnum(line.ptr[0]) && condition_of(line) != 0;
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

/* Follows the quotes of a text, those that nobody escaped being let pass. A backslash in front of a quote that closes
 * is believed only where another quote closes later (QQ). It gives the same wherever the text is cut in two. */
static void follow_quotes(mla__judged *judged, mla_str text) {
    const char *end = mla__str_end(text);
    const char *at = text.ptr;
    /* Long runs of numbers have none. */
    if (!judged->is_open && text.len != 0)
        at = memchr(text.ptr, '"', text.len);
    for (; at != NULL && at != end; at++) {
        decide(judged, *at == ' ' || *at == ')');
        bool is_escaped = judged->undecided == BACKSLASH;
        judged->undecided = DECIDED;
        if (*at == '"' && judged->is_open) {
            judged->undecided = is_escaped ? ESCAPED_QUOTE : QUOTE;
        } else if (*at == '"') {
            judged->is_open = true;
            judged->may_be_closed = false;
        } else if (*at == '\\' && judged->is_open && !is_escaped) {
            judged->undecided = BACKSLASH;
        }
    }
}

/* Whether the end of a text stands inside a quoted string. */
static bool ends_in_quotes(mla__judged judged, mla_str text) {
    follow_quotes(&judged, text);
    decide(&judged, true);
    return judged.is_open && !judged.may_be_closed;
}

bool mla__literal_is_section(mla_str name, bool is_bracketed) {
    static const char names[] = "\4BODY\6BINARY\6RFC822\15RFC822.HEADER\13RFC822.TEXT";
    enum {
        BRACKETED = 3, /* so many may stand in front of a bracket */
        WHOLE = 2      /* from here on they may stand alone */
    };
    int32_t which = mla__lex_find(names, name);
    return which >= 0 && (is_bracketed ? which < BRACKETED : which >= WHOLE);
}

/* Whether the name of a body section stands in front of a literal. */
static bool is_section_value(mla_str before) {
    const char *from = before.ptr;
    const char *end = mla__str_end(before);
    while (end != from && end[-1] == ' ')
        end--;
    bool is_bracketed = end != from && (end[-1] == ']' || end[-1] == '>');
    while (is_bracketed && end != from && *--end != '[') {
    }
    const char *name = end;
    while (name != from && name[-1] != ' ' && name[-1] != '(')
        name--;
    return mla__literal_is_section(mla__str_between(name, end), is_bracketed);
}

bool mla__literal_header(mla_str text, mla__literal *literal) {
    const char *from = text.ptr;
    const char *end = mla__str_end(text);
    const char *at = end;
    while (at != from && at[-1] == ' ')
        at--;
    if (at - from < 3 || *--at != '}')
        return false;
    *literal = (mla__literal){.is_odd = at + 1 != end};
    if (at[-1] == '+')
        at--;
    const char *digits_end = at;
    while (at != from && mla__ascii_is_digit(at[-1]))
        at--;
    if (at == digits_end)
        return false;
    const char *digits = at;
    literal->is_valid = mla__number_scan_u64(&digits, digits_end, &literal->size) == MLA_OK &&
                        literal->size <= INT64_MAX;
    if (at != from && at[-1] == '-') {
        literal->size = 0;
        literal->is_odd = literal->is_valid = true;
        at--;
    }
    if (at == from || *--at != '{')
        return false;
    if (at != from && at[-1] == '~')
        at--;
    literal->header_at = (size_t)(at - from);
    return true;
}

/* Whether a frame is a reply that is read as it comes. */
static bool is_stream(mla_str frame) {
    mla__lex lex;
    mla__lex_init(&lex, frame, NULL, 0);
    lex.at++;
    mla__lex_spaces(&lex);
    return mla__stream_find(mla__lex_word(&lex)) != NULL;
}

/* Whether a frame tells of a message. Only those have body sections. */
static bool is_numbered(mla_str frame) {
    size_t at = 1;
    while (at < frame.len && frame.ptr[at] == ' ')
        at++;
    at += at < frame.len && frame.ptr[at] == '-';
    return at < frame.len && mla__ascii_is_digit(frame.ptr[at]);
}

/* A space or parenthesis; some servers leave out the space behind the name of a body section. */
static bool may_precede(const mla__judged *judged, mla_str before, bool is_of_message) {
    char last = before.len != 0 ? before.ptr[before.len - 1] : judged->last;
    return last == ' ' || last == '(' || (is_of_message && (last == ']' || last == '>'));
}

bool mla__literal_at_end(mla_str text, const mla__judged *judged, mla__literal *literal) {
    mla_str rest = {text.ptr + judged->len, text.len - judged->len};
    if (!mla__literal_header(rest, literal) || (!judged->is_headless && mla__literal_is_text(text)))
        return false;
    mla_str before = {rest.ptr, literal->header_at};
    bool is_of_message = !judged->is_headless && is_numbered(text);
    if (!may_precede(judged, before, is_of_message) || ends_in_quotes(*judged, before))
        return false;
    literal->header_at += judged->len;
    literal->is_in_stream = !is_of_message && (judged->is_headless ||
                                               is_stream((mla_str){text.ptr, literal->header_at}));
    literal->is_section = is_of_message && is_section_value(before);
    return true;
}

void mla__literal_pass(mla__judged *judged, size_t len) {
    *judged = (mla__judged){.len = len, .is_headless = judged->is_headless};
}

void mla__literal_drop(mla__judged *judged, mla_str text, size_t len) {
    judged->is_headless = true;
    if (len <= judged->len) {
        judged->len -= len;
        return;
    }
    follow_quotes(judged, (mla_str){text.ptr + judged->len, len - judged->len});
    judged->last = text.ptr[len - 1];
    judged->len = 0;
}

size_t mla__literal_settled(mla_str text) {
    size_t at = text.len;
    if (at != 0 && text.ptr[at - 1] == '\r')
        at--;
    while (at != 0 && text.ptr[at - 1] == ' ')
        at--;
    if (at != 0 && text.ptr[at - 1] == '}')
        at--;
    if (at != 0 && text.ptr[at - 1] == '+')
        at--;
    while (at != 0 && mla__ascii_is_digit(text.ptr[at - 1]))
        at--;
    if (at != 0 && text.ptr[at - 1] == '-')
        at--;
    return at != 0 && text.ptr[at - 1] == '{' ? at - 1 : text.len;
}
