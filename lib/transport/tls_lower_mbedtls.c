/* SPDX-License-Identifier: MIT */
#include "transport/tls_mbedtls.h"

#include "base/mem.h"

static int lower_result(mla__tls *tls, int32_t status, size_t len, int want) {
    if (status == MLA_OK)
        return (int)len;
    if (status == MLA_AGAIN) {
        tls->wants = mla_transport_wants(tls->lower);
        tls->lower_again = true;
        return want;
    }
    if (status == MLA_END) {
        tls->lower_ended = true;
        return 0;
    }
    /* mbedTLS needs some error code: what happened is in lower_status. */
    tls->lower_status = status;
    return MBEDTLS_ERR_SSL_INTERNAL_ERROR;
}

int mla__tls_lower_send(void *user, const unsigned char *data, size_t len) {
    mla__tls *tls = user;
    size_t put;
    int32_t status = mla_transport_write(tls->lower, data, len, &put);

    return lower_result(tls, status, put, MBEDTLS_ERR_SSL_WANT_WRITE);
}

int mla__tls_lower_receive(void *user, unsigned char *buffer, size_t capacity) {
    mla__tls *tls = user;

    if (tls->ahead_len == 0 && tls->has_octets)
        return lower_result(tls, MLA_AGAIN, 0, MBEDTLS_ERR_SSL_WANT_READ);
    if (tls->ahead_len == 0) {
        size_t got;
        int32_t status = mla_transport_read(tls->lower, tls->ahead, sizeof tls->ahead, &got);
        if (status != MLA_OK)
            return lower_result(tls, status, 0, MBEDTLS_ERR_SSL_WANT_READ);
        tls->ahead_start = 0;
        tls->ahead_len = got;
    }
    size_t len = capacity < tls->ahead_len ? capacity : tls->ahead_len;
    memcpy(buffer, tls->ahead + tls->ahead_start, len);
    tls->ahead_start += len;
    tls->ahead_len -= len;
    return (int)len;
}
