/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "session/options.h"

#define PIPELINE_MAX 1000
#define RECEIVE_MIN 512

typedef struct {
    size_t offset; /* of an int32_t in mla_options */
    int32_t min;
    int32_t max;
    bool is_of_tls;
    const char *why;
} number;

static int32_t set(mla_options *options, const number *which, int32_t value) {
    if (value < which->min || value > which->max)
        return mla__options_refuse(options, MLA_E_INVALID, which->why);
    int32_t status =
        which->is_of_tls ? mla__options_part_from_tls(options) : mla__options_accept(options);
    if (status == MLA_OK)
        *(int32_t *)(void *)((char *)options + which->offset) = value;
    return status;
}

int32_t mla_options_set_protocol(mla_options *options, int32_t protocol) {
    static const number which = {offsetof(mla_options, protocol), MLA_PROTOCOL_IMAP,
                                 MLA_PROTOCOL_POP3, false,
                                 "the protocol is not one of MLA_PROTOCOL_*"};

    if ((protocol == MLA_PROTOCOL_IMAP && !MLA_WITH_IMAP) ||
        (protocol == MLA_PROTOCOL_POP3 && !MLA_WITH_POP3))
        return mla__options_refuse(options, MLA_E_UNSUPPORTED,
                                   "the library was built without this protocol");
    return set(options, &which, protocol);
}

int32_t mla_options_set_port(mla_options *options, int32_t port) {
    static const number which = {offsetof(mla_options, port), 0, UINT16_MAX, false,
                                 "the port is not from 0 to 65535"};

    return set(options, &which, port);
}

int32_t mla_options_set_security(mla_options *options, int32_t security) {
    static const number which = {offsetof(mla_options, security), MLA_SECURITY_TLS,
                                 MLA_SECURITY_TRANSPORT, false,
                                 "the security is not one of MLA_SECURITY_*"};

    return set(options, &which, security);
}

int32_t mla_options_set_tls_min_version(mla_options *options, int32_t version) {
    static const number which = {offsetof(mla_options, tls_min_version), MLA_TLS_1_2, MLA_TLS_1_3,
                                 true, "the version of TLS is neither MLA_TLS_1_2 nor MLA_TLS_1_3"};

    return set(options, &which, version);
}

int32_t mla_options_set_insecure_no_verify(mla_options *options, int32_t on) {
    static const number which = {offsetof(mla_options, insecure_no_verify), 0, 1, true,
                                 "\"insecure_no_verify\" is neither 0 nor 1"};

    return set(options, &which, on);
}

/* ----- how patient ----- */

int32_t mla_options_set_connect_timeout_ms(mla_options *options, int32_t timeout_ms) {
    static const number which = {offsetof(mla_options, connect_timeout_ms), 0, INT32_MAX, false,
                                 "the time to connect in is below 0"};

    return set(options, &which, timeout_ms);
}

int32_t mla_options_set_idle_timeout_ms(mla_options *options, int32_t timeout_ms) {
    static const number which = {offsetof(mla_options, idle_timeout_ms), 0, INT32_MAX, false,
                                 "the time that a server may be silent is below 0"};

    return set(options, &which, timeout_ms);
}

int32_t mla_options_set_command_timeout_ms(mla_options *options, int32_t timeout_ms) {
    static const number which = {offsetof(mla_options, command_timeout_ms), 0, INT32_MAX, false,
                                 "the time of an operation is below 0"};

    return set(options, &which, timeout_ms);
}

/* ----- how it runs ----- */

int32_t mla_options_set_nonblocking(mla_options *options, int32_t on) {
    static const number which = {offsetof(mla_options, nonblocking), 0, 1, false,
                                 "\"nonblocking\" is neither 0 nor 1"};

    return set(options, &which, on);
}

int32_t mla_options_set_allow_expunge(mla_options *options, int32_t on) {
    static const number which = {offsetof(mla_options, allow_expunge), 0, 1, false,
                                 "\"allow_expunge\" is neither 0 nor 1"};

    return set(options, &which, on);
}

int32_t mla_options_set_pipeline(mla_options *options, int32_t commands) {
    static const number which = {offsetof(mla_options, pipeline), 0, PIPELINE_MAX, false,
                                 "the commands in flight are not 0 to 1000"};

    return set(options, &which, commands);
}

int32_t mla_options_set_queue_limit(mla_options *options, int32_t operations) {
    static const number which = {offsetof(mla_options, queue_limit), 1, INT32_MAX, false,
                                 "the limit of the queue is below 1"};

    return set(options, &which, operations);
}

int32_t mla_options_set_receive_buffer(mla_options *options, size_t initial, size_t max) {
    if (max < initial || (initial < RECEIVE_MIN && max != 0))
        return mla__options_refuse(
            options, MLA_E_INVALID,
            "the receive buffer begins with less than 512 octets, or grows to less than that");
    int32_t status = mla__options_accept(options);
    if (status != MLA_OK)
        return status;
    options->receive_initial = initial;
    options->receive_max = max;
    return MLA_OK;
}
