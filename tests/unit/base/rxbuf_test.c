/* SPDX-License-Identifier: MIT */
#include "heap.h"

#include "base/rxbuf.h"

typedef struct fixture {
    heap heap;
    mla__rxbuf rx;
} fixture;

static int setup(void **state) {
    fixture *f = calloc(1, sizeof *f);
    heap_init(&f->heap);
    *state = f;
    return mla__rxbuf_init(&f->rx, &f->heap.allocator, 8, 32);
}

static int teardown(void **state) {
    fixture *f = *state;
    mla__rxbuf_deinit(&f->rx);
    int leaked = f->heap.blocks != 0;
    free(f);
    return leaked;
}

static void receive(mla__rxbuf *rx, mla_str octets) {
    size_t room;
    char *space = mla__rxbuf_space(rx, octets.len, &room);
    assert_non_null(space);
    assert_true(room >= octets.len);
    memcpy(space, octets.ptr, octets.len);
    mla__rxbuf_commit(rx, octets.len);
}

static mla_str held(const mla__rxbuf *rx) {
    return (mla_str){mla__rxbuf_ptr(rx), mla__rxbuf_len(rx)};
}

static void sizes_that_make_no_sense_are_refused(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    mla__rxbuf rx;
    assert_int_equal(mla__rxbuf_init(&rx, &h.allocator, 0, 8), MLA_E_INVALID);
    assert_int_equal(mla__rxbuf_init(&rx, &h.allocator, 9, 8), MLA_E_INVALID);
    assert_int_equal(mla__rxbuf_init(&rx, &h.allocator, 8, SIZE_MAX), MLA_E_INVALID);
    assert_int_equal(h.calls, 0);
    h.fail_at = 1;
    assert_int_equal(mla__rxbuf_init(&rx, &h.allocator, 8, 8), MLA_E_NO_MEMORY);
    mla__rxbuf_deinit(&rx);
}

static void the_offset_counts_what_was_consumed(void **state) {
    fixture *f = *state;
    receive(&f->rx, STR("abcdef"));
    mla__rxbuf_consume(&f->rx, 4);
    assert_int_equal(f->rx.offset, 4);
    assert_str(held(&f->rx), "ef");
    receive(&f->rx, STR("ghij"));
    assert_int_equal(f->rx.offset, 4);
    assert_str(held(&f->rx), "efghij");
}

static void an_empty_buffer_starts_at_its_front_again(void **state) {
    fixture *f = *state;
    size_t room;
    receive(&f->rx, STR("abcdefgh"));
    mla__rxbuf_consume(&f->rx, 8);
    assert_ptr_equal(mla__rxbuf_space(&f->rx, 1, &room), f->rx.data);
    assert_int_equal(room, 8);
}

static void octets_do_not_move_while_there_is_room_behind_them(void **state) {
    fixture *f = *state;
    size_t room;
    receive(&f->rx, STR("abcd"));
    mla__rxbuf_consume(&f->rx, 3);
    const char *before = mla__rxbuf_ptr(&f->rx);
    assert_non_null(mla__rxbuf_space(&f->rx, 4, &room));
    assert_ptr_equal(mla__rxbuf_ptr(&f->rx), before);
    assert_int_equal(room, 4);
}

static void octets_are_moved_to_the_front_before_the_buffer_grows(void **state) {
    fixture *f = *state;
    receive(&f->rx, STR("abcdefgh"));
    mla__rxbuf_consume(&f->rx, 6);
    receive(&f->rx, STR("ijklmn"));
    assert_int_equal(f->rx.capacity, 8);
    assert_int_equal(f->rx.start, 0);
    assert_str(held(&f->rx), "ghijklmn");
}

static void growth_doubles_up_to_the_maximum(void **state) {
    fixture *f = *state;
    receive(&f->rx, STR("abcdefgh"));
    receive(&f->rx, STR("i"));
    assert_int_equal(f->rx.capacity, 16);
    receive(&f->rx, STR("jklmnopq"));
    assert_int_equal(f->rx.capacity, 32);
    assert_str(held(&f->rx), "abcdefghijklmnopq");
}

static void a_large_need_is_met_in_one_step(void **state) {
    fixture *f = *state;
    size_t room;
    receive(&f->rx, STR("ab"));
    assert_non_null(mla__rxbuf_space(&f->rx, 28, &room));
    assert_int_equal(f->rx.capacity, 30);
    assert_int_equal(f->heap.calls, 2);
}

static void no_room_is_left_at_the_maximum(void **state) {
    fixture *f = *state;
    size_t room = 99;
    receive(&f->rx, STR("abcdefghijklmnopqrstuvwxyz012345"));
    assert_null(mla__rxbuf_space(&f->rx, 1, &room));
    assert_int_equal(room, 0);
    assert_null(mla__rxbuf_space(&f->rx, SIZE_MAX, &room));
    assert_str(held(&f->rx), "abcdefghijklmnopqrstuvwxyz012345");
}

static void no_memory_to_grow_loses_nothing(void **state) {
    fixture *f = *state;
    size_t room = 99;
    receive(&f->rx, STR("abcdefgh"));
    f->heap.fail_at = 2;
    assert_null(mla__rxbuf_space(&f->rx, 1, &room));
    assert_int_equal(room, 0);
    assert_str(held(&f->rx), "abcdefgh");
}

static void what_was_received_is_wiped_at_the_end(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    mla__rxbuf rx;
    assert_int_equal(mla__rxbuf_init(&rx, &h.allocator, 8, 8), MLA_OK);
    receive(&rx, STR("secret"));
    mla__rxbuf_deinit(&rx);
    assert_int_equal(h.residue, 0);
}

#define IN_BUFFER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_that_make_no_sense_are_refused),
        IN_BUFFER(the_offset_counts_what_was_consumed),
        IN_BUFFER(an_empty_buffer_starts_at_its_front_again),
        IN_BUFFER(octets_do_not_move_while_there_is_room_behind_them),
        IN_BUFFER(octets_are_moved_to_the_front_before_the_buffer_grows),
        IN_BUFFER(growth_doubles_up_to_the_maximum),
        IN_BUFFER(a_large_need_is_met_in_one_step),
        IN_BUFFER(no_room_is_left_at_the_maximum),
        IN_BUFFER(no_memory_to_grow_loses_nothing),
        cmocka_unit_test(what_was_received_is_wiped_at_the_end),
    };
    return cmocka_run_group_tests_name("base/rxbuf", tests, NULL, NULL);
}
