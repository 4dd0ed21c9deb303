/* SPDX-License-Identifier: MIT */
#include "hoard.h"
#include "imap_client.h"

/* Octets. */

static void room_is_given_and_told(void **state) {
    client *c = *state;
    size_t room;
    assert_int_equal(mla_imap_rx_ack(c->imap, 1), MLA_E_INVALID);
    char *at = mla_imap_rx_buf(c->imap, &room);
    assert_non_null(at);
    assert_true(room >= 2048);
    assert_int_equal(mla_imap_rx_ack(c->imap, room + 1), MLA_E_INVALID);
    assert_int_equal(mla_imap_rx_ack(c->imap, 0), MLA_OK);
    /* The room was used up by that. */
    assert_int_equal(mla_imap_rx_ack(c->imap, 1), MLA_E_INVALID);
    at = mla_imap_rx_buf(c->imap, &room);
    memcpy(at, "* OK\r\n", 6);
    assert_int_equal(mla_imap_rx_ack(c->imap, 6), MLA_OK);
    assert_event(c, MLA_IMAP_EVENT_GREETING);
    at = mla_imap_rx_buf(c->imap, &room);
    memset(at, '\n', room);
    assert_int_equal(mla_imap_rx_ack(c->imap, room), MLA_OK);
}

static void there_is_no_room_while_events_wait_in_the_buffer(void **state) {
    client *c = *state;
    char search[2048] = "* SEARCH";
    size_t len = 8;
    while (len + 8 < sizeof search)
        len += (size_t)snprintf(search + len, sizeof search - len, " %zu", len);
    memcpy(search + len, "\r\n", 2);
    client_greet(c, STR("* OK\r\n"));
    serve(c, (mla_str){search, len + 2});
    assert_event(c, MLA_IMAP_EVENT_SEARCH);
    assert_int_equal(c->event->search->more, 1);
    size_t room = 7;
    assert_null(mla_imap_rx_buf(c->imap, &room));
    assert_int_equal(room, 0);
    while (client_next(c) == MLA_OK)
        continue;
    assert_non_null(mla_imap_rx_buf(c->imap, &room));
}

static void no_trace_is_needed(void **state) {
    (void)state;
    mla_imap_config config;
    client *c = client_prepare(&config, true);
    config.trace.write = NULL;
    client_connect(c, &config);
    client_greet(c, STR("* OK\r\n"));
    assert_command(c, mla_imap_submit_noop(c->imap, NULL), "NOOP\r\n");
    assert_str(client_traced(c), "");
    assert_int_equal(client_free(c), 0);
}

static char received[64];
static size_t received_len;

static void trace_received(void *user, int32_t kind, const char *data, size_t len) {
    assert_ptr_equal(user, received);
    if (kind != MLA_TRACE_RECEIVED)
        return;
    memcpy(received + received_len, data, len);
    received_len += len;
}

static void a_trace_sees_octets_as_they_come(void **state) {
    (void)state;
    mla_imap_config config;
    client *c = client_prepare(&config, true);
    config.trace = (mla_trace){received, trace_received};
    client_connect(c, &config);
    serve(c, STR("* O"));
    assert_str(((mla_str){received, received_len}), "* O");
    serve(c, STR("K\r\n"));
    assert_event(c, MLA_IMAP_EVENT_GREETING);
    assert_str(((mla_str){received, received_len}), "* OK\r\n");
    assert_int_equal(client_free(c), 0);
}

