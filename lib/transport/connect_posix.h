/* SPDX-License-Identifier: MIT */
/**
 * Happy Eyeballs (RFC 8305): many addresses, several attempts at a time, the first that answers
 * wins.
 */
#ifndef MLA_TRANSPORT_CONNECT_H
#define MLA_TRANSPORT_CONNECT_H

#include <netdb.h>
#include <poll.h>
#include <stddef.h>
#include <stdint.h>

/** When all are in use, the oldest attempt makes room for the next address. */
#define MLA__CONNECT_ATTEMPTS 16

typedef struct mla__attempt {
    int socket;
    const struct addrinfo *address;
} mla__attempt;

typedef struct mla__connector {
    const struct addrinfo *next[2]; /**< to be tried: of the first address's family, of others */
    int turn;                       /**< index of `next` that comes first */
    int first_family;
    uint32_t attempt_delay_ms;
    uint64_t next_at_ms;
    mla__attempt attempts[MLA__CONNECT_ATTEMPTS]; /**< in progress, oldest first */
    size_t count;
    int last_errno; /**< why the last attempt failed */
    const struct addrinfo *last_address;
} mla__connector;

/** @param addresses must live as long as the connector is used. */
void mla__connector_init(mla__connector *connector, const struct addrinfo *addresses,
                         uint32_t attempt_delay_ms);

/** Closes what is in progress. */
void mla__connector_deinit(mla__connector *connector);

/**
 * @param deadline_ms out, with MLA_AGAIN: when to call again at the latest.
 * @param socket      out, with MLA_OK: connected, the caller's.
 * @param address     out, with MLA_OK: the one that answered.
 * @return MLA_OK, MLA_AGAIN, or MLA_E_CONNECT when every address failed.
 */
int32_t mla__connector_step(mla__connector *connector, uint64_t now_ms, uint64_t *deadline_ms,
                            int *socket, const struct addrinfo **address);

/** Fills in what to poll for. @return entries, at most MLA__CONNECT_ATTEMPTS. */
size_t mla__connector_poll_set(const mla__connector *connector, struct pollfd *set);

#endif
