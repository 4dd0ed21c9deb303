/* SPDX-License-Identifier: MIT */
#include <mailaccess/session_options.h>

#include "heap.h"
#include "options_fixture.h"

static bool is_built(int32_t protocol) {
    static const bool built[] = {
        [MLA_PROTOCOL_IMAP] = MLA_WITH_IMAP,
        [MLA_PROTOCOL_POP3] = MLA_WITH_POP3,
    };

    return built[protocol];
}

/* ----- what is taken ----- */

typedef struct {
    const char *url;
    int32_t protocol;
    int32_t security;
    const char *host;
    int32_t port;
    const char *user;
    const char *folder;
} test_url;

#define IMAP MLA_PROTOCOL_IMAP
#define POP3 MLA_PROTOCOL_POP3
#define TLS MLA_SECURITY_TLS
#define STARTTLS MLA_SECURITY_STARTTLS

static const test_url urls[] = {
    {"imaps://mail.test", IMAP, TLS, "mail.test", 993, "", ""},
    {"imap://mail.test", IMAP, STARTTLS, "mail.test", 143, "", ""},
    {"pops://mail.test", POP3, TLS, "mail.test", 995, "", ""},
    {"pop3s://mail.test", POP3, TLS, "mail.test", 995, "", ""},
    {"pop://mail.test", POP3, STARTTLS, "mail.test", 110, "", ""},
    {"pop3://mail.test", POP3, STARTTLS, "mail.test", 110, "", ""},
    {"IMAPS://Mail.Test/", IMAP, TLS, "Mail.Test", 993, "", ""},
    {"imaps://me@mail.test:1993/INBOX", IMAP, TLS, "mail.test", 1993, "me", "INBOX"},
    {"imaps://me@mail.test:/a/b%20c/", IMAP, TLS, "mail.test", 993, "me", "a/b c"},
    {"imaps://me@mail.test/gr%C3%BC%C3%9Fe", IMAP, TLS, "mail.test", 993, "me",
     "gr\xc3\xbc\xc3\x9f"
     "e"},
    {"imaps://me%40x.org@mail.test", IMAP, TLS, "mail.test", 993, "me@x.org", ""},
    {"imaps://me@x.org@mail.test", IMAP, TLS, "mail.test", 993, "me@x.org", ""},
    {"imaps://me%3Ayou@mail.test", IMAP, TLS, "mail.test", 993, "me:you", ""},
    {"imaps://me;AUTH=PLAIN@mail.test", IMAP, TLS, "mail.test", 993, "me", ""},
    {"imaps://me;auth=*@mail.test", IMAP, TLS, "mail.test", 993, "me", ""},
    {"pop://;AUTH=*@mail.test", POP3, STARTTLS, "mail.test", 110, "", ""},
    {"imaps://[2001:db8::1]:65535/x", IMAP, TLS, "2001:db8::1", 65535, "", "x"},
    {"pops://[::1]", POP3, TLS, "::1", 995, "", ""},
    {"pops://me@192.0.2.1:1/", POP3, TLS, "192.0.2.1", 1, "me", ""},
};

static void a_url_names_where_to_and_as_whom(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        const test_url *row = &urls[i];
        mla_options *options = new_options();
        int32_t status = mla_options_set_url(options, row->url);
        if (!is_built(row->protocol)) {
            assert_int_equal(status, MLA_E_UNSUPPORTED);
            mla_options_free(options);
            continue;
        }
        if (status != MLA_OK)
            fail_msg("%s: %s", row->url, mla_options_error_text(options));
        assert_string_equal(mla_options_error_text(options), "");
        assert_int_equal(mla_options_protocol(options), row->protocol);
        assert_int_equal(mla_options_security(options), row->security);
        assert_string_equal(mla_options_host(options), row->host);
        assert_int_equal(mla_options_port(options), row->port);
        assert_string_equal(mla_options_user(options), row->user);
        assert_string_equal(mla_options_folder(options), row->folder);
        mla_options_free(options);
    }
}

/* ----- what is refused ----- */

typedef struct {
    const char *url;
    int32_t status;
    const char *why; /* words of the text */
} test_refusal;

