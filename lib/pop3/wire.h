/* SPDX-License-Identifier: MIT */
/**
 * Framing: lines, and bodies with their dots taken out (RFC 1939 section 3).
 */
#ifndef MLA_POP3_WIRE_H
#define MLA_POP3_WIRE_H

#include <stdbool.h>

#include "base/rxbuf.h"

/* What is often used stands in front, where a short instruction of a small processor reaches it. */
typedef struct mla__pop3_wire {
    bool skipping;      /**< inside a line that was cut */
    uint8_t body_style; /**< what ends a line of the body; not known before its first line */
    bool line_begins;   /**< the next octet of the body is the first of a line */
    char body_last;     /**< the last octet of the body so far */
    size_t line_max;    /**< octets of the longest line that is read whole, its end included */
    mla__rxbuf rx;      /**< holds `line_max` octets or more */
} mla__pop3_wire;

/** Whether all that came was taken, and what comes next begins a line. */
static inline bool mla__pop3_wire_is_clear(const mla__pop3_wire *wire) {
    return mla__rxbuf_len(&wire->rx) == 0 && !wire->skipping;
}

/**
 * Takes the next line.
 *
 * @param line out: without its CRLF or LF; valid until the buffer is given out. With `skipping` set
 *             after the call, the line is longer, and the rest of it will be skipped.
 * @return MLA_OK or MLA_AGAIN.
 */
int32_t mla__pop3_wire_line(mla__pop3_wire *wire, mla_str *line);

/** A body follows the line that was taken. */
void mla__pop3_wire_body_begin(mla__pop3_wire *wire);

/**
 * Takes the next piece of a body.
 *
 * @param data out: octets of it, at least one.
 * @return MLA_OK, MLA_AGAIN, or MLA_END: the line with the dot was taken.
 */
int32_t mla__pop3_wire_body(mla__pop3_wire *wire, mla_str *data);

#endif
