/* SPDX-License-Identifier: MIT */
#include "imap/command.h"

#include "imap/queue.h"

/* A raw command brings its own name. */
const char mla__imap_names[] = "\12CAPABILITY"
                               "\4NOOP"
                               "\6LOGOUT"
                               "\10STARTTLS"
                               "\11LOGIN s p"
                               "\16AUTHENTICATE a"
                               "\6ENABLE"
                               "\10LIST m m"
                               "\10LSUB m m"
                               "\10SELECT m"
                               "\11EXAMINE m"
                               "\12STATUS m ("
                               "\11FETCH n ("
                               "\15UID FETCH n ("
                               "\10STORE n "
                               "\14UID STORE n "
                               "\6SEARCH"
                               "\12UID SEARCH"
                               "\7EXPUNGE"
                               "\15UID EXPUNGE n"
                               "\5CLOSE";

#define BEFORE_LOGIN (MLA__NOT_AUTHENTICATED | MLA__ALONE)
#define LISTING (MLA__AUTHENTICATED | MLA__EXPUNGES | MLA__LISTS)
#define SELECTING (MLA__AUTHENTICATED | MLA__ALONE | MLA__SELECTS)
#define BY_NUMBER (MLA__SELECTED | MLA__SEQUENCE)
#define BY_UID (MLA__SELECTED | MLA__EXPUNGES)

/* RFC 9051 section 5.5: EXPUNGE may come with every command but FETCH, STORE and SEARCH; their UID
 * forms are other commands. */
const uint16_t mla__imap_behaviours[MLA__IMAP_KINDS] = {
    [MLA__IMAP_CAPABILITY] = MLA__EXPUNGES,
    [MLA__IMAP_NOOP] = MLA__EXPUNGES,
    [MLA__IMAP_LOGOUT] = MLA__ALONE | MLA__LAST,
    [MLA__IMAP_STARTTLS] = BEFORE_LOGIN | MLA__LAST,
    [MLA__IMAP_LOGIN] = BEFORE_LOGIN | MLA__LOGS_IN,
    [MLA__IMAP_AUTHENTICATE] = BEFORE_LOGIN | MLA__LOGS_IN | MLA__LAST,
    [MLA__IMAP_ENABLE] = MLA__AUTHENTICATED | MLA__ALONE | MLA__RENAMES,
    [MLA__IMAP_LIST] = LISTING,
    [MLA__IMAP_LSUB] = LISTING,
    [MLA__IMAP_SELECT] = SELECTING,
    [MLA__IMAP_EXAMINE] = SELECTING,
    [MLA__IMAP_STATUS] = MLA__AUTHENTICATED | MLA__EXPUNGES | MLA__COUNTS,
    [MLA__IMAP_FETCH] = BY_NUMBER | MLA__FETCHES,
    [MLA__IMAP_UID_FETCH] = BY_UID | MLA__FETCHES,
    [MLA__IMAP_STORE] = BY_NUMBER | MLA__FETCHES,
    [MLA__IMAP_UID_STORE] = BY_UID | MLA__FETCHES,
    [MLA__IMAP_SEARCH] = BY_NUMBER | MLA__SEARCHES,
    [MLA__IMAP_UID_SEARCH] = BY_UID | MLA__SEARCHES,
    [MLA__IMAP_EXPUNGE] = BY_UID,
    [MLA__IMAP_UID_EXPUNGE] = BY_UID,
    [MLA__IMAP_CLOSE] = MLA__SELECTED | MLA__ALONE | MLA__DESELECTS,
    [MLA__IMAP_RAW] = MLA__ALONE,
};
