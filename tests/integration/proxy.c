/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* memmem, MAP_ANONYMOUS */
#include "proxy.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BUFFER_SIZE 65536
#define PATIENCE_MS 500 /* between looks at whether the test still lives */

typedef struct proxy_shared {
    proxy_lane lanes[2];
    atomic_uint opened;
    atomic_uint closed;
} proxy_shared;

/* One direction of the connection that is served. */
typedef struct flow {
    proxy_lane *lane;
    int from;
    int to;
    size_t start;
    size_t end;
    uint64_t due_ms; /* when the next piece may go */
    bool has_ended;  /* the sender closed */
    bool is_shut;    /* and the receiver was told */
    bool is_stalled;
    bool has_happened; /* the fault */
    char buffer[BUFFER_SIZE];
} flow;

typedef enum flow_state {
    FLOWS_ON,
    CONNECTION_OVER
} flow_state;

static uint64_t clock_ms(void) {
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static struct sockaddr_in address_of(const char *host, uint16_t port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};

    if (inet_pton(AF_INET, host, &address.sin_addr) != 1)
        abort();
    return address;
}

static void must(bool holds) {
    if (!holds)
        abort();
}

/* ----- one direction ----- */

static bool has_room(const flow *self) {
    return !self->has_ended && !self->is_stalled && self->end == 0;
}

static void take(flow *self) {
    ssize_t got = recv(self->from, self->buffer, sizeof self->buffer, MSG_DONTWAIT);

    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    self->has_ended = got <= 0;
    self->start = 0;
    self->end = got > 0 ? (size_t)got : 0;
    self->due_ms = clock_ms() + self->lane->fault.delay_ms;
}

static bool is_pending(const flow *self) {
    return self->lane->fault.what != PROXY_NOTHING && !self->has_happened;
}

/* Octets that go next: up to the place of the fault. */
static size_t piece_len(const flow *self) {
    const proxy_fault *fault = &self->lane->fault;
    size_t len = self->end - self->start;

    if (fault->chunk != 0 && len > fault->chunk)
        len = fault->chunk;
    if (is_pending(self) && len > fault->at - self->lane->passed)
        len = fault->at - self->lane->passed;
    return len;
}

static void record(proxy_lane *lane, const char *octets, size_t len) {
    size_t room = lane->passed < PROXY_SEEN_MAX ? PROXY_SEEN_MAX - lane->passed : 0;

    if (room != 0)
        memcpy(lane->seen + lane->passed, octets, len < room ? len : room);
    lane->passed += len;
}

/* The end without a reset: a socket that is closed with octets unread sends one. */
static void close_in_order(const flow *self) {
    char rest[4096];
    struct pollfd wait = {.fd = self->to, .events = POLLIN};

    shutdown(self->to, SHUT_WR);
    while (poll(&wait, 1, 10 * PATIENCE_MS) > 0 && recv(self->to, rest, sizeof rest, 0) > 0)
        ;
}

