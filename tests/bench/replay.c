/* SPDX-License-Identifier: MIT */
/*
 * A server on loopback that sends one shape as often as it is asked. It prints its port and serves one connection after
 * the other until it is ended. It knows no more of the protocols than the clients of these benchmarks need.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "source.h"

#define LINE_MAX_OCTETS 1024

typedef struct peer {
    int descriptor;
    char in[4096];
    size_t used;
    bool over;
} peer;

static const bench_shape *shape;
static uint64_t repeats;
static bench_source data; /* for POP3 commands that ask for one item: one block */

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void give(peer *to, const char *octets, size_t len) {
    while (len != 0 && !to->over) {
        const ssize_t n = send(to->descriptor, octets, len, MSG_NOSIGNAL);
        to->over = n < 0;
        if (n > 0) {
            octets += n;
            len -= (size_t)n;
        }
    }
}

static void say(peer *to, const char *words) {
    give(to, words, strlen(words));
}

static void give_data(peer *to) {
    static char buffer[65536];
    data.current = 0;
    while (data.current < data.count) {
        const size_t len = bench_source_read(&data, buffer, sizeof(buffer));
        give(to, buffer, len);
    }
}

static bool begins(const char *line, const char *word) {
    return strncasecmp(line, word, strlen(word)) == 0;
}

static void answer_pop3(peer *to, const char *line) {
    if (begins(line, shape->command))
        give_data(to);
    else if (begins(line, "CAPA"))
        say(to, "+OK\r\nPIPELINING\r\nUIDL\r\nUSER\r\nTOP\r\n.\r\n");
    else if (begins(line, "LIST") || begins(line, "UIDL"))
        say(to, "+OK\r\n1 8192\r\n.\r\n");
    else
        say(to, "+OK\r\n");
    to->over = to->over || begins(line, "QUIT");
}

/* "1 UID FETCH ..." asks for the data as "1 FETCH ..." does. */
static bool asks_for_data(const char *command) {
    if (begins(command, "UID "))
        command += 4;
    return strncasecmp(command, shape->command, strcspn(shape->command, " ")) == 0;
}

static void answer_imap(peer *to, const char *line) {
    const size_t tag = strcspn(line, " ");
    const char *command = line[tag] == ' ' ? line + tag + 1 : "";
    if (begins(command, "CAPABILITY"))
        say(to, "* CAPABILITY IMAP4rev1\r\n");
    else if (begins(command, "LOGOUT"))
        say(to, "* BYE\r\n");
    else if (asks_for_data(command))
        give_data(to);
    give(to, line, tag);
    say(to, " OK done\r\n");
    to->over = to->over || begins(command, "LOGOUT");
}

static void answer(peer *to, const char *line) {
    if (strcmp(line, "floor") == 0) {
        for (uint64_t i = 0; i < (shape->per_item ? repeats : 1); i++)
            give_data(to);
        to->over = true;
    } else if (shape->pop3) {
        answer_pop3(to, line);
    } else {
        answer_imap(to, line);
    }
}

/* The complete lines among what has come. */
static void answer_lines(peer *to) {
    char *at = to->in;
    char *end;
    while (!to->over && (end = memchr(at, '\n', to->used - (size_t)(at - to->in))) != NULL) {
        char line[LINE_MAX_OCTETS];
        const size_t len = (size_t)(end - at);
        snprintf(line, sizeof(line), "%.*s", (int)(len != 0 && end[-1] == '\r' ? len - 1 : len),
                 at);
        answer(to, line);
        at = end + 1;
    }
    to->used -= (size_t)(at - to->in);
    memmove(to->in, at, to->used);
}

static void serve(int descriptor) {
    static peer to;
    to = (peer){.descriptor = descriptor};
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    say(&to, shape->pop3 ? "+OK ready\r\n" : "* PREAUTH ready\r\n");
    while (!to.over) {
        const ssize_t n = recv(descriptor, to.in + to.used, sizeof(to.in) - to.used, 0);
        if (n <= 0)
            break;
        to.used += (size_t)n;
        answer_lines(&to);
    }
    close(descriptor);
}

static int listen_on_loopback(void) {
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof(address);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (descriptor < 0 || bind(descriptor, (struct sockaddr *)&address, sizeof(address)) != 0 ||
        listen(descriptor, 8) != 0 ||
        getsockname(descriptor, (struct sockaddr *)&address, &len) != 0)
        fail("listen");
    printf("%u\n", (unsigned)ntohs(address.sin_port));
    fflush(stdout);
    return descriptor;
}

int main(int argc, char **argv) {
    shape = argc == 3 ? bench_shape_find(argv[1]) : NULL;
    repeats = argc == 3 ? strtoull(argv[2], NULL, 10) : 0;
    if (shape == NULL || repeats == 0) {
        fprintf(stderr, "usage: %s SHAPE REPEATS\n", argv[0]);
        return 2;
    }
    bench_source_add_shape(&data, shape, shape->per_item ? 1 : repeats);
    const int listener = listen_on_loopback();
    for (;;) {
        const int descriptor = accept(listener, NULL, NULL);
        if (descriptor < 0)
            fail("accept");
        serve(descriptor);
    }
}
