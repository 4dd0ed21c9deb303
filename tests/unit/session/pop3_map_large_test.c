/* SPDX-License-Identifier: MIT */
/* Maps of thousands of messages, and with more ids than are held. */
#define _DEFAULT_SOURCE /* mkdtemp */
#include "pop3_map_fixture.h"

static void thousands_in_any_order_are_all_found(void **state) {
    enum {
        COUNT = 5000
    };
    char id[16];
    fixture *f = *state;

    for (uint32_t i = 0; i < COUNT; i++)
        add(f, i * 1237 % COUNT + 1, i + 1);
    listed(f);
    assert_int_equal(f->map.scan.count, COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        uint32_t number = i * 2741 % COUNT + 1;
        int len = snprintf(id, sizeof id, "id%u", number * 7919);
        name(f, number, (mla_str){id, (size_t)len});
    }
    finish(f, true);
    for (uint32_t number = 1; number <= COUNT; number++) {
        snprintf(id, sizeof id, "id%u", number * 7919);
        assert_int_equal(number_of(f, id), number);
    }
}

/* Ids of 70 octets, so many different ones. */
static void fill_with_long_ids(fixture *f, uint32_t count, uint32_t ids) {
    char id[71];

    for (uint32_t number = 1; number <= count; number++)
        add(f, number, 3000 + number);
    listed(f);
    for (uint32_t number = 1; number <= count; number++) {
        int len = snprintf(id, sizeof id, "%070u", number % ids);
        name(f, number, (mla_str){id, (size_t)len});
    }
    finish(f, true);
}

static void of_a_large_mailbox_sixteen_octets_a_message_are_held(void **state) {
    enum {
        COUNT = 10000
    };
    char id[71];
    fixture *f = *state;

    fill_with_long_ids(f, COUNT, COUNT);
    assert_false(mla__pop3_map_holds_all(&f->map));
    assert_true(f->memory.octets < COUNT * 17);
    for (uint32_t number = 1; number <= COUNT; number++) {
        snprintf(id, sizeof id, "%070u", number % COUNT);
        assert_int_equal(number_of(f, id), number);
    }
}

/* A server that has one id for all: nothing takes the square of their number. */
static void all_messages_may_have_the_same_id(void **state) {
    enum {
        COUNT = 50000
    };
    char id[90];
    fixture *f = *state;

    fill_with_long_ids(f, COUNT, 1);
    for (uint32_t number = 1; number <= COUNT; number++) {
        snprintf(id, sizeof id, "%070u %u", 0, number);
        assert_int_equal(number_of(f, id), number);
    }
}

/* As many as would take half a megabyte. */
static void with_a_file_memory_is_the_same_for_any_mailbox(void **state) {
    enum {
        COUNT = 30000
    };
    fixture *f = *state;

    f->map.ids_max = 0;
    list(f, 1);
    size_t of_one = f->memory.octets;
    mla__pop3_map_deinit(&f->map, &f->memory.allocator);
    fill_with_long_ids(f, COUNT, COUNT);
    assert_true(f->memory.octets < of_one + 3 * 70000);
    assert_int_equal(number_of(f, "no such id"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_MAP(thousands_in_any_order_are_all_found),
        IN_FILE(thousands_in_any_order_are_all_found),
        IN_MAP(of_a_large_mailbox_sixteen_octets_a_message_are_held),
        IN_MAP(all_messages_may_have_the_same_id),
        IN_FILE(all_messages_may_have_the_same_id),
        IN_FILE(with_a_file_memory_is_the_same_for_any_mailbox),
    };
    return cmocka_run_group_tests(tests, make_temporary_folder, remove_temporary_folder);
}
