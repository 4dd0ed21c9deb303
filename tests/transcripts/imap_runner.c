/* SPDX-License-Identifier: MIT */
/* Plays IMAP transcripts. The actions are in imap_runner_action.c, the events in imap_runner_event.c. */
#include <stdlib.h>
#include <string.h>

#include "imap_runner.h"

static void trace(void *user, int32_t kind, const char *data, size_t len) {
    imap_runner *self = user;
    if (kind == MLA_TRACE_SENT)
        transcript_text_add(&self->sent, data, len);
}

static void *create(const mla_allocator *allocator, bool fixed, int32_t *status) {
    imap_runner *self = calloc(1, sizeof *self);
    if (self == NULL)
        abort();
    mla_imap_config config;
    if (fixed)
        mla_imap_config_init_fixed(&config, allocator);
    else
        mla_imap_config_init(&config, allocator);
    /* Small enough to grow in a transcript. */
    config.transmit_initial = fixed ? config.transmit_initial : 64;
    config.limits.receive_initial = fixed ? config.limits.receive_initial : 512;
    config.trace = (mla_trace){self, trace};
    *status = mla_imap_new(&config, &self->imap);
    if (*status == MLA_OK)
        return self;
    free(self);
    return NULL;
}

static void destroy(void *user) {
    imap_runner *self = user;
    if (self == NULL)
        return;
    mla_imap_free(self->imap);
    transcript_text_free(&self->sent);
    transcript_text_free(&self->data);
    free(self);
}

static size_t feed(void *user, const char *data, size_t len) {
    imap_runner *self = user;
    size_t room;
    char *at = mla_imap_rx_buf(self->imap, &room);
    if (len > room)
        len = room;
    if (len != 0)
        memcpy(at, data, len);
    return mla_imap_rx_ack(self->imap, len) == MLA_OK ? len : 0;
}

static void feed_end(void *user) {
    imap_runner *self = user;
    mla_imap_rx_end(self->imap);
}

static size_t take(void *user, transcript_text *output, size_t max) {
    imap_runner *self = user;
    size_t len;
    const char *data = mla_imap_tx_buf(self->imap, &len);
    if (len > max)
        len = max;
    transcript_text_add(output, data, len);
    return mla_imap_tx_ack(self->imap, len) == MLA_OK ? len : 0;
}

int main(int argc, char **argv) {
    static const transcript_protocol imap = {
        .create = create,
        .destroy = destroy,
        .act = imap_runner_act,
        .feed = feed,
        .feed_end = feed_end,
        .next = imap_runner_next,
        .take = take,
    };
    return transcript_main(argc, argv, &imap);
}
