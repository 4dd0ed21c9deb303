/* SPDX-License-Identifier: MIT */
#include "transport/fault_libc.h"

#include <stdarg.h>
#include <stdio.h>

int32_t mla__fault_set(mla__fault *fault, int32_t status, int32_t native_code, int32_t retry,
                       const char *format, ...) {
    va_list arguments;

    fault->status = status;
    fault->native_code = native_code;
    fault->retry = retry;
    va_start(arguments, format);
    (void)vsnprintf(fault->detail, sizeof fault->detail, format, arguments);
    va_end(arguments);
    return status;
}

void mla__fault_describe(const mla__fault *fault, mla_error *error) {
    if (fault->status == MLA_OK)
        return;
    error->struct_size = sizeof *error;
    error->status = fault->status;
    error->native_code = fault->native_code;
    error->retry = fault->retry;
    error->detail = mla_str_from(fault->detail);
}
