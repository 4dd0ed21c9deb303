/* SPDX-License-Identifier: MIT */
#include "session/pop3_map.h"

#include <stdio.h>

#include <mailaccess/session_event.h>

#include "heap.h"

typedef struct {
    heap memory;
    mla__pop3_map map;
} fixture;

static void begin(fixture *f) {
    heap_init(&f->memory);
    f->map = (mla__pop3_map){0};
}

static void end(fixture *f) {
    mla__pop3_map_deinit(&f->map, &f->memory.allocator);
    assert_int_equal(f->memory.blocks, 0);
}

static void add(fixture *f, uint64_t number, uint64_t size) {
    assert_int_equal(mla__pop3_map_add(&f->map, &f->memory.allocator, number, size), MLA_OK);
}

static void name(fixture *f, uint64_t number, mla_str id) {
    assert_int_equal(mla__pop3_map_name(&f->map, &f->memory.allocator, number, id), MLA_OK);
}

static void finish(fixture *f, bool has_uidl) {
    assert_int_equal(mla__pop3_map_finish(&f->map, &f->memory.allocator, has_uidl), MLA_OK);
}

/* The message number behind an id; 0: there is none. */
static uint32_t number_of(const fixture *f, const char *id) {
    uint32_t index = mla__pop3_map_find(&f->map, id);

    return index != f->map.count ? mla__pop3_map_number(&f->map, index) : 0;
}

static void ids_lead_to_messages(void **state) {
    fixture f;

    (void)state;
    begin(&f);
    add(&f, 1, 120);
    add(&f, 2, 0);
    mla__pop3_map_listed(&f.map);
    name(&f, 1, STR("bb"));
    name(&f, 2, STR("aa"));
    finish(&f, true);
    assert_int_equal(number_of(&f, "aa"), 2);
    assert_int_equal(number_of(&f, "bb"), 1);
    assert_int_equal(number_of(&f, "cc"), 0);
    assert_int_equal(number_of(&f, ""), 0);
    assert_string_equal(mla__pop3_map_id(&f.map, 0), "bb");
    assert_int_equal(mla__pop3_map_size(&f.map, 0), 120);
    assert_true(mla__pop3_map_size(&f.map, 1) == MLA_NO_SIZE);
    assert_true(mla__pop3_map_is_stable(&f.map, 0));
    end(&f);
}

static void numbers_may_have_gaps_stand_twice_and_in_any_order(void **state) {
    static const uint64_t numbers[] = {9, 3, 3, 0, 7, 1, 9};
    fixture f;

    (void)state;
    begin(&f);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        add(&f, numbers[i], 10 * numbers[i]);
    mla__pop3_map_listed(&f.map);
    assert_int_equal(f.map.count, 4);
    name(&f, 9, STR("i"));
    name(&f, 1, STR("a"));
    name(&f, 7, STR("g"));
    name(&f, 3, STR("c"));
    finish(&f, true);
    assert_int_equal(mla__pop3_map_number(&f.map, 0), 1);
    assert_int_equal(mla__pop3_map_number(&f.map, 1), 3);
    assert_int_equal(mla__pop3_map_number(&f.map, 2), 7);
    assert_int_equal(mla__pop3_map_number(&f.map, 3), 9);
    assert_int_equal(number_of(&f, "g"), 7);
    assert_int_equal(mla__pop3_map_size(&f.map, 3), 90);
    end(&f);
}

/* The number comes from the server: nothing is allocated by it. */
static void a_huge_number_takes_the_memory_of_one_message(void **state) {
    fixture f;

    (void)state;
    begin(&f);
    add(&f, 400000000, 100);
    add(&f, 0x80000000u, 1); /* beyond what any server has: left out */
    add(&f, UINT64_MAX, 1);
    mla__pop3_map_listed(&f.map);
    assert_true(f.memory.octets < 4096);
    finish(&f, false);
    assert_int_equal(f.map.count, 1);
    assert_int_equal(number_of(&f, "400000000"), 400000000);
    end(&f);
}

