/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/mem.h"
#include "base/str.h"
#include "message/lex.h"
#include "message/text.h"

void mla_header_reader_init(mla_header_reader *reader, mla_str block) {
    *reader = (mla_header_reader){block.ptr, mla__str_end(block)};
}

/** Behind the line end of the line at `at`, or `end`. */
static const char *line_end(const char *at, const char *end) {
    const char *lf = at != end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    return lf != NULL ? lf + 1 : end;
}

/** A CR that is the last octet counts: its LF was cut off. */
static bool is_empty_line(const char *at, const char *end) {
    return *at == '\n' || (*at == '\r' && (at + 1 == end || at[1] == '\n'));
}

/** Behind the line at `at` and the lines that continue it. */
static const char *field_end(const char *at, const char *end) {
    do
        at = line_end(at, end);
    while (at != end && mla__ascii_is_wsp(*at));
    return at;
}

static const char *trim_line_end(const char *at, const char *end) {
    if (end != at && end[-1] == '\n')
        end--;
    if (end != at && end[-1] == '\r')
        end--;
    return end;
}

static const char *skip_wsp(const char *at, const char *end) {
    while (at != end && mla__ascii_is_wsp(*at))
        at++;
    return at;
}

/** The colon behind the name of a field, or NULL when the line has no name. */
static const char *find_colon(const char *at, const char *end, mla_str *name) {
    const char *p = at;
    while (p != end && *p > ' ' && *p < 0x7f && *p != ':')
        p++;
    *name = mla__str_between(at, p);
    p = skip_wsp(p, end); /* obsolete syntax: RFC 5322 section 4.5 */
    return name->len != 0 && p != end && *p == ':' ? p : NULL;
}

int32_t mla_header_next(mla_header_reader *reader, mla_header_field *field) {
    const char *start = reader->at;
    *field = (mla_header_field){0};
    if (start == reader->end || is_empty_line(start, reader->end))
        return MLA_END;
    reader->at = field_end(start, reader->end);
    const char *end = trim_line_end(start, reader->at);
    const char *colon = find_colon(start, end, &field->name);
    if (colon == NULL)
        field->name = (mla_str){0};
    const char *value = colon != NULL ? skip_wsp(colon + 1, end) : start;
    field->value = mla__str_between(value, end);
    field->raw = mla__str_between(start, reader->at);
    return MLA_OK;
}

mla_str mla_header_body(const mla_header_reader *reader) {
    if (reader->at == reader->end)
        return (mla_str){0};
    const char *body = line_end(reader->at, reader->end);
    return mla__str_between(body, reader->end);
}

int32_t mla_header_unfold(mla_str value, mla_text *text) {
    mla_str trimmed = mla__lex_trim(value.ptr, mla__str_end(value));
    const char *at = trimmed.ptr;
    const char *end = mla__str_end(trimmed);
    mla__text_begin(text);
    while (at != end) {
        const char *run = at;
        while (at != end && !mla__ascii_is_eol(*at))
            at++;
        mla__text_put(text, run, (size_t)(at - run));
        while (at != end && mla__ascii_is_eol(*at))
            at++;
    }
    return mla__text_status(text);
}
