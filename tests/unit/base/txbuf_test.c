/* SPDX-License-Identifier: MIT */
#include "heap.h"

#include "base/txbuf.h"

typedef struct fixture {
    heap heap;
    mla__txbuf tx;
} fixture;

static int setup(void **state) {
    fixture *f = calloc(1, sizeof *f);
    heap_init(&f->heap);
    *state = f;
    return mla__txbuf_init(&f->tx, &f->heap.allocator, 8, 32);
}

static int teardown(void **state) {
    fixture *f = *state;
    mla__txbuf_deinit(&f->tx);
    int failed = f->heap.blocks != 0 || f->heap.residue != 0;
    free(f);
    return failed;
}

static void append(mla__txbuf *tx, mla_str octets) {
    assert_int_equal(mla__txbuf_append(tx, octets.ptr, octets.len), MLA_OK);
}

static mla_str unsent(const mla__txbuf *tx) {
    mla_str octets;
    octets.ptr = mla__txbuf_peek(tx, &octets.len);
    return octets;
}

/** Octets of the buffer's block, outside of what is to be sent, that are not 0. */
static size_t residue(const mla__txbuf *tx) {
    size_t count = 0;
    for (size_t i = 0; i < tx->capacity; i++)
        count += (i < tx->start || i >= tx->end) && tx->data[i] != 0 && tx->data[i] != (char)0xa5;
    return count;
}

static void sizes_that_make_no_sense_are_refused(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    mla__txbuf tx;
    assert_int_equal(mla__txbuf_init(&tx, &h.allocator, 0, 8), MLA_E_INVALID);
    assert_int_equal(mla__txbuf_init(&tx, &h.allocator, 9, 8), MLA_E_INVALID);
    h.fail_at = 1;
    assert_int_equal(mla__txbuf_init(&tx, &h.allocator, 8, 8), MLA_E_NO_MEMORY);
    mla__txbuf_deinit(&tx);
}

static void octets_leave_in_order(void **state) {
    fixture *f = *state;
    append(&f->tx, STR("A1 "));
    append(&f->tx, STR("NOOP"));
    assert_str(unsent(&f->tx), "A1 NOOP");
    mla__txbuf_consume(&f->tx, 3);
    append(&f->tx, STR("\r\n"));
    assert_str(unsent(&f->tx), "NOOP\r\n");
}

static void what_was_sent_is_counted_over_moving_and_growing(void **state) {
    fixture *f = *state;
    append(&f->tx, STR("abcdef"));
    mla__txbuf_consume(&f->tx, 5);
    append(&f->tx, STR("ghijkl"));
    append(&f->tx, STR("mnopqrstu"));
    assert_int_equal(f->tx.offset, 5);
    assert_int_equal(mla__txbuf_len(&f->tx), 16);
    assert_str(unsent(&f->tx), "fghijklmnopqrstu");
    mla__txbuf_consume(&f->tx, 16);
    assert_int_equal(f->tx.offset, 21);
    assert_int_equal(mla__txbuf_len(&f->tx), 0);
}

static void what_does_not_fit_the_maximum_is_refused_whole(void **state) {
    fixture *f = *state;
    append(&f->tx, STR("0123456789"));
    assert_int_equal(mla__txbuf_append(&f->tx, "abcdefghijklmnopqrstuvw", 23), MLA_E_LIMIT);
    assert_str(unsent(&f->tx), "0123456789");
    append(&f->tx, STR("abcdefghijklmnopqrstuv"));
    assert_int_equal(mla__txbuf_append(&f->tx, "x", SIZE_MAX), MLA_E_LIMIT);
}

static void no_memory_to_grow_leaves_the_octets(void **state) {
    fixture *f = *state;
    append(&f->tx, STR("01234567"));
    f->heap.fail_at = 2;
    assert_int_equal(mla__txbuf_append(&f->tx, "8", 1), MLA_E_NO_MEMORY);
    assert_str(unsent(&f->tx), "01234567");
    append(&f->tx, STR("8"));
    assert_str(unsent(&f->tx), "012345678");
}

static void appending_nothing_is_fine(void **state) {
    fixture *f = *state;
    assert_int_equal(mla__txbuf_append(&f->tx, NULL, 0), MLA_OK);
    assert_int_equal(mla__txbuf_len(&f->tx), 0);
}

static void room_that_was_reserved_is_filled_in_place(void **state) {
    fixture *f = *state;
    char *room;
    append(&f->tx, STR("A1 "));
    assert_int_equal(mla__txbuf_reserve(&f->tx, 20, &room), MLA_OK);
    memcpy(room, "NOOP....", 8);
    mla__txbuf_commit(&f->tx, 4);
    assert_str(unsent(&f->tx), "A1 NOOP");
    assert_int_equal(mla__txbuf_reserve(&f->tx, 26, &room), MLA_E_LIMIT);
    assert_int_equal(mla__txbuf_reserve(&f->tx, 25, &room), MLA_OK);
    assert_str(unsent(&f->tx), "A1 NOOP");
}

