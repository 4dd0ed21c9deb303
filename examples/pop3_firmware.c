/* SPDX-License-Identifier: MIT */
/**
 * How firmware reads mail: the POP3 codec in a block of memory of its own, without an operating system or a C library.
 * Shows the header of the newest message.
 *
 * The board brings three functions. On a desk they are descriptors, the server being on standard input and output:
 *
 *     MAILACCESS_PASSWORD=... socat TCP:localhost:110 EXEC:'pop3_firmware me'
 */
#include <mailaccess/pop3.h>

/** A UART, a modem, a TCP stack, and TLS on top of it. @return octets; 0: none now; below 0: none will come. */
ptrdiff_t line_read(char *to, size_t room);
/** @return octets taken; 0: none now. */
size_t line_write(const char *from, size_t len);
/** A display. */
void show(mla_str text);

/** What the board's main() calls. @return MLA_OK or what failed, which was shown. */
int32_t read_mail(mla_str user, mla_str password);

/** What a command has led to. @return MLA_OK, or why the session is at its end. */
static int32_t take(mla_pop3 *pop3, const mla_pop3_event *event, uint32_t login) {
    switch (event->type) {
    case MLA_POP3_EVENT_DROP: /* of STAT: the newest message has the highest number */
        if (event->number != 0)
            mla_pop3_top(pop3, event->number, 0, NULL);
        mla_pop3_quit(pop3, NULL);
        break;
    case MLA_POP3_EVENT_BODY_DATA: show(event->data); break;
    case MLA_POP3_EVENT_DONE:
        if (event->result == MLA_OK && event->command == login)
            mla_pop3_stat(pop3, NULL);
        if (event->result != MLA_OK) {
            show(event->text); /* the server's own words */
            show(mla_str_from("\n"));
        }
        return event->result;
    default: break;
    }
    return MLA_OK;
}

/** Both ways, as far as that goes without waiting. */
static void move(mla_pop3 *pop3) {
    size_t len, room;
    const char *out = mla_pop3_tx_buf(pop3, &len);
    if (len != 0)
        mla_pop3_tx_ack(pop3, line_write(out, len));
    char *in = mla_pop3_rx_buf(pop3, &room);
    ptrdiff_t got = room != 0 ? line_read(in, room) : 0;
    if (got > 0)
        mla_pop3_rx_ack(pop3, (size_t)got);
    else if (got < 0)
        mla_pop3_rx_end(pop3);
}

static int32_t run(mla_pop3 *pop3, mla_str user, mla_str password) {
    const mla_pop3_event *event;
    uint32_t login;
    int32_t status = mla_pop3_login(pop3, user, password, &login);
    while (status == MLA_OK) {
        status = mla_pop3_next(pop3, &event);
        if (status == MLA_OK) {
            status = take(pop3, event, login);
        } else if (status == MLA_AGAIN) {
            move(pop3); /* a board may sleep first, until its line has something */
            status = MLA_OK;
        }
    }
    if (status == MLA_END)
        return MLA_OK;
    show(mla_str_from(mla_status_text(status)));
    return status;
}

int32_t read_mail(mla_str user, mla_str password) {
    static char memory[2560]; /* of a 64-bit machine; 32 bits take 2,100 */
    static mla_pool pool;
    mla_pop3_config config;
    mla_pop3 *pop3;
    mla_pool_init(&pool, memory, sizeof memory);
    mla_pop3_config_init_fixed(&config, &pool.allocator);
    int32_t status = mla_pop3_new(&config, &pop3);
    if (status == MLA_OK)
        status = run(pop3, user, password);
    mla_pop3_free(pop3);
    return status;
}

#if __STDC_HOSTED__ /* the desk */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

ptrdiff_t line_read(char *to, size_t room) {
    ssize_t got = read(STDIN_FILENO, to, room);
    return got > 0 ? got : -1;
}

size_t line_write(const char *from, size_t len) {
    ssize_t put = write(STDOUT_FILENO, from, len);
    return put > 0 ? (size_t)put : 0;
}

void show(mla_str text) {
    fprintf(stderr, "%.*s", (int)text.len, text.len != 0 ? text.ptr : "");
}

int main(int argc, char **argv) {
    mla_str password = mla_str_from(getenv("MAILACCESS_PASSWORD"));
    return argc != 2 || read_mail(mla_str_from(argv[1]), password) != MLA_OK;
}
#endif
