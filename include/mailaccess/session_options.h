/* SPDX-License-Identifier: MIT */
/**
 * What a session is to do: where to, as whom, how protected, how patient.
 *
 * Part of the binding tier, see session.h. Strings in are NUL-terminated and copied. A setter
 * answers MLA_OK or, with nothing changed, MLA_E_INVALID (value out of range; CR or LF in a
 * string), MLA_E_UNSUPPORTED or MLA_E_NO_MEMORY; mla_options_error_text() then says why in one
 * line. NULL takes a string back unless said otherwise; as options it is MLA_E_INVALID, and for getters and
 * mla_options_free() options where nothing is set.
 */
#ifndef MAILACCESS_SESSION_OPTIONS_H
#define MAILACCESS_SESSION_OPTIONS_H

#include <mailaccess/base.h>
#include <mailaccess/transport.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Options.
 *
 * Setters, getters and mla_options_free() belong to one thread at a time. mla_session_open() may be
 * called by several threads at once, see there. The sessions share the allocator and a TLS context
 * (trusted authorities, client certificate, resumable TLS sessions) with the options: to use them in
 * different threads, the allocator has to be safe for that, as the system's is, and mbedTLS built with
 * MBEDTLS_THREADING_C, as distributions build it. A setter of the part "How protected" makes sessions
 * opened from then on share another context; those that are open keep theirs.
 */
typedef struct mla_options mla_options;

/**
 * @param allocator copied; also what sessions opened with these options live on. NULL: the
 *                  system's.
 * @return MLA_OK, MLA_E_INVALID or MLA_E_NO_MEMORY.
 */
MLA_API int32_t mla_options_new(const mla_allocator *allocator, mla_options **options);

/** Wipes what is secret and releases. Sessions opened with the options have copies and go on. */
MLA_API void mla_options_free(mla_options *options);

/** Why the last setter refused, in one line; "" when it did not. Lives until the next setter. */
MLA_API const char *mla_options_error_text(const mla_options *options);

/* Where to. */

#define MLA_PROTOCOL_IMAP 1
#define MLA_PROTOCOL_POP3 2

/**
 * Takes over what a URL names, and leaves the rest as it is. Setters called later win.
 *
 *     imaps://user@host:port/folder     IMAP, TLS from the first octet (port 993)
 *     imap://user@host:port/folder      IMAP, STARTTLS required (port 143); RFC 5092
 *     pops://user@host:port             POP3, TLS from the first octet (port 995); also pop3s://
 *     pop://user@host:port              POP3, STLS required (port 110); RFC 2384; also pop3://
 *
 * User, port and folder may be missing. A user may be followed by ";AUTH=PLAIN" or ";AUTH=*". %XX
 * is decoded; an IPv6 address stands in brackets. The folder is UTF-8, percent-encoded.
 *
 * A URL with a password ("user:secret@") is refused with MLA_E_INVALID, as neither RFC has it: URLs
 * end up in histories and process lists. One that names a message, a section or a search (";UID=",
 * "?") is MLA_E_UNSUPPORTED, and so is another mechanism or a protocol that this build has not.
 */
MLA_API int32_t mla_options_set_url(mla_options *options, const char *url);

/** @param protocol MLA_PROTOCOL_*; the default is IMAP where it is built in. */
MLA_API int32_t mla_options_set_protocol(mla_options *options, int32_t protocol);

/** A name or a literal address without brackets. The certificate has to be for this name. */
MLA_API int32_t mla_options_set_host(mla_options *options, const char *host);

/** @param port 1 to 65535; 0: the protocol's own for the chosen security. */
MLA_API int32_t mla_options_set_port(mla_options *options, int32_t port);

/** The folder that is selected when an operation needs one and none is: UTF-8. NULL: INBOX. */
MLA_API int32_t mla_options_set_folder(mla_options *options, const char *folder);

/* As whom. */

/** The user name. Without one, login is left out: capabilities can still be asked for. */
MLA_API int32_t mla_options_set_user(mla_options *options, const char *user);

/** Wiped when replaced and when the options are freed; a session wipes its copy after login. */
MLA_API int32_t mla_options_set_password(mla_options *options, const char *password);

/** On behalf of whom (RFC 4616): only mechanism PLAIN can say it. NULL: the user itself. */
MLA_API int32_t mla_options_set_authorization_id(mla_options *options, const char *id);

/**
 * @param mechanism "PLAIN": AUTHENTICATE or AUTH with it and nothing else. NULL or "*": PLAIN where
 *                  it is offered, else LOGIN (IMAP) or USER and PASS (POP3).
 */
MLA_API int32_t mla_options_set_mechanism(mla_options *options, const char *mechanism);

/* How protected. */

#define MLA_SECURITY_TLS 1 /**< TLS from the first octet. The default */
#define MLA_SECURITY_STARTTLS \
    2 /**< begins in clear; STARTTLS or STLS has to succeed before login */
#define MLA_SECURITY_CLEARTEXT \
    3 /**< no TLS: whoever sees the wire reads the password and the mail */
/** The transport of mla_options_set_transport() is safe by itself: no TLS on top, login allowed. */
#define MLA_SECURITY_TRANSPORT 4

/** @param security MLA_SECURITY_*. */
MLA_API int32_t mla_options_set_security(mla_options *options, int32_t security);

/**
 * PEM file of trusted authorities. NULL, and no set_ca_pem: the system's. Read by the first open after
 * a setter of this part; set it again to have it read again.
 */
