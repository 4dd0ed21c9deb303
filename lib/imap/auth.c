/* SPDX-License-Identifier: MIT */
#include "imap/auth.h"

#include <mailaccess/imap_command.h>

#include "base/base64.h"
#include "base/mem.h"
#include "base/wipe.h"
#include "imap/command.h"
#include "imap/encoder.h"
#include "sasl/sasl.h"

#define LINE_END_LEN 2u

/** Octets for the longest response, or what there is. */
static size_t room_for_response(const mla__txbuf *tx, size_t challenge_len) {
    size_t used = tx->end - tx->start;
    size_t room = tx->max - used;
    size_t wanted =
        MLA__BASE64_ENCODED_LEN((size_t)MLA_SASL_RESPONSE_MAX) + challenge_len + LINE_END_LEN;
    return (room < wanted ? room : wanted) - LINE_END_LEN;
}

/** In place: the octets move to the end of what their base64 takes, and are read from there. */
static size_t encode_response(const mla_sasl_response *response, char *room) {
    size_t len = MLA__BASE64_ENCODED_LEN(response->len);
    char *raw = room + len - response->len;
    memmove(raw, response->data, response->len);
    return mla__base64_encode(raw, response->len, room);
}

/**
 * One step of the mechanism, with its response as a secret.
 *
 * @param challenge in base64; absent for the initial response.
 * @return octets put.
 */
static size_t put_response(mla_imap *imap, mla_sasl *sasl, mla_str challenge) {
    size_t size = room_for_response(&imap->queue.tx, challenge.len);
    char *room = mla__reserve(imap, size);
    if (room == NULL || challenge.len > size) {
        mla__refuse(imap, MLA_E_LIMIT, "challenge too long");
        return 0;
    }
    mla_str decoded = {NULL, 0};
    if (challenge.ptr != NULL) {
        (void)mla__base64_decode(challenge, false, room, &decoded.len);
        decoded.ptr = room;
    }
    mla_sasl_response response = {.data = room + decoded.len, .capacity = size - decoded.len};
    if (response.capacity > size / 4 * 3)
        response.capacity = size / 4 * 3;
    int32_t status = mla__sasl_step(sasl, decoded, &response);
    size_t len = status == MLA_OK ? encode_response(&response, room) : 0;
    mla__wipe(room + len, size - len);
    if (status != MLA_OK)
        mla__refuse(imap, status, "the mechanism has no response");
    mla__put_run(imap, MLA__RUN_SECRET);
    mla__commit(imap, len);
    mla__put_run(imap, 0);
    return len;
}

int32_t mla_imap_submit_authenticate(mla_imap *imap, mla_sasl *sasl, uint32_t *command) {
    const mla_str mechanism = mla_str_from(sasl->mechanism->name);
    mla__begin(imap, MLA__IMAP_AUTHENTICATE, &mechanism);
    mla__exchange exchange = {.sasl = sasl};
    exchange.is_in_command = sasl->mechanism->client_first &&
                             mla__capabilities_have(&imap->capabilities, MLA_IMAP_CAP_SASL_IR);
    sasl->step_count = 0;
    if (exchange.is_in_command) {
        mla__put_char(imap, ' ');
        if (put_response(imap, sasl, (mla_str){NULL, 0}) == 0)
            mla__put_char(imap, '=');
    }
    int32_t status = mla__end(imap, command);
    if (status == MLA_OK)
        imap->exchange = exchange;
    return status;
}

/** The command in progress: it is alone in the queue, all of it sent. */
static const mla__queued *find_exchange(const mla_imap *imap) {
    const mla__queue *queue = &imap->queue;
    bool is_there = queue->started == 1 && queue->run_count == 0 &&
                    queue->commands[0].kind == MLA__IMAP_AUTHENTICATE;
    return is_there ? &queue->commands[0] : NULL;
}

/* The first challenge to a client that speaks first says nothing: some servers send text in it.
 * Others take no notice of an initial response and ask for it. */
static mla_str relevant_challenge(mla__exchange *exchange, mla_str challenge) {
    if (exchange->is_in_command && challenge.len == 0)
        exchange->sasl->step_count = 0;
    exchange->is_in_command = false;
    bool is_initial = exchange->sasl->step_count == 0 && exchange->sasl->mechanism->client_first;
    return is_initial ? (mla_str){NULL, 0} : challenge;
}

bool mla__exchange_continue(mla_imap *imap, mla_str challenge) {
    const mla__queued *command = find_exchange(imap);
    if (command == NULL)
        return false;
    mla__exchange *exchange = &imap->exchange;
    mla__resume(imap);
    if (command->is_cancelled)
        mla__refuse(imap, MLA_E_CANCELLED, NULL);
    else
        (void)put_response(imap, exchange->sasl, relevant_challenge(exchange, challenge));
    exchange->failure = imap->encoding;
    if (exchange->failure != MLA_OK) {
        mla__resume(imap);
        mla__put_char(imap, '*');
    }
    mla__put(imap, "\r\n");
    return true;
}

bool mla__exchange_retry(mla_imap *imap, const mla__queued *command) {
    mla__exchange *exchange = &imap->exchange;
    if (command->kind != MLA__IMAP_AUTHENTICATE || command->is_cancelled ||
        !exchange->is_in_command)
        return false;
    exchange->is_in_command = false;
    exchange->sasl->step_count = 0;
    const mla_str mechanism = mla_str_from(exchange->sasl->mechanism->name);
    mla__resume(imap);
    /* A server takes a tag again (RFC 9051 section 2.2.1). */
    mla__put_command(imap, command, &mechanism);
    mla__put(imap, "\r\n");
    return imap->encoding == MLA_OK;
}

int32_t mla__exchange_result(const mla_imap *imap, bool is_success) {
    const mla__exchange *exchange = &imap->exchange;
    if (!is_success)
        return exchange->failure;
    /* A success after "*" proves nothing. */
    if (exchange->failure != MLA_OK)
        return MLA_E_AUTH_SERVER;
    return mla__sasl_finish(exchange->sasl) == MLA_OK ? MLA_OK : MLA_E_AUTH_SERVER;
}
