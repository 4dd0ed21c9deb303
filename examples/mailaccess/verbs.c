/* SPDX-License-Identifier: MIT */
/** caps, folders, list and cat: what is shown. */
#define _POSIX_C_SOURCE 200809L
#include "../common/json.h"
#include "command.h"
#include "output.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* caps */

static const char *tls_name(int32_t version) {
    return version == MLA_TLS_1_3 ? "TLS 1.3" : version == MLA_TLS_1_2 ? "TLS 1.2" : "none";
}

int verb_caps(struct command *command) {
    mla_session *session = command->session;
    bool imap = mla_session_protocol(session) == MLA_PROTOCOL_IMAP;
    const char *tls = tls_name(mla_session_tls_version(session));
    const char *suite = mla_session_ciphersuite(session);
    const char *capability;
    struct json json;
    if (command->json) {
        json_begin(&json);
        json_text(&json, "protocol", imap ? "imap" : "pop3");
        json_text(&json, "encryption", tls);
        json_text(&json, "ciphersuite", suite);
        json_open(&json, "capabilities", '[');
    } else {
        printf("%s, encryption: %s%s%s\n", imap ? "IMAP" : "POP3", tls, *suite != '\0' ? " " : "",
               suite);
    }
    for (uint32_t i = 0; (capability = mla_session_capability(session, i)) != NULL; i++) {
        if (command->json) {
            json_text(&json, NULL, capability);
        } else {
            print_clean(stdout, capability);
            putchar('\n');
        }
    }
    if (command->json) {
        json_close(&json, ']');
        json_end(&json);
    }
    return close_session(command);
}

/* folders */

static const struct {
    uint32_t bit;
    const char *name;
} attributes[] = {
    {MLA_FOLDER_NOSELECT, "noselect"},
    {MLA_FOLDER_NONEXISTENT, "nonexistent"},
    {MLA_FOLDER_SUBSCRIBED, "subscribed"},
    {MLA_FOLDER_ALL, "all"},
    {MLA_FOLDER_ARCHIVE, "archive"},
    {MLA_FOLDER_DRAFTS, "drafts"},
    {MLA_FOLDER_FLAGGED, "flagged"},
    {MLA_FOLDER_JUNK, "junk"},
    {MLA_FOLDER_SENT, "sent"},
    {MLA_FOLDER_TRASH, "trash"},
    {MLA_FOLDER_IMPORTANT, "important"},
};

static int show_folder(struct command *command, mla_event *event, void *user) {
    (void)user;
    if (mla_event_type(event) != MLA_EVENT_FOLDER)
        return EXIT_DONE;
    uint32_t bits = mla_event_folder_attributes(event);
    struct json json;
    if (command->json) {
        json_begin(&json);
        json_text(&json, "folder", mla_event_folder(event));
        json_text(&json, "delimiter", mla_event_delimiter(event));
        json_open(&json, "attributes", '[');
    } else {
        print_clean(stdout, mla_event_folder(event));
    }
    const char *between = "\t";
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        if ((bits & attributes[i].bit) == 0)
            continue;
        if (command->json)
            json_text(&json, NULL, attributes[i].name);
        else
            printf("%s%s", between, attributes[i].name);
        between = " ";
    }
    if (command->json) {
        json_close(&json, ']');
        json_end(&json);
    } else {
        putchar('\n');
    }
    return EXIT_DONE;
}

int verb_folders(struct command *command) {
    uint32_t operation;
    int32_t status = mla_session_folders(command->session, &operation);
    if (status != MLA_OK)
        return complain_refusal(command, status);
    int code = events_until_done(command, operation, show_folder, NULL);
    return code == EXIT_DONE ? close_session(command) : code;
}

/* list */