static void writing_is_wanted_when_there_is_something_to_send(void **state) {
    client *c = *state;
    size_t len;
    assert_int_equal(mla_imap_tx_ack(c->imap, 1), MLA_E_INVALID);
    assert_int_equal(mla_imap_wants(c->imap), MLA_WANT_READ);
    client_greet(c, STR("* OK\r\n"));
    assert_int_equal(mla_imap_wants(c->imap), MLA_WANT_READ);
    assert_int_equal(mla_imap_submit_noop(c->imap, NULL), MLA_OK);
    assert_int_equal(mla_imap_wants(c->imap), MLA_WANT_READ | MLA_WANT_WRITE);
    const char *octets = mla_imap_tx_buf(c->imap, &len);
    assert_memory_equal(octets, "A1 NOOP\r\n", 9);
    assert_int_equal(mla_imap_tx_ack(c->imap, 10), MLA_E_INVALID);
    assert_int_equal(mla_imap_tx_ack(c->imap, 4), MLA_OK);
    octets = mla_imap_tx_buf(c->imap, &len);
    assert_int_equal(len, 5);
    assert_memory_equal(octets, "OOP\r\n", 5);
    assert_int_equal(mla_imap_tx_ack(c->imap, 5), MLA_OK);
    assert_int_equal(mla_imap_wants(c->imap), MLA_WANT_READ);
}

