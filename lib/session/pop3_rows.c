/* SPDX-License-Identifier: MIT */
#include "session/pop3_rows.h"

#include <stdbool.h>

static bool is_before(const mla__pop3_row *a, const mla__pop3_row *b) {
    return a->number != b->number ? a->number < b->number : a->place < b->place;
}

/* Heap sort, since it needs no memory and has no bad case. */
static void sift(mla__pop3_row *rows, uint32_t root, uint32_t count) {
    mla__pop3_row row = rows[root];

    for (;;) {
        uint32_t child = 2 * root + 1;
        if (child + 1 < count && is_before(&rows[child], &rows[child + 1]))
            child++;
        if (child >= count || !is_before(&row, &rows[child]))
            break;
        rows[root] = rows[child];
        root = child;
    }
    rows[root] = row;
}

void mla__pop3_rows_sort(mla__pop3_row *rows, uint32_t count) {
    for (uint32_t i = count / 2; i-- > 0;)
        sift(rows, i, count);
    for (uint32_t i = count; i > 1; i--) {
        mla__pop3_row last = rows[i - 1];
        rows[i - 1] = rows[0];
        rows[0] = last;
        sift(rows, 0, i - 1);
    }
}
