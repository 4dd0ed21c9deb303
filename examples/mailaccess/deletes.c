/* SPDX-License-Identifier: MIT */
#include "deletes.h"

#define WINDOW 64

int deletes_await(struct command *command, uint32_t *under_way, uint32_t at_most) {
    while (*under_way > at_most) {
        mla_event *event;
        if (mla_session_next(command->session, &event) != MLA_OK)
            return complain_session(command);
        show_alert(command, event);
        if (mla_event_type(event) != MLA_EVENT_DONE)
            continue;
        --*under_way;
        if (mla_event_status(event) != MLA_OK)
            return complain_session(command);
    }
    return EXIT_DONE;
}

int deletes_start(struct command *command, uint32_t *under_way, const char *ids) {
    int code = deletes_await(command, under_way, WINDOW - 1);
    if (code != EXIT_DONE)
        return code;
    int32_t status = mla_session_delete(command->session, ids, NULL);
    if (status != MLA_OK)
        return complain_refusal(command, status);
    ++*under_way;
    return EXIT_DONE;
}
