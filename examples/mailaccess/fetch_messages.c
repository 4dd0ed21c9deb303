/* SPDX-License-Identifier: MIT */
/**
 * The messages of a fetch: each into a file, and what is not to be relied on set aside.
 *
 * A window of operations is under way at a time: enough for the library to send commands ahead of
 * the replies, and few enough for memory to stay the same whatever the mailbox holds.
 */
#include "../common/json.h"
#include "fetch.h"

#include <errno.h>
#include <inttypes.h>

#define WINDOW KEPT_MAX

bool fetch_is_there(const struct fetch *fetch) {
    return store_has(&fetch->store, fetch->list.id, fetch->list.is_stable);
}

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
    kept_note(&fetch->kept, mla_event_operation(event), fetch->store.name);
    return 0;
}

/**
 * One operation is complete. What it brought is the message only now: Exchange says no behind a part of one.
 * An error of the session itself comes from mla_session_next().
 */
static int end_operation(struct command *command, struct fetch *fetch, const mla_event *event) {
    int32_t status = mla_event_status(event);
    const char *name = kept_release(&fetch->kept, mla_event_operation(event));
    fetch->under_way--;
    if (status == MLA_OK && name != NULL) {
        fetch->progress.messages++;
        return store_confirm(&fetch->store, name) == 0 ? EXIT_DONE : EXIT_FILES;
    }
    bool gone = status == MLA_E_NOT_FOUND; /* somebody else deleted it meanwhile */
    if (status == MLA_OK || gone || mla_status_is_fatal(status) || status == MLA_E_CANCELLED)
        return EXIT_DONE;
    progress_hide(&fetch->progress);
    complain_session(command);
    fetch->refused = true;
    return EXIT_DONE;
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
        if (!*more || fetch_is_there(fetch))
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

int fetch_messages(struct command *command, struct fetch *fetch) {
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
            errno = why;
            return complain_disk(command, "cannot write to");
        }
    }
    return code;
}

void fetch_doubt_loose(const struct command *command, struct fetch *fetch) {
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
