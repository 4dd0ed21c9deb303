/* SPDX-License-Identifier: MIT */
#include "session/pop3_index.h"

#include <stdbool.h>

#include "base/alloc.h"

#define SHORT 7u
#define LONG 8u
#define SHORT_COUNT (1u << 20) /* messages; above it, records of LONG octets */
#define BUCKET_BITS 4u         /* a bucket has 16 records, so that the directory is small */

/* ----- records ----- */

static uint64_t get(const mla__pop3_index *index, uint32_t at) {
    const unsigned char *octets = index->records + (size_t)at * index->octets;
    uint64_t record = 0;

    for (uint32_t i = 0; i < index->octets; i++)
        record |= (uint64_t)octets[i] << (8 * i);
    return record;
}

static void put(mla__pop3_index *index, uint32_t at, uint64_t record) {
    unsigned char *octets = index->records + (size_t)at * index->octets;

    for (uint32_t i = 0; i < index->octets; i++)
        octets[i] = (unsigned char)(record >> (8 * i));
}

static uint32_t message_of(const mla__pop3_index *index, uint64_t record) {
    return (uint32_t)(record & ((UINT64_C(1) << index->message_bits) - 1));
}

/* The low bits of the fingerprint, and the message below them. */
static uint64_t record_of(const mla__pop3_index *index, uint64_t fingerprint, uint32_t message) {
    return fingerprint << index->message_bits | message;
}

/* The high bits of what `get` gives of the fingerprint. */
static uint32_t bucket_of(const mla__pop3_index *index, uint64_t fingerprint) {
    uint32_t bits = 8 * index->octets;

    if (index->bucket_bits == 0)
        return 0;
    if (bits < 64)
        fingerprint &= (UINT64_C(1) << bits) - 1;
    return (uint32_t)(fingerprint >> (bits - index->bucket_bits));
}

/* As a record of so many octets keeps it. */
static uint64_t clip(const mla__pop3_index *index, uint64_t record) {
    return record << (64 - 8 * index->octets) >> (64 - 8 * index->octets);
}

/* ----- filling ----- */

int32_t mla__pop3_index_begin(mla__pop3_index *index, const mla_allocator *allocator,
                              uint32_t count) {
    *index = (mla__pop3_index){.count = count, .octets = count < SHORT_COUNT ? SHORT : LONG};
    while (count >> index->message_bits != 0)
        index->message_bits++;
    if (index->message_bits > BUCKET_BITS)
        index->bucket_bits = index->message_bits - BUCKET_BITS;
    index->records = mla__alloc_array(allocator, count, index->octets);
    return index->records != NULL ? MLA_OK : MLA_E_NO_MEMORY;
}

void mla__pop3_index_set(mla__pop3_index *index, uint32_t message, uint64_t fingerprint) {
    put(index, message, fingerprint);
}

/* ----- sorting ----- */

/* Where each bucket begins. */
static void count_buckets(mla__pop3_index *index) {
    uint32_t buckets = 1u << index->bucket_bits;

    for (uint32_t i = 0; i <= buckets; i++)
        index->starts[i] = 0;
    for (uint32_t i = 0; i < index->count; i++)
        index->starts[bucket_of(index, get(index, i)) + 1]++;
    for (uint32_t i = 0; i < buckets; i++)
        index->starts[i + 1] += index->starts[i];
}

/* Follows one cycle of records that push each other to their buckets. One that was not moved yet says by
 * its place which message it is of. */
static void move_cycle(mla__pop3_index *index, uint32_t *next, uint32_t hole) {
    uint64_t fingerprint = get(index, hole);
    uint32_t message = hole;

    for (;;) {
        uint32_t to = next[bucket_of(index, fingerprint)]++;
        uint64_t displaced = get(index, to);
        put(index, to, record_of(index, fingerprint, message));
        if (to == hole)
            return;
        fingerprint = displaced;
        message = to;
    }
}

/* Heap sort, since it needs no memory and has no bad case. */
static void sift(mla__pop3_index *index, uint32_t first, uint32_t root, uint32_t count) {
    uint64_t record = get(index, first + root);

    for (;;) {
        uint32_t child = 2 * root + 1;
        if (child + 1 < count && get(index, first + child) < get(index, first + child + 1))
            child++;
        if (child >= count || record >= get(index, first + child))
            break;
        put(index, first + root, get(index, first + child));
        root = child;
    }
    put(index, first + root, record);
}

static void sort_bucket(mla__pop3_index *index, uint32_t first, uint32_t count) {
    for (uint32_t i = count / 2; i-- > 0;)
        sift(index, first, i, count);
    for (uint32_t i = count; i > 1; i--) {
        uint64_t last = get(index, first + i - 1);
        put(index, first + i - 1, get(index, first));
        put(index, first, last);
        sift(index, first, 0, i - 1);
    }
}

int32_t mla__pop3_index_sort(mla__pop3_index *index, const mla_allocator *allocator) {
    uint32_t buckets = 1u << index->bucket_bits;
    uint32_t *next = mla__alloc_array(allocator, buckets, sizeof *next);

    index->starts = mla__alloc_array(allocator, buckets + 1, sizeof *index->starts);
    if (next != NULL && index->starts != NULL) {
        count_buckets(index);
        for (uint32_t i = 0; i < buckets; i++)
            next[i] = index->starts[i];
        for (uint32_t i = 0; i < buckets; i++)
            while (next[i] < index->starts[i + 1])
                move_cycle(index, next, next[i]);
        for (uint32_t i = 0; i < buckets; i++)
            sort_bucket(index, index->starts[i], index->starts[i + 1] - index->starts[i]);
    }
    mla__release(allocator, next, buckets * sizeof *next);
    return next != NULL && index->starts != NULL ? MLA_OK : MLA_E_NO_MEMORY;
}

/* ----- reading ----- */

uint32_t mla__pop3_index_find(const mla__pop3_index *index, uint64_t fingerprint, uint32_t from) {
    if (index->starts == NULL)
        return index->count;
    uint32_t bucket = bucket_of(index, fingerprint);
    uint64_t wanted = clip(index, record_of(index, fingerprint, from));
    uint32_t low = index->starts[bucket];
    uint32_t high = index->starts[bucket + 1];

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (get(index, middle) < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == index->starts[bucket + 1])
        return index->count;
    uint64_t found = get(index, low);
    return found >> index->message_bits == wanted >> index->message_bits ? message_of(index, found)
                                                                         : index->count;
}

/* The same across the border of two buckets is as unlikely as two ids with one fingerprint. */
static bool is_like(const mla__pop3_index *index, uint32_t a, uint32_t b) {
    return a < index->count && b < index->count &&
           get(index, a) >> index->message_bits == get(index, b) >> index->message_bits;
}

uint32_t mla__pop3_index_next_shared(const mla__pop3_index *index, uint32_t *position) {
    while (*position < index->count) {
        uint32_t at = (*position)++;
        if (is_like(index, at, at - 1) || is_like(index, at, at + 1))
            return message_of(index, get(index, at));
    }
    return index->count;
}

void mla__pop3_index_deinit(mla__pop3_index *index, const mla_allocator *allocator) {
    mla__release(allocator, index->records, (size_t)index->count * index->octets);
    mla__release(allocator, index->starts,
                 ((size_t)1 << index->bucket_bits) * sizeof *index->starts + sizeof *index->starts);
    *index = (mla__pop3_index){0};
}
