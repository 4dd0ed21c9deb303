/* SPDX-License-Identifier: MIT */
#include "session/pop3_scan.h"

#include <mailaccess/session_event.h>

#define NUMBER_LIMIT 0x80000000u

void mla__pop3_scan_init(mla__pop3_scan *scan, const mla__spool *like) {
    mla__spool empty = mla__spool_like(like);

    *scan = (mla__pop3_scan){.numbers = empty, .sizes.octets = empty, .order.records = empty};
}

/* ----- filling ----- */

/* Up to here numbers went without saying. */
static int32_t say_numbers(mla__pop3_scan *scan, const mla_allocator *allocator) {
    int32_t status = MLA_OK;

    for (uint32_t number = 1; number <= scan->count && status == MLA_OK; number++)
        status = mla__spool_append(&scan->numbers, allocator, &number, sizeof number);
    return status;
}

static int32_t add_number(mla__pop3_scan *scan, const mla_allocator *allocator, uint32_t number) {
    int32_t status = MLA_OK;

    if (scan->numbers.len == 0 && number == scan->count + 1)
        return MLA_OK;
    if (scan->numbers.len == 0)
        status = say_numbers(scan, allocator);
    return status == MLA_OK ? mla__spool_append(&scan->numbers, allocator, &number, sizeof number)
                            : status;
}

int32_t mla__pop3_scan_add(mla__pop3_scan *scan, const mla_allocator *allocator, uint64_t number,
                           uint64_t size) {
    uint32_t last = scan->count != 0 ? mla__pop3_scan_number(scan, scan->count - 1) : 0;

    if (number == 0 || number >= NUMBER_LIMIT)
        return MLA_OK; /* no server has so many: it is no number of a message */
    if (scan->count >= MLA__POP3_SCAN_MAX)
        return MLA_E_LIMIT;
    int32_t status = add_number(scan, allocator, (uint32_t)number);
    if (status == MLA_OK)
        status = mla__pop3_sizes_add(&scan->sizes, allocator, size != UINT64_MAX ? size : 0);
    if (status != MLA_OK)
        return status;
    scan->is_disordered = scan->is_disordered || number <= last;
    scan->count++;
    return MLA_OK;
}

/* ----- putting in order ----- */

static int32_t sort(mla__pop3_scan *scan, const mla_allocator *allocator) {
    int32_t status = mla__pop3_index_begin(&scan->order, allocator, scan->count);

    if (status != MLA_OK)
        return status;
    for (uint32_t i = 0; i < scan->count; i++)
        mla__pop3_index_add(&scan->order, mla__pop3_scan_number(scan, i), i);
    mla__pop3_index_sort(&scan->order);
    return MLA_OK;
}

/* A number that stands twice counts as what it was first. */
static int32_t take_in_order(mla__pop3_scan *sorted, const mla_allocator *allocator,
                             const mla__pop3_scan *scan) {
    int32_t status = MLA_OK;

    for (uint32_t i = 0; i < scan->order.count && status == MLA_OK; i++) {
        mla__pop3_record record = mla__pop3_index_get(&scan->order, i);
        if (i == 0 || record.key != mla__pop3_index_get(&scan->order, i - 1).key)
            status = mla__pop3_scan_add(sorted, allocator, record.key,
                                        mla__pop3_sizes_get(&scan->sizes, record.message));
    }
    return status;
}

static int32_t put_in_order(mla__pop3_scan *scan, const mla_allocator *allocator) {
    mla__pop3_scan sorted;
    int32_t native_code = 0;
    int32_t status = sort(scan, allocator);

    mla__pop3_scan_init(&sorted, &scan->numbers);
    if (status == MLA_OK)
        status = take_in_order(&sorted, allocator, scan);
    /* Of two, the one whose file has failed stays, so that it can be told why. */
    bool is_read = mla__pop3_scan_status(scan, &native_code) == MLA_OK;
    mla__pop3_scan_deinit(is_read ? scan : &sorted, allocator);
    if (is_read)
        *scan = sorted;
    return status;
}

int32_t mla__pop3_scan_end(mla__pop3_scan *scan, const mla_allocator *allocator) {
    return scan->is_disordered ? put_in_order(scan, allocator) : MLA_OK;
}

/* ----- reading ----- */

uint32_t mla__pop3_scan_find(const mla__pop3_scan *scan, uint64_t number) {
    uint32_t low = 0;
    uint32_t high = scan->count;

    if (scan->numbers.len == 0)
        return number != 0 && number <= scan->count ? (uint32_t)number - 1 : scan->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (mla__pop3_scan_number(scan, middle) < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < scan->count && mla__pop3_scan_number(scan, low) == number ? low : scan->count;
}

uint32_t mla__pop3_scan_number(const mla__pop3_scan *scan, uint32_t index) {
    uint32_t number = index + 1;

    if (scan->numbers.len != 0)
        mla__spool_read(&scan->numbers, (size_t)index * sizeof number, &number, sizeof number);
    return number;
}

uint64_t mla__pop3_scan_size(const mla__pop3_scan *scan, uint32_t index) {
    uint64_t size = mla__pop3_sizes_get(&scan->sizes, index);

    return size != 0 ? size : MLA_NO_SIZE;
}

int32_t mla__pop3_scan_status(const mla__pop3_scan *scan, int32_t *native_code) {
    int32_t status = mla__spool_status(&scan->numbers, native_code);

    if (status == MLA_OK)
        status = mla__spool_status(&scan->sizes.octets, native_code);
    return status == MLA_OK ? mla__spool_status(&scan->order.records, native_code) : status;
}

void mla__pop3_scan_deinit(mla__pop3_scan *scan, const mla_allocator *allocator) {
    mla__spool like = mla__spool_like(&scan->numbers);

    mla__spool_deinit(&scan->numbers, allocator);
    mla__pop3_sizes_deinit(&scan->sizes, allocator);
    mla__pop3_index_deinit(&scan->order, allocator);
    mla__pop3_scan_init(scan, &like);
}
