/* SPDX-License-Identifier: MIT */
#include <mailaccess/imap.h>

#include "unit.h"

#include "imap/capability.h"

#define WORDS(...) \
    (const mla_str[]){__VA_ARGS__}, sizeof((const mla_str[]){__VA_ARGS__}) / sizeof(mla_str)

typedef struct fixture {
    char text[64];
    mla__capabilities capabilities;
} fixture;

static int setup(void **state) {
    fixture *f = calloc(1, sizeof *f);
    if (f == NULL)
        return 1;
    f->capabilities = (mla__capabilities){.text = f->text, .max = sizeof f->text};
    *state = f;
    return 0;
}

static int teardown(void **state) {
    free(*state);
    return 0;
}

static mla_str kept(const fixture *f) {
    return (mla_str){f->capabilities.text, f->capabilities.len};
}

static void each_known_name_has_its_bit(void **state) {
    fixture *f = *state;
    static const struct {
        const char *name;
        int32_t capability;
    } rows[] = {
        {"imap4rev1", MLA_IMAP_CAP_IMAP4REV1},
        {"IMAP4rev2", MLA_IMAP_CAP_IMAP4REV2},
        {"STARTTLS", MLA_IMAP_CAP_STARTTLS},
        {"LOGINDISABLED", MLA_IMAP_CAP_LOGINDISABLED},
        {"SASL-IR", MLA_IMAP_CAP_SASL_IR},
        {"LITERAL+", MLA_IMAP_CAP_LITERAL_PLUS},
        {"LITERAL-", MLA_IMAP_CAP_LITERAL_MINUS},
        {"ENABLE", MLA_IMAP_CAP_ENABLE},
        {"UTF8=ACCEPT", MLA_IMAP_CAP_UTF8_ACCEPT},
        {"UTF8=ONLY", MLA_IMAP_CAP_UTF8_ONLY},
        {"UIDPLUS", MLA_IMAP_CAP_UIDPLUS},
        {"IDLE", MLA_IMAP_CAP_IDLE},
        {"ID", MLA_IMAP_CAP_ID},
        {"NAMESPACE", MLA_IMAP_CAP_NAMESPACE},
        {"MOVE", MLA_IMAP_CAP_MOVE},
        {"UNSELECT", MLA_IMAP_CAP_UNSELECT},
        {"CHILDREN", MLA_IMAP_CAP_CHILDREN},
        {"SPECIAL-USE", MLA_IMAP_CAP_SPECIAL_USE},
        {"LIST-EXTENDED", MLA_IMAP_CAP_LIST_EXTENDED},
        {"LIST-STATUS", MLA_IMAP_CAP_LIST_STATUS},
        {"STATUS=SIZE", MLA_IMAP_CAP_STATUS_SIZE},
        {"ESEARCH", MLA_IMAP_CAP_ESEARCH},
        {"CONDSTORE", MLA_IMAP_CAP_CONDSTORE},
        {"QRESYNC", MLA_IMAP_CAP_QRESYNC},
        {"compress=deflate", MLA_IMAP_CAP_COMPRESS_DEFLATE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        mla_str word = exact(mla_str_from(rows[i].name));
        mla__capabilities_read(&f->capabilities, &word, 1);
        assert_int_equal(f->capabilities.bits, 1u << rows[i].capability);
        assert_true(mla__capabilities_have(&f->capabilities, rows[i].capability));
        assert_false(mla__capabilities_lack(&f->capabilities, rows[i].capability));
    }
    assert_int_equal(sizeof rows / sizeof rows[0], MLA_IMAP_CAP_COMPRESS_DEFLATE + 1);
}

static void nothing_is_known_before_the_server_speaks(void **state) {
    fixture *f = *state;
    assert_false(f->capabilities.is_known);
    assert_false(mla__capabilities_have(&f->capabilities, MLA_IMAP_CAP_STARTTLS));
    assert_false(mla__capabilities_lack(&f->capabilities, MLA_IMAP_CAP_STARTTLS));
    assert_false(mla__capabilities_have_name(&f->capabilities, STR("STARTTLS")));
}

static void an_empty_list_says_that_all_is_lacking(void **state) {
    fixture *f = *state;
    mla__capabilities_read(&f->capabilities, NULL, 0);
    assert_true(f->capabilities.is_known);
    assert_true(mla__capabilities_lack(&f->capabilities, MLA_IMAP_CAP_STARTTLS));
}

static void a_new_list_takes_the_place_of_the_old_one(void **state) {
    fixture *f = *state;
    mla__capabilities_read(&f->capabilities, WORDS(STR("STARTTLS"), STR("AUTH=PLAIN")));
    mla__capabilities_read(&f->capabilities, WORDS(STR("IDLE")));
    assert_int_equal(f->capabilities.bits, 1u << MLA_IMAP_CAP_IDLE);
    assert_str(kept(f), "IDLE ");
}

static void forgetting_leaves_nothing(void **state) {
    fixture *f = *state;
    mla__capabilities_read(&f->capabilities, WORDS(STR("STARTTLS")));
    assert_true(f->capabilities.is_fresh);
    mla__capabilities_forget(&f->capabilities);
    assert_false(f->capabilities.is_known);
    assert_false(f->capabilities.is_fresh);
    assert_false(mla__capabilities_have(&f->capabilities, MLA_IMAP_CAP_STARTTLS));
    assert_false(mla__capabilities_lack(&f->capabilities, MLA_IMAP_CAP_STARTTLS));
    assert_str(kept(f), "");
}

static void numbers_that_are_no_capability(void **state) {
    fixture *f = *state;
    f->capabilities.bits = UINT32_MAX;
    f->capabilities.is_known = true;
    assert_true(mla__capabilities_have(&f->capabilities, 31));
    assert_false(mla__capabilities_have(&f->capabilities, 32));
    assert_false(mla__capabilities_have(&f->capabilities, -1));
    assert_false(mla__capabilities_have(&f->capabilities, INT32_MAX));
    assert_true(mla__capabilities_lack(&f->capabilities, 32));
}

static void literal_plus_may_be_written_apart(void **state) {
    fixture *f = *state;
    mla__capabilities_read(&f->capabilities, WORDS(STR("literal"), STR("+"), STR("ID")));
    assert_int_equal(f->capabilities.bits, 1u << MLA_IMAP_CAP_LITERAL_PLUS | 1u << MLA_IMAP_CAP_ID);
    mla__capabilities_read(&f->capabilities, WORDS(STR("+"), STR("LITERAL"), STR("ID"), STR("+")));
    assert_int_equal(f->capabilities.bits, 1u << MLA_IMAP_CAP_ID);
}

static void names_that_only_begin_like_a_known_one(void **state) {
    fixture *f = *state;
    mla__capabilities_read(&f->capabilities, WORDS(STR("IDL"), STR("IDLE2"), STR("I"), STR("XMOVE"),
                                                   STR("IMAP4"), STR("LITERAL")));
    assert_int_equal(f->capabilities.bits, 0);
    assert_true(f->capabilities.is_known);
}

static void empty_words_are_skipped(void **state) {
    fixture *f = *state;
    mla__capabilities_read(&f->capabilities, WORDS(STR(""), {NULL, 0}, STR("IDLE"), STR("")));
    assert_str(kept(f), "IDLE ");
}

static void any_name_is_found_without_case(void **state) {
    fixture *f = *state;
    mla__capabilities_read(&f->capabilities, WORDS(STR("AUTH=PLAIN"), STR("X-NETSCAPE")));
    assert_true(mla__capabilities_have_name(&f->capabilities, exact(STR("auth=plain"))));
    assert_true(mla__capabilities_have_name(&f->capabilities, exact(STR("X-Netscape"))));
    assert_false(mla__capabilities_have_name(&f->capabilities, exact(STR("AUTH=PLAI"))));
    assert_false(mla__capabilities_have_name(&f->capabilities, exact(STR("AUTH=PLAINX"))));
    assert_false(mla__capabilities_have_name(&f->capabilities, exact(STR("X"))));
    assert_false(mla__capabilities_have_name(&f->capabilities, exact(STR(""))));
    assert_false(mla__capabilities_have_name(&f->capabilities, (mla_str){NULL, 0}));
    assert_false(
        mla__capabilities_have_name(&f->capabilities, exact(STR("AUTH=PLAIN X-NETSCAPE"))));
}

static void a_name_that_does_not_fit_is_left_out(void **state) {
    fixture *f = *state;
    f->capabilities.max = 12;
    /* Six octets with its space, then exactly six more. */
    mla__capabilities_read(&f->capabilities, WORDS(STR("ABCDE"), STR("FGHIJ")));
    assert_str(kept(f), "ABCDE FGHIJ ");
    mla__capabilities_read(&f->capabilities, WORDS(STR("ABCDE"), STR("UIDPLUS"), STR("MOVE")));
    assert_str(kept(f), "ABCDE MOVE ");
    assert_true(mla__capabilities_have(&f->capabilities, MLA_IMAP_CAP_UIDPLUS));
    assert_false(mla__capabilities_have_name(&f->capabilities, STR("UIDPLUS")));
    assert_int_equal(f->text[12], 0);
}

static void without_room_known_names_are_known_all_the_same(void **state) {
    fixture *f = *state;
    f->capabilities.max = 0;
    mla__capabilities_read(&f->capabilities, WORDS(STR("IDLE")));
    assert_true(mla__capabilities_have(&f->capabilities, MLA_IMAP_CAP_IDLE));
    assert_false(mla__capabilities_have_name(&f->capabilities, STR("IDLE")));
}

#define IN_FIXTURE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FIXTURE(each_known_name_has_its_bit),
        IN_FIXTURE(nothing_is_known_before_the_server_speaks),
        IN_FIXTURE(an_empty_list_says_that_all_is_lacking),
        IN_FIXTURE(a_new_list_takes_the_place_of_the_old_one),
        IN_FIXTURE(forgetting_leaves_nothing),
        IN_FIXTURE(numbers_that_are_no_capability),
        IN_FIXTURE(literal_plus_may_be_written_apart),
        IN_FIXTURE(names_that_only_begin_like_a_known_one),
        IN_FIXTURE(empty_words_are_skipped),
        IN_FIXTURE(any_name_is_found_without_case),
        IN_FIXTURE(a_name_that_does_not_fit_is_left_out),
        IN_FIXTURE(without_room_known_names_are_known_all_the_same),
    };
    return cmocka_run_group_tests_name("imap/capability", tests, NULL, NULL);
}
