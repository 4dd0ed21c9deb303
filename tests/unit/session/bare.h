/* SPDX-License-Identifier: MIT */
/** A session without a connection, for the parts of it that need none; on a heap that can fail. */
#ifndef MLA_TESTS_SESSION_BARE_H
#define MLA_TESTS_SESSION_BARE_H

#include "heap.h"
#include "session/session.h"
#include "unit.h"

typedef struct bare {
    heap memory;
    mla_session session;
} bare;

static inline mla_session *bare_init(bare *self) {
    heap_init(&self->memory);
    self->session = (mla_session){.allocator = self->memory.allocator};
    self->session.options.queue_limit = INT32_MAX;
    assert_int_equal(mla__arena_init(&self->session.texts, &self->session.allocator, 64, 65536),
                     MLA_OK);
    return &self->session;
}

static inline void bare_deinit(bare *self) {
    mla__operations_deinit(&self->session);
    mla__arena_deinit(&self->session.texts);
    assert_int_equal(self->memory.blocks, 0);
}

#endif
