/* SPDX-License-Identifier: MIT */
#include "session/pop3_index.h"

#include <string.h>

#define BITS 96u /* of a record: what it is sorted by, the highest first */

/* ----- records ----- */

/* Without what the compiler fills a record up with. */
#define OCTETS (sizeof(uint64_t) + sizeof(uint32_t))

mla__pop3_record mla__pop3_index_get(const mla__pop3_index *index, uint32_t at) {
    unsigned char octets[OCTETS];
    mla__pop3_record got;

    mla__spool_read(&index->records, at * OCTETS, octets, OCTETS);
    memcpy(&got.key, octets, sizeof got.key);
    memcpy(&got.message, octets + sizeof got.key, sizeof got.message);
    return got;
}

static void put(mla__pop3_index *index, uint32_t at, const mla__pop3_record *given) {
    unsigned char octets[OCTETS];

    memcpy(octets, &given->key, sizeof given->key);
    memcpy(octets + sizeof given->key, &given->message, sizeof given->message);
    mla__spool_write(&index->records, at * OCTETS, octets, OCTETS);
}

int32_t mla__pop3_index_begin(mla__pop3_index *index, const mla_allocator *allocator,
                              uint32_t messages) {
    return mla__spool_extend(&index->records, allocator, messages * OCTETS);
}

void mla__pop3_index_add(mla__pop3_index *index, uint64_t key, uint32_t message) {
    if (index->count < index->records.len / OCTETS) /* marks that cannot be read name it twice */
        put(index, index->count++, &(mla__pop3_record){key, message});
}

/* ----- sorting ----- */

typedef struct {
    uint32_t first;
    uint32_t count;
    uint32_t bits; /* in which its records may differ */
} range;

static bool has_bit(const mla__pop3_record *r, uint32_t bit) {
    return bit >= 32 ? (r->key >> (bit - 32) & 1) != 0 : (r->message >> bit & 1) != 0;
}

/* Puts the records that have the bit behind the others. @return how many others there are. */
static uint32_t split(mla__pop3_index *index, const range *all, uint32_t bit) {
    uint32_t low = all->first;
    uint32_t high = all->first + all->count;

    while (low < high) {
        mla__pop3_record here = mla__pop3_index_get(index, low);
        if (!has_bit(&here, bit)) {
            low++;
            continue;
        }
        mla__pop3_record last = mla__pop3_index_get(index, --high);
        put(index, high, &here);
        put(index, low, &last);
    }
    return low - all->first;
}

/* Bit by bit: no order of the records is a bad case, and each pass reads a file from its ends. */
void mla__pop3_index_sort(mla__pop3_index *index) {
    range ranges[BITS + 1] = {{0, index->count, BITS}};
    uint32_t left = 1;

    while (left != 0) {
        range all = ranges[--left];
        if (all.count < 2 || all.bits == 0)
            continue;
        uint32_t low = split(index, &all, all.bits - 1);
        ranges[left++] = (range){all.first + low, all.count - low, all.bits - 1};
        ranges[left++] = (range){all.first, low, all.bits - 1};
    }
}

/* ----- reading ----- */

static bool is_before(const mla__pop3_record *a, const mla__pop3_record *b) {
    return a->key != b->key ? a->key < b->key : a->message < b->message;
}

bool mla__pop3_index_find(const mla__pop3_index *index, uint64_t key, uint32_t from,
                          uint32_t *message) {
    const mla__pop3_record wanted = {key, from};
    uint32_t low = 0;
    uint32_t high = index->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        mla__pop3_record at = mla__pop3_index_get(index, middle);
        if (is_before(&at, &wanted))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == index->count)
        return false;
    mla__pop3_record found = mla__pop3_index_get(index, low);
    *message = found.message;
    return found.key == key;
}

static bool is_like(const mla__pop3_index *index, const mla__pop3_record *r, uint32_t other) {
    return other < index->count && mla__pop3_index_get(index, other).key == r->key;
}

bool mla__pop3_index_next_shared(const mla__pop3_index *index, uint32_t *position,
                                 uint32_t *message) {
    while (*position < index->count) {
        uint32_t at = (*position)++;
        mla__pop3_record here = mla__pop3_index_get(index, at);
        if (!is_like(index, &here, at - 1) && !is_like(index, &here, at + 1))
            continue;
        *message = here.message;
        return true;
    }
    return false;
}

void mla__pop3_index_deinit(mla__pop3_index *index, const mla_allocator *allocator) {
    mla__spool_deinit(&index->records, allocator);
    *index = (mla__pop3_index){.records = index->records};
}
