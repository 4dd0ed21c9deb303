/* SPDX-License-Identifier: MIT */
/** The detail of a session's last error, in memory of its own. */
#ifndef MLA_SESSION_ERROR_H
#define MLA_SESSION_ERROR_H

#include <mailaccess/session.h>

typedef struct mla__session_error {
    int32_t status;
    int32_t retry;
    int32_t native_code;
    uint64_t retry_after_ms;
    char text[512];
    char server_text[512];
    char server_code[64];
} mla__session_error;

/**
 * Notes an error.
 *
 * @param detail what else is known; its status does not count. NULL: nothing.
 */
void mla__error_set(mla__session_error *error, int32_t status, const mla_error *detail);

#endif
