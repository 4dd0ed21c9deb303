/* SPDX-License-Identifier: MIT */
/** What the runners of all protocols do with the words of an action. */
#ifndef TRANSCRIPT_ACTION_H
#define TRANSCRIPT_ACTION_H

#include <mailaccess/sasl.h>

#include "transcript.h"

bool transcript_is(mla_str word, const char *name);

/** @return 0 for what is no number or absent. */
uint64_t transcript_number(mla_str word, int base);

/** Whether a getter returned what the transcript says: MLA_OK or MLA_E_INVALID. */
int32_t transcript_same(uint64_t got, uint64_t wanted);

/**
 * @param mechanism PLAIN; LOGIN, where the server speaks first, and which fails at a challenge "?"; EXTERNAL, which has
 *                  nothing to say, and says so first.
 */
int32_t transcript_sasl_init(mla_sasl *sasl, mla_str mechanism, mla_str user, mla_str password);

#endif
