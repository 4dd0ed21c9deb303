/* SPDX-License-Identifier: MIT */
#include "transport/support.h"

#include <stdio.h>

#include "transport/certificates_mbedtls.h"
#include "transport/tls_authorities_mbedtls.h"

#define COUNT 40

static certificate authorities[COUNT];
static certificate server;
static char *bundle;

static int make_certificates(void **state) {
    static char subjects[COUNT][32];
    size_t used = 0;

    (void)state;
    bundle = malloc(COUNT * sizeof authorities[0].pem);
    assert_non_null(bundle);
    for (int i = 0; i < COUNT; i++) {
        (void)snprintf(subjects[i], sizeof subjects[i], "O=Test,CN=Authority %d", i);
        certificate_options options = {.subject = subjects[i], .is_authority = 1};
        certificate_make(&authorities[i], &options);
        memcpy(bundle + used, authorities[i].pem, strlen(authorities[i].pem) + 1);
        used += strlen(authorities[i].pem);
    }
    certificate_options options = {.subject = "CN=x", .issuer = &authorities[17]};
    certificate_make(&server, &options);
    return 0;
}

static int free_certificates(void **state) {
    (void)state;
    for (int i = 0; i < COUNT; i++)
        certificate_free(&authorities[i]);
    certificate_free(&server);
    free(bundle);
    return 0;
}

/* As mla__authorities_add() takes it over. */
static char *owned(const mla_allocator *allocator, const char *text, size_t len) {
    char *copy = allocator->alloc(allocator->user, len + 1);

    assert_non_null(copy);
    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

static int32_t add(mla__authorities *to, const char *text, size_t len) {
    return mla__authorities_add(to, owned(to->allocator, text, len), len);
}

static size_t selected_count(const mla__authorities *from, const mbedtls_x509_crt *chain) {
    mbedtls_x509_crt selected;
    size_t count = 0;

    mbedtls_x509_crt_init(&selected);
    assert_int_equal(mla__authorities_select(from, chain, &selected), 0);
    for (const mbedtls_x509_crt *at = &selected; at != NULL && at->version != 0; at = at->next)
        count++;
    mbedtls_x509_crt_free(&selected);
    return count;
}

static void only_what_may_have_issued_the_chain_is_parsed(void **state) {
    mla__authorities all;

    (void)state;
    mla__authorities_init(&all, mla_system_allocator());
    assert_int_equal(add(&all, bundle, strlen(bundle)), MLA_OK);
    assert_int_equal(all.count, COUNT);
    assert_int_equal(selected_count(&all, &server.crt), 1);
    assert_int_equal(selected_count(&all, &authorities[3].crt), 1); /* itself */
    mla__authorities_deinit(&all);
}

static void the_octets_are_kept_and_nothing_more(void **state) {
    mla__authorities all;
    size_t der_len = 0;

    (void)state;
    for (int i = 0; i < COUNT; i++)
        der_len += authorities[i].der_len;
    mla__authorities_init(&all, mla_system_allocator());
    assert_int_equal(add(&all, bundle, strlen(bundle)), MLA_OK);
    assert_int_equal(all.sources[0].size, der_len);
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(all.entries[i].len, authorities[i].der_len);
        assert_memory_equal(all.entries[i].der, authorities[i].der, authorities[i].der_len);
    }
    mla__authorities_deinit(&all);
}

static void der_is_taken_as_it_is(void **state) {
    mla__authorities all;

    (void)state;
    mla__authorities_init(&all, mla_system_allocator());
    assert_int_equal(add(&all, (char *)authorities[17].der, authorities[17].der_len), MLA_OK);
    assert_int_equal(all.count, 1);
    assert_int_equal(selected_count(&all, &server.crt), 1);
    mla__authorities_deinit(&all);
}

static void a_damaged_certificate_does_not_take_the_others_away(void **state) {
    char *damaged = malloc(strlen(bundle) + 1);
    mla__authorities all;

    (void)state;
    assert_non_null(damaged);
    memcpy(damaged, bundle, strlen(bundle) + 1);
    memcpy(strstr(damaged, "MII"), "!!!", 3);
    mla__authorities_init(&all, mla_system_allocator());
    assert_int_equal(add(&all, damaged, strlen(damaged)), MLA_OK);
    assert_int_equal(all.count, COUNT - 1);
    assert_int_equal(selected_count(&all, &server.crt), 1);
    mla__authorities_deinit(&all);
    free(damaged);
}

static void a_text_without_certificates_is_refused(void **state) {
    /* A SEQUENCE of the right length that is no certificate. */
    static const char sequence[] = {0x30, 0x03, 0x02, 0x01, 0x01};
    mla__authorities all;

    (void)state;
    mla__authorities_init(&all, mla_system_allocator());
    assert_int_equal(add(&all, "", 0), MLA_E_TLS_CONFIG);
    assert_int_equal(add(&all, sequence, sizeof sequence), MLA_E_TLS_CONFIG);
    mla__authorities_deinit(&all);
}

/* Any octet may be wrong: the sanitizers see whether one leads out of the block. */
static void damaged_der_is_survived(void **state) {
    const certificate *from = &authorities[0];
    char der[1024];

    (void)state;
    for (size_t i = 0; i < 80; i++) {
        for (int flip = 1; flip < 256; flip <<= 1) {
            mla__authorities all;
            memcpy(der, from->der, from->der_len);
            der[i] = (char)(der[i] ^ flip);
            mla__authorities_init(&all, mla_system_allocator());
            (void)add(&all, der, from->der_len);
            (void)selected_count(&all, &from->crt);
            mla__authorities_deinit(&all);
        }
    }
}

static void every_allocation_may_fail(void **state) {
    int32_t status = MLA_E_NO_MEMORY;

    (void)state;
    for (size_t left = 1; status != MLA_OK; left++) {
        mla__authorities all;
        heap memory;
        heap_init(&memory);
        heap_leave(&memory, left);
        mla__authorities_init(&all, &memory.allocator);
        status = add(&all, bundle, strlen(bundle));
        assert_true(status == MLA_OK || status == MLA_E_NO_MEMORY);
        mla__authorities_deinit(&all);
        assert_int_equal(memory.blocks, 0);
        assert_in_range(left, 1, 20);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_may_have_issued_the_chain_is_parsed),
        cmocka_unit_test(the_octets_are_kept_and_nothing_more),
        cmocka_unit_test(der_is_taken_as_it_is),
        cmocka_unit_test(a_damaged_certificate_does_not_take_the_others_away),
        cmocka_unit_test(a_text_without_certificates_is_refused),
        cmocka_unit_test(damaged_der_is_survived),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, make_certificates, free_certificates);
}
