/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "transport/resolve_posix.h"

#include <errno.h>
#include <mailaccess/base.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "transport/socket_posix.h"

struct mla__lookup {
    atomic_int references; /* the owner's, and the thread's while it runs */
    atomic_bool done;
    int owner_socket;
    int thread_socket; /* closed by the thread: that is the signal */
    int gai_code;
    struct addrinfo *addresses;
    char port[6];
    char host[];
};

static int look_up(mla__lookup *lookup, int flags) {
    struct addrinfo hints = {.ai_flags = AI_NUMERICSERV | flags,
                             .ai_family = AF_UNSPEC,
                             .ai_socktype = SOCK_STREAM,
                             .ai_protocol = IPPROTO_TCP};

    return getaddrinfo(lookup->host, lookup->port, &hints, &lookup->addresses);
}

static void drop(mla__lookup *lookup) {
    if (atomic_fetch_sub(&lookup->references, 1) != 1)
        return;
    if (lookup->addresses != NULL)
        freeaddrinfo(lookup->addresses);
    free(lookup);
}

static void *thread_main(void *argument) {
    mla__lookup *lookup = argument;

    lookup->gai_code = look_up(lookup, 0);
    atomic_store(&lookup->done, true);
    (void)close(lookup->thread_socket);
    drop(lookup);
    return NULL;
}

/* The application's signal handlers must not run in a thread that it does not know of. */
static int start_detached(mla__lookup *lookup) {
    pthread_attr_t attributes;
    pthread_t thread;
    sigset_t all, before;

    int code = pthread_attr_init(&attributes);
    if (code != 0)
        return code;
    (void)pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    code = pthread_create(&thread, &attributes, thread_main, lookup);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    (void)pthread_attr_destroy(&attributes);
    return code;
}

static int32_t start_thread(mla__lookup *lookup) {
    int sockets[2];

    if (mla__socket_pair(sockets) < 0)
        return MLA_E_IO;
    lookup->owner_socket = sockets[0];
    lookup->thread_socket = sockets[1];
    atomic_store(&lookup->references, 2);
    int code = start_detached(lookup);
    if (code == 0)
        return MLA_OK;
    (void)close(lookup->thread_socket);
    atomic_store(&lookup->references, 1);
    errno = code;
    return MLA_E_IO;
}

int32_t mla__lookup_new(const char *host, uint16_t port, mla__lookup **lookup) {
    size_t host_size = strlen(host) + 1;
    mla__lookup *made = calloc(1, sizeof *made + host_size);

    if (made == NULL)
        return MLA_E_NO_MEMORY;
    atomic_init(&made->references, 1);
    atomic_init(&made->done, false);
    made->owner_socket = -1;
    memcpy(made->host, host, host_size);
    (void)snprintf(made->port, sizeof made->port, "%u", (unsigned)port);
    *lookup = made;
    if (look_up(made, AI_NUMERICHOST) == 0) {
        atomic_store(&made->done, true);
        return MLA_OK;
    }
    int32_t status = start_thread(made);
    if (status != MLA_OK) {
        int saved = errno;
        mla__lookup_free(made);
        errno = saved;
    }
    return status;
}

int mla__lookup_descriptor(const mla__lookup *lookup) {
    return lookup->owner_socket;
}

int32_t mla__lookup_result(const mla__lookup *lookup, const struct addrinfo **addresses,
                           int *gai_code) {
    if (!atomic_load(&lookup->done))
        return MLA_AGAIN;
    *gai_code = lookup->gai_code;
    *addresses = lookup->addresses;
    return lookup->gai_code == 0 && lookup->addresses != NULL ? MLA_OK : MLA_E_RESOLVE;
}

void mla__lookup_free(mla__lookup *lookup) {
    if (lookup == NULL)
        return;
    if (lookup->owner_socket >= 0)
        (void)close(lookup->owner_socket);
    drop(lookup);
}
