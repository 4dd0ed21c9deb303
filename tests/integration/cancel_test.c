/* SPDX-License-Identifier: MIT */
/** A session that waits for a stalled server is cancelled, from a signal handler and from another thread. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "driver.h"
#include "rows.h"

#define USER "u10"
#define PATIENCE_S 60 /* timeouts, so that a cancel without effect is told apart */
#define TICK_MS 100

static mla_session *waiting;

/* ----- who cancels, as soon as there is a session and again until it is told to stop ----- */

static void cancel_it(void) {
    if (waiting != NULL)
        mla_session_cancel(waiting);
}

static void on_signal(int number) {
    (void)number;
    cancel_it();
}

static timer_t timer;

static void start_signals(void) {
    struct sigaction action = {.sa_handler = on_signal};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    struct itimerspec tick = {{0, TICK_MS * 1000000}, {0, TICK_MS * 1000000}};

    assert_int_equal(sigaction(SIGUSR1, &action, NULL), 0);
    assert_int_equal(timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
    assert_int_equal(timer_settime(timer, 0, &tick, NULL), 0);
}

static void stop_signals(void) {
    assert_int_equal(timer_delete(timer), 0);
    signal(SIGUSR1, SIG_IGN);
}

static pthread_t thread;

static void *run_thread(void *user) {
    struct timespec tick = {0, TICK_MS * 1000000};

    (void)user;
    nanosleep(&tick, NULL);
    cancel_it();
    return NULL;
}

/* It cancels once: it may not touch a session that the other thread is about to free. */
static void start_thread(void) {
    assert_int_equal(pthread_create(&thread, NULL, run_thread, NULL), 0);
}

static void stop_thread(void) {
    assert_int_equal(pthread_join(thread, NULL), 0);
}

typedef struct canceller {
    void (*start)(void);
    void (*stop)(void);
} canceller;

static const canceller signals = {start_signals, stop_signals};
static const canceller threads = {start_thread, stop_thread};

/* ----- tests ----- */

static mla_options *patient_options(const way *self, const proxy *between) {
    mla_options *options = server_options("GOOD", self, USER, between->port);

    assert_status(mla_options_set_connect_timeout_ms(options, PATIENCE_S * 1000), MLA_OK);
    assert_status(mla_options_set_idle_timeout_ms(options, PATIENCE_S * 1000), MLA_OK);
    return options;
}

static void opening_is_cancelled_by_a_signal(void **state) {
    const way *self = *state;
    proxy between;

    start_stalled(&between, self, 3);
    signals.start();
    assert_status(open_with(patient_options(self, &between), self->is_nonblocking, &waiting),
                  MLA_E_CANCELLED);
    signals.stop();
    mla_session_free(waiting);
    waiting = NULL;
    proxy_stop(&between);
}

/* Waits until half of the message is there. */
static void fetch_half(mla_session *session, size_t number) {
    findings listed;
    mla_event *event;

    assert_status(mla_session_list(session, NULL, MLA_LIST_IDS, NULL), MLA_OK);
    gather(session, &listed);
    assert_int_equal(listed.count, MAILS);
    assert_status(mla_session_fetch(session, listed.ids[number], NULL, 0, NULL), MLA_OK);
    do
        assert_status(next_event(session, &event), MLA_OK);
    while (mla_event_type(event) != MLA_EVENT_DATA);
    findings_free(&listed);
}

static void fetching_is_cancelled(const way *self, const canceller *by) {
    proxy between;
    mla_event *event;
    int32_t status;

    start_stalled(&between, self, 1000000);
    assert_status(open_with(patient_options(self, &between), self->is_nonblocking, &waiting),
                  MLA_OK);
    fetch_half(waiting, MAIL_LARGE);
    by->start();
    while ((status = next_event(waiting, &event)) == MLA_OK)
        assert_int_not_equal(mla_event_status(event), MLA_E_TIMEOUT);
    by->stop();
    assert_status(status, MLA_E_CANCELLED);
    assert_status(mla_session_error_status(waiting), MLA_E_CANCELLED);
    mla_session_free(waiting);
    waiting = NULL;
    proxy_stop(&between);
}

static void fetching_is_cancelled_by_a_signal(void **state) {
    fetching_is_cancelled(*state, &signals);
}

static void fetching_is_cancelled_by_another_thread(void **state) {
    fetching_is_cancelled(*state, &threads);
}

static int deliver_mails(void **state) {
    (void)state;
    fill_mailbox(USER);
    return 0;
}

/* The others are woken by their own poll(2), which is theirs to interrupt. */
static way blocking_ways[WAYS];
static size_t blocking_count;

int main(void) {
    if (!servers_run())
        return SKIPPED;
    for (size_t i = 0; i < WAYS; i++)
        if (!ways[i].is_nonblocking)
            blocking_ways[blocking_count++] = ways[i];
    rows_of(opening_is_cancelled_by_a_signal, blocking_ways, blocking_count);
    rows_of(fetching_is_cancelled_by_a_signal, blocking_ways, blocking_count);
    rows_of(fetching_is_cancelled_by_another_thread, blocking_ways, blocking_count);
    return rows_run(deliver_mails);
}
