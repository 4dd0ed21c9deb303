/* SPDX-License-Identifier: MIT */
#include "imap/decoder.h"

void mla__add_raw_item(mla__lex *lex, const mla_imap_raw_item **items,
                       const mla_imap_raw_item *item) {
    mla_imap_raw_item *added = mla__arena_append(lex->arena, items, sizeof *added);
    mla__lex_forgive(lex, added == NULL, MLA_IMAP_FORGIVEN_NO_ROOM);
    if (added == NULL)
        return;
    *added = *item;
    if (added->status == MLA_AGAIN)
        added->status = added->raw.ptr != NULL ? MLA_OK : MLA_E_LIMIT;
}

int32_t mla__keep_raw(mla__lex *lex, const mla_imap_raw_item **items, mla_imap_raw_item *item) {
    int32_t skipped = mla__lex_skip(lex, &item->raw);
    if (skipped == MLA_E_INCOMPLETE)
        return skipped;
    if (skipped != MLA_OK) {
        /* No value: the item stands in front of the closing parenthesis or the end. */
        item->raw = (mla_str){lex->at, 0};
        if (mla__lex_is_end(lex) || *lex->at != ')')
            return MLA_E_MALFORMED;
    }
    mla__add_raw_item(lex, items, item);
    return MLA_OK;
}
