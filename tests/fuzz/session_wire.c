/* SPDX-License-Identifier: MIT */
#include "session_wire.h"

static int32_t wire_read(mla_transport *transport, void *buffer, size_t capacity, size_t *got) {
    session_wire *self = (session_wire *)transport;
    size_t len = self->received_end - self->received_start;
    FUZZ_REQUIRE(capacity != 0);
    if (len == 0)
        return self->is_ended ? MLA_END : MLA_AGAIN;
    *got = len < capacity ? len : capacity;
    memcpy(buffer, self->received + self->received_start, *got);
    self->received_start += *got;
    return MLA_OK;
}

static bool has_word(const session_wire *self, const char *word) {
    return memmem(self->line, self->line_len, word, strlen(word)) != NULL;
}

/* A message is deleted by these alone. */
static void check_line(const session_wire *self) {
    bool deletes = has_word(self, "DELE ") || has_word(self, "EXPUNGE") || has_word(self, "CLOSE");
    FUZZ_REQUIRE(!deletes || self->may_delete);
}

static int32_t wire_write(mla_transport *transport, const void *data, size_t len, size_t *put) {
    session_wire *self = (session_wire *)transport;
    const char *octets = data;
    FUZZ_REQUIRE(len != 0);
    *put = self->written_max != 0 && self->written_max < len ? self->written_max : len;
    for (size_t i = 0; i < *put; i++) {
        if (self->line_len < sizeof self->line)
            self->line[self->line_len++] = octets[i];
        if (octets[i] != '\n')
            continue;
        check_line(self);
        self->line_len = 0;
    }
    return MLA_OK;
}

static uint32_t wire_wants(mla_transport *transport) {
    (void)transport;
    return MLA_WANT_READ;
}

static void wire_free(mla_transport *transport) {
    transport->ops = NULL;
}

void session_wire_init(session_wire *self) {
    static const mla_transport_ops ops = {
        .struct_size = sizeof ops,
        .read = wire_read,
        .write = wire_write,
        .wants = wire_wants,
        .free = wire_free,
    };
    self->transport.ops = &ops;
    self->received_start = self->received_end = 0;
    self->written_max = self->line_len = 0;
    self->is_ended = self->may_delete = false;
}

size_t session_wire_say(session_wire *self, const char *data, size_t len) {
    if (self->received_start == self->received_end)
        self->received_start = self->received_end = 0;
    size_t room = sizeof self->received - self->received_end;
    len = len < room ? len : room;
    memcpy(self->received + self->received_end, data, len);
    self->received_end += len;
    return len;
}
