/* SPDX-License-Identifier: MIT */
/* Listings of a mailbox so large that its ids are not held. */
#include "session/pop3.h"

#include "session_rows.h"

static void hold_no_ids(mla_session *session) {
    session->pop3->map.ids_max = 0;
}

static const session_row ids_that_are_not_held_come_once_more = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = hold_no_ids,
    .exchanges = {POP3_OPEN, POP3_MAP, {"UIDL", "+OK\r\n1 aa\r\n2 bb\r\n.\r\n"}},
    .calls = {LIST_IDS(NULL), AWAIT, LIST_IDS("bb")},
    .events = "1 summary aa 10 ''\n1 summary bb 20 ''\n1 done MLA_OK\n"
              "2 summary bb 20 ''\n2 done MLA_OK\n",
};

static const session_row headers_come_with_the_id_of_their_message = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = hold_no_ids,
    .exchanges =
        {
            POP3_OPEN,
            POP3_MAP,
            {"UIDL 1", NULL},
            {"TOP 1 0", NULL},
            {"UIDL 2", NULL},
            {"TOP 2 0", "+OK 1 aa\r\n+OK\r\nSubject: one\r\n\r\n.\r\n+OK 2 bb\r\n-ERR locked\r\n"},
            {"TOP 2 0", "+OK\r\nSubject: two\r\n\r\n.\r\n"},
        },
    .calls = {LIST_SUMMARIES(NULL), AWAIT, LIST_SUMMARIES("bb")},
    .events = "1 summary aa 10 'one'\n1 summary bb 20 ''\n1 done MLA_OK\n"
              "2 summary bb 20 'two'\n2 done MLA_OK\n",
};

/* Blank ids and numbers that UIDL leaves out, in the wrong order, twice. */
static const session_row every_message_is_listed_once_however_its_id_comes = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = hold_no_ids,
    .exchanges =
        {
            POP3_OPEN,
            {"LIST", "+OK\r\n1 10\r\n2 20\r\n3 30\r\n4 40\r\n5 50\r\n.\r\n"},
            {"UIDL", "+OK\r\n1 same\r\n3 same\r\n4 \r\n5 ee\r\n.\r\n"},
            {"UIDL", "+OK\r\n5 ee\r\n1 same\r\n4 \r\n9 none\r\n5 ee\r\n3 same\r\n.\r\n"},
        },
    .calls = {LIST_IDS(NULL)},
    .events = "1 summary ee 50 ''\n"
              "1 summary same 1 10 '' loose\n"
              "1 summary same 3 30 '' loose\n"
              "1 summary  2 20 '' loose\n"
              "1 summary  4 40 '' loose\n"
              "1 done MLA_OK\n",
};

static const session_row blank_ids_need_no_question_before_their_headers = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = hold_no_ids,
    .exchanges =
        {
            POP3_OPEN,
            {"LIST", "+OK\r\n1 10\r\n2 20\r\n.\r\n"},
            {"UIDL", "+OK\r\n1 \r\n2 bb\r\n.\r\n"},
            {"TOP 1 0", NULL},
            {"UIDL 2", NULL},
            {"TOP 2 0", "-ERR\r\n+OK 2 bb\r\n-ERR\r\n"},
        },
    .calls = {LIST_SUMMARIES(NULL)},
    .events = "1 summary  1 10 '' loose\n1 summary bb 20 ''\n1 done MLA_OK\n",
};

/* Silence about a message would look as if there were none. */
static const session_row an_id_that_does_not_come_again_is_told = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = hold_no_ids,
    .exchanges =
        {
            POP3_OPEN,
            POP3_MAP,
            {"UIDL", "+OK\r\n1 aa\r\n.\r\n"},
        },
    .calls = {LIST_IDS(NULL)},
    .events = "1 summary aa 10 ''\n1 done MLA_E_MALFORMED '' never\n",
};

static const session_row ids_that_are_refused_when_asked_for_again_are_told = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = hold_no_ids,
    .exchanges =
        {
            POP3_OPEN,
            POP3_MAP,
            {"UIDL", "-ERR busy\r\n"},
        },
    .calls = {LIST_IDS(NULL)},
    .events = "1 done MLA_E_SERVER_NO 'busy' never\n",
};

