/* SPDX-License-Identifier: MIT */
/** Server octets through an mla_imap_decoder, in one of the ways in which they can come. */
#ifndef DECODE_H
#define DECODE_H

#include <mailaccess/imap_response.h>

#include "guard.h"

/** @param decoder to be asked, where it stands. */
typedef void (*decode_visit)(void *user, const mla_imap_decoder *decoder,
                             const mla_imap_event *event);
typedef void (*decode_end)(void *user, const mla_imap_decoder *decoder, int32_t status);

typedef struct decode_way {
    mla_imap_limits limits;
    /** each piece fills the buffer, however short: replies that are read as they come are read at the end of each */
    bool is_tight;
    uint32_t
        piece_max;   /**< pieces are of 1 to so many octets, at random; 1: octet by octet; 0: all */
    uint64_t random; /**< decides the sizes of pieces; not 0 */
    bool is_thorough; /**< not the quick way (imap/quick.h) */
    size_t fail_at;   /**< the allocation that fails; 0: none */
    decode_end end;
} decode_way;

/** The way that an application decodes, at once. */
void decode_way_init(decode_way *way);

/** Octets behind the text that the decoder may read. */
#define DECODE_RESERVED MLA__RXBUF_BEHIND

/**
 * Decodes all of `input`, calling `visit` with each event, and then way->end, if there is one.
 *
 * Each buffer ends in front of an unmapped page, and what lies behind the received text in the receive buffer is
 * out of bounds, but for the one octet that the decoder reserves. Aborts when the decoder breaks its contract.
 *
 * @return what ended it: MLA_END, or an error.
 */
int32_t decode(mla_str input, const decode_way *way, decode_visit visit, void *user);

#endif
