/* SPDX-License-Identifier: MIT */
#include "heap.h"

#include "imap/command.h"
#include "imap/queue.h"

#define SELECTED MLA_IMAP_STATE_SELECTED

typedef struct fixture {
    heap heap;
    mla__queue queue;
    char traced[256];
    size_t traced_len;
} fixture;

static void trace(void *user, int32_t kind, const char *data, size_t len) {
    fixture *f = user;
    assert_int_equal(kind, MLA_TRACE_SENT);
    assert_true(len <= sizeof f->traced - f->traced_len);
    memcpy(f->traced + f->traced_len, data, len);
    f->traced_len += len;
}

static void configure(fixture *f, mla_imap_config *config) {
    mla_imap_config_init_fixed(config, &f->heap.allocator);
    config->queue_max = 4;
    config->in_flight_max = 3;
    config->trace = (mla_trace){f, trace};
}

static int setup(void **state) {
    fixture *f = calloc(1, sizeof *f);
    if (f == NULL)
        return 1;
    heap_init(&f->heap);
    mla_imap_config config;
    configure(f, &config);
    *state = f;
    return mla__queue_init(&f->queue, &config);
}

static int teardown(void **state) {
    fixture *f = *state;
    mla__queue_deinit(&f->queue);
    int failed = f->heap.blocks != 0;
    free(f);
    return failed;
}

static void add_run(fixture *f, uint32_t flags, mla_str octets) {
    assert_int_equal(mla__queue_add_run(&f->queue, flags), MLA_OK);
    assert_int_equal(mla__txbuf_append(&f->queue.tx, octets.ptr, octets.len), MLA_OK);
    mla__queue_add_octets(&f->queue, octets.len);
}

static void add_command(fixture *f, uint32_t number, uint32_t behaviour) {
    mla__queue_add_command(&f->queue,
                           (mla__queued){.number = number, .behaviour = (uint16_t)behaviour});
}

static void add(fixture *f, uint32_t number, uint32_t behaviour, mla_str octets) {
    add_run(f, MLA__RUN_FIRST, octets);
    add_command(f, number, behaviour);
}

static mla_str offer(fixture *f, int32_t state) {
    mla_str octets;
    octets.ptr = mla__queue_offer(&f->queue, state, &octets.len);
    return octets;
}

static void ack(fixture *f, size_t len) {
    assert_int_equal(mla__queue_ack(&f->queue, len), MLA_OK);
}

/* The rules. */

#define G MLA_IMAP_STATE_GREETING
#define N MLA_IMAP_STATE_NOT_AUTHENTICATED
#define A MLA_IMAP_STATE_AUTHENTICATED
#define S MLA_IMAP_STATE_SELECTED
#define L MLA_IMAP_STATE_LOGOUT

