/* SPDX-License-Identifier: MIT */
#include <mailaccess/base.h>

typedef struct status_row {
    int32_t status;
    const char *name;
    const char *text;
} status_row;

#define ROW(status, text) \
    { status, #status, text }

static const status_row rows[] = {
    ROW(MLA_OK, "success"),
    ROW(MLA_AGAIN, "nothing yet"),
    ROW(MLA_END, "nothing more will come"),
    ROW(MLA_E_INVALID, "an argument is not acceptable"),
    ROW(MLA_E_STATE, "not possible in this state"),
    ROW(MLA_E_UNSUPPORTED, "not supported by the protocol, the server or this build"),
    ROW(MLA_E_NOT_FOUND, "no such folder, message or part"),
    ROW(MLA_E_CANCELLED, "cancelled"),
    ROW(MLA_E_NO_MEMORY, "out of memory"),
    ROW(MLA_E_LIMIT, "a configured limit was reached"),
    ROW(MLA_E_NESTING, "nested too deeply"),
    ROW(MLA_E_FULL, "the queue of operations is full"),
    ROW(MLA_E_FILE, "a temporary file cannot be written or read"),
    ROW(MLA_E_PROTOCOL, "the server broke the protocol"),
    ROW(MLA_E_INCOMPLETE, "the connection ended inside a response"),
    ROW(MLA_E_INJECTION, "data came in clear text after the start of TLS"),
    ROW(MLA_E_UNSOLICITED, "the server answered a command that was not sent"),
    ROW(MLA_E_MALFORMED, "an item could not be read"),
    ROW(MLA_E_IO, "reading or writing failed"),
    ROW(MLA_E_EOF, "the server closed the connection"),
    ROW(MLA_E_TIMEOUT, "the server did not answer in time"),
    ROW(MLA_E_RESOLVE, "the host name has no address"),
    ROW(MLA_E_CONNECT, "no address of the host accepted the connection"),
    ROW(MLA_E_TLS, "the TLS connection failed"),
    ROW(MLA_E_TLS_UNTRUSTED, "the certificate is not issued by a trusted authority"),
    ROW(MLA_E_TLS_EXPIRED, "the certificate is out of its period of validity"),
    ROW(MLA_E_TLS_NAME, "the certificate is for another host name"),
    ROW(MLA_E_TLS_REQUIRED, "the server offers no encryption"),
    ROW(MLA_E_TLS_CONFIG, "a CA file, certificate or key cannot be used"),
    ROW(MLA_E_AUTH, "the server refused the credentials"),
    ROW(MLA_E_AUTH_MECHANISM, "no common way to log in"),
    ROW(MLA_E_AUTH_CLEAR, "the password would have been sent in clear text"),
    ROW(MLA_E_AUTH_SERVER, "the server did not prove that it knows the password"),
    ROW(MLA_E_SERVER_NO, "the server refused"),
    ROW(MLA_E_SERVER_BAD, "the server did not accept the command"),
    ROW(MLA_E_SERVER_BYE, "the server ended the session"),
};

static const status_row *find(int32_t status) {
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].status == status)
            return &rows[i];
    return NULL;
}

const char *mla_status_name(int32_t status) {
    const status_row *row = find(status);
    return row != NULL ? row->name : "MLA_E_UNKNOWN";
}

const char *mla_status_text(int32_t status) {
    const status_row *row = find(status);
    return row != NULL ? row->text : "unknown error";
}

int32_t mla_status_is_fatal(int32_t status) {
    if (status == MLA_E_MALFORMED)
        return 0;
    if (status == MLA_E_NO_MEMORY || status == MLA_E_LIMIT || status == MLA_E_FILE ||
        status == MLA_E_SERVER_BYE)
        return 1;
    return status <= -200 && status > -500;
}

const char *mla_version(void) {
    return MLA_VERSION_STRING;
}
