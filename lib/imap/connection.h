/* SPDX-License-Identifier: MIT */
/** The inside of a connection, for the files that share it. */
#ifndef MLA_IMAP_CONNECTION_H
#define MLA_IMAP_CONNECTION_H

#include <stdbool.h>

#include <mailaccess/imap.h>
#include <mailaccess/sasl.h>

#include "imap/capability.h"
#include "imap/queue.h"

/** AUTHENTICATE in progress; there is never more than one. */
typedef struct mla__exchange {
    mla_sasl *sasl;
    int32_t failure; /**< why "*" was sent; MLA_OK when it was not */
    /** The initial response went with the command, and no challenge came since. */
    bool is_in_command;
} mla__exchange;

/** What is used most stands in front, and the smallest of it first: short offsets make short instructions. */
struct mla_imap {
    bool is_upgrading;
    bool is_utf8;
    bool is_raw; /**< the application gives mailbox names as they are sent */
    bool said_bye;
    mla_imap_decoder *decoder;
    int32_t failure; /**< sticky: what `next` answers for ever */
    int32_t state;
    int32_t encoding;    /**< how the command that is being written goes: MLA_OK, or why not */
    uint32_t first_run;  /**< of it */
    mla__queued encoded; /**< it */
    uint32_t last_number;
    mla_imap_event event; /**< the decoder's, with what the connection adds */
    mla__capabilities capabilities;
    mla__exchange exchange;
    mla__queue queue;
    mla_error error;
    int32_t bye_retry; /**< MLA_RETRY_* of a BYE that was said unasked */
    uint64_t bye_retry_after_ms;
    const char *received; /**< where rx_buf gave room */
    size_t room;
    mla_allocator allocator;
};

/** Notes an error. @param detail static. @return `status`. */
int32_t mla__imap_fail(mla_imap *imap, int32_t status, const char *detail);

/** How mailbox names go over the wire, in both directions. */
void mla__imap_set_utf8(mla_imap *imap, bool is_utf8);

#endif
