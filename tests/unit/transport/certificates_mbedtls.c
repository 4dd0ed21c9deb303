/* SPDX-License-Identifier: MIT */
#include "transport/certificates_mbedtls.h"

#include <mbedtls/build_info.h>
#include <mbedtls/psa_util.h>
#include <psa/crypto.h>

#include "unit.h"

#if MBEDTLS_VERSION_MAJOR < 4
#define RANDOM , mbedtls_psa_get_random, MBEDTLS_PSA_RANDOM_STATE
#else
#define RANDOM
#endif

static void make_key(mbedtls_pk_context *key) {
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id;

    psa_set_key_type(&attributes, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
    psa_set_key_bits(&attributes, 256);
    psa_set_key_algorithm(&attributes, PSA_ALG_ECDSA(PSA_ALG_ANY_HASH));
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_EXPORT);
    assert_int_equal(psa_crypto_init(), PSA_SUCCESS);
    assert_int_equal(psa_generate_key(&attributes, &id), PSA_SUCCESS);
    mbedtls_pk_init(key);
    assert_int_equal(mbedtls_pk_copy_from_psa(id, key), 0);
    assert_int_equal(psa_destroy_key(id), PSA_SUCCESS);
}

static void set_names(mbedtls_x509write_cert *writer, const certificate_options *options) {
    mbedtls_x509_san_list address = {0};
    mbedtls_x509_san_list dns = {0};
    mbedtls_x509_san_list *list = NULL;
    unsigned char octets[4];
    char name[64];

    memcpy(octets, options->address, sizeof octets);
    if (octets[0] != 0) {
        address.node.type = MBEDTLS_X509_SAN_IP_ADDRESS;
        address.node.san.unstructured_name.p = octets;
        address.node.san.unstructured_name.len = sizeof octets;
        list = &address;
    }
    if (options->dns != NULL) {
        dns.node.type = MBEDTLS_X509_SAN_DNS_NAME;
        dns.node.san.unstructured_name.p = memcpy(name, options->dns, strlen(options->dns));
        dns.node.san.unstructured_name.len = strlen(options->dns);
        dns.next = list;
        list = &dns;
    }
    if (list != NULL)
        assert_int_equal(mbedtls_x509write_crt_set_subject_alternative_name(writer, list), 0);
}

static void fill(mbedtls_x509write_cert *writer, certificate *made,
                 const certificate_options *options) {
    const char *issuer = options->issuer == NULL ? options->subject : options->issuer->subject;
    unsigned char serial[] = {7};

    mbedtls_x509write_crt_set_version(writer, MBEDTLS_X509_CRT_VERSION_3);
    mbedtls_x509write_crt_set_md_alg(writer, MBEDTLS_MD_SHA256);
    mbedtls_x509write_crt_set_subject_key(writer, &made->key);
    mbedtls_x509write_crt_set_issuer_key(writer, options->issuer == NULL ? &made->key
                                                                         : &options->issuer->key);
    assert_int_equal(mbedtls_x509write_crt_set_serial_raw(writer, serial, sizeof serial), 0);
    assert_int_equal(mbedtls_x509write_crt_set_subject_name(writer, options->subject), 0);
    assert_int_equal(mbedtls_x509write_crt_set_issuer_name(writer, issuer), 0);
    assert_int_equal(mbedtls_x509write_crt_set_validity(
                         writer,
                         options->not_before == NULL ? "20200101000000" : options->not_before,
                         options->not_after == NULL ? "20991231235959" : options->not_after),
                     0);
    assert_int_equal(mbedtls_x509write_crt_set_basic_constraints(writer, options->is_authority, -1),
                     0);
    set_names(writer, options);
}

void certificate_make(certificate *made, const certificate_options *options) {
    mbedtls_x509write_cert writer;

    memset(made, 0, sizeof *made);
    made->subject = options->subject;
    make_key(&made->key);
    mbedtls_x509write_crt_init(&writer);
    fill(&writer, made, options);
    int len = mbedtls_x509write_crt_der(&writer, made->der, sizeof made->der RANDOM);
    assert_true(len > 0);
    made->der_len = (size_t)len;
    memmove(made->der, made->der + sizeof made->der - made->der_len, made->der_len);
    assert_int_equal(
        mbedtls_x509write_crt_pem(&writer, (unsigned char *)made->pem, sizeof made->pem RANDOM), 0);
    mbedtls_x509write_crt_free(&writer);
    assert_int_equal(
        mbedtls_pk_write_key_pem(&made->key, (unsigned char *)made->key_pem, sizeof made->key_pem),
        0);
    mbedtls_x509_crt_init(&made->crt);
    assert_int_equal(mbedtls_x509_crt_parse_der(&made->crt, made->der, made->der_len), 0);
}

void certificate_free(certificate *made) {
    mbedtls_x509_crt_free(&made->crt);
    mbedtls_pk_free(&made->key);
}
