/* SPDX-License-Identifier: MIT */
#include "transcript_action.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool transcript_is(mla_str word, const char *name) {
    return mla_str_equal(word, mla_str_from(name));
}

uint64_t transcript_number(mla_str word, int base) {
    char digits[32] = "";
    if (word.len != 0 && word.len < sizeof digits)
        memcpy(digits, word.ptr, word.len);
    return strtoull(digits, NULL, base);
}

int32_t transcript_same(uint64_t got, uint64_t wanted) {
    if (got == wanted)
        return MLA_OK;
    printf("# got %llu, wanted %llu\n", (unsigned long long)got, (unsigned long long)wanted);
    return MLA_E_INVALID;
}

/* Two steps, the first of them at a challenge. */
static int32_t login_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    mla_str answer = sasl->step_count == 0 ? sasl->user : sasl->password;
    if (challenge.ptr == NULL || transcript_is(challenge, "?"))
        return MLA_E_AUTH;
    if (answer.len > response->capacity)
        return MLA_E_LIMIT;
    memcpy(response->data, answer.ptr, answer.len);
    response->len = answer.len;
    return MLA_OK;
}

static int32_t login_finish(mla_sasl *sasl) {
    return sasl->step_count == 2 ? MLA_OK : MLA_E_AUTH_SERVER;
}

/* Nothing to say, and says so first. */
static int32_t external_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    (void)challenge;
    response->len = 0;
    return sasl->step_count == 0 ? MLA_OK : MLA_E_AUTH;
}

int32_t transcript_sasl_init(mla_sasl *sasl, mla_str mechanism, mla_str user, mla_str password) {
    static const mla_sasl_mechanism login = {
        .struct_size = sizeof login,
        .name = "LOGIN",
        .step = login_step,
        .finish = login_finish,
    };
    static const mla_sasl_mechanism external = {
        .struct_size = sizeof external,
        .name = "EXTERNAL",
        .client_first = 1,
        .step = external_step,
    };
    int32_t status = mla_sasl_plain_init(sasl, (mla_str){NULL, 0}, user, password);
    if (status != MLA_OK)
        return status;
    if (transcript_is(mechanism, "LOGIN"))
        sasl->mechanism = &login;
    if (transcript_is(mechanism, "EXTERNAL"))
        sasl->mechanism = &external;
    return MLA_OK;
}