static void a_size_beyond_four_gigabytes_is_not_known(void **state) {
    fixture f;

    (void)state;
    begin(&f);
    add(&f, 1, UINT64_C(5000000000));
    add(&f, 2, UINT32_MAX - 1u);
    mla__pop3_map_listed(&f.map);
    finish(&f, false);
    assert_true(mla__pop3_map_size(&f.map, 0) == MLA_NO_SIZE);
    assert_int_equal(mla__pop3_map_size(&f.map, 1), UINT32_MAX - 1u);
    end(&f);
}

static void uidl_of_what_list_had_not_is_left_out(void **state) {
    fixture f;

    (void)state;
    begin(&f);
    add(&f, 2, 10);
    mla__pop3_map_listed(&f.map);
    name(&f, 1, STR("one"));
    name(&f, 2, STR("two"));
    name(&f, 2, STR("again"));
    name(&f, UINT64_C(0x100000002), STR("far"));
    finish(&f, true);
    assert_int_equal(f.map.count, 1);
    assert_int_equal(number_of(&f, "two"), 2);
    assert_int_equal(number_of(&f, "again"), 0);
    end(&f);
}

static void each_message_has_an_id_of_its_own(void **state) {
    fixture f;

    (void)state;
    begin(&f);
    for (uint64_t number = 1; number <= 5; number++)
        add(&f, number, 10);
    mla__pop3_map_listed(&f.map);
    name(&f, 1, STR("same"));
    name(&f, 2, STR("other"));
    name(&f, 3, STR("same"));
    name(&f, 4, STR(""));
    /* 5 has none at all */
    finish(&f, true);
    assert_int_equal(number_of(&f, "same"), 0);
    assert_int_equal(number_of(&f, "same 1"), 1);
    assert_int_equal(number_of(&f, "same 3"), 3);
    assert_int_equal(number_of(&f, "other"), 2);
    assert_int_equal(number_of(&f, " 4"), 4);
    assert_int_equal(number_of(&f, " 5"), 5);
    assert_false(mla__pop3_map_is_stable(&f.map, 0));
    assert_true(mla__pop3_map_is_stable(&f.map, 1));
    assert_false(mla__pop3_map_is_stable(&f.map, 3));
    assert_false(mla__pop3_map_is_stable(&f.map, 4));
    end(&f);
}

/* So that the id can be kept in a file, and in UTF-8. */
static void octets_that_no_uidl_may_hold_become_hexadecimal(void **state) {
    fixture f;

    (void)state;
    begin(&f);
    add(&f, 1, 10);
    add(&f, 2, 10);
    add(&f, 3, 10);
    add(&f, 4, 10);
    mla__pop3_map_listed(&f.map);
    name(&f, 1, STR("a\xff\x01"));
    name(&f, 2, STR("a b"));
    name(&f, 3, STR("\0"));
    name(&f, 4, STR("a b"));
    finish(&f, true);
    assert_int_equal(number_of(&f, " x61ff01"), 1);
    assert_true(mla__pop3_map_is_stable(&f.map, 0));
    assert_int_equal(number_of(&f, " x612062 2"), 2);
    assert_int_equal(number_of(&f, " x612062 4"), 4);
    assert_false(mla__pop3_map_is_stable(&f.map, 1));
    assert_int_equal(number_of(&f, " x00"), 3);
    end(&f);
}

static void without_uidl_ids_are_message_numbers(void **state) {
    fixture f;

    (void)state;
    begin(&f);
    add(&f, 1, 10);
    add(&f, 12, 10);
    mla__pop3_map_listed(&f.map);
    name(&f, 1, STR("half")); /* then UIDL was refused */
    finish(&f, false);
    assert_int_equal(number_of(&f, "1"), 1);
    assert_int_equal(number_of(&f, "12"), 12);
    assert_int_equal(number_of(&f, "half"), 0);
    assert_false(mla__pop3_map_is_stable(&f.map, 0));
    end(&f);
}

