/* SPDX-License-Identifier: MIT */
#ifndef MLA_BASE_TRACE_H
#define MLA_BASE_TRACE_H

#include <mailaccess/base.h>

/** @param trace NULL, or one without `write`: nothing is done. @param kind MLA_TRACE_*. */
void mla__trace_write(const mla_trace *trace, int32_t kind, const char *data, size_t len);

/** A secret goes over the wire: the trace sees "*" in its place. */
void mla__trace_secret(const mla_trace *trace, int32_t kind);

#endif
