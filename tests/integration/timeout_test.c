/* SPDX-License-Identifier: MIT */
/** Each timeout of a session ends it in its time and not a tenth later. */
#include <mailaccess/transport.h>

#include "driver.h"
#include "rows.h"
#include "transport/listener.h"

#define USER "u9" /* has mails(); security_test.c only logs in */
#define TIMEOUT_MS 1000
#define NEVER_MS 60000

typedef int32_t setter(mla_options *options, int32_t timeout_ms);

/* All timeouts are long but one. */
static mla_options *options_with(const way *self, const char *server, uint16_t port, setter *set) {
    mla_options *options = server_options(server, self, USER, port);

    assert_status(mla_options_set_connect_timeout_ms(options, NEVER_MS), MLA_OK);
    assert_status(mla_options_set_idle_timeout_ms(options, NEVER_MS), MLA_OK);
    assert_status(mla_options_set_command_timeout_ms(options, NEVER_MS), MLA_OK);
    assert_status(set(options, TIMEOUT_MS), MLA_OK);
    return options;
}

static void assert_on_time(uint64_t began_ms) {
    assert_in_range(mla_system_now_ms() - began_ms, TIMEOUT_MS, TIMEOUT_MS + TIMEOUT_MS / 10);
}

static void opening_times_out(const way *self, const char *server, uint16_t port, setter *set) {
    mla_session *session;
    mla_options *options = options_with(self, server, port, set);
    uint64_t began_ms = mla_system_now_ms();

    assert_status(open_with(options, self->is_nonblocking, &session), MLA_E_TIMEOUT);
    assert_on_time(began_ms);
    mla_session_free(session);
}

static void a_connection_that_is_swallowed_times_out(void **state) {
    listener silent;

    listener_open_black_hole(&silent);
    opening_times_out(*state, "GOOD", silent.port, mla_options_set_connect_timeout_ms);
    listener_close(&silent);
}

/* With TLS from the start the handshake belongs to connecting; else it is the greeting that does not come. */
static void a_server_that_says_nothing_times_out(void **state) {
    const way *self = *state;
    proxy between;

    start_stalled(&between, self, 3);
    opening_times_out(self, "GOOD", between.port,
                      self->security == MLA_SECURITY_TLS ? mla_options_set_connect_timeout_ms
                                                         : mla_options_set_idle_timeout_ms);
    proxy_stop(&between);
}

/* Starts to fetch the large message. */
static mla_session *begin_fetch(mla_options *options, const way *self) {
    mla_session *session;
    findings listed;

    assert_status(open_with(options, self->is_nonblocking, &session), MLA_OK);
    assert_status(mla_session_list(session, NULL, MLA_LIST_IDS, NULL), MLA_OK);
    gather(session, &listed);
    assert_int_equal(listed.count, MAILS);
    assert_status(mla_session_fetch(session, listed.ids[MAIL_LARGE], NULL, 0, NULL), MLA_OK);
    findings_free(&listed);
    return session;
}

static void a_server_that_stalls_within_a_message_times_out(void **state) {
    const way *self = *state;
    proxy between;
    mla_event *event;
    int32_t status;
    uint64_t last_ms = 0;

    start_stalled(&between, self, 1000000);
    mla_session *session = begin_fetch(
        options_with(self, "GOOD", between.port, mla_options_set_idle_timeout_ms), self);
    while ((status = next_event(session, &event)) == MLA_OK)
        if (mla_event_type(event) == MLA_EVENT_DATA)
            last_ms = mla_system_now_ms();
        else if (mla_event_type(event) == MLA_EVENT_MESSAGE_END)
            assert_status(mla_event_status(event), MLA_E_TIMEOUT);
    assert_status(status, MLA_E_TIMEOUT);
    assert_on_time(last_ms);
    mla_session_free(session);
    proxy_stop(&between);
}

/* An octet now and then: never silent for long, and it would take many seconds. */
static void an_operation_that_trickles_in_times_out(void **state) {
    const way *self = *state;
    proxy between;

    start_before(&between, "NOTLS", self);
    between.from_server->fault = (proxy_fault){.chunk = 1, .delay_ms = 50};
    opening_times_out(self, "NOTLS", between.port, mla_options_set_command_timeout_ms);
    proxy_stop(&between);
}

static int deliver_mails(void **state) {
    (void)state;
    fill_mailbox(USER);
    return 0;
}

int main(void) {
    if (!servers_run())
        return SKIPPED;
    rows_of(a_connection_that_is_swallowed_times_out, ways, WAYS);
    rows_of(a_server_that_says_nothing_times_out, ways, WAYS);
    rows_of(a_server_that_stalls_within_a_message_times_out, ways, WAYS);
    rows_of(an_operation_that_trickles_in_times_out, clear_ways, CLEAR_WAYS);
    return rows_run(deliver_mails);
}
