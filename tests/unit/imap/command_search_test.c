/* SPDX-License-Identifier: MIT */
#include "imap_client.h"

#define MAX_KEYS 40

static int32_t search(client *c, const mla_imap_search_key *keys, size_t count) {
    return mla_imap_submit_uid_search(c->imap, keys, count, NULL);
}

static int32_t search_one(client *c, mla_imap_search_key key) {
    return search(c, &key, 1);
}

#define KEY(...) ((mla_imap_search_key){.type = __VA_ARGS__})

static void keys_without_arguments(void **state) {
    client *c = *state;
    static const char *const names[] = {
        "ALL",    "ANSWERED", "DELETED",    "DRAFT",     "FLAGGED", "NEW",       "OLD",
        "RECENT", "SEEN",     "UNANSWERED", "UNDELETED", "UNDRAFT", "UNFLAGGED", "UNSEEN",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char line[64];
        int len = snprintf(line, sizeof line, "UID SEARCH %s\r\n", names[i]);
        client_assert_command(c, search_one(c, KEY((int32_t)i)), (mla_str){line, (size_t)len},
                              __FILE__, __LINE__);
        client_answer(c, "OK");
        assert_done(c, c->accepted, MLA_OK);
    }
}

static void keys_of_every_kind(void **state) {
    client *c = *state;
    static const struct {
        mla_imap_search_key key;
        const char *octets;
    } rows[] = {
        {{.type = MLA_IMAP_KEY_BCC, .text = STR_INIT("a")}, "BCC a"},
        {{.type = MLA_IMAP_KEY_BODY, .text = STR_INIT("a b")}, "BODY \"a b\""},
        {{.type = MLA_IMAP_KEY_CC, .text = STR_INIT("a")}, "CC a"},
        {{.type = MLA_IMAP_KEY_FROM, .text = STR_INIT("a@b")}, "FROM a@b"},
        {{.type = MLA_IMAP_KEY_SUBJECT, .text = STR_INIT("")}, "SUBJECT \"\""},
        {{.type = MLA_IMAP_KEY_TEXT, .text = STR_INIT("\"")}, "TEXT \"\\\"\""},
        {{.type = MLA_IMAP_KEY_TO, .text = STR_INIT("NIL")}, "TO \"NIL\""},
        {{.type = MLA_IMAP_KEY_HEADER, .name = STR_INIT("X-A"), .text = STR_INIT("v w")},
         "HEADER X-A \"v w\""},
        {{.type = MLA_IMAP_KEY_HEADER, .name = STR_INIT("X-A"), .text = STR_INIT("")},
         "HEADER X-A \"\""},
        {{.type = MLA_IMAP_KEY_KEYWORD, .text = STR_INIT("$Junk")}, "KEYWORD $Junk"},
        {{.type = MLA_IMAP_KEY_UNKEYWORD, .text = STR_INIT("x")}, "UNKEYWORD x"},
        {{.type = MLA_IMAP_KEY_BEFORE, .date = {.epoch_seconds = 0}}, "BEFORE 01-Jan-1970"},
        {{.type = MLA_IMAP_KEY_ON, .date = {.epoch_seconds = 86400}}, "ON 02-Jan-1970"},
        /* The day is that of its own zone. */
        {{.type = MLA_IMAP_KEY_SINCE, .date = {.epoch_seconds = 86399, .zone_minutes = 1}},
         "SINCE 02-Jan-1970"},
        {{.type = MLA_IMAP_KEY_SENTBEFORE, .date = {.epoch_seconds = 951782400}},
         "SENTBEFORE 29-Feb-2000"},
        {{.type = MLA_IMAP_KEY_SENTON, .date = {.epoch_seconds = 1767225599}},
         "SENTON 31-Dec-2025"},
        {{.type = MLA_IMAP_KEY_SENTSINCE, .date = {.epoch_seconds = 0, .zone_minutes = -60}},
         "SENTSINCE 31-Dec-1969"},
        {{.type = MLA_IMAP_KEY_LARGER, .number = 0}, "LARGER 0"},
        {{.type = MLA_IMAP_KEY_SMALLER, .number = UINT64_MAX}, "SMALLER 18446744073709551615"},
        {{.type = MLA_IMAP_KEY_MODSEQ, .number = 620162338}, "MODSEQ 620162338"},
        {{.type = MLA_IMAP_KEY_UID, .text = STR_INIT("1:5,7")}, "UID 1:5,7"},
        {{.type = MLA_IMAP_KEY_SEQUENCE, .text = STR_INIT("1:*")}, "1:*"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char line[128];
        int len = snprintf(line, sizeof line, "UID SEARCH %s\r\n", rows[i].octets);
        client_assert_command(c, search_one(c, rows[i].key), (mla_str){line, (size_t)len}, __FILE__,
                              __LINE__);
        client_answer(c, "OK");
        assert_done(c, c->accepted, MLA_OK);
    }
}

static void by_sequence_number(void **state) {
    client *c = *state;
    const mla_imap_search_key key = KEY(MLA_IMAP_KEY_UNSEEN);
    assert_command(c, mla_imap_submit_search(c->imap, &key, 1, NULL), "SEARCH UNSEEN\r\n");
}

static void operators_apply_to_the_keys_that_follow(void **state) {
    client *c = *state;
    const mla_imap_search_key from = KEY(MLA_IMAP_KEY_FROM, .text = STR("ann"));
    const mla_imap_search_key unseen = KEY(MLA_IMAP_KEY_UNSEEN);
    const mla_imap_search_key not = KEY(MLA_IMAP_KEY_NOT);
    const mla_imap_search_key or = KEY(MLA_IMAP_KEY_OR);
    const mla_imap_search_key one = KEY(MLA_IMAP_KEY_AND, .number = 1);
    const mla_imap_search_key two = KEY(MLA_IMAP_KEY_AND, .number = 2);
    static const struct {
        char keys[12];
        const char *octets;
    } rows[] = {
        {"fu", "FROM ann UNSEEN"},
        {"nu", "NOT UNSEEN"},
        {"nnu", "NOT NOT UNSEEN"},
        {"ofuf", "OR FROM ann UNSEEN FROM ann"},
        {"1u", "(UNSEEN)"},
        {"2uf", "(UNSEEN FROM ann)"},
        {"of2uf", "OR FROM ann (UNSEEN FROM ann)"},
        {"o2uf2fu", "OR (UNSEEN FROM ann) (FROM ann UNSEEN)"},
        {"n2u2fu", "NOT (UNSEEN (FROM ann UNSEEN))"},
        {"oofuf", "OR OR FROM ann UNSEEN FROM ann"},
        {"ofoufu", "OR FROM ann OR UNSEEN FROM ann UNSEEN"},
        {"onunf", "OR NOT UNSEEN NOT FROM ann"},
        {"111u", "(((UNSEEN)))"},
        {"u2n1fuf", "UNSEEN (NOT (FROM ann) UNSEEN) FROM ann"},
        {"1onuf2uuf", "(OR NOT UNSEEN FROM ann) (UNSEEN UNSEEN) FROM ann"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        mla_imap_search_key keys[12];
        size_t count = strlen(rows[i].keys);
        for (size_t k = 0; k < count; k++) {
            char name = rows[i].keys[k];
            keys[k] = name == 'f'   ? from
                      : name == 'u' ? unseen
                      : name == 'n' ? not
                      : name == 'o' ? or
                      : name == '1' ? one
                                    : two;
        }
        char line[128];
        int len = snprintf(line, sizeof line, "UID SEARCH %s\r\n", rows[i].octets);
        client_assert_command(c, search(c, keys, count), (mla_str){line, (size_t)len}, __FILE__,
                              __LINE__);
        client_answer(c, "OK");
        assert_done(c, c->accepted, MLA_OK);
    }
}

static void operators_without_their_keys(void **state) {
    client *c = *state;
    const mla_imap_search_key unseen = KEY(MLA_IMAP_KEY_UNSEEN);
    const mla_imap_search_key operators[] = {
        KEY(MLA_IMAP_KEY_NOT),
        KEY(MLA_IMAP_KEY_OR),
        KEY(MLA_IMAP_KEY_AND, .number = 2),
    };
    assert_refused(c, search(c, NULL, 0), MLA_E_INVALID);
    for (size_t i = 0; i < 3; i++) {
        assert_refused(c, search_one(c, operators[i]), MLA_E_INVALID);
        const mla_imap_search_key behind[] = {unseen, operators[i]};
        assert_refused(c, search(c, behind, 2), MLA_E_INVALID);
        const mla_imap_search_key one[] = {operators[i], unseen};
        if (i != 0)
            assert_refused(c, search(c, one, 2), MLA_E_INVALID);
    }
    const mla_imap_search_key none[] = {KEY(MLA_IMAP_KEY_AND, .number = 0), unseen};
    assert_refused(c, search(c, none, 2), MLA_E_INVALID);
    /* A count of 2^32 + 1 is not 1. */
    const mla_imap_search_key many[] = {KEY(MLA_IMAP_KEY_AND, .number = 4294967297), unseen};
    assert_refused(c, search(c, many, 2), MLA_E_INVALID);
}

static void nesting_up_to_sixteen(void **state) {
    client *c = *state;
    mla_imap_search_key keys[MAX_KEYS];
    for (size_t i = 0; i < MAX_KEYS; i++)
        keys[i] = KEY(MLA_IMAP_KEY_NOT);
    keys[16] = KEY(MLA_IMAP_KEY_SEEN);
    assert_command(c, search(c, keys, 17),
                   "UID SEARCH NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT "
                   "SEEN\r\n");
    keys[16] = KEY(MLA_IMAP_KEY_NOT);
    keys[17] = KEY(MLA_IMAP_KEY_SEEN);
    assert_refused(c, search(c, keys, 18), MLA_E_INVALID);
    for (size_t i = 0; i < 16; i++)
        keys[i] = KEY(MLA_IMAP_KEY_AND, .number = 1);
    keys[16] = KEY(MLA_IMAP_KEY_SEEN);
    assert_command(c, search(c, keys, 17), "UID SEARCH ((((((((((((((((SEEN))))))))))))))))\r\n");
    /* The levels are free again for the keys behind. */
    keys[17] = KEY(MLA_IMAP_KEY_NOT);
    keys[18] = KEY(MLA_IMAP_KEY_SEEN);
    assert_command(c, search(c, keys, 19),
                   "UID SEARCH ((((((((((((((((SEEN)))))))))))))))) NOT SEEN\r\n");
}

static void text_beyond_ascii_names_its_charset(void **state) {
    client *c = *state;
    serve(c, STR("* CAPABILITY LITERAL+\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    const mla_imap_search_key keys[] = {
        KEY(MLA_IMAP_KEY_SEEN),
        KEY(MLA_IMAP_KEY_SUBJECT, .text = STR("Gr\xc3\xbc\xc3\x9f"
                                              "e")),
    };
    assert_command(c, search(c, keys, 2),
                   "UID SEARCH CHARSET UTF-8 SEEN SUBJECT {7+}\r\nGr\xc3\xbc\xc3\x9f"
                   "e\r\n");
    serve(c, STR("* ENABLED UTF8=ACCEPT\r\n"));
    assert_event(c, MLA_IMAP_EVENT_ENABLED);
    /* RFC 9755 forbids it then. */
    assert_command(c, search(c, keys, 2),
                   "UID SEARCH SEEN SUBJECT {7+}\r\nGr\xc3\xbc\xc3\x9f"
                   "e\r\n");
}

static void what_would_be_protocol(void **state) {
    client *c = *state;
    static const mla_str bad[] = {
        STR_INIT("a\r"),
        STR_INIT("a\nA3 LOGOUT"),
        STR_INIT("a\0"),
        {NULL, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        for (int32_t type = MLA_IMAP_KEY_BCC; type <= MLA_IMAP_KEY_UNKEYWORD; type++)
            assert_refused(c, search_one(c, KEY(type, .name = STR("X"), .text = bad[i])),
                           MLA_E_INVALID);
        assert_refused(c, search_one(c, KEY(MLA_IMAP_KEY_HEADER, .name = bad[i], .text = STR("x"))),
                       MLA_E_INVALID);
        assert_refused(c, search_one(c, KEY(MLA_IMAP_KEY_UID, .text = bad[i])), MLA_E_INVALID);
        assert_refused(c, search_one(c, KEY(MLA_IMAP_KEY_SEQUENCE, .text = bad[i])), MLA_E_INVALID);
    }
    assert_refused(c, search_one(c, KEY(MLA_IMAP_KEY_KEYWORD, .text = STR("a b"))), MLA_E_INVALID);
    assert_refused(c, search_one(c, KEY(MLA_IMAP_KEY_KEYWORD, .text = STR(""))), MLA_E_INVALID);
    assert_refused(c, search_one(c, KEY(MLA_IMAP_KEY_UID, .text = STR("x"))), MLA_E_INVALID);
}

static void keys_and_dates_out_of_range(void **state) {
    client *c = *state;
    assert_refused(c, search_one(c, KEY(MLA_IMAP_KEY_AND + 1)), MLA_E_INVALID);
    assert_refused(c, search_one(c, KEY(-1)), MLA_E_INVALID);
    assert_refused(c, search_one(c, KEY(INT32_MAX)), MLA_E_INVALID);
    assert_refused(c, search_one(c, KEY(INT32_MIN)), MLA_E_INVALID);
    assert_refused(c, search_one(c, KEY(MLA_IMAP_KEY_ON, .date = {.epoch_seconds = 999999999999})),
                   MLA_E_INVALID);
    assert_refused(c, search_one(c, KEY(MLA_IMAP_KEY_ON, .date = {.epoch_seconds = INT64_MIN})),
                   MLA_E_INVALID);
}

/* UID SEARCH may stand beside UID FETCH, but not with sequence numbers in it. */
static void sequence_numbers_change_when_it_may_be_sent(void **state) {
    client *c = *state;
    const mla_imap_fetch_items items = {sizeof items, MLA_IMAP_FETCH_UID, NULL, 0};
    assert_submitted(c, mla_imap_submit_uid_fetch(c->imap, STR("1"), &items, NULL),
                     "UID FETCH 1 (UID)\r\n");
    const mla_imap_search_key keys[] = {
        KEY(MLA_IMAP_KEY_NOT),
        KEY(MLA_IMAP_KEY_SEQUENCE, .text = STR("1:5")),
    };
    assert_int_equal(search(c, keys, 2), MLA_OK);
    assert_sent(c, "");
    client_answer(c, "OK");
    assert_done(c, 2, MLA_OK);
    assert_sent(c, "A3 UID SEARCH NOT 1:5\r\n");
}

static void a_search_needs_a_mailbox(void **state) {
    client *c = *state;
    const mla_imap_search_key key = KEY(MLA_IMAP_KEY_ALL);
    client_greet(c, STR("* PREAUTH\r\n"));
    assert_refused(c, mla_imap_submit_search(c->imap, &key, 1, NULL), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_uid_search(c->imap, &key, 1, NULL), MLA_E_STATE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_INBOX(keys_without_arguments),
        IN_INBOX(keys_of_every_kind),
        IN_INBOX(by_sequence_number),
        IN_INBOX(operators_apply_to_the_keys_that_follow),
        IN_INBOX(operators_without_their_keys),
        IN_INBOX(nesting_up_to_sixteen),
        IN_INBOX(text_beyond_ascii_names_its_charset),
        IN_INBOX(what_would_be_protocol),
        IN_INBOX(keys_and_dates_out_of_range),
        IN_INBOX(sequence_numbers_change_when_it_may_be_sent),
        IN_CLIENT(a_search_needs_a_mailbox),
    };
    return cmocka_run_group_tests_name("imap/command_search", tests, NULL, NULL);
}
