/* SPDX-License-Identifier: MIT */
/** Server octets through an mla_imap_decoder, in one of the ways in which they can come. */
#ifndef DECODE_H
#define DECODE_H

#include <mailaccess/imap_response.h>

#include "guard.h"

typedef struct decode_way {
    mla_imap_limits limits;
    uint32_t
        piece_max;   /**< pieces are of 1 to so many octets, at random; 1: octet by octet; 0: all */
    uint64_t random; /**< decides the sizes of pieces; not 0 */
    size_t fail_at;  /**< the allocation that fails; 0: none */
} decode_way;

/** The way that an application decodes, at once. */
void decode_way_init(decode_way *way);

/** Octets behind the text that the decoder may read. */
#define DECODE_RESERVED 1u

typedef void (*decode_visit)(void *user, const mla_imap_event *event);

/**
 * Decodes all of `input`, calling `visit` with each event.
 *
 * Each buffer ends in front of an unmapped page, and what lies behind the received text in the receive buffer is
 * out of bounds, but for the one octet that the decoder reserves. Aborts when the decoder breaks its contract.
 *
 * @return what ended it: MLA_END, or an error.
 */
int32_t decode(mla_str input, const decode_way *way, decode_visit visit, void *user);

#endif
