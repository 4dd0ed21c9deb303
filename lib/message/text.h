/* SPDX-License-Identifier: MIT */
/** Writing into an mla_text. */
#ifndef MLA_MESSAGE_TEXT_H
#define MLA_MESSAGE_TEXT_H

#include <stdbool.h>

#include <mailaccess/message.h>

static inline void mla__text_begin(mla_text *text) {
    text->len = 0;
    text->needed = 0;
}

/** Writes octets that belong together, or none of them: nothing follows what did not fit. */
void mla__text_put(mla_text *text, const char *octets, size_t len);

/**
 * Writes UTF-8, cut between characters; up to what is none, if that comes.
 *
 * @param strip leave out control characters (C0, DEL, C1) except TAB.
 */
void mla__text_put_utf8(mla_text *text, mla_str octets, bool strip);

/** What the function that filled the text returns. */
static inline int32_t mla__text_status(const mla_text *text) {
    return text->needed > text->len ? MLA_E_LIMIT : MLA_OK;
}

#endif
