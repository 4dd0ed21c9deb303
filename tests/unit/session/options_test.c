/* SPDX-License-Identifier: MIT */
#include "session/options.h"

#include "heap.h"
#include "options_fixture.h"

static void the_defaults_are_safe(void **state) {
    mla_options *options = new_options();

    (void)state;
    assert_int_equal(mla_options_security(options), MLA_SECURITY_TLS);
    assert_int_equal(mla_options_protocol(options),
                     MLA_WITH_IMAP ? MLA_PROTOCOL_IMAP : MLA_PROTOCOL_POP3);
    assert_int_equal(mla_options_port(options), MLA_WITH_IMAP ? 993 : 995);
    assert_string_equal(mla_options_host(options), "");
    assert_string_equal(mla_options_user(options), "");
    assert_string_equal(mla_options_folder(options), "");
    assert_string_equal(mla_options_error_text(options), "");
    assert_int_equal(options->insecure_no_verify, 0);
    assert_int_equal(options->allow_expunge, 0);
    assert_int_equal(options->tls_min_version, MLA_TLS_1_2);
    assert_int_equal(options->connect_timeout_ms, 30000);
    assert_int_equal(options->idle_timeout_ms, 60000);
    assert_int_equal(options->command_timeout_ms, 0);
    mla_options_free(options);
    mla_options_free(NULL);
}

static void an_allocator_has_to_be_complete(void **state) {
    mla_options *options;
    heap memory;

    (void)state;
    assert_int_equal(mla_options_new(NULL, NULL), MLA_E_INVALID);
    heap_init(&memory);
    memory.fail_at = 1;
    assert_int_equal(mla_options_new(&memory.allocator, &options), MLA_E_NO_MEMORY);
    assert_null(options);
    memory.allocator.resize = NULL;
    assert_int_equal(mla_options_new(&memory.allocator, &options), MLA_E_INVALID);
    assert_null(options);
}

/* ----- strings ----- */

typedef struct {
    int32_t (*set)(mla_options *options, const char *text);
    int index;
    const char *good;
} test_string;

static const test_string strings[] = {
    {mla_options_set_host, MLA__OPTION_HOST, "mail.test"},
    {mla_options_set_folder, MLA__OPTION_FOLDER, "gr\xc3\xbc\xc3\x9f"},
    {mla_options_set_user, MLA__OPTION_USER, "me@x.org"},
    {mla_options_set_password, MLA__OPTION_PASSWORD, "p \"\\\xc3\xbc"},
    {mla_options_set_authorization_id, MLA__OPTION_AUTHORIZATION_ID, "boss"},
};

static void strings_are_copied_and_taken_back_by_null(void **state) {
    char text[32];

    (void)state;
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        mla_options *options = new_options();
        assert_true(strlen(strings[i].good) < sizeof text);
        strcpy(text, strings[i].good);
        assert_int_equal(strings[i].set(options, text), MLA_OK);
        memset(text, 'x', sizeof text);
        assert_string_equal(mla__options_text(options, strings[i].index), strings[i].good);
        assert_int_equal(strings[i].set(options, NULL), MLA_OK);
        assert_null(mla__options_text(options, strings[i].index));
        mla_options_free(options);
    }
}

/* For each of them would be a command of somebody else's choice. */
static void a_line_break_is_refused_in_each_string(void **state) {
    static const char *const breaks[] = {"a\rb", "a\nb", "a\r\nA1 LOGOUT", "\n", "a\r"};

    (void)state;
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        mla_options *options = new_options();
        assert_int_equal(strings[i].set(options, strings[i].good), MLA_OK);
        for (size_t j = 0; j < sizeof breaks / sizeof *breaks; j++) {
            assert_int_equal(strings[i].set(options, breaks[j]), MLA_E_INVALID);
            assert_string_not_equal(mla_options_error_text(options), "");
            assert_string_equal(mla__options_text(options, strings[i].index), strings[i].good);
        }
        assert_int_equal(strings[i].set(options, strings[i].good), MLA_OK);
        assert_string_equal(mla_options_error_text(options), "");
        mla_options_free(options);
    }
}

static void what_can_be_no_host_no_user_no_folder_is_refused(void **state) {
    static const char *const hosts[] = {"", "a b", "a/b", "[::1]", "me@mail.test"};
    static const char *const folders[] = {"gr\xfc\xdf", "\xc3", "\xed\xa0\x80"};
    mla_options *options = new_options();

    (void)state;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        assert_int_equal(mla_options_set_host(options, hosts[i]), MLA_E_INVALID);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        assert_int_equal(mla_options_set_folder(options, folders[i]), MLA_E_INVALID);
    assert_int_equal(mla_options_set_user(options, ""), MLA_E_INVALID);
    assert_int_equal(mla_options_set_password(options, ""), MLA_OK); /* there are such servers */
    assert_int_equal(mla_options_set_host(options, "2001:db8::1"), MLA_OK);
    mla_options_free(options);
}

