/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "transport/support.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "transport/certificates_mbedtls.h"

static certificate authority;
static certificate client;
static certificate other;

static int make_certificates(void **state) {
    certificate_options ca = {.subject = "CN=Test CA", .is_authority = 1};
    certificate_options user = {.subject = "CN=user", .issuer = &authority};

    (void)state;
    certificate_make(&authority, &ca);
    certificate_make(&client, &user);
    certificate_make(&other, &user);
    return 0;
}

static int free_certificates(void **state) {
    (void)state;
    certificate_free(&authority);
    certificate_free(&client);
    certificate_free(&other);
    return 0;
}

static mla_tls_config config_with_ca(void) {
    mla_tls_config config;

    mla_tls_config_init(&config);
    config.ca_pem = mla_str_from(authority.pem);
    return config;
}

static void assert_works(const mla_tls_config *config) {
    mla_tls_context *context = NULL;
    mla_error error;

    int32_t status = mla_tls_context_new(config, &context, &error);
    if (status != MLA_OK)
        fail_msg("%s: %.*s", mla_status_name(status), (int)error.detail.len, error.detail.ptr);
    mla_tls_context_free(context);
}

static void assert_refused(const mla_tls_config *config, const char *words) {
    mla_tls_context *context = NULL;
    mla_error error;

    assert_int_equal(mla_tls_context_new(config, &context, &error), MLA_E_TLS_CONFIG);
    assert_null(context);
    assert_int_equal(error.status, MLA_E_TLS_CONFIG);
    assert_true(detail_has(error, words));
    assert_int_equal(mla_tls_context_new(config, &context, NULL), MLA_E_TLS_CONFIG);
}

/* @param words in which the file's name stands for %s. */
static void assert_refused_file(const mla_tls_config *config, const char *words, const char *path) {
    const char *place = strstr(words, "%s");
    char text[256];

    (void)snprintf(text, sizeof text, "%.*s%s%s", (int)(place - words), words, path, place + 2);
    assert_refused(config, text);
}

/* A file that is gone at the end of the test. */
typedef struct {
    char path[32];
} file;

static file file_with(const char *text) {
    file made = {"/tmp/mla-tls-test-XXXXXX"};
    int fd = mkstemp(made.path);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    (void)close(fd);
    return made;
}

/* ----- authorities ----- */

static void authorities_come_from_a_text_or_a_file_or_both(void **state) {
    mla_tls_config config = config_with_ca();
    file pem = file_with(authority.pem);

    (void)state;
    assert_works(&config);
    config.ca_file = pem.path;
    assert_works(&config);
    config.ca_pem = (mla_str){NULL, 0};
    assert_works(&config);
    config.ca_file = NULL;
    config.ca_pem = (mla_str){(const char *)authority.der, authority.der_len};
    assert_works(&config);
    (void)unlink(pem.path);
}

static void the_systems_bundle_is_named_by_the_environment(void **state) {
    file pem = file_with(authority.pem);
    file empty = file_with("");
    mla_tls_config config;

    (void)state;
    mla_tls_config_init(&config);
    (void)setenv("SSL_CERT_FILE", pem.path, 1);
    assert_works(&config);
    assert_works(NULL);
    (void)setenv("SSL_CERT_FILE", empty.path, 1);
    assert_refused_file(&config, "the CA file %s holds no certificate", empty.path);
    (void)setenv("SSL_CERT_FILE", "/nonexistent/ca.pem", 1);
    assert_refused(&config, "the CA file /nonexistent/ca.pem cannot be read (No such file");
    (void)unsetenv("SSL_CERT_FILE");
    (void)unlink(pem.path);
    (void)unlink(empty.path);
}

static void a_ca_file_that_cannot_be_used_is_refused(void **state) {
    file text = file_with("-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n");
    mla_tls_context *context;
    mla_tls_config config;
    mla_error error;

    (void)state;
    mla_tls_config_init(&config);
    config.ca_file = "/nonexistent/ca.pem";
    assert_refused(&config, "the CA file /nonexistent/ca.pem cannot be read (No such file");
    assert_int_equal(mla_tls_context_new(&config, &context, &error), MLA_E_TLS_CONFIG);
    assert_int_equal(error.native_code, ENOENT);
    config.ca_file = "/tmp";
    assert_refused(&config, "the CA file /tmp cannot be read (it is no file)");
    config.ca_file = text.path;
    assert_refused_file(&config, "the CA file %s holds no certificate", text.path);
    config.insecure_no_verify = 1; /* is not even read then */
    assert_works(&config);
    (void)unlink(text.path);
}

/* ----- client certificate ----- */

