/* SPDX-License-Identifier: MIT */
/* The least that any client does: receives into 64 KiB, and with BENCH_MEMCHR also finds the line ends. */
#include <string.h>

#include "client.h"

#if BENCH_MEMCHR
const char bench_client_name[] = "memchr";
#else
const char bench_client_name[] = "recv";
#endif
const bool bench_client_parses = false;
const char bench_client_pop3_preface[] = "";

#if BENCH_MEMCHR
static uint64_t look(const char *at, size_t len) {
    const char *end = at + len;
    uint64_t lines = 0;
    for (; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        lines++;
    return lines;
}
#else
static uint64_t look(const char *at, size_t len) {
    return (uint64_t)at[len - 1];
}
#endif

int bench_client_run(const bench_shape *shape, uint64_t repeats, bench_input *input,
                     bench_result *result) {
    static char buffer[65536];
    size_t got;
    (void)shape;
    (void)repeats;
    bench_input_connect(input);
    bench_input_write(input, "floor\r\n", 7);
    while ((got = bench_input_read(input, buffer, sizeof(buffer))) != 0)
        result->sum += look(buffer, got);
    return 0;
}
