/* SPDX-License-Identifier: MIT */
/* Commands after the login (RFC 9051 section 6.3). */
#include <mailaccess/imap_command.h>

#include "imap/command.h"
#include "imap/encoder.h"

int32_t mla_imap_submit_enable(mla_imap *imap, const mla_str *names, size_t count,
                               uint32_t *command) {
    mla__begin(imap, MLA__IMAP_ENABLE);
    if (count == 0)
        mla__refuse(imap, MLA_E_INVALID, "nothing to enable");
    for (size_t i = 0; i < count; i++) {
        mla__put_char(imap, ' ');
        mla__put_atom(imap, names[i]);
    }
    return mla__end(imap, command);
}

static int32_t submit_list(mla_imap *imap, uint8_t kind, mla_str reference, mla_str pattern,
                           uint32_t *command) {
    mla__begin(imap, kind);
    mla__put_mailbox(imap, reference);
    mla__put_char(imap, ' ');
    mla__put_mailbox(imap, pattern);
    return mla__end(imap, command);
}

int32_t mla_imap_submit_list(mla_imap *imap, mla_str reference, mla_str pattern,
                             uint32_t *command) {
    return submit_list(imap, MLA__IMAP_LIST, reference, pattern, command);
}

int32_t mla_imap_submit_lsub(mla_imap *imap, mla_str reference, mla_str pattern,
                             uint32_t *command) {
    return submit_list(imap, MLA__IMAP_LSUB, reference, pattern, command);
}

static int32_t submit_select(mla_imap *imap, uint8_t kind, mla_str mailbox, uint32_t *command) {
    mla__begin(imap, kind);
    mla__put_mailbox(imap, mailbox);
    return mla__end(imap, command);
}

int32_t mla_imap_submit_select(mla_imap *imap, mla_str mailbox, uint32_t *command) {
    return submit_select(imap, MLA__IMAP_SELECT, mailbox, command);
}

int32_t mla_imap_submit_examine(mla_imap *imap, mla_str mailbox, uint32_t *command) {
    return submit_select(imap, MLA__IMAP_EXAMINE, mailbox, command);
}

/* In the order of MLA_IMAP_STATUS_*. */
static const char status_items[] = "MESSAGES\0"
                                   "RECENT\0"
                                   "UIDNEXT\0"
                                   "UIDVALIDITY\0"
                                   "UNSEEN\0"
                                   "DELETED\0"
                                   "SIZE\0"
                                   "HIGHESTMODSEQ\0"
                                   "APPENDLIMIT\0"
                                   "MAILBOXID\0";

int32_t mla_imap_submit_status(mla_imap *imap, mla_str mailbox, uint32_t items, uint32_t *command) {
    mla__begin(imap, MLA__IMAP_STATUS);
    if (items == 0)
        mla__refuse(imap, MLA_E_INVALID, "no items");
    mla__put_mailbox(imap, mailbox);
    mla__put(imap, " (");
    mla__put_bits(imap, items, status_items);
    mla__put_char(imap, ')');
    return mla__end(imap, command);
}