static void a_temporary_folder_has_a_name(void **state) {
    mla_options *options = new_options();

    (void)state;
    assert_int_equal(mla_options_set_temporary_folder(options, ""), MLA_E_INVALID);
    assert_int_equal(mla_options_set_temporary_folder(options, "/tmp"), MLA_OK);
    assert_string_equal(mla__options_text(options, MLA__OPTION_TEMPORARY_FOLDER), "/tmp");
    assert_int_equal(mla_options_set_temporary_folder(options, NULL), MLA_OK);
    assert_null(mla__options_text(options, MLA__OPTION_TEMPORARY_FOLDER));
    mla_options_free(options);
}

static void of_the_mechanisms_only_plain_is_known(void **state) {
    mla_options *options = new_options();

    (void)state;
    assert_int_equal(mla_options_set_mechanism(options, "plain"), MLA_OK);
    assert_int_equal(mla_options_set_mechanism(options, "SCRAM-SHA-256"), MLA_E_UNSUPPORTED);
    assert_string_equal(mla__options_text(options, MLA__OPTION_MECHANISM), "plain");
    assert_int_equal(mla_options_set_mechanism(options, "*"), MLA_OK);
    assert_null(mla__options_text(options, MLA__OPTION_MECHANISM));
    assert_int_equal(mla_options_set_mechanism(options, "PLAIN\r\n"), MLA_E_UNSUPPORTED);
    mla_options_free(options);
}

static void a_certificate_may_hold_nul_and_is_taken_back_by_no_octets(void **state) {
    mla_options *options = new_options();

    (void)state;
    assert_int_equal(mla_options_set_ca_pem(options, "0\0\x82", 3), MLA_OK);
    assert_int_equal(options->texts[MLA__OPTION_CA_PEM].len, 3);
    assert_memory_equal(options->texts[MLA__OPTION_CA_PEM].ptr, "0\0\x82", 3);
    assert_int_equal(mla_options_set_ca_pem(options, NULL, 1), MLA_E_INVALID);
    assert_int_equal(mla_options_set_ca_pem(options, NULL, 0), MLA_OK);
    assert_null(options->texts[MLA__OPTION_CA_PEM].ptr);
    mla_options_free(options);
}

static void the_port_follows_protocol_and_security_unless_set(void **state) {
    static const int32_t ports[2][4] = {{993, 143, 143, 143}, {995, 110, 110, 110}};
    mla_options *options = new_options();

    (void)state;
    for (int32_t protocol = MLA_PROTOCOL_IMAP; protocol <= MLA_PROTOCOL_POP3; protocol++) {
        if (mla_options_set_protocol(options, protocol) != MLA_OK)
            continue;
        for (int32_t security = MLA_SECURITY_TLS; security <= MLA_SECURITY_TRANSPORT; security++) {
            mla_options_set_security(options, security);
            assert_int_equal(mla_options_port(options), ports[protocol - 1][security - 1]);
        }
    }
    mla_options_set_port(options, 8143);
    assert_int_equal(mla_options_port(options), 8143);
    mla_options_free(options);
}

/* ----- secrets and memory ----- */

static const struct {
    int index;
    int32_t (*set)(mla_options *options, const char *text);
} secrets[] = {
    {MLA__OPTION_PASSWORD, mla_options_set_password},
    {MLA__OPTION_CLIENT_KEY_PASSWORD, NULL},
};

static int32_t set_secret(mla_options *options, size_t i, const char *text) {
    return secrets[i].set != NULL ? secrets[i].set(options, text)
                                  : mla_options_set_client_certificate(options, NULL, NULL, text);
}

/* The heap counts the octets that were not 0 when their block was given back. */
static void secrets_are_wiped_when_replaced_copied_and_freed(void **state) {
    heap memory;
    mla_options *options;
    mla_options copy;

    (void)state;
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        heap_init(&memory);
        assert_int_equal(mla_options_new(&memory.allocator, &options), MLA_OK);
        assert_int_equal(set_secret(options, i, "hunter2"), MLA_OK);
        assert_int_equal(set_secret(options, i, "hunter3"), MLA_OK);
        assert_int_equal(mla__options_copy(options, &copy), MLA_OK);
        mla__options_forget(&copy, secrets[i].index);
        assert_null(copy.texts[secrets[i].index].ptr);
        assert_string_equal(mla__options_text(options, secrets[i].index), "hunter3");
        mla__options_deinit(&copy);
        assert_int_equal(set_secret(options, i, NULL), MLA_OK);
        assert_int_equal(memory.residue, 0);
        mla_options_free(options);
        assert_int_equal(memory.blocks, 0);
    }
}

