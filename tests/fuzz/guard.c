/* SPDX-License-Identifier: MIT */
#include "guard.h"

#include <sys/mman.h>
#include <unistd.h>

#define ALIGNMENT 16u
#define KEPT_MAX 64u
/* Of a large block only the beginning is filled: arenas are mostly empty. */
#define FILLED_MAX 8192u

/* A slot is a page for the size of its block, pages of which the block takes the end, and an unmapped page. Slots are
 * kept for the next block of their class: a fuzzer makes thousands a second. */
typedef struct slot_class {
    size_t pages;
    char *kept[KEPT_MAX];
    size_t kept_count;
} slot_class;

static slot_class classes[] = {{.pages = 1}, {.pages = 5}, {.pages = 33}, {.pages = 1100}};

static size_t page_size(void) {
    static size_t size;
    if (size == 0)
        size = (size_t)sysconf(_SC_PAGESIZE);
    return size;
}

static slot_class *class_of(size_t size) {
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
        if (size <= classes[i].pages * page_size())
            return &classes[i];
    return NULL;
}

static char *map_slot(size_t pages) {
    size_t len = (pages + 2) * page_size();
    char *slot = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (slot == MAP_FAILED || mprotect(slot + len - page_size(), page_size(), PROT_NONE) != 0)
        abort();
    return slot;
}

static char *slot_end(char *slot, const slot_class *its) {
    return slot + (its->pages + 1) * page_size();
}

/** @return a block of `size` octets, `slack` octets in front of the unmapped page. */
static char *take_block(size_t size, size_t slack) {
    slot_class *its = class_of(size + slack);
    FUZZ_REQUIRE(its != NULL);
    char *slot = its->kept_count != 0 ? its->kept[--its->kept_count] : map_slot(its->pages);
    memcpy(slot, &size, sizeof size);
    char *end = slot_end(slot, its);
    fuzz_unpoison(slot + page_size(), (size_t)(end - slot) - page_size());
    fuzz_poison(end - slack, slack);
    return end - slack - size;
}

static void give_block(char *block, size_t size, size_t slack) {
    slot_class *its = class_of(size + slack);
    FUZZ_REQUIRE(its != NULL);
    char *slot = block + size + slack - (its->pages + 1) * page_size();
    size_t taken;
    memcpy(&taken, slot, sizeof taken);
    FUZZ_REQUIRE(taken == size);
    fuzz_poison(block, size);
    if (its->kept_count != KEPT_MAX)
        its->kept[its->kept_count++] = slot;
    else
        (void)munmap(slot, (its->pages + 2) * page_size());
}

static size_t slack_of(size_t size) {
    return (ALIGNMENT - size % ALIGNMENT) % ALIGNMENT;
}

static void *guard_alloc(void *user, size_t size) {
    guard *self = user;
    FUZZ_REQUIRE(size != 0);
    if (++self->calls == self->fail_at)
        return NULL;
    self->blocks++;
    char *block = take_block(size, slack_of(size));
    return memset(block, self->fill, size < FILLED_MAX ? size : FILLED_MAX);
}

static void guard_free(void *user, void *block, size_t size) {
    guard *self = user;
    FUZZ_REQUIRE(block != NULL && self->blocks != 0);
    self->blocks--;
    give_block(block, size, slack_of(size));
}

static void *guard_resize(void *user, void *block, size_t old_size, size_t new_size) {
    FUZZ_REQUIRE(block != NULL);
    void *moved = guard_alloc(user, new_size);
    if (moved == NULL)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    guard_free(user, block, old_size);
    return moved;
}

void guard_init(guard *self, uint8_t fill) {
    *self = (guard){.allocator = {self, guard_alloc, guard_resize, guard_free}, .fill = fill};
}

mla_str guard_copy(mla_str text) {
    char *block = take_block(text.len, 0);
    if (text.len != 0)
        memcpy(block, text.ptr, text.len);
    return (mla_str){block, text.len};
}

void guard_release(mla_str text) {
    give_block((char *)(uintptr_t)text.ptr, text.len, 0);
}

/* A buffer holds more than its capacity. */
void guard_close_room(const mla__rxbuf *rx, size_t reserved) {
    size_t from = rx->end + reserved;
    fuzz_poison(rx->data + from, rx->capacity + MLA__RXBUF_BEHIND - from);
}

void guard_open_room(const mla__rxbuf *rx) {
    fuzz_unpoison(rx->data, rx->capacity + MLA__RXBUF_BEHIND);
}
