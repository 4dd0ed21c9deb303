/* SPDX-License-Identifier: MIT */
/**
 * The decoder's inside: what the readers of the response families fill in.
 *
 * A reader gets the frame behind the keyword, fills in the payload and points the event to it. It returns MLA_OK, or
 * the reason why the response is handed out raw. MLA_E_INCOMPLETE: the text ends inside a quoted string.
 */
#ifndef MLA_IMAP_DECODER_H
#define MLA_IMAP_DECODER_H

#include <stdbool.h>

#include <mailaccess/imap_response.h>

#include "base/arena.h"
#include "imap/lex.h"
#include "imap/wire.h"

#define MLA__SEARCH_RANGES 128u
#define MLA__FETCH_ITEMS 32u

/** A body section that was sent as a quoted string, a short literal that is none, or NIL. */
typedef struct mla__inline_body {
    mla_str item;
    mla_str value;
} mla__inline_body;

typedef enum mla__search_phase {
    MLA__SEARCH_NONE,   /**< no reply is being read */
    MLA__SEARCH_WORDS,  /**< between the tokens of the reply */
    MLA__SEARCH_IN_SET, /**< inside the set of an ESEARCH ALL */
    MLA__SEARCH_COMPLETE
} mla__search_phase;

struct mla_imap_decoder {
    mla_allocator allocator;
    mla_imap_limits limits;
    mla__wire wire;
    mla__arena arena;
    mla_imap_event event;
    mla_imap_event
        held_fetch; /**< the FETCH whose inline bodies are handed out first; type 0: none */
    mla_imap_status status;
    mla_imap_flags flags;
    mla_imap_list list;
    mla_imap_mailbox_status mailbox_status;
    mla_imap_search search;
    mla_imap_fetch fetch;
    mla_imap_body body;
    mla__inline_body *inline_bodies; /**< in the arena; handed out before the FETCH */
    size_t inline_body_count;
    size_t inline_body_next;
    int32_t inline_body_step; /**< the event type that comes next for it */
    mla_imap_range ranges[MLA__SEARCH_RANGES];
    uint8_t next_items
        [MLA__FETCH_ITEMS]; /**< for each FETCH item the one that followed it last; 0: the first */
    uint8_t item;           /**< of the last one that was read; 0: none yet */
    mla__search_phase search_phase;
    uint64_t forgiven;
    int32_t error; /**< sticky */
    bool is_greeted;
    bool is_utf8;
    bool is_final;     /**< the frame cannot be made longer */
    bool is_searching; /**< `lex` stands in a search reply that is not read up yet */
    bool is_whole;     /**< ... and that reply's end is in the frame */
    mla__lex lex;
};

typedef int32_t (*mla__response_reader)(mla_imap_decoder *decoder, mla__lex *lex);

/* response_status.c */

/** The type of a condition, MLA_IMAP_OK...; 0 when the word is none. */
int32_t mla__status_condition(mla_str word);

/** From behind the condition to the end. */
void mla__read_status(mla_imap_decoder *decoder, mla__lex *lex, int32_t condition, mla_str tag);

int32_t mla__read_capability(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_enabled(mla_imap_decoder *decoder, mla__lex *lex);

/** The rest of a lex as words without parentheses. */
int32_t mla__read_bare_words(mla__lex *lex, const mla_str **words, size_t *count);

/* response_flags.c */
int32_t mla__read_flag_list(mla__lex *lex, mla_imap_flags *flags);
int32_t mla__read_flags(mla_imap_decoder *decoder, mla__lex *lex);

/* response_list.c */
int32_t mla__read_list(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_lsub(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_xlist(mla_imap_decoder *decoder, mla__lex *lex);

/** A mailbox name up to the end of the frame or `stop`, and the same in UTF-8. */
int32_t mla__read_mailbox(mla_imap_decoder *decoder, mla__lex *lex, mla_str *raw, mla_str *name);

/* response_mailbox_status.c */
int32_t mla__read_mailbox_status(mla_imap_decoder *decoder, mla__lex *lex);

/* response_search.c */

/** Whether a keyword is that of a SEARCH, SORT or ESEARCH reply. */
bool mla__search_is(mla_str word, bool *is_extended);

/** Begins a reply; mla__search_step() reads it. */
void mla__search_begin(mla_imap_decoder *decoder, bool is_extended);

/**
 * Reads on. @param is_whole the lex ends where the reply ends.
 *
 * @return MLA_OK: an event is ready; MLA_AGAIN: all but an unfinished token is read.
 */
int32_t mla__search_step(mla_imap_decoder *decoder, mla__lex *lex, bool is_whole);

/* response_fetch.c */
int32_t mla__read_fetch(mla_imap_decoder *decoder, mla__lex *lex);

/** From a frame that ends where a literal streams: which message and item it is. */
void mla__read_body_begin(mla_imap_decoder *decoder, mla__lex *lex);

/** Fills in section and origin of a body from the name of its item. */
void mla__set_body_item(mla_imap_body *body, mla_str item);

/** Whether the name of an item is that of a body section. */
bool mla__is_body_item(mla_str name);

/* response_envelope.c */
int32_t mla__read_envelope(mla__lex *lex, const mla_imap_envelope **result);

/* response_body_structure.c */
int32_t mla__read_body_structure(mla__lex *lex, bool is_extended,
                                 const mla_imap_body_structure **result);

/* response_raw.c */

/** A list of items that are kept raw, growing in the arena. Out of memory: the item is dropped and counted. */
void mla__add_raw_item(mla__lex *lex, const mla_imap_raw_item **items, size_t *count,
                       mla_imap_raw_item item);

/** Skips the value at the cursor and keeps it raw with the status that says why. */
int32_t mla__keep_raw(mla__lex *lex, const mla_imap_raw_item **items, size_t *count, mla_str name,
                      int32_t status);

#endif
