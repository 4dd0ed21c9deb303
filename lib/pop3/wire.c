/* SPDX-License-Identifier: MIT */
#include "pop3/wire.h"

#include "base/mem.h"

enum {
    STYLE_UNKNOWN,
    STYLE_LF,
    STYLE_CRLF
};

/* Whether the rest of a line that was cut is behind us. */
static bool skip_rest(mla__pop3_wire *wire) {
    if (!wire->skipping)
        return true;
    const char *at = mla__rxbuf_ptr(&wire->rx);
    size_t len = mla__rxbuf_len(&wire->rx);
    const char *lf = memchr(at, '\n', len);
    mla__rxbuf_consume(&wire->rx, lf != NULL ? (size_t)(lf - at) + 1 : len);
    wire->skipping = lf == NULL;
    return lf != NULL;
}

int32_t mla__pop3_wire_line(mla__pop3_wire *wire, mla_str *line) {
    if (!skip_rest(wire))
        return MLA_AGAIN;
    const char *at = mla__rxbuf_ptr(&wire->rx);
    size_t len = mla__rxbuf_len(&wire->rx);
    if (len > wire->line_max)
        len = wire->line_max;
    const char *lf = memchr(at, '\n', len);
    if (lf == NULL && len < wire->line_max)
        return MLA_AGAIN;
    size_t taken = lf != NULL ? (size_t)(lf - at) + 1 : len;
    *line = (mla_str){at, lf != NULL ? taken - 1 : taken};
    if (lf != NULL && line->len != 0 && lf[-1] == '\r')
        line->len--;
    wire->skipping = lf == NULL;
    wire->line_at = wire->rx.offset;
    mla__rxbuf_consume(&wire->rx, taken);
    return MLA_OK;
}

void mla__pop3_wire_body_begin(mla__pop3_wire *wire) {
    wire->body_style = STYLE_UNKNOWN;
    /* The status line has ended, so a dot may stand first. */
    wire->body_last[0] = '\r';
    wire->body_last[1] = '\n';
}

/* The octet `back` (1 or 2) before `at`, where `start` is the first octet not yet taken. */
static char before(const mla__pop3_wire *wire, const char *start, const char *at, size_t back) {
    size_t there = (size_t)(at - start);
    return there >= back ? *(at - back) : wire->body_last[2 + there - back];
}

/* In a body whose lines end in CRLF a bare LF is data: what follows it is no line. A message could
   otherwise end its own transfer, and go on as if it were the server. */
static bool begins_line(const mla__pop3_wire *wire, const char *start, const char *at) {
    return before(wire, start, at, 1) == '\n' &&
           (wire->body_style != STYLE_CRLF || before(wire, start, at, 2) == '\r');
}

static void consume(mla__pop3_wire *wire, size_t len) {
    const char *end = mla__rxbuf_ptr(&wire->rx) + len;
    wire->body_last[0] = len > 1 ? end[-2] : wire->body_last[1];
    wire->body_last[1] = end[-1];
    mla__rxbuf_consume(&wire->rx, len);
}

/* How much of a dot at the beginning of a line is not data: 1, or with a line end the end of the body.
   0: not known yet. */
static size_t dot_len(const char *dot, size_t len) {
    if (len < 2)
        return 0;
    if (dot[1] == '\n')
        return 2;
    if (dot[1] != '\r')
        return 1;
    if (len < 3)
        return 0;
    return dot[2] == '\n' ? 3 : 1;
}

/* The next dot at the beginning of a line, or `end`. Dots are rarer than lines, and in base64 there is
   none at all; from one that stands elsewhere the search goes on behind its line. So each octet is looked
   at once. */
static const char *find_dot(const mla__pop3_wire *wire, const char *start, const char *end) {
    const char *at = start;
    while ((at = memchr(at, '.', (size_t)(end - at))) != NULL) {
        if (begins_line(wire, start, at))
            return at;
        at = memchr(at, '\n', (size_t)(end - at));
        if (at == NULL)
            break;
        at++;
    }
    return end;
}

static void learn_style(mla__pop3_wire *wire, const char *start, const char *end) {
    const char *lf = memchr(start, '\n', (size_t)(end - start));
    if (lf != NULL)
        wire->body_style = before(wire, start, lf, 1) == '\r' ? STYLE_CRLF : STYLE_LF;
}

int32_t mla__pop3_wire_body(mla__pop3_wire *wire, mla_str *data) {
    const char *start = mla__rxbuf_ptr(&wire->rx);
    const char *end = start + mla__rxbuf_len(&wire->rx);
    if (start != end && *start == '.' && begins_line(wire, start, start)) {
        size_t dot = dot_len(start, (size_t)(end - start));
        if (dot == 0)
            return MLA_AGAIN;
        consume(wire, dot);
        if (dot > 1)
            return MLA_END;
        start++;
    }
    if (start == end)
        return MLA_AGAIN;
    if (wire->body_style == STYLE_UNKNOWN)
        learn_style(wire, start, end);
    const char *stop = find_dot(wire, start, end);
    *data = (mla_str){start, (size_t)(stop - start)};
    consume(wire, data->len);
    return MLA_OK;
}
