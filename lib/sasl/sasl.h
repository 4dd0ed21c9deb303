/* SPDX-License-Identifier: MIT */
/** How the codecs drive a mechanism, and what mechanisms share. */
#ifndef MLA_SASL_SASL_H
#define MLA_SASL_SASL_H

#include <mailaccess/sasl.h>

/**
 * One step of the exchange; counts it.
 *
 * @param challenge absent for the initial response.
 * @param response  `len` is 0 and nothing of a secret is left in it unless MLA_OK is returned.
 * @return as the mechanism's `step`.
 */
int32_t mla__sasl_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response);

/** The server reported success. @return as the mechanism's `finish`. */
int32_t mla__sasl_finish(mla_sasl *sasl);

/** Adds to a response. @return MLA_OK, or MLA_E_LIMIT with the response as it was. */
int32_t mla__sasl_append(mla_sasl_response *response, mla_str octets);

#endif
