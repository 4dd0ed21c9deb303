/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* mkdtemp */
#include "pop3_map_fixture.h"

/* The id of a message as callers know it, "sent" being what UIDL has. */
static const char *id_of(fixture *f, uint32_t index, mla_str sent) {
    assert_int_equal(mla__pop3_map_write_id(&f->map, &f->memory.allocator, index, sent, &f->id),
                     MLA_OK);
    return f->id.data;
}

static void ids_lead_to_messages(void **state) {
    fixture *f = *state;

    add(f, 1, 120);
    add(f, 2, 0);
    listed(f);
    name(f, 1, STR("bb"));
    name(f, 2, STR("aa"));
    finish(f, true);
    assert_int_equal(number_of(f, "aa"), 2);
    assert_int_equal(number_of(f, "bb"), 1);
    assert_int_equal(number_of(f, "cc"), 0);
    assert_int_equal(number_of(f, ""), 0);
    assert_string_equal(id_of(f, 0, STR("held")), "bb");
    assert_int_equal(mla__pop3_scan_size(&f->map.scan, 0), 120);
    assert_true(mla__pop3_scan_size(&f->map.scan, 1) == MLA_NO_SIZE);
    assert_true(mla__pop3_map_is_stable(&f->map, 0));
}

static void uidl_of_what_list_had_not_is_left_out(void **state) {
    fixture *f = *state;

    add(f, 2, 10);
    listed(f);
    name(f, 1, STR("one"));
    name(f, 2, STR("two"));
    name(f, 2, STR("again"));
    name(f, UINT64_C(0x100000002), STR("far"));
    finish(f, true);
    assert_int_equal(f->map.scan.count, 1);
    assert_int_equal(number_of(f, "two"), 2);
    assert_int_equal(number_of(f, "again"), 0);
}

/* What UIDL has for a message, and what callers know it by. */
typedef struct {
    mla_str sent;
    const char *id;
    bool is_stable;
} naming;

/* Whether the map holds the ids or asks for them again, and has a file or not, makes no difference. */
static void expect_namings(const naming *namings, uint32_t count) {
    static const size_t held[] = {65536, 0, 0};
    fixture f;

    for (size_t round = 0; round < sizeof held / sizeof *held; round++) {
        begin_like(&f, held[round], round == 2 ? in_file() : in_memory());
        list(&f, count);
        for (uint32_t i = 0; i < count; i++)
            name(&f, i + 1, namings[i].sent);
        finish(&f, true);
        assert_int_equal(mla__pop3_map_holds_all(&f.map), held[round] != 0);
        for (uint32_t i = 0; i < count; i++) {
            assert_string_equal(id_of(&f, i, namings[i].sent), namings[i].id);
            assert_int_equal(number_of(&f, namings[i].id), i + 1);
            assert_int_equal(mla__pop3_map_is_stable(&f.map, i), namings[i].is_stable);
        }
        for (uint32_t i = 0; i < count; i++)
            if (!namings[i].is_stable && namings[i].sent.len != 0)
                assert_int_equal(number_of(&f, namings[i].sent.ptr), 0);
        end(&f);
    }
}

static void each_message_has_an_id_of_its_own(void **state) {
    static const naming namings[] = {
        {{"same", 4}, "same 1", false}, {{"other", 5}, "other", true},
        {{"same", 4}, "same 3", false}, {{"", 0}, " 4", false},
        {{"twin", 4}, "twin 5", false}, {{"twin", 4}, "twin 6", false},
        {{"same", 4}, "same 7", false},
    };

    (void)state;
    expect_namings(namings, sizeof namings / sizeof *namings);
}

/* So that the id can be kept in a file, and in UTF-8. */
static void octets_that_no_uidl_may_hold_become_hexadecimal(void **state) {
    static const naming namings[] = {
        {{"a\xff\x01", 3}, " x61ff01", true},
        {{"a b", 3}, " x612062 2", false},
        {{"\0", 1}, " x00", true},
        {{"a b", 3}, " x612062 4", false},
    };

    (void)state;
    expect_namings(namings, sizeof namings / sizeof *namings);
}

