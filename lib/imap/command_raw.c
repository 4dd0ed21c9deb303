/* SPDX-License-Identifier: MIT */
/* Commands that the library does not know. */
#include <mailaccess/imap_command.h>

#include "imap/command.h"
#include "imap/encoder.h"

/* In the order of MLA_IMAP_PIECE_*, for mla__put_argument(). */
static const char forms[] = "tspml";

int32_t mla_imap_submit_raw(mla_imap *imap, const mla_imap_piece *pieces, size_t count,
                            uint32_t *command) {
    mla__begin(imap, MLA__IMAP_RAW, NULL);
    if (count == 0)
        mla__refuse_argument(imap, "no command");
    for (size_t i = 0; i < count; i++)
        if ((uint32_t)pieces[i].type < sizeof forms - 1)
            mla__put_argument(imap, forms[pieces[i].type], &pieces[i].text);
        else
            mla__refuse_argument(imap, "a piece of no kind");
    return mla__end(imap, command);
}
