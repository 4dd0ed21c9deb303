/* SPDX-License-Identifier: MIT */
/* libmailaccess by its codecs, one file for each protocol. */
#ifndef BENCH_CLIENT_OURS_H
#define BENCH_CLIENT_OURS_H

#include "client.h"

int bench_ours_imap(const bench_shape *shape, bench_input *input, bench_result *result);
int bench_ours_pop3(const bench_shape *shape, uint64_t repeats, bench_input *input,
                    bench_result *result);

#endif
