/* SPDX-License-Identifier: MIT */
/* Names with values: of a content type, of a disposition, and of ID. */
#include "imap/decoder.h"

/* The value may be missing. */
static int32_t read_parameter(mla__lex *lex, mla_imap_parameter *item) {
    *item = (mla_imap_parameter){0};
    int32_t status = mla__lex_nstring(lex, &item->name);
    if (status == MLA_OK && !mla__lex_is_at_close(lex))
        status = mla__lex_nstring(lex, &item->value);
    return status;
}

int32_t mla__read_parameters(mla__lex *lex, mla_imap_parameters *list) {
    mla_imap_parameter *items = NULL;
    size_t count = 0;
    mla_str ignored;
    *list = (mla_imap_parameters){NULL, 0};
    if (*lex->at != '(' && mla__lex_take_nil(lex))
        return MLA_OK;
    if (!mla__lex_take(lex, '(')) {
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_PARAMETERS);
        return mla__lex_nstring(lex, &ignored);
    }
    for (; !mla__lex_take(lex, ')'); count++) {
        items = mla__arena_room(lex->arena, items, count, MLA__PARAMETERS_FIRST, sizeof *items);
        if (items == NULL)
            return MLA_E_LIMIT;
        int32_t status = read_parameter(lex, &items[count]);
        if (status != MLA_OK)
            return status;
    }
    *list = (mla_imap_parameters){items, count};
    return MLA_OK;
}
