/* SPDX-License-Identifier: MIT */
/* Commands that the library does not know. */
#include <mailaccess/imap_command.h>

#include "base/mem.h"
#include "imap/command.h"
#include "imap/encoder.h"

static void put_literal(mla_imap *imap, mla_str octets) {
    if (octets.ptr == NULL || memchr(octets.ptr, '\0', octets.len) != NULL)
        mla__refuse(imap, MLA_E_INVALID, "NUL in a literal");
    mla__put_literal(imap, octets);
}

/* In the order of MLA_IMAP_PIECE_*. */
static void (*const writers[])(mla_imap *, mla_str) = {
    mla__put_text, mla__put_string, mla__put_secret, mla__put_mailbox, put_literal,
};

int32_t mla_imap_submit_raw(mla_imap *imap, const mla_imap_piece *pieces, size_t count,
                            uint32_t *command) {
    mla__begin(imap, MLA__IMAP_RAW);
    if (count == 0)
        mla__refuse(imap, MLA_E_INVALID, "no command");
    for (size_t i = 0; i < count; i++) {
        if ((uint32_t)pieces[i].type < sizeof writers / sizeof writers[0])
            writers[pieces[i].type](imap, pieces[i].text);
        else
            mla__refuse(imap, MLA_E_INVALID, "a piece of no kind");
    }
    return mla__end(imap, command);
}
