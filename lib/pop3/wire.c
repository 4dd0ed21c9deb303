/* SPDX-License-Identifier: MIT */
#include "pop3/wire.h"

#include "base/mem.h"

enum {
    STYLE_UNKNOWN,
    STYLE_LF,
    STYLE_CRLF
};

/* Whether the rest of a line that was cut is behind us. */
static bool skip(mla__pop3_wire *wire) {
    if (wire->skipping) {
        const char *at = mla__rxbuf_ptr(&wire->rx);
        size_t len = mla__rxbuf_len(&wire->rx);
        const char *lf = memchr(at, '\n', len);
        wire->skipping = lf == NULL;
        mla__rxbuf_consume(&wire->rx, lf != NULL ? (size_t)(lf - at) + 1 : len);
    }
    return !wire->skipping;
}

int32_t mla__pop3_wire_line(mla__pop3_wire *wire, mla_str *line) {
    if (!skip(wire))
        return MLA_AGAIN;
    const char *at = mla__rxbuf_ptr(&wire->rx);
    size_t len = mla__rxbuf_len(&wire->rx);
    if (len > wire->line_max)
        len = wire->line_max;
    const char *lf = memchr(at, '\n', len);
    if (lf != NULL)
        len = (size_t)(lf - at) + 1;
    else if (len < wire->line_max)
        return MLA_AGAIN;
    wire->skipping = lf == NULL;
    mla__rxbuf_consume(&wire->rx, len);
    if (lf != NULL)
        len -= len > 1 && lf[-1] == '\r' ? 2 : 1;
    *line = (mla_str){at, len};
    return MLA_OK;
}

void mla__pop3_wire_body_begin(mla__pop3_wire *wire) {
    wire->body_style = STYLE_UNKNOWN;
    wire->body_last = '\n';
    wire->line_begins = true;
}

/* The octet before `at`, where `start` is the first octet that is not taken. */
static char before(const mla__pop3_wire *wire, const char *start, const char *at) {
    return at != start ? at[-1] : wire->body_last;
}

/* Whether a line begins at an octet behind `start`. In a body whose lines end in CRLF a bare LF is data: what
   follows it is no line. A message could otherwise end its own transfer, and go on as if it were the
   server. */
static bool begins_line(const mla__pop3_wire *wire, const char *start, const char *at) {
    return at[-1] == '\n' &&
           (wire->body_style != STYLE_CRLF || before(wire, start, at - 1) == '\r');
}

/* How much of a dot at the beginning of a line is not data: 1, or with a line end the end of the
   body. 0: not known yet. */
static size_t dot_len(const char *dot, size_t len) {
    if (len > 1 && dot[1] == '\n')
        return 2;
    if (len > 1 && dot[1] != '\r')
        return 1;
    if (len < 3)
        return 0;
    return dot[2] == '\n' ? 3 : 1;
}

/* The next dot behind an LF behind `start`, or `end`. Dots are rarer than lines, and in base64 there is none
   at all; from one that stands elsewhere the search goes on behind its line. So each octet is looked at
   once. */
static const char *find_dot(const char *start, const char *end) {
    const char *at = start;
    while ((at = memchr(at, '.', (size_t)(end - at))) != NULL) {
        if (at != start && at[-1] == '\n')
            return at;
        at = memchr(at, '\n', (size_t)(end - at));
        if (at == NULL)
            break;
        at++;
    }
    return end;
}

int32_t mla__pop3_wire_body(mla__pop3_wire *wire, mla_str *data) {
    if (!skip(wire))
        return MLA_AGAIN;
    mla__rxbuf *rx = &wire->rx;
    if (wire->line_begins && mla__rxbuf_len(rx) != 0 && *mla__rxbuf_ptr(rx) == '.') {
        size_t dot = dot_len(mla__rxbuf_ptr(rx), mla__rxbuf_len(rx));
        if (dot == 0)
            return MLA_AGAIN;
        /* What comes now is no LF, so nobody will ask what stood before it. */
        mla__rxbuf_consume(rx, dot);
        if (dot > 1)
            return MLA_END;
    }
    size_t len = mla__rxbuf_len(rx);
    if (len == 0)
        return MLA_AGAIN;
    const char *start = mla__rxbuf_ptr(rx);
    if (wire->body_style == STYLE_UNKNOWN) {
        const char *lf = memchr(start, '\n', len);
        if (lf != NULL)
            wire->body_style = before(wire, start, lf) == '\r' ? STYLE_CRLF : STYLE_LF;
    }
    const char *stop = find_dot(start, start + len);
    wire->line_begins = begins_line(wire, start, stop);
    wire->body_last = stop[-1];
    data->ptr = start;
    data->len = (size_t)(stop - start);
    mla__rxbuf_consume(rx, data->len);
    return MLA_OK;
}
