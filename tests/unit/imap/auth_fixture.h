/* SPDX-License-Identifier: MIT */
/** A mechanism that does as the test says. */
#ifndef AUTH_FIXTURE_H
#define AUTH_FIXTURE_H

#include "imap_client.h"

#include "imap/auth.h"

/* A mechanism that does as the test says. */
typedef struct script {
    mla_sasl sasl; /* first */
    mla_sasl_mechanism mechanism;
    mla_str responses[4];
    int32_t statuses[4];
    size_t steps;
    char challenges[256]; /* each in "[ ]"; an absent one is "-" */
    size_t challenges_len;
    size_t capacity; /* of the last response */
    int32_t result;  /* of finish */
    size_t finishes;
} script;

static inline int32_t step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    script *s = (script *)(void *)sasl;
    size_t n = s->steps++;
    assert_true(n < 4);
    s->capacity = response->capacity;
    char *note = s->challenges + s->challenges_len;
    int shown = challenge.len < 60 ? (int)challenge.len : 60;
    s->challenges_len +=
        (size_t)(challenge.ptr == NULL ? sprintf(note, "-")
                                       : sprintf(note, "[%.*s]", shown, challenge.ptr));
    if (s->responses[n].len > response->capacity)
        return MLA_E_LIMIT;
    if (s->responses[n].len != 0)
        memcpy(response->data, s->responses[n].ptr, s->responses[n].len);
    response->len = s->responses[n].len;
    return s->statuses[n];
}

static inline int32_t finish(mla_sasl *sasl) {
    script *s = (script *)(void *)sasl;
    s->finishes++;
    return s->result;
}

static inline void prepare(script *s, bool client_first) {
    *s = (script){
        .sasl = {.step_count = 77},
        .mechanism = {.struct_size = sizeof s->mechanism,
                      .name = "X-TEST",
                      .client_first = client_first,
                      .step = step,
                      .finish = finish},
    };
    s->sasl.mechanism = &s->mechanism;
}

static inline int32_t submit(client *c, script *s) {
    return mla_imap_submit_authenticate(c->imap, &s->sasl, NULL);
}

#define IR STR("* OK [CAPABILITY IMAP4rev1 SASL-IR]\r\n")

#endif
