/* SPDX-License-Identifier: MIT */
/** Random octets of the operating system. */
#ifndef MLA_TRANSPORT_RANDOM_H
#define MLA_TRANSPORT_RANDOM_H

#include <mailaccess/base.h>

/** @param len at most 256. @return MLA_OK, or MLA_E_IO with errno set. */
int32_t mla__random(void *to, size_t len);

#endif
