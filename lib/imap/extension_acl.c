/* SPDX-License-Identifier: MIT */
/* ACL, LISTRIGHTS and MYRIGHTS (RFC 4314 section 3). */
#include "imap/extension_fields.h"

static const uint8_t acl[] = {
    MLA__RESPONSE(ACL, acl, mla_imap_acl),
    MLA__FIELD(MAILBOX, mla_imap_acl, mailbox),
    MLA__ARRAY(REST, mla_imap_acl, entries, mla_imap_acl_entry),
    MLA__FIELD(STRING, mla_imap_acl_entry, identifier),
    MLA__FIELD(STRING, mla_imap_acl_entry, rights),
    MLA__FIELD_END,
};

static const uint8_t listrights[] = {
    MLA__RESPONSE(LISTRIGHTS, acl, mla_imap_acl),
    MLA__FIELD(MAILBOX, mla_imap_acl, mailbox),
    MLA__FIELD(STRING, mla_imap_acl, identifier),
    MLA__FIELD(STRING, mla_imap_acl, rights),
    MLA__ARRAY(REST, mla_imap_acl, optional, mla_str),
    MLA__ITEM(STRING),
    MLA__FIELD_END,
};

static const uint8_t myrights[] = {
    MLA__RESPONSE(MYRIGHTS, acl, mla_imap_acl),
    MLA__FIELD(MAILBOX, mla_imap_acl, mailbox),
    MLA__FIELD(STRING, mla_imap_acl, rights),
    MLA__FIELD_END,
};

int32_t mla__read_acl(mla_imap_decoder *decoder, mla__lex *lex) {
    return mla__read_fields(decoder, lex, acl);
}

int32_t mla__read_listrights(mla_imap_decoder *decoder, mla__lex *lex) {
    return mla__read_fields(decoder, lex, listrights);
}

int32_t mla__read_myrights(mla_imap_decoder *decoder, mla__lex *lex) {
    return mla__read_fields(decoder, lex, myrights);
}
