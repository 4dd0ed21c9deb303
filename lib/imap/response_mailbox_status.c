/* SPDX-License-Identifier: MIT */
#include "imap/names.h"

#include <stddef.h>

#include "imap/decoder.h"

const char mla__status_names[] = "\10MESSAGES"
                                 "\6RECENT"
                                 "\7UIDNEXT"
                                 "\13UIDVALIDITY"
                                 "\6UNSEEN"
                                 "\7DELETED"
                                 "\4SIZE"
                                 "\15HIGHESTMODSEQ"
                                 "\13APPENDLIMIT"
                                 "\11MAILBOXID"
                                 "\17DELETED-STORAGE";

#define AT(field) offsetof(mla_imap_mailbox_status, field)

/* Where the number of each stands; MAILBOXID is none. */
static const uint8_t offsets[] = {
    AT(messages),        AT(recent), AT(uidnext),       AT(uidvalidity), AT(unseen),
    AT(deleted),         AT(size),   AT(highestmodseq), AT(appendlimit), 0,
    AT(deleted_storage),
};
_Static_assert(1u << (sizeof offsets - 1) == MLA_IMAP_STATUS_DELETED_STORAGE, "none is left out");

/* MAILBOXID (F2212ea87-6097-4256-9d51-71338625) */
static int32_t read_mailboxid(mla__lex *lex, mla_imap_mailbox_status *result) {
    mla_str id;
    int32_t status = mla__lex_object_id(lex, &id);
    if (status != MLA_OK || id.ptr == NULL)
        return status != MLA_OK ? status : MLA_E_MALFORMED;
    result->mailboxid = id;
    result->items |= MLA_IMAP_STATUS_MAILBOXID;
    return MLA_OK;
}

static int32_t read_value(mla__lex *lex, mla_imap_mailbox_status *result, const mla_str *name) {
    int32_t index = mla__lex_find(mla__status_names, name);
    if (index < 0)
        return MLA_AGAIN; /* not known */
    if (offsets[index] == 0)
        return read_mailboxid(lex, result);
    uint64_t *field = (uint64_t *)(void *)((char *)result + offsets[index]);
    /* APPENDLIMIT NIL: none of its own (RFC 7889 section 3.2). Elsewhere NIL is no number. */
    bool is_nil = mla__lex_take_nil(lex);
    if (is_nil && field != &result->appendlimit) {
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_NUMBER);
        return MLA_OK;
    }
    *field = UINT64_MAX;
    int32_t status = is_nil ? MLA_OK : mla__lex_number(lex, field);
    if (status == MLA_OK)
        result->items |= 1u << index;
    return status;
}

static int32_t read_item(mla__lex *lex, mla_imap_mailbox_status *result) {
    mla_imap_raw_item item = {.name = mla__lex_word(lex)};
    if (item.name.len == 0)
        return MLA_E_MALFORMED;
    mla__lex_spaces(lex);
    const char *value = lex->at;
    item.status = read_value(lex, result, &item.name);
    if (item.status == MLA_OK || item.status == MLA_E_INCOMPLETE)
        return item.status;
    lex->at = value;
    return mla__keep_raw(lex, &result->raw_items, &item);
}

int32_t mla__read_mailbox_status(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_mailbox_status *result = &decoder->mailbox_status;
    *result = (mla_imap_mailbox_status){.struct_size = sizeof *result};
    decoder->event.type = MLA_IMAP_EVENT_MAILBOX_STATUS;
    decoder->event.mailbox_status = result;
    int32_t status = mla__read_mailbox(decoder, lex, &result->name_raw, &result->name);
    if (status != MLA_OK)
        return status;
    if (!mla__lex_take(lex, '('))
        return MLA_E_MALFORMED;
    while (!mla__lex_take(lex, ')') && !mla__lex_is_end(lex)) {
        status = read_item(lex, result);
        if (status != MLA_OK)
            return status;
    }
    return MLA_OK;
}
