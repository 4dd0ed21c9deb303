/* SPDX-License-Identifier: MIT */
/**
 * Whether a line ends in the header of a literal: "{12}", "{12+}", "~{12}" (RFC 9051, literal and
 * literal8; RFC 7888), and what only looks like one.
 *
 * As in lex.h, the octet behind a frame or line must be readable, and one that begins no token.
 */
#ifndef MLA_IMAP_LITERAL_H
#define MLA_IMAP_LITERAL_H

#include <stdbool.h>

#include <mailaccess/base.h>

typedef struct mla__literal {
    size_t header_at; /**< index of "{", or of "~" in front of it */
    uint64_t size;
    bool is_valid;     /**< false: the size does not fit */
    bool is_odd;       /**< forgiven: spaces behind it, a negative size */
    bool is_section;   /**< a body section's value */
    bool is_in_stream; /**< in a reply that is read as it comes: no octet stands for it there */
} mla__literal;

/** Looks at the end only. @param text a line without its line break. */
bool mla__literal_header(const mla_str *text, mla__literal *literal);

/** How far a frame was judged: quotes in a literal's octets are none, and its beginning may have been dropped. */
typedef struct mla__judged {
    size_t len;   /**< octets of the frame, up to the end of a literal or to where it was dropped */
    bool is_open; /**< a quoted string is open behind them */
    bool may_be_closed; /**< ... unless a backslash in front of a quote was none that escapes */
    bool is_headless;   /**< the frame's beginning was dropped; its rest is no text */
    uint8_t undecided;  /**< what the next octet decides of the last one, which was dropped */
    char last;          /**< the octet that was dropped last; NUL: one of a literal */
} mla__judged;

/**
 * Looks at the whole: no literal stands in a status response, inside a quoted string, or in the
 * middle of a word.
 *
 * @param text   the frame so far, from the beginning of the response unless `is_headless`.
 * @param judged zeros: nothing was.
 */
bool mla__literal_at_end(const mla_str *text, const mla__judged *judged, mla__literal *literal);

/** A literal ends at `len`: what its octets and the text in front of it hold opens no quotes. */
void mla__literal_pass(mla__judged *judged, size_t len);

/** The first `len` octets of a frame that is no text are dropped. */
void mla__literal_drop(mla__judged *judged, const mla_str *text, size_t len);

/**
 * The length of a text without what may be the beginning of a literal's header at its end: "{", "{12", "{12} ", or of the
 * line's end.
 */
size_t mla__literal_settled(const mla_str *text);

/** Whether an item's name, up to its bracket if it has one, is that of a body section: BODY, RFC822.TEXT. */
bool mla__literal_is_section(const mla_str *name, bool is_bracketed);

/** Whether a frame is a status response or a continuation request, whose rest is text. */
bool mla__literal_is_text(const mla_str *frame);

/** Whether a line begins as a response does: "* ", "+ " or a tag and a condition. */
bool mla__literal_begins_response(const mla_str *line);

#endif
