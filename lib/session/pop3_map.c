/* SPDX-License-Identifier: MIT */
#include "session/pop3_map.h"

#include <string.h>

#include <mailaccess/session_event.h>

#include "base/alloc.h"
#include "base/number.h"

#define DELETED 0x80000000u
#define NO_ID UINT32_MAX
#define FIRST_CAPACITY 64u

/* ----- sorting: heap sort, since it needs no memory and has no bad case ----- */

typedef struct {
    bool (*is_less)(const mla__pop3_map *map, uint32_t a, uint32_t b);
    void (*swap)(mla__pop3_map *map, uint32_t a, uint32_t b);
} ordering;

static void sift(mla__pop3_map *map, const ordering *by, uint32_t root, uint32_t count) {
    for (;;) {
        uint32_t child = 2 * root + 1;
        if (child >= count)
            return;
        if (child + 1 < count && by->is_less(map, child, child + 1))
            child++;
        if (!by->is_less(map, root, child))
            return;
        by->swap(map, root, child);
        root = child;
    }
}

static void sort(mla__pop3_map *map, const ordering *by) {
    for (uint32_t i = map->count / 2; i-- > 0;)
        sift(map, by, i, map->count);
    for (uint32_t i = map->count; i > 1; i--) {
        by->swap(map, 0, i - 1);
        sift(map, by, 0, i - 1);
    }
}

static bool is_number_less(const mla__pop3_map *map, uint32_t a, uint32_t b) {
    return map->entries[a].number < map->entries[b].number;
}

static void swap_entries(mla__pop3_map *map, uint32_t a, uint32_t b) {
    mla__pop3_entry kept = map->entries[a];

    map->entries[a] = map->entries[b];
    map->entries[b] = kept;
}

static const char *ordered_id(const mla__pop3_map *map, uint32_t position) {
    return mla__pop3_map_id(map, map->entries[position].order);
}

static bool is_id_less(const mla__pop3_map *map, uint32_t a, uint32_t b) {
    return strcmp(ordered_id(map, a), ordered_id(map, b)) < 0;
}

static void swap_order(mla__pop3_map *map, uint32_t a, uint32_t b) {
    uint32_t kept = map->entries[a].order;

    map->entries[a].order = map->entries[b].order;
    map->entries[b].order = kept;
}

static const ordering by_number = {is_number_less, swap_entries};
static const ordering by_id = {is_id_less, swap_order};

/* ----- LIST ----- */

static int32_t grow(mla__pop3_map *map, const mla_allocator *allocator) {
    if (map->count < map->capacity)
        return MLA_OK;
    if (map->count >= MLA__POP3_MAP_MAX)
        return MLA_E_LIMIT;
    uint32_t capacity = map->capacity != 0 ? map->capacity * 2 : FIRST_CAPACITY;
    mla__pop3_entry *entries = mla__resize(allocator, map->entries, map->capacity * sizeof *entries,
                                           capacity * sizeof *entries);
    if (entries == NULL)
        return MLA_E_NO_MEMORY;
    map->entries = entries;
    map->capacity = capacity;
    return MLA_OK;
}

int32_t mla__pop3_map_add(mla__pop3_map *map, const mla_allocator *allocator, uint64_t number,
                          uint64_t size) {
    if (number == 0 || number >= DELETED)
        return MLA_OK; /* no server has so many: it is no number of a message */
    int32_t status = grow(map, allocator);
    if (status == MLA_OK)
        map->entries[map->count++] = (mla__pop3_entry){
            .number = (uint32_t)number,
            .id = NO_ID,
            .size = size != 0 && size < UINT32_MAX ? (uint32_t)size : UINT32_MAX,
        };
    return status;
}

static void drop_duplicates(mla__pop3_map *map) {
    uint32_t kept = 0;

    for (uint32_t i = 0; i < map->count; i++)
        if (kept == 0 || map->entries[i].number != map->entries[kept - 1].number)
            map->entries[kept++] = map->entries[i];
    map->count = kept;
}

void mla__pop3_map_listed(mla__pop3_map *map) {
    bool is_sorted = true;

    for (uint32_t i = 1; i < map->count; i++)
        is_sorted = is_sorted && map->entries[i - 1].number < map->entries[i].number;
    if (is_sorted)
        return;
    sort(map, &by_number);
    drop_duplicates(map);
}

/* ----- UIDL ----- */

