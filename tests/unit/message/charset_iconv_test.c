/* SPDX-License-Identifier: MIT */
#include "message/charset_iconv.h"

#include "unit.h"

#define REPLACEMENT "\xef\xbf\xbd"

typedef struct {
    mla_str name;
    mla_str octets;
    mla_str text;
} test_set;

/* Each line holds a character that the set of this name has not, but the one that its senders mean. */
static const test_set aliases[] = {
    {STR_INIT("GB2312"), STR_INIT("\x81\x30\x81\x30\x80"), STR_INIT("\xc2\x80" REPLACEMENT)},
    {STR_INIT("gbk"), STR_INIT("\x81\x39\xf0\x30"), STR_INIT("\xe3\x90\x8b")},
    {STR_INIT("ks_c_5601-1987"), STR_INIT("\x81\x41"), STR_INIT("\xea\xb0\x82")},
    {STR_INIT("euc-kr"), STR_INIT("\x81\x41"), STR_INIT("\xea\xb0\x82")},
    {STR_INIT("Shift_JIS"), STR_INIT("\x87\x40"), STR_INIT("\xe2\x91\xa0")},
    {STR_INIT("x-sjis"), STR_INIT("\x87\x40"), STR_INIT("\xe2\x91\xa0")},
    {STR_INIT("iso-8859-8-i"), STR_INIT("\xe0"), STR_INIT("\xd7\x90")},
    {STR_INIT("windows-874"), STR_INIT("\x80\xa1"), STR_INIT("\xe2\x82\xac\xe0\xb8\x81")},
    {STR_INIT("x-mac-roman"), STR_INIT("\x8e"), STR_INIT("\xc3\xa9")},
    {STR_INIT("koi8-r"), STR_INIT("\xd0\xd2"), STR_INIT("\xd0\xbf\xd1\x80")},
};

static mla_str decode(mla_charset_decoder *decoder, mla_str in, char *out, size_t capacity) {
    size_t len = 0;
    size_t more = 0;

    assert_int_equal(mla__charset_iconv_decode(decoder, &in, out, capacity, &len), MLA_OK);
    assert_int_equal(in.len, 0);
    assert_int_equal(mla__charset_iconv_finish(decoder, out + len, capacity - len, &more), MLA_OK);
    return (mla_str){out, len + more};
}

static void a_set_is_read_as_its_senders_mean_it(void **state) {
    char out[256];

    (void)state;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        const test_set *row = &aliases[i];
        mla_charset_decoder decoder = {.native = mla__charset_iconv_open(row->name)};
        if (decoder.native == NULL)
            fail_msg("%s is not known", row->name.ptr);
        mla_str text = decode(&decoder, exact(row->octets), out, sizeof out);
        unit_assert_str(text, row->text, __FILE__, __LINE__);
        mla__charset_iconv_close(decoder.native);
    }
}

/* iconv takes "//" and what follows for options, and a name from mail is the sender's. */
static void what_is_no_name_does_not_get_to_iconv(void **state) {
    static const mla_str names[] = {
        STR_INIT("utf-8//TRANSLIT"), STR_INIT("koi8-r//IGNORE"), STR_INIT("koi8-r/"),
        STR_INIT("koi8-r\0"),        STR_INIT("koi8-r "),        STR_INIT("no-such-set"),
        STR_INIT("koi8,r"),          STR_INIT("../koi8-r"),      STR_INIT("\xff"),
    };
    char name[65];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_null(mla__charset_iconv_open(exact(names[i])));
    memset(name, 'x', sizeof name);
    for (size_t len = 62; len <= sizeof name; len++)
        assert_null(mla__charset_iconv_open(exact((mla_str){name, len})));
}

static void a_character_may_come_in_pieces_and_be_cut_at_the_end(void **state) {
    static const char octets[] = "\x82\xa0\x82";
    mla_charset_decoder decoder = {.native = mla__charset_iconv_open(STR("shift_jis"))};
    char out[64];

    (void)state;
    assert_non_null(decoder.native);
    for (size_t i = 0; i < 3; i++) {
        mla_str in = exact((mla_str){octets + i, 1});
        size_t len = 0;
        assert_int_equal(mla__charset_iconv_decode(&decoder, &in, out, sizeof out, &len), MLA_OK);
        assert_int_equal(len, i == 1 ? 3 : 0);
        if (i == 1)
            assert_memory_equal(out, "\xe3\x81\x82", 3);
    }
    size_t len = 0;
    assert_int_equal(mla__charset_iconv_finish(&decoder, out, sizeof out, &len), MLA_OK);
    assert_str(((mla_str){out, len}), REPLACEMENT);
    assert_int_equal(decoder.errors, 1);
    mla__charset_iconv_close(decoder.native);
}

static void what_does_not_fit_waits(void **state) {
    static const char octets[] = "\xd0\xd2\xc9\xd7\xc5\xd4\xd0\xd2\xc9\xd7\xc5\xd4";
    mla_charset_decoder decoder = {.native = mla__charset_iconv_open(STR("koi8-r"))};
    mla_str in = exact((mla_str){octets, sizeof octets - 1});
    char out[18];
    char all[64];
    size_t total = 0;
    int32_t status = MLA_AGAIN;

    (void)state;
    assert_non_null(decoder.native);
    for (int i = 0; i < 20 && status == MLA_AGAIN; i++) {
        size_t len = 0;
        status = mla__charset_iconv_decode(&decoder, &in, out, sizeof out, &len);
        memcpy(all + total, out, len);
        total += len;
    }
    assert_int_equal(status, MLA_OK);
    assert_str(((mla_str){all, total}), "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82"
                                        "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82");
    mla__charset_iconv_close(decoder.native);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_is_read_as_its_senders_mean_it),
        cmocka_unit_test(what_is_no_name_does_not_get_to_iconv),
        cmocka_unit_test(a_character_may_come_in_pieces_and_be_cut_at_the_end),
        cmocka_unit_test(what_does_not_fit_waits),
    };
    return cmocka_run_group_tests_name("message/charset_iconv", tests, NULL, NULL);
}
