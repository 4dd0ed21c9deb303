/* SPDX-License-Identifier: MIT */
#include "queue_fixture.h"

/* The rules. */

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
    };
    return cmocka_run_group_tests_name("imap/queue", tests, NULL, NULL);
}
