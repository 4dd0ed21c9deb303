/* SPDX-License-Identifier: MIT */
#include "imap/decoder.h"

#define ITEMS_FIRST 4u

static bool is_power_of_two(size_t n) {
    return (n & (n - 1)) == 0;
}

void mla__add_raw_item(mla__lex *lex, const mla_imap_raw_item **items, size_t *count,
                       mla_imap_raw_item item) {
    mla_imap_raw_item *list = (mla_imap_raw_item *)(uintptr_t)*items;
    size_t size = *count * sizeof item;
    /* There is room for ITEMS_FIRST, then for each power of two. */
    if (*count == 0 || (*count >= ITEMS_FIRST && is_power_of_two(*count))) {
        size_t more = *count == 0 ? ITEMS_FIRST * sizeof item : size * 2;
        list = mla__arena_extend(lex->arena, list, size, more);
        if (list == NULL) {
            lex->forgiven++;
            return;
        }
    }
    list[*count] = item;
    *items = list;
    (*count)++;
}

int32_t mla__keep_raw(mla__lex *lex, const mla_imap_raw_item **items, size_t *count, mla_str name,
                      int32_t status) {
    mla_str raw;
    int32_t skipped = mla__lex_skip(lex, &raw);
    if (skipped == MLA_E_INCOMPLETE)
        return skipped;
    if (skipped != MLA_OK) {
        /* No value: the item stands in front of the closing parenthesis or the end. */
        raw = (mla_str){lex->at, 0};
        if (mla__lex_is_end(lex) || *lex->at != ')')
            return MLA_E_MALFORMED;
    }
    mla__add_raw_item(lex, items, count, (mla_imap_raw_item){name, raw, status});
    return MLA_OK;
}
