/* SPDX-License-Identifier: MIT */
/** What must be refused before a password is sent: a real Dovecot, and a proxy that sees what goes by. */
#include "driver.h"
#include "rows.h"

#define USER "u9"
#define PASSWORD "pw-u9"

/* Opens through a proxy before a server. @return the status. */
static int32_t open_through(proxy *between, const char *server, const way *self,
                            mla_session **session) {
    return open_with(server_options(server, self, USER, between->port), self->is_nonblocking,
                     session);
}

/* Neither a command that logs in nor a password, in clear or in base64. Encrypted octets hold any two or three. */
static void assert_nothing_secret(proxy *between) {
    static const char *const secrets[] = {"LOGIN", "AUTH", "USER", "PASS", PASSWORD, "AHU5AHB3"};

    proxy_settle(between);
    assert_true(between->from_client->passed <= PROXY_SEEN_MAX);
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        if (proxy_saw(between->from_client, secrets[i]))
            fail_msg("%s went by", secrets[i]);
}

/* ----- certificates ----- */

typedef struct certificate {
    const char *server;
    int32_t status;
    const char *words;
} certificate;

static const certificate certificates[] = {
    {"WRONG", MLA_E_TLS_NAME, "use the host name that the certificate is for"},
    {"EXPIRED", MLA_E_TLS_EXPIRED,
     "expired on 2021-01-01; if not, is this computer's clock right?"},
    {"SELFSIGNED", MLA_E_TLS_UNTRUSTED, "it is self-signed; to trust it, give it as the CA file"},
    {"UNKNOWN", MLA_E_TLS_UNTRUSTED, "libmailaccess test other-ca is not trusted"},
};

#define CERTIFICATES (sizeof certificates / sizeof *certificates)

static void a_certificate_is_refused(const certificate *bad, const way *self) {
    proxy between;
    mla_session *session;

    start_before(&between, bad->server, self);
    assert_status(open_through(&between, bad->server, self, &session), bad->status);
    if (strstr(mla_session_error_text(session), bad->words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", mla_session_error_text(session), bad->words);
    assert_int_equal(mla_session_error_retry(session), MLA_RETRY_NEVER);
    mla_session_free(session);
    assert_nothing_secret(&between);
    proxy_stop(&between);
}

static void a_certificate_for_another_name_is_refused(void **state) {
    a_certificate_is_refused(&certificates[0], *state);
}

static void an_expired_certificate_is_refused(void **state) {
    a_certificate_is_refused(&certificates[1], *state);
}

static void a_self_signed_certificate_is_refused(void **state) {
    a_certificate_is_refused(&certificates[2], *state);
}

static void a_certificate_of_an_unknown_authority_is_refused(void **state) {
    a_certificate_is_refused(&certificates[3], *state);
}

/* ----- STARTTLS ----- */

static void starttls_that_is_not_offered_ends_the_session(void **state) {
    const way *self = *state;
    proxy between;
    mla_session *session;

    start_before(&between, "NOTLS", self);
    assert_status(open_through(&between, "NOTLS", self, &session), MLA_E_TLS_REQUIRED);
    assert_non_null(strstr(mla_session_error_text(session), "use TLS from the first octet"));
    mla_session_free(session);
    assert_nothing_secret(&between);
    proxy_stop(&between);
}

/* How many octets the server sends up to the end of a line that has these words. */
static size_t find_end_of_line(proxy *between, const char *server, const way *self,
                               const char *words) {
    mla_session *session;

    assert_status(open_through(between, server, self, &session), MLA_OK);
    mla_session_free(session);
    proxy_settle(between);
    char *seen = between->from_server->seen;
    seen[PROXY_SEEN_MAX - 1] = '\0';
    const char *line = strstr(seen, words);
    assert_non_null(line);
    return (size_t)(strchr(line, '\n') + 1 - seen);
}

static void inject(proxy *between, size_t at, const char *octets) {
    proxy_fault *fault = &between->from_server->fault;

    *fault = (proxy_fault){.what = PROXY_INJECT, .at = at};
    snprintf(fault->octets, sizeof fault->octets, "%s", octets);
}

/* CVE-2011-0411 and its kin: the reply could be taken for one that came inside TLS. */
static void octets_behind_the_reply_to_starttls_end_the_session(void **state) {
    const way *self = *state;
    proxy between;
    mla_session *session;

    start_before(&between, "GOOD", self);
    inject(&between, find_end_of_line(&between, "GOOD", self, "Begin TLS"),
           is_imap(self) ? "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nA3 OK in\r\n"
                         : "+OK\r\n+OK in\r\n");
    assert_status(open_through(&between, "GOOD", self, &session), MLA_E_INJECTION);
    mla_session_free(session);
    assert_nothing_secret(&between);
    proxy_stop(&between);
}

static bool has_capability(const mla_session *session, const char *name) {
    const char *capability;

    for (uint32_t i = 0; (capability = mla_session_capability(session, i)) != NULL; i++)
        if (strcmp(capability, name) == 0)
            return true;
    return false;
}

/* RFC 9051 section 6.2.1: what was learnt before TLS is forgotten. */
static void capabilities_told_in_clear_are_forgotten(void **state) {
    const way *self = *state;
    proxy between;
    mla_session *session;

    start_before(&between, "GOOD", self);
    inject(&between, find_end_of_line(&between, "GOOD", self, "* OK"),
           "* CAPABILITY IMAP4rev1 STARTTLS XINJECTED AUTH=PLAIN\r\n");
    assert_status(open_through(&between, "GOOD", self, &session), MLA_OK);
    assert_true(has_capability(session, "IMAP4rev1"));
    assert_false(has_capability(session, "XINJECTED"));
    mla_session_free(session);
    proxy_stop(&between);
}

static void the_proxy_sees_a_login_in_clear(void **state) {
    const way *self = *state;
    proxy between;
    mla_session *session;

    start_before(&between, "NOTLS", self);
    assert_status(open_through(&between, "NOTLS", self, &session), MLA_OK);
    mla_session_free(session);
    proxy_settle(&between);
    assert_true(proxy_saw(between.from_client, "AUTH"));
    proxy_stop(&between);
}

/* ----- tables ----- */

static way starttls_ways[WAYS];
static size_t starttls_count;
static size_t starttls_imap_count;

static void choose_starttls_ways(void) {
    for (size_t i = 0; i < WAYS; i++)
        if (ways[i].security == MLA_SECURITY_STARTTLS)
            starttls_ways[starttls_count++] = ways[i];
    starttls_imap_count = starttls_count / 2; /* IMAP comes first in ways[] */
}

int main(void) {
    if (!servers_run())
        return SKIPPED;
    choose_starttls_ways();
    rows_of(a_certificate_for_another_name_is_refused, ways, WAYS);
    rows_of(an_expired_certificate_is_refused, ways, WAYS);
    rows_of(a_self_signed_certificate_is_refused, ways, WAYS);
    rows_of(a_certificate_of_an_unknown_authority_is_refused, ways, WAYS);
    rows_of(starttls_that_is_not_offered_ends_the_session, starttls_ways, starttls_count);
    rows_of(octets_behind_the_reply_to_starttls_end_the_session, starttls_ways, starttls_count);
    rows_of(capabilities_told_in_clear_are_forgotten, starttls_ways, starttls_imap_count);
    rows_of(the_proxy_sees_a_login_in_clear, clear_ways, CLEAR_WAYS);
    return rows_run(NULL);
}
