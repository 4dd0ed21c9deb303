/* SPDX-License-Identifier: MIT */
/**
 * Trusted authorities, kept as they stand in the file (DER) and parsed only when a server's chain
 * names them: a system's bundle of 150 takes 165 kB and 1 ms to load this way, 700 kB and 8 ms when
 * mbedTLS parses all of it.
 */
#ifndef MLA_TRANSPORT_TLS_AUTHORITIES_H
#define MLA_TRANSPORT_TLS_AUTHORITIES_H

#include <mailaccess/base.h>
#include <mbedtls/x509_crt.h>

typedef struct mla__authority {
    unsigned char *der; /**< in a source's block */
    uint32_t len;
    uint32_t subject; /**< hash of the subject's name */
} mla__authority;

/** Two sources at most: a file and a text in memory. */
#define MLA__AUTHORITY_SOURCES 2

typedef struct mla__authority_source {
    char *block;
    size_t size;
} mla__authority_source;

typedef struct mla__authorities {
    const mla_allocator *allocator;
    mla__authority_source sources[MLA__AUTHORITY_SOURCES];
    size_t source_count;
    mla__authority *entries;
    size_t count;
    size_t capacity;
} mla__authorities;

/** @param allocator must live as long. */
void mla__authorities_init(mla__authorities *authorities, const mla_allocator *allocator);
void mla__authorities_deinit(mla__authorities *authorities);

/**
 * Called at most MLA__AUTHORITY_SOURCES times.
 *
 * @param text PEM or one DER certificate; a block of `len + 1` octets of the allocator, owned from
 *             here on whatever the result is.
 * @return MLA_OK, MLA_E_NO_MEMORY, or MLA_E_TLS_CONFIG when no certificate is in it.
 */
int32_t mla__authorities_add(mla__authorities *authorities, char *text, size_t len);

/**
 * Parses the authorities that may have issued a certificate of the chain.
 *
 * @param selected out: appended to; its certificates refer to the memory of `authorities`.
 * @return 0 or an mbedTLS error (no memory).
 */
int mla__authorities_select(const mla__authorities *authorities, const mbedtls_x509_crt *chain,
                            mbedtls_x509_crt *selected);

#endif
