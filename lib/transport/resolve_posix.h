/* SPDX-License-Identifier: MIT */
/**
 * Looks a host name up without blocking: getaddrinfo(3) in a thread of its own.
 *
 * A lookup that is freed while its thread still waits for a name server lives on until that thread
 * ends; therefore it lies in the C library's heap and not in the caller's allocator.
 */
#ifndef MLA_TRANSPORT_RESOLVE_H
#define MLA_TRANSPORT_RESOLVE_H

#include <netdb.h>
#include <stdint.h>

typedef struct mla__lookup mla__lookup;

/**
 * @param host a name, or a literal address: then no thread is needed and the answer is there at
 *             once.
 * @return MLA_OK, MLA_E_NO_MEMORY, or MLA_E_IO with errno set when no thread or socket is left.
 */
int32_t mla__lookup_new(const char *host, uint16_t port, mla__lookup **lookup);

/** Becomes readable when the answer is there; -1 when it was there at once. */
int mla__lookup_descriptor(const mla__lookup *lookup);

/**
 * @param addresses out: the lookup's; in the order of preference (RFC 6724).
 * @param gai_code  out: getaddrinfo's code with MLA_E_RESOLVE.
 * @return MLA_OK, MLA_AGAIN or MLA_E_RESOLVE.
 */
int32_t mla__lookup_result(const mla__lookup *lookup, const struct addrinfo **addresses,
                           int *gai_code);

void mla__lookup_free(mla__lookup *lookup);

#endif
