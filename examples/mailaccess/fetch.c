/* SPDX-License-Identifier: MIT */
/** fetch: list, fetch what is not there, and only when all of it is safe, delete. */
#define _POSIX_C_SOURCE 200809L
#include "fetch.h"
#include "../common/json.h"
#include "command.h"
#include "deletes.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What fails on disk. */

int complain_disk(struct command *command, const char *what) {
    const char *why = strerror(errno);
    return complain(command, EXIT_FILES,
                    "%s %s: %s; nothing was deleted on the server. Run it again when this is "
                    "solved: what is there is not fetched again",
                    what, command->to, why);
}

/* Opening: the folder on the server, then the one on the disk. */

static int take_selected(struct command *command, mla_event *event, void *user) {
    struct fetch *fetch = user;
    if (mla_event_type(event) != MLA_EVENT_SELECTED)
        return EXIT_DONE;
    fetch->uidvalidity = mla_event_uidvalidity(event);
    int len = snprintf(fetch->folder, sizeof fetch->folder, "%s", mla_event_folder(event));
    if (len < 0 || (size_t)len >= sizeof fetch->folder)
        return complain(command, EXIT_FILES, "the folder's name is too long");
    if (command->delete_fetched && mla_event_read_only(event))
        return complain(command, EXIT_REFUSED, "the folder is read-only: leave out --delete");
    return EXIT_DONE;
}

static int open_store(struct command *command, struct fetch *fetch) {
    char mailbox[1800];
    bool imap = mla_session_protocol(command->session) == MLA_PROTOCOL_IMAP;
    int len =
        snprintf(mailbox, sizeof mailbox, "%s\n%s\n%" PRId32 "\n%s\n%s", imap ? "imap" : "pop3",
                 mla_options_host(command->options), mla_options_port(command->options),
                 mla_options_user(command->options), imap ? fetch->folder : "INBOX");
    if (len < 0 || (size_t)len >= sizeof mailbox)
        return complain(command, EXIT_FILES, "host, user and folder are too long together");
    switch (store_open(&fetch->store, command->to, mailbox, imap ? fetch->uidvalidity : 0)) {
    case STORE_OPENED: return EXIT_DONE;
    case STORE_LOCKED:
        return complain(command, EXIT_FILES, "another mailaccess is writing to %s", command->to);
    case STORE_OTHER:
        return complain(command, EXIT_FILES,
                        "%s holds another mailbox (see %s/.mailaccess): take another --to",
                        command->to, command->to);
    case STORE_ALIEN:
        return complain(command, EXIT_FILES,
                        "%s holds messages, and no .mailaccess that tells of which mailbox: take "
                        "another --to",
                        command->to);
    default: return complain_disk(command, "cannot use");
    }
}

/* Listing. */

static int take_summary(struct command *command, mla_event *event, void *user) {
    struct fetch *fetch = user;
    if (mla_event_type(event) != MLA_EVENT_SUMMARY)
        return EXIT_DONE;
    uint64_t size = mla_event_size(event);
    const char *id = mla_event_id(event);
    bool is_stable = mla_event_id_is_stable(event) != 0;
    if (worklist_add(&fetch->list, id, is_stable, size == MLA_NO_SIZE ? 0 : size) != 0)
        return complain_disk(command, "cannot write a temporary file to fill");
    return EXIT_DONE;
}

/** Finds out what there is to fetch. */
static int list_messages(struct command *command, struct fetch *fetch) {
    uint32_t operation;
    uint64_t octets = 0;
    if (worklist_open(&fetch->list, temporary_folder()) != 0 ||
        worklist_open(&fetch->loose, temporary_folder()) != 0)
        return complain_disk(command, "cannot make a file in $TMPDIR, else /tmp, to fill");
    int32_t status = mla_session_list(command->session, NULL, MLA_LIST_IDS, &operation);
    if (status != MLA_OK)
        return complain_refusal(command, status);
    int code = events_until_done(command, operation, take_summary, fetch);
    if (code != EXIT_DONE)
        return code;
    bool imap = mla_session_protocol(command->session) == MLA_PROTOCOL_IMAP;
    int repeats = imap ? worklist_repeats_uid(&fetch->list) : worklist_rewind(&fetch->list);
    if (repeats < 0)
        return complain_disk(command, "cannot write a temporary file to fill");
    fetch->repeats = repeats > 0;
    while (worklist_next(&fetch->list)) {
        if (fetch_is_there(fetch)) {
            fetch->there++;
        } else {
            fetch->wanted++;
            octets += fetch->list.size;
        }
    }
    bool free_line = !command->trace && (!command->json || isatty(STDOUT_FILENO) != 1);
    progress_begin(&fetch->progress, free_line, fetch->wanted, octets);
    return EXIT_DONE;
}

