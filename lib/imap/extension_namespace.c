/* SPDX-License-Identifier: MIT */
/* NAMESPACE (RFC 9051 section 7.3.2, RFC 2342). */
#include "imap/decoder.h"

/* (prefix delimiter *(name (value ...))), the opening parenthesis being taken. */
static int32_t read_namespace(mla_imap_decoder *decoder, mla__lex *lex,
                              mla_imap_namespace *result) {
    int32_t status = mla__read_mailbox_word(decoder, lex, &result->prefix_raw, &result->prefix);
    if (status == MLA_OK)
        status = mla__lex_delimiter(lex, &result->delimiter);
    if (status != MLA_OK)
        return status;
    while (!mla__lex_take(lex, ')')) {
        mla_imap_raw_item item = {.status = MLA_OK};
        status = mla__lex_astring(lex, &item.name);
        mla__lex_spaces(lex);
        if (status == MLA_OK)
            status = mla__keep_raw(lex, &result->extensions, &item);
        if (status != MLA_OK)
            return status;
    }
    return MLA_OK;
}

/* ((...)(...)) or NIL. */
static int32_t read_list(mla_imap_decoder *decoder, mla__lex *lex, mla_imap_namespace_list *list) {
    mla__lex_spaces(lex);
    if (mla__lex_take_nil(lex) || mla__lex_is_end(lex))
        return MLA_OK;
    if (!mla__lex_take(lex, '('))
        return MLA_E_MALFORMED;
    while (!mla__lex_take(lex, ')')) {
        mla_imap_namespace *item = mla__arena_append(lex->arena, list, sizeof *item);
        if (item == NULL)
            return MLA_E_LIMIT;
        int32_t status =
            mla__lex_take(lex, '(') ? read_namespace(decoder, lex, item) : MLA_E_MALFORMED;
        if (status != MLA_OK)
            return status;
    }
    return MLA_OK;
}

int32_t mla__read_namespace(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_namespaces *namespaces = mla__arena_alloc(lex->arena, sizeof *namespaces);
    if (namespaces == NULL)
        return MLA_E_LIMIT;
    *namespaces = (mla_imap_namespaces){.struct_size = sizeof *namespaces};
    decoder->event.type = MLA_IMAP_EVENT_NAMESPACE;
    decoder->event.namespaces = namespaces;
    int32_t status = read_list(decoder, lex, &namespaces->personal);
    if (status == MLA_OK)
        status = read_list(decoder, lex, &namespaces->other_users);
    if (status == MLA_OK)
        status = read_list(decoder, lex, &namespaces->shared);
    return status;
}
