/* SPDX-License-Identifier: MIT */
/** TCP to a port of this machine; what the tests of it share. */
#ifndef MLA_TESTS_TRANSPORT_TCP_POSIX_FIXTURE_H
#define MLA_TESTS_TRANSPORT_TCP_POSIX_FIXTURE_H

#include <poll.h>

#include "transport/listener.h"

static inline mla_transport *tcp_new(const char *host, uint16_t port, uint32_t connect_timeout_ms) {
    mla_tcp_config config;
    mla_transport *transport;

    mla_tcp_config_init(&config);
    config.connect_timeout_ms = connect_timeout_ms;
    config.attempt_delay_ms = 50;
    assert_int_equal(mla_tcp_new(&config, host, port, &transport), MLA_OK);
    return transport;
}

/* The body of a thread. */
static inline void *interrupt_soon(void *transport) {
    (void)poll(NULL, 0, 50);
    mla_transport_interrupt(transport);
    return NULL;
}

#endif
