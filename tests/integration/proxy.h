/* SPDX-License-Identifier: MIT */
/**
 * A faulty network: a process between client and server that passes octets on, and delays, cuts up, stalls, ends or
 * adds to them as told. It serves one connection after the other, each with the faults as they are when it comes.
 */
#ifndef MLA_TESTS_INTEGRATION_PROXY_H
#define MLA_TESTS_INTEGRATION_PROXY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* What happens when `at` octets of a direction were passed on. */
#define PROXY_NOTHING 0
#define PROXY_STALL 1  /* no more octets in this direction */
#define PROXY_CLOSE 2  /* the receiver sees the sender close (FIN) */
#define PROXY_RESET 3  /* the receiver sees a reset (RST) */
#define PROXY_INJECT 4 /* `octets` follow, in the same segment as the last one */

#define PROXY_INJECT_MAX 200
#define PROXY_SEEN_MAX 65536

typedef struct proxy_fault {
    int what;
    size_t at;
    size_t chunk;      /* octets that are passed on at a time; 0: as they come */
    uint32_t delay_ms; /* before each of these */
    char octets[PROXY_INJECT_MAX];
} proxy_fault;

/* Of one direction; in memory that is shared with the process. */
typedef struct proxy_lane {
    proxy_fault fault;
    size_t passed;             /* octets of the last connection, without what was injected */
    char seen[PROXY_SEEN_MAX]; /* the first of them */
} proxy_lane;

typedef struct proxy {
    uint16_t port; /* of 127.0.0.1 */
    pid_t process;
    struct proxy_shared *shared;
    proxy_lane *from_client;
    proxy_lane *from_server;
} proxy;

/** Starts a proxy without faults. @param target a port of `host`, an IPv4 address. */
void proxy_start(proxy *self, const char *host, uint16_t target);

void proxy_stop(proxy *self);

/** Forgets the faults. */
void proxy_heal(proxy *self);

/** Waits until the last connection that was made is over, so that `passed` and `seen` stay. */
void proxy_settle(proxy *self);

/** Whether a text went by in this direction, in clear. */
bool proxy_saw(const proxy_lane *lane, const char *text);

#endif
