/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/number.h"
#include "base/str.h"
#include "session/options.h"

typedef struct {
    const char *name;
    int32_t protocol;
    int32_t security;
} scheme;

static const scheme schemes[] = {
    {"imaps", MLA_PROTOCOL_IMAP, MLA_SECURITY_TLS},
    {"imap", MLA_PROTOCOL_IMAP, MLA_SECURITY_STARTTLS},
    {"pops", MLA_PROTOCOL_POP3, MLA_SECURITY_TLS},
    {"pop", MLA_PROTOCOL_POP3, MLA_SECURITY_STARTTLS},
    {"pop3s", MLA_PROTOCOL_POP3, MLA_SECURITY_TLS},
    {"pop3", MLA_PROTOCOL_POP3, MLA_SECURITY_STARTTLS},
};

/* Slices of the URL, not decoded; absent when they are not there. */
typedef struct {
    const scheme *scheme;
    mla_str user;
    mla_str mechanism;
    mla_str host;
    mla_str port;
    mla_str folder;
} parts;

static const char *find(mla_str text, char c) {
    return text.len != 0 ? memchr(text.ptr, c, text.len) : NULL;
}

/* Cuts `text` at the first `c`. @return what was behind it; absent when there is none. */
static mla_str cut(mla_str *text, char c) {
    const char *at = find(*text, c);
    const char *end = mla__str_end(*text);

    if (at == NULL)
        return (mla_str){NULL, 0};
    text->len = (size_t)(at - text->ptr);
    return mla__str_between(at + 1, end);
}

static int32_t invalid(mla_options *options, const char *why) {
    return mla__options_refuse(options, MLA_E_INVALID, why);
}

static int32_t unsupported(mla_options *options, const char *why) {
    return mla__options_refuse(options, MLA_E_UNSUPPORTED, why);
}

static const scheme *find_scheme(mla_str name) {
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (mla__ascii_is_word_nocase(name, schemes[i].name))
            return &schemes[i];
    return NULL;
}

/* "imaps" "://" rest */
static int32_t split_scheme(mla_options *options, mla_str url, parts *out, mla_str *rest) {
    *rest = cut(&url, ':');
    out->scheme = find_scheme(url);
    if (out->scheme == NULL || rest->len < 2 || memcmp(rest->ptr, "//", 2) != 0)
        return invalid(options, "a URL begins with imaps://, imap://, pops:// or pop://");
    *rest = (mla_str){rest->ptr + 2, rest->len - 2};
    return MLA_OK;
}

/* user[;AUTH=mechanism]: RFC 5092 section 3.1, RFC 2384 section 3 */
static int32_t split_user(mla_options *options, mla_str text, parts *out) {
    static const char key[] = "AUTH=";
    mla_str parameter = cut(&text, ';');

    if (find(text, ':') != NULL)
        return invalid(options, "a password does not belong into a URL: set it by itself");
    if (parameter.ptr != NULL) {
        if (!mla__ascii_starts_with_nocase(parameter, key))
            return invalid(options, "after the user of a URL only ;AUTH= may follow");
        out->mechanism = (mla_str){parameter.ptr + sizeof key - 1, parameter.len - sizeof key + 1};
    }
    if (text.len == 0 && parameter.ptr == NULL)
        return invalid(options, "the user name is empty");
    if (text.len != 0)
        out->user = text;
    return MLA_OK;
}

/* host[:port] or [address][:port] */
static int32_t split_host(mla_options *options, mla_str text, parts *out) {
    if (text.len != 0 && text.ptr[0] == '[') {
        mla_str rest = cut(&text, ']');
        if (rest.ptr == NULL || (rest.len != 0 && rest.ptr[0] != ':'))
            return invalid(options, "the address in brackets does not end as it should");
        out->host = (mla_str){text.ptr + 1, text.len - 1};
        if (rest.len != 0)
            out->port = (mla_str){rest.ptr + 1, rest.len - 1};
    } else {
        out->port = cut(&text, ':');
        out->host = text;
    }
    return out->host.len != 0 ? MLA_OK : invalid(options, "the URL names no host");
}

static int32_t split_authority(mla_options *options, mla_str text, parts *out) {
    const char *end = mla__str_end(text);
    const char *at = end;

    while (at != text.ptr && at[-1] != '@')
        at--;
    if (at != text.ptr) {
        int32_t status = split_user(options, mla__str_between(text.ptr, at - 1), out);
        if (status != MLA_OK)
            return status;
    }
    return split_host(options, mla__str_between(at, end), out);
}

