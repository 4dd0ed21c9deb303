/* SPDX-License-Identifier: MIT */
/* QUOTA and QUOTAROOT (RFC 9208 section 4.2). */
#include "imap/decoder.h"

#define RESOURCES_FIRST 2u

/* STORAGE 10 512 */
static int32_t read_resource(mla__lex *lex, mla_imap_quota_resource *resource) {
    int32_t status = mla__lex_astring(lex, &resource->name);
    mla__lex_spaces(lex);
    if (status == MLA_OK)
        status = mla__lex_number(lex, &resource->usage);
    mla__lex_spaces(lex);
    if (status == MLA_OK)
        status = mla__lex_number(lex, &resource->limit);
    return status;
}

int32_t mla__read_quota(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_quota *quota = mla__arena_alloc(lex->arena, sizeof *quota);
    if (quota == NULL)
        return MLA_E_LIMIT;
    *quota = (mla_imap_quota){.struct_size = sizeof *quota};
    decoder->event.type = MLA_IMAP_EVENT_QUOTA;
    decoder->event.quota = quota;
    mla__lex_spaces(lex);
    int32_t status = mla__lex_astring(lex, &quota->root);
    if (status != MLA_OK)
        return status;
    if (!mla__lex_take(lex, '('))
        return MLA_E_MALFORMED;
    mla_imap_quota_resource *resources = NULL;
    for (size_t n = 0; !mla__lex_take(lex, ')'); quota->resource_count = ++n) {
        resources = mla__arena_room(lex->arena, resources, n, RESOURCES_FIRST, sizeof *resources);
        status = resources != NULL ? read_resource(lex, &resources[n]) : MLA_E_LIMIT;
        if (status != MLA_OK)
            return status;
        quota->resources = resources;
    }
    return MLA_OK;
}

int32_t mla__read_quotaroot(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_quota_roots *roots = mla__arena_alloc(lex->arena, sizeof *roots);
    if (roots == NULL)
        return MLA_E_LIMIT;
    *roots = (mla_imap_quota_roots){.struct_size = sizeof *roots};
    decoder->event.type = MLA_IMAP_EVENT_QUOTAROOT;
    decoder->event.quota_roots = roots;
    int32_t status = mla__read_mailbox_word(decoder, lex, &roots->mailbox_raw, &roots->mailbox);
    return status == MLA_OK ? mla__lex_astrings(lex, &roots->roots, &roots->root_count) : status;
}
