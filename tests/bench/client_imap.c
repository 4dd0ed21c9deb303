/* SPDX-License-Identifier: MIT */
/* Ours: from memory the decoder alone, from a server a connection with its commands. */
#include <mailaccess/imap_command.h>
#include <mailaccess/transport.h>
#include <stdio.h>
#include <string.h>

#include "client_ours.h"

static void take_fetch(const mla_imap_fetch *fetch, bench_result *result) {
    if (fetch->raw_item_count != 0)
        return; /* the data is sound: an item that was not read is a fault, and shows in the count */
    result->items++;
    result->sum += fetch->uid + fetch->rfc822_size + fetch->flags.name_count;
    if (fetch->envelope != NULL)
        result->sum += fetch->envelope->subject.len + fetch->envelope->to.count;
    if (fetch->body_structure != NULL)
        result->sum += fetch->body_structure->part_count;
}

static void take(const mla_imap_event *event, bench_result *result) {
    switch (event->type) {
    case MLA_IMAP_EVENT_FETCH: take_fetch(event->fetch, result); break;
    case MLA_IMAP_EVENT_BODY_DATA: result->octets += event->text.len; break;
    case MLA_IMAP_EVENT_LIST:
        result->items++;
        result->sum += event->list->name.len;
        break;
    case MLA_IMAP_EVENT_SEARCH:
        for (size_t i = 0; i < event->search->range_count; i++)
            result->items += event->search->ranges[i].last - event->search->ranges[i].first + 1;
        break;
    default: break;
    }
}

/* --- from memory --------------------------------------------------------------------------------------------- */

static int decode(bench_input *input, bench_result *result) {
    mla_imap_decoder *decoder = NULL;
    const mla_imap_event *event = NULL;
    size_t room, got;
    if (mla_imap_decoder_new(mla_system_allocator(), NULL, &decoder) != MLA_OK)
        return -1;
    do {
        char *to = mla_imap_decoder_rx_buf(decoder, &room);
        got = bench_input_read(input, to, room);
        if (got == 0)
            mla_imap_decoder_rx_end(decoder);
        else
            mla_imap_decoder_rx_ack(decoder, got);
        while (mla_imap_decoder_next(decoder, &event) == MLA_OK)
            take(event, result);
    } while (got != 0);
    mla_imap_decoder_free(decoder);
    return 0;
}

/* --- from a server ------------------------------------------------------------------------------------------- */

static int submit(mla_imap *imap, const char *command, uint32_t *number) {
    const mla_imap_piece piece = {MLA_IMAP_PIECE_TEXT, {command, strlen(command)}};
    const mla_str inbox = {"INBOX", 5};
    if (mla_imap_submit_examine(imap, inbox, NULL) != MLA_OK)
        return -1;
    return mla_imap_submit_raw(imap, &piece, 1, number) == MLA_OK ? 0 : -1;
}

static void send_waiting(mla_imap *imap, bench_input *input) {
    size_t len;
    const char *out = mla_imap_tx_buf(imap, &len);
    bench_input_write(input, out, len);
    mla_imap_tx_ack(imap, len);
}

/* 1 when the command is complete, 0 to go on, -1 on an error. */
static int take_all(mla_imap *imap, const char *words, uint32_t *command, bench_result *result) {
    const mla_imap_event *event = NULL;
    int32_t status;
    while ((status = mla_imap_next(imap, &event)) == MLA_OK) {
        if (event->type == MLA_IMAP_EVENT_GREETING && submit(imap, words, command) != 0)
            return -1;
        if (event->type == MLA_IMAP_EVENT_DONE && event->command == *command)
            return event->result == MLA_OK ? 1 : -1;
        take(event, result);
    }
    return status == MLA_AGAIN ? 0 : -1;
}

static int converse(mla_imap *imap, const char *words, bench_input *input, bench_result *result) {
    uint32_t command = 0;
    for (;;) {
        size_t room;
        const int state = take_all(imap, words, &command, result);
        if (state != 0)
            return state > 0 ? 0 : -1;
        send_waiting(imap, input);
        char *to = mla_imap_rx_buf(imap, &room);
        const size_t got = bench_input_read(input, to, room);
        if (got == 0)
            return -1;
        mla_imap_rx_ack(imap, got);
    }
}

static int connection(const char *words, bench_input *input, bench_result *result) {
    mla_imap_config config;
    mla_imap *imap = NULL;
    mla_imap_config_init(&config, mla_system_allocator());
    if (mla_imap_new(&config, &imap) != MLA_OK)
        return -1;
    bench_input_connect(input);
    const int state = converse(imap, words, input, result);
    if (state != 0) {
        mla_error error;
        mla_imap_error(imap, &error);
        fprintf(stderr, "imap: %s\n", mla_status_name(error.status));
    }
    mla_imap_free(imap);
    return state;
}

int bench_ours_imap(const bench_shape *shape, bench_input *input, bench_result *result) {
    return input->source != NULL ? decode(input, result)
                                 : connection(shape->command, input, result);
}
