/* SPDX-License-Identifier: MIT */
#include "session/connect.h"

#include "session/session.h"

static bool needs_tls(const mla_session *session) {
    int32_t security = session->options.security;

    return security == MLA_SECURITY_TLS || security == MLA_SECURITY_STARTTLS;
}

static int32_t make_context(mla_session *session) {
    const mla_options *options = &session->options;
    mla_error error = {.struct_size = sizeof error};
    mla_tls_context *made = NULL;
    mla_tls_config config;

    mla_tls_config_init(&config);
    config.allocator = &session->allocator;
    config.ca_file = mla__options_text(options, MLA__OPTION_CA_FILE);
    config.ca_pem = options->texts[MLA__OPTION_CA_PEM];
    config.client_cert_file = mla__options_text(options, MLA__OPTION_CLIENT_CERTIFICATE);
    config.client_key_file = mla__options_text(options, MLA__OPTION_CLIENT_KEY);
    config.client_key_password = mla__options_text(options, MLA__OPTION_CLIENT_KEY_PASSWORD);
    config.min_version = options->tls_min_version;
    config.insecure_no_verify = options->insecure_no_verify;
    int32_t status = mla_tls_context_new(&config, &made, &error);
    if (status == MLA_OK)
        mla__tls_share_offer(options->tls, made);
    else
        mla__session_explain(session, status, &error);
    return status;
}

static int32_t find_context(mla_session *session) {
    int32_t status =
        mla__tls_share_context(session->options.tls) == NULL ? make_context(session) : MLA_OK;

    mla__options_forget(&session->options, MLA__OPTION_CLIENT_KEY_PASSWORD);
    return status;
}

static int32_t make_tcp(mla_session *session) {
    mla_tcp_config config;

    mla_tcp_config_init(&config);
    config.allocator = &session->allocator;
    config.connect_timeout_ms = (uint32_t)session->options.connect_timeout_ms;
    return mla_tcp_new(&config, mla_options_host(&session->options),
                       (uint16_t)mla_options_port(&session->options), &session->bottom);
}

static int32_t put_tls_on_top(mla_session *session) {
    mla_transport *tls = NULL;
    int32_t status =
        mla_tls_new(mla__tls_share_context(session->options.tls), session->transport,
                    mla_options_host(&session->options), session->protocol->alpn, &tls);

    if (status != MLA_OK)
        return status;
    session->transport = tls;
    session->is_protected = true;
    return MLA_OK;
}

static void begin_waiting(mla_session *session) {
    session->is_connecting = true;
    session->connect_deadline_ms = MLA_NO_DEADLINE;
    if (session->options.connect_timeout_ms != 0)
        session->connect_deadline_ms =
            mla__session_now(session) + (uint64_t)session->options.connect_timeout_ms;
}

int32_t mla__connect_begin(mla_session *session) {
    int32_t status = MLA_OK;

    if (needs_tls(session))
        status = find_context(session);
    if (status == MLA_OK && session->bottom == NULL)
        status = make_tcp(session);
    session->transport = session->bottom;
    if (status == MLA_OK && session->options.security == MLA_SECURITY_TLS)
        status = put_tls_on_top(session);
    begin_waiting(session);
    return status;
}

int32_t mla__connect_upgrade(mla_session *session) {
    int32_t status = put_tls_on_top(session);

    if (status == MLA_OK)
        begin_waiting(session);
    session->is_upgrade = true;
    return status;
}

static int32_t connected(mla_session *session) {
    session->is_connecting = false;
    session->transport_deadline_ms = MLA_NO_DEADLINE;
    session->connect_deadline_ms = MLA_NO_DEADLINE;
    return session->is_upgrade ? session->protocol->upgraded(session) : MLA_OK;
}

int32_t mla__connect_advance(mla_session *session) {
    uint64_t now = mla__session_now(session);
    int32_t status =
        mla_transport_advance(session->transport, now, &session->transport_deadline_ms);

    if (status == MLA_OK)
        return connected(session);
    if (status == MLA_AGAIN && now >= session->connect_deadline_ms)
        return mla__session_say(session, MLA_E_TIMEOUT,
                                "the connection was not ready within the time allowed");
    return status;
}

bool mla__connect_is_safe(const mla_session *session) {
    if (session->is_connecting)
        return false;
    return session->is_protected || !needs_tls(session);
}

void mla__connect_deinit(mla_session *session) {
    /* TLS owns the transport below it; before connecting begins there is only that one. */
    mla_transport_free(session->transport != NULL ? session->transport : session->bottom);
    session->transport = NULL;
    session->bottom = NULL;
}

/* ----- getters ----- */

static int32_t describe_tls(const mla_session *session, mla_tls_info *info) {
    *info = (mla_tls_info){.struct_size = sizeof *info};
    if (session == NULL || !session->is_protected)
        return MLA_E_STATE;
    return mla_tls_describe(session->transport, info);
}

int32_t mla_session_tls_version(const mla_session *session) {
    mla_tls_info info;

    return describe_tls(session, &info) == MLA_OK ? info.version : 0;
}

int32_t mla_session_tls_resumed(const mla_session *session) {
    mla_tls_info info;

    return describe_tls(session, &info) == MLA_OK && info.resumed != 0;
}

const char *mla_session_ciphersuite(const mla_session *session) {
    mla_tls_info info;

    return describe_tls(session, &info) == MLA_OK && info.ciphersuite != NULL ? info.ciphersuite
                                                                              : "";
}
