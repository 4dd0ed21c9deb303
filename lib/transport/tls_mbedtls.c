/* SPDX-License-Identifier: MIT */
#include "transport/tls_mbedtls.h"

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/mem.h"
#include "transport/config.h"

/* ----- operations ----- */

/* mbedTLS also says "want" between two steps, when all that it needs has been received: only the
 * transport below knows that it is time to wait. */
static bool goes_on(const mla__tls *tls, int code) {
    return (code == MBEDTLS_ERR_SSL_WANT_READ || code == MBEDTLS_ERR_SSL_WANT_WRITE) &&
           !tls->lower_again;
}

/* Of a call to mbedTLS that did not succeed. */
static int32_t result(mla__tls *tls, int code) {
    if (code == MBEDTLS_ERR_SSL_WANT_READ || code == MBEDTLS_ERR_SSL_WANT_WRITE)
        return MLA_AGAIN;
    if (code == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY && tls->phase == MLA__TLS_OPEN) {
        tls->phase = MLA__TLS_ENDED;
        return MLA_END;
    }
    int32_t status = mla__tls_fail(tls, code);
    tls->phase = MLA__TLS_FAILED;
    return status;
}

static int32_t finish_handshake(mla__tls *tls) {
    tls->phase = MLA__TLS_OPEN;
    /* A TLS 1.3 session can be resumed when its ticket has come: see tls_read. */
    if (mbedtls_ssl_get_version_number(&tls->ssl) == MBEDTLS_SSL_VERSION_TLS1_2)
        mla__tls_sessions_keep(&tls->context->sessions, tls->session_key, &tls->ssl);
    return MLA_OK;
}

static int32_t handshake(mla__tls *tls) {
    int code;

    tls->lower_again = false;
    do
        code = mbedtls_ssl_handshake(&tls->ssl);
    while (goes_on(tls, code));
    if (code == 0)
        return finish_handshake(tls);
    int32_t status = result(tls, code);
    if (status < 0 && tls->is_offered) {
        mla__tls_sessions_give_up(&tls->context->sessions, tls->session_key);
        tls->fault.retry = MLA_RETRY_RECONNECT;
    }
    return status;
}

static int32_t broken(const mla__tls *tls) {
    return tls->lower_status != MLA_OK ? tls->lower_status : tls->fault.status;
}

static int32_t advance_lower(mla__tls *tls, uint64_t now_ms, uint64_t *deadline_ms) {
    int32_t status = mla_transport_advance(tls->lower, now_ms, deadline_ms);

    if (status == MLA_OK)
        tls->phase = MLA__TLS_HANDSHAKE;
    else if (status == MLA_AGAIN)
        tls->wants = mla_transport_wants(tls->lower);
    else {
        tls->lower_status = status;
        tls->phase = MLA__TLS_FAILED;
    }
    return status;
}

static int32_t tls_advance(mla_transport *self, uint64_t now_ms, uint64_t *deadline_ms) {
    mla__tls *tls = (mla__tls *)self;

    if (tls->phase == MLA__TLS_FAILED)
        return broken(tls);
    if (tls->phase == MLA__TLS_LOWER) {
        int32_t status = advance_lower(tls, now_ms, deadline_ms);
        if (status != MLA_OK)
            return status;
    }
    return tls->phase == MLA__TLS_HANDSHAKE ? handshake(tls) : MLA_OK;
}

/* A record may hold no octet, to hide how much there is to say: mbedTLS gives 0 then, as it does at the end. */
static bool is_empty_record(const mla__tls *tls, int code) {
    return code == 0 && !tls->lower_ended;
}

static int read_record(mla__tls *tls, char *to, size_t capacity) {
    int code;

    tls->lower_again = false;
    do {
        code = mbedtls_ssl_read(&tls->ssl, (unsigned char *)to, capacity);
        if (code == MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET)
            mla__tls_sessions_keep(&tls->context->sessions, tls->session_key, &tls->ssl);
    } while (code == MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET || goes_on(tls, code) ||
             is_empty_record(tls, code));
    return code;
}

/* More records, as far as they were read ahead. What ends them is told by the next read. */
static size_t read_more(mla__tls *tls, char *to, size_t capacity) {
    size_t len = 0;

    tls->has_octets = true;
    while (len < capacity && tls->ahead_len > 0) {
        int code = read_record(tls, to + len, capacity - len);
        if (code <= 0) {
            (void)result(tls, code);
            break;
        }
        len += (size_t)code;
    }
    tls->has_octets = false;
    return len;
}

static int32_t tls_read(mla_transport *self, void *buffer, size_t capacity, size_t *got) {
    mla__tls *tls = (mla__tls *)self;
    char *to = buffer;

    if (tls->phase == MLA__TLS_FAILED)
        return broken(tls);
    if (tls->phase == MLA__TLS_ENDED)
        return MLA_END;
    if (tls->phase != MLA__TLS_OPEN)
        return MLA_E_STATE;
    int code = read_record(tls, to, capacity);
    if (code <= 0)
        return result(tls, code);
    *got = (size_t)code + read_more(tls, to + code, capacity - (size_t)code);
    return MLA_OK;
}

