/* SPDX-License-Identifier: MIT */
#include "transport/tls_sessions_mbedtls.h"

#include "base/alloc.h"
#include "base/mem.h"

void mla__tls_sessions_init(mla__tls_sessions *sessions, const mla_allocator *allocator) {
    memset(sessions, 0, sizeof *sessions);
    sessions->allocator = allocator;
#if defined(MBEDTLS_THREADING_C)
    mbedtls_mutex_init(&sessions->mutex);
#endif
}

/* A mutex that could not be made is told by locking it. */
static bool lock(mla__tls_sessions *sessions) {
#if defined(MBEDTLS_THREADING_C)
    return mbedtls_mutex_lock(&sessions->mutex) == 0;
#else
    (void)sessions;
    return true;
#endif
}

static void unlock(mla__tls_sessions *sessions) {
#if defined(MBEDTLS_THREADING_C)
    (void)mbedtls_mutex_unlock(&sessions->mutex);
#else
    (void)sessions;
#endif
}

static void clear(mla__tls_sessions *sessions, mla__tls_session *place) {
    if (place->key == NULL)
        return;
    mbedtls_ssl_session_free(&place->session); /* wipes it */
    mla__release(sessions->allocator, place->key, place->key_size);
    memset(place, 0, sizeof *place);
}

void mla__tls_sessions_deinit(mla__tls_sessions *sessions) {
    for (size_t i = 0; i < MLA__TLS_SESSIONS; i++)
        clear(sessions, &sessions->places[i]);
#if defined(MBEDTLS_THREADING_C)
    mbedtls_mutex_free(&sessions->mutex);
#endif
}

static mla__tls_session *find(mla__tls_sessions *sessions, const char *key) {
    size_t key_size = strlen(key) + 1;

    for (size_t i = 0; i < MLA__TLS_SESSIONS; i++) {
        mla__tls_session *place = &sessions->places[i];
        if (place->key != NULL && place->key_size == key_size &&
            memcmp(place->key, key, key_size) == 0)
            return place;
    }
    return NULL;
}

static mla__tls_session *least_used(mla__tls_sessions *sessions) {
    mla__tls_session *found = &sessions->places[0];

    for (size_t i = 1; i < MLA__TLS_SESSIONS; i++)
        if (sessions->places[i].used < found->used)
            found = &sessions->places[i];
    return found;
}

bool mla__tls_sessions_offer(mla__tls_sessions *sessions, const char *key,
                             mbedtls_ssl_context *ssl) {
    if (!lock(sessions))
        return false;
    mla__tls_session *place = find(sessions, key);
    if (place != NULL)
        place->used = ++sessions->uses;
    bool is_offered = place != NULL && !place->is_given_up;
    if (is_offered) /* one that is of no use any more (a ticket out of its time) is left out */
        (void)mbedtls_ssl_set_session(ssl, &place->session);
    unlock(sessions);
    return is_offered;
}

void mla__tls_sessions_keep(mla__tls_sessions *sessions, const char *key,
                            const mbedtls_ssl_context *ssl) {
    size_t key_size = strlen(key) + 1;
    mbedtls_ssl_session session;

    mbedtls_ssl_session_init(&session);
    char *key_copy = mla__alloc(sessions->allocator, key_size);
    if (key_copy == NULL || mbedtls_ssl_get_session(ssl, &session) != 0 || !lock(sessions)) {
        mbedtls_ssl_session_free(&session);
        mla__release(sessions->allocator, key_copy, key_size);
        return;
    }
    memcpy(key_copy, key, key_size);
    mla__tls_session *place = find(sessions, key);
    bool is_given_up = place != NULL && place->is_given_up;
    if (place == NULL)
        place = least_used(sessions);
    clear(sessions, place);
    *place = (mla__tls_session){key_copy, key_size, ++sessions->uses, is_given_up, session};
    unlock(sessions);
}

void mla__tls_sessions_give_up(mla__tls_sessions *sessions, const char *key) {
    if (!lock(sessions))
        return;
    mla__tls_session *place = find(sessions, key);
    if (place != NULL)
        place->is_given_up = true;
    unlock(sessions);
}
