/* SPDX-License-Identifier: MIT */
/* ANNOTATION (RFC 5257 section 4.3): a FETCH item. */
#include "imap/decoder.h"

/* (value.priv "text" size.priv "4"), NIL: there is none, or nothing: it has changed (section 4.4). */
static int32_t read_attributes(mla__lex *lex, mla_imap_fetch *fetch, mla_str entry) {
    if (mla__lex_take_nil(lex))
        return MLA_OK;
    bool has_attributes = mla__lex_take(lex, '(');
    while (!has_attributes || !mla__lex_take(lex, ')')) {
        mla_imap_annotation *annotation =
            mla__arena_append(lex->arena, &fetch->annotations, sizeof *annotation);
        if (annotation == NULL)
            return MLA_E_LIMIT;
        annotation->entry = entry;
        if (!has_attributes)
            return MLA_OK;
        int32_t status = mla__lex_astring(lex, &annotation->attribute);
        mla__lex_spaces(lex);
        if (status == MLA_OK)
            status = mla__lex_nstring(lex, &annotation->value);
        if (status != MLA_OK)
            return status;
    }
    return MLA_OK;
}

static int32_t read_entries(mla__lex *lex, mla_imap_fetch *fetch) {
    if (!mla__lex_take(lex, '('))
        return MLA_E_MALFORMED;
    while (!mla__lex_take(lex, ')')) {
        mla_str entry;
        int32_t status = mla__lex_astring(lex, &entry);
        mla__lex_spaces(lex);
        if (status == MLA_OK)
            status = read_attributes(lex, fetch, entry);
        if (status != MLA_OK)
            return status;
    }
    return MLA_OK;
}

int32_t mla__read_annotations(mla__lex *lex, mla_imap_fetch *fetch) {
    size_t before = fetch->annotation_count;
    int32_t status = read_entries(lex, fetch);
    if (status != MLA_OK)
        fetch->annotation_count = before;
    return status;
}
