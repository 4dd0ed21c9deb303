/* SPDX-License-Identifier: MIT */
#include <mailaccess/imap.h>

#include "unit.h"

#include "imap/command.h"
#include "imap/queue.h"

/*
 * What RFC 9051 section 6 says of each command. `states`: N not authenticated, A authenticated, S selected.
 * `behaviour`: what the state, the queue and the readers of answers must know of it.
 */
static const struct {
    const char *name;
    const char *states;
    uint32_t behaviour;
} rows[MLA__IMAP_KINDS] = {
    [MLA__IMAP_CAPABILITY] = {"CAPABILITY", "NAS", MLA__EXPUNGES},
    [MLA__IMAP_NOOP] = {"NOOP", "NAS", MLA__EXPUNGES},
    [MLA__IMAP_LOGOUT] = {"LOGOUT", "NAS", MLA__ALONE | MLA__LAST},
    [MLA__IMAP_STARTTLS] = {"STARTTLS", "N", MLA__ALONE | MLA__LAST},
    [MLA__IMAP_LOGIN] = {"LOGIN s p", "N", MLA__ALONE | MLA__LOGS_IN},
    [MLA__IMAP_AUTHENTICATE] = {"AUTHENTICATE a", "N", MLA__ALONE | MLA__LAST | MLA__LOGS_IN},
    [MLA__IMAP_ENABLE] = {"ENABLE", "AS", MLA__ALONE | MLA__RENAMES},
    [MLA__IMAP_LIST] = {"LIST m m", "AS", MLA__EXPUNGES | MLA__LISTS},
    [MLA__IMAP_LSUB] = {"LSUB m m", "AS", MLA__EXPUNGES | MLA__LISTS},
    [MLA__IMAP_SELECT] = {"SELECT m", "AS", MLA__ALONE | MLA__SELECTS},
    [MLA__IMAP_EXAMINE] = {"EXAMINE m", "AS", MLA__ALONE | MLA__SELECTS},
    [MLA__IMAP_STATUS] = {"STATUS m (", "AS", MLA__EXPUNGES | MLA__COUNTS},
    [MLA__IMAP_FETCH] = {"FETCH n (", "S", MLA__SEQUENCE | MLA__FETCHES},
    [MLA__IMAP_UID_FETCH] = {"UID FETCH n (", "S", MLA__EXPUNGES | MLA__FETCHES},
    [MLA__IMAP_STORE] = {"STORE n ", "S", MLA__SEQUENCE | MLA__FETCHES},
    [MLA__IMAP_UID_STORE] = {"UID STORE n ", "S", MLA__EXPUNGES | MLA__FETCHES},
    [MLA__IMAP_SEARCH] = {"SEARCH", "S", MLA__SEQUENCE | MLA__SEARCHES},
    [MLA__IMAP_UID_SEARCH] = {"UID SEARCH", "S", MLA__EXPUNGES | MLA__SEARCHES},
    [MLA__IMAP_EXPUNGE] = {"EXPUNGE", "S", MLA__EXPUNGES},
    [MLA__IMAP_UID_EXPUNGE] = {"UID EXPUNGE n", "S", MLA__EXPUNGES},
    [MLA__IMAP_CLOSE] = {"CLOSE", "S", MLA__ALONE | MLA__DESELECTS},
    [MLA__IMAP_RAW] = {NULL, "NAS", MLA__ALONE},
};

static void names_stand_in_the_order_of_their_numbers(void **state) {
    (void)state;
    const char *name = mla__imap_names;
    for (size_t kind = 0; kind < MLA__IMAP_RAW; kind++) {
        size_t len = (size_t)*name++;
        assert_int_equal(len, strlen(rows[kind].name));
        assert_memory_equal(name, rows[kind].name, len);
        name += len;
    }
    assert_int_equal(*name, '\0');
}

static void each_command_is_allowed_where_the_rfc_says(void **state) {
    (void)state;
    for (size_t kind = 0; kind < MLA__IMAP_KINDS; kind++) {
        uint32_t behaviour = mla__imap_behaviours[kind];
        assert_int_equal(mla__queue_is_allowed(behaviour, MLA_IMAP_STATE_NOT_AUTHENTICATED),
                         strchr(rows[kind].states, 'N') != NULL);
        assert_int_equal(mla__queue_is_allowed(behaviour, MLA_IMAP_STATE_AUTHENTICATED),
                         strchr(rows[kind].states, 'A') != NULL);
        assert_int_equal(mla__queue_is_allowed(behaviour, MLA_IMAP_STATE_SELECTED),
                         strchr(rows[kind].states, 'S') != NULL);
    }
}

static void each_command_behaves_as_its_row_says(void **state) {
    (void)state;
    uint32_t of_state = MLA__NOT_AUTHENTICATED | MLA__AUTHENTICATED | MLA__SELECTED;
    for (size_t kind = 0; kind < MLA__IMAP_KINDS; kind++)
        assert_int_equal(mla__imap_behaviours[kind] & ~of_state, rows[kind].behaviour);
}

/* What depends on an answer must not be in flight beside anything that could change its meaning. */
static void what_changes_the_state_is_alone(void **state) {
    (void)state;
    uint32_t changes = MLA__LOGS_IN | MLA__SELECTS | MLA__DESELECTS | MLA__RENAMES | MLA__LAST;
    for (size_t kind = 0; kind < MLA__IMAP_KINDS; kind++)
        if (mla__imap_behaviours[kind] & changes)
            assert_true(mla__imap_behaviours[kind] & MLA__ALONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stand_in_the_order_of_their_numbers),
        cmocka_unit_test(each_command_is_allowed_where_the_rfc_says),
        cmocka_unit_test(each_command_behaves_as_its_row_says),
        cmocka_unit_test(what_changes_the_state_is_alone),
    };
    return cmocka_run_group_tests_name("imap/command", tests, NULL, NULL);
}
