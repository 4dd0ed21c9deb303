/* SPDX-License-Identifier: MIT */
/* What a connection takes, and that it can do with less: any allocation may fail. */
#include "peer.h"

static int32_t try(const mla_pop3_config *config) {
    mla_pop3 *c;
    int32_t status = mla_pop3_new(config, &c);
    assert_int_equal(c != NULL, status == MLA_OK);
    mla_pop3_free(c);
    return status;
}

static void sizes_out_of_range_are_refused(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    const mla_pop3_config good = p.config;
    mla_pop3_config *config = &p.config;
    config->line_max = 63;
    assert_int_equal(try(config), MLA_E_INVALID);
    config->line_max = config->receive_size = 64;
    assert_int_equal(try(config), MLA_OK);
    config->receive_size = 63;
    assert_int_equal(try(config), MLA_E_INVALID);
    *config = good;
    config->queue_max = 65536;
    assert_int_equal(try(config), MLA_E_INVALID);
    config->queue_max = 65535;
    assert_int_equal(try(config), MLA_OK);
    *config = good;
    config->transmit_max = config->transmit_initial - 1;
    assert_int_equal(try(config), MLA_E_INVALID);
    config->transmit_max = config->transmit_initial = 0;
    assert_int_equal(try(config), MLA_E_INVALID);
    config->transmit_initial = 1;
    config->transmit_max = (size_t)INT32_MAX + 1;
    assert_int_equal(try(config), MLA_E_INVALID);
    config->transmit_max = INT32_MAX;
    assert_int_equal(try(config), MLA_OK);
    config->transmit_max = 1;
    assert_int_equal(try(config), MLA_OK);
    *config = good;
    config->allocator = NULL;
    assert_int_equal(try(config), MLA_E_INVALID);
    *config = good;
    config->struct_size = sizeof *config - 1;
    assert_int_equal(try(config), MLA_E_INVALID);
    config->struct_size = sizeof *config + 8;
    assert_int_equal(try(config), MLA_OK);
    assert_int_equal(p.heap.blocks, 0);
}

static void each_allocation_of_creation_may_fail(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    assert_int_equal(try(&p.config), MLA_OK);
    size_t calls = p.heap.calls;
    assert_int_equal(calls, 3);
    for (size_t n = 1; n <= calls; n++) {
        p.heap.fail_at = p.heap.calls + n;
        assert_int_equal(try(&p.config), MLA_E_NO_MEMORY);
        assert_int_equal(p.heap.blocks, 0);
    }
}

static void free_takes_null(void **state) {
    (void)state;
    mla_pop3_free(NULL);
}

/* A session that needs memory at creation, for its commands and for an answer: fails at its n-th allocation. */
static int32_t run(size_t fail_at, size_t *calls) {
    peer p;
    peer_init(&p);
    p.config.transmit_initial = 4;
    p.heap.fail_at = fail_at;
    int32_t status = mla_pop3_new(&p.config, &p.pop3);
    mla_sasl sasl;
    (void)mla_sasl_plain_init(&sasl, (mla_str){NULL, 0}, STR("u"), STR("a long secret"));
    if (status == MLA_OK)
        status = mla_pop3_auth(p.pop3, &sasl, 0, NULL);
    if (status == MLA_OK)
        status = mla_pop3_uidl(p.pop3, 1000000, NULL);
    if (status == MLA_OK) {
        say(&p, "+OK\r\n");
        sent(&p, "AUTH PLAIN\r\n");
        say(&p, "+\r\n");
        status = p.status == MLA_AGAIN ? MLA_OK : p.status;
    }
    if (status == MLA_OK) {
        sent(&p, "AHUAYSBsb25nIHNlY3JldA==\r\n");
        say(&p, "+OK\r\n");
        sent(&p, "UIDL 1000000\r\n");
        expect(&p, "GREETING MLA_OK \nDONE 1 MLA_OK \n");
    }
    *calls = p.heap.calls;
    peer_close(&p);
    return status;
}

static void each_allocation_of_a_session_may_fail(void **state) {
    (void)state;
    size_t calls, ignored;
    assert_int_equal(run(0, &calls), MLA_OK);
    assert_true(calls >= 6);
    for (size_t n = 1; n <= calls; n++)
        assert_int_equal(run(n, &ignored), MLA_E_NO_MEMORY);
}

/* From the greeting to QUIT, with a body of a megabyte, in what the configuration for firmware takes at creation. */
static void with_fixed_memory_nothing_is_allocated_after_creation(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    mla_pop3_config_init_fixed(&p.config, &p.heap.allocator);
    peer_greet(&p);
    size_t calls = p.heap.calls;
    assert_true(p.heap.octets < 2500);
    mla_pop3_login(p.pop3, STR("u"), STR("p"), NULL);
    sent(&p, "USER u\r\n");
    say(&p, "+OK\r\n");
    sent(&p, "PASS p\r\n");
    say(&p, "+OK\r\n");
    mla_pop3_retr(p.pop3, 1, NULL);
    sent(&p, "RETR 1\r\n");
    say(&p, "+OK\r\n");
    uint64_t octets = 0;
    p.keeps_events = true;
    for (int i = 0; i < 15000; i++) {
        const mla_pop3_event *event;
        say(&p, "..23456789012345678901234567890123456789012345678901234567890123456\r\n");
        while (mla_pop3_next(p.pop3, &event) == MLA_OK)
            if (event->type == MLA_POP3_EVENT_BODY_DATA)
                octets += event->data.len;
    }
    assert_int_equal(octets, 15000 * 68);
    p.keeps_events = false;
    p.len = 0;
    say(&p, ".\r\n");
    mla_pop3_quit(p.pop3, NULL);
    sent(&p, "QUIT\r\n");
    say(&p, "+OK\r\n");
    expect(&p, "STOP 2\nDONE 2 MLA_OK\nDONE 3 MLA_OK \nEND\n");
    assert_int_equal(p.heap.calls, calls);
    peer_close(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_out_of_range_are_refused),
        cmocka_unit_test(each_allocation_of_creation_may_fail),
        cmocka_unit_test(each_allocation_of_a_session_may_fail),
        cmocka_unit_test(free_takes_null),
        cmocka_unit_test(with_fixed_memory_nothing_is_allocated_after_creation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
