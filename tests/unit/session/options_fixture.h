/* SPDX-License-Identifier: MIT */
/** Options, and a transport for them; what the tests of them share. */
#ifndef MLA_TESTS_SESSION_OPTIONS_FIXTURE_H
#define MLA_TESTS_SESSION_OPTIONS_FIXTURE_H

#include <mailaccess/session_options.h>

#include "unit.h"

static inline mla_options *new_options(void) {
    mla_options *options;

    assert_int_equal(mla_options_new(NULL, &options), MLA_OK);
    return options;
}

/* How often a transport was freed. */
static size_t freed;

static inline void count_free(mla_transport *transport) {
    (void)transport;
    freed++;
}

static const mla_transport_ops counting_ops = {
    .struct_size = sizeof counting_ops,
    .free = count_free,
};

#endif