MLA_API int32_t mla_options_set_ca_file(mla_options *options, const char *path);

/** PEM (or one DER certificate) in memory; copied. @param len octets; 0 takes it back. */
MLA_API int32_t mla_options_set_ca_pem(mla_options *options, const char *pem, size_t len);

/**
 * A client certificate in PEM files. Read by open, as the file of authorities.
 *
 * @param key_file     NULL: the key stands in `certificate_file`.
 * @param key_password NULL: the key is not encrypted. Wiped like the password.
 */
MLA_API int32_t mla_options_set_client_certificate(mla_options *options,
                                                   const char *certificate_file,
                                                   const char *key_file, const char *key_password);

/** @param version MLA_TLS_1_2 (the default and the least) or MLA_TLS_1_3. */
MLA_API int32_t mla_options_set_tls_min_version(mla_options *options, int32_t version);

/** @param on 1: any certificate will do, so that there is no protection at all. For tests only. */
MLA_API int32_t mla_options_set_insecure_no_verify(mla_options *options, int32_t on);

/* How patient. All in milliseconds up to INT32_MAX; 0: no bound. Each ends in MLA_E_TIMEOUT. */

/** Name, TCP connection and TLS handshake together. Default 30,000. STARTTLS has it once more. */
MLA_API int32_t mla_options_set_connect_timeout_ms(mla_options *options, int32_t timeout_ms);

/**
 * No octet went in either direction though a reply is due. Default 60,000. Without TLS from the first
 * octet, a greeting on port 993 or 995 is waited for 10,000 at most, since servers wait for TLS there: that
 * ends in MLA_E_TLS_REQUIRED.
 */
MLA_API int32_t mla_options_set_idle_timeout_ms(mla_options *options, int32_t timeout_ms);

/**
 * One operation as a whole, counted from when it is the oldest that is not complete. Fetching a
 * large message counts too. Default 0.
 */
MLA_API int32_t mla_options_set_command_timeout_ms(mla_options *options, int32_t timeout_ms);

/* How it runs. */

/** @param on 1: mla_session_next() never sleeps; see "Non-blocking" in session.h. */
MLA_API int32_t mla_options_set_nonblocking(mla_options *options, int32_t on);

/**
 * @param on 1: mla_session_delete() may send a bare EXPUNGE to an IMAP server without UIDPLUS. It
 *           removes whatever else is marked \Deleted in the folder, by anybody.
 */
MLA_API int32_t mla_options_set_allow_expunge(mla_options *options, int32_t on);

/** @param commands in flight at most, 1 to 1000; 1: no pipelining. Default 0: the codec's own. */
MLA_API int32_t mla_options_set_pipeline(mla_options *options, int32_t commands);

/** @param operations that may wait or run, 1 to INT32_MAX; default 1,000,000. Else MLA_E_FULL. */
MLA_API int32_t mla_options_set_queue_limit(mla_options *options, int32_t operations);

/**
 * The receive buffer: `initial` octets at open, 512 or more, growing to `max` for a response that
 * has to be held as a whole. Equal: it never grows. Message bodies stream through it. Both 0, the
 * default: 32 KiB, which grow to 1 MiB with IMAP.
 */
MLA_API int32_t mla_options_set_receive_buffer(mla_options *options, size_t initial, size_t max);

/**
 * Where a POP3 session may keep what it has to know of each message of a large mailbox, fifteen octets a
 * message: in a file without a name, gone with the session, once they take more than half a megabyte.
 * So its memory does not grow with the mailbox. A file that fails ends the session with MLA_E_FILE.
 *
 * @param folder a path; copied. NULL, the default: memory holds it all.
 */
MLA_API int32_t mla_options_set_temporary_folder(mla_options *options, const char *folder);

/**
 * Sees what goes over the wire and what the library decides; see mla_trace in base.h. Secrets are
 * masked before it is called. It must not call the session.
 *
 * @param write NULL: no trace. `kind` is MLA_TRACE_*.
 */
MLA_API int32_t mla_options_set_trace(mla_options *options,
                                      void (*write)(void *user, int32_t kind, const char *data,
                                                    size_t len),
                                      void *user);

/**
 * The next session is opened over this transport, connected or not, instead of TCP to host and
 * port. TLS goes on top of it as `security` says; `host` still names the certificate. Without `wait` it is
 * for sessions that do not block: mla_session_open() says MLA_E_INVALID else.
 *
 * @param transport owned by the options from here on, by the session from mla_session_open() on, also when
 *                  that fails. NULL: none.
 */
MLA_API int32_t mla_options_set_transport(mla_options *options, mla_transport *transport);

/** @param now_ms a clock that never goes back. NULL: the system's. */
MLA_API int32_t mla_options_set_clock(mla_options *options, uint64_t (*now_ms)(void *user),
                                      void *user);

/* What is set, by setters or by a URL. Strings live until the next setter; "" when not set. */

MLA_API int32_t mla_options_protocol(const mla_options *options);
MLA_API int32_t mla_options_security(const mla_options *options);
MLA_API const char *mla_options_host(const mla_options *options);
MLA_API int32_t mla_options_port(const mla_options *options); /**< the one that open would use */
MLA_API const char *mla_options_user(const mla_options *options);
MLA_API const char *mla_options_folder(const mla_options *options);

#ifdef __cplusplus
}
#endif

#endif
