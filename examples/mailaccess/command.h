/* SPDX-License-Identifier: MIT */
/** What the files of the command share: what was asked for, the session, exit codes, events. */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <mailaccess/session.h>

/* As --help explains them. */
#define EXIT_DONE 0
#define EXIT_REFUSED 1
#define EXIT_USAGE 2
#define EXIT_CONNECTION 3
#define EXIT_TLS 4
#define EXIT_LOGIN 5
#define EXIT_FILES 6
#define EXIT_PROTOCOL 7
#define EXIT_INTERRUPTED 130

struct command {
    /* The command line. Strings are argv's own; NULL when not given. */
    const char *ca_file;
    const char *password_file;
    const char *url;
    const char *verb;
    const char *folder; /* NULL: the URL's, else INBOX */
    const char *id;
    const char *part;
    const char *to;
    int32_t security; /* MLA_SECURITY_*; 0: as the URL says */
    int32_t timeout_ms;
    bool json;
    bool trace;
    bool delete_fetched;

    mla_options *options; /* as the session was opened with */
    mla_session *session;
};

typedef int verb_function(struct command *command);

/** The function of a verb, with its name and what may follow it. */
struct verb {
    const char *name;
    verb_function *run;
    int min_words;
    int max_words;
    bool needs_login;
    bool has_json;
};

/** NULL when there is no such verb. */
const struct verb *verb_find(const char *name);

verb_function verb_caps, verb_folders, verb_list, verb_cat, verb_fetch;

/**
 * Reads the command line.
 *
 * @return -1: go on; else the exit code, everything said.
 */
int arguments_read(struct command *command, int argc, char **argv);

/**
 * From the file, the environment or the terminal, in this order.
 *
 * @param password of `size` octets, to be wiped by the caller.
 * @return -1 or the exit code, everything said.
 */
int password_read(const struct command *command, const char *user, char *password, size_t size);

/** Where temporary files go. */
const char *temporary_folder(void);

/** Whether the user or the system asked to stop. */
bool interrupted(void);

/** Overwrites what the compiler must not think needless to overwrite. */
void wipe(void *data, size_t size);

/** For mla_options_set_trace(): to the standard error output, a line of the protocol each. */
void trace_write(void *user, int32_t kind, const char *data, size_t len);

/* Errors: one line on the standard error output, with --json also an object. */

/** Says something that is not the session's error. @return `code`. */
int complain(const struct command *command, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Says the session's last error and what can be done about it. @return the exit code. */
int complain_session(const struct command *command);

/** The same of a call that started nothing. @param status what it returned. */
int complain_refusal(const struct command *command, int32_t status);

/* Events. */

/** Servers may speak to the user at any time; whoever calls this command listens. */
void show_alert(const struct command *command, const mla_event *event);

/** A message that ends so is not to be relied on, though its operation has no error. */
bool is_malformed(const mla_event *event);

/** Takes an event. @return EXIT_DONE to go on. */
typedef int event_function(struct command *command, mla_event *event, void *user);

/**
 * Takes events until an operation is complete. Its error, and the session's, are said.
 *
 * @param take  sees all of them before; NULL: nobody does.
 * @return EXIT_DONE or the exit code.
 */
int events_until_done(struct command *command, uint32_t operation, event_function *take,
                      void *user);

/** Selects the folder of the command. @param take as above, for SELECTED. */
int select_folder(struct command *command, bool read_only, event_function *take, void *user);

/** Ends the session in order; without it a POP3 server deletes nothing. */
int close_session(struct command *command);

#endif
