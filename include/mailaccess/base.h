/* SPDX-License-Identifier: MIT */
/**
 * What every layer shares: status codes, strings, memory, error detail, log and trace hooks.
 *
 * Nothing here needs a C library beyond <stddef.h> and <stdint.h>.
 */
#ifndef MAILACCESS_BASE_H
#define MAILACCESS_BASE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(MLA_BUILD) && defined(__GNUC__)
#define MLA_API __attribute__((visibility("default")))
#else
#define MLA_API
#endif

#define MLA_VERSION_MAJOR 0
#define MLA_VERSION_MINOR 1
#define MLA_VERSION_PATCH 0
#define MLA_VERSION_STRING "0.1.0"

/** The version of the library that runs, as "MAJOR.MINOR.PATCH". Static storage. */
MLA_API const char *mla_version(void);

/*
 * Status.
 *
 * Functions return `int32_t`: 0 is success, above 0 is progress, below 0 an error whose range says
 * which area it belongs to. The range also says how far the failure reaches: see
 * mla_status_is_fatal().
 */

#define MLA_OK 0    /**< done; or: here is an event */
#define MLA_AGAIN 1 /**< nothing now: wait for what the object wants, then call again */
#define MLA_END 2   /**< nothing more will come: the stream or the connection ended as it should */

/* Usage: the call was wrong; nothing was sent and nothing changed. */
#define MLA_E_INVALID (-1)     /**< an argument is not acceptable (NULL, out of range, NUL or CR) */
#define MLA_E_STATE (-2)       /**< the object is in a state that does not allow this call */
#define MLA_E_UNSUPPORTED (-3) /**< neither the protocol, the server nor this build can do it */
#define MLA_E_NOT_FOUND (-4)   /**< no such folder, message or part */
#define MLA_E_CANCELLED (-5)   /**< the caller cancelled it */

/* Limits: memory, or one of the caller's own bounds. */
#define MLA_E_NO_MEMORY (-100) /**< the allocator gave nothing */
#define MLA_E_LIMIT (-101)     /**< a configured limit was reached; the detail names which */
#define MLA_E_NESTING (-102)   /**< parentheses or parts nested deeper than the limit */
#define MLA_E_FULL (-103)      /**< a session's queue is full: take events, then start it again */
#define MLA_E_FILE (-104)      /**< a temporary file failed; the native code says why. Fatal */

/* Wire: the peer broke the protocol's framing. Fatal and sticky. */
#define MLA_E_PROTOCOL (-200)    /**< the peer sent what the protocol does not allow here */
#define MLA_E_INCOMPLETE (-201)  /**< the stream ended inside a response: what came is not whole */
#define MLA_E_INJECTION (-202)   /**< bytes came in clear after the reply to STARTTLS or STLS */
#define MLA_E_UNSOLICITED (-203) /**< a tagged reply to a command that was not sent */
#define MLA_E_MALFORMED \
    (-204) /**< one item could not be read; the connection goes on (not fatal) */

/* Transport. Fatal. */
#define MLA_E_IO (-300)      /**< reading or writing failed; the native code says why */
#define MLA_E_EOF (-301)     /**< the peer closed the connection */
#define MLA_E_TIMEOUT (-302) /**< the peer did not answer in time */
#define MLA_E_RESOLVE (-303) /**< the host name has no address */
#define MLA_E_CONNECT (-304) /**< no address of the host accepted the connection */

/* TLS. Fatal. */
#define MLA_E_TLS (-400)           /**< the handshake or a record failed; see the native code */
#define MLA_E_TLS_UNTRUSTED (-401) /**< the certificate chain ends at no trusted authority */
#define MLA_E_TLS_EXPIRED (-402)   /**< a certificate is out of its period of validity */
#define MLA_E_TLS_NAME (-403)      /**< the certificate is for another host name */
#define MLA_E_TLS_REQUIRED (-404)  /**< there is no encryption that both sides agree on */
#define MLA_E_TLS_CONFIG (-405)    /**< a CA file, certificate or key cannot be used */

/* Authentication. The connection goes on unless the server closes it. */
#define MLA_E_AUTH (-500)           /**< the server refused the credentials */
#define MLA_E_AUTH_MECHANISM (-501) /**< no mechanism is offered, allowed and usable by both */
#define MLA_E_AUTH_CLEAR (-502)     /**< a password would have gone out in clear; not sent */
#define MLA_E_AUTH_SERVER (-503)    /**< the server could not prove that it knows the password */

/* Server: it understood and refused. The connection goes on, except after BYE. */
#define MLA_E_SERVER_NO (-600)  /**< NO (IMAP) or -ERR (POP3): refused */
#define MLA_E_SERVER_BAD (-601) /**< BAD (IMAP): not understood, or not allowed in this state */
#define MLA_E_SERVER_BYE (-602) /**< the server said good-bye first. Fatal */

/**
 * The name of a status, such as "MLA_E_TIMEOUT".
 *
 * @return static storage; "MLA_E_UNKNOWN" for a number that is no status.
 */
MLA_API const char *mla_status_name(int32_t status);

/** A short English sentence for a status, without a full stop. Static storage. */
MLA_API const char *mla_status_text(int32_t status);