static const test_refusal refusals[] = {
    {NULL, MLA_E_INVALID, "NULL"},
    {"", MLA_E_INVALID, "imaps://"},
    {"mail.test", MLA_E_INVALID, "imaps://"},
    {"http://mail.test", MLA_E_INVALID, "imaps://"},
    {"imaps:mail.test", MLA_E_INVALID, "imaps://"},
    {"imaps:/mail.test", MLA_E_INVALID, "imaps://"},
    {"imaps://", MLA_E_INVALID, "no host"},
    {"imaps:///INBOX", MLA_E_INVALID, "no host"},
    {"imaps://me@/INBOX", MLA_E_INVALID, "no host"},
    {"imaps://:993", MLA_E_INVALID, "no host"},
    {"imaps://@mail.test", MLA_E_INVALID, "user name is empty"},
    {"imaps://me:secret@mail.test", MLA_E_INVALID, "password does not belong"},
    {"imaps://me:@mail.test", MLA_E_INVALID, "password does not belong"},
    {"imaps://me;MODE=x@mail.test", MLA_E_INVALID, ";AUTH="},
    {"imaps://me;AUTH=CRAM-MD5@mail.test", MLA_E_UNSUPPORTED, "PLAIN"},
    {"imaps://mail.test:0", MLA_E_INVALID, "port"},
    {"imaps://mail.test:65536", MLA_E_INVALID, "port"},
    {"imaps://mail.test:4294968289", MLA_E_INVALID, "port"},
    {"imaps://mail.test:99x", MLA_E_INVALID, "port"},
    {"imaps://mail.test:-1", MLA_E_INVALID, "port"},
    {"imaps://[::1", MLA_E_INVALID, "brackets"},
    {"imaps://[::1]x", MLA_E_INVALID, "brackets"},
    {"imaps://[]", MLA_E_INVALID, "no host"},
    {"imaps://a b", MLA_E_INVALID, "host"},
    {"imaps://mail.test/%2", MLA_E_INVALID, "a % in the folder"},
    {"imaps://%zz@mail.test", MLA_E_INVALID, "a % in the user name"},
    {"imaps://mail.test/%FF", MLA_E_INVALID, "UTF-8"},
    {"imaps://mail.test/INBOX;UIDVALIDITY=1", MLA_E_UNSUPPORTED, "more than a folder"},
    {"imaps://mail.test/INBOX/;UID=20", MLA_E_UNSUPPORTED, "more than a folder"},
    {"imaps://mail.test/INBOX?SUBJECT%20x", MLA_E_UNSUPPORTED, "more than a folder"},
    {"imaps://mail.test/INBOX#x", MLA_E_UNSUPPORTED, "more than a folder"},
    /* NUL, CR and LF in what goes into a line of the protocol */
    {"imaps://me%00@mail.test", MLA_E_INVALID, "the user name of the URL holds %00"},
    {"imaps://me%0D%0AA1%20LOGOUT@mail.test", MLA_E_INVALID, "line break"},
    {"imaps://me\n@mail.test", MLA_E_INVALID, "line break"},
    {"imaps://mail%0A.test", MLA_E_INVALID, "line break"},
    {"imaps://mail%00.test", MLA_E_INVALID, "the host of the URL holds %00"},
    {"imaps://mail.test/a%0Db", MLA_E_INVALID, "line break"},
    {"imaps://mail.test/a%0Ab", MLA_E_INVALID, "line break"},
    {"imaps://me;AUTH=%00@mail.test", MLA_E_INVALID, "the mechanism of the URL holds %00"},
    {"imaps://mail.test/a%00b", MLA_E_INVALID, "the folder of the URL holds %00"},
    {"pops://me%0d@mail.test", MLA_E_INVALID, "line break"},
    {"pops://me%00@mail.test", MLA_E_INVALID, "holds %00"},
    {"pops://mail.test/INBOX", MLA_E_INVALID, "POP3 has no folders"},
};

