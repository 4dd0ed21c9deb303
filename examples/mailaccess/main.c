/* SPDX-License-Identifier: MIT */
/** mailaccess: reads mail from the command line. */
#define _POSIX_C_SOURCE 200809L
#include "command.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct command the_command;
static volatile sig_atomic_t was_interrupted;

/** The first time in order; the second time at once. */
static void interrupt(int signal_number) {
    (void)signal_number;
    if (was_interrupted)
        _exit(EXIT_INTERRUPTED);
    was_interrupted = 1;
    if (the_command.session != NULL)
        mla_session_cancel(the_command.session);
}

bool interrupted(void) {
    return was_interrupted != 0;
}

/** Without SA_RESTART, so that a read of the password ends too. */
static void catch_interrupts(void) {
    struct sigaction action = {.sa_handler = interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGXFSZ, SIG_IGN); /* a file that grows too large is an error like a full disk */
}

static const struct verb verbs[] = {
    {"caps", verb_caps, 0, 0, false, true},  {"folders", verb_folders, 0, 0, true, true},
    {"list", verb_list, 0, 1, true, true},   {"cat", verb_cat, 2, 3, true, false},
    {"fetch", verb_fetch, 1, 1, true, true},
};

const struct verb *verb_find(const char *name) {
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}

const char *temporary_folder(void) {
    const char *named = getenv("TMPDIR");
    return named != NULL && *named != '\0' ? named : "/tmp";
}

/** What the command line says, except the password. */
static int32_t set_options(const struct command *command, mla_options *options) {
    int32_t status = mla_options_set_url(options, command->url);
    if (status == MLA_OK && command->security != 0)
        status = mla_options_set_security(options, command->security);
    if (status == MLA_OK && command->ca_file != NULL)
        status = mla_options_set_ca_file(options, command->ca_file);
    if (status == MLA_OK && command->timeout_ms != 0)
        status = mla_options_set_connect_timeout_ms(options, command->timeout_ms);
    if (status == MLA_OK && command->timeout_ms != 0)
        status = mla_options_set_idle_timeout_ms(options, command->timeout_ms);
    if (status == MLA_OK)
        status = mla_options_set_temporary_folder(options, temporary_folder());
    if (status == MLA_OK && command->trace)
        status = mla_options_set_trace(options, trace_write, NULL);
    return status;
}

static int set_password(const struct command *command, mla_options *options) {
    char password[1024];
    int code = password_read(command, mla_options_user(options), password, sizeof password);
    if (code < 0 && mla_options_set_password(options, password) != MLA_OK)
        code = complain(command, EXIT_LOGIN, "%s", mla_options_error_text(options));
    wipe(password, sizeof password);
    return code;
}

/** @return -1 or the exit code. */
static int prepare(struct command *command, const struct verb *verb, mla_options *options) {
    if (set_options(command, options) != MLA_OK)
        return complain(command, EXIT_USAGE, "%s", mla_options_error_text(options));
    bool anonymous = *mla_options_user(options) == '\0';
    if (anonymous && verb->needs_login)
        return complain(command, EXIT_USAGE, "%s wants a user in the URL: imaps://USER@HOST/",
                        verb->name);
    return anonymous ? -1 : set_password(command, options);
}

static int run(struct command *command, mla_options *options) {
    const struct verb *verb = verb_find(command->verb);
    int code = prepare(command, verb, options);
    if (code >= 0)
        return code;
    if (mla_session_open(options, &command->session) == MLA_OK)
        return verb->run(command);
    return complain_session(command);
}

int main(int argc, char **argv) {
    struct command *command = &the_command;
    int code = arguments_read(command, argc, argv);
    if (code >= 0)
        return code;
    catch_interrupts();
    mla_options *options;
    if (mla_options_new(NULL, &options) != MLA_OK)
        return complain(command, EXIT_PROTOCOL, "out of memory");
    command->options = options;
    code = run(command, options);
    mla_session *session = command->session;
    command->session = NULL; /* no signal shall find it from here on */
    mla_session_free(session);
    mla_options_free(options);
    if ((fflush(stdout) != 0 || ferror(stdout)) && code == EXIT_DONE)
        code = complain(command, EXIT_FILES, "cannot write the output: %s", strerror(errno));
    return code;
}
