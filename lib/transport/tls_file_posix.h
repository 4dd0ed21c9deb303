/* SPDX-License-Identifier: MIT */
/** Files that TLS needs: read whole, and the system's authorities found. */
#ifndef MLA_TRANSPORT_TLS_FILE_H
#define MLA_TRANSPORT_TLS_FILE_H

#include <mailaccess/base.h>

/** More than any bundle has; a device or a wrong file ends here. */
#define MLA__TLS_FILE_LIMIT (16u << 20)

/**
 * Reads a file into one block with a NUL behind it.
 *
 * @param text out: a block of `*len + 1` octets from the allocator.
 * @return MLA_OK, MLA_E_NO_MEMORY, MLA_E_LIMIT, or MLA_E_IO with errno set.
 */
int32_t mla__tls_file_read(const mla_allocator *allocator, const char *path, char **text,
                           size_t *len);

/**
 * Why that failed, as the end of a sentence.
 *
 * @param status what mla__tls_file_read() gave: MLA_E_LIMIT, or MLA_E_IO with errno as it left it.
 */
void mla__tls_file_explain(int32_t status, char *text, size_t size);

/**
 * The bundle of trusted authorities: what the variable SSL_CERT_FILE names, else the first file
 * that exists where distributions keep theirs.
 *
 * @return NULL when there is none. Lives as long as the environment stays as it is.
 */
const char *mla__tls_file_system_authorities(void);

#endif