static void a_url_that_is_refused_changes_nothing(void **state) {
    int32_t protocol = MLA_WITH_POP3 ? POP3 : IMAP;

    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const test_refusal *row = &refusals[i];
        bool is_pop3 = row->url != NULL && strncmp(row->url, "pop", 3) == 0;
        mla_options *options = new_options();
        mla_options_set_protocol(options, protocol);
        mla_options_set_security(options, MLA_SECURITY_CLEARTEXT);
        mla_options_set_host(options, "before.test");
        mla_options_set_port(options, 9);
        mla_options_set_user(options, "before");
        mla_options_set_folder(options, "Before");
        int32_t status = mla_options_set_url(options, row->url);
        if (is_built(is_pop3 ? POP3 : IMAP)) {
            assert_string_equal(mla_status_name(status), mla_status_name(row->status));
            if (strstr(mla_options_error_text(options), row->why) == NULL)
                fail_msg("%s: %s", row->url, mla_options_error_text(options));
        }
        assert_true(status < 0);
        assert_int_equal(mla_options_protocol(options), protocol);
        assert_int_equal(mla_options_security(options), MLA_SECURITY_CLEARTEXT);
        assert_string_equal(mla_options_host(options), "before.test");
        assert_int_equal(mla_options_port(options), 9);
        assert_string_equal(mla_options_user(options), "before");
        assert_string_equal(mla_options_folder(options), "Before");
        mla_options_free(options);
    }
}

static void the_text_of_a_refusal_does_not_repeat_the_password(void **state) {
    mla_options *options = new_options();

    (void)state;
    assert_int_equal(mla_options_set_url(options, "imaps://me:hunter2@mail.test"), MLA_E_INVALID);
    assert_null(strstr(mla_options_error_text(options), "hunter2"));
    mla_options_free(options);
}

/* ----- beside setters ----- */

static void what_a_url_does_not_name_stays_and_later_setters_win(void **state) {
    const char *url = MLA_WITH_IMAP ? "imaps://mail.test" : "pops://mail.test";
    mla_options *options = new_options();

    (void)state;
    mla_options_set_user(options, "me");
    mla_options_set_folder(options, "Kept");
    mla_options_set_port(options, 9);
    assert_int_equal(mla_options_set_url(options, url), MLA_OK);
    assert_string_equal(mla_options_user(options), "me");
    assert_string_equal(mla_options_folder(options), "Kept");
    assert_int_equal(mla_options_port(options), MLA_WITH_IMAP ? 993 : 995);
    mla_options_set_host(options, "other.test");
    assert_string_equal(mla_options_host(options), "other.test");
    mla_options_free(options);
}

static void a_url_leaves_the_transport_where_it_is(void **state) {
    mla_transport transport = {&counting_ops};
    mla_options *options = new_options();

    (void)state;
    freed = 0;
    mla_options_set_transport(options, &transport);
    assert_int_equal(mla_options_set_url(options, MLA_WITH_IMAP ? "imaps://a" : "pops://a"),
                     MLA_OK);
    assert_int_equal(mla_options_set_url(options, "imaps://"), MLA_E_INVALID);
    assert_int_equal(freed, 0);
    mla_options_free(options);
    assert_int_equal(freed, 1);
}

static void each_allocation_may_fail(void **state) {
    const char *url = MLA_WITH_IMAP ? "imaps://me@mail.test/x" : "pops://me@mail.test";
    size_t n = 1;

    (void)state;
    for (;; n++) {
        heap memory;
        mla_options *options;
        heap_init(&memory);
        assert_int_equal(mla_options_new(&memory.allocator, &options), MLA_OK);
        mla_options_set_host(options, "before.test");
        memory.fail_at = memory.calls + n;
        int32_t status = mla_options_set_url(options, url);
        bool has_failed = memory.calls >= memory.fail_at;
        assert_int_equal(status, has_failed ? MLA_E_NO_MEMORY : MLA_OK);
        assert_string_equal(mla_options_host(options), has_failed ? "before.test" : "mail.test");
        assert_string_equal(mla_options_error_text(options), has_failed ? "out of memory" : "");
        mla_options_free(options);
        assert_int_equal(memory.blocks, 0);
        if (!has_failed)
            break;
    }
    assert_true(n > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_url_names_where_to_and_as_whom),
        cmocka_unit_test(a_url_that_is_refused_changes_nothing),
        cmocka_unit_test(the_text_of_a_refusal_does_not_repeat_the_password),
        cmocka_unit_test(what_a_url_does_not_name_stays_and_later_setters_win),
        cmocka_unit_test(a_url_leaves_the_transport_where_it_is),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
