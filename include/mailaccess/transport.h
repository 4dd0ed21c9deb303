/* SPDX-License-Identifier: MIT */
/**
 * Transports: how octets reach a server.
 *
 * A transport is a pointer to a table of functions followed by whatever it needs. All operations
 * are non-blocking; `wait` is the only one that may sleep. TLS is a transport on top of another
 * one, so that implicit TLS and STARTTLS are the same code. Firmware brings its own by filling in
 * the table.
 */
#ifndef MAILACCESS_TRANSPORT_H
#define MAILACCESS_TRANSPORT_H

#include <mailaccess/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mla_transport mla_transport;

#define MLA_NO_DEADLINE UINT64_MAX /**< a deadline that never comes */

/**
 * The operations of a transport. `self` is never NULL. `read`, `write`, `wants` and `free` must be
 * there; any other may be NULL when there is nothing to do.
 *
 * Where a function answers MLA_AGAIN, `wants` says which direction it waits for: for TLS that need
 * not be the direction of the call.
 */
typedef struct mla_transport_ops {
    uint32_t struct_size; /**< sizeof(mla_transport_ops) as the implementor saw it */

    /**
     * Goes on with connecting (name, address, TLS handshake) up to the point where data flows.
     *
     * @param now_ms      a clock that never goes back; its zero means nothing.
     * @param deadline_ms out: when to call again at the latest though nothing is readable or
     *                    writable; MLA_NO_DEADLINE for never. Set with MLA_AGAIN only.
     * @return MLA_OK when connected (also when called again later), MLA_AGAIN, or an error.
     */
    int32_t (*advance)(mla_transport *self, uint64_t now_ms, uint64_t *deadline_ms);

    /**
     * @param got out: octets read, at least 1 with MLA_OK.
     * @return MLA_OK; MLA_AGAIN; MLA_END when the peer closed in order (TLS: with close_notify,
     *         TCP: with FIN); or an error. A TLS stream cut without close_notify is MLA_E_EOF, and
     *         so is a connection that was reset (with its errno as the native code).
     */
    int32_t (*read)(mla_transport *self, void *buffer, size_t capacity, size_t *got);

    /**
     * After MLA_AGAIN the next call must begin with the same octets: TLS has encrypted them.
     *
     * @param put out: octets taken, at least 1 with MLA_OK.
     * @return MLA_OK; MLA_AGAIN; MLA_E_EOF when the peer takes no more, which leaves to be read what it
     *         has said before; or an error.
     */
    int32_t (*write)(mla_transport *self, const void *data, size_t len, size_t *put);

    /** Octets that `read` would give without asking the operating system: poll cannot see them. */
    size_t (*pending)(mla_transport *self);

    /** MLA_WANT_* bits that the last MLA_AGAIN waits for. */
    uint32_t (*wants)(mla_transport *self);

    /**
     * The descriptor to wait on; -1 while there is none. It may change with each `advance`: TCP
     * gives the newest attempt's while it tries several addresses (`wait` looks at all of them),
     * and bounds `deadline_ms` so that an older one that answers is seen within 50 ms.
     */
    intptr_t (*descriptor)(mla_transport *self);

    /**
     * Sleeps until one of `wants` is possible, `timeout_ms` passed, or `interrupt` was called. A session
     * that blocks cannot do without.
     *
     * @param timeout_ms -1 for ever, 0 not at all.
     * @return MLA_OK (something may be possible, or time passed) or MLA_E_CANCELLED; an error when
     *         waiting itself failed.
     */
    int32_t (*wait)(mla_transport *self, uint32_t wants, int32_t timeout_ms);

    /**
     * Ends a `wait` that runs, or the next one. Safe in a signal handler and from any thread. NULL: a
     * session that is cancelled ends when `wait` returns.
     */
    void (*interrupt)(mla_transport *self);

    /**
     * Detail of the error that the last call returned: fills in only what it knows, mostly `detail` and
     * `native_code`. Its strings live until the next call.
     */
    void (*describe)(mla_transport *self, mla_error *error);

    /** Ends the stream in order as far as that needs no waiting (TLS: close_notify). */
    void (*close)(mla_transport *self);

    /** Releases all it owns, for TLS also the transport below. */
    void (*free)(mla_transport *self);
} mla_transport_ops;

