/* SPDX-License-Identifier: MIT */
#include "transport/system_text_posix.h"

#include <errno.h>

#include "unit.h"

static void an_errno_has_a_text(void **state) {
    char text[64];

    (void)state;
    assert_string_equal(mla__system_text(ENOENT, text, sizeof text), "No such file or directory");
    assert_ptr_equal(mla__system_text(EIO, text, sizeof text), text);
}

static void what_does_not_fit_ends_with_nul(void **state) {
    char text[8];

    (void)state;
    assert_true(strlen(mla__system_text(ENOENT, text, sizeof text)) < sizeof text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_errno_has_a_text),
        cmocka_unit_test(what_does_not_fit_ends_with_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
