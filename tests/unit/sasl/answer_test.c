/* SPDX-License-Identifier: MIT */
#include "sasl/answer.h"

#include "heap.h"
#include "sasl/sasl.h"

/* Answers a challenge with itself, except "no". */
static int32_t echo_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    (void)sasl;
    if (challenge.ptr == NULL)
        return mla__sasl_append(response, STR("first"));
    if (mla_str_equal(challenge, STR("no")))
        return MLA_E_AUTH;
    return mla__sasl_append(response, challenge);
}

static const mla_sasl_mechanism echo = {
    .struct_size = sizeof(mla_sasl_mechanism),
    .name = "X-ECHO",
    .step = echo_step,
};

static const mla_sasl_mechanism eager = {
    .struct_size = sizeof(mla_sasl_mechanism),
    .name = "X-EAGER",
    .client_first = 1,
    .step = echo_step,
};

typedef struct fixture {
    heap heap;
    mla__txbuf tx;
    mla_sasl sasl;
    char scratch[64];
    mla__sasl_exchange exchange;
} fixture;

static int setup(void **state) {
    static fixture f;
    f = (fixture){.sasl.mechanism = &echo};
    f.exchange = (mla__sasl_exchange){&f.sasl, MLA_OK, f.scratch, sizeof f.scratch};
    heap_init(&f.heap);
    *state = &f;
    return mla__txbuf_init(&f.tx, &f.heap.allocator, 4, 40);
}

static int teardown(void **state) {
    fixture *f = *state;
    mla__txbuf_deinit(&f->tx);
    assert_int_equal(f->heap.residue, 0);
    return f->heap.blocks != 0;
}

static size_t answer(fixture *f, const char *challenge, size_t place) {
    char line[64];
    memcpy(line, challenge, strlen(challenge));
    return mla__sasl_answer(&f->exchange, (mla_str){line, strlen(challenge)}, &f->tx, place);
}

static mla_str unsent(const fixture *f) {
    mla_str octets;
    octets.ptr = mla__txbuf_peek(&f->tx, &octets.len);
    return octets;
}

static void a_challenge_is_answered_in_base64(void **state) {
    fixture *f = *state;
    assert_int_equal(answer(f, "aGVsbG8=", 0), 10);
    assert_str(unsent(f), "aGVsbG8=\r\n");
    assert_int_equal(f->exchange.status, MLA_OK);
    assert_int_equal(f->sasl.step_count, 1);
}

static void an_empty_challenge_is_answered_by_an_empty_line(void **state) {
    fixture *f = *state;
    assert_int_equal(answer(f, "", 0), 2);
    assert_str(unsent(f), "\r\n");
}

static void the_first_word_of_the_server_means_nothing_to_who_speaks_first(void **state) {
    fixture *f = *state;
    f->sasl.mechanism = &eager;
    answer(f, "go ahead", 0);
    assert_str(unsent(f), "Zmlyc3Q=\r\n");
    mla__txbuf_consume(&f->tx, 10);
    answer(f, "YQ==", 0);
    assert_str(unsent(f), "YQ==\r\n");
}

static void the_answer_goes_before_what_waits(void **state) {
    fixture *f = *state;
    mla__txbuf_append(&f->tx, "C:NOOP\r\n", 8);
    answer(f, "YQ==", 2);
    assert_str(unsent(f), "C:YQ==\r\nNOOP\r\n");
}

static void what_cannot_be_answered_is_cancelled(void **state) {
    fixture *f = *state;
    assert_int_equal(answer(f, "bm8=", 0), 3);
    assert_str(unsent(f), "*\r\n");
    assert_int_equal(f->exchange.status, MLA_E_AUTH);
}

static void an_exchange_given_up_takes_no_step(void **state) {
    fixture *f = *state;
    f->exchange.status = MLA_E_CANCELLED;
    answer(f, "YQ==", 0);
    assert_str(unsent(f), "*\r\n");
    assert_int_equal(f->exchange.status, MLA_E_CANCELLED);
    assert_int_equal(f->sasl.step_count, 0);
}

static void a_response_that_cannot_be_sent_is_cancelled(void **state) {
    fixture *f = *state;
    mla__txbuf_append(&f->tx, "0123456789012345678901234", 25);
    assert_int_equal(answer(f, "MTIzNDU2Nzg5MA==", 25), 3);
    assert_str(unsent(f), "0123456789012345678901234*\r\n");
    assert_int_equal(f->exchange.status, MLA_E_LIMIT);
}

