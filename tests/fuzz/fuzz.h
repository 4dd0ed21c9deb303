/* SPDX-License-Identifier: MIT */
/**
 * What the fuzz targets share. A target is one file with LLVMFuzzerTestOneInput(); libFuzzer, AFL++ or
 * main.c calls it. It aborts when the library breaks a promise.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mailaccess/base.h>

#if defined(__SANITIZE_ADDRESS__)
#define FUZZ_HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FUZZ_HAS_ASAN 1
#endif
#endif

#ifdef FUZZ_HAS_ASAN
#include <sanitizer/asan_interface.h>
#define fuzz_poison(at, len) __asan_poison_memory_region((at), (len))
#define fuzz_unpoison(at, len) __asan_unpoison_memory_region((at), (len))
#else
#define fuzz_poison(at, len) ((void)(at), (void)(len))
#define fuzz_unpoison(at, len) ((void)(at), (void)(len))
#endif

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Aborts unless `condition` holds. */
#define FUZZ_REQUIRE(condition) \
    ((condition) ? (void)0 : fuzz_broken(#condition, __FILE__, __LINE__))

static inline _Noreturn void fuzz_broken(const char *condition, const char *file, int line) {
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
    abort();
}

/** The input as a source of decisions; when it is used up, of zeros. */
typedef struct fuzz_source {
    const uint8_t *at;
    const uint8_t *end;
} fuzz_source;

static inline size_t fuzz_left(const fuzz_source *source) {
    return (size_t)(source->end - source->at);
}

static inline uint8_t fuzz_octet(fuzz_source *source) {
    return source->at != source->end ? *source->at++ : 0;
}

/** A number below `limit`, which is 256 or less. */
static inline uint32_t fuzz_below(fuzz_source *source, uint32_t limit) {
    return fuzz_octet(source) % limit;
}

/** The next `len` octets of the input, or what is left. */
static inline mla_str fuzz_take(fuzz_source *source, size_t len) {
    if (len > fuzz_left(source))
        len = fuzz_left(source);
    mla_str taken = {(const char *)source->at, len};
    source->at += len;
    return taken;
}

/** Numbers that follow from the input as a whole, for what the input itself does not say (FNV-1a). */
static inline uint64_t fuzz_hash(const uint8_t *data, size_t size) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ data[i]) * 0x100000001b3u;
    return hash != 0 ? hash : 1;
}

/** The next number of the row that `state`, which is not 0, begins (xorshift). */
static inline uint32_t fuzz_random(uint64_t *state, uint32_t limit) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 32) % limit;
}

#endif
