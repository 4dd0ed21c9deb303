/* SPDX-License-Identifier: MIT */
#include "session/fingerprint.h"

#include "unit.h"

/* The key 00 01 ... 0f and the texts "", 00, 00 01 ... of the reference implementation. */
static void it_is_siphash_2_4(void **state) {
    static const uint64_t key[2] = {0x0706050403020100u, 0x0f0e0d0c0b0a0908u};
    static const struct {
        size_t len;
        uint64_t fingerprint;
    } vectors[] = {
        {0, 0x726fdb47dd0e0e31u}, {1, 0x74f839c593dc67fdu},  {7, 0xab0200f58b01d137u},
        {8, 0x93f5f5799a932462u}, {15, 0xa129ca6149be45e5u},
    };
    char text[16];

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)i;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        assert_true(mla__fingerprint(key, (mla_str){text, vectors[i].len}) ==
                    vectors[i].fingerprint);
}

static void another_key_gives_another_fingerprint(void **state) {
    static const uint64_t keys[][2] = {{1, 2}, {1, 3}, {0, 2}};

    (void)state;
    uint64_t first = mla__fingerprint(keys[0], STR("id"));
    assert_true(mla__fingerprint(keys[1], STR("id")) != first);
    assert_true(mla__fingerprint(keys[2], STR("id")) != first);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_siphash_2_4),
        cmocka_unit_test(another_key_gives_another_fingerprint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
