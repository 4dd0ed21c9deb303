/* SPDX-License-Identifier: MIT */
/*
 * libcurl, which has no way to be fed from memory, from a server. It parses no responses: it hands out the
 * body of a message, or lines.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "client.h"

const char bench_client_name[] = "libcurl";
const bool bench_client_parses = false;
const char bench_client_pop3_preface[] = "";

static size_t take(char *octets, size_t size, size_t count, void *context) {
    bench_input *input = context;
    (void)octets;
    input->octets += size * count;
    return size * count;
}

static void aim(CURL *curl, const bench_shape *shape, unsigned short port, uint64_t item) {
    char url[96];
    if (shape->per_item)
        snprintf(url, sizeof(url), "pop3://127.0.0.1:%u/%llu", port, (unsigned long long)item);
    else if (shape->pop3)
        snprintf(url, sizeof(url), "pop3://127.0.0.1:%u/", port);
    else
        snprintf(url, sizeof(url), "imap://127.0.0.1:%u/INBOX;UID=1", port);
    curl_easy_setopt(curl, CURLOPT_URL, url);
}

int bench_client_run(const bench_shape *shape, uint64_t repeats, bench_input *input,
                     bench_result *result) {
    if (input->source != NULL) {
        fprintf(stderr, "libcurl: needs --port\n");
        return -1;
    }
    CURL *curl = curl_easy_init();
    CURLcode status = CURLE_OK;
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, input);
    if (shape->pop3 && !shape->per_item)
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, shape->command);
    const uint64_t requests = shape->per_item ? repeats * shape->block_items : 1;
    for (uint64_t i = 1; i <= requests && status == CURLE_OK; i++) {
        aim(curl, shape, input->port, i);
        status = curl_easy_perform(curl);
    }
    if (status != CURLE_OK)
        fprintf(stderr, "libcurl: %s\n", curl_easy_strerror(status));
    curl_easy_cleanup(curl);
    result->octets = input->octets;
    return status == CURLE_OK ? 0 : -1;
}
