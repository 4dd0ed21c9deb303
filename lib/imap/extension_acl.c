/* SPDX-License-Identifier: MIT */
/* ACL, LISTRIGHTS and MYRIGHTS (RFC 4314 section 3). */
#include "imap/decoder.h"

#define ENTRIES_FIRST 2u

/* The mailbox, with which all three begin. */
static int32_t begin(mla_imap_decoder *decoder, mla__lex *lex, int32_t type,
                     mla_imap_acl **result) {
    mla_imap_acl *acl = mla__arena_alloc(lex->arena, sizeof *acl);
    if (acl == NULL)
        return MLA_E_LIMIT;
    *acl = (mla_imap_acl){.struct_size = sizeof *acl};
    *result = acl;
    decoder->event.type = type;
    decoder->event.acl = acl;
    int32_t status = mla__read_mailbox_word(decoder, lex, &acl->mailbox_raw, &acl->mailbox);
    mla__lex_spaces(lex);
    return status;
}

int32_t mla__read_acl(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_acl *acl;
    mla_imap_acl_entry *entries = NULL;
    int32_t status = begin(decoder, lex, MLA_IMAP_EVENT_ACL, &acl);
    for (size_t n = 0; status == MLA_OK && !mla__lex_is_end(lex); acl->entry_count = ++n) {
        entries = mla__arena_room(lex->arena, entries, n, ENTRIES_FIRST, sizeof *entries);
        status = entries != NULL ? mla__lex_astring(lex, &entries[n].identifier) : MLA_E_LIMIT;
        mla__lex_spaces(lex);
        if (status == MLA_OK)
            status = mla__lex_astring(lex, &entries[n].rights);
        mla__lex_spaces(lex);
        acl->entries = entries;
    }
    return status;
}

int32_t mla__read_listrights(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_acl *acl;
    int32_t status = begin(decoder, lex, MLA_IMAP_EVENT_LISTRIGHTS, &acl);
    if (status == MLA_OK)
        status = mla__lex_astring(lex, &acl->identifier);
    mla__lex_spaces(lex);
    if (status == MLA_OK)
        status = mla__lex_astring(lex, &acl->rights);
    return status == MLA_OK ? mla__lex_astrings(lex, &acl->optional, &acl->optional_count) : status;
}

int32_t mla__read_myrights(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_acl *acl;
    int32_t status = begin(decoder, lex, MLA_IMAP_EVENT_MYRIGHTS, &acl);
    return status == MLA_OK ? mla__lex_astring(lex, &acl->rights) : status;
}
