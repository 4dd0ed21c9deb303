/* SPDX-License-Identifier: MIT */
#include "session/error.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "message/utf8.h"
#include "session/session.h"

typedef struct {
    int32_t status;
    int32_t retry;    /* where the detail says nothing */
    const char *text; /* NULL: as `retry` says */
} advice;

/* TLS itself says what to do about a certificate that is not trusted or out of date. */
static const advice advices[] = {
    {MLA_E_INVALID, MLA_RETRY_NEVER, "correct the argument"},
    {MLA_E_UNSUPPORTED, MLA_RETRY_NEVER, "ask first what this server can do"},
    {MLA_E_NOT_FOUND, MLA_RETRY_NEVER, "list what is there now"},
    {MLA_E_NO_MEMORY, MLA_RETRY_LATER, "close something, or raise the limit"},
    {MLA_E_FULL, MLA_RETRY_LATER, "take events with mla_session_next(), then start it again"},
    {MLA_E_FILE, MLA_RETRY_LATER, "make room in the folder for temporary files, or name another"},
    {MLA_E_INCOMPLETE, MLA_RETRY_RECONNECT, "connect again: what came is not whole"},
    {MLA_E_PROTOCOL, MLA_RETRY_NEVER,
     "check that host and port are those of a server of this protocol"},
    {MLA_E_INJECTION, MLA_RETRY_NEVER, "somebody may be interfering with the connection"},
    {MLA_E_IO, MLA_RETRY_RECONNECT, NULL},
    {MLA_E_EOF, MLA_RETRY_RECONNECT, NULL},
    {MLA_E_TIMEOUT, MLA_RETRY_RECONNECT, "connect again, or allow more time"},
    {MLA_E_RESOLVE, MLA_RETRY_NEVER, "check the host name"},
    {MLA_E_CONNECT, MLA_RETRY_LATER, "check host and port, and that the server runs"},
    {MLA_E_TLS, MLA_RETRY_NEVER, "check that the port is one for TLS"},
    {MLA_E_TLS_NAME, MLA_RETRY_NEVER, "use the host name that the certificate is for"},
    {MLA_E_TLS_REQUIRED, MLA_RETRY_NEVER, "use TLS from the first octet, by imaps:// or pops://"},
    {MLA_E_TLS_CONFIG, MLA_RETRY_NEVER, "check the certificate and key files"},
    {MLA_E_AUTH, MLA_RETRY_CREDENTIALS, NULL},
    {MLA_E_AUTH_MECHANISM, MLA_RETRY_NEVER,
     "the server may want TLS, or a kind of login not known here"},
    {MLA_E_AUTH_CLEAR, MLA_RETRY_NEVER, "use TLS, or ask for clear text by name"},
    {MLA_E_AUTH_SERVER, MLA_RETRY_NEVER, "somebody may be posing as the server"},
    {MLA_E_SERVER_BAD, MLA_RETRY_NEVER, "report it, with a trace of the connection"},
    {MLA_E_SERVER_BYE, MLA_RETRY_LATER, NULL},
};

static const char *const advice_by_retry[] = {
    [MLA_RETRY_NEVER] = NULL,
    [MLA_RETRY_CREDENTIALS] = "check user name and password",
    [MLA_RETRY_LATER] = "try again later",
    [MLA_RETRY_RECONNECT] = "connect again",
};

static const advice *find(int32_t status) {
    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++)
        if (advices[i].status == status)
            return &advices[i];
    return NULL;
}

/* Those of Unicode too, and what ends a line or turns its direction. */
static bool is_control(uint32_t character) {
    return character < 0x20 || (character >= 0x7f && character < 0xa0) ||
           (character >= 0x2028 && character <= 0x202e) ||
           (character >= 0x2066 && character <= 0x2069) || character == 0x200e ||
           character == 0x200f || character == 0x061c;
}

