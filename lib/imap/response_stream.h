/* SPDX-License-Identifier: MIT */
/**
 * Replies that may be longer than any buffer (SEARCH, SORT, ESEARCH, VANISHED, THREAD): they are read as they come, and
 * handed out in pieces.
 */
#ifndef MLA_IMAP_RESPONSE_STREAM_H
#define MLA_IMAP_RESPONSE_STREAM_H

#include "imap/decoder.h"

typedef struct mla__stream_family {
    const char *name;
    /** Clears the payload. */
    void (*begin)(mla_imap_decoder *decoder);
    /**
     * Takes one token at the cursor; numbers go to decoder->stream.items.
     *
     * @return MLA_OK; MLA_AGAIN when more of the line may belong to it; MLA_END when there is no room for its numbers.
     */
    int32_t (*read)(mla_imap_decoder *decoder, mla__lex *lex);
    /** Points the event to the payload. */
    void (*give)(mla_imap_decoder *decoder, bool more);
} mla__stream_family;

/** @return NULL when a keyword is not that of such a reply. */
const mla__stream_family *mla__stream_find(const mla_str *word);

void mla__stream_begin(mla_imap_decoder *decoder, const mla__stream_family *family);

/**
 * Reads on.
 *
 * @return MLA_OK: an event is ready; MLA_AGAIN: all but an unfinished token is read.
 */
int32_t mla__stream_step(mla_imap_decoder *decoder, mla__lex *lex);

/** Where the token at the cursor ends for certain; NULL when more of the line may belong to it. */
const char *mla__stream_token_end(const mla_imap_decoder *decoder, const mla__lex *lex);

/** Copies text that has to outlive the piece of the line that it stands in; absent when memory is exhausted. */
void mla__stream_keep(mla__lex *lex, mla_str *text);

/* extension_esearch.c */

/** MAILBOX or UIDVALIDITY of a correlator, at whose value the cursor stands. @return whether it was read. */
bool mla__read_search_origin(mla_imap_decoder *decoder, mla__lex *lex, mla_str name);

/**
 * PARTIAL, RELEVANCY, ADDTO or REMOVEFROM, at whose value the cursor stands.
 *
 * @param end of the value; NULL: more of the line may belong to it.
 * @return MLA_AGAIN: it is none of them, or has to be whole before it can be read.
 */
int32_t mla__read_search_item(mla_imap_decoder *decoder, mla__lex *lex, mla_str name,
                              const char *end);

/** A score of RELEVANCY, or the end of the list. @return as `read` of a family. */
int32_t mla__read_score(mla_imap_decoder *decoder, mla__lex *lex);

/** Says that what was read are scores, where they are. */
void mla__give_scores(mla_imap_decoder *decoder, bool more);

/** Points the event to `decoder->search`. */
void mla__give_search(mla_imap_decoder *decoder, bool more);

/* response_search.c, response_esearch.c, extension_vanished.c, extension_thread.c */
extern const mla__stream_family mla__search_family;
extern const mla__stream_family mla__sort_family;
extern const mla__stream_family mla__esearch_family;
extern const mla__stream_family mla__vanished_family;
extern const mla__stream_family mla__thread_family;

#endif
