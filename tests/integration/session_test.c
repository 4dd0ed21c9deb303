/* SPDX-License-Identifier: MIT */
/** Sessions against a real Dovecot, by every way in, blocking and not. */
#include "driver.h"
#include "rows.h"

#define READER "u7"  /* has mails(), in this order, for all tests; nobody changes them */
#define DELETER "u8" /* is empty between tests */

static int deliver_mails(void **state) {
    (void)state;
    fill_mailbox(READER);
    return 0;
}

static bool has_text(const findings *found, const char *text) {
    for (size_t i = 0; i < found->count; i++)
        if (strcmp(found->texts[i], text) == 0)
            return true;
    return false;
}

/* ----- reading ----- */

static void folders_are_listed(void **state) {
    const way *self = *state;
    findings found;
    mla_session *session = open_way(self, READER);

    assert_status(mla_session_folders(session, NULL), MLA_OK);
    gather(session, &found);
    assert_status(found.last_status, MLA_END);
    assert_true(has_text(&found, "INBOX"));
    assert_int_equal(has_text(&found, "Sent"), is_imap(self));
    findings_free(&found);
    close_well(session);
}

static void a_folder_is_selected_with_its_count(void **state) {
    const way *self = *state;
    findings found;
    mla_session *session = open_way(self, READER);

    assert_status(mla_session_select(session, NULL, 1, NULL), MLA_OK);
    gather(session, &found);
    assert_status(found.first_error, MLA_OK);
    assert_int_equal(found.selected, MAILS);
    findings_free(&found);
    close_well(session);
}

static void a_folder_that_is_not_there_leaves_the_session_usable(void **state) {
    const way *self = *state;
    mla_session *session = open_way(self, READER);

    assert_status(mla_session_select(session, "No such folder", 1, NULL), MLA_OK);
    int32_t status = run_all(session);
    assert_true(status == MLA_E_NOT_FOUND || status == MLA_E_SERVER_NO);
    assert_int_equal(mla_status_is_fatal(status), 0);
    assert_status(mla_session_select(session, NULL, 1, NULL), MLA_OK);
    assert_status(run_all(session), MLA_OK);
    close_well(session);
}

static void summaries_tell_subject_size_and_date(void **state) {
    const way *self = *state;
    mla_session *session = open_way(self, READER);
    mla_event *event;
    size_t count = 0;

    assert_status(mla_session_list(session, NULL, MLA_LIST_SUMMARIES, NULL), MLA_OK);
    while (next_event(session, &event) == MLA_OK) {
        if (mla_event_type(event) != MLA_EVENT_SUMMARY)
            continue;
        if (count == MAIL_ATTACHMENT)
            assert_string_equal(mla_event_subject(event), "attachment");
        assert_int_equal(mla_event_size(event), mails()[count].len);
        assert_int_equal(mla_event_date(event), 1784281465);
        assert_string_equal(mla_event_from_address(event), "ann@mail.test");
        assert_int_equal(mla_event_id_is_stable(event), 1);
        count++;
    }
    assert_int_equal(count, MAILS);
    close_well(session);
}

/* List, then fetch all of it; the ids of one session serve the next. */
static void fetch_all(const way *self, findings *found) {
    findings listed;
    mla_session *session = open_way(self, READER);

    assert_status(mla_session_list(session, NULL, MLA_LIST_IDS, NULL), MLA_OK);
    gather(session, &listed);
    assert_int_equal(listed.count, MAILS);
    close_well(session);
    session = open_way(self, READER);
    for (size_t i = 0; i < MAILS; i++)
        assert_status(mla_session_fetch(session, listed.ids[i], NULL, 0, NULL), MLA_OK);
    gather(session, found);
    findings_free(&listed);
    close_well(session);
}

static void messages_come_back_octet_by_octet(void **state) {
    const way *self = *state;
    findings found;

    fetch_all(self, &found);
    assert_status(found.last_status, MLA_END);
    assert_int_equal(found.ended, MAILS);
    assert_int_equal(found.done, MAILS);
    for (size_t i = 0; i < MAILS; i++) {
        assert_status(found.ends[i], MLA_OK);
        assert_int_equal(found.bodies[i].len, mails()[i].len);
        assert_memory_equal(found.bodies[i].octets, mails()[i].octets, mails()[i].len);
    }
    findings_free(&found);
}

static void id_of(mla_session *session, size_t number, char *id, size_t size) {
    findings listed;

    assert_status(mla_session_list(session, NULL, MLA_LIST_IDS, NULL), MLA_OK);
    gather(session, &listed);
    assert_true(number < listed.count);
    snprintf(id, size, "%s", listed.ids[number]);
    findings_free(&listed);
}

static void expect_part(mla_session *session, const char *part, uint32_t flags, mail expected) {
    char id[128];
    findings found;

    id_of(session, MAIL_ATTACHMENT, id, sizeof id);
    assert_status(mla_session_fetch(session, id, part, flags, NULL), MLA_OK);
    gather(session, &found);
    assert_status(found.first_error, MLA_OK);
    assert_int_equal(found.ended, 1);
    assert_int_equal(found.bodies[0].len, expected.len);
    assert_memory_equal(found.bodies[0].octets, expected.octets, expected.len);
    findings_free(&found);
}

