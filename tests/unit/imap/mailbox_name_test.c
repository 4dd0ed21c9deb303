/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "imap/mailbox_name.h"

#define NAME_MAX_LEN 128

/* Blocks of exactly the size that the header asks for. */
static mla_str decode(mla_str raw) {
    mla_str room =
        exact((mla_str){(const char[2 * NAME_MAX_LEN]){0}, MLA__MAILBOX_NAME_DECODED_MAX(raw.len)});
    char *out = (char *)(uintptr_t)room.ptr;
    const mla_str held = exact(raw);
    return (mla_str){out, mla__mailbox_name_decode(&held, out)};
}

static mla_str encode(mla_str utf8) {
    size_t len;
    const mla_str held = exact(utf8);
    int32_t status = mla__mailbox_name_encode(&held, NULL, 0, &len);
    assert_int_equal(status, len == 0 ? MLA_OK : MLA_E_LIMIT);
    assert_true(len <= 4 * NAME_MAX_LEN);
    mla_str room = exact((mla_str){(const char[4 * NAME_MAX_LEN]){0}, len});
    size_t written;
    assert_int_equal(mla__mailbox_name_encode(&held, (char *)(uintptr_t)room.ptr, len, &written),
                     MLA_OK);
    assert_int_equal(written, len);
    return room;
}

static const struct {
    mla_str utf8;
    mla_str raw;
} pairs[] = {
    {STR_INIT("INBOX"), STR_INIT("INBOX")},
    {STR_INIT("a b"), STR_INIT("a b")},
    {STR_INIT("\"\\"), STR_INIT("\"\\")},
    {STR_INIT("*%~"), STR_INIT("*%~")},
    {STR_INIT("[Gmail]/Wszystkie"), STR_INIT("[Gmail]/Wszystkie")},
    {STR_INIT("a\tb"), STR_INIT("a\tb")}, /* Exchange */
    {STR_INIT("&"), STR_INIT("&-")},
    {STR_INIT("&&"), STR_INIT("&-&-")},
    {STR_INIT("R&D"), STR_INIT("R&-D")},
    {STR_INIT("&-"), STR_INIT("&--")},
    {STR_INIT("~peter/mail/台北/日本語"), STR_INIT("~peter/mail/&U,BTFw-/&ZeVnLIqe-")},
    {STR_INIT("Entwürfe"), STR_INIT("Entw&APw-rfe")},
    {STR_INIT("Gelöschte Elemente"), STR_INIT("Gel&APY-schte Elemente")},
    {STR_INIT("Öffentliche Ordner/Größe"), STR_INIT("&ANY-ffentliche Ordner/Gr&APYA3w-e")},
    {STR_INIT("Envoyés"), STR_INIT("Envoy&AOk-s")},
    {STR_INIT("Отправленные"), STR_INIT("&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-")},
    {STR_INIT("Корзина"), STR_INIT("&BBoEPgRABDcEOAQ9BDA-")},
    {STR_INIT("Ελληνικά"), STR_INIT("&A5UDuwO7A7cDvQO5A7oDrA-")},
    {STR_INIT("已发送"), STR_INIT("&XfJT0ZAB-")},
    {STR_INIT("草稿箱"), STR_INIT("&g0l6P3ux-")},
    {STR_INIT("보낸편지함"), STR_INIT("&vPSwuNO4ycDVaA-")},
    {STR_INIT("Gửi"), STR_INIT("G&Hu0-i")},
    {STR_INIT("שלום"), STR_INIT("&BekF3AXVBd0-")},
    {STR_INIT("€"), STR_INIT("&IKw-")},
    {STR_INIT("ü-"), STR_INIT("&APw--")},
    {STR_INIT("-ü"), STR_INIT("-&APw-")},
    {STR_INIT("&ü"), STR_INIT("&-&APw-")},
    {STR_INIT("ü&ö"), STR_INIT("&APw-&-&APY-")},
    {STR_INIT("日本&語"), STR_INIT("&ZeVnLA-&-&ip4-")},
    /* One, two, three and four code units end at different bits. */
    {STR_INIT("à"), STR_INIT("&AOA-")},
    {STR_INIT("àà"), STR_INIT("&AOAA4A-")},
    {STR_INIT("ààà"), STR_INIT("&AOAA4ADg-")},
    {STR_INIT("àààà"), STR_INIT("&AOAA4ADgAOA-")},
    {STR_INIT("😀"), STR_INIT("&2D3eAA-")},
    {STR_INIT("a😀b"), STR_INIT("a&2D3eAA-b")},
    {STR_INIT("😀ü"), STR_INIT("&2D3eAAD8-")},
    /* The first and last characters of each length. */
    {STR_INIT("\xc2\x80"), STR_INIT("&AIA-")},
    {STR_INIT("\xdf\xbf"), STR_INIT("&B,8-")},
    {STR_INIT("\xe0\xa0\x80"), STR_INIT("&CAA-")},
    {STR_INIT("\xef\xbf\xbf"), STR_INIT("&,,8-")},
    {STR_INIT("\xf0\x90\x80\x80"), STR_INIT("&2ADcAA-")},
    {STR_INIT("\xf4\x8f\xbf\xbf"), STR_INIT("&2,,f,w-")},
};

