/* SPDX-License-Identifier: MIT */
/**
 * SASL mechanisms as a client (RFC 4422), without I/O: challenges in, responses out, both raw
 * octets. The protocols' codecs put them into base64 lines.
 */
#ifndef MAILACCESS_SASL_H
#define MAILACCESS_SASL_H

#include <mailaccess/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The longest response that a mechanism may give, in octets: tokens of 10 kB are in use. */
#define MLA_SASL_RESPONSE_MAX 16384u

typedef struct mla_sasl mla_sasl;

/** Where a mechanism writes its response; the codec owns it and wipes it after use. */
typedef struct mla_sasl_response {
    char *data;
    size_t capacity; /**< octets */
    size_t len;      /**< set by `step` */
} mla_sasl_response;

/**
 * A mechanism. The application may bring its own: fill in this table.
 */
typedef struct mla_sasl_mechanism {
    uint32_t struct_size;
    const char *name; /**< as registered, upper case: "PLAIN" */
    /** 1: the client speaks first, so an initial response is possible (SASL-IR, RFC 4959). */
    int32_t client_first;
    /** 1: a response shows the password to whoever reads the wire: needs TLS unless allowed by name. */
    int32_t clear_text;
    /**
     * One step. Called with an absent challenge for the initial response.
     *
     * @return MLA_OK with a response (it may be empty); MLA_E_AUTH_SERVER when the server's proof is
     *         wrong; MLA_E_LIMIT when the response does not fit; MLA_E_AUTH when the challenge cannot be
     *         answered: the codec then cancels the exchange with "*".
     */
    int32_t (*step)(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response);
    /**
     * Called when the server reports success. NULL: nothing to check.
     *
     * @return MLA_OK, or MLA_E_AUTH_SERVER when the server has not proved itself.
     */
    int32_t (*finish)(mla_sasl *sasl);
} mla_sasl_mechanism;

/**
 * One exchange. Caller memory; a mechanism that needs state keeps it in a struct that begins with
 * this one. Strings are borrowed until the exchange ends.
 */
struct mla_sasl {
    const mla_sasl_mechanism *mechanism;
    mla_str authorization_id; /**< on behalf of whom; absent or empty: the user itself */
    mla_str user;             /**< authentication identity, UTF-8 */
    mla_str password;         /**< or the bearer token */
    uint32_t step_count;      /**< steps done so far */
};

/**
 * PLAIN (RFC 4616).
 *
 * @return MLA_OK; MLA_E_INVALID when an identity or the password holds NUL or the password is absent.
 */
MLA_API int32_t mla_sasl_plain_init(mla_sasl *sasl, mla_str authorization_id, mla_str user,
                                    mla_str password);

#ifdef __cplusplus
}
#endif

#endif