static uint32_t find_number(mla__pop3_map *map, uint64_t number) {
    uint32_t low = 0;
    uint32_t high = map->count;

    if (map->hint < map->count && map->entries[map->hint].number == number)
        return map->hint++;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (map->entries[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == map->count || map->entries[low].number != number)
        return map->count;
    map->hint = low + 1;
    return low;
}

/* RFC 1939 section 7: 0x21 to 0x7E. */
static bool is_proper(mla_str id) {
    for (size_t i = 0; i < id.len; i++)
        if (id.ptr[i] < 0x21 || id.ptr[i] > 0x7e)
            return false;
    return true;
}

static int32_t add_hex(mla__pop3_map *map, const mla_allocator *allocator, mla_str id) {
    static const char digits[] = "0123456789abcdef";
    int32_t status = mla__texts_add(&map->ids, allocator, mla_str_from(" x"));

    for (size_t i = 0; i < id.len && status == MLA_OK; i++) {
        const char hex[2] = {digits[(unsigned char)id.ptr[i] >> 4], digits[id.ptr[i] & 15]};
        status = mla__texts_extend(&map->ids, allocator, (mla_str){hex, sizeof hex});
    }
    return status;
}

static int32_t set_id(mla__pop3_map *map, const mla_allocator *allocator, uint32_t index,
                      mla_str id) {
    size_t offset = map->ids.len;

    if (offset > NO_ID - 1)
        return MLA_E_LIMIT;
    int32_t status =
        is_proper(id) ? mla__texts_add(&map->ids, allocator, id) : add_hex(map, allocator, id);
    if (status == MLA_OK)
        map->entries[index].id = (uint32_t)offset;
    return status;
}

int32_t mla__pop3_map_name(mla__pop3_map *map, const mla_allocator *allocator, uint64_t number,
                           mla_str id) {
    uint32_t index = find_number(map, number);

    if (index == map->count || map->entries[index].id != NO_ID)
        return MLA_OK;
    return set_id(map, allocator, index, id);
}

/* ----- unique ids ----- */

static int32_t append_number(mla__pop3_map *map, const mla_allocator *allocator, uint32_t index) {
    char text[1 + MLA__NUMBER_MAX] = " ";
    size_t len = 1 + mla__number_format(text + 1, mla__pop3_map_number(map, index));

    return mla__texts_extend(&map->ids, allocator, (mla_str){text, len});
}

/* "id number": the space cannot stand in the id of another message. */
static int32_t make_unique(mla__pop3_map *map, const mla_allocator *allocator, uint32_t index) {
    size_t offset = map->ids.len;
    size_t len = strlen(mla__pop3_map_id(map, index));

    if (offset > NO_ID - 1)
        return MLA_E_LIMIT;
    int32_t status = mla__texts_add(&map->ids, allocator, (mla_str){NULL, 0});
    /* Octet by octet: the ids may move when they grow. */
    for (size_t i = 0; i < len && status == MLA_OK; i++) {
        char octet = mla__pop3_map_id(map, index)[i];
        status = mla__texts_extend(&map->ids, allocator, (mla_str){&octet, 1});
    }
    if (status == MLA_OK)
        status = append_number(map, allocator, index);
    if (status == MLA_OK)
        map->entries[index].id = (uint32_t)offset;
    return status;
}

/* Positions [from, result) have the same id. */
static uint32_t end_of_run(const mla__pop3_map *map, uint32_t from) {
    uint32_t end = from + 1;

    while (end < map->count && strcmp(ordered_id(map, from), ordered_id(map, end)) == 0)
        end++;
    return end;
}

static int32_t make_all_unique(mla__pop3_map *map, const mla_allocator *allocator, bool *changed) {
    for (uint32_t from = 0; from < map->count;) {
        uint32_t end = end_of_run(map, from);
        bool is_wrong = end - from > 1 || *ordered_id(map, from) == '\0';
        for (; from < end; from++) {
            int32_t status =
                is_wrong ? make_unique(map, allocator, map->entries[from].order) : MLA_OK;
            if (status != MLA_OK)
                return status;
        }
        *changed = *changed || is_wrong;
    }
    return MLA_OK;
}

/* Every message without an id gets a blank one, or its number. */
static int32_t fill(mla__pop3_map *map, const mla_allocator *allocator) {
    for (uint32_t i = 0; i < map->count; i++) {
        char number[MLA__NUMBER_MAX];
        size_t len = map->has_uidl ? 0 : mla__number_format(number, map->entries[i].number);
        int32_t status = map->entries[i].id != NO_ID && map->has_uidl
                             ? MLA_OK
                             : set_id(map, allocator, i, (mla_str){number, len});
        if (status != MLA_OK)
            return status;
        map->entries[i].order = i;
    }
    return MLA_OK;
}

int32_t mla__pop3_map_finish(mla__pop3_map *map, const mla_allocator *allocator, bool has_uidl) {
    bool changed = false;

    map->has_uidl = has_uidl;
    int32_t status = fill(map, allocator);
    if (status != MLA_OK)
        return status;
    sort(map, &by_id);
    status = make_all_unique(map, allocator, &changed);
    if (status == MLA_OK && changed)
        sort(map, &by_id);
    return status;
}

/* ----- reading ----- */

uint32_t mla__pop3_map_find(const mla__pop3_map *map, const char *id) {
    uint32_t low = 0;
    uint32_t high = map->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(ordered_id(map, middle), id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == map->count || strcmp(ordered_id(map, low), id) != 0)
        return map->count;
    uint32_t index = map->entries[low].order;
    return (map->entries[index].number & DELETED) == 0 ? index : map->count;
}

uint32_t mla__pop3_map_next(const mla__pop3_map *map, uint32_t index) {
    while (index < map->count && (map->entries[index].number & DELETED) != 0)
        index++;
    return index;
}

uint32_t mla__pop3_map_number(const mla__pop3_map *map, uint32_t index) {
    return map->entries[index].number & ~DELETED;
}

const char *mla__pop3_map_id(const mla__pop3_map *map, uint32_t index) {
    return map->ids.data + map->entries[index].id;
}

bool mla__pop3_map_is_stable(const mla__pop3_map *map, uint32_t index) {
    const char *id = mla__pop3_map_id(map, index);

    if (id[0] == ' ' && id[1] == 'x')
        id++;
    return map->has_uidl && strchr(id, ' ') == NULL;
}

uint64_t mla__pop3_map_size(const mla__pop3_map *map, uint32_t index) {
    uint32_t size = map->entries[index].size;

    return size != UINT32_MAX ? size : MLA_NO_SIZE;
}

void mla__pop3_map_delete(mla__pop3_map *map, uint32_t index) {
    map->entries[index].number |= DELETED;
}

void mla__pop3_map_deinit(mla__pop3_map *map, const mla_allocator *allocator) {
    mla__release(allocator, map->entries, map->capacity * sizeof *map->entries);
    mla__texts_deinit(&map->ids, allocator);
    *map = (mla__pop3_map){0};
}