/** The head of every transport; an implementor's struct begins with it. */
struct mla_transport {
    const mla_transport_ops *ops;
};

/*
 * The calls, each through the table. NULL is allowed for mla_transport_free only. To read or write 0 octets is
 * MLA_E_INVALID, to wait without `wait` MLA_E_UNSUPPORTED; what else is not in the table does nothing.
 */

MLA_API int32_t mla_transport_advance(mla_transport *transport, uint64_t now_ms,
                                      uint64_t *deadline_ms);
MLA_API int32_t mla_transport_read(mla_transport *transport, void *buffer, size_t capacity,
                                   size_t *got);
MLA_API int32_t mla_transport_write(mla_transport *transport, const void *data, size_t len,
                                    size_t *put);
MLA_API size_t mla_transport_pending(mla_transport *transport);
MLA_API uint32_t mla_transport_wants(mla_transport *transport);
MLA_API intptr_t mla_transport_descriptor(mla_transport *transport);
MLA_API int32_t mla_transport_wait(mla_transport *transport, uint32_t wants, int32_t timeout_ms);
MLA_API void mla_transport_interrupt(mla_transport *transport);
MLA_API void mla_transport_describe(mla_transport *transport, mla_error *error);
MLA_API void mla_transport_close(mla_transport *transport);
MLA_API void mla_transport_free(mla_transport *transport);

/* What a hosted system gives. */

/** The C library's heap. Static storage. */
MLA_API const mla_allocator *mla_system_allocator(void);

/** A clock in milliseconds that never goes back (CLOCK_MONOTONIC). */
MLA_API uint64_t mla_system_now_ms(void);

/* TCP. */

typedef struct mla_tcp_config {
    uint32_t struct_size;
    const mla_allocator *allocator; /**< NULL: the system's */
    uint32_t connect_timeout_ms;    /**< name and connection together; 0: no limit */
    uint32_t attempt_delay_ms;      /**< before the next address is tried beside the last, RFC 8305
                                          section 5: 100 to 2000 */
    int32_t keep_alive;             /**< 1: SO_KEEPALIVE */
} mla_tcp_config;

/** Fills in the defaults: 30 s, 250 ms, keep-alive on. */
MLA_API void mla_tcp_config_init(mla_tcp_config *config);

/**
 * A TCP connection to be made by `advance`: the name is resolved without blocking, all addresses
 * are tried, IPv6 and IPv4 in turn, each next one beside the last after `attempt_delay_ms`
 * (RFC 8305).
 *
 * @param config NULL: the defaults.
 * @param host   a name or a literal address, without brackets; copied.
 * @param port   1 to 65535.
 * @return MLA_OK, MLA_E_INVALID, MLA_E_NO_MEMORY, or MLA_E_IO when no descriptor is left.
 */
MLA_API int32_t mla_tcp_new(const mla_tcp_config *config, const char *host, uint16_t port,
                            mla_transport **transport);

/* TLS. */

#define MLA_TLS_1_2 0x0303
#define MLA_TLS_1_3 0x0304

/**
 * What many connections share: trusted authorities, a client certificate, resumable sessions.
 *
 * May be shared by connections, also in different threads; must outlive them. Threads that use TLS at
 * once, be it with one context or several, need an mbedTLS that was built with MBEDTLS_THREADING_C, as
 * distributions build it, and those that share one an allocator that is safe for that.
 */
typedef struct mla_tls_context mla_tls_context;

typedef struct mla_tls_config {
    uint32_t struct_size;
    const mla_allocator *allocator;  /**< NULL: the system's. mbedTLS itself uses its own hooks */
    const char *ca_file;             /**< PEM file of trusted authorities; NULL and no ca_pem: the
                                         system's bundle (SSL_CERT_FILE in the environment names
                                         another) */
    mla_str ca_pem;                  /**< PEM or one DER certificate in memory, beside ca_file */
    const char *client_cert_file;    /**< PEM chain; NULL: none */
    const char *client_key_file;     /**< PEM; NULL: in client_cert_file */
    mla_str client_cert_pem;         /**< instead of client_cert_file */
    mla_str client_key_pem;          /**< instead of client_key_file */
    const char *client_key_password; /**< NULL: the key is not encrypted */
    int32_t min_version;             /**< MLA_TLS_1_2 (the default and the least) or MLA_TLS_1_3 */
    int32_t insecure_no_verify;      /**< 1: any certificate will do. For tests only */
} mla_tls_config;

