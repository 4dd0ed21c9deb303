/* SPDX-License-Identifier: MIT */
/* The settings of a connection, and the memory that follows from them. */
#include "imap_client.h"

static void the_settings_are_those_of_the_header(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    mla_imap_config config;
    mla_imap_config_init(&config, &h.allocator);
    assert_int_equal(config.struct_size, sizeof config);
    assert_ptr_equal(config.allocator, &h.allocator);
    assert_int_equal(config.transmit_initial, 1024);
    assert_int_equal(config.transmit_max, 1024 * 1024);
    assert_int_equal(config.capabilities_max, 2048);
    assert_int_equal(config.in_flight_max, 25);
    assert_int_equal(config.queue_max, 100);
    assert_int_equal(config.limits.receive_max, 1024 * 1024);
    assert_null(config.trace.write);
    mla_imap_config_init_fixed(&config, &h.allocator);
    assert_int_equal(config.struct_size, sizeof config);
    assert_int_equal(config.transmit_initial, 1024);
    assert_int_equal(config.transmit_max, 1024);
    assert_int_equal(config.capabilities_max, 512);
    assert_int_equal(config.in_flight_max, 4);
    assert_int_equal(config.queue_max, 8);
    assert_int_equal(config.limits.receive_max, 2048);
}

static int32_t try_new(heap *h, const mla_imap_config *config) {
    mla_imap *imap = NULL;
    int32_t status = mla_imap_new(config, &imap);
    mla_imap_free(imap);
    assert_int_equal(h->blocks, 0);
    assert_true((status == MLA_OK) == (imap != NULL));
    return status;
}

static void settings_have_their_bounds(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    mla_imap_config config;
#define TRY(member, value)                                                       \
    (mla_imap_config_init_fixed(&config, &h.allocator), config.member = (value), \
     try_new(&h, &config))
    assert_int_equal(TRY(queue_max, 1), MLA_OK);
    assert_int_equal(TRY(queue_max, 1000), MLA_OK);
    assert_int_equal(TRY(queue_max, 0), MLA_E_INVALID);
    assert_int_equal(TRY(queue_max, 1001), MLA_E_INVALID);
    assert_int_equal(TRY(in_flight_max, 1), MLA_OK);
    assert_int_equal(TRY(in_flight_max, UINT32_MAX), MLA_OK);
    assert_int_equal(TRY(in_flight_max, 0), MLA_E_INVALID);
    assert_int_equal(TRY(transmit_initial, 64), MLA_OK);
    assert_int_equal(TRY(transmit_initial, 63), MLA_E_INVALID);
    assert_int_equal(TRY(transmit_initial, 1025), MLA_E_INVALID);
    assert_int_equal(TRY(transmit_max, (512u << 20) - 1), MLA_OK);
    assert_int_equal(TRY(transmit_max, 512u << 20), MLA_E_INVALID);
    assert_int_equal(TRY(capabilities_max, 0), MLA_OK);
    assert_int_equal(TRY(allocator, NULL), MLA_E_INVALID);
    assert_int_equal(TRY(struct_size, 0), MLA_E_INVALID);
    assert_int_equal(TRY(struct_size, sizeof config + 8), MLA_OK);
    assert_int_equal(TRY(limits.receive_initial, 512), MLA_OK);
    assert_int_equal(TRY(limits.receive_initial, 511), MLA_E_INVALID);
    assert_int_equal(TRY(limits.receive_max, 2047), MLA_E_INVALID);
    assert_int_equal(TRY(limits.arena_initial, 1), MLA_OK);
    assert_int_equal(TRY(limits.arena_initial, 0), MLA_E_INVALID);
    assert_int_equal(TRY(limits.arena_max, 2047), MLA_E_INVALID);
    assert_int_equal(TRY(limits.nesting_max, 1), MLA_OK);
    assert_int_equal(TRY(limits.nesting_max, 250), MLA_OK);
    assert_int_equal(TRY(limits.nesting_max, 0), MLA_E_INVALID);
    assert_int_equal(TRY(limits.nesting_max, 251), MLA_E_INVALID);
#undef TRY
}

