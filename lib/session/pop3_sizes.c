/* SPDX-License-Identifier: MIT */
#include "session/pop3_sizes.h"

#include "base/alloc.h"

#define BLOCK 64u   /* numbers, of which those in front are read to reach one */
#define LONGEST 10u /* octets of a number of 64 bits */
#define FIRST_CAPACITY 256u
#define FIRST_BLOCKS 8u

static int32_t reserve(mla__pop3_sizes *sizes, const mla_allocator *allocator) {
    if (sizes->capacity - sizes->len >= LONGEST)
        return MLA_OK;
    if (sizes->capacity > UINT32_MAX / 2)
        return MLA_E_LIMIT;
    size_t capacity = sizes->capacity != 0 ? sizes->capacity * 2 : FIRST_CAPACITY;
    unsigned char *octets = mla__resize(allocator, sizes->octets, sizes->capacity, capacity);
    if (octets == NULL)
        return MLA_E_NO_MEMORY;
    sizes->octets = octets;
    sizes->capacity = capacity;
    return MLA_OK;
}

static int32_t begin_block(mla__pop3_sizes *sizes, const mla_allocator *allocator) {
    uint32_t block = sizes->count / BLOCK;

    if (block == sizes->block_capacity) {
        uint32_t capacity = block != 0 ? block * 2 : FIRST_BLOCKS;
        uint32_t *blocks = mla__resize(allocator, sizes->blocks, block * sizeof *blocks,
                                       capacity * sizeof *blocks);
        if (blocks == NULL)
            return MLA_E_NO_MEMORY;
        sizes->blocks = blocks;
        sizes->block_capacity = capacity;
    }
    sizes->blocks[block] = (uint32_t)sizes->len;
    return MLA_OK;
}

int32_t mla__pop3_sizes_add(mla__pop3_sizes *sizes, const mla_allocator *allocator, uint64_t size) {
    int32_t status = reserve(sizes, allocator);

    if (status == MLA_OK && sizes->count % BLOCK == 0)
        status = begin_block(sizes, allocator);
    if (status != MLA_OK)
        return status;
    for (; size > 0x7f; size >>= 7)
        sizes->octets[sizes->len++] = (unsigned char)(0x80 | (size & 0x7f));
    sizes->octets[sizes->len++] = (unsigned char)size;
    sizes->count++;
    return MLA_OK;
}

static const unsigned char *skip(const unsigned char *at) {
    while ((*at & 0x80) != 0)
        at++;
    return at + 1;
}

uint64_t mla__pop3_sizes_get(const mla__pop3_sizes *sizes, uint32_t index) {
    const unsigned char *at = sizes->octets + sizes->blocks[index / BLOCK];
    uint64_t size = 0;
    int shift = 0;

    for (uint32_t i = 0; i < index % BLOCK; i++)
        at = skip(at);
    for (; (*at & 0x80) != 0; at++, shift += 7)
        size |= (uint64_t)(*at & 0x7f) << shift;
    return size | (uint64_t)*at << shift;
}

void mla__pop3_sizes_deinit(mla__pop3_sizes *sizes, const mla_allocator *allocator) {
    mla__release(allocator, sizes->octets, sizes->capacity);
    mla__release(allocator, sizes->blocks, sizes->block_capacity * sizeof *sizes->blocks);
    *sizes = (mla__pop3_sizes){0};
}
