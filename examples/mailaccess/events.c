/* SPDX-License-Identifier: MIT */
/** Events until an operation is done, and what is said when something fails. */
#include "../common/json.h"
#include "command.h"
#include "output.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
    int32_t status;
    int code;
    const char *option; /* that may help; the text itself says what else */
} failures[] = {
    {MLA_E_CANCELLED, EXIT_INTERRUPTED, ""},
    {MLA_E_RESOLVE, EXIT_CONNECTION, ""},
    {MLA_E_CONNECT, EXIT_CONNECTION, ""},
    {MLA_E_TIMEOUT, EXIT_CONNECTION, "--timeout"},
    {MLA_E_EOF, EXIT_CONNECTION, ""},
    {MLA_E_INCOMPLETE, EXIT_CONNECTION, ""},
    {MLA_E_IO, EXIT_CONNECTION, ""},
    {MLA_E_SERVER_BYE, EXIT_CONNECTION, ""},
    {MLA_E_FILE, EXIT_FILES, "TMPDIR"},
    {MLA_E_TLS, EXIT_TLS, "--starttls"},
    {MLA_E_TLS_UNTRUSTED, EXIT_TLS, "--ca"},
    {MLA_E_TLS_EXPIRED, EXIT_TLS, ""},
    {MLA_E_TLS_NAME, EXIT_TLS, ""},
    {MLA_E_TLS_REQUIRED, EXIT_TLS, ""},
    {MLA_E_TLS_CONFIG, EXIT_TLS, "--ca"},
    {MLA_E_AUTH, EXIT_LOGIN, ""},
    {MLA_E_AUTH_MECHANISM, EXIT_LOGIN, ""},
    {MLA_E_AUTH_CLEAR, EXIT_LOGIN, "--starttls"},
    {MLA_E_INJECTION, EXIT_PROTOCOL, ""},
    {MLA_E_NOT_FOUND, EXIT_REFUSED, ""},
    {MLA_E_UNSUPPORTED, EXIT_REFUSED, "caps"},
    {MLA_E_SERVER_NO, EXIT_REFUSED, ""},
    {MLA_E_SERVER_BAD, EXIT_REFUSED, "--trace"},
    {MLA_E_INVALID, EXIT_USAGE, ""},
};

static void say(const struct command *command, const char *name, const char *text,
                const char *option) {
    fputs("mailaccess: ", stderr);
    print_clean(stderr, text);
    if (*option != '\0')
        fprintf(stderr, " (see %s in --help)", option);
    fputc('\n', stderr);
    if (command->json) {
        struct json json;
        json_begin(&json);
        json_text(&json, "error", name);
        json_text(&json, "text", text);
        json_text(&json, "option", option);
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

/** @return the exit code for a status of the library's. */
static int say_status(const struct command *command, int32_t status, const char *text) {
    const char *option = "";
    int code = EXIT_PROTOCOL;
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        if (failures[i].status == status) {
            code = failures[i].code;
            option = failures[i].option;
        }
    }
    if (*text == '\0')
        text = mla_status_text(status);
    say(command, mla_status_name(status), text, option);
    return code;
}

int complain_session(const struct command *command) {
    return say_status(command, mla_session_error_status(command->session),
                      mla_session_error_text(command->session));
}

int complain_refusal(const struct command *command, int32_t status) {
    return say_status(command, status, mla_session_refusal_text(command->session));
}

void show_alert(const struct command *command, const mla_event *event) {
    if (mla_event_type(event) != MLA_EVENT_ALERT)
        return;
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

bool is_malformed(const mla_event *event) {
    return mla_event_type(event) == MLA_EVENT_MESSAGE_END &&
           mla_event_status(event) == MLA_E_MALFORMED;
}

int events_until_done(struct command *command, uint32_t operation, event_function *take,
                      void *user) {
    mla_event *event;
    int32_t status;
    int broken = EXIT_DONE;
    while ((status = mla_session_next(command->session, &event)) == MLA_OK) {
        show_alert(command, event);
        int code = take != NULL ? take(command, event, user) : EXIT_DONE;
        if (code != EXIT_DONE)
            return code;
        if (is_malformed(event))
            broken = complain_session(command);
        if (mla_event_type(event) == MLA_EVENT_DONE && mla_event_operation(event) == operation)
            return mla_event_status(event) == MLA_OK ? broken : complain_session(command);
    }
    return status == MLA_END ? EXIT_DONE : complain_session(command);
}

int select_folder(struct command *command, bool read_only, event_function *take, void *user) {
    uint32_t operation;
    int32_t status = mla_session_select(command->session, command->folder, read_only, &operation);
    if (status != MLA_OK)
        return complain_refusal(command, status);
    return events_until_done(command, operation, take, user);
}

int close_session(struct command *command) {
    uint32_t operation;
    int32_t status = mla_session_close(command->session, &operation);
    if (status != MLA_OK)
        return complain_refusal(command, status);
    return events_until_done(command, operation, NULL, NULL);
}
