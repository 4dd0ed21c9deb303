/* SPDX-License-Identifier: MIT */
/** The same by libcurl: one connection, a transfer a message.   bench_fetch_curl URL CA_FILE COUNT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

static unsigned long long octets;

static size_t take(char *data, size_t size, size_t count, void *user) {
    (void)data;
    (void)user;
    octets += size * count;
    return size * count;
}

int main(int argc, char **argv) {
    if (argc != 4)
        return 2;
    curl_global_init(CURL_GLOBAL_ALL);
    CURL *curl = curl_easy_init();
    unsigned count = (unsigned)strtoul(argv[3], NULL, 10);
    int is_imap = strncmp(argv[1], "imap", 4) == 0;
    curl_easy_setopt(curl, CURLOPT_USERNAME, "u1");
    curl_easy_setopt(curl, CURLOPT_PASSWORD, "pw-u1");
    if (strcmp(argv[2], "none") != 0)
        curl_easy_setopt(curl, CURLOPT_CAINFO, argv[2]);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    for (unsigned i = 1; i <= count; i++) {
        char url[256];
        snprintf(url, sizeof url, is_imap ? "%s/INBOX;UID=%u" : "%s/%u", argv[1], i);
        curl_easy_setopt(curl, CURLOPT_URL, url);
        CURLcode code = curl_easy_perform(curl);
        if (code != CURLE_OK) {
            fprintf(stderr, "bench_fetch_curl: %s: %s\n", url, curl_easy_strerror(code));
            return 1;
        }
    }
    printf("%u messages %llu octets\n", count, octets);
    curl_easy_cleanup(curl);
    curl_global_cleanup();
    return 0;
}