static void the_longest_response_that_can_be_sent_is(void **state) {
    fixture *f = *state;
    mla__txbuf_append(&f->tx, "012345678901234567", 18);
    assert_int_equal(answer(f, "MTIzNDU2Nzg5MDEyMzQ1", 18), 22);
    assert_str(unsent(f), "012345678901234567MTIzNDU2Nzg5MDEyMzQ1\r\n");
}

static void without_room_nothing_is_put(void **state) {
    fixture *f = *state;
    mla__txbuf_append(&f->tx, "01234567890123456789012345678901234567", 38);
    assert_int_equal(answer(f, "YQ==", 0), 0);
    assert_int_equal(unsent(f).len, 38);
}

static void without_memory_nothing_is_put(void **state) {
    fixture *f = *state;
    f->heap.fail_at = f->heap.calls + 1;
    assert_int_equal(answer(f, "YQ==", 0), 0);
    assert_int_equal(unsent(f).len, 0);
}

static void the_scratch_is_wiped(void **state) {
    fixture *f = *state;
    answer(f, "aGVsbG8=", 0);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(f->scratch[i], 0);
}

static void an_initial_response_joins_its_command(void **state) {
    fixture *f = *state;
    mla__txbuf_append(&f->tx, "AUTH X\r\n", 8);
    assert_int_equal(mla__sasl_initial(&f->exchange, &f->tx, 6), 9);
    assert_str(unsent(f), "AUTH X Zmlyc3Q=\r\n");
    assert_int_equal(f->exchange.status, MLA_OK);
}

static int32_t silent_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    (void)sasl;
    (void)challenge;
    (void)response;
    return MLA_OK;
}

static void an_empty_initial_response_is_a_sign(void **state) {
    static const mla_sasl_mechanism silent = {.name = "X-SILENT", .step = silent_step};
    fixture *f = *state;
    f->sasl.mechanism = &silent;
    mla__txbuf_append(&f->tx, "AUTH X\r\n", 8);
    assert_int_equal(mla__sasl_initial(&f->exchange, &f->tx, 6), 2);
    assert_str(unsent(f), "AUTH X =\r\n");
}

static void an_initial_response_too_long_can_be_given_later(void **state) {
    fixture *f = *state;
    f->exchange.scratch_size = 4;
    mla__txbuf_append(&f->tx, "AUTH X\r\n", 8);
    assert_int_equal(mla__sasl_initial(&f->exchange, &f->tx, 6), 0);
    assert_int_equal(f->exchange.status, MLA_E_LIMIT);
    assert_int_equal(f->sasl.step_count, 0);
    assert_str(unsent(f), "AUTH X\r\n");
}

static void an_initial_response_without_memory_changes_nothing(void **state) {
    fixture *f = *state;
    mla__txbuf_append(&f->tx, "AUTH", 4);
    f->heap.fail_at = f->heap.calls + 1;
    assert_int_equal(mla__sasl_initial(&f->exchange, &f->tx, 4), 0);
    assert_int_equal(f->exchange.status, MLA_E_NO_MEMORY);
    assert_str(unsent(f), "AUTH");
}

#define IN_BUFFER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_BUFFER(a_challenge_is_answered_in_base64),
        IN_BUFFER(an_empty_challenge_is_answered_by_an_empty_line),
        IN_BUFFER(the_first_word_of_the_server_means_nothing_to_who_speaks_first),
        IN_BUFFER(the_answer_goes_before_what_waits),
        IN_BUFFER(what_cannot_be_answered_is_cancelled),
        IN_BUFFER(an_exchange_given_up_takes_no_step),
        IN_BUFFER(a_response_that_cannot_be_sent_is_cancelled),
        IN_BUFFER(the_longest_response_that_can_be_sent_is),
        IN_BUFFER(without_room_nothing_is_put),
        IN_BUFFER(without_memory_nothing_is_put),
        IN_BUFFER(the_scratch_is_wiped),
        IN_BUFFER(an_initial_response_joins_its_command),
        IN_BUFFER(an_empty_initial_response_is_a_sign),
        IN_BUFFER(an_initial_response_too_long_can_be_given_later),
        IN_BUFFER(an_initial_response_without_memory_changes_nothing),
    };
    return cmocka_run_group_tests_name("sasl/answer", tests, NULL, NULL);
}
