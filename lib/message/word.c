/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/base64.h"
#include "base/mem.h"
#include "base/str.h"
#include "message/lex.h"
#include "message/recode.h"

#define CHARSET_MAX 64u
#define BASE64_CHUNK 128u

typedef struct encoded_word {
    mla_str charset;
    mla_str data;
    char encoding; /* 'b' or 'q' */
} encoded_word;

typedef struct word_reader {
    const char *end;
    const char *terminator; /* the first "?=" at or behind where it was last looked for, or `end` */
    uint32_t flags;
    mla__recoder recoder;
} word_reader;

/**
 * The first "?=" at or behind `from`, or the end. Looks at each octet once for the whole value,
 * however many words begin and do not end.
 */
static const char *find_terminator(word_reader *reader, const char *from) {
    const char *at = reader->terminator;
    if (at != NULL && at >= from)
        return at;
    for (at = from; reader->end - at >= 2; at++) {
        at = memchr(at, '?', (size_t)(reader->end - at) - 1);
        if (at == NULL)
            break;
        if (at[1] == '=')
            return reader->terminator = at;
    }
    return reader->terminator = reader->end;
}

/** A charset, with RFC 2231's language ("*en") cut off, up to its "?". @return NULL: none is here. */
static const char *read_charset(const char *at, const char *end, mla_str *charset) {
    const char *p = at;
    while (p != end && *p != '?' && (size_t)(p - at) <= CHARSET_MAX && !mla__lex_is_blank(*p))
        p++;
    if (p == at || p == end || *p != '?')
        return NULL;
    const char *language = memchr(at, '*', (size_t)(p - at));
    *charset = mla__str_between(at, language != NULL ? language : p);
    return p;
}

/** @param at at "=?". @return behind the encoded word; NULL when there is none. */
static const char *read_word(word_reader *reader, const char *at, encoded_word *word) {
    const char *p = read_charset(at + 2, reader->end, &word->charset);
    if (p == NULL || reader->end - p < 3 || p[2] != '?')
        return NULL;
    word->encoding = mla__ascii_lower(p[1]);
    if (word->encoding != 'b' && word->encoding != 'q')
        return NULL;
    p += 3;
    const char *terminator = find_terminator(reader, p);
    if (terminator == reader->end)
        return NULL;
    word->data = mla__str_between(p, terminator);
    return terminator + 2;
}

/** RFC 2047 section 4.2; a "=" that no number follows stays. */
static void put_q(mla__recoder *recoder, mla_str data) {
    for (size_t i = 0; i < data.len; i++) {
        char c = data.ptr[i];
        if (c == '=' && data.len - i > 2) {
            int high = mla__ascii_hex_value(data.ptr[i + 1]);
            int low = mla__ascii_hex_value(data.ptr[i + 2]);
            if (high >= 0 && low >= 0) {
                mla__recoder_put(recoder, (char)(high << 4 | low));
                i += 2;
                continue;
            }
        }
        if (!mla__ascii_is_eol(c))
            mla__recoder_put(recoder, c == '_' ? ' ' : c);
    }
}

static void put_b(mla__recoder *recoder, mla_str data) {
    mla__base64 state = {0};
    char chunk[BASE64_CHUNK];
    while (data.len != 0) {
        size_t take = data.len < sizeof chunk ? data.len : sizeof chunk;
        size_t len = mla__base64_update(&state, data.ptr, take, chunk);
        for (size_t i = 0; i < len; i++)
            mla__recoder_put(recoder, chunk[i]);
        data.ptr += take;
        data.len -= take;
    }
}

static void put_word(word_reader *reader, const encoded_word *word) {
    mla__recoder_charset(&reader->recoder, word->charset);
    if (word->encoding == 'b')
        put_b(&reader->recoder, word->data);
    else
        put_q(&reader->recoder, word->data);
}

/** A fold is one space. @return behind it. */
static const char *put_fold(mla__recoder *recoder, const char *at, const char *end) {
    while (at != end && mla__ascii_is_eol(*at))
        at++;
    if (at == end)
        return at;
    mla__recoder_put(recoder, ' ');
    return mla__ascii_is_wsp(*at) ? at + 1 : at;
}

static void put_plain(word_reader *reader, const char *at, const char *end) {
    bool is_phrase = (reader->flags & MLA_WORD_PHRASE) != 0;
    if (at == end)
        return;
    mla__recoder_charset(&reader->recoder, (mla_str){0});
    while (at != end) {
        if (mla__ascii_is_eol(*at)) {
            at = put_fold(&reader->recoder, at, end);
            continue;
        }
        if (is_phrase && *at == '\\' && at + 1 != end && !mla__ascii_is_eol(at[1]))
            at++;
        else if (is_phrase && *at == '"') {
            at++;
            continue;
        }
        mla__recoder_put(&reader->recoder, *at++);
    }
}

static bool is_blank(const char *at, const char *end) {
    return mla__lex_skip_blanks(at, end) == end;
}

int32_t mla_word_decode(mla_str value, uint32_t flags, mla_text *text) {
    word_reader reader = {.end = mla__str_end(value), .flags = flags};
    const char *at = value.ptr;
    const char *plain = at; /* what was not put yet begins here */
    bool is_behind_word = false;
    mla__recoder_init(&reader.recoder, text, flags);
    while (at != reader.end) {
        encoded_word word;
        const char *behind = NULL;
        if (*at == '=' && reader.end - at > 2 && at[1] == '?')
            behind = read_word(&reader, at, &word);
        if (behind == NULL) {
            at++;
            continue;
        }
        if (!is_behind_word || !is_blank(plain, at))
            put_plain(&reader, plain, at);
        put_word(&reader, &word);
        plain = at = behind;
        is_behind_word = true;
    }
    put_plain(&reader, plain, reader.end);
    return mla__recoder_finish(&reader.recoder);
}