static int32_t tls_write(mla_transport *self, const void *data, size_t len, size_t *put) {
    mla__tls *tls = (mla__tls *)self;

    if (tls->phase == MLA__TLS_FAILED)
        return broken(tls);
    if (tls->phase != MLA__TLS_OPEN && tls->phase != MLA__TLS_ENDED)
        return MLA_E_STATE;
    /* The octets of the last call are encrypted already: it must be the same call again. */
    if (len < tls->unfinished_write || tls->close_sent)
        return MLA_E_STATE;
    if (tls->unfinished_write != 0)
        len = tls->unfinished_write;
    tls->lower_again = false;
    int code;
    do
        code = mbedtls_ssl_write(&tls->ssl, data, len);
    while (goes_on(tls, code));
    if (code > 0) {
        tls->unfinished_write = 0;
        *put = (size_t)code;
        return MLA_OK;
    }
    int32_t status = result(tls, code);
    if (status == MLA_AGAIN)
        tls->unfinished_write = len;
    return status;
}

static size_t tls_pending(mla_transport *self) {
    mla__tls *tls = (mla__tls *)self;

    if (tls->phase == MLA__TLS_OPEN) {
        size_t decrypted = mbedtls_ssl_get_bytes_avail(&tls->ssl);
        if (decrypted > 0)
            return decrypted;
        if (mbedtls_ssl_check_pending(&tls->ssl) != 0 || tls->ahead_len > 0)
            return 1;
    }
    return mla_transport_pending(tls->lower) > 0 ? 1 : 0;
}

static uint32_t tls_wants(mla_transport *self) {
    return ((mla__tls *)self)->wants;
}

static intptr_t tls_descriptor(mla_transport *self) {
    return mla_transport_descriptor(((mla__tls *)self)->lower);
}

static int32_t tls_wait(mla_transport *self, uint32_t wants, int32_t timeout_ms) {
    mla__tls *tls = (mla__tls *)self;

    if ((wants & MLA_WANT_READ) != 0 && tls_pending(self) > 0)
        timeout_ms = 0;
    return mla_transport_wait(tls->lower, wants, timeout_ms);
}

static void tls_interrupt(mla_transport *self) {
    mla_transport_interrupt(((mla__tls *)self)->lower);
}

static void tls_describe(mla_transport *self, mla_error *error) {
    mla__tls *tls = (mla__tls *)self;

    if (tls->fault.status != MLA_OK)
        mla__fault_describe(&tls->fault, error);
    else
        mla_transport_describe(tls->lower, error);
}

static void tls_close(mla_transport *self) {
    mla__tls *tls = (mla__tls *)self;

    if ((tls->phase == MLA__TLS_OPEN || tls->phase == MLA__TLS_ENDED) && !tls->close_sent) {
        (void)mbedtls_ssl_close_notify(&tls->ssl);
        tls->close_sent = true;
    }
    mla_transport_close(tls->lower);
}

/* All but the transport below. */
static void release(mla__tls *tls) {
    mla_allocator allocator = tls->context->allocator;

    mbedtls_ssl_free(&tls->ssl);
    mbedtls_ssl_config_free(&tls->config);
    mla__release(&allocator, tls, tls->size);
}

static void tls_free(mla_transport *self) {
    mla__tls *tls = (mla__tls *)self;
    mla_transport *lower = tls->lower;

    release(tls);
    mla_transport_free(lower);
}

static const mla_transport_ops tls_ops = {
    .struct_size = sizeof(mla_transport_ops),
    .advance = tls_advance,
    .read = tls_read,
    .write = tls_write,
    .pending = tls_pending,
    .wants = tls_wants,
    .descriptor = tls_descriptor,
    .wait = tls_wait,
    .interrupt = tls_interrupt,
    .describe = tls_describe,
    .close = tls_close,
    .free = tls_free,
};

/* ----- making one ----- */

/* A literal address: it goes into no SNI (RFC 6066 section 3). No top-level domain is a number. */
static bool is_address(const char *host) {
    const char *last = strrchr(host, '.');

    if (strchr(host, ':') != NULL)
        return true;
    return last != NULL && mla__ascii_is_digit(last[1]);
}

