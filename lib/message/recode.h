/* SPDX-License-Identifier: MIT */
/** Octets in a character set that may change on the way, into an mla_text. */
#ifndef MLA_MESSAGE_RECODE_H
#define MLA_MESSAGE_RECODE_H

#include <stdbool.h>

#include <mailaccess/message.h>

typedef struct mla__recoder {
    mla_text *text;
    bool strip;
    bool is_open; /**< `decoder` is in use, for the set named `charset` */
    mla_str charset;
    mla_charset_decoder decoder;
    size_t len;
    char octets[128];
} mla__recoder;

/** @param flags MLA_WORD_STRIP_CONTROLS counts. */
void mla__recoder_init(mla__recoder *recoder, mla_text *text, uint32_t flags);

/**
 * Names the set of what is put next. The same set again goes on in the middle of a character.
 *
 * @param charset absent: unknown; must live as long as the recoder.
 */
void mla__recoder_charset(mla__recoder *recoder, mla_str charset);

void mla__recoder_put(mla__recoder *recoder, char octet);

/** @return MLA_OK, or MLA_E_LIMIT when the text did not fit. */
int32_t mla__recoder_finish(mla__recoder *recoder);

#endif
