/* SPDX-License-Identifier: MIT */
#include <stdbool.h>

#include "base/mem.h"
#include "sasl/sasl.h"

static int32_t plain_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    static const mla_str nul = {"", 1};
    const mla_str parts[] = {sasl->authorization_id, nul, sasl->user, nul, sasl->password};
    /* A challenge before the only message is the server's prompt: whatever it says means "go". */
    (void)challenge;
    if (sasl->step_count != 0)
        return MLA_E_AUTH;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        int32_t status = mla__sasl_append(response, parts[i]);
        if (status != MLA_OK)
            return status;
    }
    return MLA_OK;
}

static const mla_sasl_mechanism plain = {
    .struct_size = sizeof(mla_sasl_mechanism),
    .name = "PLAIN",
    .client_first = 1,
    .clear_text = 1,
    .step = plain_step,
};

static bool has_nul(mla_str text) {
    return text.len != 0 && memchr(text.ptr, '\0', text.len) != NULL;
}

int32_t mla_sasl_plain_init(mla_sasl *sasl, mla_str authorization_id, mla_str user,
                            mla_str password) {
    if (sasl == NULL || password.ptr == NULL)
        return MLA_E_INVALID;
    if (has_nul(authorization_id) || has_nul(user) || has_nul(password))
        return MLA_E_INVALID;
    *sasl = (mla_sasl){
        .mechanism = &plain,
        .authorization_id = authorization_id,
        .user = user,
        .password = password,
    };
    return MLA_OK;
}
