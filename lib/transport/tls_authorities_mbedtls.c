/* SPDX-License-Identifier: MIT */
#include "transport/tls_authorities_mbedtls.h"

#include <mbedtls/asn1.h>
#include <stdbool.h>

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/base64.h"
#include "base/mem.h"
#include "transport/pem.h"

void mla__authorities_init(mla__authorities *authorities, const mla_allocator *allocator) {
    *authorities = (mla__authorities){.allocator = allocator};
}

void mla__authorities_deinit(mla__authorities *authorities) {
    for (size_t i = 0; i < authorities->source_count; i++)
        mla__release(authorities->allocator, authorities->sources[i].block,
                     authorities->sources[i].size);
    mla__release(authorities->allocator, authorities->entries,
                 authorities->capacity * sizeof authorities->entries[0]);
    mla__authorities_init(authorities, authorities->allocator);
}

/* FNV-1a, blind for what mbedTLS is blind for when it compares names: the case of letters, and
 * whether a string is a PrintableString or a UTF8String. */
static uint32_t hash_name(const unsigned char *name, size_t len) {
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < len; i++) {
        unsigned char octet = (unsigned char)mla__ascii_lower((char)name[i]);
        if (octet == MBEDTLS_ASN1_PRINTABLE_STRING)
            octet = MBEDTLS_ASN1_UTF8_STRING;
        hash = (hash ^ octet) * 16777619u;
    }
    return hash;
}

#define SEQUENCE (MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE)
#define VERSION (MBEDTLS_ASN1_CONTEXT_SPECIFIC | MBEDTLS_ASN1_CONSTRUCTED)

static bool skip(unsigned char **at, const unsigned char *end, int tag) {
    size_t len;

    if (mbedtls_asn1_get_tag(at, end, &len, tag) != 0)
        return false;
    *at += len;
    return true;
}

/* Goes to the subject of a TBSCertificate, RFC 5280 section 4.1. */
static bool find_subject(mla__authority *authority) {
    unsigned char *at = authority->der;
    unsigned char *end = authority->der + authority->len;
    size_t len;

    if (mbedtls_asn1_get_tag(&at, end, &len, SEQUENCE) != 0)
        return false;
    if (mbedtls_asn1_get_tag(&at, end, &len, SEQUENCE) != 0)
        return false;
    end = at + len;
    if (at < end && *at == VERSION && !skip(&at, end, VERSION))
        return false;
    if (!skip(&at, end, MBEDTLS_ASN1_INTEGER) || !skip(&at, end, SEQUENCE) /* signature */ ||
        !skip(&at, end, SEQUENCE) /* issuer */ || !skip(&at, end, SEQUENCE) /* validity */)
        return false;
    unsigned char *subject = at;
    if (!skip(&at, end, SEQUENCE))
        return false;
    authority->subject = hash_name(subject, (size_t)(at - subject));
    return true;
}

static int32_t append(mla__authorities *authorities, mla__authority authority) {
    if (authorities->count == authorities->capacity) {
        size_t capacity = authorities->capacity == 0 ? 16 : authorities->capacity * 2;
        mla__authority *grown =
            mla__resize(authorities->allocator, authorities->entries,
                        authorities->capacity * sizeof *grown, capacity * sizeof *grown);
        if (grown == NULL)
            return MLA_E_NO_MEMORY;
        authorities->entries = grown;
        authorities->capacity = capacity;
    }
    authorities->entries[authorities->count++] = authority;
    return MLA_OK;
}

/* Whether exactly one SEQUENCE fills the octets. */
static bool is_whole(unsigned char *der, size_t len) {
    unsigned char *at = der;
    size_t body;

    return mbedtls_asn1_get_tag(&at, der + len, &body, SEQUENCE) == 0 && at + body == der + len;
}

/* Decodes every certificate of a PEM text over the text itself, one behind the other. A damaged one
 * is left out: it must not take the others away. */
static size_t decode_pem(char *text, size_t len) {
    mla_str rest = {text, len};
    mla_str body;
    size_t used = 0;

    while (mla__pem_next_certificate(&rest, &body)) {
        char *decoded = text + (body.ptr - text);
        size_t decoded_len = 0;
        (void)mla__base64_decode(body, false, decoded, &decoded_len);
        if (!is_whole((unsigned char *)decoded, decoded_len))
            continue;
        memmove(text + used, decoded, decoded_len);
        used += decoded_len;
    }
    return used;
}

static int32_t index_all(mla__authorities *authorities, unsigned char *der, size_t len) {
    mla__authority authority;

    for (; len > 0; der += authority.len, len -= authority.len) {
        unsigned char *at = der;
        size_t body;
        if (mbedtls_asn1_get_tag(&at, der + len, &body, SEQUENCE) != 0)
            return MLA_OK;
        authority = (mla__authority){.der = der, .len = (uint32_t)(at - der) + (uint32_t)body};
        if (!find_subject(&authority))
            continue;
        int32_t status = append(authorities, authority);
        if (status != MLA_OK)
            return status;
    }
    return MLA_OK;
}

/* The decoded octets take three quarters of the text. */
static void shrink(const mla_allocator *allocator, mla__authority_source *source, size_t used) {
    char *smaller = mla__resize(allocator, source->block, source->size, used);

    if (smaller != NULL)
        *source = (mla__authority_source){smaller, used};
}

int32_t mla__authorities_add(mla__authorities *authorities, char *text, size_t len) {
    mla__authority_source *source = &authorities->sources[authorities->source_count++];
    size_t count_before = authorities->count;

    *source = (mla__authority_source){text, len + 1};
    if (!is_whole((unsigned char *)text, len)) {
        len = decode_pem(text, len);
        shrink(authorities->allocator, source, len);
    }
    int32_t status = index_all(authorities, (unsigned char *)source->block, len);
    if (status != MLA_OK)
        return status;
    return authorities->count > count_before ? MLA_OK : MLA_E_TLS_CONFIG;
}

static bool may_have_issued(const mla__authority *authority, const mbedtls_x509_crt *chain) {
    for (const mbedtls_x509_crt *at = chain; at != NULL; at = at->next)
        if (authority->subject == hash_name(at->issuer_raw.p, at->issuer_raw.len))
            return true;
    return false;
}

int mla__authorities_select(const mla__authorities *authorities, const mbedtls_x509_crt *chain,
                            mbedtls_x509_crt *selected) {
    for (size_t i = 0; i < authorities->count; i++) {
        const mla__authority *authority = &authorities->entries[i];
        if (!may_have_issued(authority, chain))
            continue;
        int code = mbedtls_x509_crt_parse_der_nocopy(selected, authority->der, authority->len);
        if (code == MBEDTLS_ERR_X509_ALLOC_FAILED)
            return code;
    }
    return 0;
}
