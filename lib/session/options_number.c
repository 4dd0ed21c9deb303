/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "session/options.h"

#define PIPELINE_MAX 1000
#define RECEIVE_MIN 512

enum {
    PROTOCOL,
    PORT,
    SECURITY,
    TLS_MIN_VERSION,
    INSECURE_NO_VERIFY,
    CONNECT_TIMEOUT_MS,
    IDLE_TIMEOUT_MS,
    COMMAND_TIMEOUT_MS,
    NONBLOCKING,
    ALLOW_EXPUNGE,
    PIPELINE,
    QUEUE_LIMIT,
};

typedef struct {
    size_t offset; /* of an int32_t in mla_options */
    int32_t min;
    int32_t max;
    bool is_of_tls;
    const char *why; /* others are refused */
} number;

#define AT(member) offsetof(mla_options, member)

static const number numbers[] = {
    [PROTOCOL] = {AT(protocol), MLA_PROTOCOL_IMAP, MLA_PROTOCOL_POP3, false,
                  "the protocol is not one of MLA_PROTOCOL_*"},
    [PORT] = {AT(port), 0, UINT16_MAX, false, "the port is not from 0 to 65535"},
    [SECURITY] = {AT(security), MLA_SECURITY_TLS, MLA_SECURITY_TRANSPORT, false,
                  "the security is not one of MLA_SECURITY_*"},
    [TLS_MIN_VERSION] = {AT(tls_min_version), MLA_TLS_1_2, MLA_TLS_1_3, true,
                         "the version of TLS is neither MLA_TLS_1_2 nor MLA_TLS_1_3"},
    [INSECURE_NO_VERIFY] = {AT(insecure_no_verify), 0, 1, true,
                            "\"insecure_no_verify\" is neither 0 nor 1"},
    [CONNECT_TIMEOUT_MS] = {AT(connect_timeout_ms), 0, INT32_MAX, false,
                            "the time to connect in is below 0"},
    [IDLE_TIMEOUT_MS] = {AT(idle_timeout_ms), 0, INT32_MAX, false,
                         "the time that a server may be silent is below 0"},
    [COMMAND_TIMEOUT_MS] = {AT(command_timeout_ms), 0, INT32_MAX, false,
                            "the time of an operation is below 0"},
    [NONBLOCKING] = {AT(nonblocking), 0, 1, false, "\"nonblocking\" is neither 0 nor 1"},
    [ALLOW_EXPUNGE] = {AT(allow_expunge), 0, 1, false, "\"allow_expunge\" is neither 0 nor 1"},
    [PIPELINE] = {AT(pipeline), 0, PIPELINE_MAX, false, "the commands in flight are not 0 to 1000"},
    [QUEUE_LIMIT] = {AT(queue_limit), 1, INT32_MAX, false, "the limit of the queue is below 1"},
};

static int32_t set(mla_options *options, int which, int32_t value) {
    const number *row = &numbers[which];

    if (value < row->min || value > row->max)
        return mla__options_refuse(options, MLA_E_INVALID, row->why);
    int32_t status =
        row->is_of_tls ? mla__options_part_from_tls(options) : mla__options_accept(options);
    if (status == MLA_OK)
        *(int32_t *)(void *)((char *)options + row->offset) = value;
    return status;
}

int32_t mla_options_set_protocol(mla_options *options, int32_t protocol) {
    if ((protocol == MLA_PROTOCOL_IMAP && !MLA_WITH_IMAP) ||
        (protocol == MLA_PROTOCOL_POP3 && !MLA_WITH_POP3))
        return mla__options_refuse(options, MLA_E_UNSUPPORTED,
                                   "the library was built without this protocol");
    return set(options, PROTOCOL, protocol);
}

int32_t mla_options_set_port(mla_options *options, int32_t port) {
    return set(options, PORT, port);
}

int32_t mla_options_set_security(mla_options *options, int32_t security) {
    return set(options, SECURITY, security);
}

int32_t mla_options_set_tls_min_version(mla_options *options, int32_t version) {
    return set(options, TLS_MIN_VERSION, version);
}

int32_t mla_options_set_insecure_no_verify(mla_options *options, int32_t on) {
    return set(options, INSECURE_NO_VERIFY, on);
}

int32_t mla_options_set_connect_timeout_ms(mla_options *options, int32_t timeout_ms) {
    return set(options, CONNECT_TIMEOUT_MS, timeout_ms);
}

int32_t mla_options_set_idle_timeout_ms(mla_options *options, int32_t timeout_ms) {
    return set(options, IDLE_TIMEOUT_MS, timeout_ms);
}

int32_t mla_options_set_command_timeout_ms(mla_options *options, int32_t timeout_ms) {
    return set(options, COMMAND_TIMEOUT_MS, timeout_ms);
}

int32_t mla_options_set_nonblocking(mla_options *options, int32_t on) {
    return set(options, NONBLOCKING, on);
}

int32_t mla_options_set_allow_expunge(mla_options *options, int32_t on) {
    return set(options, ALLOW_EXPUNGE, on);
}

int32_t mla_options_set_pipeline(mla_options *options, int32_t commands) {
    return set(options, PIPELINE, commands);
}

int32_t mla_options_set_queue_limit(mla_options *options, int32_t operations) {
    return set(options, QUEUE_LIMIT, operations);
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
