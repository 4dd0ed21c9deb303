/* SPDX-License-Identifier: MIT */
#include "imap_client.h"

static int32_t enable(client *c, const mla_str *names, size_t count) {
    return mla_imap_submit_enable(c->imap, names, count, NULL);
}

static void enable_names_capabilities(void **state) {
    client *c = *state;
    static const mla_str names[] = {STR_INIT("CONDSTORE"), STR_INIT("UTF8=ACCEPT")};
    assert_command(c, enable(c, names, 1), "ENABLE CONDSTORE\r\n");
    assert_command(c, enable(c, names, 2), "ENABLE CONDSTORE UTF8=ACCEPT\r\n");
    assert_refused(c, enable(c, NULL, 0), MLA_E_INVALID);
}

static void enable_takes_atoms_only(void **state) {
    client *c = *state;
    static const mla_str names[] = {
        STR_INIT("X"),      STR_INIT(""),    STR_INIT("A B"),
        STR_INIT("A\r\nB"), STR_INIT("{1}"), {NULL, 0},
    };
    for (size_t i = 1; i < sizeof names / sizeof names[0]; i++) {
        assert_refused(c, enable(c, &names[i], 1), MLA_E_INVALID);
        const mla_str two[] = {names[0], names[i]};
        assert_refused(c, enable(c, two, 2), MLA_E_INVALID);
    }
}

static void lists_of_mailboxes(void **state) {
    client *c = *state;
    assert_command(c, mla_imap_submit_list(c->imap, STR(""), STR("*"), NULL),
                   "LIST \"\" \"*\"\r\n");
    assert_command(c, mla_imap_submit_list(c->imap, STR("~ann/"), STR("%/Entwürfe"), NULL),
                   "LIST ~ann/ \"%/Entw&APw-rfe\"\r\n");
    assert_command(c, mla_imap_submit_lsub(c->imap, STR("R&D"), STR("INBOX"), NULL),
                   "LSUB \"R&-D\" INBOX\r\n");
}

static void opening_a_mailbox(void **state) {
    client *c = *state;
    assert_command(c, mla_imap_submit_select(c->imap, STR("INBOX"), NULL), "SELECT INBOX\r\n");
    assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_SELECTED);
    assert_command(c, mla_imap_submit_examine(c->imap, STR("Sent Items"), NULL),
                   "EXAMINE \"Sent Items\"\r\n");
    assert_command(c, mla_imap_submit_select(c->imap, STR("NIL"), NULL), "SELECT \"NIL\"\r\n");
}

static void status_asks_for_items(void **state) {
    client *c = *state;
    static const struct {
        uint32_t item;
        const char *octets;
    } rows[] = {
        {MLA_IMAP_STATUS_MESSAGES, "STATUS a (MESSAGES)\r\n"},
        {MLA_IMAP_STATUS_RECENT, "STATUS a (RECENT)\r\n"},
        {MLA_IMAP_STATUS_UIDNEXT, "STATUS a (UIDNEXT)\r\n"},
        {MLA_IMAP_STATUS_UIDVALIDITY, "STATUS a (UIDVALIDITY)\r\n"},
        {MLA_IMAP_STATUS_UNSEEN, "STATUS a (UNSEEN)\r\n"},
        {MLA_IMAP_STATUS_DELETED, "STATUS a (DELETED)\r\n"},
        {MLA_IMAP_STATUS_SIZE, "STATUS a (SIZE)\r\n"},
        {MLA_IMAP_STATUS_HIGHESTMODSEQ, "STATUS a (HIGHESTMODSEQ)\r\n"},
        {MLA_IMAP_STATUS_APPENDLIMIT, "STATUS a (APPENDLIMIT)\r\n"},
        {MLA_IMAP_STATUS_MAILBOXID, "STATUS a (MAILBOXID)\r\n"},
        {MLA_IMAP_STATUS_DELETED_STORAGE, "STATUS a (DELETED-STORAGE)\r\n"},
        {MLA_IMAP_STATUS_MESSAGES | MLA_IMAP_STATUS_UNSEEN | MLA_IMAP_STATUS_MAILBOXID,
         "STATUS a (MESSAGES UNSEEN MAILBOXID)\r\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        client_assert_command(c, mla_imap_submit_status(c->imap, STR("a"), rows[i].item, NULL),
                              mla_str_from(rows[i].octets), __FILE__, __LINE__);
        client_answer(c, "OK");
        assert_done(c, c->accepted, MLA_OK);
    }
    assert_refused(c, mla_imap_submit_status(c->imap, STR("a"), 0, NULL), MLA_E_INVALID);
    assert_refused(c, mla_imap_submit_status(c->imap, STR("a"), 1u << 11, NULL), MLA_E_INVALID);
    assert_refused(c, mla_imap_submit_status(c->imap, STR("a"), UINT32_MAX, NULL), MLA_E_INVALID);
}

static void names_that_would_be_protocol(void **state) {
    client *c = *state;
    static const mla_str bad[] = {
        STR_INIT("a\r"),          STR_INIT("a\nA2 LOGOUT"), STR_INIT("a\0b"),
        STR_INIT("\xc3\xbc\r\n"), STR_INIT("\xff"),         {NULL, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_refused(c, mla_imap_submit_list(c->imap, bad[i], STR("*"), NULL), MLA_E_INVALID);
        assert_refused(c, mla_imap_submit_list(c->imap, STR(""), bad[i], NULL), MLA_E_INVALID);
        assert_refused(c, mla_imap_submit_lsub(c->imap, bad[i], STR("*"), NULL), MLA_E_INVALID);
        assert_refused(c, mla_imap_submit_lsub(c->imap, STR(""), bad[i], NULL), MLA_E_INVALID);
        assert_refused(c, mla_imap_submit_select(c->imap, bad[i], NULL), MLA_E_INVALID);
        assert_refused(c, mla_imap_submit_examine(c->imap, bad[i], NULL), MLA_E_INVALID);
        assert_refused(c, mla_imap_submit_status(c->imap, bad[i], 1, NULL), MLA_E_INVALID);
    }
}

static void all_of_them_need_a_login(void **state) {
    client *c = *state;
    mla_str name = STR("X");
    client_greet(c, STR("* OK\r\n"));
    assert_refused(c, enable(c, &name, 1), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_list(c->imap, STR(""), STR("*"), NULL), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_lsub(c->imap, STR(""), STR("*"), NULL), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_select(c->imap, STR("a"), NULL), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_examine(c->imap, STR("a"), NULL), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_status(c->imap, STR("a"), 1, NULL), MLA_E_STATE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_SESSION(enable_names_capabilities), IN_SESSION(enable_takes_atoms_only),
        IN_SESSION(lists_of_mailboxes),        IN_SESSION(opening_a_mailbox),
        IN_SESSION(status_asks_for_items),     IN_SESSION(names_that_would_be_protocol),
        IN_CLIENT(all_of_them_need_a_login),
    };
    return cmocka_run_group_tests_name("imap/command_mailbox", tests, NULL, NULL);
}
