/* SPDX-License-Identifier: MIT */
#include "queue_fixture.h"

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

int main(void) {
    const struct CMUnitTest tests[] = {
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
    return cmocka_run_group_tests_name("imap/queue_completion", tests, NULL, NULL);
}
