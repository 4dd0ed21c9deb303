/* SPDX-License-Identifier: MIT */
#include "quick_rows.h"

static const char behind[] = " and octets that are still to come";

/* @return behind it, or NULL when it is not plain. */
static const char *read_section(const char *text, mla_imap_body *body) {
#if MLA__OCTETS_WIDE
    mla__quick quick = {.at = text + sizeof "BODY[" - 1};
    return mla__quick_section(&quick, body) ? quick.at : NULL;
#else
    (void)text, (void)body;
    return NULL;
#endif
}

static void assert_section(const char *item, uint64_t size, const char *section, int64_t origin) {
    char text[200];
    mla_imap_body body;
    int len = snprintf(text, sizeof text, "%s {%llu}\r\n", item, (unsigned long long)size);
    strcpy(text + len, behind);
    const char *at = read_section(text, &body);
    if (!MLA__OCTETS_WIDE)
        return;
    assert_ptr_equal(at, text + len);
    assert_true(mla_str_equal(body.item, mla_str_from(item)));
    assert_true(mla_str_equal(body.section, mla_str_from(section)));
    assert_int_equal(body.size, size);
    assert_int_equal(body.is_section, 1);
    assert_int_equal(body.has_origin, origin >= 0);
    assert_int_equal(body.origin, origin >= 0 ? (uint64_t)origin : 0);
}

static void sections_whose_literal_follows_are_read(void **state) {
    (void)state;
    assert_section("BODY[]", 0, "", -1);
    assert_section("BODY[1.2.3]", 12345678901, "1.2.3", -1);
    assert_section("BODY[TEXT]<0>", 7, "TEXT", 0);
    assert_section("BODY[1.MIME]<4096>", INT64_MAX, "1.MIME", 4096);
}

static void a_section_that_has_streamed_has_its_mark(void **state) {
    (void)state;
    mla_imap_body body;
    char text[100];
    int len = snprintf(text, sizeof text, "BODY[1] \x1f");
    strcpy(text + len, behind);
    if (MLA__OCTETS_WIDE)
        assert_ptr_equal(read_section(text, &body), text + len);
}

static void other_sections_are_left_to_the_thorough_way(void **state) {
    (void)state;
    static const char *const items[] = {
        "BODY[HEADER.FIELDS (TO)] {3}\r\n",
        "BODY[] \"text\"",
        "BODY[] NIL",
        "BODY[]{3}\r\n",
        "BODY[]  {3}\r\n",
        "BODY[] {3+}\r\n",
        "BODY[] {3} \r\n",
        "BODY[] {3}\n",
        "BODY[] {-1}\r\n",
        "BODY[] {9223372036854775808}\r\n",
        "BODY[1]<x> {3}\r\n",
        "BODY[1]<0 {3}\r\n",
        "BODY[\"1\"] {3}\r\n",
        "BODY[1 {3}\r\n",
        "BODY[] ~{3}\r\n",
    };
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        char text[100];
        mla_imap_body body;
        strcpy(text, items[i]);
        strcat(text, behind);
        assert_null(read_section(text, &body));
    }
}

static void bodies_give_the_same_events_either_way(void **state) {
    (void)state;
    static const char *const rows[] = {
        "* 3 FETCH (UID 9 BODY[] {5}\r\nab\r\nc FLAGS (\\Seen))",
        "* 3 FETCH (BODY[] {5}\r\nab\r\nc UID 9)",
        "* 3 FETCH (UID 9 BODY[1]<0> {2}\r\nab BODY[2] {2}\r\ncd)",
        "* 3 FETCH (UID 9 BODY[1] {0}\r\n FLAGS ())\r\n* 4 FETCH (UID 10 BODY[1] {1}\r\nx)",
        "* 3 FETCH (UID 9 BODY[1] {2}\r\nabc)",
        "* 3 FETCH (UID 9 BODY[1] \x1f)",
        "* 3 FETCH (UID 9 UID 10 BODY[TEXT] {2}\r\nab)",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        dump_expect_same_quickly(mla_str_from(rows[i]));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_whose_literal_follows_are_read),
        cmocka_unit_test(a_section_that_has_streamed_has_its_mark),
        cmocka_unit_test(other_sections_are_left_to_the_thorough_way),
        cmocka_unit_test(bodies_give_the_same_events_either_way),
    };
    return cmocka_run_group_tests_name("imap/quick_section", tests, NULL, NULL);
}