static const session_row a_summary_whose_message_has_another_id_now_is_told = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = hold_no_ids,
    .exchanges =
        {
            POP3_OPEN,
            POP3_MAP,
            {"UIDL 1", "+OK 1 aa\r\n"},
            {"TOP 1 0", "-ERR\r\n"},
            {"UIDL 2", "+OK 1 aa\r\n"},
            {"TOP 2 0", "-ERR\r\n"},
        },
    .calls = {LIST_SUMMARIES(NULL)},
    .events = "1 summary aa 10 ''\n1 done MLA_E_MALFORMED '' never\n",
};

static const session_row a_summary_whose_id_is_refused_is_told = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = hold_no_ids,
    .exchanges =
        {
            POP3_OPEN,
            POP3_MAP,
            {"UIDL 1", "+OK 1 aa\r\n"},
            {"TOP 1 0", "-ERR\r\n"},
            {"UIDL 2", "-ERR gone\r\n"},
            {"TOP 2 0", "-ERR\r\n"},
        },
    .calls = {LIST_SUMMARIES(NULL)},
    .events = "1 summary aa 10 ''\n1 done MLA_E_SERVER_NO 'gone' never\n",
};

static const session_row a_message_of_a_large_mailbox_is_fetched_by_its_id = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = hold_no_ids,
    .exchanges = {POP3_OPEN, POP3_MAP, {"RETR 2", "+OK\r\nx\r\n.\r\n"}, {"NOOP", "+OK\r\n"}},
    .calls = {FETCH("bb"), POLL},
    .events = "1 message bb - 20\n1 end bb 'x\r\n' MLA_OK\n1 done MLA_OK\n2 done MLA_OK\n",
};

/* What is known of the messages cannot be kept: from the first line on, or with UIDL complete. */

static void keep_it_nowhere(mla_session *session) {
    mla__pop3_map_init(&session->pop3->map, 0, &(mla__spool){.folder = "/nonexistent"});
}

static void keep_fourteen_octets(mla_session *session) {
    mla__pop3_map_init(&session->pop3->map, 0,
                       &(mla__spool){.folder = "/nonexistent", .memory_max = 14});
}

static const session_row a_file_that_cannot_be_made_ends_the_session = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = keep_it_nowhere,
    .exchanges = {POP3_OPEN, POP3_MAP},
    .calls = {LIST_IDS(NULL), FETCH("aa")},
    .events = "1 done MLA_E_FILE '' later\n2 done MLA_E_FILE '' later\nMLA_E_FILE '' later\n",
    .words = "cannot keep the list of messages in /nonexistent: No such file or directory",
};

static const session_row a_file_that_cannot_be_made_at_the_end_of_uidl_ends_it_too = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = keep_fourteen_octets,
    .exchanges = {POP3_OPEN, {"LIST", "+OK\r\n1 10\r\n2 20\r\n.\r\n"}, {"UIDL", "+OK\r\n.\r\n"}},
    .calls = {LIST_IDS(NULL), POLL},
    .events = "1 done MLA_E_FILE '' later\n2 done MLA_E_FILE '' later\nMLA_E_FILE '' later\n",
    .words = "cannot keep the list of messages in /nonexistent: No such file or directory",
};

int main(void) {
    const struct CMUnitTest tests[] = {
        SESSION_ROW(ids_that_are_not_held_come_once_more),
        SESSION_ROW(headers_come_with_the_id_of_their_message),
        SESSION_ROW(every_message_is_listed_once_however_its_id_comes),
        SESSION_ROW(blank_ids_need_no_question_before_their_headers),
        SESSION_ROW(an_id_that_does_not_come_again_is_told),
        SESSION_ROW(ids_that_are_refused_when_asked_for_again_are_told),
        SESSION_ROW(a_summary_whose_message_has_another_id_now_is_told),
        SESSION_ROW(a_summary_whose_id_is_refused_is_told),
        SESSION_ROW(a_message_of_a_large_mailbox_is_fetched_by_its_id),
        SESSION_ROW(a_file_that_cannot_be_made_ends_the_session),
        SESSION_ROW(a_file_that_cannot_be_made_at_the_end_of_uidl_ends_it_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
