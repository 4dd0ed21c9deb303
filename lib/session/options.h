/* SPDX-License-Identifier: MIT */
/** Options as a session sees them. */
#ifndef MLA_SESSION_OPTIONS_H
#define MLA_SESSION_OPTIONS_H

#include <stdbool.h>

#include <mailaccess/session_options.h>

#include "session/tls_share.h"

/* Strings of the options. */
#define MLA__OPTION_HOST 0
#define MLA__OPTION_FOLDER 1
#define MLA__OPTION_USER 2
#define MLA__OPTION_PASSWORD 3
#define MLA__OPTION_AUTHORIZATION_ID 4
#define MLA__OPTION_MECHANISM 5
#define MLA__OPTION_CA_FILE 6
#define MLA__OPTION_CA_PEM 7
#define MLA__OPTION_CLIENT_CERTIFICATE 8
#define MLA__OPTION_CLIENT_KEY 9
#define MLA__OPTION_CLIENT_KEY_PASSWORD 10
#define MLA__OPTION_TEMPORARY_FOLDER 11
#define MLA__OPTION_TEXTS 12

struct mla_options {
    mla_allocator allocator;
    mla_str texts[MLA__OPTION_TEXTS]; /**< owned; each has a NUL behind it; absent when not set */
    int32_t protocol;
    int32_t security;
    int32_t port; /**< 0: the default one */
    int32_t tls_min_version;
    int32_t insecure_no_verify;
    int32_t connect_timeout_ms;
    int32_t idle_timeout_ms;
    int32_t command_timeout_ms;
    int32_t nonblocking;
    int32_t allow_expunge;
    int32_t pipeline; /**< 0: the codec's */
    int32_t queue_limit;
    size_t receive_initial; /**< 0: the codec's */
    size_t receive_max;
    mla_trace trace;
    mla__tls_share *tls;      /**< a user of it */
    mla_transport *transport; /**< owned; NULL: TCP */
    uint64_t (*now_ms)(void *user);
    void *clock_user;
    const char *error_text; /**< static */
};

/** A copy that owns its strings, without the transport. */
int32_t mla__options_copy(const mla_options *from, mla_options *to);

/** Wipes and releases what it owns. */
void mla__options_deinit(mla_options *options);

/** Replaces a string. @param text absent: takes it back. */
int32_t mla__options_set_text(mla_options *options, int index, mla_str text);

/** Overwrites a secret that is needed no more and takes it back. */
void mla__options_forget(mla_options *options, int index);

/** A string as NUL-terminated. @return NULL when it is not set. */
const char *mla__options_text(const mla_options *options, int index);

/** Whether a text is UTF-8 and can stand in a line of the protocol. */
bool mla__options_is_line(const char *text);

/** Nothing is wrong. @return MLA_OK, or MLA_E_INVALID for NULL. */
int32_t mla__options_accept(mla_options *options);

/** What TLS is to be changes: sessions opened from here on share another context. @return as above, or MLA_E_NO_MEMORY. */
int32_t mla__options_part_from_tls(mla_options *options);

/** Notes why a setter refuses. @param why static. @return `status`, or MLA_E_INVALID for NULL. */
int32_t mla__options_refuse(mla_options *options, int32_t status, const char *why);

#endif
