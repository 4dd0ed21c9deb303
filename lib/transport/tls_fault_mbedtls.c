/* SPDX-License-Identifier: MIT */
#include "transport/tls_mbedtls.h"

static int32_t status_of(uint32_t flags) {
    if ((flags & MBEDTLS_X509_BADCERT_NOT_TRUSTED) != 0)
        return MLA_E_TLS_UNTRUSTED;
    if ((flags & MLA__TLS_OUT_OF_PERIOD) != 0)
        return MLA_E_TLS_EXPIRED;
    if ((flags & MBEDTLS_X509_BADCERT_CN_MISMATCH) != 0)
        return MLA_E_TLS_NAME;
    return MLA_E_TLS_UNTRUSTED;
}

static const char *rule_of(uint32_t flags) {
    static const struct {
        uint32_t flag;
        const char *text;
    } rules[] = {
        {MBEDTLS_X509_BADCERT_KEY_USAGE, "its key may not be used for this"},
        {MBEDTLS_X509_BADCERT_EXT_KEY_USAGE, "it is not for servers"},
        {MBEDTLS_X509_BADCERT_NS_CERT_TYPE, "it is not for servers"},
        {MBEDTLS_X509_BADCERT_BAD_MD, "it is signed with a hash that is no longer secure"},
        {MBEDTLS_X509_BADCERT_BAD_PK, "its kind of key is not accepted"},
        {MBEDTLS_X509_BADCERT_BAD_KEY, "its key is too short to be secure"},
    };

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if ((flags & rules[i].flag) != 0)
            return rules[i].text;
    return "it breaks a rule of X.509";
}

static int32_t fail_verification(mla__tls *tls, int code) {
    uint32_t flags = mbedtls_ssl_get_verify_result(&tls->ssl);

    return mla__fault_set(&tls->fault, status_of(flags), code, MLA_RETRY_NEVER,
                          "the certificate of %.100s is refused: %s", tls->host,
                          *tls->problem != '\0' ? tls->problem : rule_of(flags));
}

/* mbedTLS puts the number of the layer below into the lowest seven bits. */
static bool is_of_x509(int code) {
    int layer = -code & ~0x7F;

    return layer >= -MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE && layer <= -MBEDTLS_ERR_X509_FATAL_ERROR;
}

static int32_t fail_certificate(mla__tls *tls, int code) {
    return mla__fault_set(
        &tls->fault, MLA_E_TLS_UNTRUSTED, code, MLA_RETRY_NEVER,
        "the certificate of %.100s is refused: mbedTLS cannot read it or one that "
        "came with it (-0x%04x)",
        tls->host, (unsigned)-code);
}

static int32_t fail_tls(mla__tls *tls, int code) {
    static const struct {
        int code;
        const char *text;
    } known[] = {
        {MBEDTLS_ERR_SSL_INVALID_RECORD,
         "the server does not speak TLS on this port; is it one for STARTTLS?"},
        {MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION, "the server offers no TLS version that is allowed"},
        {MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE,
         "client and server have no kind of encryption in common"},
        {MBEDTLS_ERR_SSL_NO_APPLICATION_PROTOCOL, "the server does not serve this protocol here"},
        {MBEDTLS_ERR_SSL_INVALID_MAC, "a TLS record was damaged or forged"},
        {MBEDTLS_ERR_SSL_BAD_CERTIFICATE, "the server's certificate cannot be used"},
        {MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE,
         "the server broke TLS off with an alert: it may ask for another version or a certificate"},
        {MBEDTLS_ERR_SSL_ILLEGAL_PARAMETER, "the server sent what TLS does not allow; mbedTLS "
                                            "3.6.6 and 4.1.0 also say so wrongly of a "
                                            "server of TLS 1.2 that signs with RSA-PSS"},
        {MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY, "the server closed TLS during the handshake"},
        {MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE,
         "the server sent a message of TLS that mbedTLS does not take, such as for new keys"},
        {MBEDTLS_ERR_SSL_ALLOC_FAILED, "no memory for TLS"},
    };
    const char *text = "TLS failed";

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].code == code)
            text = known[i].text;
    /* Where TLS has worked, port and settings are right. */
    return mla__fault_set(&tls->fault,
                          code == MBEDTLS_ERR_SSL_ALLOC_FAILED ? MLA_E_NO_MEMORY : MLA_E_TLS, code,
                          tls->phase == MLA__TLS_OPEN ? MLA_RETRY_RECONNECT : MLA_RETRY_NEVER,
                          "%s (mbedTLS -0x%04x, host %.100s)", text, (unsigned)-code, tls->host);
}

static int32_t fail_eof(mla__tls *tls) {
    return mla__fault_set(&tls->fault, MLA_E_EOF, 0, MLA_RETRY_RECONNECT,
                          tls->full_handshake || tls->phase == MLA__TLS_OPEN
                              ? "the stream from %.128s was cut off without TLS's close_notify"
                              : "%.128s closed the connection during the TLS handshake",
                          tls->host);
}

int32_t mla__tls_fail(mla__tls *tls, int code) {
    if (tls->lower_status != MLA_OK)
        return tls->lower_status;
    if (code == 0 || code == MBEDTLS_ERR_SSL_CONN_EOF)
        return fail_eof(tls);
    if (code == MBEDTLS_ERR_X509_CERT_VERIFY_FAILED ||
        (code == MBEDTLS_ERR_SSL_BAD_CERTIFICATE && tls->full_handshake))
        return fail_verification(tls, code);
    if (is_of_x509(code))
        return fail_certificate(tls, code);
    return fail_tls(tls, code);
}
