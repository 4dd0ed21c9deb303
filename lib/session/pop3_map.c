/* SPDX-License-Identifier: MIT */
#include "session/pop3_map.h"

#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/str.h"
#include "session/fingerprint.h"

#define SHORTEST_ID 8u /* to guess by whether the ids will be held */

/* Marks of a message. */
#define NAMED 1u  /* UIDL has an id for it that is not blank */
#define SHARED 2u /* ... which another message has, too */
#define DELETED 4u
#define HANDED_OUT 8u

void mla__pop3_map_init(mla__pop3_map *map, size_t ids_max, const mla__spool *like) {
    mla__spool empty = mla__spool_like(like);

    *map = (mla__pop3_map){
        .ids_max = ids_max,
        .marks = empty,
        .index.records = empty,
    };
    mla__pop3_scan_init(&map->scan, like);
}

static uint32_t shift_of(uint32_t index) {
    return index % 2 * 4;
}

static uint32_t marks_of(const mla__pop3_map *map, uint32_t index) {
    unsigned char pair;

    mla__spool_read(&map->marks, index / 2, &pair, sizeof pair);
    return (uint32_t)pair >> shift_of(index) & 15u;
}

static void mark(mla__pop3_map *map, uint32_t index, uint32_t marks) {
    unsigned char pair;

    mla__spool_read(&map->marks, index / 2, &pair, sizeof pair);
    pair |= (unsigned char)(marks << shift_of(index));
    mla__spool_write(&map->marks, index / 2, &pair, sizeof pair);
}

/* ----- LIST ----- */

int32_t mla__pop3_map_listed(mla__pop3_map *map, const mla_allocator *allocator) {
    int32_t status = mla__pop3_scan_end(&map->scan, allocator);

    return status == MLA_OK ? mla__spool_extend(&map->marks, allocator, map->scan.count / 2 + 1)
                            : status;
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
    return (mla_str){text,
                     1 + mla__number_format(text + 1, mla__pop3_scan_number(&map->scan, index))};
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
    if (map->index.records.len != 0)
        return MLA_OK;
    if (map->offsets == NULL && map->scan.count <= map->ids_max / SHORTEST_ID) {
        map->offsets = mla__alloc_array(allocator, map->scan.count, sizeof *map->offsets);
        if (map->offsets == NULL)
            return MLA_E_NO_MEMORY;
    }
    return mla__pop3_index_begin(&map->index, allocator, map->scan.count);
}

static void forget_ids(mla__pop3_map *map, const mla_allocator *allocator) {
    mla__texts_deinit(&map->ids, allocator);
    mla__release(allocator, map->offsets, map->scan.count * sizeof *map->offsets);
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
    uint32_t index = mla__pop3_scan_find(&map->scan, number);

    if (map->marks.len == 0 || index == map->scan.count || id.len == 0 ||
        (marks_of(map, index) & NAMED) != 0)
        return MLA_OK;
    int32_t status = begin_naming(map, allocator);
    map->scratch.len = 0;
    if (status == MLA_OK)
        status = add_id(&map->scratch, allocator, id);
    if (status != MLA_OK)
        return status;
    mla_str text = {map->scratch.data, map->scratch.len - 1};
    mla__pop3_index_add(&map->index, mla__fingerprint(map->key, text), index);
    mark(map, index, NAMED);
    return hold(map, allocator, index, text);
}

/* " 12" is the whole id of a message without one of its own. */
static void name_the_blank(mla__pop3_map *map) {
    char text[1 + MLA__NUMBER_MAX];

    for (uint32_t i = 0; i < map->scan.count; i++)
        if ((marks_of(map, i) & NAMED) == 0)
            mla__pop3_index_add(&map->index,
                                mla__fingerprint(map->key, format_number(map, i, text)), i);
}

