/* SPDX-License-Identifier: MIT */
#include <mailaccess/transport.h>

int32_t mla_transport_advance(mla_transport *transport, uint64_t now_ms, uint64_t *deadline_ms) {
    *deadline_ms = MLA_NO_DEADLINE;
    if (transport->ops->advance == NULL)
        return MLA_OK;
    return transport->ops->advance(transport, now_ms, deadline_ms);
}

int32_t mla_transport_read(mla_transport *transport, void *buffer, size_t capacity, size_t *got) {
    *got = 0;
    if (buffer == NULL || capacity == 0)
        return MLA_E_INVALID;
    return transport->ops->read(transport, buffer, capacity, got);
}

int32_t mla_transport_write(mla_transport *transport, const void *data, size_t len, size_t *put) {
    *put = 0;
    if (data == NULL || len == 0)
        return MLA_E_INVALID;
    return transport->ops->write(transport, data, len, put);
}

size_t mla_transport_pending(mla_transport *transport) {
    return transport->ops->pending == NULL ? 0 : transport->ops->pending(transport);
}

uint32_t mla_transport_wants(mla_transport *transport) {
    return transport->ops->wants(transport);
}

intptr_t mla_transport_descriptor(mla_transport *transport) {
    return transport->ops->descriptor == NULL ? -1 : transport->ops->descriptor(transport);
}

int32_t mla_transport_wait(mla_transport *transport, uint32_t wants, int32_t timeout_ms) {
    if (transport->ops->wait == NULL)
        return MLA_E_UNSUPPORTED;
    return transport->ops->wait(transport, wants, timeout_ms);
}

void mla_transport_interrupt(mla_transport *transport) {
    if (transport->ops->interrupt != NULL)
        transport->ops->interrupt(transport);
}

void mla_transport_describe(mla_transport *transport, mla_error *error) {
    if (transport->ops->describe != NULL)
        transport->ops->describe(transport, error);
}

void mla_transport_close(mla_transport *transport) {
    if (transport->ops->close != NULL)
        transport->ops->close(transport);
}

void mla_transport_free(mla_transport *transport) {
    if (transport != NULL)
        transport->ops->free(transport);
}