static void a_fixed_buffer_never_allocates_again(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    mla__txbuf tx;
    assert_int_equal(mla__txbuf_init(&tx, &h.allocator, 8, 8), MLA_OK);
    for (int i = 0; i < 10; i++) {
        append(&tx, STR("abcdefg"));
        mla__txbuf_consume(&tx, 6);
        append(&tx, STR("h"));
        mla__txbuf_consume(&tx, 2);
    }
    assert_int_equal(h.calls, 1);
    mla__txbuf_deinit(&tx);
}

static void sent_octets_are_wiped(void **state) {
    fixture *f = *state;
    append(&f->tx, STR("password"));
    mla__txbuf_consume(&f->tx, 5);
    assert_int_equal(residue(&f->tx), 0);
    assert_str(unsent(&f->tx), "ord");
}

static void moving_to_the_front_leaves_no_copy(void **state) {
    fixture *f = *state;
    append(&f->tx, STR("AAAAsecr"));
    mla__txbuf_consume(&f->tx, 4);
    append(&f->tx, STR("et"));
    assert_str(unsent(&f->tx), "secret");
    assert_int_equal(residue(&f->tx), 0);
}

static void growing_leaves_no_copy_in_the_heap(void **state) {
    fixture *f = *state;
    append(&f->tx, STR("password"));
    append(&f->tx, STR("password"));
    assert_int_equal(f->heap.residue, 0);
}

static void what_was_appended_last_can_be_taken_back(void **state) {
    fixture *f = *state;
    append(&f->tx, STR("xxA1 "));
    mla__txbuf_consume(&f->tx, 2);
    append(&f->tx, STR("LOGIN secret"));
    mla__txbuf_remove(&f->tx, 3, 12);
    assert_str(unsent(&f->tx), "A1 ");
    append(&f->tx, STR("NOOP"));
    assert_str(unsent(&f->tx), "A1 NOOP");
    assert_int_equal(residue(&f->tx), 0);
}

static void a_range_in_the_middle_can_be_removed(void **state) {
    fixture *f = *state;
    append(&f->tx, STR("xA1 APPEND{3}A2 NOOP"));
    mla__txbuf_consume(&f->tx, 1);
    mla__txbuf_remove(&f->tx, 2, 7);
    assert_str(unsent(&f->tx), "A1{3}A2 NOOP");
    mla__txbuf_remove(&f->tx, 0, 5);
    assert_str(unsent(&f->tx), "A2 NOOP");
    assert_int_equal(f->tx.offset, 1);
    assert_int_equal(residue(&f->tx), 0);
}

static void a_gap_opens_before_octets_that_wait(void **state) {
    fixture *f = *state;
    char *gap;
    append(&f->tx, STR("xA2 NOOP"));
    mla__txbuf_consume(&f->tx, 1);
    assert_int_equal(mla__txbuf_insert(&f->tx, 0, 6, &gap), MLA_OK);
    memcpy(gap, "secret", 6);
    assert_str(unsent(&f->tx), "secretA2 NOOP");
    assert_int_equal(f->tx.offset, 1);
    assert_int_equal(mla__txbuf_insert(&f->tx, 13, 1, &gap), MLA_OK);
    *gap = '!';
    assert_str(unsent(&f->tx), "secretA2 NOOP!");
}

static void a_gap_that_does_not_fit_changes_nothing(void **state) {
    fixture *f = *state;
    char *gap;
    append(&f->tx, STR("A2"));
    assert_int_equal(mla__txbuf_insert(&f->tx, 0, 1000, &gap), MLA_E_LIMIT);
    assert_str(unsent(&f->tx), "A2");
}

#define IN_BUFFER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_that_make_no_sense_are_refused),
        IN_BUFFER(octets_leave_in_order),
        IN_BUFFER(what_was_sent_is_counted_over_moving_and_growing),
        IN_BUFFER(what_does_not_fit_the_maximum_is_refused_whole),
        IN_BUFFER(no_memory_to_grow_leaves_the_octets),
        IN_BUFFER(appending_nothing_is_fine),
        IN_BUFFER(room_that_was_reserved_is_filled_in_place),
        cmocka_unit_test(a_fixed_buffer_never_allocates_again),
        IN_BUFFER(sent_octets_are_wiped),
        IN_BUFFER(moving_to_the_front_leaves_no_copy),
        IN_BUFFER(growing_leaves_no_copy_in_the_heap),
        IN_BUFFER(what_was_appended_last_can_be_taken_back),
        IN_BUFFER(a_range_in_the_middle_can_be_removed),
        IN_BUFFER(a_gap_opens_before_octets_that_wait),
        IN_BUFFER(a_gap_that_does_not_fit_changes_nothing),
    };
    return cmocka_run_group_tests_name("base/txbuf", tests, NULL, NULL);
}