/** @return `text`; "" for a date that is not known or that the system cannot express. */
static const char *format_date(int64_t seconds, char *text, size_t size) {
    time_t time = (time_t)seconds;
    struct tm parts;
    bool known = seconds != MLA_NO_DATE && gmtime_r(&time, &parts) != NULL;
    if (!known || strftime(text, size, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        text[0] = '\0';
    return text;
}

static void show_summary_json(const mla_event *event) {
    static const char *const names[] = {"seen", "answered", "flagged", "deleted", "draft"};
    char date[64];
    const char *keyword;
    struct json json;
    json_begin(&json);
    json_text(&json, "id", mla_event_id(event));
    json_bool(&json, "id_is_stable", mla_event_id_is_stable(event));
    if (mla_event_size(event) != MLA_NO_SIZE)
        json_number(&json, "size", mla_event_size(event));
    json_text(&json, "date", format_date(mla_event_date(event), date, sizeof date));
    json_text(&json, "from_name", mla_event_from_name(event));
    json_text(&json, "from_address", mla_event_from_address(event));
    json_text(&json, "subject", mla_event_subject(event));
    json_open(&json, "flags", '[');
    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mla_event_flags(event) & 1u << i)
            json_text(&json, NULL, names[i]);
    for (uint32_t i = 0; (keyword = mla_event_keyword(event, i)) != NULL; i++)
        json_text(&json, NULL, keyword);
    json_close(&json, ']');
    json_end(&json);
}

static int show_summary(struct command *command, mla_event *event, void *user) {
    (void)user;
    if (mla_event_type(event) != MLA_EVENT_SUMMARY)
        return EXIT_DONE;
    if (command->json) {
        show_summary_json(event);
        return EXIT_DONE;
    }
    char date[64];
    const char *from = mla_event_from_name(event);
    uint64_t size = mla_event_size(event);
    print_clean(stdout, mla_event_id(event));
    printf("\t%" PRIu64 "\t%s\t", size == MLA_NO_SIZE ? 0 : size,
           format_date(mla_event_date(event), date, sizeof date));
    print_clean(stdout, *from != '\0' ? from : mla_event_from_address(event));
    putchar('\t');
    print_clean(stdout, mla_event_subject(event));
    putchar('\n');
    return EXIT_DONE;
}

int verb_list(struct command *command) {
    uint32_t operation;
    int code = select_folder(command, true, NULL, NULL);
    if (code != EXIT_DONE)
        return code;
    int32_t status = mla_session_list(command->session, NULL, MLA_LIST_SUMMARIES, &operation);
    if (status != MLA_OK)
        return complain_refusal(command, status);
    code = events_until_done(command, operation, show_summary, NULL);
    return code == EXIT_DONE ? close_session(command) : code;
}

/* cat */

struct show {
    bool terminal;
    struct split split;
};

/** As it is into a file or a pipe; on a terminal without what could take it over. */
static int show_data(struct command *command, mla_event *event, void *user) {
    struct show *show = user;
    int32_t type = mla_event_type(event);
    if (type == MLA_EVENT_MESSAGE_END)
        print_clean_end(stdout, &show->split);
    if (type != MLA_EVENT_DATA)
        return EXIT_DONE;
    if (show->terminal)
        print_clean_lines(stdout, &show->split, mla_event_data(event), mla_event_data_len(event));
    else
        fwrite(mla_event_data(event), 1, mla_event_data_len(event), stdout);
    return ferror(stdout) ? complain(command, EXIT_FILES, "cannot write the output") : EXIT_DONE;
}

int verb_cat(struct command *command) {
    uint32_t operation;
    struct show show = {.terminal = isatty(STDOUT_FILENO) == 1};
    const char *part = command->part;
    uint32_t decode = part != NULL && strspn(part, "0123456789.") == strlen(part);
    int code = select_folder(command, true, NULL, NULL);
    if (code != EXIT_DONE)
        return code;
    int32_t status = mla_session_fetch(command->session, command->id, part,
                                       decode ? MLA_FETCH_DECODE : 0, &operation);
    if (status != MLA_OK)
        return complain_refusal(command, status);
    code = events_until_done(command, operation, show_data, &show);
    return code == EXIT_DONE ? close_session(command) : code;
}
