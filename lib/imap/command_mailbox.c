/* SPDX-License-Identifier: MIT */
/* Commands after the login (RFC 9051 section 6.3). */
#include <mailaccess/imap_command.h>

#include "imap/command.h"
#include "imap/encoder.h"
#include "imap/names.h"

int32_t mla_imap_submit_enable(mla_imap *imap, const mla_str *names, size_t count,
                               uint32_t *command) {
    mla__begin(imap, MLA__IMAP_ENABLE, NULL);
    if (count == 0)
        mla__refuse_argument(imap, "nothing to enable");
    mla__put_members(imap, 'a', names, count);
    return mla__end(imap, command);
}

int32_t mla_imap_submit_list(mla_imap *imap, mla_str reference, mla_str pattern,
                             uint32_t *command) {
    const mla_str arguments[] = {reference, pattern};
    return mla__submit(imap, MLA__IMAP_LIST, arguments, command);
}

int32_t mla_imap_submit_lsub(mla_imap *imap, mla_str reference, mla_str pattern,
                             uint32_t *command) {
    const mla_str arguments[] = {reference, pattern};
    return mla__submit(imap, MLA__IMAP_LSUB, arguments, command);
}

int32_t mla_imap_submit_select(mla_imap *imap, mla_str mailbox, uint32_t *command) {
    return mla__submit(imap, MLA__IMAP_SELECT, &mailbox, command);
}

int32_t mla_imap_submit_examine(mla_imap *imap, mla_str mailbox, uint32_t *command) {
    return mla__submit(imap, MLA__IMAP_EXAMINE, &mailbox, command);
}

int32_t mla_imap_submit_status(mla_imap *imap, mla_str mailbox, uint32_t items, uint32_t *command) {
    mla__begin(imap, MLA__IMAP_STATUS, &mailbox);
    if (items == 0)
        mla__refuse_argument(imap, "no items");
    mla__put_bits(imap, items, mla__status_names);
    mla__put_char(imap, ')');
    return mla__end(imap, command);
}