/* The beginning of a text as UTF-8: a character, or "?" for what is none that can be shown. @return octets read. */
static size_t show(mla_str text, mla_str *shown) {
    uint32_t character = 0;
    int octets = mla__utf8_read(text.ptr, text.len, &character);

    *shown = octets <= 0 || is_control(character) ? mla_str_from("?")
                                                  : (mla_str){text.ptr, (size_t)octets};
    return octets == 0 ? text.len : (size_t)abs(octets);
}

/* Cuts what does not fit. */
static void append(mla__session_error *error, mla_str text) {
    size_t len = strlen(error->text);
    mla_str shown;

    while (text.len != 0) {
        size_t octets = show(text, &shown);
        if (shown.len >= sizeof error->text - len)
            break;
        memcpy(error->text + len, shown.ptr, shown.len);
        len += shown.len;
        text = (mla_str){text.ptr + octets, text.len - octets};
    }
    error->text[len] = '\0';
}

static void append_clause(mla__session_error *error, const char *text) {
    append(error, mla_str_from("; "));
    append(error, mla_str_from(text));
}

/* As sent, but for NUL, which would end it. */
static void copy(char *to, size_t size, mla_str text) {
    size_t len = 0;

    for (; len < text.len && len < size - 1; len++)
        to[len] = text.ptr[len] != '\0' ? text.ptr[len] : '?';
    to[len] = '\0';
}

/* Where trying again may help, nothing has to be put right first. */
static const char *advice_for(int32_t retry, const advice *hint) {
    bool fits = hint != NULL && hint->text != NULL &&
                (hint->retry != MLA_RETRY_NEVER || retry == MLA_RETRY_NEVER);

    return fits ? hint->text : advice_by_retry[retry];
}

/* The server's words come last: nobody knows how they end. */
static void compose(mla__session_error *error, const mla_error *detail, const advice *hint) {
    const char *text = advice_for(error->retry, hint);

    error->text[0] = '\0';
    append(error,
           detail->detail.len != 0 ? detail->detail : mla_str_from(mla_status_text(error->status)));
    if (text != NULL)
        append_clause(error, text);
    if (detail->server_text.len == 0)
        return;
    append_clause(error, "the server said: ");
    append(error, detail->server_text);
}

void mla__error_set(mla__session_error *error, int32_t status, const mla_error *detail) {
    static const mla_error nothing = {.struct_size = sizeof nothing};
    const advice *hint = find(status);

    if (detail == NULL)
        detail = &nothing;
    error->status = status;
    error->native_code = detail->native_code;
    error->retry = detail->retry;
    if (error->retry == MLA_RETRY_NEVER && hint != NULL)
        error->retry = hint->retry;
    error->retry_after_ms = detail->retry_after_ms;
    copy(error->server_text, sizeof error->server_text, detail->server_text);
    copy(error->server_code, sizeof error->server_code, detail->server_code);
    compose(error, detail, hint);
}

/* ----- getters ----- */

static const mla__session_error out_of_memory = {
    .status = MLA_E_NO_MEMORY,
    .retry = MLA_RETRY_LATER,
    .text = "out of memory",
};

static const mla__session_error *of(const mla_session *session) {
    return session != NULL ? &session->error : &out_of_memory;
}

int32_t mla_session_error_status(const mla_session *session) {
    return of(session)->status;
}

const char *mla_session_error_text(const mla_session *session) {
    return of(session)->text;
}

const char *mla_session_error_server_text(const mla_session *session) {
    return of(session)->server_text;
}

const char *mla_session_error_server_code(const mla_session *session) {
    return of(session)->server_code;
}

int32_t mla_session_error_retry(const mla_session *session) {
    return of(session)->retry;
}

uint64_t mla_session_error_retry_after_ms(const mla_session *session) {
    return of(session)->retry_after_ms;
}

const char *mla_session_refusal_text(const mla_session *session) {
    return session != NULL ? session->refusal.text : "there is no session";
}

int32_t mla_session_error_native_code(const mla_session *session) {
    return of(session)->native_code;
}
