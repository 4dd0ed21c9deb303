/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/number.h"
#include "base/str.h"
#include "message/lex.h"
#include "message/recode.h"

#define SEGMENTS_MAX 256u

static const char *skip_to_semicolon(const char *at, const char *end) {
    while (at != end && *at != ';')
        at++;
    return at;
}

void mla_parameter_reader_init(mla_parameter_reader *reader, mla_str value) {
    const char *end = mla__str_end(value);
    *reader = (mla_parameter_reader){.at = skip_to_semicolon(value.ptr, end), .end = end};
}

void mla_parameter_reader_init_list(mla_parameter_reader *reader, const mla_parameter *list,
                                    size_t count) {
    *reader = (mla_parameter_reader){.list = list, .list_len = count};
}

/**
 * @param at at the opening quote.
 * @return behind the closing one, or the end. Since programs forget to quote quotes inside, only
 *         one with a delimiter behind it closes.
 */
static const char *skip_quoted_value(const char *at, const char *end) {
    for (at++; at != end; at++) {
        if (*at == '\\' && at + 1 != end) {
            at++;
            continue;
        }
        if (*at != '"')
            continue;
        if (at + 1 == end || at[1] == ';' || at[1] == '(' || mla__lex_is_blank(at[1]))
            return at + 1;
    }
    return end;
}

/** Cuts off the comment that a value without quotes ends in. */
static mla_str without_comment(mla_str value) {
    const char *end = mla__str_end(value);
    if (value.len == 0 || end[-1] != ')')
        return value;
    for (const char *at = value.ptr; at != end; at++)
        if (*at == '(' && at != value.ptr && mla__lex_is_blank(at[-1]))
            return mla__lex_skip_comment(at, end) == end ? mla__lex_trim(value.ptr, at) : value;
    return value;
}

/** @param at behind the "=". @return behind the value. */
static const char *read_value(const char *at, const char *end, mla_str *value) {
    const char *start = mla__lex_skip_cfws(at, end);
    if (start != end && *start == '"') {
        const char *behind = skip_quoted_value(start, end);
        *value = mla__str_between(start, behind);
        return skip_to_semicolon(behind, end);
    }
    const char *behind = skip_to_semicolon(start, end);
    *value = without_comment(mla__lex_trim(start, behind));
    return behind;
}

static const char *skip_separators(const char *at, const char *end) {
    for (;;) {
        at = mla__lex_skip_cfws(at, end);
        if (at == end || *at != ';')
            return at;
        at++;
    }
}

int32_t mla_parameter_next(mla_parameter_reader *reader, mla_parameter *parameter) {
    *parameter = (mla_parameter){0};
    if (reader->list != NULL) {
        if (reader->list_len == 0)
            return MLA_END;
        *parameter = *reader->list++;
        reader->list_len--;
        return MLA_OK;
    }
    const char *start = skip_separators(reader->at, reader->end);
    const char *at = start;
    reader->at = reader->end;
    if (start == reader->end)
        return MLA_END;
    while (at != reader->end && *at != '=' && *at != ';')
        at++;
    parameter->name = mla__lex_trim(start, at);
    if (at != reader->end && *at == '=')
        at = read_value(at + 1, reader->end, &parameter->value);
    reader->at = at;
    return MLA_OK;
}

/** What a parameter's name says about its value (RFC 2231). */
typedef struct form {
    bool is_segment;  /* "*N" */
    bool is_extended; /* "*" at the end: percent signs, and in the first one a character set */
    uint32_t number;
} form;

/** @return false when the parameter has another name. */
static bool read_form(mla_str name, const char *wanted, form *out) {
    const char *end = mla__str_end(name);
    const char *at = name.ptr;
    *out = (form){0};
    for (; *wanted != '\0'; wanted++, at++)
        if (at == end || mla__ascii_lower(*at) != mla__ascii_lower(*wanted))
            return false;
    if (at == end)
        return true;
    if (*at++ != '*')
        return false;
    out->is_extended = true;
    if (at == end)
        return true;
    out->is_segment = true;
    if (mla__number_scan_u32(&at, end, &out->number) != MLA_OK)
        return false;
    out->is_extended = at != end && *at == '*';
    return at + (out->is_extended ? 1 : 0) == end;
}

