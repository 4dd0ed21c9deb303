/* SPDX-License-Identifier: MIT */
/* What LIST-EXTENDED adds to a LIST response (RFC 5258 section 6, RFC 9051 section 7.3.1). */
#include "imap/decoder.h"

/* ("CHILDINFO" ("SUBSCRIBED") "OLDNAME" ("INBOX/old")); a name without quotes is let pass. */
static int32_t read_extended_item(mla_imap_decoder *decoder, mla__lex *lex, mla_imap_list *list) {
    mla_imap_raw_item item;
    mla__words values;
    int32_t status = mla__lex_astring(lex, &item.name);
    if (status != MLA_OK)
        return status;
    mla__lex_spaces(lex);
    const char *value = lex->at;
    int32_t which = mla__lex_find("\11CHILDINFO\7OLDNAME", &item.name);
    status = which >= 0 ? mla__lex_words(lex, &values.words) : MLA_AGAIN;
    if (status == MLA_OK && which == 0) {
        list->child_info = values.words;
        list->child_info_count = values.count;
        return MLA_OK;
    }
    if (status == MLA_OK && values.count == 1) {
        list->old_name_raw = values.words[0];
        return mla__decode_mailbox(decoder, lex, &values.words[0], &list->old_name);
    }
    if (status == MLA_E_INCOMPLETE)
        return status;
    lex->at = value;
    item.status = status == MLA_AGAIN ? status : MLA_E_MALFORMED;
    return mla__keep_raw(lex, &list->extended_items, &item);
}

int32_t mla__read_list_extended(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_list *list = &decoder->list;
    mla__lex items = *lex;
    int32_t status = mla__lex_skip(lex, &list->extended);
    items.at++;
    mla__lex_spaces(&items);
    while (status == MLA_OK && items.at < lex->at && *items.at != ')') {
        status = read_extended_item(decoder, &items, list);
        mla__lex_spaces(&items);
    }
    lex->forgiven |= items.forgiven;
    return status;
}
