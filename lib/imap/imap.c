/* SPDX-License-Identifier: MIT */
/* A connection as an object: creation, octets, and what can be asked of it. */
#include <mailaccess/imap.h>

#include "base/alloc.h"
#include "base/mem.h"
#include "base/trace.h"
#include "base/wipe.h"
#include "imap/connection.h"

#define KIB ((size_t)1024)

void mla_imap_config_init(mla_imap_config *config, const mla_allocator *allocator) {
    *config = (mla_imap_config){
        .struct_size = sizeof *config,
        .allocator = allocator,
        .transmit_initial = KIB,
        .transmit_max = 1024 * KIB,
        .capabilities_max = 2 * KIB,
        .in_flight_max = 25,
        .queue_max = 100,
    };
    mla_imap_limits_init(&config->limits);
}

void mla_imap_config_init_fixed(mla_imap_config *config, const mla_allocator *allocator) {
    *config = (mla_imap_config){
        .struct_size = sizeof *config,
        .allocator = allocator,
        .transmit_initial = KIB,
        .transmit_max = KIB,
        .capabilities_max = KIB / 2,
        .in_flight_max = 4,
        .queue_max = 8,
    };
    mla_imap_limits_init_fixed(&config->limits);
}

static bool is_usable(const mla_imap_config *config) {
    return config->struct_size >= sizeof *config && config->allocator != NULL &&
           config->transmit_initial >= 64 && config->transmit_max <= MLA__RUN_MAX &&
           config->in_flight_max >= 1 && config->queue_max >= 1 && config->queue_max <= 1000;
}

static int32_t create(mla_imap *imap, const mla_imap_config *config) {
    int32_t status = mla__queue_init(&imap->queue, config);
    if (status != MLA_OK)
        return status;
    imap->capabilities.max = config->capabilities_max;
    imap->capabilities.text = mla__alloc(&imap->allocator, config->capabilities_max);
    if (imap->capabilities.text == NULL)
        return MLA_E_NO_MEMORY;
    return mla_imap_decoder_new(&imap->allocator, &config->limits, &imap->decoder);
}

int32_t mla_imap_new(const mla_imap_config *config, mla_imap **result) {
    if (!is_usable(config))
        return MLA_E_INVALID;
    mla_imap *imap = mla__alloc(config->allocator, sizeof *imap);
    if (imap == NULL)
        return MLA_E_NO_MEMORY;
    *imap = (mla_imap){.allocator = *config->allocator, .state = MLA_IMAP_STATE_GREETING};
    (void)mla__imap_fail(imap, MLA_OK, NULL);
    int32_t status = create(imap, config);
    if (status != MLA_OK) {
        mla_imap_free(imap);
        return status;
    }
    *result = imap;
    return MLA_OK;
}

void mla_imap_free(mla_imap *imap) {
    if (imap == NULL)
        return;
    const mla_allocator allocator = imap->allocator;
    mla_imap_decoder_free(imap->decoder);
    mla__release(&allocator, imap->capabilities.text, imap->capabilities.max);
    mla__queue_deinit(&imap->queue);
    mla__wipe(imap, sizeof *imap);
    mla__release(&allocator, imap, sizeof *imap);
}

/* Octets. */

char *mla_imap_rx_buf(mla_imap *imap, size_t *room) {
    char *buffer = NULL;
    *room = 0;
    if (imap->failure == MLA_OK && !imap->is_upgrading)
        buffer = mla_imap_decoder_rx_buf(imap->decoder, room);
    imap->received = buffer;
    imap->room = *room;
    return buffer;
}

int32_t mla_imap_rx_ack(mla_imap *imap, size_t len) {
    if (len > imap->room)
        return MLA_E_INVALID;
    imap->room = 0;
    mla__trace_write(&imap->queue.trace, MLA_TRACE_RECEIVED, imap->received, len);
    return mla_imap_decoder_rx_ack(imap->decoder, len);
}

void mla_imap_rx_end(mla_imap *imap) {
    mla_imap_decoder_rx_end(imap->decoder);
}

const char *mla_imap_tx_buf(mla_imap *imap, size_t *len) {
    *len = 0;
    if (imap->failure != MLA_OK || imap->is_upgrading)
        return NULL;
    mla__queue *queue = &imap->queue;
    uint32_t started = queue->started;
    const char *octets = mla__queue_offer(queue, imap->state, len);
    if (queue->started != started &&
        (queue->commands[queue->started - 1].behaviour & MLA__LOGS_IN) != 0)
        imap->capabilities.is_fresh = false;
    return octets;
}

int32_t mla_imap_tx_ack(mla_imap *imap, size_t len) {
    return mla__queue_ack(&imap->queue, len);
}

uint32_t mla_imap_wants(mla_imap *imap) {
    if (imap->failure != MLA_OK || imap->is_upgrading)
        return 0;
    size_t len;
    (void)mla_imap_tx_buf(imap, &len);
    return len != 0 ? MLA_WANT_READ | MLA_WANT_WRITE : MLA_WANT_READ;
}

/* State. */

void mla_imap_error(const mla_imap *imap, mla_error *error) {
    *error = imap->error;
}

int32_t mla_imap_state(const mla_imap *imap) {
    return imap->state;
}

int32_t mla_imap_upgraded(mla_imap *imap) {
    if (!imap->is_upgrading)
        return MLA_E_STATE;
    imap->is_upgrading = false;
    mla__capabilities_forget(&imap->capabilities);
    mla_imap_decoder_reset(imap->decoder);
    mla__imap_set_utf8(imap, false);
    return MLA_OK;
}

int32_t mla_imap_utf8(const mla_imap *imap) {
    return imap->is_utf8;
}

void mla_imap_set_raw_names(mla_imap *imap, int32_t raw) {
    imap->is_raw = raw != 0;
}

uint32_t mla_imap_pending(const mla_imap *imap) {
    return imap->queue.count;
}

int32_t mla_imap_cancel(mla_imap *imap, uint32_t command) {
    uint32_t index = mla__queue_find(&imap->queue, command);
    if (index == imap->queue.count)
        return MLA_E_NOT_FOUND;
    imap->queue.commands[index].is_cancelled = true;
    return MLA_OK;
}

/* Capabilities. */

int32_t mla_imap_capabilities_known(const mla_imap *imap) {
    return imap->capabilities.is_known;
}

int32_t mla_imap_has(const mla_imap *imap, int32_t capability) {
    return mla__capabilities_have(&imap->capabilities, capability);
}

int32_t mla_imap_has_name(const mla_imap *imap, mla_str name) {
    return mla__capabilities_have_name(&imap->capabilities, name);
}

mla_str mla_imap_capabilities(const mla_imap *imap) {
    return (mla_str){imap->capabilities.text, imap->capabilities.len};
}

uint32_t mla_imap_forgiven_by(const mla_imap *imap, int32_t rule) {
    return mla_imap_decoder_forgiven_by(imap->decoder, rule);
}
