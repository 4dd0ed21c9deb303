/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "base/ascii.h"
#include "imap/decoder.h"

typedef struct status_row {
    char name[16];
    uint16_t offset; /* of a uint64_t in mla_imap_mailbox_status */
    uint32_t item;
} status_row;

#define ROW(name, field, item) \
    { name, offsetof(mla_imap_mailbox_status, field), MLA_IMAP_STATUS_##item }

static const status_row rows[] = {
    ROW("MESSAGES", messages, MESSAGES),
    ROW("RECENT", recent, RECENT),
    ROW("UIDNEXT", uidnext, UIDNEXT),
    ROW("UIDVALIDITY", uidvalidity, UIDVALIDITY),
    ROW("UNSEEN", unseen, UNSEEN),
    ROW("DELETED", deleted, DELETED),
    ROW("SIZE", size, SIZE),
    ROW("HIGHESTMODSEQ", highestmodseq, HIGHESTMODSEQ),
    ROW("APPENDLIMIT", appendlimit, APPENDLIMIT),
    ROW("DELETED-STORAGE", deleted_storage, DELETED_STORAGE),
};

static const status_row *find_row(mla_str name) {
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (mla__ascii_is_word_nocase(name, rows[i].name))
            return &rows[i];
    return NULL;
}

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

static int32_t read_value(mla__lex *lex, mla_imap_mailbox_status *result, mla_str name) {
    if (mla__ascii_is_word_nocase(name, "MAILBOXID"))
        return read_mailboxid(lex, result);
    const status_row *row = find_row(name);
    if (row == NULL)
        return MLA_AGAIN; /* not known */
    uint64_t *field = (uint64_t *)(void *)((char *)result + row->offset);
    /* APPENDLIMIT NIL: none of its own (RFC 7889 section 3.2). Elsewhere NIL is no number. */
    bool is_nil = mla__lex_take_nil(lex);
    bool is_limit = row->item == MLA_IMAP_STATUS_APPENDLIMIT;
    mla__lex_forgive(lex, is_nil && !is_limit, MLA_IMAP_FORGIVEN_NUMBER);
    if (is_nil && !is_limit)
        return MLA_OK;
    *field = UINT64_MAX;
    int32_t status = is_nil ? MLA_OK : mla__lex_number(lex, field);
    if (status == MLA_OK)
        result->items |= row->item;
    return status;
}

static int32_t read_item(mla__lex *lex, mla_imap_mailbox_status *result) {
    mla_str name = mla__lex_word(lex);
    if (name.len == 0)
        return MLA_E_MALFORMED;
    mla__lex_spaces(lex);
    const char *value = lex->at;
    int32_t status = read_value(lex, result, name);
    if (status == MLA_OK || status == MLA_E_INCOMPLETE)
        return status;
    lex->at = value;
    return mla__keep_raw(lex, &result->raw_items, &result->raw_item_count, name,
                         status == MLA_AGAIN ? MLA_OK : status);
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
