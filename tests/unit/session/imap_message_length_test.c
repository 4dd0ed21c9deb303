/* SPDX-License-Identifier: MIT */
/* Messages that are not as long as their literal says. */
#include "session_rows.h"

#define OPEN IMAP_OPEN, IMAP_SELECT("A2", "3")

/* Five octets and a line break is what the server has. */
#define OF_SIZE(size, octets) \
    { "A3 UID FETCH 5 (UID BODY.PEEK[])", "* 1 FETCH (UID 5 BODY[] {" size "}\r\n" octets }

static const session_row a_message_one_octet_longer_than_announced_is_not_whole = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {OPEN, OF_SIZE("6", "seven\r\n)\r\nA3 OK done\r\n")},
    .calls = {FETCH("5")},
    .events = "1 message 5 - 6\n1 end 5 'seven\r' MLA_E_MALFORMED '' never\n1 done MLA_OK\n",
    .words = "not as long as the server announced",
};

static const session_row a_message_two_octets_longer_than_announced_is_not_whole = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {OPEN, OF_SIZE("5", "seven\r\n)\r\nA3 OK done\r\n")},
    .calls = {FETCH("5")},
    .events = "1 message 5 - 5\n1 end 5 'seven' MLA_E_MALFORMED '' never\n1 done MLA_OK\n",
};

static const session_row a_message_one_octet_shorter_than_announced_is_not_whole = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {OPEN, OF_SIZE("8", "seven\r\n)\r\nA3 OK done\r\n")},
    .calls = {FETCH("5")},
    .events = "1 message 5 - 8\n1 end 5 'seven\r\n)' MLA_E_MALFORMED '' never\n1 done MLA_OK\n",
};

static const session_row a_message_two_octets_shorter_than_announced_is_not_whole = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {OPEN, OF_SIZE("9", "seven\r\n)\r\nA3 OK done\r\n")},
    .calls = {FETCH("5")},
    .events = "1 message 5 - 9\n1 end 5 'seven\r\n)\r' MLA_E_MALFORMED '' never\n1 done MLA_OK\n",
};

static const session_row a_line_break_behind_the_message_is_not_its_own = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {OPEN, OF_SIZE("7", "seven\r\n\r\n)\r\nA3 OK done\r\n")},
    .calls = {FETCH("5")},
    .events = "1 message 5 - 7\n1 end 5 'seven\r\n' MLA_OK\n1 done MLA_OK\n",
};

/* Its author would say what the server has. */
static const session_row no_line_of_a_message_longer_than_announced_is_a_response = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {OPEN, OF_SIZE("5", "seven\r\nline\r\n* 9 EXISTS\r\n)\r\nA3 OK done\r\n")},
    .calls = {FETCH("5")},
    .events = "1 message 5 - 5\n1 end 5 'seven' MLA_E_PROTOCOL '' never\n"
              "1 done MLA_E_PROTOCOL '' never\nMLA_E_PROTOCOL '' never\n",
    .words = "longer than the server announced",
};

int main(void) {
    const struct CMUnitTest tests[] = {
        SESSION_ROW(a_message_one_octet_longer_than_announced_is_not_whole),
        SESSION_ROW(a_message_two_octets_longer_than_announced_is_not_whole),
        SESSION_ROW(a_message_one_octet_shorter_than_announced_is_not_whole),
        SESSION_ROW(a_message_two_octets_shorter_than_announced_is_not_whole),
        SESSION_ROW(a_line_break_behind_the_message_is_not_its_own),
        SESSION_ROW(no_line_of_a_message_longer_than_announced_is_a_response),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
