/* SPDX-License-Identifier: MIT */
/** Mechanisms for tests of logging in: what these share. */
#ifndef POP3_AUTH_FIXTURE_H
#define POP3_AUTH_FIXTURE_H

#include "pop3/auth.h"

#include "peer.h"
#include "sasl/sasl.h"

/* A mechanism that gives its password as the response: what an OAuth token looks like from here. */
static inline int32_t token_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    (void)challenge;
    return sasl->step_count == 0 ? mla__sasl_append(response, sasl->password) : MLA_E_AUTH;
}

/* Seven letters: with them, a response of 180 octets makes a line of exactly 255. */
static const mla_sasl_mechanism token = {
    .struct_size = sizeof token,
    .name = "X-TOKEN",
    .client_first = 1,
    .step = token_step,
};

/* Speaks second, and says every challenge again; "?" it cannot answer. */
static inline int32_t echo_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    (void)sasl;
    if (challenge.ptr == NULL || mla_str_equal(challenge, STR("?")))
        return MLA_E_AUTH;
    return mla__sasl_append(response, challenge);
}

/* The server has proved itself when it asked twice. */
static inline int32_t echo_finish(mla_sasl *sasl) {
    return sasl->step_count == 2 ? MLA_OK : MLA_E_AUTH_SERVER;
}

static const mla_sasl_mechanism echo = {
    .struct_size = sizeof echo,
    .name = "X-ECHO",
    .step = echo_step,
    .finish = echo_finish,
};

static inline mla_sasl plain(const char *user, const char *password) {
    mla_sasl sasl;
    assert_int_equal(
        mla_sasl_plain_init(&sasl, (mla_str){NULL, 0}, mla_str_from(user), mla_str_from(password)),
        MLA_OK);
    return sasl;
}

#endif
