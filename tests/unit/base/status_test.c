/* SPDX-License-Identifier: MIT */
#include "unit.h"

static void every_status_has_its_own_name_and_a_text(void **state) {
    (void)state;
    size_t known = 0;
    for (int32_t status = -700; status < 100; status++) {
        const char *name = mla_status_name(status);
        if (strcmp(name, "MLA_E_UNKNOWN") == 0)
            continue;
        known++;
        assert_memory_equal(name, status < 0 ? "MLA_E_" : "MLA_", status < 0 ? 6 : 4);
        assert_string_not_equal(mla_status_text(status), mla_status_text(12345));
        for (int32_t other = status + 1; other < 100; other++)
            assert_string_not_equal(name, mla_status_name(other));
    }
    assert_int_equal(known, 36);
}

static void names_are_those_of_the_header(void **state) {
    (void)state;
    assert_string_equal(mla_status_name(MLA_OK), "MLA_OK");
    assert_string_equal(mla_status_name(MLA_E_TIMEOUT), "MLA_E_TIMEOUT");
    assert_string_equal(mla_status_name(-99), "MLA_E_UNKNOWN");
}

static void fatal_are_those_that_lose_the_connection(void **state) {
    static const int32_t fatal[] = {
        MLA_E_FILE,       MLA_E_NO_MEMORY,   MLA_E_LIMIT,        MLA_E_PROTOCOL,
        MLA_E_INCOMPLETE, MLA_E_INJECTION,   MLA_E_IO,           MLA_E_UNSOLICITED,
        MLA_E_EOF,        MLA_E_TIMEOUT,     MLA_E_RESOLVE,      MLA_E_CONNECT,
        MLA_E_TLS,        MLA_E_TLS_EXPIRED, MLA_E_TLS_REQUIRED, MLA_E_SERVER_BYE,
    };
    static const int32_t harmless[] = {
        MLA_OK,           MLA_AGAIN,         MLA_END,         MLA_E_INVALID,    MLA_E_STATE,
        MLA_E_NOT_FOUND,  MLA_E_UNSUPPORTED, MLA_E_CANCELLED, MLA_E_NESTING,    MLA_E_MALFORMED,
        MLA_E_AUTH_CLEAR, MLA_E_AUTH,        MLA_E_SERVER_NO, MLA_E_SERVER_BAD, MLA_E_FULL,
    };
    (void)state;
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++)
        assert_int_equal(mla_status_is_fatal(fatal[i]), 1);
    for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++)
        assert_int_equal(mla_status_is_fatal(harmless[i]), 0);
}

static void the_version_is_that_of_the_header(void **state) {
    (void)state;
    assert_string_equal(mla_version(), MLA_VERSION_STRING);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_its_own_name_and_a_text),
        cmocka_unit_test(names_are_those_of_the_header),
        cmocka_unit_test(fatal_are_those_that_lose_the_connection),
        cmocka_unit_test(the_version_is_that_of_the_header),
    };
    return cmocka_run_group_tests_name("base/status", tests, NULL, NULL);
}
