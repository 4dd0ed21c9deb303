/* SPDX-License-Identifier: MIT */
#include "imap/literal.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/octets.h"
#include "imap/lex.h"
#include "imap/response_stream.h"

/* The second word of a line, its first one being a tag or "*". */
static mla_str second_word(mla_str line) {
    size_t from = 0;
    while (from < line.len && line.ptr[from] != ' ')
        from++;
    while (from < line.len && line.ptr[from] == ' ')
        from++;
    size_t to = from;
    while (to < line.len && !mla__ascii_is_wsp(line.ptr[to]) && !mla__ascii_is_eol(line.ptr[to]))
        to++;
    return (mla_str){line.ptr + from, to - from};
}

bool mla__literal_is_text(mla_str frame) {
    return frame.len == 0 || frame.ptr[0] != '*' || mla__lex_condition(second_word(frame)) != 0;
}

bool mla__literal_begins_response(mla_str line) {
    if (line.len >= 2 && (line.ptr[0] == '*' || line.ptr[0] == '+') && line.ptr[1] == ' ')
        return true;
    return line.len != 0 && mla__ascii_is_alnum(line.ptr[0]) &&
           mla__lex_condition(second_word(line)) != 0;
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
    const char *end = text.ptr + text.len;
    const char *at = judged->is_open ? text.ptr : mla__octets_find(text.ptr, end, '"');
    for (; at != end; at++) {
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

/* What stands in front of the last bracket that opens. */
static mla_str before_bracket(mla_str text) {
    while (text.len != 0)
        if (text.ptr[--text.len] == '[')
            break;
    return text;
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

static bool is_section_value(mla_str before) {
    while (before.len != 0 && before.ptr[before.len - 1] == ' ')
        before.len--;
    if (before.len == 0)
        return false;
    char last = before.ptr[before.len - 1];
    bool is_bracketed = last == ']' || last == '>';
    mla_str name = is_bracketed ? before_bracket(before) : before;
    size_t from = name.len;
    while (from != 0 && name.ptr[from - 1] != ' ' && name.ptr[from - 1] != '(')
        from--;
    return mla__literal_is_section((mla_str){name.ptr + from, name.len - from}, is_bracketed);
}

bool mla__literal_header(mla_str text, mla__literal *literal) {
    size_t close = text.len;
    while (close != 0 && text.ptr[close - 1] == ' ')
        close--;
    if (close < 3 || text.ptr[close - 1] != '}')
        return false;
    *literal = (mla__literal){.is_odd = close != text.len};
    size_t to = close - 1;
    if (text.ptr[to - 1] == '+')
        to--;
    size_t from = to;
    while (from != 0 && mla__ascii_is_digit(text.ptr[from - 1]))
        from--;
    if (from == to)
        return false;
    const char *at = text.ptr + from;
    literal->is_valid = mla__number_scan_u64(&at, text.ptr + to, &literal->size) == MLA_OK &&
                        literal->size <= INT64_MAX;
    if (from != 0 && text.ptr[from - 1] == '-') {
        literal->size = 0;
        literal->is_odd = literal->is_valid = true;
        from--;
    }
    if (from == 0 || text.ptr[from - 1] != '{')
        return false;
    from--;
    if (from != 0 && text.ptr[from - 1] == '~')
        from--;
    literal->header_at = from;
    return true;
}

/* Whether a frame is a reply that is read as it comes. */
static bool is_stream(mla_str frame) {
    mla__lex lex;
    mla__lex_init(&lex, frame, NULL, 0);
    lex.at++;
    mla__lex_spaces(&lex);
    return !mla__ascii_is_digit(*lex.at) && mla__stream_find(mla__lex_word(&lex)) != NULL;
}

/* A space or parenthesis; some servers leave out the space behind the name of a body section. */
static bool may_precede(mla_str text, const mla__judged *judged, mla_str before) {
    char last = before.len != 0 ? before.ptr[before.len - 1] : judged->last;
    if (last == ' ' || last == '(')
        return true;
    if (judged->is_headless)
        return false;
    size_t at = 1;
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    return (last == ']' || last == '>') && at < text.len && mla__ascii_is_digit(text.ptr[at]);
}

bool mla__literal_at_end(mla_str text, const mla__judged *judged, mla__literal *literal) {
    mla_str rest = {text.ptr + judged->len, text.len - judged->len};
    if (!mla__literal_header(rest, literal) || (!judged->is_headless && mla__literal_is_text(text)))
        return false;
    mla_str before = {rest.ptr, literal->header_at};
    if (!may_precede(text, judged, before) || ends_in_quotes(*judged, before))
        return false;
    literal->header_at += judged->len;
    literal->is_in_stream =
        judged->is_headless || is_stream((mla_str){text.ptr, literal->header_at});
    literal->is_section = !literal->is_in_stream && is_section_value(before);
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
