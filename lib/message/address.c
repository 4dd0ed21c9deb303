/* SPDX-License-Identifier: MIT */
#include "base/str.h"
#include "message/lex.h"
#include "message/text.h"

/* What a "(" is. A comment that does not end makes the next ones simpler, so that no octet is
 * looked at more than a few times, whatever the list holds. */
#define COMMENTS_NESTED 0
#define COMMENTS_FLAT 1
#define COMMENTS_NONE 2

/** What is between two commas. */
typedef struct element {
    const char *start;
    const char *end;
    const char *open;    /* "<", or NULL */
    const char *close;   /* its ">", or the end, or NULL */
    const char *at_sign; /* the last "@" that counts, or NULL */
    bool is_route;       /* "<" begins a source route: "<@a,@b:c@d>" */
    mla_str comment;     /* the last one, without its parentheses */
} element;

void mla_address_reader_init(mla_address_reader *reader, mla_str value) {
    *reader = (mla_address_reader){.at = value.ptr, .end = mla__str_end(value)};
}

static const char *skip_flat_comment(const char *at, const char *end) {
    while (at != end && *at != ')')
        at++;
    return at != end ? at + 1 : NULL;
}

/** @return behind the comment at `at`, or NULL when it is none. */
static const char *skip_comment(mla_address_reader *reader, const char *at) {
    if (reader->comments == COMMENTS_NESTED) {
        const char *behind = mla__lex_skip_comment(at, reader->end);
        if (behind != NULL)
            return behind;
        reader->comments = COMMENTS_FLAT;
    }
    if (reader->comments == COMMENTS_FLAT) {
        const char *behind = skip_flat_comment(at, reader->end);
        if (behind != NULL)
            return behind;
        reader->comments = COMMENTS_NONE;
    }
    return NULL;
}

/** @return behind the quoted string, comment, quoted pair or octet at `at`. */
static const char *skip_token(mla_address_reader *reader, const char *at, element *out) {
    const char *behind = NULL;
    if (*at == '"')
        behind = mla__lex_skip_quoted(at, reader->end);
    else if (*at == '(')
        behind = skip_comment(reader, at);
    else if (*at == '\\' && reader->end - at > 1)
        behind = at + 2;
    if (behind == NULL)
        return at + 1;
    if (*at == '(')
        out->comment = mla__str_between(at + 1, behind - 1);
    return behind;
}

static bool begins_route(const char *at, const char *end) {
    const char *first = mla__lex_skip_blanks(at, end);
    return first != end && *first == '@';
}

static void note_octet(const mla_address_reader *reader, element *out, const char *at) {
    if (*at == '<' && out->open == NULL) {
        out->open = at;
        out->at_sign = NULL;
        out->is_route = begins_route(at + 1, reader->end);
    } else if (*at == '>' && out->open != NULL && out->close == NULL) {
        out->close = at;
    } else if (*at == '@' && out->close == NULL) {
        out->at_sign = at;
    }
}

/** Whether the element ends here, at a comma, a semicolon or the colon of a group's name. */
static bool is_delimiter(const mla_address_reader *reader, const element *out, const char *at) {
    if (*at == ';')
        return true;
    if (*at == ',')
        return !out->is_route || out->close != NULL;
    return *at == ':' && !reader->in_group && out->open == NULL && out->at_sign == NULL;
}

static void read_element(mla_address_reader *reader, element *out) {
    const char *at = reader->at;
    *out = (element){.start = at};
    while (at != reader->end && !is_delimiter(reader, out, at)) {
        note_octet(reader, out, at);
        at = skip_token(reader, at, out);
    }
    out->end = at;
    reader->at = at;
    if (out->open != NULL && out->close == NULL)
        out->close = at;
}

static mla_str absent_if_empty(mla_str text) {
    return text.len != 0 ? text : (mla_str){0};
}

/** Behind the colon that ends a source route. */
static const char *skip_route(const char *at, const char *end) {
    for (const char *p = at; p != end; p++)
        if (*p == ':')
            return p + 1;
    return at;
}

static void split_spec(const char *start, const char *end, const char *at_sign,
                       mla_address *address) {
    if (at_sign == NULL || at_sign < start) {
        address->mailbox = mla__lex_trim(start, end);
        return;
    }
    address->mailbox = mla__lex_trim(start, at_sign);
    address->host = mla__lex_trim(at_sign + 1, end);
}

static void take_mailbox(const element *from, mla_address *address) {
    address->kind = MLA_ADDRESS_MAILBOX;
    if (from->open == NULL) {
        split_spec(from->start, from->end, from->at_sign, address);
        address->name = absent_if_empty(from->comment);
        return;
    }
    const char *spec = from->open + 1;
    if (from->is_route)
        spec = skip_route(spec, from->close);
    split_spec(spec, from->close, from->at_sign, address);
    address->name = absent_if_empty(mla__lex_trim(from->start, from->open));
    if (address->name.ptr == NULL)
        address->name = absent_if_empty(from->comment);
}

static bool is_blank(const element *from) {
    return mla__lex_skip_blanks(from->start, from->end) == from->end;
}

static int32_t end_group(mla_address_reader *reader, mla_address *address) {
    reader->in_group = 0;
    address->kind = MLA_ADDRESS_GROUP_END;
    return MLA_OK;
}

static int32_t begin_group(mla_address_reader *reader, const element *from, mla_address *address) {
    reader->at++;
    reader->in_group = 1;
    address->kind = MLA_ADDRESS_GROUP_BEGIN;
    address->name = mla__lex_trim(from->start, from->end);
    return MLA_OK;
}

int32_t mla_address_next(mla_address_reader *reader, mla_address *address) {
    *address = (mla_address){0};
    while (reader->at != reader->end) {
        element found;
        if (*reader->at == ';' && reader->in_group) {
            reader->at++;
            return end_group(reader, address);
        }
        if (*reader->at == ',' || *reader->at == ';') {
            reader->at++;
            continue;
        }
        read_element(reader, &found);
        if (reader->at != reader->end && *reader->at == ':')
            return begin_group(reader, &found, address);
        if (is_blank(&found))
            continue;
        take_mailbox(&found, address);
        return MLA_OK;
    }
    return reader->in_group ? end_group(reader, address) : MLA_END;
}

/** Puts a part of an address, quoted strings as they are, without what is between its tokens. */
static void put_tokens(mla_str part, mla_text *text) {
    const char *at = part.ptr;
    const char *end = mla__str_end(part);
    while ((at = mla__lex_skip_cfws(at, end)) != end) {
        const char *behind = *at == '"' ? mla__lex_skip_quoted(at, end) : NULL;
        if (behind == NULL)
            behind = at + 1;
        mla__text_put(text, at, (size_t)(behind - at));
        at = behind;
    }
}

int32_t mla_address_spec(const mla_address *address, mla_text *text) {
    mla__text_begin(text);
    put_tokens(address->mailbox, text);
    if (address->host.ptr != NULL) {
        mla__text_put(text, "@", 1);
        put_tokens(address->host, text);
    }
    return mla__text_status(text);
}
