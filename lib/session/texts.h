/* SPDX-License-Identifier: MIT */
/** Many NUL-terminated strings in one block, each known by its offset. */
#ifndef MLA_SESSION_TEXTS_H
#define MLA_SESSION_TEXTS_H

#include <mailaccess/base.h>

/** Begin with zeros. */
typedef struct mla__texts {
    char *data;
    size_t len;
    size_t capacity;
} mla__texts;

/**
 * Adds a string at offset `len`. NULs in it become "?".
 *
 * @return MLA_OK, or MLA_E_NO_MEMORY with nothing added.
 */
int32_t mla__texts_add(mla__texts *texts, const mla_allocator *allocator, mla_str text);

/** Adds to the last string, which there must be. */
int32_t mla__texts_extend(mla__texts *texts, const mla_allocator *allocator, mla_str text);

/** What is not ASCII, from the string at offset `from` on, becomes "?". */
void mla__texts_make_ascii(mla__texts *texts, size_t from);

/** The string with this index. @return NULL past the last one. */
const char *mla__texts_get(const mla__texts *texts, uint32_t index);

void mla__texts_deinit(mla__texts *texts, const mla_allocator *allocator);

#endif
