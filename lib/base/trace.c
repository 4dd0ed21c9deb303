/* SPDX-License-Identifier: MIT */
#include "base/trace.h"

void mla__trace_write(const mla_trace *trace, int32_t kind, const char *data, size_t len) {
    if (trace != NULL && trace->write != NULL && len != 0)
        trace->write(trace->user, kind, data, len);
}

void mla__trace_secret(const mla_trace *trace, int32_t kind) {
    mla__trace_write(trace, kind, "*", 1);
}
