/* SPDX-License-Identifier: MIT */
#include "session/texts.h"

#include <string.h>

#include "base/alloc.h"
#include "base/ascii.h"

#define FIRST_CAPACITY 256

static int32_t reserve(mla__texts *texts, const mla_allocator *allocator, size_t more) {
    size_t capacity = texts->capacity != 0 ? texts->capacity : FIRST_CAPACITY;

    if (more > SIZE_MAX / 4 - texts->len)
        return MLA_E_NO_MEMORY;
    while (capacity - texts->len < more)
        capacity *= 2;
    if (capacity == texts->capacity)
        return MLA_OK;
    char *data = mla__resize(allocator, texts->data, texts->capacity, capacity);
    if (data == NULL)
        return MLA_E_NO_MEMORY;
    texts->data = data;
    texts->capacity = capacity;
    return MLA_OK;
}

static void append(mla__texts *texts, mla_str text) {
    for (size_t i = 0; i < text.len; i++)
        texts->data[texts->len++] = text.ptr[i] != '\0' ? text.ptr[i] : '?';
    texts->data[texts->len++] = '\0';
}

int32_t mla__texts_add(mla__texts *texts, const mla_allocator *allocator, mla_str text) {
    int32_t status = reserve(texts, allocator, text.len + 1);

    if (status == MLA_OK)
        append(texts, text);
    return status;
}

int32_t mla__texts_extend(mla__texts *texts, const mla_allocator *allocator, mla_str text) {
    int32_t status = reserve(texts, allocator, text.len);

    if (status != MLA_OK)
        return status;
    texts->len--;
    append(texts, text);
    return MLA_OK;
}

void mla__texts_make_ascii(mla__texts *texts, size_t from) {
    for (size_t i = from; i < texts->len; i++)
        if (mla__ascii_is_8bit(texts->data[i]))
            texts->data[i] = '?';
}

const char *mla__texts_get(const mla__texts *texts, uint32_t index) {
    size_t offset = 0;

    while (offset < texts->len && index-- > 0)
        offset += strlen(texts->data + offset) + 1;
    return offset < texts->len ? texts->data + offset : NULL;
}

void mla__texts_deinit(mla__texts *texts, const mla_allocator *allocator) {
    mla__release(allocator, texts->data, texts->capacity);
    *texts = (mla__texts){NULL, 0, 0};
}
