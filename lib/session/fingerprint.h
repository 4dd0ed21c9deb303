/* SPDX-License-Identifier: MIT */
/** 64 bits that stand for a text: SipHash-2-4, so that who does not know the key finds no clash. */
#ifndef MLA_SESSION_FINGERPRINT_H
#define MLA_SESSION_FINGERPRINT_H

#include <mailaccess/base.h>

uint64_t mla__fingerprint(const uint64_t key[2], mla_str text);

#endif