static void no_other_spelling_leads_to_a_message(void **state) {
    static const char *const spellings[] = {
        "same",    "same 2",  "same 03", "same 3 ",
        "same  3", "same x",  "same 99", "same 18446744073709551619",
        "same 1 ", "other 2", "other 1", " 1",
        " 04",     " ",       "4",       "",
        "twin 4",  "same 4",
    };
    fixture *f = *state;

    f->map.ids_max = 0;
    list(f, 6);
    name(f, 1, STR("same"));
    name(f, 2, STR("other"));
    name(f, 3, STR("same"));
    name(f, 5, STR("twin"));
    name(f, 6, STR("twin"));
    finish(f, true);
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (number_of(f, spellings[i]) != 0)
            fail_msg("\"%s\" is message %u", spellings[i], number_of(f, spellings[i]));
    assert_int_equal(number_of(f, "same 3"), 3);
}

static void without_uidl_ids_are_message_numbers(void **state) {
    fixture *f = *state;

    add(f, 1, 10);
    add(f, 12, 10);
    listed(f);
    name(f, 1, STR("half")); /* then UIDL was refused */
    finish(f, false);
    assert_int_equal(number_of(f, "1"), 1);
    assert_int_equal(number_of(f, "12"), 12);
    assert_int_equal(number_of(f, "half"), 0);
    assert_false(mla__pop3_map_is_stable(&f->map, 0));
}

static void what_is_deleted_is_not_found(void **state) {
    fixture *f = *state;

    list(f, 3);
    finish(f, false);
    mla__pop3_map_delete(&f->map, 0);
    mla__pop3_map_delete(&f->map, 2);
    assert_int_equal(number_of(f, "1"), 0);
    assert_int_equal(number_of(f, "2"), 2);
    assert_int_equal(mla__pop3_map_next(&f->map, 0), 1);
    assert_int_equal(mla__pop3_map_next(&f->map, 2), f->map.scan.count);
    assert_int_equal(mla__pop3_scan_number(&f->map.scan, 2),
                     3); /* of an event that is still looked at */
}

static void an_empty_mailbox_has_nothing(void **state) {
    fixture *f = *state;

    listed(f);
    finish(f, true);
    assert_int_equal(mla__pop3_map_next(&f->map, 0), 0);
    assert_int_equal(mla__pop3_map_find(&f->map, "1"), 0);
}

static void a_listing_hands_each_message_out_once(void **state) {
    fixture *f = *state;

    list(f, 3);
    finish(f, false);
    assert_false(mla__pop3_map_hand_out(&f->map, 1));
    assert_true(mla__pop3_map_hand_out(&f->map, 1));
    assert_false(mla__pop3_map_hand_out(&f->map, 0));
    mla__pop3_map_delete(&f->map, 1);
    mla__pop3_map_take_back(&f->map);
    assert_false(mla__pop3_map_hand_out(&f->map, 0));
    assert_false(mla__pop3_map_hand_out(&f->map, 1));
    assert_true(mla__pop3_map_is_deleted(&f->map, 1));
}

static int32_t fill(fixture *f) {
    char id[80];

    for (uint64_t number = 1; number <= 70; number++) {
        int32_t status = mla__pop3_scan_add(&f->map.scan, &f->memory.allocator, 71 - number, 10);
        if (status != MLA_OK)
            return status;
    }
    int32_t status = mla__pop3_map_listed(&f->map, &f->memory.allocator);
    if (status != MLA_OK)
        return status;
    for (uint64_t number = 1; number <= 70; number++) {
        memset(id, 'x', sizeof id);
        id[0] = (char)(number % 2 != 0 ? 'a' : '\x01');
        status =
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
        begin(&f, 4096);
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
        IN_MAP(ids_lead_to_messages),
        IN_FILE(ids_lead_to_messages),
        IN_MAP(uidl_of_what_list_had_not_is_left_out),
        IN_FILE(uidl_of_what_list_had_not_is_left_out),
        cmocka_unit_test(each_message_has_an_id_of_its_own),
        cmocka_unit_test(octets_that_no_uidl_may_hold_become_hexadecimal),
        IN_MAP(no_other_spelling_leads_to_a_message),
        IN_FILE(no_other_spelling_leads_to_a_message),
        IN_MAP(without_uidl_ids_are_message_numbers),
        IN_MAP(what_is_deleted_is_not_found),
        IN_FILE(what_is_deleted_is_not_found),
        IN_MAP(an_empty_mailbox_has_nothing),
        IN_FILE(an_empty_mailbox_has_nothing),
        IN_MAP(a_listing_hands_each_message_out_once),
        IN_FILE(a_listing_hands_each_message_out_once),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, make_temporary_folder, remove_temporary_folder);
}