static void a_client_certificate_comes_from_texts_or_files(void **state) {
    mla_tls_config config = config_with_ca();
    file cert = file_with(client.pem);
    file key = file_with(client.key_pem);
    char both[4096];

    (void)state;
    config.client_cert_pem = mla_str_from(client.pem);
    config.client_key_pem = mla_str_from(client.key_pem);
    assert_works(&config);
    config = config_with_ca();
    config.client_cert_file = cert.path;
    config.client_key_file = key.path;
    assert_works(&config);
    (void)snprintf(both, sizeof both, "%s%s", client.pem, client.key_pem);
    file together = file_with(both);
    config.client_cert_file = together.path;
    config.client_key_file = NULL;
    assert_works(&config);
    (void)unlink(cert.path);
    (void)unlink(key.path);
    (void)unlink(together.path);
}

static void a_client_certificate_that_cannot_be_used_is_refused(void **state) {
    mla_tls_config config = config_with_ca();

    (void)state;
    config.client_cert_pem = mla_str_from(client.pem);
    assert_refused(&config, "needs its key");
    config.client_key_pem = mla_str_from(other.key_pem);
    assert_refused(&config, "does not belong to the client certificate");
    config.client_key_pem = mla_str_from("no key");
    assert_refused(&config, "the client key text cannot be used");
    config.client_cert_pem = mla_str_from("no certificate");
    assert_refused(&config, "the client certificate text cannot be used");
    config.client_cert_file = "/nonexistent/cert.pem";
    assert_refused(&config, "the client certificate file /nonexistent/cert.pem cannot be read");
}

/* PKCS #8 with PBES2, as `openssl genpkey -aes-128-cbc` writes it; the password is "open". */
static const char encrypted_key[] =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjxsaHkOsRR4gICCAAw\n"
    "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEAQIEEMDIcHv2GUz2W//iVCTcqgYEgZAT\n"
    "eNYHuBWTb3v+7ReH7Rj++pc/jl2W4s2V1/rUcXMnD96y05YS5UuWfWtFW8MEI8Gt\n"
    "fI68i6UeNWpXZtMX5+XhXZ9LU/6IFSqwmxVuppIBOHhYhmv9PGwO32NBgqwkdBj3\n"
    "AWJ7U4jBxfvNGfKzQHJGIk+3q0t8sgpXRJChAqIiFifmfCbc0rj2V9L78QCPfZw=\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";

static void an_encrypted_key_needs_its_password(void **state) {
    mla_tls_config config = config_with_ca();

    (void)state;
    config.client_cert_pem = mla_str_from(client.pem);
    config.client_key_pem = mla_str_from(encrypted_key);
    assert_refused(&config, "password is missing or wrong");
    config.client_key_password = "shut";
    assert_refused(&config, "password is missing or wrong");
    config.client_key_password = "open";
    assert_refused(&config, "does not belong to the client certificate");
}

/* ----- the rest ----- */

static void options_that_make_no_sense_are_refused(void **state) {
    mla_tls_context *context = NULL;
    mla_tls_config config;

    (void)state;
    memset(&config, 0, sizeof config);
    assert_int_equal(mla_tls_context_new(&config, &context, NULL), MLA_E_INVALID);
    config = config_with_ca();
    config.min_version = 0x0302;
    assert_int_equal(mla_tls_context_new(&config, &context, NULL), MLA_E_INVALID);
    assert_int_equal(mla_tls_context_new(&config, NULL, NULL), MLA_E_INVALID);
    mla_tls_context_free(NULL);
}

static void every_allocation_may_fail(void **state) {
    mla_tls_config config = config_with_ca();
    file pem = file_with(authority.pem);
    int32_t status = MLA_E_NO_MEMORY;
    mla_tls_context *context = NULL;
    mla_error error;
    heap memory;

    (void)state;
    config.allocator = &memory.allocator;
    config.ca_file = pem.path;
    config.client_cert_pem = mla_str_from(client.pem);
    config.client_key_pem = mla_str_from(client.key_pem);
    for (size_t left = 0; status != MLA_OK; left++) {
        assert_in_range(left, 0, 20);
        heap_init(&memory);
        heap_leave(&memory, left);
        status = mla_tls_context_new(&config, &context, &error);
        if (status == MLA_OK)
            mla_tls_context_free(context);
        else
            assert_int_equal(status, MLA_E_NO_MEMORY);
        assert_int_equal(memory.blocks, 0);
    }
    (void)unlink(pem.path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(authorities_come_from_a_text_or_a_file_or_both),
        cmocka_unit_test(the_systems_bundle_is_named_by_the_environment),
        cmocka_unit_test(a_ca_file_that_cannot_be_used_is_refused),
        cmocka_unit_test(a_client_certificate_comes_from_texts_or_files),
        cmocka_unit_test(a_client_certificate_that_cannot_be_used_is_refused),
        cmocka_unit_test(an_encrypted_key_needs_its_password),
        cmocka_unit_test(options_that_make_no_sense_are_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, make_certificates, free_certificates);
}
