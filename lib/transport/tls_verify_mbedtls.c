/* SPDX-License-Identifier: MIT */
#include "transport/tls_mbedtls.h"

#include <stdio.h>

#include "base/ascii.h"
#include "base/mem.h"

#define DNS_NAME (MBEDTLS_ASN1_CONTEXT_SPECIFIC | MBEDTLS_X509_SAN_DNS_NAME)

/* ----- what is wrong, in words ----- */

static void issuer_text(const mbedtls_x509_crt *crt, char *text, size_t size) {
    if (mbedtls_x509_dn_gets(text, size, &crt->issuer) < 0)
        (void)snprintf(text, size, "an authority of a very long name");
}

static bool is_self_signed(const mbedtls_x509_crt *crt) {
    return crt->issuer_raw.len == crt->subject_raw.len &&
           memcmp(crt->issuer_raw.p, crt->subject_raw.p, crt->issuer_raw.len) == 0;
}

static void explain_untrusted(const mbedtls_x509_crt *chain, char *text, size_t size) {
    const mbedtls_x509_crt *last = chain;
    char issuer[128];

    if (is_self_signed(chain)) {
        (void)snprintf(text, size, "it is self-signed; to trust it, give it as the CA file");
        return;
    }
    while (last->next != NULL)
        last = last->next;
    issuer_text(last, issuer, sizeof issuer);
    (void)snprintf(text, size,
                   "%s is not trusted; to trust it, give its certificate as the CA file", issuer);
}

static bool is_out_of_period(const mbedtls_x509_crt *crt) {
    return mbedtls_x509_time_is_past(&crt->valid_to) ||
           mbedtls_x509_time_is_future(&crt->valid_from);
}

static void explain_period(const mbedtls_x509_crt *chain, char *text, size_t size) {
    const mbedtls_x509_crt *at = chain;

    while (at->next != NULL && !is_out_of_period(at))
        at = at->next;
    bool early = mbedtls_x509_time_is_future(&at->valid_from) != 0;
    const mbedtls_x509_time *date = early ? &at->valid_from : &at->valid_to;
    (void)snprintf(text, size, "%s %s on %04d-%02d-%02d; if not, is this computer's clock right?",
                   at == chain ? "it" : "an authority above it",
                   early ? "becomes valid" : "expired", date->year, date->mon, date->day);
}

static void first_name(const mbedtls_x509_crt *crt, char *text, size_t size) {
    const mbedtls_x509_sequence *at = &crt->subject_alt_names;

    while (at != NULL && at->buf.tag != DNS_NAME)
        at = at->next;
    size_t len = at == NULL ? 0 : at->buf.len;
    if (len >= size)
        len = size - 1;
    for (size_t i = 0; i < len; i++)
        text[i] = mla__ascii_is_ctl((char)at->buf.p[i]) ? '?' : (char)at->buf.p[i];
    text[len] = '\0';
}

static void explain_name(const mla__tls *tls, const mbedtls_x509_crt *chain, char *text,
                         size_t size) {
    char name[96];

    first_name(chain, name, sizeof name);
    if (*name == '\0')
        (void)snprintf(text, size, "it is not for %.128s", tls->host);
    else
        (void)snprintf(text, size, "it is for %s, not for %.128s", name, tls->host);
}

static void explain(mla__tls *tls, const mbedtls_x509_crt *chain, uint32_t flags) {
    char *text = tls->problem;
    size_t size = sizeof tls->problem;

    if ((flags & MBEDTLS_X509_BADCERT_NOT_TRUSTED) != 0)
        explain_untrusted(chain, text, size);
    else if ((flags & MLA__TLS_OUT_OF_PERIOD) != 0)
        explain_period(chain, text, size);
    else if ((flags & MBEDTLS_X509_BADCERT_CN_MISMATCH) != 0)
        explain_name(tls, chain, text, size);
    else
        *text = '\0';
}

/* ----- the verification ----- */

static int verify_chain(const mla__tls *tls, mbedtls_x509_crt *chain, uint32_t *flags) {
    mbedtls_x509_crt authorities;

    mbedtls_x509_crt_init(&authorities);
    int code = mla__authorities_select(&tls->context->authorities, chain, &authorities);
    if (code == 0)
        code = mbedtls_x509_crt_verify(chain, authorities.version == 0 ? NULL : &authorities, NULL,
                                       tls->host, flags, NULL, NULL);
    mbedtls_x509_crt_free(&authorities);
    return code == MBEDTLS_ERR_X509_CERT_VERIFY_FAILED ? 0 : code;
}

/*
 * mbedTLS has looked at the chain with no authority at all and calls for each certificate, the
 * server's last. The verdict is made there, over the whole chain, with the authorities that the
 * chain names.
 */
int mla__tls_verify(void *user, mbedtls_x509_crt *crt, int depth, uint32_t *flags) {
    mla__tls *tls = user;

    tls->full_handshake = true;
    *flags = 0;
    if (depth != 0 || !tls->context->verify)
        return 0;
    int code = verify_chain(tls, crt, flags);
    if (code == 0)
        explain(tls, crt, *flags);
    return code;
}
