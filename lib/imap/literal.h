/* SPDX-License-Identifier: MIT */
/**
 * Whether a line ends in the header of a literal: "{12}", "{12+}", "~{12}" (RFC 9051, literal and
 * literal8; RFC 7888), and what only looks like one.
 */
#ifndef MLA_IMAP_LITERAL_H
#define MLA_IMAP_LITERAL_H

#include <stdbool.h>

#include <mailaccess/base.h>

typedef struct mla__literal {
    size_t header_at; /**< index of "{", or of "~" in front of it */
    uint64_t size;
    bool is_valid;   /**< false: the size does not fit */
    bool is_odd;     /**< forgiven: spaces behind it, a negative size */
    bool is_section; /**< a body section's value */
} mla__literal;

/** Looks at the end only. @param text a line without its line break. */
bool mla__literal_header(mla_str text, mla__literal *literal);

/**
 * Looks at the whole: no literal stands in a status response, inside a quoted string, or in the
 * middle of a word.
 *
 * @param text the frame so far, from the beginning of the response.
 */
bool mla__literal_at_end(mla_str text, mla__literal *literal);

/** Whether a frame is a status response or a continuation request, whose rest is text. */
bool mla__literal_is_text(mla_str frame);

/** Whether a line begins as a response does: "* ", "+ " or a tag and a condition. */
bool mla__literal_begins_response(mla_str line);

#endif
