/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "transport/support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <semaphore.h>
#include <sys/socket.h>

#include "transport/resolve_posix.h"

/* ----- getaddrinfo, in place of the C library's ----- */

static sem_t answer_allowed;
static sem_t answered;

static struct addrinfo *one_address(void) {
    struct sockaddr_in *address = calloc(1, sizeof *address);
    struct addrinfo *made = calloc(1, sizeof *made);

    assert_non_null(address);
    assert_non_null(made);
    address->sin_family = AF_INET;
    *made = (struct addrinfo){.ai_family = AF_INET,
                              .ai_socktype = SOCK_STREAM,
                              .ai_addr = (struct sockaddr *)address,
                              .ai_addrlen = sizeof *address};
    return made;
}

int getaddrinfo(const char *restrict host, const char *restrict service,
                const struct addrinfo *restrict hints, struct addrinfo **restrict result) {
    struct in_addr literal;

    assert_string_equal(service, "993");
    assert_int_equal(hints->ai_socktype, SOCK_STREAM);
    if (inet_pton(AF_INET, host, &literal) == 1) {
        *result = one_address();
        return 0;
    }
    if ((hints->ai_flags & AI_NUMERICHOST) != 0)
        return EAI_NONAME;
    (void)sem_wait(&answer_allowed);
    int code = strcmp(host, "unknown.test") == 0 ? EAI_NONAME : 0;
    if (code == 0)
        *result = one_address();
    (void)sem_post(&answered);
    return code;
}

void freeaddrinfo(struct addrinfo *list) {
    free(list->ai_addr);
    free(list);
}

/* ----- tests ----- */

static int32_t wait_for(mla__lookup *lookup, const struct addrinfo **addresses, int *code) {
    struct pollfd entry = {.fd = mla__lookup_descriptor(lookup), .events = POLLIN};

    assert_int_equal(poll(&entry, 1, 10000), 1);
    return mla__lookup_result(lookup, addresses, code);
}

static void a_literal_address_needs_no_thread(void **state) {
    const struct addrinfo *addresses = NULL;
    mla__lookup *lookup;
    int code;

    (void)state;
    assert_int_equal(mla__lookup_new("127.0.0.1", 993, &lookup), MLA_OK);
    assert_int_equal(mla__lookup_descriptor(lookup), -1);
    assert_int_equal(mla__lookup_result(lookup, &addresses, &code), MLA_OK);
    assert_non_null(addresses);
    mla__lookup_free(lookup);
}

static void a_name_is_looked_up_without_blocking(void **state) {
    const struct addrinfo *addresses = NULL;
    mla__lookup *lookup;
    int code;

    (void)state;
    assert_int_equal(mla__lookup_new("mail.test", 993, &lookup), MLA_OK);
    assert_int_equal(mla__lookup_result(lookup, &addresses, &code), MLA_AGAIN);
    (void)sem_post(&answer_allowed);
    assert_int_equal(wait_for(lookup, &addresses, &code), MLA_OK);
    assert_int_equal(addresses->ai_family, AF_INET);
    (void)sem_wait(&answered);
    mla__lookup_free(lookup);
}

static void an_unknown_name_gives_the_code(void **state) {
    const struct addrinfo *addresses = NULL;
    mla__lookup *lookup;
    int code;

    (void)state;
    assert_int_equal(mla__lookup_new("unknown.test", 993, &lookup), MLA_OK);
    (void)sem_post(&answer_allowed);
    assert_int_equal(wait_for(lookup, &addresses, &code), MLA_E_RESOLVE);
    assert_int_equal(code, EAI_NONAME);
    (void)sem_wait(&answered);
    mla__lookup_free(lookup);
}

/* The sanitizers see whether the thread frees what it alone still has. */
static void an_abandoned_lookup_is_cleaned_up_by_its_thread(void **state) {
    mla__lookup *lookup;

    (void)state;
    for (int i = 0; i < 20; i++) {
        assert_int_equal(mla__lookup_new("mail.test", 993, &lookup), MLA_OK);
        mla__lookup_free(lookup);
    }
    for (int i = 0; i < 20; i++) {
        (void)sem_post(&answer_allowed);
        (void)sem_wait(&answered);
    }
}

static void freeing_nothing_is_fine(void **state) {
    (void)state;
    mla__lookup_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_literal_address_needs_no_thread),
        cmocka_unit_test(a_name_is_looked_up_without_blocking),
        cmocka_unit_test(an_unknown_name_gives_the_code),
        cmocka_unit_test(an_abandoned_lookup_is_cleaned_up_by_its_thread),
        cmocka_unit_test(freeing_nothing_is_fine),
    };

    (void)sem_init(&answer_allowed, 0, 0);
    (void)sem_init(&answered, 0, 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