static void each_allocation_may_fail(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    mla_imap_config config;
    mla_imap_config_init(&config, &h.allocator);
    assert_int_equal(try_new(&h, &config), MLA_OK);
    size_t calls = h.calls;
    assert_true(calls > 5);
    for (size_t n = 1; n <= calls; n++) {
        h.calls = 0;
        h.fail_at = n;
        assert_int_equal(try_new(&h, &config), MLA_E_NO_MEMORY);
    }
}

static void the_settings_are_not_needed_afterwards(void **state) {
    (void)state;
    mla_imap_config config;
    client *c = client_prepare(&config, true);
    mla_allocator allocator = c->heap.allocator;
    config.allocator = &allocator;
    client_connect(c, &config);
    memset(&config, 0x5a, sizeof config);
    memset(&allocator, 0x5a, sizeof allocator);
    client_greet(c, STR("* OK\r\n"));
    assert_command(c, mla_imap_submit_noop(c->imap, NULL), "NOOP\r\n");
    assert_int_equal(client_free(c), 0);
}

static void nothing_is_freed_without_an_object(void **state) {
    (void)state;
    mla_imap_free(NULL);
}

static void with_fixed_sizes_nothing_is_allocated_after_creation(void **state) {
    client *c = *state;
    size_t calls = c->heap.calls;
    client_select(c, STR("* PREAUTH [CAPABILITY IMAP4rev1 UIDPLUS]\r\n"));
    for (size_t i = 0; i < 100; i++) {
        assert_int_equal(mla_imap_submit_noop(c->imap, NULL), MLA_OK);
        assert_int_equal(mla_imap_submit_uid_expunge(c->imap, STR("1:*"), NULL), MLA_OK);
        size_t len;
        (void)mla_imap_tx_buf(c->imap, &len);
        assert_int_equal(mla_imap_tx_ack(c->imap, len), MLA_OK);
        serve(c, STR("* 1 FETCH (UID 1 FLAGS (\\Seen $x) ENVELOPE (NIL \"a\\\"b\" NIL NIL NIL NIL "
                     "NIL NIL NIL NIL))\r\n"));
        assert_event(c, MLA_IMAP_EVENT_FETCH);
        for (size_t n = 0; n < 2; n++) {
            c->accepted++;
            client_answer(c, "OK");
            assert_done(c, c->accepted, MLA_OK);
        }
    }
    assert_int_equal(c->heap.calls, calls);
}

static void without_memory_a_long_line_ends_the_connection(void **state) {
    (void)state;
    mla_imap_config config;
    client *c = client_prepare(&config, false);
    config.limits.receive_initial = 512;
    client_connect(c, &config);
    client_greet(c, STR("* OK\r\n"));
    char line[512];
    memset(line, 'x', sizeof line);
    memcpy(line, "* LIST () \"/\" ", 15);
    serve(c, (mla_str){line, sizeof line});
    c->heap.fail_at = c->heap.calls + 1;
    assert_int_equal(client_next(c), MLA_E_NO_MEMORY);
    assert_int_equal(client_next(c), MLA_E_NO_MEMORY);
    assert_int_equal(client_error(c).status, MLA_E_NO_MEMORY);
    assert_int_equal(mla_imap_wants(c->imap), 0);
    assert_int_equal(client_free(c), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_settings_are_those_of_the_header),
        cmocka_unit_test(settings_have_their_bounds),
        cmocka_unit_test(each_allocation_may_fail),
        cmocka_unit_test(the_settings_are_not_needed_afterwards),
        cmocka_unit_test(nothing_is_freed_without_an_object),
        IN_FIRMWARE(with_fixed_sizes_nothing_is_allocated_after_creation),
        cmocka_unit_test(without_memory_a_long_line_ends_the_connection),
    };
    return cmocka_run_group_tests_name("imap/imap_settings", tests, NULL, NULL);
}
