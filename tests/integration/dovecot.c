/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "dovecot.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define IMAP(is_nonblocking, how)                                                     \
    {"imaps, " how, MLA_PROTOCOL_IMAP, MLA_SECURITY_TLS, "IMAPS", is_nonblocking}, {  \
        "imap with STARTTLS, " how, MLA_PROTOCOL_IMAP, MLA_SECURITY_STARTTLS, "IMAP", \
            is_nonblocking                                                            \
    }
#define POP3(is_nonblocking, how)                                                               \
    {"pops, " how, MLA_PROTOCOL_POP3, MLA_SECURITY_TLS, "POP3S", is_nonblocking}, {             \
        "pop with STLS, " how, MLA_PROTOCOL_POP3, MLA_SECURITY_STARTTLS, "POP3", is_nonblocking \
    }

const way ways[WAYS] = {IMAP(false, "blocking"), IMAP(true, "non-blocking"),
                        POP3(false, "blocking"), POP3(true, "non-blocking")};

const way clear_ways[CLEAR_WAYS] = {
    {"imap in clear", MLA_PROTOCOL_IMAP, MLA_SECURITY_CLEARTEXT, "IMAP", false},
    {"pop in clear", MLA_PROTOCOL_POP3, MLA_SECURITY_CLEARTEXT, "POP3", false},
};

bool is_imap(const way *self) {
    return self->protocol == MLA_PROTOCOL_IMAP;
}

/* ----- servers ----- */

bool servers_run(void) {
    return getenv("MLA_TEST_PKI") != NULL;
}

const char *server_setting(const char *server, const char *name) {
    char variable[64];

    snprintf(variable, sizeof variable, "MLA_TEST_%s_%s", server, name);
    const char *value = getenv(variable);
    if (value == NULL)
        fail_msg("%s is not set: run tests/run.sh --suite integration", variable);
    return value;
}

uint16_t server_port(const char *server, const way *self) {
    char name[32];

    snprintf(name, sizeof name, "%s_PORT", self->port);
    return (uint16_t)strtoul(server_setting(server, name), NULL, 10);
}

mla_options *server_options(const char *server, const way *self, const char *user, uint16_t port) {
    char password[32];
    mla_options *options;

    snprintf(password, sizeof password, "pw-%s", user);
    assert_int_equal(mla_options_new(NULL, &options), MLA_OK);
    mla_options_set_protocol(options, self->protocol);
    mla_options_set_security(options, self->security);
    mla_options_set_nonblocking(options, self->is_nonblocking);
    mla_options_set_host(options, port != 0 ? "localhost" : server_setting(server, "HOST"));
    mla_options_set_port(options, port != 0 ? port : server_port(server, self));
    mla_options_set_user(options, user);
    mla_options_set_password(options, password);
    mla_options_set_ca_file(options, server_setting("GOOD", "CA_FILE"));
    return options;
}

/* ----- mail ----- */

void mail_append(mail *self, const char *octets, size_t len) {
    if (self->len + len >= self->room) {
        self->room = 2 * (self->len + len) + 1;
        self->octets = realloc(self->octets, self->room);
        assert_non_null(self->octets);
    }
    memcpy(self->octets + self->len, octets, len);
    self->len += len;
    self->octets[self->len] = '\0';
}

static void append_text(mail *self, const char *text) {
    mail_append(self, text, strlen(text));
}

static void append_header(mail *self, const char *subject) {
    append_text(self,
                "Date: Fri, 17 Jul 2026 11:44:25 +0200\r\nFrom: Ann <ann@mail.test>\r\nSubject: ");
    append_text(self, subject);
    append_text(self, "\r\n");
}

static void append_every_octet(mail *self) {
    for (int octet = 1; octet < 256; octet++)
        if (octet != '\r' && octet != '\n')
            mail_append(self, &(char){(char)octet}, 1);
    append_text(self, "\r\n");
}

static void append_lines(mail *self, const char *line, size_t count) {
    for (size_t i = 0; i < count; i++)
        append_text(self, line);
}

#define ENCODED_LINE "AAECAwQFBgcICQoLDA0ODw==\r\n"
#define ATTACHMENT_LEN 16

mail attachment(void) {
    static char decoded[ATTACHMENT_LEN];

    for (size_t i = 0; i < sizeof decoded; i++)
        decoded[i] = (char)i;
    return (mail){.octets = decoded, .len = sizeof decoded};
}

static void append_parts(mail *self) {
    append_text(self, "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                      "--b\r\n\r\nSee the attachment.\r\n--b\r\n"
                      "Content-Type: application/octet-stream; name=noise.bin\r\n"
                      "Content-Transfer-Encoding: base64\r\n"
                      "Content-Disposition: attachment; filename=noise.bin\r\n\r\n" ENCODED_LINE
                      "--b--\r\n");
}

static mail made[MAILS];

static void release_mails(void) {
    for (size_t i = 0; i < MAILS; i++)
        free(made[i].octets);
}

const mail *mails(void) {
    static const char *const subjects[MAILS] = {"plain", "dots", "every octet", "attachment",
                                                "2 MB"};

    if (made[0].octets != NULL)
        return made;
    atexit(release_mails);
    for (size_t i = 0; i < MAILS; i++)
        append_header(&made[i], subjects[i]);
    append_text(&made[MAIL_PLAIN], "\r\nHello.\r\n");
    append_text(&made[MAIL_DOTS], "\r\n.\r\n..\r\n...\r\n.a\r\n.\r\n");
    append_text(&made[MAIL_OCTETS], "\r\n");
    append_every_octet(&made[MAIL_OCTETS]);
    append_parts(&made[MAIL_ATTACHMENT]);
    append_text(&made[MAIL_LARGE], "\r\n");
    append_lines(&made[MAIL_LARGE], "....................................................\r\n",
                 37000);
    return made;
}

/* ----- delivery ----- */

static void write_file(const char *path, const mail *message) {
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(message->octets, 1, message->len, file), message->len);
    assert_int_equal(fclose(file), 0);
}

static void run(const char *const *arguments) {
    int status = -1;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        execv("/bin/sh", (char *const *)(uintptr_t)arguments);
        _exit(127);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

#define FIRST_FILE 6

void deliver(const char *user, size_t count) {
    char folder[] = "/tmp/mla.XXXXXX";
    char server[256];
    char files[MAILS][64];
    const char *script = server_setting("DOVECOT", "SCRIPT");
    const char *arguments[FIRST_FILE + MAILS + 1] = {"sh",   script, "deliver",
                                                     server, user,   "INBOX"};

    /* The folder of mail lies in the server's own. */
    snprintf(server, sizeof server, "%s/..", server_setting("GOOD", "MAIL_DIR"));
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < count; i++) {
        snprintf(files[i], sizeof files[i], "%s/%zu", folder, i);
        write_file(files[i], &mails()[i]);
        arguments[FIRST_FILE + i] = files[i];
    }
    run(arguments);
    for (size_t i = 0; i < count; i++)
        unlink(files[i]);
    rmdir(folder);
}
