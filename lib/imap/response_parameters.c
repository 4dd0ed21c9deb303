/* SPDX-License-Identifier: MIT */
/* Names with values: of a content type, of a disposition, and of ID. */
#include "imap/decoder.h"

/* The value may be missing. */
static int32_t read_parameter(mla__lex *lex, mla_imap_parameter *item) {
    int32_t status = mla__lex_nstring(lex, &item->name);
    if (status == MLA_OK && !mla__lex_is_at_close(lex))
        status = mla__lex_nstring(lex, &item->value);
    return status;
}

int32_t mla__read_parameters(mla__lex *lex, mla_imap_parameters *list, bool may_be_nil) {
    mla_str ignored;
    *list = (mla_imap_parameters){NULL, 0};
    if (*lex->at != '(' && mla__lex_take_nil(lex))
        return MLA_OK;
    if (!mla__lex_take(lex, '(')) {
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_PARAMETERS);
        return mla__lex_nstring(lex, &ignored);
    }
    while (!mla__lex_take(lex, ')')) {
        mla_imap_parameter *item = mla__arena_append(lex->arena, list, sizeof *item);
        int32_t status = item != NULL ? read_parameter(lex, item) : MLA_E_LIMIT;
        if (status != MLA_OK)
            return status;
        if (!may_be_nil)
            mla__lex_forgive_nil(lex, &item->value);
    }
    mla__lex_forgive(lex, list->count == 0, MLA_IMAP_FORGIVEN_EMPTY_LIST);
    return MLA_OK;
}