static void names_go_both_ways(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        unit_assert_str(encode(pairs[i].utf8), pairs[i].raw, __FILE__, __LINE__);
        unit_assert_str(decode(pairs[i].raw), pairs[i].utf8, __FILE__, __LINE__);
    }
}

static size_t put_code_point(uint32_t c, char *out) {
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 63));
        return 2;
    }
    size_t len = c < 0x10000 ? 3 : 4;
    out[0] = (char)(len == 3 ? 0xe0 | c >> 12 : 0xf0 | c >> 18);
    for (size_t i = 1; i < len; i++)
        out[i] = (char)(0x80 | (c >> 6 * (len - 1 - i) & 63));
    return len;
}

static void every_character_goes_both_ways(void **state) {
    (void)state;
    for (uint32_t c = 0x80; c <= 0x10ffff; c += c < 0x10000 ? 1 : 0x3f) {
        if (c >= 0xd800 && c < 0xe000)
            continue;
        char name[16] = "x";
        char raw[32];
        char again[32];
        size_t len = 1 + put_code_point(c, name + 1);
        len += put_code_point(c, name + len);
        size_t raw_len;
        assert_int_equal(mla__mailbox_name_encode(&(mla_str){name, len}, raw, sizeof raw, &raw_len),
                         MLA_OK);
        for (size_t i = 0; i < raw_len; i++)
            assert_in_range(raw[i], 0x20, 0x7e);
        assert_int_equal(mla__mailbox_name_decode(&(mla_str){raw, raw_len}, again), len);
        assert_memory_equal(again, name, len);
    }
}

static void what_is_not_canonical_stays_raw(void **state) {
    (void)state;
    static const mla_str rows[] = {
        STR_INIT("&"),
        STR_INIT("a&"),
        STR_INIT("&APw"),     /* not ended */
        STR_INIT("Entw&APw"), /* cut off */
        STR_INIT("&A-"),      /* less than a code unit */
        STR_INIT("&APwA-"),   /* a digit too many */
        STR_INIT("&APwAP-"),  /* one and a half */
        STR_INIT("&APx-"),    /* bits behind the last code unit */
        STR_INIT("&AP/8-"),   /* "/" is "," here */
        STR_INIT("&APw=-"),   /* padding */
        STR_INIT("&AP w-"),
        STR_INIT("&AP{w-"),
        STR_INIT("R&D"), /* "D" is no sequence */
        STR_INIT("AT&T/x-"),
        STR_INIT("&AGE-"), /* "a" stands for itself */
        STR_INIT("&AH4-"), /* so does "~" */
        STR_INIT("&ACY-"), /* "&" is "&-" */
        STR_INIT("&ACA-"),
        STR_INIT("&APwAYQ-"), /* "üa" */
        STR_INIT("&AAA-"),    /* NUL, which ends names elsewhere */
        STR_INIT("&AAo-"),    /* LF */
        STR_INIT("&AAk-"),    /* TAB: servers have names with it as it is */
        STR_INIT("&AH8-"),
        STR_INIT("&APw-&APY-"), /* two sequences that should be one */
        STR_INIT("&2D0-"),      /* half a character */
        STR_INIT("&2D0-x"),
        STR_INIT("&3gA-"),         /* the other half */
        STR_INIT("&2D0A,A-"),      /* the first half and "ü" */
        STR_INIT("&2D3YPQ-"),      /* two first halves */
        STR_INIT("&3gDYPQ-"),      /* in the wrong order */
        STR_INIT("&APw-\xc3\xbc"), /* UTF-8 beside it */
        STR_INIT("\xff&-"),
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_false(mla__mailbox_name_is_plain(&rows[i]));
        assert_int_equal(decode(rows[i]).len, 0);
    }
}