/* A list that came while LOGIN waited is older than LOGIN; one that came after it was sent is not. */
static void capabilities_are_fresh_since_a_login_was_sent(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_int_equal(mla_imap_submit_noop(c->imap, NULL), MLA_OK);
    assert_int_equal(mla_imap_submit_login(c->imap, STR("a"), STR("b"), NULL), MLA_OK);
    assert_sent(c, "A1 NOOP\r\n");
    serve(c, STR("* CAPABILITY STARTTLS\r\nA1 OK\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    assert_done(c, 1, MLA_OK);
    assert_int_equal(mla_imap_submit_select(c->imap, STR("x"), NULL), MLA_OK);
    assert_sent(c, "A2 LOGIN a b\r\n");
    serve(c, STR("A2 OK\r\n"));
    assert_done(c, 2, MLA_OK);
    assert_int_equal(mla_imap_capabilities_known(c->imap), 0);
}

/* What can be asked. */

static void capabilities_can_be_asked_for(void **state) {
    client *c = *state;
    assert_int_equal(mla_imap_capabilities_known(c->imap), 0);
    assert_int_equal(mla_imap_has(c->imap, MLA_IMAP_CAP_IDLE), 0);
    assert_int_equal(mla_imap_has_name(c->imap, STR("IDLE")), 0);
    assert_int_equal(mla_imap_capabilities(c->imap).len, 0);
    client_greet(c, STR("* OK [CAPABILITY IMAP4rev1 Idle AUTH=PLAIN]\r\n"));
    assert_int_equal(mla_imap_capabilities_known(c->imap), 1);
    assert_int_equal(mla_imap_has(c->imap, MLA_IMAP_CAP_IDLE), 1);
    assert_int_equal(mla_imap_has(c->imap, MLA_IMAP_CAP_MOVE), 0);
    assert_int_equal(mla_imap_has(c->imap, 1000), 0);
    assert_int_equal(mla_imap_has_name(c->imap, STR("auth=plain")), 1);
    assert_str(mla_imap_capabilities(c->imap), "IMAP4rev1 Idle AUTH=PLAIN ");
}

static void what_was_forgiven_is_told_by_rule(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_int_equal(mla_imap_forgiven_by(c->imap, MLA_IMAP_FORGIVEN_NUMBER), 0);
    serve(c, STR("* 1 FETCH (RFC822.SIZE -1)\r\n"));
    assert_event(c, MLA_IMAP_EVENT_FETCH);
    assert_int_equal(c->event->forgiven, 1u << MLA_IMAP_FORGIVEN_NUMBER);
    assert_int_equal(mla_imap_forgiven_by(c->imap, MLA_IMAP_FORGIVEN_NUMBER), 1);
    assert_int_equal(mla_imap_forgiven_by(c->imap, MLA_IMAP_FORGIVEN_QUOTES), 0);
    assert_int_equal(mla_imap_forgiven_by(c->imap, -1), 0);
}

static void pending_commands_are_counted_and_cancelled(void **state) {
    client *c = *state;
    uint32_t number;
    client_greet(c, STR("* OK\r\n"));
    assert_int_equal(mla_imap_pending(c->imap), 0);
    assert_int_equal(mla_imap_cancel(c->imap, 0), MLA_E_NOT_FOUND);
    assert_int_equal(mla_imap_cancel(c->imap, 1), MLA_E_NOT_FOUND);
    assert_int_equal(mla_imap_submit_noop(c->imap, &number), MLA_OK);
    assert_int_equal(mla_imap_pending(c->imap), 1);
    assert_sent(c, "A1 NOOP\r\n");
    assert_int_equal(mla_imap_pending(c->imap), 1);
    assert_int_equal(mla_imap_cancel(c->imap, number), MLA_OK);
    assert_int_equal(mla_imap_cancel(c->imap, number), MLA_OK);
    serve(c, STR("A1 OK\r\n"));
    assert_done(c, 1, MLA_E_CANCELLED);
    assert_int_equal(mla_imap_pending(c->imap), 0);
    assert_int_equal(mla_imap_cancel(c->imap, number), MLA_E_NOT_FOUND);
}

static void in_the_beginning_there_is_no_error(void **state) {
    client *c = *state;
    mla_error error;
    memset(&error, 0x5a, sizeof error);
    mla_imap_error(c->imap, &error);
    assert_int_equal(error.struct_size, sizeof error);
    assert_int_equal(error.status, MLA_OK);
    assert_int_equal(error.retry, MLA_RETRY_NEVER);
    assert_null(error.detail.ptr);
    assert_null(error.server_text.ptr);
    assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_GREETING);
    assert_int_equal(mla_imap_utf8(c->imap), 0);
    assert_int_equal(mla_imap_upgraded(c->imap), MLA_E_STATE);
}

/* Wiping. */

/* Whether it was sent or not, and however often the buffer had to grow. */
static void no_password_is_left_in_the_heap(void **state) {
    (void)state;
    for (int is_sent = 0; is_sent < 2; is_sent++) {
        hoard kept;
        mla_imap_config config;
        hoard_init(&kept);
        mla_imap_config_init(&config, &kept.allocator);
        config.transmit_initial = 64;
        client c = {.accepted = 0};
        assert_int_equal(mla_imap_new(&config, &c.imap), MLA_OK);
        client_greet(&c, STR("* OK\r\n"));
        assert_int_equal(mla_imap_submit_login(c.imap, STR("ann"), STR("secret secret"), NULL),
                         MLA_OK);
        assert_true(hoard_finds(&kept, "secret") != 0);
        for (size_t i = 0; i < 20; i++)
            assert_int_equal(mla_imap_submit_noop(c.imap, NULL), MLA_OK);
        if (is_sent)
            assert_sent(&c, "A1 LOGIN ann \"secret secret\"\r\n");
        mla_imap_free(c.imap);
        assert_int_equal(kept.in_use, 0);
        assert_int_equal(hoard_finds(&kept, "secret"), 0);
        hoard_deinit(&kept);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_CLIENT(room_is_given_and_told),
        IN_CLIENT(there_is_no_room_while_events_wait_in_the_buffer),
        cmocka_unit_test(no_trace_is_needed),
        cmocka_unit_test(a_trace_sees_octets_as_they_come),
        IN_CLIENT(writing_is_wanted_when_there_is_something_to_send),
        IN_CLIENT(capabilities_are_fresh_since_a_login_was_sent),
        IN_CLIENT(capabilities_can_be_asked_for),
        IN_CLIENT(what_was_forgiven_is_told_by_rule),
        IN_CLIENT(pending_commands_are_counted_and_cancelled),
        IN_CLIENT(in_the_beginning_there_is_no_error),
        cmocka_unit_test(no_password_is_left_in_the_heap),
    };
    return cmocka_run_group_tests_name("imap/imap", tests, NULL, NULL);
}
