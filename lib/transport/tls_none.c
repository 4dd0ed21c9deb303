/* SPDX-License-Identifier: MIT */
#include <mailaccess/transport.h>

/* A build without TLS: an application links all the same, and learns of it when it asks. */

void mla_tls_config_init(mla_tls_config *config) {
    *config = (mla_tls_config){.struct_size = sizeof *config, .min_version = MLA_TLS_1_2};
}

int32_t mla_tls_context_new(const mla_tls_config *config, mla_tls_context **context,
                            mla_error *error) {
    (void)config;
    (void)context;
    if (error != NULL) {
        *error = (mla_error){.struct_size = sizeof *error, .status = MLA_E_UNSUPPORTED};
        error->detail = mla_str_from("this build of the library has no TLS");
    }
    return MLA_E_UNSUPPORTED;
}

void mla_tls_context_free(mla_tls_context *context) {
    (void)context;
}

int32_t mla_tls_new(mla_tls_context *context, mla_transport *lower, const char *host,
                    const char *alpn, mla_transport **transport) {
    (void)context;
    (void)lower;
    (void)host;
    (void)alpn;
    (void)transport;
    return MLA_E_UNSUPPORTED;
}

int32_t mla_tls_describe(mla_transport *transport, mla_tls_info *info) {
    (void)transport;
    (void)info;
    return MLA_E_UNSUPPORTED;
}