/* Deleting: what is on the disk, and nothing before all that was wanted is. */

static int delete_messages(struct command *command, struct fetch *fetch) {
    bool imap = mla_session_protocol(command->session) == MLA_PROTOCOL_IMAP;
    struct deletes deletes = {.takes_sets = imap};
    int code = EXIT_DONE;
    if (worklist_rewind(&fetch->list) != 0)
        return complain_disk(command, "cannot finish");
    while (code == EXIT_DONE && worklist_next(&fetch->list)) {
        if (!fetch_is_there(fetch))
            continue;
        code = deletes_add(command, &deletes, fetch->list.id);
        fetch->deleted++;
    }
    return code == EXIT_DONE ? deletes_finish(command, &deletes) : code;
}

/* The end. */

static void report(const struct command *command, const struct fetch *fetch, uint64_t took_ms) {
    const struct progress *progress = &fetch->progress;
    uint64_t missing = fetch->wanted - progress->messages;
    double seconds = (double)took_ms / 1e3;
    double megabytes = (double)progress->octets / 1e6;
    if (command->json) {
        struct json json;
        json_begin(&json);
        json_number(&json, "fetched", progress->messages);
        json_number(&json, "octets", progress->octets);
        json_number(&json, "milliseconds", took_ms);
        json_number(&json, "already_there", fetch->there);
        json_number(&json, "missing", missing);
        json_number(&json, "deleted", fetch->deleted);
        json_end(&json);
        return;
    }
    printf("%" PRIu64 " fetched (%.1f MB in %.2f s, %.1f MB/s), %" PRIu64 " were there already",
           progress->messages, megabytes, seconds, seconds > 0 ? megabytes / seconds : 0.0,
           fetch->there);
    if (missing > 0)
        printf(", %" PRIu64 " are not to be had", missing);
    if (command->delete_fetched)
        printf(", %" PRIu64 " deleted on the server", fetch->deleted);
    putchar('\n');
}

static int run(struct command *command, struct fetch *fetch) {
    int code = select_folder(command, !command->delete_fetched, take_selected, fetch);
    if (code == EXIT_DONE)
        code = open_store(command, fetch);
    if (code == EXIT_DONE)
        code = list_messages(command, fetch);
    if (code == EXIT_DONE)
        code = fetch_messages(command, fetch);
    progress_hide(&fetch->progress);
    uint64_t took_ms = progress_now_ms() - fetch->progress.began_ms;
    if (code == EXIT_DONE && store_sync(&fetch->store) != 0)
        code = complain_disk(command, "cannot write to");
    if (code == EXIT_DONE && fetch->repeats)
        code = complain(command, EXIT_PROTOCOL,
                        "the server gives one UID to several messages: of these only one each was "
                        "fetched, and nothing was deleted on the server");
    if (code == EXIT_DONE && command->delete_fetched)
        code = delete_messages(command, fetch);
    fetch_doubt_loose(command, fetch);
    if (code == EXIT_DONE)
        code = close_session(command);
    if (code == EXIT_DONE)
        report(command, fetch, took_ms);
    return code == EXIT_DONE && fetch->refused ? EXIT_REFUSED : code;
}

int verb_fetch(struct command *command) {
    static struct fetch fetch = {.store = {.folder = -1, .lock = -1}};
    if (command->delete_fetched && !mla_session_can(command->session, MLA_CAN_DELETE))
        return complain(command, EXIT_REFUSED,
                        "the server cannot delete single messages: leave out --delete");
    int code = run(command, &fetch);
    worklist_close(&fetch.list);
    worklist_close(&fetch.loose);
    store_close(&fetch.store);
    return code;
}