/** Fills in the defaults: TLS 1.2 and up, the system's authorities, everything verified. */
MLA_API void mla_tls_config_init(mla_tls_config *config);

/**
 * @param config NULL: the defaults.
 * @param error optional: detail on failure (which file, mbedTLS's code or errno); its text lives until this
 *              thread calls the function again.
 * @return MLA_OK, MLA_E_TLS_CONFIG, MLA_E_NO_MEMORY, or MLA_E_UNSUPPORTED in a build without TLS.
 */
MLA_API int32_t mla_tls_context_new(const mla_tls_config *config, mla_tls_context **context,
                                    mla_error *error);
/** After all connections that use it. NULL is fine. */
MLA_API void mla_tls_context_free(mla_tls_context *context);

/**
 * TLS as a client on top of another transport.
 *
 * The last session of the context with the same host and protocol is offered for resumption. Only
 * suites with forward secrecy and authenticated encryption are offered (RFC 9325 section 4.2), with
 * AES-GCM first where the processor has AES and ChaCha20-Poly1305 first elsewhere.
 *
 * @param lower     connected or not; `advance` of the result advances it first. Owned by the
 *                  result from here on, but left to the caller when this function fails.
 * @param host      for SNI and for verifying the certificate: a DNS name or an address; copied.
 * @param alpn      one protocol name such as "imap" (RFC 7301); NULL: no ALPN. Copied.
 * @return MLA_OK, MLA_E_INVALID, MLA_E_NO_MEMORY, or MLA_E_UNSUPPORTED in a build without TLS.
 */
MLA_API int32_t mla_tls_new(mla_tls_context *context, mla_transport *lower, const char *host,
                            const char *alpn, mla_transport **transport);

/** Facts about an established TLS transport. Strings are static or the transport's. */
typedef struct mla_tls_info {
    uint32_t struct_size;    /**< set by the caller to sizeof(mla_tls_info); no more is written */
    int32_t version;         /**< MLA_TLS_1_2 or MLA_TLS_1_3 */
    int32_t resumed;         /**< 1: an earlier session was resumed */
    const char *ciphersuite; /**< "TLS1-3-AES-256-GCM-SHA384" */
    const char *alpn;        /**< the name the server chose; NULL: none */
} mla_tls_info;

/**
 * @return MLA_OK; MLA_E_INVALID when `transport` is not TLS; MLA_E_STATE before the handshake's
 *         end.
 */
MLA_API int32_t mla_tls_describe(mla_transport *transport, mla_tls_info *info);

/* Memory: two ends in one process, for tests and for bytes that come by another way. */

typedef struct mla_memory_config {
    uint32_t struct_size;
    const mla_allocator *allocator; /**< NULL: the system's */
    size_t capacity;                /**< octets each direction holds; 0: 65536 */
    size_t max_read;                /**< most that one read gives; 0: no bound */
    size_t max_write;               /**< most that one write takes; 0: no bound */
} mla_memory_config;

/** Fills in the defaults: 65536 octets each way, no bound on a read or a write. */
MLA_API void mla_memory_config_init(mla_memory_config *config);

/**
 * Makes two connected ends: what one writes, the other reads. Each is freed on its own. `wait`
 * never sleeps: an end with nothing to read and a peer in the same thread would wait for ever.
 *
 * @param config NULL: the defaults.
 * @return MLA_OK, MLA_E_INVALID or MLA_E_NO_MEMORY.
 */
MLA_API int32_t mla_memory_pair_new(const mla_memory_config *config, mla_transport **first,
                                    mla_transport **second);

#ifdef __cplusplus
}
#endif

#endif
