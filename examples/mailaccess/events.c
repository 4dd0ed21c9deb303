/* SPDX-License-Identifier: MIT */
/** Events until an operation is done, and what is said when something fails. */
#include "command.h"
#include "output.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    int32_t status;
    int code;
    const char *advice;
} failures[] = {
    {MLA_E_CANCELLED, EXIT_INTERRUPTED, ""},
    {MLA_E_RESOLVE, EXIT_CONNECTION, "check the host name in the URL"},
    {MLA_E_CONNECT, EXIT_CONNECTION, "check host and port, and that the server runs"},
    {MLA_E_TIMEOUT, EXIT_CONNECTION, "try again, or with a longer --timeout"},
    {MLA_E_EOF, EXIT_CONNECTION, "try again"},
    {MLA_E_INCOMPLETE, EXIT_CONNECTION, "try again"},
    {MLA_E_IO, EXIT_CONNECTION, "try again"},
    {MLA_E_SERVER_BYE, EXIT_CONNECTION, "try again later"},
    {MLA_E_TLS, EXIT_TLS, "check that the port is one for TLS, or try --starttls"},
    {MLA_E_TLS_UNTRUSTED, EXIT_TLS, "name the authority's certificate with --ca FILE"},
    {MLA_E_TLS_EXPIRED, EXIT_TLS, "the server needs a new certificate, or this clock is wrong"},
    {MLA_E_TLS_NAME, EXIT_TLS, "use the host name that the certificate is for"},
    {MLA_E_TLS_REQUIRED, EXIT_TLS, "try imaps:// or pops://; --cleartext gives up protection"},
    {MLA_E_TLS_CONFIG, EXIT_TLS, "check the file given with --ca"},
    {MLA_E_AUTH, EXIT_LOGIN, "check user and password"},
    {MLA_E_AUTH_MECHANISM, EXIT_LOGIN, "the server wants another way of login"},
    {MLA_E_AUTH_CLEAR, EXIT_LOGIN, "use imaps://, pops:// or --starttls"},
    {MLA_E_INJECTION, EXIT_PROTOCOL, "somebody may be tampering with the connection"},
    {MLA_E_NOT_FOUND, EXIT_REFUSED, "see what there is with folders or list"},
    {MLA_E_UNSUPPORTED, EXIT_REFUSED, "the server cannot do this"},
    {MLA_E_SERVER_NO, EXIT_REFUSED, ""},
    {MLA_E_SERVER_BAD, EXIT_REFUSED, ""},
    {MLA_E_INVALID, EXIT_USAGE, "see mailaccess --help"},
};

static void say(const struct command *command, const char *name, const char *text,
                const char *advice) {
    fputs("mailaccess: ", stderr);
    print_clean(stderr, text);
    if (*advice != '\0')
        fprintf(stderr, " (%s)", advice);
    fputc('\n', stderr);
    if (command->json) {
        struct json json;
        json_begin(&json);
        json_text(&json, "error", name);
        json_text(&json, "text", text);
        json_text(&json, "advice", advice);
        json_end(&json);
    }
}

int complain(const struct command *command, int code, const char *format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    say(command, "COMMAND", text, "");
    return code;
}

int complain_session(const struct command *command) {
    int32_t status = mla_session_error_status(command->session);
    const char *text = mla_session_error_text(command->session);
    const char *server_text = mla_session_error_server_text(command->session);
    const char *advice = "";
    int code = EXIT_PROTOCOL;
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        if (failures[i].status == status) {
            code = failures[i].code;
            advice = failures[i].advice;
        }
    }
    if (*text == '\0')
        text = mla_status_text(status);
    char line[1536];
    if (*server_text != '\0' && strstr(text, server_text) == NULL)
        snprintf(line, sizeof line, "%s; the server said: %s", text, server_text);
    else
        snprintf(line, sizeof line, "%s", text);
    say(command, mla_status_name(status), line, advice);
    return code;
}

/** Servers may speak to the user at any time; whoever calls this command listens. */
static void show_alert(const struct command *command, const mla_event *event) {
    if (command->json) {
        struct json json;
        json_begin(&json);
        json_text(&json, "alert", mla_event_server_text(event));
        json_end(&json);
        return;
    }
    fputs("mailaccess: the server says: ", stderr);
    print_clean(stderr, mla_event_server_text(event));
    fputc('\n', stderr);
}

int events_until_done(struct command *command, uint32_t operation, event_function *take,
                      void *user) {
    mla_event *event;
    int32_t status;
    while ((status = mla_session_next(command->session, &event)) == MLA_OK) {
        int32_t type = mla_event_type(event);
        if (type == MLA_EVENT_ALERT)
            show_alert(command, event);
        int code = take != NULL ? take(command, event, user) : EXIT_DONE;
        if (code != EXIT_DONE)
            return code;
        if (type == MLA_EVENT_DONE && mla_event_operation(event) == operation)
            return mla_event_status(event) == MLA_OK ? EXIT_DONE : complain_session(command);
    }
    return status == MLA_END ? EXIT_DONE : complain_session(command);
}

int select_folder(struct command *command, bool read_only, event_function *take, void *user) {
    uint32_t operation;
    if (mla_session_select(command->session, command->folder, read_only, &operation) != MLA_OK)
        return complain_session(command);
    return events_until_done(command, operation, take, user);
}

int close_session(struct command *command) {
    uint32_t operation;
    if (mla_session_close(command->session, &operation) != MLA_OK)
        return complain_session(command);
    return events_until_done(command, operation, NULL, NULL);
}
