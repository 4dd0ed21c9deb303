/* SPDX-License-Identifier: MIT */
#include <mailaccess/transport.h>

#include <stdatomic.h>
#include <stdbool.h>

#include "base/alloc.h"
#include "base/mem.h"
#include "transport/config.h"

#define DEFAULT_CAPACITY 65536

/* One direction. */
typedef struct {
    char *octets;
    size_t start;
    size_t len;
    bool ended; /* its writer closed */
} ring;

struct pair;

typedef struct {
    mla_transport transport;
    struct pair *pair;
    ring *in;
    ring *out;
    uint32_t wants;
    atomic_int interrupted;
    bool alive;
} memory_end;

typedef struct pair {
    mla_allocator allocator;
    size_t size; /* of this block: the struct and both rings */
    size_t capacity;
    size_t max_read;
    size_t max_write;
    ring rings[2];
    memory_end ends[2];
} pair;

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

static size_t bounded(size_t len, size_t bound) {
    return bound == 0 ? len : least(len, bound);
}

static memory_end *peer_of(const memory_end *end) {
    return &end->pair->ends[end == &end->pair->ends[0] ? 1 : 0];
}

static int32_t again(memory_end *end, uint32_t wants) {
    end->wants = wants;
    return MLA_AGAIN;
}

static void take(ring *from, size_t capacity, char *to, size_t len) {
    size_t straight = least(len, capacity - from->start);

    memcpy(to, from->octets + from->start, straight);
    memcpy(to + straight, from->octets, len - straight);
    from->start = (from->start + len) % capacity;
    from->len -= len;
}

static void append(ring *to, size_t capacity, const char *from, size_t len) {
    size_t at = (to->start + to->len) % capacity;
    size_t straight = least(len, capacity - at);

    memcpy(to->octets + at, from, straight);
    memcpy(to->octets, from + straight, len - straight);
    to->len += len;
}

static int32_t memory_read(mla_transport *self, void *buffer, size_t capacity, size_t *got) {
    memory_end *end = (memory_end *)self;
    size_t len = least(bounded(capacity, end->pair->max_read), end->in->len);

    if (len == 0)
        return end->in->ended ? MLA_END : again(end, MLA_WANT_READ);
    take(end->in, end->pair->capacity, buffer, len);
    *got = len;
    return MLA_OK;
}

static int32_t memory_write(mla_transport *self, const void *data, size_t len, size_t *put) {
    memory_end *end = (memory_end *)self;
    size_t room = end->pair->capacity - end->out->len;

    if (end->out->ended)
        return MLA_E_STATE;
    if (!peer_of(end)->alive)
        return MLA_E_EOF;
    if (room == 0)
        return again(end, MLA_WANT_WRITE);
    *put = least(bounded(len, end->pair->max_write), room);
    append(end->out, end->pair->capacity, data, *put);
    return MLA_OK;
}

static size_t memory_pending(mla_transport *self) {
    return ((memory_end *)self)->in->len;
}

static uint32_t memory_wants(mla_transport *self) {
    return ((memory_end *)self)->wants;
}

static int32_t memory_wait(mla_transport *self, uint32_t wants, int32_t timeout_ms) {
    (void)wants;
    (void)timeout_ms;
    return atomic_exchange(&((memory_end *)self)->interrupted, 0) != 0 ? MLA_E_CANCELLED : MLA_OK;
}

static void memory_interrupt(mla_transport *self) {
    atomic_store(&((memory_end *)self)->interrupted, 1);
}

static void memory_close(mla_transport *self) {
    ((memory_end *)self)->out->ended = true;
}

static void memory_free(mla_transport *self) {
    memory_end *end = (memory_end *)self;
    mla_allocator allocator = end->pair->allocator;

    memory_close(self);
    end->alive = false;
    if (!peer_of(end)->alive)
        mla__release(&allocator, end->pair, end->pair->size);
}

static const mla_transport_ops memory_ops = {
    .struct_size = sizeof(mla_transport_ops),
    .read = memory_read,
    .write = memory_write,
    .pending = memory_pending,
    .wants = memory_wants,
    .wait = memory_wait,
    .interrupt = memory_interrupt,
    .close = memory_close,
    .free = memory_free,
};

static void end_init(pair *owner, size_t index) {
    memory_end *end = &owner->ends[index];

    end->transport.ops = &memory_ops;
    end->pair = owner;
    end->in = &owner->rings[1 - index];
    end->out = &owner->rings[index];
    end->wants = MLA_WANT_READ;
    atomic_init(&end->interrupted, 0);
    end->alive = true;
}

void mla_memory_config_init(mla_memory_config *config) {
    *config = (mla_memory_config){.struct_size = sizeof *config, .capacity = DEFAULT_CAPACITY};
}

int32_t mla_memory_pair_new(const mla_memory_config *config, mla_transport **first,
                            mla_transport **second) {
    mla_memory_config own;

    mla_memory_config_init(&own);
    if (first == NULL || second == NULL ||
        (config != NULL && !mla__config_copy(&own, sizeof own, config)))
        return MLA_E_INVALID;
    if (own.capacity == 0)
        own.capacity = DEFAULT_CAPACITY;
    if (own.capacity > (SIZE_MAX - sizeof(pair)) / 2)
        return MLA_E_NO_MEMORY;
    const mla_allocator *allocator = own.allocator != NULL ? own.allocator : mla_system_allocator();
    size_t size = sizeof(pair) + 2 * own.capacity;
    pair *made = mla__alloc(allocator, size);
    if (made == NULL)
        return MLA_E_NO_MEMORY;
    *made = (pair){.allocator = *allocator,
                   .size = size,
                   .capacity = own.capacity,
                   .max_read = own.max_read,
                   .max_write = own.max_write};
    made->rings[0].octets = (char *)(made + 1);
    made->rings[1].octets = made->rings[0].octets + own.capacity;
    end_init(made, 0);
    end_init(made, 1);
    *first = &made->ends[0].transport;
    *second = &made->ends[1].transport;
    return MLA_OK;
}
