/* SPDX-License-Identifier: MIT */
#include "command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: mailaccess [OPTION]... URL VERB [ARGUMENT]...\n"
    "\n"
    "Reads mail over IMAP and POP3.\n"
    "\n"
    "URL   imaps://USER@HOST/FOLDER   pops://USER@HOST   with TLS from the start\n"
    "      imap://USER@HOST/FOLDER    pop://USER@HOST    with STARTTLS; it has to succeed\n"
    "      A \"@\" in the user is written %40. The port may follow the host, the folder be "
    "missing.\n"
    "\n"
    "caps                        what the server announces; without a user: before login\n"
    "folders                     all folders\n"
    "list [FOLDER]               id, size, date, author and subject of each message\n"
    "cat FOLDER ID [PART]        a message as it is, or a part: HEADER, TEXT, 1.2 (decoded)\n"
    "fetch FOLDER --to DIR       each message into a file of DIR, which is made if need be; what "
    "is\n"
    "                            there already is not fetched again\n"
    "  --delete                  then deletes on the server what is safely on disk; nothing, when\n"
    "                            the disk is full or the connection is lost\n"
    "\n"
    "--ca FILE                   trust the authorities in this PEM file, not the system's\n"
    "--password-file FILE        its first line; else $MAILACCESS_PASSWORD, else asked for\n"
    "--starttls                  begin in clear, then STARTTLS or STLS, which has to succeed\n"
    "--cleartext                 no encryption: whoever sees the wire reads password and mail\n"
    "--timeout SECONDS           for connecting, and for each silence of the server\n"
    "--json                      one JSON object a line\n"
    "--trace                     the protocol on the standard error output, secrets masked\n"
    "--help, --version\n"
    "$TMPDIR                     folder for temporary files; else /tmp\n"
    "\n"
    "Exit codes\n"
    "  0  done\n"
    "  1  the server refused, or has no such folder, message or part\n"
    "  2  the command line is wrong\n"
    "  3  no connection, or it was lost or too slow\n"
    "  4  TLS: no encryption, or a certificate that cannot be trusted\n"
    "  5  login refused, or no password\n"
    "  6  a file cannot be read or written, such as on a full disk\n"
    "  7  the server broke the protocol, or memory ran out\n"
    "130  interrupted\n";

static int usage_error(const char *what, const char *which) {
    fprintf(stderr, "mailaccess: %s%s%s (see mailaccess --help)\n", what, which ? " " : "",
            which ? which : "");
    return EXIT_USAGE;
}

static bool read_seconds(const char *text, int32_t *timeout_ms) {
    char *end;
    double seconds = strtod(text, &end);
    if (end == text || *end != '\0' || !(seconds >= 0.001 && seconds <= 86400))
        return false;
    *timeout_ms = (int32_t)(seconds * 1000);
    return true;
}

static int set_security(struct command *command, int32_t security) {
    if (command->security != 0 && command->security != security)
        return usage_error("--starttls and --cleartext exclude each other", NULL);
    command->security = security;
    return -1;
}

/** An option that stands alone. @return -1: read; 0: it is none; or the exit code. */
static int read_flag(struct command *command, const char *option) {
    if (strcmp(option, "--starttls") == 0)
        return set_security(command, MLA_SECURITY_STARTTLS);
    if (strcmp(option, "--cleartext") == 0)
        return set_security(command, MLA_SECURITY_CLEARTEXT);
    if (strcmp(option, "--json") == 0)
        command->json = true;
    else if (strcmp(option, "--trace") == 0)
        command->trace = true;
    else if (strcmp(option, "--delete") == 0)
        command->delete_fetched = true;
    else
        return 0;
    return -1;
}

/** An option with a value. @return as read_flag(). */
static int read_valued(struct command *command, const char *option, const char *value) {
    const char **text = strcmp(option, "--ca") == 0              ? &command->ca_file
                        : strcmp(option, "--password-file") == 0 ? &command->password_file
                        : strcmp(option, "--to") == 0            ? &command->to
                                                                 : NULL;
    bool timeout = strcmp(option, "--timeout") == 0;
    if (text == NULL && !timeout)
        return 0;
    if (value == NULL || *value == '\0')
        return usage_error("a value must follow", option);
    if (text != NULL)
        *text = value;
    else if (!read_seconds(value, &command->timeout_ms))
        return usage_error("--timeout wants seconds, 0.001 to 86400, not", value);
    return -1;
}

/** What follows the options: URL VERB ARGUMENT... */
static int take_words(struct command *command, int count, char **words) {
    if (count < 2)
        return usage_error(count == 0 ? "a URL and a verb are missing" : "a verb is missing", NULL);
    command->url = words[0];
    command->verb = words[1];
    const struct verb *verb = verb_find(command->verb);
    if (verb == NULL)
        return usage_error("caps, folders, list, cat and fetch are verbs, not", command->verb);
    if (count - 2 < verb->min_words || count - 2 > verb->max_words)
        return usage_error("too many or too few words follow", command->verb);
    bool fetch = verb->run == verb_fetch;
    if (fetch && command->to == NULL)
        return usage_error("fetch wants --to DIR", NULL);
    if (!fetch && (command->to != NULL || command->delete_fetched))
        return usage_error("--to and --delete belong to fetch, not to", command->verb);
    if (command->json && !verb->has_json)
        return usage_error("--json is not for cat, which writes the message itself", NULL);
    command->folder = count > 2 ? words[2] : NULL;
    command->id = count > 3 ? words[3] : NULL;
    command->part = count > 4 ? words[4] : NULL;
    return -1;
}

int arguments_read(struct command *command, int argc, char **argv) {
    int words = 0; /* gathered at the front of argv */
    bool options = true;
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        if (!options || word[0] != '-' || word[1] == '\0') {
            argv[words++] = argv[i];
        } else if (strcmp(word, "--") == 0) {
            options = false;
        } else if (strcmp(word, "--help") == 0) {
            fputs(help, stdout);
            return EXIT_DONE;
        } else if (strcmp(word, "--version") == 0) {
            printf("mailaccess %s\n", mla_version());
            return EXIT_DONE;
        } else {
            int code = read_flag(command, word);
            if (code == 0) {
                code = read_valued(command, word, i + 1 < argc ? argv[i + 1] : NULL);
                i++;
            }
            if (code == 0)
                return usage_error("there is no option", word);
            if (code > 0)
                return code;
        }
    }
    return take_words(command, words, argv);
}
