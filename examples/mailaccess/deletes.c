/* SPDX-License-Identifier: MIT */
#include "deletes.h"

#include <stdio.h>

#define WINDOW 64

/** Takes events until so few are under way. */
static int await(struct command *command, struct deletes *deletes, uint32_t at_most) {
    while (deletes->under_way > at_most) {
        mla_event *event;
        if (mla_session_next(command->session, &event) != MLA_OK)
            return complain_session(command);
        show_alert(command, event);
        if (mla_event_type(event) != MLA_EVENT_DONE)
            continue;
        deletes->under_way--;
        if (mla_event_status(event) != MLA_OK)
            return complain_session(command);
    }
    return EXIT_DONE;
}

static int start(struct command *command, struct deletes *deletes, const char *ids) {
    int code = await(command, deletes, WINDOW - 1);
    if (code != EXIT_DONE)
        return code;
    int32_t status = mla_session_delete(command->session, ids, NULL);
    if (status != MLA_OK)
        return complain_refusal(command, status);
    deletes->under_way++;
    return EXIT_DONE;
}

static int start_set(struct command *command, struct deletes *deletes) {
    deletes->len = deletes->count = 0;
    return start(command, deletes, deletes->set);
}

int deletes_add(struct command *command, struct deletes *deletes, const char *id) {
    if (!deletes->takes_sets)
        return start(command, deletes, id);
    deletes->len += (size_t)snprintf(deletes->set + deletes->len, DELETES_UID, "%s%s",
                                     deletes->count > 0 ? "," : "", id);
    return ++deletes->count == DELETES_SET ? start_set(command, deletes) : EXIT_DONE;
}

int deletes_finish(struct command *command, struct deletes *deletes) {
    int code = deletes->count > 0 ? start_set(command, deletes) : EXIT_DONE;
    return code == EXIT_DONE ? await(command, deletes, 0) : code;
}