static flow_state make_fault_happen(flow *self) {
    static const struct linger at_once = {.l_onoff = 1};
    const proxy_fault *fault = &self->lane->fault;

    self->has_happened = true;
    switch (fault->what) {
    case PROXY_STALL:
        self->is_stalled = true;
        self->start = self->end = 0; /* what came with the last octet stays behind too */
        return FLOWS_ON;
    case PROXY_CLOSE: close_in_order(self); return CONNECTION_OVER;
    case PROXY_RESET:
        setsockopt(self->to, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        return CONNECTION_OVER;
    default:
        return send(self->to, fault->octets, strlen(fault->octets), MSG_NOSIGNAL) >= 0
                   ? FLOWS_ON
                   : CONNECTION_OVER;
    }
}

static flow_state pass(flow *self) {
    const proxy_fault *fault = &self->lane->fault;
    size_t len = piece_len(self);
    bool joins =
        is_pending(self) && fault->what == PROXY_INJECT && self->lane->passed + len == fault->at;
    ssize_t put = send(self->to, self->buffer + self->start, len,
                       MSG_DONTWAIT | MSG_NOSIGNAL | (joins ? MSG_MORE : 0));

    if (put < 0)
        return errno == EAGAIN || errno == EINTR ? FLOWS_ON : CONNECTION_OVER;
    record(self->lane, self->buffer + self->start, (size_t)put);
    self->start += (size_t)put;
    if (self->start == self->end)
        self->start = self->end = 0;
    self->due_ms = clock_ms() + fault->delay_ms;
    return FLOWS_ON;
}

/* ----- one connection ----- */

static flow_state step(flow *self, short ready_to_read, short ready_to_write) {
    if (is_pending(self) && self->lane->passed == self->lane->fault.at)
        return make_fault_happen(self);
    if (has_room(self) && ready_to_read)
        take(self);
    else if (self->end != 0 && ready_to_write && clock_ms() >= self->due_ms)
        return pass(self);
    if (self->has_ended && self->end == 0 && !self->is_shut) {
        shutdown(self->to, SHUT_WR);
        self->is_shut = true;
    }
    return FLOWS_ON;
}

static int wait_ms(const flow *flows) {
    uint64_t now = clock_ms();
    uint64_t least = PATIENCE_MS;

    for (int i = 0; i < 2; i++) {
        bool at_fault = is_pending(&flows[i]) && flows[i].lane->passed == flows[i].lane->fault.at;
        if (at_fault)
            return 0;
        if (flows[i].end != 0 && flows[i].due_ms > now && flows[i].due_ms - now < least)
            least = flows[i].due_ms - now;
    }
    return (int)least;
}

/* Poll entry i is the end from which flow i comes, and to which the other one goes. */
static void wait_for(const flow *flows, struct pollfd *waits) {
    uint64_t now = clock_ms();

    for (int i = 0; i < 2; i++) {
        const flow *other = &flows[1 - i];
        short events = has_room(&flows[i]) ? POLLIN : 0;
        if (other->end != 0 && other->due_ms <= now)
            events |= POLLOUT;
        /* Poll reports the end of a connection unasked: for ever, once it was seen. */
        waits[i] = (struct pollfd){.fd = events != 0 ? flows[i].from : -1, .events = events};
    }
    poll(waits, 2, wait_ms(flows));
}

static void serve(proxy_shared *shared, int client, int server, pid_t test) {
    static flow flows[2];
    flow_state state = FLOWS_ON;
    int ends[2] = {client, server};

    for (int i = 0; i < 2; i++)
        flows[i] = (flow){.lane = &shared->lanes[i], .from = ends[i], .to = ends[1 - i]};
    while (state == FLOWS_ON && getppid() == test && !(flows[0].is_shut && flows[1].is_shut)) {
        struct pollfd waits[2];
        wait_for(flows, waits);
        for (int i = 0; i < 2 && state == FLOWS_ON; i++)
            state = step(&flows[i], waits[i].revents & (POLLIN | POLLHUP | POLLERR),
                         waits[1 - i].revents & (POLLOUT | POLLHUP | POLLERR));
        /* A client that went away while its server is stalled. */
        if (flows[0].is_shut && flows[1].is_stalled)
            state = CONNECTION_OVER;
    }
}

/* ----- the process ----- */

static int connect_to(const struct sockaddr_in *target) {
    static const int on = 1;
    int server = socket(AF_INET, SOCK_STREAM, 0);

    if (server < 0 || connect(server, (const struct sockaddr *)target, sizeof *target) != 0) {
        close(server);
        return -1;
    }
    setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return server;
}

static void serve_all(proxy_shared *shared, int listener, const struct sockaddr_in *target,
                      pid_t test) {
    static const int on = 1;
    struct pollfd wait = {.fd = listener, .events = POLLIN};

    while (getppid() == test) {
        if (poll(&wait, 1, PATIENCE_MS) <= 0)
            continue;
        int client = accept(listener, NULL, NULL);
        atomic_fetch_add(&shared->opened, 1);
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        shared->lanes[0].passed = shared->lanes[1].passed = 0;
        int server = connect_to(target);
        if (server >= 0)
            serve(shared, client, server, test);
        close(client);
        close(server);
        atomic_fetch_add(&shared->closed, 1);
    }
}

static int listen_anywhere(uint16_t *port) {
    struct sockaddr_in address = address_of("127.0.0.1", 0);
    socklen_t len = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    must(listener >= 0 && bind(listener, (struct sockaddr *)&address, len) == 0);
    must(listen(listener, 8) == 0 && getsockname(listener, (struct sockaddr *)&address, &len) == 0);
    *port = ntohs(address.sin_port);
    return listener;
}

void proxy_start(proxy *self, const char *host, uint16_t target) {
    struct sockaddr_in address = address_of(host, target);
    pid_t test = getpid();

    self->shared =
        mmap(NULL, sizeof *self->shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    must(self->shared != MAP_FAILED);
    self->from_client = &self->shared->lanes[0];
    self->from_server = &self->shared->lanes[1];
    int listener = listen_anywhere(&self->port);
    self->process = fork();
    must(self->process >= 0);
    if (self->process == 0) {
        serve_all(self->shared, listener, &address, test);
        _exit(0);
    }
    close(listener);
}

void proxy_stop(proxy *self) {
    kill(self->process, SIGKILL);
    waitpid(self->process, NULL, 0);
    munmap(self->shared, sizeof *self->shared);
}

void proxy_heal(proxy *self) {
    self->from_client->fault = self->from_server->fault = (proxy_fault){.what = PROXY_NOTHING};
}

void proxy_settle(proxy *self) {
    static const struct timespec moment = {.tv_nsec = 1000000};

    while (atomic_load(&self->shared->opened) != atomic_load(&self->shared->closed))
        nanosleep(&moment, NULL);
}

bool proxy_saw(const proxy_lane *lane, const char *text) {
    size_t len = lane->passed < PROXY_SEEN_MAX ? lane->passed : PROXY_SEEN_MAX;

    return memmem(lane->seen, len, text, strlen(text)) != NULL;
}
