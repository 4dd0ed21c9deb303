/* SPDX-License-Identifier: MIT */
/**
 * fetch: list, fetch what is not there, and only when all of it is safe, delete.
 *
 * A window of operations is under way at a time: enough for the library to send commands ahead of
 * the replies, and few enough for memory to stay the same whatever the mailbox holds.
 */
#define _POSIX_C_SOURCE 200809L
#include "../common/json.h"
#include "command.h"
#include "deletes.h"
#include "kept.h"
#include "output.h"
#include "progress.h"
#include "store.h"
#include "worklist.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WINDOW KEPT_MAX

struct fetch {
    struct store store;
    struct worklist list;
    struct worklist
        loose; /* names of messages, from the first of another length than announced on */
    struct progress progress;
    char folder[1024];
    uint64_t uidvalidity;
    bool refused;   /* some message could not be fetched or deleted */
    uint64_t there; /* before this run */
    uint64_t wanted;
    uint64_t deleted;
    uint32_t under_way; /* operations */
    struct kept kept;
    bool repeats; /* a UID is that of several messages */
};

/* What fails on disk. */

static int complain_disk(struct command *command, const char *what) {
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

/** Whether the message that the list is at is on the disk. */
static bool is_there(const struct fetch *fetch) {
    return store_has(&fetch->store, fetch->list.id, fetch->list.is_stable);
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
        if (is_there(fetch)) {
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

/* Fetching. */

static void report_message(struct command *command, const struct fetch *fetch,
                           const mla_event *event) {
    struct json json;
    if (!command->json)
        return;
    json_begin(&json);
    json_text(&json, "id", mla_event_id(event));
    json_text(&json, "file", fetch->store.name);
    json_number(&json, "size", mla_event_position(event));
    json_end(&json);
}

/** Exchange has no octet of what it cannot convert, and others none of what is being deleted. */
static bool is_missing(const struct fetch *fetch, const mla_event *event) {
    return mla_event_position(event) == 0 &&
           kept_size(&fetch->kept, mla_event_operation(event)) != 0;
}

static void drop_missing(struct command *command, struct fetch *fetch, const mla_event *event) {
    store_abandon(&fetch->store);
    progress_hide(&fetch->progress);
    complain(command, EXIT_REFUSED,
             "message %s came without an octet, though the server lists it as %" PRIu64
             " octets long: it stays there",
             mla_event_id(event), kept_size(&fetch->kept, mla_event_operation(event)));
    fetch->refused = true;
}

static int keep_message(struct fetch *fetch, const mla_event *event) {
    uint64_t size = kept_size(&fetch->kept, mla_event_operation(event));
    bool is_loose = fetch->loose.count != 0 || mla_event_position(event) != size;
    if (store_commit(&fetch->store) != 0 ||
        (is_loose && worklist_add(&fetch->loose, fetch->store.name, true, size) != 0))
        return -1;
    fetch->progress.messages++;
    kept_note(&fetch->kept, mla_event_operation(event), fetch->store.name);
    return 0;
}

/** One operation is complete. An error of the session itself comes from mla_session_next(). */
static int end_operation(struct command *command, struct fetch *fetch, const mla_event *event) {
    int32_t status = mla_event_status(event);
    const char *name = kept_release(&fetch->kept, mla_event_operation(event));
    fetch->under_way--;
    if (status == MLA_OK)
        return EXIT_DONE;
    /* Exchange says no behind a part of the message: what came of it is not safe to delete. */
    if (name != NULL) {
        if (store_set_aside(&fetch->store, name) != 0)
            return EXIT_FILES;
        fetch->progress.messages--;
    }
    bool gone = status == MLA_E_NOT_FOUND; /* somebody else deleted it meanwhile */
    if (gone || mla_status_is_fatal(status) || status == MLA_E_CANCELLED)
        return EXIT_DONE;
    progress_hide(&fetch->progress);
    complain_session(command);
    fetch->refused = true;
    return EXIT_DONE;
}

/** What the server may have refused behind it, had this run gone on. */
static void doubt_incomplete(struct fetch *fetch) {
    for (uint32_t operation; (operation = kept_any(&fetch->kept)) != 0;) {
        const char *name = kept_release(&fetch->kept, operation);
        if (name != NULL)
            store_set_aside(&fetch->store, name);
    }
}

/** Not to be relied on, or not even whole. */
static void drop_message(struct command *command, struct fetch *fetch, const mla_event *event) {
    store_abandon(&fetch->store);
    if (!is_malformed(event))
        return;
    progress_hide(&fetch->progress);
    complain_session(command);
    fetch->refused = true;
}

static int take_message(struct command *command, struct fetch *fetch, mla_event *event) {
    struct store *store = &fetch->store;
    switch (mla_event_type(event)) {
    case MLA_EVENT_MESSAGE:
        return store_begin(store, mla_event_id(event), mla_event_id_is_stable(event) != 0) == 0
                   ? EXIT_DONE
                   : EXIT_FILES;
    case MLA_EVENT_DATA:
        fetch->progress.octets += mla_event_data_len(event);
        progress_draw(&fetch->progress);
        return store_write(store, mla_event_data(event), mla_event_data_len(event)) == 0
                   ? EXIT_DONE
                   : EXIT_FILES;
    case MLA_EVENT_MESSAGE_END:
        if (mla_event_status(event) != MLA_OK) {
            drop_message(command, fetch, event);
            return EXIT_DONE;
        }
        if (is_missing(fetch, event)) {
            drop_missing(command, fetch, event);
            return EXIT_DONE;
        }
        if (keep_message(fetch, event) != 0)
            return EXIT_FILES;
        report_message(command, fetch, event);
        return EXIT_DONE;
    case MLA_EVENT_DONE: return end_operation(command, fetch, event);
    case MLA_EVENT_ALERT:
        progress_hide(&fetch->progress);
        show_alert(command, event);
        return EXIT_DONE;
    default: return EXIT_DONE;
    }
}

/** Starts operations until the window is full. @return whether more may follow. */
static int fill_window(struct command *command, struct fetch *fetch, bool *more) {
    while (*more && fetch->under_way < WINDOW) {
        *more = worklist_next(&fetch->list);
        if (!*more || is_there(fetch))
            continue;
        uint32_t operation;
        int32_t status = mla_session_fetch(command->session, fetch->list.id, NULL, 0, &operation);
        if (status != MLA_OK)
            return complain_refusal(command, status);
        kept_begin(&fetch->kept, operation, fetch->list.size);
        fetch->under_way++;
    }
    return EXIT_DONE;
}

static int fetch_messages(struct command *command, struct fetch *fetch) {
    bool more = worklist_rewind(&fetch->list) == 0;
    int code = EXIT_DONE;
    while (code == EXIT_DONE) {
        mla_event *event;
        code = fill_window(command, fetch, &more);
        if (code != EXIT_DONE || fetch->under_way == 0)
            return code;
        if (mla_session_next(command->session, &event) != MLA_OK) {
            progress_hide(&fetch->progress);
            return complain_session(command);
        }
        code = take_message(command, fetch, event);
        if (code == EXIT_FILES) {
            int why = errno;
            progress_hide(&fetch->progress);
            store_abandon(&fetch->store);
            doubt_incomplete(fetch);
            errno = why;
            return complain_disk(command, "cannot write to");
        }
    }
    return code;
}

/* Deleting: what is on the disk, and nothing before all that was wanted is. */

static int delete_messages(struct command *command, struct fetch *fetch) {
    bool imap = mla_session_protocol(command->session) == MLA_PROTOCOL_IMAP;
    struct deletes deletes = {.takes_sets = imap};
    int code = EXIT_DONE;
    if (worklist_rewind(&fetch->list) != 0)
        return complain_disk(command, "cannot finish");
    while (code == EXIT_DONE && worklist_next(&fetch->list)) {
        if (!is_there(fetch))
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

/** A dot that a POP3 server did not stuff ends a message early, and its rest is read as replies: so before an answer
 * that makes no sense neither the last message is to be relied on nor those since one was not as long as announced.
 * Nothing is deleted yet then: QUIT was not sent. */
static void doubt_loose(const struct command *command, struct fetch *fetch) {
    bool pop3 = mla_session_protocol(command->session) == MLA_PROTOCOL_POP3;
    int32_t status = mla_session_error_status(command->session);
    if (!pop3 || (status != MLA_E_PROTOCOL && status != MLA_E_UNSOLICITED))
        return;
    if (*fetch->kept.last != '\0')
        store_set_aside(&fetch->store, fetch->kept.last);
    if (fetch->loose.count != 0 && worklist_rewind(&fetch->loose) == 0)
        while (worklist_next(&fetch->loose))
            store_set_aside(&fetch->store, fetch->loose.id);
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
    doubt_loose(command, fetch);
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
