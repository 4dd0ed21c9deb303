/* SPDX-License-Identifier: MIT */
#include "session/pop3_map.h"

#include <string.h>

#include <mailaccess/session_event.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/str.h"
#include "session/fingerprint.h"
#include "session/pop3_rows.h"

#define NUMBER_LIMIT 0x80000000u
#define FIRST_CAPACITY 64u
#define SHORTEST_ID 8u /* to guess by whether the ids will be held */

/* Marks of a message. */
#define NAMED 1u  /* UIDL has an id for it that is not blank */
#define SHARED 2u /* ... which another message has, too */
#define DELETED 4u
#define HANDED_OUT 8u

static uint32_t marks_of(const mla__pop3_map *map, uint32_t index) {
    return (uint32_t)map->marks[index / 2] >> (index % 2 * 4) & 15u;
}

static void mark(mla__pop3_map *map, uint32_t index, uint32_t marks) {
    map->marks[index / 2] |= (unsigned char)(marks << (index % 2 * 4));
}

static size_t size_of_marks(const mla__pop3_map *map) {
    return (size_t)map->count / 2 + 1;
}

/* ----- LIST ----- */

static int32_t reserve_numbers(mla__pop3_map *map, const mla_allocator *allocator) {
    if (map->count < map->number_capacity)
        return MLA_OK;
    uint32_t capacity = map->count != 0 ? map->count * 2 : FIRST_CAPACITY;
    uint32_t *numbers = mla__resize(allocator, map->numbers, map->number_capacity * sizeof *numbers,
                                    capacity * sizeof *numbers);
    if (numbers == NULL)
        return MLA_E_NO_MEMORY;
    for (uint32_t i = map->number_capacity; i < map->count; i++)
        numbers[i] = i + 1; /* up to here they went without saying */
    map->numbers = numbers;
    map->number_capacity = capacity;
    return MLA_OK;
}

int32_t mla__pop3_map_add(mla__pop3_map *map, const mla_allocator *allocator, uint64_t number,
                          uint64_t size) {
    uint32_t last = map->count != 0 ? mla__pop3_map_number(map, map->count - 1) : 0;

    if (number == 0 || number >= NUMBER_LIMIT)
        return MLA_OK; /* no server has so many: it is no number of a message */
    if (map->count >= MLA__POP3_MAP_MAX)
        return MLA_E_LIMIT;
    int32_t status = MLA_OK;
    if (map->numbers != NULL || number != map->count + UINT64_C(1))
        status = reserve_numbers(map, allocator);
    if (status == MLA_OK)
        status = mla__pop3_sizes_add(&map->sizes, allocator, size != UINT64_MAX ? size : 0);
    if (status != MLA_OK)
        return status;
    if (map->numbers != NULL)
        map->numbers[map->count] = (uint32_t)number;
    map->is_disordered = map->is_disordered || number <= last;
    map->count++;
    return MLA_OK;
}

/* ----- LIST out of order ----- */

/* A number that stands twice counts as what it was first. */
static int32_t take_in_order(mla__pop3_map *map, const mla_allocator *allocator,
                             const mla__pop3_row *rows) {
    mla__pop3_sizes sizes = map->sizes;
    uint32_t count = map->count;
    int32_t status = MLA_OK;

    map->sizes = (mla__pop3_sizes){0};
    map->count = 0;
    for (uint32_t i = 0; i < count && status == MLA_OK; i++) {
        if (i != 0 && rows[i].number == rows[i - 1].number)
            continue;
        map->numbers[map->count++] = rows[i].number;
        status =
            mla__pop3_sizes_add(&map->sizes, allocator, mla__pop3_sizes_get(&sizes, rows[i].place));
    }
    mla__pop3_sizes_deinit(&sizes, allocator);
    return status;
}

static int32_t put_in_order(mla__pop3_map *map, const mla_allocator *allocator) {
    uint32_t count = map->count;
    mla__pop3_row *rows = mla__alloc_array(allocator, count, sizeof *rows);

    if (rows == NULL)
        return MLA_E_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++)
        rows[i] = (mla__pop3_row){map->numbers[i], i};
    mla__pop3_rows_sort(rows, count);
    int32_t status = take_in_order(map, allocator, rows);
    mla__release(allocator, rows, count * sizeof *rows);
    return status;
}

int32_t mla__pop3_map_listed(mla__pop3_map *map, const mla_allocator *allocator) {
    int32_t status = map->is_disordered ? put_in_order(map, allocator) : MLA_OK;

    if (status != MLA_OK)
        return status;
    map->marks = mla__alloc(allocator, size_of_marks(map));
    if (map->marks == NULL)
        return MLA_E_NO_MEMORY;
    memset(map->marks, 0, size_of_marks(map));
    return MLA_OK;
}

