/* SPDX-License-Identifier: MIT */
/** Exchanges in lines of base64, as protocols send them (RFC 4422 section 3). */
#ifndef MLA_SASL_ANSWER_H
#define MLA_SASL_ANSWER_H

#include <mailaccess/sasl.h>

#include "base/txbuf.h"

typedef struct mla__sasl_exchange {
    mla_sasl *sasl;
    int32_t status; /**< MLA_OK, or why it was given up: set it, and the next answer is "*" */
    char *scratch;  /**< where the mechanism writes; wiped after each answer */
    size_t scratch_size;
} mla__sasl_exchange;

/**
 * Takes the first step and puts " response" into the command that begins the exchange; an empty response
 * is "=" (RFC 4954 section 4, RFC 4959 section 3).
 *
 * @param place octets in `tx` that it comes after.
 * @return octets put; 0 when `status` is an error. After MLA_E_LIMIT the step can be taken again.
 */
size_t mla__sasl_initial(mla__sasl_exchange *exchange, mla__txbuf *tx, size_t place);

/**
 * Takes a step and puts the response as a line, or "*" when there is none: `status` then says why.
 *
 * @param challenge in base64, decoded in place, so in memory that can be written. To a mechanism that
 *                  speaks first, the first is only the word to begin, and need not be there.
 * @param place     octets in `tx` that the line comes after.
 * @return octets put, the CRLF among them; 0 when there is not even room for that.
 */
size_t mla__sasl_answer(mla__sasl_exchange *exchange, mla_str challenge, mla__txbuf *tx,
                        size_t place);

#endif
