/* SPDX-License-Identifier: MIT */
/** What a session over IMAP has beside what every session has. */
#ifndef MLA_SESSION_IMAP_H
#define MLA_SESSION_IMAP_H

#include <mailaccess/imap_command.h>

#include "base/number.h"
#include "session/session.h"

/* In `cursor` of a fetch that decodes, instead of MLA_TRANSFER_*. */
#define MLA__IMAP_ENCODING_UNKNOWN UINT32_MAX   /**< it was asked for and not told */
#define MLA__IMAP_NO_SUCH_PART (UINT32_MAX - 1) /**< the message has other parts */

struct mla__imap_state {
    mla_imap *imap;
    mla_sasl sasl;
    bool is_greeted;
    bool is_preauthenticated;

    /* The selected folder. */
    int32_t folder_status; /**< MLA_OK: there is one; else how operations on messages fail */
    mla__session_error folder_error; /**< its detail, which is theirs too */
    bool is_selecting;
    bool is_read_only;
    bool has_loose_uids; /**< UIDNOTSTICKY or no UIDVALIDITY: they are new in each session */
    uint64_t uidvalidity;
    uint64_t exists;

    mla__texts bye; /**< what the server said with its good-bye: text and code */

    /* The body section that comes in. */
    bool is_decoding;
    bool is_body_taken;    /**< what comes in is the message; else a section beside it */
    bool is_body_complete; /**< the response that it came in is still to come */
    bool is_body_passed;   /**< the same for a section that nobody takes */
    char body_last_octet;  /**< as sent; NUL while there is none */
    uint32_t body_uid;     /**< 0: not known yet */
    mla_transfer_decoder decoder;
    char message_id[MLA__NUMBER_MAX + 1];

    /* The parts that are handed out one by one; the codec's, until its next event. */
    uint32_t parts_operation;
    const mla_imap_fetch *parts;
    size_t part_index;
};

/**
 * What became of a submission.
 *
 * @return MLA_OK; MLA_AGAIN when the codec has no room now; else the error, noted.
 */
int32_t mla__imap_submitted(mla_session *session, mla__operation *operation, int32_t status,
                            uint32_t command);

/** Notes why a command was not sent: of a connection that takes none, what the server said with its good-bye. */
int32_t mla__imap_refused(mla_session *session, int32_t status);

/* The folder. */

int32_t mla__imap_submit_select(mla_session *session, mla__operation *operation);
/** It is complete: MLA_EVENT_SELECTED. @return the status that counts for the operation. */
int32_t mla__imap_select_done(mla_session *session, mla__operation *operation,
                              const mla_imap_event *event);
/** No folder is selected, as session->error says. @return `status`. */
int32_t mla__imap_lose_folder(mla_session *session, int32_t status);
/** What needs a folder fails as the select before it did. @return the status, noted. */
int32_t mla__imap_without_folder(mla_session *session);
/** An operation was cancelled before it was sent. */
void mla__imap_skip(mla_session *session, const mla__operation *operation);

/* Opening. */

int32_t mla__imap_open(mla_session *session, mla__operation *operation);
int32_t mla__imap_greeted(mla_session *session, const mla_imap_event *event);
/** A line that is no IMAP at all. */
int32_t mla__imap_on_unparsed(mla_session *session, const mla_imap_event *event);
/** A command of opening is complete. @return the status that counts for the operation. */
int32_t mla__imap_open_done(mla_session *session, mla__operation *operation,
                            const mla_imap_event *event);
/** Keeps what the server announced for mla_session_capability(). */
int32_t mla__imap_keep_capabilities(mla_session *session);

/* Operations. */

int32_t mla__imap_submit(mla_session *session, mla__operation *operation);
const char *mla__imap_check(const mla__operation *model);
bool mla__imap_may_expunge(const mla_session *session);

/* Ids: sets of UIDs. */

/** Whether ids are a sequence-set of RFC 9051 section 9, to the letter: what is read from servers is forgiven more. */
bool mla__imap_is_set(const char *ids);
/** Whether two sets may hold the same message. @param a, b NULL: all. */
bool mla__imap_sets_overlap(const char *a, const char *b);
/** Whether an operation's set of UIDs holds this one. */
bool mla__imap_set_has(const mla__operation *operation, uint32_t uid);
/** The UID that is the whole of a set. @return 0 when it is none. */
uint32_t mla__imap_single(const char *ids);

/* Messages. */

int32_t mla__imap_on_fetch(mla_session *session, const mla_imap_event *event);
int32_t mla__imap_on_body_begin(mla_session *session, const mla_imap_event *event);
int32_t mla__imap_on_body_data(mla_session *session, const mla_imap_event *event);
int32_t mla__imap_on_body_end(mla_session *session, const mla_imap_event *event);
/** A response that could not be read: perhaps the one that a body came in. */
int32_t mla__imap_on_raw(mla_session *session, const mla_imap_event *event);

/** Hands out a part of state->parts. */
void mla__imap_next_part(mla_session *session);
/** MLA_TRANSFER_* of a part, or MLA__IMAP_NO_SUCH_PART. */
uint32_t mla__imap_encoding_of(const mla_imap_fetch *fetch, const char *path);

/** Fills in the flags of session->event. */
void mla__imap_flags(mla_session *session, const mla_imap_flags *flags);
/** The event's id, UIDVALIDITY and whether the id can be kept. @param uid 0: not known. */
void mla__imap_identify(mla_session *session, uint32_t uid);

#endif
