/* SPDX-License-Identifier: MIT */
#include "sasl/sasl.h"

#include "base/mem.h"
#include "base/wipe.h"

int32_t mla__sasl_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    response->len = 0;
    int32_t status = sasl->mechanism->step(sasl, challenge, response);
    if (status != MLA_OK) {
        mla__wipe(response->data, response->capacity);
        response->len = 0;
        return status;
    }
    sasl->step_count++;
    return MLA_OK;
}

int32_t mla__sasl_finish(mla_sasl *sasl) {
    return sasl->mechanism->finish != NULL ? sasl->mechanism->finish(sasl) : MLA_OK;
}

int32_t mla__sasl_append(mla_sasl_response *response, mla_str octets) {
    if (octets.len > response->capacity - response->len)
        return MLA_E_LIMIT;
    if (octets.len != 0)
        memcpy(response->data + response->len, octets.ptr, octets.len);
    response->len += octets.len;
    return MLA_OK;
}
