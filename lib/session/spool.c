/* SPDX-License-Identifier: MIT */
#include "session/spool.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "base/alloc.h"
#include "session/spool_file_posix.h"

#define FIRST_CAPACITY 64u
#define PAGE 4096u
#define HELD 16u /* pages; which of them may hold one is said by its number */

typedef struct {
    size_t number;
    bool is_valid;
    bool is_changed; /* since it was read */
    unsigned char octets[PAGE];
} page;

struct mla__spool_pages {
    int file;
    int32_t status;
    int32_t native_code;
    page held[HELD];
};

/* ----- pages ----- */

static void note_failure(mla__spool_pages *pages) {
    if (pages->status != MLA_OK)
        return;
    pages->status = MLA_E_FILE;
    pages->native_code = errno;
}

static void write_back(mla__spool_pages *pages, page *held) {
    if (!held->is_changed)
        return;
    if (mla__spool_file_write(pages->file, (uint64_t)held->number * PAGE, held->octets, PAGE) != 0)
        note_failure(pages);
    held->is_changed = false;
}

static page *hold(mla__spool_pages *pages, size_t number) {
    page *held = &pages->held[number % HELD];

    if (held->is_valid && held->number == number)
        return held;
    write_back(pages, held);
    held->number = number;
    held->is_valid = true;
    if (mla__spool_file_read(pages->file, (uint64_t)number * PAGE, held->octets, PAGE) != 0) {
        note_failure(pages);
        memset(held->octets, 0, PAGE);
    }
    return held;
}

/* What of `len` octets lies in the page of the first. */
static size_t in_page(size_t at, size_t len) {
    size_t room = PAGE - at % PAGE;

    return len < room ? len : room;
}

static void write_pages(mla__spool_pages *pages, size_t at, const unsigned char *from, size_t len) {
    while (len != 0) {
        size_t part = in_page(at, len);
        page *held = hold(pages, at / PAGE);
        memcpy(held->octets + at % PAGE, from, part);
        held->is_changed = true;
        at += part;
        from += part;
        len -= part;
    }
}

/* Behind a failure a page may be half old and half new: what it holds is no number that was ever written. */
static void read_pages(mla__spool_pages *pages, size_t at, unsigned char *to, size_t len) {
    if (pages->status != MLA_OK)
        memset(to, 0, len);
    while (len != 0 && pages->status == MLA_OK) {
        size_t part = in_page(at, len);
        memcpy(to, hold(pages, at / PAGE)->octets + at % PAGE, part);
        at += part;
        to += part;
        len -= part;
    }
}

/* ----- growing ----- */

static void release_octets(mla__spool *spool, const mla_allocator *allocator) {
    mla__release(allocator, spool->octets, spool->capacity);
    spool->octets = NULL;
    spool->capacity = 0;
}

static int32_t move_to_file(mla__spool *spool, const mla_allocator *allocator) {
    mla__spool_pages *pages = mla__alloc(allocator, sizeof *pages);

    if (pages == NULL)
        return MLA_E_NO_MEMORY;
    memset(pages, 0, sizeof *pages);
    spool->pages = pages;
    pages->file = mla__spool_file_open(spool->folder);
    if (pages->file < 0)
        note_failure(pages);
    else if (spool->len != 0)
        write_pages(pages, 0, spool->octets, spool->len);
    release_octets(spool, allocator);
    return pages->status;
}

static int32_t reserve(mla__spool *spool, const mla_allocator *allocator, size_t len) {
    if (len <= spool->capacity)
        return MLA_OK;
    size_t capacity = spool->capacity != 0 ? spool->capacity * 2 : FIRST_CAPACITY;
    if (capacity < len)
        capacity = len;
    unsigned char *octets = mla__resize(allocator, spool->octets, spool->capacity, capacity);
    if (octets == NULL)
        return MLA_E_NO_MEMORY;
    spool->octets = octets;
    spool->capacity = capacity;
    return MLA_OK;
}

/* Room for octets up to this length, which are not written yet. */
static int32_t make_room(mla__spool *spool, const mla_allocator *allocator, size_t len) {
    if (spool->pages != NULL)
        return spool->pages->status;
    if (spool->folder != NULL && len > spool->memory_max)
        return move_to_file(spool, allocator);
    return reserve(spool, allocator, len);
}

mla__spool mla__spool_like(const mla__spool *spool) {
    return (mla__spool){.folder = spool->folder, .memory_max = spool->memory_max};
}

int32_t mla__spool_extend(mla__spool *spool, const mla_allocator *allocator, size_t len) {
    int32_t status = make_room(spool, allocator, len);

    if (status != MLA_OK)
        return status;
    if (spool->pages == NULL && len > spool->len)
        memset(spool->octets + spool->len, 0, len - spool->len);
    spool->len = len;
    return MLA_OK;
}

int32_t mla__spool_append(mla__spool *spool, const mla_allocator *allocator, const void *from,
                          size_t len) {
    size_t at = spool->len;
    int32_t status = make_room(spool, allocator, at + len);

    if (status != MLA_OK)
        return status;
    spool->len = at + len;
    mla__spool_write(spool, at, from, len);
    return MLA_OK;
}

/* ----- reading and writing ----- */

void mla__spool_write(mla__spool *spool, size_t at, const void *from, size_t len) {
    if (spool->pages != NULL)
        write_pages(spool->pages, at, from, len);
    else
        memcpy(spool->octets + at, from, len);
}

void mla__spool_read(const mla__spool *spool, size_t at, void *to, size_t len) {
    if (spool->pages != NULL)
        read_pages(spool->pages, at, to, len);
    else
        memcpy(to, spool->octets + at, len);
}

int32_t mla__spool_status(const mla__spool *spool, int32_t *native_code) {
    if (spool->pages == NULL)
        return MLA_OK;
    *native_code = spool->pages->native_code;
    return spool->pages->status;
}

void mla__spool_deinit(mla__spool *spool, const mla_allocator *allocator) {
    if (spool->pages != NULL && spool->pages->file >= 0)
        mla__spool_file_close(spool->pages->file);
    mla__release(allocator, spool->pages, sizeof *spool->pages);
    release_octets(spool, allocator);
    *spool = mla__spool_like(spool);
}