/** Looks for a form of the name, from where `reader` stands to its end. */
static bool find_form(mla_parameter_reader *reader, const char *name, form wanted,
                      mla_parameter *found, bool *is_extended) {
    while (mla_parameter_next(reader, found) == MLA_OK) {
        form seen;
        if (!read_form(found->name, name, &seen) || seen.is_segment != wanted.is_segment)
            continue;
        *is_extended = seen.is_extended;
        if (wanted.is_segment ? seen.number == wanted.number
                              : seen.is_extended == wanted.is_extended)
            return true;
    }
    return false;
}

/** Takes the quotes off. */
static bool unquote(mla_str *value) {
    if (value->len == 0 || value->ptr[0] != '"')
        return false;
    bool is_closed = value->len > 1 && value->ptr[value->len - 1] == '"';
    value->ptr++;
    value->len -= is_closed ? 2 : 1;
    return true;
}

/** Cuts "charset'language'" off; what has no such front is in an unknown set. */
static mla_str take_charset(mla_str *value) {
    const char *end = mla__str_end(*value);
    const char *first = value->ptr;
    while (first != end && *first != '\'')
        first++;
    const char *second = first;
    do
        second = second != end ? second + 1 : end;
    while (second != end && *second != '\'');
    if (second == end)
        return (mla_str){0};
    mla_str charset = mla__str_between(value->ptr, first);
    *value = mla__str_between(second + 1, end);
    return charset;
}

static void put_percent(mla__recoder *recoder, mla_str value) {
    for (size_t i = 0; i < value.len; i++) {
        int high = -1, low = -1;
        if (value.ptr[i] == '%' && value.len - i > 2) {
            high = mla__ascii_hex_value(value.ptr[i + 1]);
            low = mla__ascii_hex_value(value.ptr[i + 2]);
        }
        if (high < 0 || low < 0) {
            mla__recoder_put(recoder, value.ptr[i]);
            continue;
        }
        mla__recoder_put(recoder, (char)(high << 4 | low));
        i += 2;
    }
}

static void put_literal(mla__recoder *recoder, mla_str value, bool is_quoted) {
    for (size_t i = 0; i < value.len; i++) {
        if (is_quoted && value.ptr[i] == '\\' && i + 1 < value.len)
            i++;
        if (!mla__ascii_is_eol(value.ptr[i]))
            mla__recoder_put(recoder, value.ptr[i]);
    }
}

static void put_segment(mla__recoder *recoder, mla_str value, bool is_extended, bool is_list,
                        bool is_first) {
    bool is_quoted = !is_list && unquote(&value);
    if (is_first)
        mla__recoder_charset(recoder, is_extended ? take_charset(&value) : (mla_str){0});
    if (is_extended)
        put_percent(recoder, value);
    else
        put_literal(recoder, value, is_quoted);
}

/** The segments mostly stand in order: looks for each behind the last, then from the beginning. */
static int32_t decode_segments(const mla_parameter_reader *start, const char *name,
                               mla__recoder *recoder) {
    mla_parameter_reader reader = *start;
    form wanted = {.is_segment = true};
    for (; wanted.number < SEGMENTS_MAX; wanted.number++) {
        mla_parameter found;
        bool is_extended;
        if (!find_form(&reader, name, wanted, &found, &is_extended)) {
            reader = *start;
            if (!find_form(&reader, name, wanted, &found, &is_extended))
                break;
        }
        put_segment(recoder, found.value, is_extended, start->list != NULL, wanted.number == 0);
    }
    int32_t status = mla__recoder_finish(recoder);
    return wanted.number == 0 ? MLA_E_NOT_FOUND : status;
}

int32_t mla_parameter_decode(const mla_parameter_reader *reader, const char *name, uint32_t flags,
                             mla_text *text) {
    mla_parameter found;
    bool is_extended;
    mla__recoder recoder;
    mla__recoder_init(&recoder, text, flags);
    mla_parameter_reader at = *reader;
    if (find_form(&at, name, (form){.is_extended = true}, &found, &is_extended)) {
        put_segment(&recoder, found.value, true, reader->list != NULL, true);
        return mla__recoder_finish(&recoder);
    }
    int32_t status = decode_segments(reader, name, &recoder);
    if (status != MLA_E_NOT_FOUND)
        return status;
    at = *reader;
    if (!find_form(&at, name, (form){0}, &found, &is_extended))
        return MLA_E_NOT_FOUND;
    uint32_t phrase = reader->list == NULL ? MLA_WORD_PHRASE : 0;
    return mla_word_decode(found.value, (flags & MLA_WORD_STRIP_CONTROLS) | phrase, text);
}