static void what_a_command_needs_of_the_state(void **state) {
    (void)state;
    static const struct {
        uint32_t behaviour;
        bool allowed[6]; /* by state */
    } rows[] = {
        {0, {[G] = true, [N] = true, [A] = true, [S] = true, [L] = true}},
        {MLA__ALONE | MLA__EXPUNGES, {[G] = true, [N] = true, [A] = true, [S] = true, [L] = true}},
        {MLA__NOT_AUTHENTICATED, {[N] = true}},
        {MLA__NOT_AUTHENTICATED | MLA__ALONE, {[N] = true}},
        {MLA__AUTHENTICATED, {[A] = true, [S] = true}},
        {MLA__AUTHENTICATED | MLA__LISTS, {[A] = true, [S] = true}},
        {MLA__SELECTED, {[S] = true}},
        {MLA__SELECTED | MLA__SEQUENCE, {[S] = true}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int32_t s = G; s <= L; s++)
            assert_int_equal(mla__queue_is_allowed(rows[i].behaviour, s), rows[i].allowed[s]);
}

static void which_behaviours_stand_against_each_other(void **state) {
    (void)state;
    static const struct {
        uint32_t earlier;
        uint32_t later;
        bool conflicts;
    } rows[] = {
        {0, 0, false},
        {MLA__ALONE, 0, true},
        {0, MLA__ALONE, true},
        {MLA__EXPUNGES, MLA__EXPUNGES, false},
        {MLA__EXPUNGES, MLA__SEQUENCE, true},
        {MLA__SEQUENCE, MLA__EXPUNGES, false}, /* its numbers were sent before */
        {MLA__SEQUENCE, MLA__SEQUENCE, false},
        {MLA__LISTS, MLA__LISTS, true},
        {MLA__SEARCHES, MLA__SEARCHES, true},
        {MLA__LISTS, MLA__SEARCHES, false},
        {MLA__FETCHES, MLA__FETCHES, false}, /* a FETCH response says which message */
        {MLA__COUNTS, MLA__COUNTS, false},   /* a STATUS response says which mailbox */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(mla__queue_conflicts(rows[i].earlier, rows[i].later), rows[i].conflicts);
}

/*
 * RFC 9051 section 5.5 for every pair of commands: "w", the later one waits for the completion of the earlier one.
 * A row is an earlier command, a column a later one, in the order of command.h:
 *
 *      CAPABILITY NOOP LOGOUT STARTTLS LOGIN AUTHENTICATE ENABLE LIST LSUB SELECT EXAMINE STATUS
 *      FETCH UID-FETCH STORE UID-STORE SEARCH UID-SEARCH EXPUNGE UID-EXPUNGE CLOSE RAW
 */
static const char pairs[MLA__IMAP_KINDS][MLA__IMAP_KINDS + 1] = {
    [MLA__IMAP_CAPABILITY] = "..wwwww..ww.w.w.w...ww",
    [MLA__IMAP_NOOP] = "..wwwww..ww.w.w.w...ww",
    [MLA__IMAP_LOGOUT] = "wwwwwwwwwwwwwwwwwwwwww",
    [MLA__IMAP_STARTTLS] = "wwwwwwwwwwwwwwwwwwwwww",
    [MLA__IMAP_LOGIN] = "wwwwwwwwwwwwwwwwwwwwww",
    [MLA__IMAP_AUTHENTICATE] = "wwwwwwwwwwwwwwwwwwwwww",
    [MLA__IMAP_ENABLE] = "wwwwwwwwwwwwwwwwwwwwww",
    [MLA__IMAP_LIST] = "..wwwwwwwww.w.w.w...ww",
    [MLA__IMAP_LSUB] = "..wwwwwwwww.w.w.w...ww",
    [MLA__IMAP_SELECT] = "wwwwwwwwwwwwwwwwwwwwww",
    [MLA__IMAP_EXAMINE] = "wwwwwwwwwwwwwwwwwwwwww",
    [MLA__IMAP_STATUS] = "..wwwww..ww.w.w.w...ww",
    [MLA__IMAP_FETCH] = "..wwwww..ww.........ww",
    [MLA__IMAP_UID_FETCH] = "..wwwww..ww.w.w.w...ww",
    [MLA__IMAP_STORE] = "..wwwww..ww.........ww",
    [MLA__IMAP_UID_STORE] = "..wwwww..ww.w.w.w...ww",
    [MLA__IMAP_SEARCH] = "..wwwww..ww.....ww..ww",
    [MLA__IMAP_UID_SEARCH] = "..wwwww..ww.w.w.ww..ww",
    [MLA__IMAP_EXPUNGE] = "..wwwww..ww.w.w.w...ww",
    [MLA__IMAP_UID_EXPUNGE] = "..wwwww..ww.w.w.w...ww",
    [MLA__IMAP_CLOSE] = "wwwwwwwwwwwwwwwwwwwwww",
    [MLA__IMAP_RAW] = "wwwwwwwwwwwwwwwwwwwwww",
};

static void which_pairs_of_commands_may_be_in_flight(void **state) {
    (void)state;
    for (size_t earlier = 0; earlier < MLA__IMAP_KINDS; earlier++)
        for (size_t later = 0; later < MLA__IMAP_KINDS; later++) {
            bool waits =
                mla__queue_conflicts(mla__imap_behaviours[earlier], mla__imap_behaviours[later]);
            if (waits != (pairs[earlier][later] == 'w'))
                print_error("%zu before %zu\n", earlier, later);
            assert_int_equal(waits, pairs[earlier][later] == 'w');
        }
}

/* The examples of the RFC: how many commands of each go out at once. COPY and EXPUNGE take UIDs here. */
static void the_examples_of_the_rfc(void **state) {
    fixture *f = *state;
    static const struct {
        uint32_t kinds[4];
        size_t count;
        size_t at_once;
    } rows[] = {
        {{MLA__IMAP_FETCH, MLA__IMAP_NOOP, MLA__IMAP_STORE}, 3, 2},
        {{MLA__IMAP_STORE, MLA__IMAP_UID_STORE, MLA__IMAP_FETCH}, 3, 2},
        {{MLA__IMAP_FETCH, MLA__IMAP_STORE, MLA__IMAP_SEARCH, MLA__IMAP_NOOP}, 4, 4},
        {{MLA__IMAP_STORE, MLA__IMAP_UID_STORE, MLA__IMAP_EXPUNGE}, 3, 3},
        {{MLA__IMAP_UID_FETCH, MLA__IMAP_UID_SEARCH, MLA__IMAP_SEARCH}, 3, 2},
    };
    f->queue.in_flight_max = 4;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (uint32_t n = 0; n < rows[i].count; n++)
            add(f, n + 1, mla__imap_behaviours[rows[i].kinds[n]], STR("x"));
        assert_int_equal(offer(f, SELECTED).len, rows[i].at_once);
        ack(f, rows[i].at_once);
        while (f->queue.count != 0)
            mla__queue_remove(&f->queue, f->queue.count - 1);
    }
}

/* Sending. */

static void nothing_goes_out_before_the_greeting_or_after_bye(void **state) {
    fixture *f = *state;
    add(f, 1, 0, STR("A1 NOOP\r\n"));
    assert_int_equal(offer(f, G).len, 0);
    assert_int_equal(offer(f, L).len, 0);
    assert_str(offer(f, N), "A1 NOOP\r\n");
}

static void an_empty_queue_offers_nothing(void **state) {
    fixture *f = *state;
    assert_int_equal(offer(f, SELECTED).len, 0);
    ack(f, 0);
    assert_int_equal(mla__queue_ack(&f->queue, 1), MLA_E_INVALID);
    assert_false(mla__queue_continue(&f->queue));
}

static void a_command_waits_until_the_one_in_its_way_is_complete(void **state) {
    fixture *f = *state;
    add(f, 1, MLA__EXPUNGES, STR("A1 NOOP\r\n"));
    add(f, 2, MLA__SEQUENCE, STR("A2 FETCH\r\n"));
    add(f, 3, 0, STR("A3 X\r\n"));
    assert_str(offer(f, SELECTED), "A1 NOOP\r\n");
    ack(f, 9);
    /* It does not overtake, although nothing stands against it. */
    assert_int_equal(offer(f, SELECTED).len, 0);
    mla__queue_remove(&f->queue, 0);
    assert_str(offer(f, SELECTED), "A2 FETCH\r\nA3 X\r\n");
}

static void no_more_are_in_flight_than_the_limit(void **state) {
    fixture *f = *state;
    for (uint32_t n = 1; n <= 4; n++)
        add(f, n, 0, STR("N\r\n"));
    assert_int_equal(offer(f, SELECTED).len, 9);
    ack(f, 9);
    assert_int_equal(offer(f, SELECTED).len, 0);
    mla__queue_remove(&f->queue, 1);
    assert_int_equal(offer(f, SELECTED).len, 3);
}

static void the_same_octets_are_offered_until_they_are_acknowledged(void **state) {
    fixture *f = *state;
    add(f, 1, 0, STR("A1 NOOP\r\n"));
    assert_str(offer(f, SELECTED), "A1 NOOP\r\n");
    assert_str(offer(f, SELECTED), "A1 NOOP\r\n");
    ack(f, 3);
    assert_str(offer(f, SELECTED), "NOOP\r\n");
    assert_false(mla__queue_is_sent(&f->queue, 0));
    add(f, 2, 0, STR("A2 X\r\n"));
    assert_str(offer(f, SELECTED), "NOOP\r\nA2 X\r\n");
    assert_int_equal(mla__queue_ack(&f->queue, 13), MLA_E_INVALID);
    ack(f, 7);
    assert_true(mla__queue_is_sent(&f->queue, 0));
    assert_false(mla__queue_is_sent(&f->queue, 1));
    ack(f, 5);
    assert_true(mla__queue_is_sent(&f->queue, 1));
    assert_int_equal(f->queue.run_count, 0);
}

static void a_literal_is_held_back_until_the_server_asks(void **state) {
    fixture *f = *state;
    add_run(f, MLA__RUN_FIRST, STR("A1 LOGIN {3}\r\n"));
    add_run(f, MLA__RUN_WAIT, STR("ann {2}\r\n"));
    add_run(f, MLA__RUN_WAIT | MLA__RUN_SECRET, STR("pw"));
    add_run(f, 0, STR("\r\n"));
    add_command(f, 1, 0);
    add(f, 2, 0, STR("A2 NOOP\r\n"));
    assert_false(mla__queue_continue(&f->queue));
    assert_str(offer(f, N), "A1 LOGIN {3}\r\n");
    /* The server cannot have asked for what is not sent. */
    assert_false(mla__queue_continue(&f->queue));
    assert_false(mla__queue_is_waiting(&f->queue, 0));
    ack(f, 14);
    assert_true(mla__queue_is_waiting(&f->queue, 0));
    assert_false(mla__queue_is_waiting(&f->queue, 1));
    assert_false(mla__queue_is_sent(&f->queue, 0));
    assert_int_equal(offer(f, N).len, 0);
    assert_true(mla__queue_continue(&f->queue));
    assert_false(mla__queue_continue(&f->queue));
    assert_str(offer(f, N), "ann {2}\r\n");
    ack(f, 9);
    assert_true(mla__queue_continue(&f->queue));
    /* Only now the next command, too. */
    assert_str(offer(f, N), "pw\r\nA2 NOOP\r\n");
    ack(f, 4);
    assert_true(mla__queue_is_sent(&f->queue, 0));
    assert_false(mla__queue_continue(&f->queue));
}

static void a_literal_that_is_partly_sent_goes_on_without_asking(void **state) {
    fixture *f = *state;
    add_run(f, MLA__RUN_FIRST, STR("A1 X {3}\r\n"));
    add_run(f, MLA__RUN_WAIT, STR("abc\r\n"));
    add_command(f, 1, 0);
    offer(f, N);
    ack(f, 10);
    assert_true(mla__queue_continue(&f->queue));
    assert_str(offer(f, N), "abc\r\n");
    ack(f, 1);
    assert_false(mla__queue_is_waiting(&f->queue, 0));
    assert_str(offer(f, N), "bc\r\n");
}

static void a_trace_shows_a_star_for_a_secret(void **state) {
    fixture *f = *state;
    add_run(f, MLA__RUN_FIRST, STR("A1 LOGIN ann "));
    add_run(f, MLA__RUN_SECRET, STR("password"));
    add_run(f, 0, STR("\r\n"));
    add_command(f, 1, 0);
    offer(f, N);
    /* In pieces: once, when all of it is sent. */
    for (size_t i = 0; i < 23; i++) {
        ack(f, 1);
        assert_null(memchr(f->traced, 's', f->traced_len));
    }
    assert_str(((mla_str){f->traced, f->traced_len}), "A1 LOGIN ann *\r\n");
}

static void what_is_sent_is_wiped(void **state) {
    fixture *f = *state;
    add(f, 1, 0, STR("password"));
    offer(f, N);
    ack(f, 8);
    mla__queue_deinit(&f->queue);
    mla_imap_config config;
    configure(f, &config);
    assert_int_equal(mla__queue_init(&f->queue, &config), MLA_OK);
    add(f, 1, 0, STR("password"));
    size_t len;
    const char *octets = mla__txbuf_peek(&f->queue.tx, &len);
    mla__queue_cut(&f->queue, 0);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(octets[i], 0);
}

/* Filling and taking back. */

static void there_are_no_more_runs_than_room(void **state) {
    fixture *f = *state;
    for (uint32_t i = 0; i < f->queue.run_max; i++)
        assert_int_equal(mla__queue_add_run(&f->queue, i == 0 ? MLA__RUN_FIRST : 0), MLA_OK);
    assert_int_equal(mla__queue_add_run(&f->queue, 0), MLA_E_LIMIT);
    mla__queue_cut(&f->queue, 3);
    assert_int_equal(f->queue.run_count, 3);
    assert_int_equal(mla__queue_add_run(&f->queue, 0), MLA_OK);
}

static void cutting_takes_back_runs_with_their_octets(void **state) {
    fixture *f = *state;
    add(f, 1, 0, STR("A1 NOOP\r\n"));
    uint32_t run = f->queue.run_count;
    add_run(f, MLA__RUN_FIRST, STR("A2 LOGIN "));
    add_run(f, MLA__RUN_SECRET, STR("secret"));
    mla__queue_cut(&f->queue, run);
    assert_int_equal(f->queue.run_count, run);
    assert_str(offer(f, N), "A1 NOOP\r\n");
    mla__queue_cut(&f->queue, run);
    assert_str(offer(f, N), "A1 NOOP\r\n");
}

static void a_command_that_waits_is_removed_with_its_octets(void **state) {
    fixture *f = *state;
    add(f, 1, MLA__ALONE, STR("A1 X\r\n"));
    add_run(f, MLA__RUN_FIRST, STR("A2 LOGIN {3}\r\n"));
    add_run(f, MLA__RUN_WAIT, STR("ann\r\n"));
    add_command(f, 2, 0);
    add(f, 3, 0, STR("A3 NOOP\r\n"));
    assert_str(offer(f, N), "A1 X\r\n");
    mla__queue_remove(&f->queue, 1);
    mla_str left;
    left.ptr = mla__txbuf_peek(&f->queue.tx, &left.len);
    assert_str(left, "A1 X\r\nA3 NOOP\r\n");
    assert_int_equal(f->queue.run_count, 2);
    assert_int_equal(f->queue.count, 2);
    assert_int_equal(mla__queue_find(&f->queue, 3), 1);
    assert_int_equal(mla__queue_find(&f->queue, 2), 2);
    ack(f, 6);
    mla__queue_remove(&f->queue, 0);
    assert_str(offer(f, N), "A3 NOOP\r\n");
}

static void the_last_of_those_that_wait_can_be_removed(void **state) {
    fixture *f = *state;
    add(f, 1, 0, STR("A1 X\r\n"));
    add_run(f, MLA__RUN_FIRST, STR("A2 LOGIN ann "));
    add_run(f, MLA__RUN_SECRET, STR("pw"));
    add_run(f, 0, STR("\r\n"));
    add_command(f, 2, 0);
    add(f, 3, 0, STR("A3 Z\r\n"));
    mla__queue_remove(&f->queue, 2);
    assert_str(offer(f, N), "A1 X\r\nA2 LOGIN ann pw\r\n");
}

static void a_refused_literal_is_not_sent(void **state) {
    fixture *f = *state;
    add_run(f, MLA__RUN_FIRST, STR("A1 X {3}\r\n"));
    add_run(f, MLA__RUN_WAIT, STR("abc {2}\r\n"));
    add_run(f, MLA__RUN_WAIT, STR("de\r\n"));
    add_command(f, 1, 0);
    add(f, 2, 0, STR("A2 NOOP\r\n"));
    offer(f, N);
    ack(f, 10);
    mla__queue_remove(&f->queue, 0);
    assert_int_equal(f->queue.started, 0);
    assert_str(offer(f, N), "A2 NOOP\r\n");
}

/* Completion. */

static void commands_complete_in_any_order(void **state) {
    fixture *f = *state;
    for (uint32_t n = 1; n <= 3; n++)
        add(f, n, 0, STR("N\r\n"));
    offer(f, N);
    ack(f, 6);
    assert_true(mla__queue_is_sent(&f->queue, 0));
    assert_true(mla__queue_is_sent(&f->queue, 1));
    assert_false(mla__queue_is_sent(&f->queue, 2));
    mla__queue_remove(&f->queue, 1);
    assert_int_equal(mla__queue_find(&f->queue, 1), 0);
    assert_int_equal(mla__queue_find(&f->queue, 2), 2);
    assert_int_equal(mla__queue_find(&f->queue, 3), 1);
    assert_int_equal(f->queue.started, 2);
    mla__queue_remove(&f->queue, 0);
    assert_str(offer(f, N), "N\r\n");
}

static void a_command_whose_turn_comes_in_the_wrong_state_is_dead(void **state) {
    fixture *f = *state;
    add(f, 1, MLA__AUTHENTICATED | MLA__ALONE | MLA__SELECTS, STR("A1 SELECT x\r\n"));
    add(f, 2, MLA__SELECTED, STR("A2 FETCH\r\n"));
    assert_int_equal(mla__queue_find_dead(&f->queue, A), 2);
    offer(f, A);
    ack(f, 13);
    /* As long as the SELECT is in flight, it may be right in the end. */
    assert_int_equal(mla__queue_find_dead(&f->queue, A), 2);
    mla__queue_remove(&f->queue, 0);
    assert_int_equal(mla__queue_find_dead(&f->queue, S), 1);
    assert_int_equal(mla__queue_find_dead(&f->queue, A), 0);
    assert_int_equal(offer(f, A).len, 0);
    assert_str(offer(f, S), "A2 FETCH\r\n");
    assert_int_equal(mla__queue_find_dead(&f->queue, A), 1);
}

static void a_cancelled_command_that_waits_is_dead(void **state) {
    fixture *f = *state;
    add(f, 1, MLA__ALONE, STR("A1 X\r\n"));
    add(f, 2, 0, STR("A2 Y\r\n"));
    add(f, 3, 0, STR("A3 Z\r\n"));
    offer(f, N);
    f->queue.commands[0].is_cancelled = true;
    assert_int_equal(mla__queue_find_dead(&f->queue, N), 3);
    f->queue.commands[2].is_cancelled = true;
    assert_int_equal(mla__queue_find_dead(&f->queue, N), 2);
    assert_int_equal(mla__queue_find_dead(&f->queue, G), 2);
    f->queue.commands[1].is_cancelled = true;
    ack(f, 6);
    mla__queue_remove(&f->queue, 0);
    assert_int_equal(offer(f, N).len, 0);
}

static void answers_are_unwanted_when_only_cancelled_commands_ask(void **state) {
    fixture *f = *state;
    add(f, 1, MLA__FETCHES, STR("A1\r\n"));
    add(f, 2, MLA__FETCHES | MLA__COUNTS, STR("A2\r\n"));
    add(f, 3, MLA__LISTS, STR("A3\r\n"));
    f->queue.commands[0].is_cancelled = true;
    /* Not in flight yet. */
    assert_false(mla__queue_is_unwanted(&f->queue, MLA__FETCHES));
    f->queue.commands[0].is_cancelled = false;
    offer(f, SELECTED);
    assert_false(mla__queue_is_unwanted(&f->queue, MLA__FETCHES));
    f->queue.commands[0].is_cancelled = true;
    assert_false(mla__queue_is_unwanted(&f->queue, MLA__FETCHES));
    f->queue.commands[1].is_cancelled = true;
    assert_true(mla__queue_is_unwanted(&f->queue, MLA__FETCHES));
    assert_true(mla__queue_is_unwanted(&f->queue, MLA__COUNTS));
    assert_false(mla__queue_is_unwanted(&f->queue, MLA__LISTS));
    assert_false(mla__queue_is_unwanted(&f->queue, MLA__SEARCHES));
    assert_false(mla__queue_is_unwanted(&f->queue, 0));
}

static void each_allocation_may_fail(void **state) {
    (void)state;
    fixture f = {.traced_len = 0};
    heap_init(&f.heap);
    mla_imap_config config;
    configure(&f, &config);
    for (size_t n = 1; n <= 3; n++) {
        f.heap.calls = 0;
        f.heap.fail_at = n;
        assert_int_equal(mla__queue_init(&f.queue, &config), MLA_E_NO_MEMORY);
        mla__queue_deinit(&f.queue);
        assert_int_equal(f.heap.blocks, 0);
    }
    config.transmit_max = config.transmit_initial - 1;
    assert_int_equal(mla__queue_init(&f.queue, &config), MLA_E_INVALID);
    mla__queue_deinit(&f.queue);
    assert_int_equal(f.heap.blocks, 0);
}

#define IN_QUEUE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_command_needs_of_the_state),
        cmocka_unit_test(which_behaviours_stand_against_each_other),
        cmocka_unit_test(which_pairs_of_commands_may_be_in_flight),
        IN_QUEUE(the_examples_of_the_rfc),
        IN_QUEUE(nothing_goes_out_before_the_greeting_or_after_bye),
        IN_QUEUE(an_empty_queue_offers_nothing),
        IN_QUEUE(a_command_waits_until_the_one_in_its_way_is_complete),
        IN_QUEUE(no_more_are_in_flight_than_the_limit),
        IN_QUEUE(the_same_octets_are_offered_until_they_are_acknowledged),
        IN_QUEUE(a_literal_is_held_back_until_the_server_asks),
        IN_QUEUE(a_literal_that_is_partly_sent_goes_on_without_asking),
        IN_QUEUE(a_trace_shows_a_star_for_a_secret),
        IN_QUEUE(what_is_sent_is_wiped),
        IN_QUEUE(there_are_no_more_runs_than_room),
        IN_QUEUE(cutting_takes_back_runs_with_their_octets),
        IN_QUEUE(a_command_that_waits_is_removed_with_its_octets),
        IN_QUEUE(the_last_of_those_that_wait_can_be_removed),
        IN_QUEUE(a_refused_literal_is_not_sent),
        IN_QUEUE(commands_complete_in_any_order),
        IN_QUEUE(a_command_whose_turn_comes_in_the_wrong_state_is_dead),
        IN_QUEUE(a_cancelled_command_that_waits_is_dead),
        IN_QUEUE(answers_are_unwanted_when_only_cancelled_commands_ask),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("imap/queue", tests, NULL, NULL);
}