static int32_t split_path(mla_options *options, mla_str path, parts *out) {
    if (find(path, ';') != NULL || find(path, '?') != NULL || find(path, '#') != NULL)
        return unsupported(options, "the URL names more than a folder: a message or a search");
    if (path.len != 0 && path.ptr[path.len - 1] == '/')
        path.len--;
    if (path.len != 0 && out->scheme->protocol == MLA_PROTOCOL_POP3)
        return invalid(options, "POP3 has no folders that a URL could name");
    out->folder = path;
    return MLA_OK;
}

static int32_t split(mla_options *options, mla_str url, parts *out) {
    mla_str rest;
    int32_t status = split_scheme(options, url, out, &rest);

    if (status != MLA_OK)
        return status;
    mla_str path = cut(&rest, '/');
    status = split_authority(options, rest, out);
    return status == MLA_OK ? split_path(options, path, out) : status;
}

/* One part of a URL, and what is said when it cannot be decoded. */
typedef struct {
    mla_str text;
    int32_t (*set)(mla_options *options, const char *text);
    const char *bad_escape;
    const char *nul;
} part;

#define WORDS_ON(name)                                                          \
    "a % in the " name " of the URL is not followed by two hexadecimal digits", \
        "the " name " of the URL holds %00, and NUL cannot stand in a " name

/* Percent-decoding, RFC 3986 section 2.1. @param to room for as many octets, and a NUL. @return NULL or what is wrong. */
static const char *decode(const part *from, char *to) {
    mla_str text = from->text;
    const char *at = text.ptr;
    const char *end = mla__str_end(text);

    while (at != NULL && at != end) {
        char c = *at++;
        if (c == '%') {
            if (end - at < 2 || mla__ascii_hex_value(at[0]) < 0 || mla__ascii_hex_value(at[1]) < 0)
                return from->bad_escape;
            c = (char)(mla__ascii_hex_value(at[0]) << 4 | mla__ascii_hex_value(at[1]));
            at += 2;
        }
        if (c == '\0')
            return from->nul;
        *to++ = c;
    }
    *to = '\0';
    return NULL;
}

static int32_t apply_part(mla_options *options, const part *from, char *scratch) {
    if (from->text.len == 0)
        return MLA_OK;
    const char *wrong = decode(from, scratch);
    return wrong == NULL ? from->set(options, scratch) : invalid(options, wrong);
}

static int32_t apply_port(mla_options *options, mla_str text) {
    uint32_t port = 0;

    if (text.len == 0)
        return mla_options_set_port(options, 0);
    if (mla__number_parse_u32(text, &port) != MLA_OK || port == 0 || port > UINT16_MAX)
        return invalid(options, "the port of the URL is no number from 1 to 65535");
    return mla_options_set_port(options, (int32_t)port);
}

static int32_t apply(mla_options *options, const parts *url, char *scratch) {
    const part texts[] = {
        {url->host, mla_options_set_host, WORDS_ON("host")},
        {url->user, mla_options_set_user, WORDS_ON("user name")},
        {url->mechanism, mla_options_set_mechanism, WORDS_ON("mechanism")},
        {url->folder, mla_options_set_folder, WORDS_ON("folder")},
    };
    int32_t status = mla_options_set_protocol(options, url->scheme->protocol);

    if (status == MLA_OK)
        status = mla_options_set_security(options, url->scheme->security);
    if (status == MLA_OK)
        status = apply_port(options, url->port);
    for (size_t i = 0; i < sizeof texts / sizeof *texts && status == MLA_OK; i++)
        status = apply_part(options, &texts[i], scratch);
    return status;
}

/* On a copy, so that a URL that is refused changes nothing. */
static int32_t apply_to_copy(mla_options *options, const parts *url, char *scratch) {
    mla_options copy;
    mla_transport *transport = options->transport;
    int32_t status = mla__options_copy(options, &copy);

    if (status == MLA_OK)
        status = apply(&copy, url, scratch);
    if (status == MLA_OK) {
        options->transport = NULL;
        mla__options_deinit(options);
        *options = copy;
        options->transport = transport;
        return MLA_OK;
    }
    mla__options_refuse(options, status, copy.error_text);
    mla__options_deinit(&copy);
    return status;
}

int32_t mla_options_set_url(mla_options *options, const char *url) {
    parts split_url = {0};

    if (options == NULL || url == NULL)
        return invalid(options, "the URL is NULL");
    int32_t status = split(options, mla_str_from(url), &split_url);
    if (status != MLA_OK)
        return status;
    size_t size = strlen(url) + 1;
    char *scratch = mla__alloc(&options->allocator, size);
    if (scratch == NULL)
        return mla__options_refuse(options, MLA_E_NO_MEMORY, "out of memory");
    status = apply_to_copy(options, &split_url, scratch);
    mla__release(&options->allocator, scratch, size);
    return status;
}