static void a_part_comes_decoded(void **state) {
    const way *self = *state;
    mla_session *session = open_way(self, READER);

    if (is_imap(self)) {
        expect_part(session, "2", MLA_FETCH_DECODE, attachment());
    } else {
        assert_status(mla_session_fetch(session, "1", "2", MLA_FETCH_DECODE, NULL), MLA_OK);
        assert_status(run_all(session), MLA_E_UNSUPPORTED);
    }
    close_well(session);
}

static void a_header_comes_alone(void **state) {
    const way *self = *state;
    const mail *message = &mails()[MAIL_ATTACHMENT];
    const char *end = strstr(message->octets, "\r\n\r\n");
    mla_session *session = open_way(self, READER);

    expect_part(session, "HEADER", 0,
                (mail){.octets = message->octets, .len = (size_t)(end + 4 - message->octets)});
    close_well(session);
}

/* ----- deleting ----- */

static void delete_one(mla_session *session, size_t number) {
    char id[128];

    id_of(session, number, id, sizeof id);
    assert_status(mla_session_delete(session, id, NULL), MLA_OK);
    assert_status(run_all(session), MLA_OK);
}

static void a_deleted_message_is_gone_and_its_neighbour_is_there(void **state) {
    const way *self = *state;
    char id[128];
    findings found;

    deliver(DELETER, 2);
    mla_session *session = open_way(self, DELETER);
    delete_one(session, MAIL_PLAIN);
    close_well(session);
    session = open_way(self, DELETER);
    id_of(session, 0, id, sizeof id);
    assert_status(mla_session_fetch(session, id, NULL, 0, NULL), MLA_OK);
    gather(session, &found);
    assert_int_equal(found.bodies[0].len, mails()[MAIL_DOTS].len);
    assert_memory_equal(found.bodies[0].octets, mails()[MAIL_DOTS].octets, found.bodies[0].len);
    findings_free(&found);
    close_well(session);
    empty_mailbox(self, DELETER);
}

/* RFC 1939 section 6: only QUIT removes. IMAP has no such second thought. */
static void without_close_pop3_keeps_what_was_deleted(void **state) {
    const way *self = *state;

    deliver(DELETER, 2);
    mla_session *session = open_way(self, DELETER);
    delete_one(session, MAIL_PLAIN);
    mla_session_free(session);
    assert_int_equal(count_of(self, DELETER), is_imap(self) ? 1 : 2);
    empty_mailbox(self, DELETER);
}

/* ----- flags ----- */

static uint32_t flags_of_first(const way *self) {
    findings found;
    mla_session *session = open_way(self, DELETER);

    assert_status(mla_session_list(session, NULL, MLA_LIST_SUMMARIES, NULL), MLA_OK);
    gather(session, &found);
    uint32_t flags = found.flags[0];
    findings_free(&found);
    close_well(session);
    return flags;
}

static void reading_leaves_a_message_unseen_until_it_is_marked(void **state) {
    const way *self = *state;
    char id[128];

    deliver(DELETER, 1);
    mla_session *session = open_way(self, DELETER);
    id_of(session, 0, id, sizeof id);
    assert_status(mla_session_fetch(session, id, NULL, 0, NULL), MLA_OK);
    close_well(session);
    assert_int_equal(flags_of_first(self), 0);
    session = open_way(self, DELETER);
    assert_status(mla_session_mark(session, id, MLA_MARK_ADD, MLA_FLAG_SEEN, NULL, NULL), MLA_OK);
    close_well(session);
    assert_int_equal(flags_of_first(self), MLA_FLAG_SEEN);
    empty_mailbox(self, DELETER);
}

/* ----- refused logins ----- */

static void a_wrong_password_asks_for_other_credentials(void **state) {
    const way *self = *state;
    mla_session *session;
    mla_options *options = server_options("GOOD", self, READER, 0);

    mla_options_set_password(options, "wrong");
    assert_status(open_with(options, self->is_nonblocking, &session), MLA_E_AUTH);
    assert_int_equal(mla_session_error_retry(session), MLA_RETRY_CREDENTIALS);
    assert_non_null(strstr(mla_session_error_server_text(session), "uthentication failed"));
    assert_non_null(strstr(mla_session_error_text(session), "check user name and password"));
    mla_session_free(session);
}

int main(void) {
    if (!servers_run())
        return SKIPPED;
    rows_of(folders_are_listed, ways, WAYS);
    rows_of(a_folder_is_selected_with_its_count, ways, WAYS);
    rows_of(a_folder_that_is_not_there_leaves_the_session_usable, ways, WAYS);
    rows_of(summaries_tell_subject_size_and_date, ways, WAYS);
    rows_of(messages_come_back_octet_by_octet, ways, WAYS);
    rows_of(a_part_comes_decoded, ways, WAYS);
    rows_of(a_header_comes_alone, ways, WAYS);
    rows_of(a_deleted_message_is_gone_and_its_neighbour_is_there, ways, WAYS);
    rows_of(without_close_pop3_keeps_what_was_deleted, ways, WAYS);
    rows_of(reading_leaves_a_message_unseen_until_it_is_marked, ways, IMAP_WAYS);
    rows_of(a_wrong_password_asks_for_other_credentials, ways, WAYS);
    return rows_run(deliver_mails);
}
