/* SPDX-License-Identifier: MIT */
/** The table of commands: how each is called, what it needs and what it may change. */
#ifndef MLA_IMAP_COMMAND_H
#define MLA_IMAP_COMMAND_H

#include <mailaccess/base.h>

enum {
    MLA__IMAP_CAPABILITY,
    MLA__IMAP_NOOP,
    MLA__IMAP_LOGOUT,
    MLA__IMAP_STARTTLS,
    MLA__IMAP_LOGIN,
    MLA__IMAP_AUTHENTICATE,
    MLA__IMAP_ENABLE,
    MLA__IMAP_LIST,
    MLA__IMAP_LSUB,
    MLA__IMAP_SELECT,
    MLA__IMAP_EXAMINE,
    MLA__IMAP_STATUS,
    MLA__IMAP_FETCH,
    MLA__IMAP_UID_FETCH,
    MLA__IMAP_STORE,
    MLA__IMAP_UID_STORE,
    MLA__IMAP_SEARCH,
    MLA__IMAP_UID_SEARCH,
    MLA__IMAP_EXPUNGE,
    MLA__IMAP_UID_EXPUNGE,
    MLA__IMAP_CLOSE,
    MLA__IMAP_RAW,
    MLA__IMAP_KINDS
};

/** In that order; lower case stands for an argument that each such command has: see mla__put_row(). */
extern const char mla__imap_names[];

/** Bits of queue.h. */
extern const uint16_t mla__imap_behaviours[MLA__IMAP_KINDS];

#endif