/**
 * Whether the connection is lost with this status, when `next`, or DONE, has told it.
 *
 * A call that was refused has changed nothing, whatever its status: MLA_E_NO_MEMORY, and with the codecs
 * MLA_E_LIMIT, mean there that it may be tried again. An item that could not be read, and a DONE of the
 * codecs, with MLA_E_LIMIT leave the connection usable too.
 *
 * @return 1 for wire (except MLA_E_MALFORMED), transport and TLS errors, MLA_E_SERVER_BYE and MLA_E_FILE, also
 *         for MLA_E_NO_MEMORY and MLA_E_LIMIT, with which an object ends when `next` returns them; else 0.
 */
MLA_API int32_t mla_status_is_fatal(int32_t status);

/* Strings. */

/**
 * Bytes that somebody else owns; not NUL-terminated unless said.
 *
 * `ptr == NULL` is "absent" (IMAP's NIL), which is not the same as an empty string.
 */
typedef struct mla_str {
    const char *ptr;
    size_t len; /**< octets */
} mla_str;

/** The string over a NUL-terminated one; `{NULL, 0}` for NULL. */
MLA_API mla_str mla_str_from(const char *text);

/** Whether two strings have the same octets. Absent equals only absent. */
MLA_API int32_t mla_str_equal(mla_str a, mla_str b);

/** Whether two strings are equal with ASCII letters compared without case. */
MLA_API int32_t mla_str_equal_nocase(mla_str a, mla_str b);

/* Memory. */

/**
 * Where an object gets its memory. Copied by the object that takes it; `user` must live as long.
 *
 * A function never sees a size of 0. `release` and `resize` are given the size that was asked for.
 */
typedef struct mla_allocator {
    void *user;
    /** @return at least `size` octets aligned for any type, or NULL. */
    void *(*alloc)(void *user, size_t size);
    /** As realloc(3): on NULL the old block stays as it was. `ptr` is never NULL. */
    void *(*resize)(void *user, void *ptr, size_t old_size, size_t new_size);
    /** `ptr` is never NULL. */
    void (*release)(void *user, void *ptr, size_t size);
} mla_allocator;

/**
 * An allocator over one block of the caller's: first fit, neighbours joined on release.
 *
 * Caller memory; not thread-safe. With it, an object lives in a block of known size and never asks
 * a heap for anything.
 */
typedef struct mla_pool {
    mla_allocator allocator; /**< pass `&pool.allocator` on */
    char *block;
    size_t size;
    size_t used; /**< octets handed out now, each block rounded up to what aligns any type */
    size_t peak; /**< the largest `used` so far */
    void *free_list;
} mla_pool;

/**
 * @param pool  caller memory; must not move while in use, since its allocator points to it.
 * @param block at least 64 octets; the pool aligns it by itself.
 * @return MLA_OK or MLA_E_INVALID.
 */
MLA_API int32_t mla_pool_init(mla_pool *pool, void *block, size_t size);

/* Error detail. */

#define MLA_RETRY_NEVER 0       /**< the same call will fail again */
#define MLA_RETRY_CREDENTIALS 1 /**< with other credentials */
#define MLA_RETRY_LATER 2       /**< on this or a new connection, after `retry_after_ms` */
#define MLA_RETRY_RECONNECT 3   /**< on a new connection, at once */

/**
 * What is known of the last error of an object. Strings live until the next call on the object.
 *
 * The native code is
 *     errno                      with MLA_E_IO, MLA_E_CONNECT, MLA_E_TIMEOUT, MLA_E_EOF and MLA_E_FILE;
 *                                with MLA_E_TLS_CONFIG when a file could not be read
 *     one of getaddrinfo (EAI_*) with MLA_E_RESOLVE
 *     one of mbedTLS, below 0    with the other MLA_E_TLS*, and with MLA_E_NO_MEMORY of a handshake
 * and 0 with all others and where none of these said anything: the peer closed, the time ran out.
 */
typedef struct mla_error {
    uint32_t struct_size; /**< set by the library: sizeof as it was built */
    int32_t status;       /**< MLA_OK when nothing failed yet */
    int32_t retry;        /**< MLA_RETRY_* */
    int32_t native_code;  /**< by the status, see above; 0 when there is none */
    uint64_t
        retry_after_ms;  /**< meaningful with MLA_RETRY_LATER; 0 when the server named no time */
    uint64_t offset;     /**< octets received before the one at fault; 0 when not applicable */
    mla_str detail;      /**< what was wrong, by name, in English: "status line too long" */
    mla_str server_text; /**< the server's own words, as sent; absent when it said nothing */
    mla_str server_code; /**< the response code's name, such as "AUTHENTICATIONFAILED" */
} mla_error;

/* Log and trace. */

#define MLA_TRACE_RECEIVED 0 /**< octets from the peer */
#define MLA_TRACE_SENT 1     /**< octets to the peer; each secret stands as "*" */
#define MLA_TRACE_NOTE 2     /**< one sentence of the library's about what it decided */

/**
 * Sees what goes over the wire. The library passes octets as they come, not lines; a secret (a
 * password, a token, a SASL response) is replaced by "*" before it gets here. What a trace of
 * received octets holds is mail: it belongs to the user.
 */
typedef struct mla_trace {
    void *user;
    /** NULL: no trace. `kind` is MLA_TRACE_*. `data` lives for the call only. */
    void (*write)(void *user, int32_t kind, const char *data, size_t len);
} mla_trace;

/* What an object waits for. */

#define MLA_WANT_READ 1u  /**< octets from the peer */
#define MLA_WANT_WRITE 2u /**< room to send */

#ifdef __cplusplus
}
#endif

#endif
