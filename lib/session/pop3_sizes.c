/* SPDX-License-Identifier: MIT */
#include "session/pop3_sizes.h"

#include "base/alloc.h"

#define BLOCK 64u   /* numbers, of which those in front are read to reach one */
#define LONGEST 10u /* octets of a number of 64 bits */
#define FIRST_BLOCKS 8u

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
    sizes->blocks[block] = (uint32_t)sizes->octets.len;
    return MLA_OK;
}

int32_t mla__pop3_sizes_add(mla__pop3_sizes *sizes, const mla_allocator *allocator, uint64_t size) {
    unsigned char octets[LONGEST];
    size_t len = 0;
    int32_t status = MLA_OK;

    if (sizes->octets.len > UINT32_MAX - LONGEST)
        return MLA_E_LIMIT;
    if (sizes->count % BLOCK == 0)
        status = begin_block(sizes, allocator);
    for (; size > 0x7f; size >>= 7)
        octets[len++] = (unsigned char)(0x80 | (size & 0x7f));
    octets[len++] = (unsigned char)size;
    if (status == MLA_OK)
        status = mla__spool_append(&sizes->octets, allocator, octets, len);
    if (status == MLA_OK)
        sizes->count++;
    return status;
}

static const unsigned char *skip(const unsigned char *at) {
    while ((*at & 0x80) != 0)
        at++;
    return at + 1;
}

/* Of a file that cannot be read, zeros come: each is a number that ends. */
uint64_t mla__pop3_sizes_get(const mla__pop3_sizes *sizes, uint32_t index) {
    unsigned char block[BLOCK * LONGEST];
    size_t begin = sizes->blocks[index / BLOCK];
    size_t len = sizes->octets.len - begin;
    const unsigned char *at = block;
    uint64_t size = 0;
    int shift = 0;

    mla__spool_read(&sizes->octets, begin, block, len < sizeof block ? len : sizeof block);
    for (uint32_t i = 0; i < index % BLOCK; i++)
        at = skip(at);
    for (; (*at & 0x80) != 0; at++, shift += 7)
        size |= (uint64_t)(*at & 0x7f) << shift;
    return size | (uint64_t)*at << shift;
}

void mla__pop3_sizes_deinit(mla__pop3_sizes *sizes, const mla_allocator *allocator) {
    mla__spool_deinit(&sizes->octets, allocator);
    mla__release(allocator, sizes->blocks, sizes->block_capacity * sizeof *sizes->blocks);
    *sizes = (mla__pop3_sizes){.octets = sizes->octets};
}
