/* SPDX-License-Identifier: MIT */
/* Ours: a connection, from memory and from a server alike; without login, which the replaying server wants not. */
#include <mailaccess/pop3.h>
#include <mailaccess/transport.h>
#include <stdio.h>
#include <string.h>

#include "client_ours.h"

typedef struct conversation {
    const bench_shape *shape;
    uint64_t commands; /* to be submitted in all */
    uint64_t submitted;
    uint64_t done;
    bench_result *result;
} conversation;

static int32_t submit_one(mla_pop3 *pop3, const conversation *talk) {
    if (talk->shape->per_item)
        return mla_pop3_retr(pop3, talk->submitted + 1, NULL);
    if (strcmp(talk->shape->command, "LIST") == 0)
        return mla_pop3_list(pop3, 0, NULL);
    return mla_pop3_uidl(pop3, 0, NULL);
}

static void submit(mla_pop3 *pop3, conversation *talk) {
    while (talk->submitted < talk->commands && submit_one(pop3, talk) == MLA_OK)
        talk->submitted++;
}

static void take(const mla_pop3_event *event, conversation *talk) {
    bench_result *result = talk->result;
    switch (event->type) {
    case MLA_POP3_EVENT_BODY_DATA: result->octets += event->data.len; break;
    case MLA_POP3_EVENT_BODY_END: result->items++; break;
    case MLA_POP3_EVENT_LISTING:
        result->items++;
        result->sum += event->number + event->size + event->id.len;
        break;
    case MLA_POP3_EVENT_DONE: talk->done++; break;
    default: break;
    }
}

static int converse(mla_pop3 *pop3, conversation *talk, bench_input *input) {
    const mla_pop3_event *event = NULL;
    while (talk->done <= talk->commands) { /* CAPA is one more */
        size_t len, room;
        submit(pop3, talk);
        const char *out = mla_pop3_tx_buf(pop3, &len);
        bench_input_write(input, out, len);
        mla_pop3_tx_ack(pop3, len);
        char *to = mla_pop3_rx_buf(pop3, &room);
        const size_t got = bench_input_read(input, to, room);
        if (got == 0)
            return -1;
        mla_pop3_rx_ack(pop3, got);
        while (mla_pop3_next(pop3, &event) == MLA_OK)
            take(event, talk);
    }
    return 0;
}

int bench_ours_pop3(const bench_shape *shape, uint64_t repeats, bench_input *input,
                    bench_result *result) {
    conversation talk = {shape, shape->per_item ? repeats * shape->block_items : 1, 0, 0, result};
    mla_pop3_config config;
    mla_pop3 *pop3 = NULL;
    mla_pop3_config_init(&config, mla_system_allocator());
    if (mla_pop3_new(&config, &pop3) != MLA_OK)
        return -1;
    bench_input_connect(input);
    int state = mla_pop3_capa(pop3, NULL) == MLA_OK ? 0 : -1;
    if (state == 0)
        state = converse(pop3, &talk, input);
    if (state != 0) {
        mla_error error;
        mla_pop3_error(pop3, &error);
        fprintf(stderr, "pop3: %s\n", mla_status_name(error.status));
    }
    mla_pop3_free(pop3);
    return state;
}
