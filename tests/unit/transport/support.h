/* SPDX-License-Identifier: MIT */
/** What the tests of the transport layer share. */
#ifndef MLA_TESTS_TRANSPORT_SUPPORT_H
#define MLA_TESTS_TRANSPORT_SUPPORT_H

#include <mailaccess/transport.h>

#include "heap.h"

/** Calls advance and wait until the transport is connected or failed. */
static inline int32_t connect_blocking(mla_transport *transport) {
    for (;;) {
        uint64_t now = mla_system_now_ms();
        uint64_t deadline;
        int32_t status = mla_transport_advance(transport, now, &deadline);
        if (status != MLA_AGAIN)
            return status;
        int32_t timeout = deadline == MLA_NO_DEADLINE ? -1 : (int32_t)(deadline - now);
        status = mla_transport_wait(transport, mla_transport_wants(transport), timeout);
        if (status != MLA_OK)
            return status;
    }
}

static inline mla_error described(mla_transport *transport) {
    mla_error error;

    memset(&error, 0, sizeof error);
    mla_transport_describe(transport, &error);
    return error;
}

/** Whether the error's detail has the words. */
static inline int detail_has(mla_error error, const char *words) {
    char text[512];
    size_t len = error.detail.len < sizeof text ? error.detail.len : sizeof text - 1;

    memcpy(text, error.detail.ptr, len);
    text[len] = '\0';
    if (strstr(text, words) != NULL)
        return 1;
    print_message("# the detail is: %s\n", text);
    return 0;
}

#endif