static void a_certificate_is_set_as_a_whole_or_not_at_all(void **state) {
    heap memory;
    mla_options *options;

    (void)state;
    heap_init(&memory);
    assert_int_equal(mla_options_new(&memory.allocator, &options), MLA_OK);
    assert_int_equal(mla_options_set_client_certificate(options, "c1", "k1", "p1"), MLA_OK);
    for (size_t n = 1; n <= 3; n++) {
        memory.fail_at = memory.calls + n;
        assert_int_equal(mla_options_set_client_certificate(options, "c2", "k2", "p2"),
                         MLA_E_NO_MEMORY);
        assert_string_equal(mla__options_text(options, MLA__OPTION_CLIENT_CERTIFICATE), "c1");
        assert_string_equal(mla__options_text(options, MLA__OPTION_CLIENT_KEY), "k1");
        assert_string_equal(mla__options_text(options, MLA__OPTION_CLIENT_KEY_PASSWORD), "p1");
    }
    assert_int_equal(mla_options_set_client_certificate(options, "c3", NULL, NULL), MLA_OK);
    assert_string_equal(mla__options_text(options, MLA__OPTION_CLIENT_CERTIFICATE), "c3");
    assert_null(mla__options_text(options, MLA__OPTION_CLIENT_KEY_PASSWORD));
    mla_options_free(options);
    assert_int_equal(memory.blocks, 0);
}

static void without_memory_a_setter_changes_nothing(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        heap memory;
        mla_options *options;
        heap_init(&memory);
        assert_int_equal(mla_options_new(&memory.allocator, &options), MLA_OK);
        assert_int_equal(strings[i].set(options, strings[i].good), MLA_OK);
        memory.fail_at = memory.calls + 1;
        assert_int_equal(strings[i].set(options, "other"), MLA_E_NO_MEMORY);
        assert_string_equal(mla_options_error_text(options), "out of memory");
        assert_string_equal(mla__options_text(options, strings[i].index), strings[i].good);
        mla_options_free(options);
        assert_int_equal(memory.blocks, 0);
    }
}

/* ----- the transport ----- */

static void a_transport_belongs_to_the_options_until_replaced(void **state) {
    mla_transport first = {&counting_ops};
    mla_transport second = {&counting_ops};
    mla_options *options = new_options();

    (void)state;
    freed = 0;
    assert_int_equal(mla_options_set_transport(options, &first), MLA_OK);
    assert_int_equal(mla_options_set_transport(options, &first), MLA_OK);
    assert_int_equal(freed, 0);
    assert_int_equal(mla_options_set_transport(options, &second), MLA_OK);
    assert_int_equal(freed, 1);
    assert_int_equal(mla_options_set_transport(options, NULL), MLA_OK);
    assert_int_equal(freed, 2);
    assert_int_equal(mla_options_set_transport(options, &first), MLA_OK);
    mla_options_free(options);
    assert_int_equal(freed, 3);
}

static uint64_t fixed_clock(void *user) {
    return *(uint64_t *)user;
}

static void null_brings_the_systems_clock_back(void **state) {
    uint64_t time = 5;
    mla_options *options = new_options();

    (void)state;
    mla_options_set_clock(options, fixed_clock, &time);
    assert_int_equal(options->now_ms(options->clock_user), 5);
    mla_options_set_clock(options, NULL, NULL);
    uint64_t before = mla_system_now_ms();
    assert_true(options->now_ms(options->clock_user) >= before);
    mla_options_free(options);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_defaults_are_safe),
        cmocka_unit_test(an_allocator_has_to_be_complete),
        cmocka_unit_test(strings_are_copied_and_taken_back_by_null),
        cmocka_unit_test(a_line_break_is_refused_in_each_string),
        cmocka_unit_test(what_can_be_no_host_no_user_no_folder_is_refused),
        cmocka_unit_test(a_temporary_folder_has_a_name),
        cmocka_unit_test(of_the_mechanisms_only_plain_is_known),
        cmocka_unit_test(a_certificate_may_hold_nul_and_is_taken_back_by_no_octets),
        cmocka_unit_test(the_port_follows_protocol_and_security_unless_set),
        cmocka_unit_test(secrets_are_wiped_when_replaced_copied_and_freed),
        cmocka_unit_test(a_certificate_is_set_as_a_whole_or_not_at_all),
        cmocka_unit_test(without_memory_a_setter_changes_nothing),
        cmocka_unit_test(a_transport_belongs_to_the_options_until_replaced),
        cmocka_unit_test(null_brings_the_systems_clock_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