int32_t mla__pop3_map_finish(mla__pop3_map *map, const mla_allocator *allocator, bool has_uidl) {
    uint32_t position = 0;
    uint32_t shared = 0;

    map->has_uidl = has_uidl;
    mla__texts_deinit(&map->scratch, allocator);
    if (!has_uidl)
        return MLA_OK;
    int32_t status = begin_naming(map, allocator);
    if (status != MLA_OK)
        return status;
    name_the_blank(map);
    mla__pop3_index_sort(&map->index);
    while (mla__pop3_index_next_shared(&map->index, &position, &shared))
        mark(map, shared, SHARED);
    return MLA_OK;
}

/* ----- finding ----- */

/* A message number as it is told: "012" is none. */
static uint32_t find_digits(const mla__pop3_map *map, mla_str digits) {
    char text[1 + MLA__NUMBER_MAX];
    uint64_t number = 0;

    (void)mla__number_parse_u64(digits, &number);
    uint32_t index = mla__pop3_scan_find(&map->scan, number);
    if (index == map->scan.count)
        return index;
    return mla_str_equal(digits, digits_of(format_number(map, index, text))) ? index
                                                                             : map->scan.count;
}

/* Of an id that several have: "id number", where the number tells which. */
static uint32_t find_shared(const mla__pop3_map *map, mla_str id) {
    size_t len = id.len;

    while (len != 0 && id.ptr[len - 1] != ' ')
        len--;
    if (len < 2)
        return map->scan.count;
    uint32_t index = find_digits(map, mla__str_between(id.ptr + len, mla__str_end(id)));
    if (index == map->scan.count || (marks_of(map, index) & SHARED) == 0)
        return map->scan.count;
    uint32_t found = 0;
    uint64_t fingerprint = mla__fingerprint(map->key, (mla_str){id.ptr, len - 1});
    bool is_there = mla__pop3_index_find(&map->index, fingerprint, index, &found);
    return is_there && found == index ? index : map->scan.count;
}

static uint32_t find_id(const mla__pop3_map *map, mla_str id) {
    uint32_t index = 0;
    bool is_there = mla__pop3_index_find(&map->index, mla__fingerprint(map->key, id), 0, &index);

    return is_there && (marks_of(map, index) & SHARED) == 0 ? index : find_shared(map, id);
}

uint32_t mla__pop3_map_find(const mla__pop3_map *map, const char *id) {
    mla_str text = mla_str_from(id);
    uint32_t index = map->has_uidl ? find_id(map, text) : find_digits(map, text);

    return index != map->scan.count && !mla__pop3_map_is_deleted(map, index) ? index
                                                                             : map->scan.count;
}

/* ----- reading ----- */

uint32_t mla__pop3_map_next(const mla__pop3_map *map, uint32_t index) {
    while (index < map->scan.count && mla__pop3_map_is_deleted(map, index))
        index++;
    return index;
}

bool mla__pop3_map_is_stable(const mla__pop3_map *map, uint32_t index) {
    return map->has_uidl && (marks_of(map, index) & (NAMED | SHARED)) == NAMED;
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
    for (size_t i = 0; i < map->marks.len; i++) {
        unsigned char pair;
        mla__spool_read(&map->marks, i, &pair, sizeof pair);
        pair &= (unsigned char)~(HANDED_OUT << 4 | HANDED_OUT);
        mla__spool_write(&map->marks, i, &pair, sizeof pair);
    }
}

int32_t mla__pop3_map_status(const mla__pop3_map *map, int32_t *native_code) {
    int32_t status = mla__pop3_scan_status(&map->scan, native_code);

    if (status == MLA_OK)
        status = mla__spool_status(&map->marks, native_code);
    return status == MLA_OK ? mla__spool_status(&map->index.records, native_code) : status;
}

void mla__pop3_map_deinit(mla__pop3_map *map, const mla_allocator *allocator) {
    forget_ids(map, allocator);
    mla__pop3_scan_deinit(&map->scan, allocator);
    mla__spool_deinit(&map->marks, allocator);
    mla__pop3_index_deinit(&map->index, allocator);
    mla__texts_deinit(&map->scratch, allocator);
    mla__pop3_map_init(map, map->ids_max, &map->marks);
}