static void what_is_deleted_is_not_found(void **state) {
    fixture f;

    (void)state;
    begin(&f);
    for (uint64_t number = 1; number <= 3; number++)
        add(&f, number, 10);
    mla__pop3_map_listed(&f.map);
    finish(&f, false);
    mla__pop3_map_delete(&f.map, 0);
    mla__pop3_map_delete(&f.map, 2);
    assert_int_equal(number_of(&f, "1"), 0);
    assert_int_equal(number_of(&f, "2"), 2);
    assert_int_equal(mla__pop3_map_next(&f.map, 0), 1);
    assert_int_equal(mla__pop3_map_next(&f.map, 2), f.map.count);
    assert_int_equal(mla__pop3_map_number(&f.map, 2), 3); /* of an event that is still looked at */
    end(&f);
}

static void an_empty_mailbox_has_nothing(void **state) {
    fixture f;

    (void)state;
    begin(&f);
    mla__pop3_map_listed(&f.map);
    finish(&f, true);
    assert_int_equal(mla__pop3_map_next(&f.map, 0), 0);
    assert_int_equal(mla__pop3_map_find(&f.map, "1"), 0);
    end(&f);
}

static void thousands_in_any_order_are_all_found(void **state) {
    enum {
        COUNT = 5000
    };
    char id[16];
    fixture f;

    (void)state;
    begin(&f);
    for (uint32_t i = 0; i < COUNT; i++)
        add(&f, i * 1237 % COUNT + 1, i + 1);
    mla__pop3_map_listed(&f.map);
    assert_int_equal(f.map.count, COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        uint32_t number = i * 2741 % COUNT + 1;
        int len = snprintf(id, sizeof id, "id%u", number * 7919);
        name(&f, number, (mla_str){id, (size_t)len});
    }
    finish(&f, true);
    for (uint32_t number = 1; number <= COUNT; number++) {
        snprintf(id, sizeof id, "id%u", number * 7919);
        assert_int_equal(number_of(&f, id), number);
    }
    end(&f);
}

static int32_t fill(fixture *f) {
    char id[80];

    for (uint64_t number = 1; number <= 70; number++) {
        int32_t status = mla__pop3_map_add(&f->map, &f->memory.allocator, number, 10);
        if (status != MLA_OK)
            return status;
    }
    mla__pop3_map_listed(&f->map);
    for (uint64_t number = 1; number <= 70; number++) {
        memset(id, 'x', sizeof id);
        id[0] = (char)(number % 2 != 0 ? 'a' : '\x01');
        int32_t status =
            mla__pop3_map_name(&f->map, &f->memory.allocator, number, (mla_str){id, sizeof id});
        if (status != MLA_OK)
            return status;
    }
    return mla__pop3_map_finish(&f->map, &f->memory.allocator, true);
}

static void each_allocation_may_fail(void **state) {
    size_t n = 1;
    fixture f;

    (void)state;
    for (;; n++) {
        begin(&f);
        f.memory.fail_at = n;
        int32_t status = fill(&f);
        bool has_failed = f.memory.calls >= n;
        end(&f);
        assert_int_equal(status, has_failed ? MLA_E_NO_MEMORY : MLA_OK);
        if (!has_failed)
            break;
    }
    assert_true(n > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_lead_to_messages),
        cmocka_unit_test(numbers_may_have_gaps_stand_twice_and_in_any_order),
        cmocka_unit_test(a_huge_number_takes_the_memory_of_one_message),
        cmocka_unit_test(a_size_beyond_four_gigabytes_is_not_known),
        cmocka_unit_test(uidl_of_what_list_had_not_is_left_out),
        cmocka_unit_test(each_message_has_an_id_of_its_own),
        cmocka_unit_test(octets_that_no_uidl_may_hold_become_hexadecimal),
        cmocka_unit_test(without_uidl_ids_are_message_numbers),
        cmocka_unit_test(what_is_deleted_is_not_found),
        cmocka_unit_test(an_empty_mailbox_has_nothing),
        cmocka_unit_test(thousands_in_any_order_are_all_found),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