uint32_t mla__pop3_map_find_number(const mla__pop3_map *map, uint64_t number) {
    uint32_t low = 0;
    uint32_t high = map->count;

    if (map->numbers == NULL)
        return number != 0 && number <= map->count ? (uint32_t)number - 1 : map->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (map->numbers[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < map->count && map->numbers[low] == number ? low : map->count;
}

/* ----- ids as they are told ----- */

/* RFC 1939 section 7: 0x21 to 0x7E. */
static bool is_proper(mla_str id) {
    for (size_t i = 0; i < id.len; i++)
        if (id.ptr[i] < 0x21 || id.ptr[i] > 0x7e)
            return false;
    return true;
}

static int32_t add_hex(mla__texts *out, const mla_allocator *allocator, mla_str id) {
    static const char digits[] = "0123456789abcdef";
    int32_t status = mla__texts_add(out, allocator, mla_str_from(" x"));

    for (size_t i = 0; i < id.len && status == MLA_OK; i++) {
        const char hex[2] = {digits[(unsigned char)id.ptr[i] >> 4], digits[id.ptr[i] & 15]};
        status = mla__texts_extend(out, allocator, (mla_str){hex, sizeof hex});
    }
    return status;
}

static int32_t add_id(mla__texts *out, const mla_allocator *allocator, mla_str id) {
    return is_proper(id) ? mla__texts_add(out, allocator, id) : add_hex(out, allocator, id);
}

static mla_str format_number(const mla__pop3_map *map, uint32_t index, char *text) {
    text[0] = ' ';
    return (mla_str){text, 1 + mla__number_format(text + 1, mla__pop3_map_number(map, index))};
}

static mla_str digits_of(mla_str number) {
    return (mla_str){number.ptr + 1, number.len - 1};
}

static int32_t add_held(const mla__pop3_map *map, const mla_allocator *allocator, uint32_t index,
                        mla_str sent, mla__texts *out) {
    if ((marks_of(map, index) & NAMED) == 0)
        return mla__texts_add(out, allocator, (mla_str){NULL, 0});
    if (map->offsets == NULL)
        return add_id(out, allocator, sent);
    return mla__texts_add(out, allocator, mla_str_from(map->ids.data + map->offsets[index]));
}

int32_t mla__pop3_map_write_id(const mla__pop3_map *map, const mla_allocator *allocator,
                               uint32_t index, mla_str sent, mla__texts *out) {
    char text[1 + MLA__NUMBER_MAX];
    mla_str number = format_number(map, index, text);

    out->len = 0;
    if (!map->has_uidl)
        return mla__texts_add(out, allocator, digits_of(number));
    int32_t status = add_held(map, allocator, index, sent, out);
    if (status != MLA_OK || mla__pop3_map_is_stable(map, index))
        return status;
    return mla__texts_extend(out, allocator, number);
}

bool mla__pop3_map_holds_id(const mla__pop3_map *map, uint32_t index) {
    return mla__pop3_map_holds_all(map) || (marks_of(map, index) & NAMED) == 0;
}

bool mla__pop3_map_holds_all(const mla__pop3_map *map) {
    return !map->has_uidl || map->offsets != NULL;
}

/* ----- UIDL ----- */

static int32_t begin_naming(mla__pop3_map *map, const mla_allocator *allocator) {
    if (map->index.records != NULL)
        return MLA_OK;
    if (map->offsets == NULL && map->count <= map->ids_max / SHORTEST_ID) {
        map->offsets = mla__alloc_array(allocator, map->count, sizeof *map->offsets);
        if (map->offsets == NULL)
            return MLA_E_NO_MEMORY;
    }
    return mla__pop3_index_begin(&map->index, allocator, map->count);
}

static void forget_ids(mla__pop3_map *map, const mla_allocator *allocator) {
    mla__texts_deinit(&map->ids, allocator);
    mla__release(allocator, map->offsets, map->count * sizeof *map->offsets);
    map->offsets = NULL;
}

static int32_t hold(mla__pop3_map *map, const mla_allocator *allocator, uint32_t index,
                    mla_str id) {
    if (map->offsets == NULL)
        return MLA_OK;
    if (map->ids.len + id.len >= map->ids_max) {
        forget_ids(map, allocator);
        return MLA_OK;
    }
    map->offsets[index] = (uint32_t)map->ids.len;
    return mla__texts_add(&map->ids, allocator, id);
}

int32_t mla__pop3_map_name(mla__pop3_map *map, const mla_allocator *allocator, uint64_t number,
                           mla_str id) {
    uint32_t index = mla__pop3_map_find_number(map, number);

    if (map->marks == NULL || index == map->count || id.len == 0 ||
        (marks_of(map, index) & NAMED) != 0)
        return MLA_OK;
    int32_t status = begin_naming(map, allocator);
    map->scratch.len = 0;
    if (status == MLA_OK)
        status = add_id(&map->scratch, allocator, id);
    if (status != MLA_OK)
        return status;
    mla_str text = {map->scratch.data, map->scratch.len - 1};
    mla__pop3_index_set(&map->index, index, mla__fingerprint(map->key, text));
    mark(map, index, NAMED);
    return hold(map, allocator, index, text);
}

/* " 12" is the whole id of a message without one of its own. */
static void name_the_blank(mla__pop3_map *map) {
    char text[1 + MLA__NUMBER_MAX];

    for (uint32_t i = 0; i < map->count; i++)
        if ((marks_of(map, i) & NAMED) == 0)
            mla__pop3_index_set(&map->index, i,
                                mla__fingerprint(map->key, format_number(map, i, text)));
}

int32_t mla__pop3_map_finish(mla__pop3_map *map, const mla_allocator *allocator, bool has_uidl) {
    uint32_t position = 0;
    uint32_t shared;

    map->has_uidl = has_uidl;
    mla__texts_deinit(&map->scratch, allocator);
    if (!has_uidl)
        return MLA_OK;
    int32_t status = begin_naming(map, allocator);
    if (status != MLA_OK)
        return status;
    name_the_blank(map);
    status = mla__pop3_index_sort(&map->index, allocator);
    while (status == MLA_OK &&
           (shared = mla__pop3_index_next_shared(&map->index, &position)) != map->count)
        mark(map, shared, SHARED);
    return status;
}

/* ----- finding ----- */

/* A message number as it is told: "012" is none. */
static uint32_t find_digits(const mla__pop3_map *map, mla_str digits) {
    char text[1 + MLA__NUMBER_MAX];
    uint64_t number = 0;

    (void)mla__number_parse_u64(digits, &number);
    uint32_t index = mla__pop3_map_find_number(map, number);
    if (index == map->count)
        return index;
    return mla_str_equal(digits, digits_of(format_number(map, index, text))) ? index : map->count;
}

/* Of an id that several have: "id number", where the number tells which. */
static uint32_t find_shared(const mla__pop3_map *map, mla_str id) {
    size_t len = id.len;

    while (len != 0 && id.ptr[len - 1] != ' ')
        len--;
    if (len < 2)
        return map->count;
    uint32_t index = find_digits(map, mla__str_between(id.ptr + len, mla__str_end(id)));
    if (index == map->count || (marks_of(map, index) & SHARED) == 0)
        return map->count;
    uint64_t fingerprint = mla__fingerprint(map->key, (mla_str){id.ptr, len - 1});
    return mla__pop3_index_find(&map->index, fingerprint, index) == index ? index : map->count;
}

static uint32_t find_id(const mla__pop3_map *map, mla_str id) {
    uint32_t index = mla__pop3_index_find(&map->index, mla__fingerprint(map->key, id), 0);

    return index != map->count && (marks_of(map, index) & SHARED) == 0 ? index
                                                                       : find_shared(map, id);
}

uint32_t mla__pop3_map_find(const mla__pop3_map *map, const char *id) {
    mla_str text = mla_str_from(id);
    uint32_t index = map->has_uidl ? find_id(map, text) : find_digits(map, text);

    return index != map->count && !mla__pop3_map_is_deleted(map, index) ? index : map->count;
}

/* ----- reading ----- */

uint32_t mla__pop3_map_next(const mla__pop3_map *map, uint32_t index) {
    while (index < map->count && mla__pop3_map_is_deleted(map, index))
        index++;
    return index;
}

uint32_t mla__pop3_map_number(const mla__pop3_map *map, uint32_t index) {
    return map->numbers != NULL ? map->numbers[index] : index + 1;
}

bool mla__pop3_map_is_stable(const mla__pop3_map *map, uint32_t index) {
    return map->has_uidl && (marks_of(map, index) & (NAMED | SHARED)) == NAMED;
}

uint64_t mla__pop3_map_size(const mla__pop3_map *map, uint32_t index) {
    uint64_t size = mla__pop3_sizes_get(&map->sizes, index);

    return size != 0 ? size : MLA_NO_SIZE;
}

void mla__pop3_map_delete(mla__pop3_map *map, uint32_t index) {
    mark(map, index, DELETED);
}

bool mla__pop3_map_is_deleted(const mla__pop3_map *map, uint32_t index) {
    return (marks_of(map, index) & DELETED) != 0;
}

bool mla__pop3_map_hand_out(mla__pop3_map *map, uint32_t index) {
    bool had = (marks_of(map, index) & HANDED_OUT) != 0;

    mark(map, index, HANDED_OUT);
    return had;
}

void mla__pop3_map_take_back(mla__pop3_map *map) {
    for (size_t i = 0; i < size_of_marks(map); i++)
        map->marks[i] &= (unsigned char)~(HANDED_OUT << 4 | HANDED_OUT);
}

void mla__pop3_map_deinit(mla__pop3_map *map, const mla_allocator *allocator) {
    forget_ids(map, allocator);
    mla__release(allocator, map->numbers, map->number_capacity * sizeof *map->numbers);
    mla__release(allocator, map->marks, size_of_marks(map));
    mla__pop3_sizes_deinit(&map->sizes, allocator);
    mla__pop3_index_deinit(&map->index, allocator);
    mla__texts_deinit(&map->scratch, allocator);
    *map = (mla__pop3_map){.ids_max = map->ids_max, .key = {map->key[0], map->key[1]}};
}
