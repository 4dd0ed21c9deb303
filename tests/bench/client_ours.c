/* SPDX-License-Identifier: MIT */
#include "client_ours.h"

const char bench_client_name[] = "ours";
const bool bench_client_parses = true;
const char bench_client_pop3_preface[] = "+OK\r\nPIPELINING\r\n.\r\n"; /* CAPA */

int bench_client_run(const bench_shape *shape, uint64_t repeats, bench_input *input,
                     bench_result *result) {
    return shape->pop3 ? bench_ours_pop3(shape, repeats, input, result)
                       : bench_ours_imap(shape, input, result);
}