static bool is_plain(mla_str raw) {
    const mla_str held = exact(raw);
    return mla__mailbox_name_is_plain(&held);
}

static void names_without_an_ampersand_are_plain(void **state) {
    (void)state;
    assert_true(mla__mailbox_name_is_plain(&(mla_str){NULL, 0}));
    assert_true(is_plain(STR("")));
    assert_true(is_plain(STR("INBOX")));
    assert_true(is_plain(STR("Entw\xc3\xbcrfe")));
    assert_false(is_plain(STR("&")));
    assert_false(is_plain(STR("R&-")));
}

static void octets_that_are_no_utf8_are_passed_on(void **state) {
    (void)state;
    static const mla_str rows[] = {
        STR_INIT("\x80"), /* a second octet alone */
        STR_INIT("\xc3"), /* the end of the name */
        STR_INIT("\xc3x"),
        STR_INIT("\xe2\x82"),
        STR_INIT("\xe2\x82x"),
        STR_INIT("\xf0\x9f\x98"),
        STR_INIT("\xc0\xaf"), /* "/" in two octets */
        STR_INIT("\xc1\xbf"),
        STR_INIT("\xe0\x9f\xbf"), /* too long for what it says */
        STR_INIT("\xf0\x8f\xbf\xbf"),
        STR_INIT("\xed\xa0\x80"), /* a surrogate */
        STR_INIT("\xed\xbf\xbf"),
        STR_INIT("\xf4\x90\x80\x80"), /* beyond U+10FFFF */
        STR_INIT("\xf5\x80\x80\x80"),
        STR_INIT("\xff\xfe"),
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        unit_assert_str(encode(rows[i]), rows[i], __FILE__, __LINE__);
    assert_str(encode(STR("\xc3\xbc\xff\xc3\xb6")), "&APw-\xff&APY-");
}

static void a_name_that_does_not_fit_says_how_long_it_is(void **state) {
    (void)state;
    char out[12];
    size_t len;
    memset(out, '!', sizeof out);
    assert_int_equal(mla__mailbox_name_encode(&STR("Entw\xc3\xbc"), out, 8, &len), MLA_E_LIMIT);
    assert_int_equal(len, 9);
    assert_memory_equal(out, "Entw&APw!!!!", 12);
    assert_int_equal(mla__mailbox_name_encode(&STR("Entw\xc3\xbc"), out, 9, &len), MLA_OK);
    assert_memory_equal(out, "Entw&APw-!!!", 12);
}

static void an_empty_name_stays_empty(void **state) {
    (void)state;
    assert_int_equal(encode(STR("")).len, 0);
    assert_int_equal(decode(STR("")).len, 0);
}

/* As long as it can get: each code unit becomes three octets. */
static void the_room_for_decoding_is_enough(void **state) {
    (void)state;
    char utf8[96];
    for (size_t i = 0; i < sizeof utf8; i++)
        utf8[i] = "\xef\xbf\xbf"[i % 3];
    for (size_t len = 3; len <= sizeof utf8; len += 3) {
        mla_str raw = encode((mla_str){utf8, len});
        unit_assert_str(decode(raw), (mla_str){utf8, len}, __FILE__, __LINE__);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_go_both_ways),
        cmocka_unit_test(every_character_goes_both_ways),
        cmocka_unit_test(what_is_not_canonical_stays_raw),
        cmocka_unit_test(names_without_an_ampersand_are_plain),
        cmocka_unit_test(octets_that_are_no_utf8_are_passed_on),
        cmocka_unit_test(a_name_that_does_not_fit_says_how_long_it_is),
        cmocka_unit_test(an_empty_name_stays_empty),
        cmocka_unit_test(the_room_for_decoding_is_enough),
    };
    return cmocka_run_group_tests_name("imap/mailbox_name", tests, NULL, NULL);
}
