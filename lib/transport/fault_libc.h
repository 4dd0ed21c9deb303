/* SPDX-License-Identifier: MIT */
/** The last error of a transport, with its text in the transport's own memory. */
#ifndef MLA_TRANSPORT_FAULT_H
#define MLA_TRANSPORT_FAULT_H

#include <mailaccess/base.h>

#if defined(__GNUC__)
#define MLA__FORMAT(format_index, first_index) \
    __attribute__((format(printf, format_index, first_index)))
#else
#define MLA__FORMAT(format_index, first_index)
#endif

/** Begin with zeros: no error. */
typedef struct mla__fault {
    int32_t status;
    int32_t native_code;
    int32_t retry; /**< MLA_RETRY_* */
    char detail[384];
} mla__fault;

/**
 * Records an error; a text that is too long is cut.
 *
 * @param retry MLA_RETRY_*
 * @return `status`.
 */
int32_t mla__fault_set(mla__fault *fault, int32_t status, int32_t native_code, int32_t retry,
                       const char *format, ...) MLA__FORMAT(5, 6);

/** Fills in what is known. Nothing when there was no error. */
void mla__fault_describe(const mla__fault *fault, mla_error *error);

#endif