static int configure(mla__tls *tls) {
    const mla_tls_context *context = tls->context;
    mbedtls_ssl_config *config = &tls->config;
    int code = mbedtls_ssl_config_defaults(
        config, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);

    if (code != 0)
        return code;
#if MBEDTLS_VERSION_MAJOR < 4
    mbedtls_ssl_conf_rng(config MLA__TLS_RANDOM);
#endif
    mbedtls_ssl_conf_min_tls_version(config, context->min_version == MLA_TLS_1_3
                                                 ? MBEDTLS_SSL_VERSION_TLS1_3
                                                 : MBEDTLS_SSL_VERSION_TLS1_2);
    mbedtls_ssl_conf_ciphersuites(config, mla__tls_ciphersuites());
    mbedtls_ssl_conf_sig_algs(config, mla__tls_signatures());
    /* The callback verifies, with authorities of its own; mbedTLS wants a list to be there. */
    mbedtls_ssl_conf_authmode(config, MBEDTLS_SSL_VERIFY_REQUIRED);
    mbedtls_ssl_conf_ca_chain(config, &tls->no_authorities, NULL);
    mbedtls_ssl_conf_verify(config, mla__tls_verify, tls);
#if defined(MBEDTLS_SSL_PROTO_TLS1_3)
    /* A resumed session exchanges new keys too. */
    mbedtls_ssl_conf_tls13_key_exchange_modes(config,
                                              MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_EPHEMERAL_ALL);
#endif
#if defined(MBEDTLS_SSL_TLS1_3_SIGNAL_NEW_SESSION_TICKETS_ENABLED)
    mbedtls_ssl_conf_tls13_enable_signal_new_session_tickets(
        config, MBEDTLS_SSL_TLS1_3_SIGNAL_NEW_SESSION_TICKETS_ENABLED);
#endif
    if (context->client_cert.version != 0)
        code = mbedtls_ssl_conf_own_cert(config, &tls->context->client_cert,
                                         &tls->context->client_key);
    if (code == 0 && tls->alpn_list[0] != NULL)
        code = mbedtls_ssl_conf_alpn_protocols(config, tls->alpn_list);
    return code;
}

static int set_up(mla__tls *tls) {
    int code = configure(tls);

    if (code == 0)
        code = mbedtls_ssl_setup(&tls->ssl, &tls->config);
    if (code == 0)
        code = mbedtls_ssl_set_hostname(&tls->ssl, is_address(tls->host) ? NULL : tls->host);
    if (code != 0)
        return code;
    mbedtls_ssl_set_bio(&tls->ssl, tls, mla__tls_lower_send, mla__tls_lower_receive, NULL);
    tls->is_offered = mla__tls_sessions_offer(&tls->context->sessions, tls->session_key, &tls->ssl);
    return 0;
}

/* Puts "imap\0imap mail.example.org\0" behind the struct. */
static void init_strings(mla__tls *tls, const char *host, size_t host_len, const char *alpn) {
    char *at = (char *)(tls + 1);
    size_t alpn_len = alpn == NULL ? 0 : strlen(alpn);

    if (alpn != NULL) {
        tls->alpn_list[0] = memcpy(at, alpn, alpn_len + 1);
        at += alpn_len + 1;
        memcpy(at, alpn, alpn_len);
    }
    tls->session_key = at;
    at += alpn_len;
    *at++ = ' ';
    memcpy(at, host, host_len);
    at[host_len] = '\0';
    tls->host = at;
}

/* A name that ends in a dot is the same name in DNS, but neither in SNI nor in a certificate. */
static size_t host_length(const char *host) {
    size_t len = strlen(host);

    return len > 1 && host[len - 1] == '.' ? len - 1 : len;
}

int32_t mla_tls_new(mla_tls_context *context, mla_transport *lower, const char *host,
                    const char *alpn, mla_transport **transport) {
    if (context == NULL || lower == NULL || host == NULL || *host == '\0' || transport == NULL ||
        (alpn != NULL && (*alpn == '\0' || strlen(alpn) > 255)))
        return MLA_E_INVALID;
    size_t strings = host_length(host) + 2 + (alpn == NULL ? 0 : 2 * strlen(alpn) + 1);
    mla__tls *made = mla__alloc(&context->allocator, sizeof *made + strings);
    if (made == NULL)
        return MLA_E_NO_MEMORY;
    memset(made, 0, sizeof *made);
    made->transport.ops = &tls_ops;
    made->size = sizeof *made + strings;
    made->context = context;
    made->lower = lower;
    made->wants = MLA_WANT_READ;
    init_strings(made, host, host_length(host), alpn);
    mbedtls_x509_crt_init(&made->no_authorities);
    mbedtls_ssl_config_init(&made->config);
    mbedtls_ssl_init(&made->ssl);
    int code = set_up(made);
    if (code != 0) {
        release(made);
        return code == MBEDTLS_ERR_SSL_ALLOC_FAILED ? MLA_E_NO_MEMORY : MLA_E_INVALID;
    }
    *transport = &made->transport;
    return MLA_OK;
}

int32_t mla_tls_describe(mla_transport *transport, mla_tls_info *info) {
    mla_tls_info own = {.struct_size = sizeof own};
    uint32_t size;

    if (transport == NULL || transport->ops != &tls_ops || info == NULL)
        return MLA_E_INVALID;
    const mla__tls *tls = (const mla__tls *)transport;
    if (tls->phase != MLA__TLS_OPEN && tls->phase != MLA__TLS_ENDED)
        return MLA_E_STATE;
    size = info->struct_size;
    own.version = (int32_t)mbedtls_ssl_get_version_number(&tls->ssl);
    own.resumed = tls->full_handshake ? 0 : 1;
    own.ciphersuite = mbedtls_ssl_get_ciphersuite(&tls->ssl);
    own.alpn = mbedtls_ssl_get_alpn_protocol(&tls->ssl);
    memcpy(info, &own, size < sizeof own ? size : sizeof own);
    info->struct_size = size;
    return MLA_OK;
}
