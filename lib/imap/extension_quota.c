/* SPDX-License-Identifier: MIT */
/* QUOTA and QUOTAROOT (RFC 9208 section 4.2). */
#include "imap/extension_fields.h"

/* "" (STORAGE 10 512) */
static const uint8_t quota[] = {
    MLA__RESPONSE(QUOTA, quota, mla_imap_quota),
    MLA__FIELD(STRING, mla_imap_quota, root),
    MLA__ARRAY(LIST, mla_imap_quota, resources, mla_imap_quota_resource),
    MLA__FIELD(STRING, mla_imap_quota_resource, name),
    MLA__FIELD(NUMBER, mla_imap_quota_resource, usage),
    MLA__FIELD(NUMBER, mla_imap_quota_resource, limit),
    MLA__FIELD_END,
};

static const uint8_t quotaroot[] = {
    MLA__RESPONSE(QUOTAROOT, quota_roots, mla_imap_quota_roots),
    MLA__FIELD(MAILBOX, mla_imap_quota_roots, mailbox),
    MLA__ARRAY(REST, mla_imap_quota_roots, roots, mla_str),
    MLA__ITEM(STRING),
    MLA__FIELD_END,
};

int32_t mla__read_quota(mla_imap_decoder *decoder, mla__lex *lex) {
    return mla__read_fields(decoder, lex, quota);
}

int32_t mla__read_quotaroot(mla_imap_decoder *decoder, mla__lex *lex) {
    return mla__read_fields(decoder, lex, quotaroot);
}
