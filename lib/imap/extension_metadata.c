/* SPDX-License-Identifier: MIT */
/* METADATA (RFC 5464 section 4.4): entries with their values, or the names of those that have changed. */
#include "imap/decoder.h"

int32_t mla__read_metadata(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_metadata *metadata = mla__arena_alloc(lex->arena, sizeof *metadata);
    if (metadata == NULL)
        return MLA_E_LIMIT;
    *metadata = (mla_imap_metadata){.struct_size = sizeof *metadata};
    decoder->event.type = MLA_IMAP_EVENT_METADATA;
    decoder->event.metadata = metadata;
    int32_t status =
        mla__read_mailbox_word(decoder, lex, &metadata->mailbox_raw, &metadata->mailbox);
    metadata->has_values = mla__lex_take(lex, '(');
    while (status == MLA_OK && !mla__lex_is_at_close(lex)) {
        mla_imap_parameter *entry =
            mla__arena_append(lex->arena, &metadata->entries, sizeof *entry);
        if (entry == NULL)
            return MLA_E_LIMIT;
        status = mla__lex_astring(lex, &entry->name);
        mla__lex_spaces(lex);
        if (status == MLA_OK && metadata->has_values)
            status = mla__lex_nstring(lex, &entry->value);
    }
    bool is_closed = !metadata->has_values || mla__lex_take(lex, ')');
    mla__lex_forgive(lex, !is_closed, MLA_IMAP_FORGIVEN_UNCLOSED);
    return status;
}
