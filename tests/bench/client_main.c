/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "client.h"
#include "heap.h"

static void fail(const char *what) {
    perror(what);
    exit(1);
}

/* --- input --------------------------------------------------------------------------------------------------- */

void bench_input_connect(bench_input *input) {
    if (input->source != NULL)
        return;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(input->port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    input->descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (input->descriptor < 0 ||
        connect(input->descriptor, (struct sockaddr *)&address, sizeof(address)) != 0)
        fail("connect");
}

size_t bench_input_read(bench_input *input, char *to, size_t room) {
    const size_t most = room < input->chunk ? room : input->chunk;
    size_t got;
    if (input->source != NULL) {
        got = bench_source_read(input->source, to, most);
    } else {
        const ssize_t n = recv(input->descriptor, to, most, 0);
        if (n < 0)
            fail("recv");
        got = (size_t)n;
    }
    input->octets += got;
    return got;
}

void bench_input_write(bench_input *input, const char *octets, size_t len) {
    while (input->source == NULL && len != 0) {
        const ssize_t n = send(input->descriptor, octets, len, MSG_NOSIGNAL);
        if (n < 0)
            fail("send");
        octets += n;
        len -= (size_t)n;
    }
}

/* --- what is measured ---------------------------------------------------------------------------------------- */

static double seconds(const struct timeval *time) {
    return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

static double wall_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Not ru_maxrss, which begins with what the parent had at the time of exec. */
static long peak_kib(void) {
    char line[256];
    long kib = 0;
    FILE *status = fopen("/proc/self/status", "r");
    if (status == NULL)
        return 0;
    while (fgets(line, sizeof(line), status) != NULL) {
        if (strncmp(line, "VmHWM:", 6) == 0)
            kib = strtol(line + 6, NULL, 10);
    }
    fclose(status);
    return kib;
}

static int check(const bench_shape *shape, uint64_t repeats, const bench_result *result) {
    const uint64_t octets = shape->block_octets * repeats;
    const uint64_t items =
        shape->block_octets != 0 && shape->one_response ? 1 : shape->block_items * repeats;
    if (!bench_client_parses || (result->octets == octets && result->items == items))
        return 0;
    fprintf(stderr, "%s %s: %llu items and %llu octets instead of %llu and %llu\n",
            bench_client_name, shape->name, (unsigned long long)result->items,
            (unsigned long long)result->octets, (unsigned long long)items,
            (unsigned long long)octets);
    return 1;
}

static int measure(const bench_shape *shape, uint64_t repeats, bench_input *input) {
    struct rusage before, after;
    bench_result result = {0, 0, 0};
    const uint64_t allocations = bench_heap_allocations();
    const double start = wall_seconds();
    getrusage(RUSAGE_SELF, &before);
    if (bench_client_run(shape, repeats, input, &result) != 0)
        return 1;
    getrusage(RUSAGE_SELF, &after);
    printf("{\"client\":\"%s\",\"shape\":\"%s\",\"item\":\"%s\",\"items\":%llu,\"octets\":%llu,"
           "\"wall\":%.6f,"
           "\"user\":%.6f,\"system\":%.6f,\"allocations\":%llu,\"peak_kib\":%ld,\"sum\":%llu}\n",
           bench_client_name, shape->name, shape->item,
           (unsigned long long)(shape->block_items * repeats), (unsigned long long)input->octets,
           wall_seconds() - start, seconds(&after.ru_utime) - seconds(&before.ru_utime),
           seconds(&after.ru_stime) - seconds(&before.ru_stime),
           (unsigned long long)(bench_heap_allocations() - allocations), peak_kib(),
           (unsigned long long)result.sum);
    return check(shape, repeats, &result);
}

/* --- the program --------------------------------------------------------------------------------------------- */

static int usage(const char *program) {
    fprintf(stderr,
            "usage: %s SHAPE REPEATS [--chunk OCTETS] [--port PORT]\n"
            "Feeds %s from memory, or from bench_replay on PORT, and prints what it took as "
            "JSON.\nShapes:",
            program, bench_client_name);
    for (const bench_shape *shape = bench_shapes; shape->name != NULL; shape++)
        fprintf(stderr, " %s", shape->name);
    fprintf(stderr, "\n");
    return 2;
}

/* What comes before the data and behind it, for a client that is fed from memory. */
static void fill(bench_source *source, const bench_shape *shape, uint64_t repeats) {
    if (!shape->pop3) {
        bench_source_add(source, "* PREAUTH ready\r\n");
        bench_source_add_shape(source, shape, repeats);
        bench_source_add(source, "1 OK done\r\n");
        return;
    }
    bench_source_add(source, "+OK ready\r\n");
    bench_source_add(source, bench_client_pop3_preface);
    bench_source_add_shape(source, shape, repeats);
}

int main(int argc, char **argv) {
    static bench_source source;
    bench_input input = {.source = &source, .chunk = 65536, .descriptor = -1};
    const bench_shape *shape = argc >= 3 ? bench_shape_find(argv[1]) : NULL;
    const uint64_t repeats = argc >= 3 ? strtoull(argv[2], NULL, 10) : 0;
    if (shape == NULL || repeats == 0 || argc % 2 == 0)
        return usage(argv[0]);
    for (int i = 3; i < argc; i += 2) {
        const unsigned long value = strtoul(argv[i + 1], NULL, 10);
        if (strcmp(argv[i], "--chunk") == 0 && value != 0)
            input.chunk = value;
        else if (strcmp(argv[i], "--port") == 0 && value > 0 && value < 65536)
            input.port = (unsigned short)value;
        else
            return usage(argv[0]);
    }
    if (input.port != 0)
        input.source = NULL;
    else
        fill(&source, shape, repeats);
    return measure(shape, repeats, &input);
}
