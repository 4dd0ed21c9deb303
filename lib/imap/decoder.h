/* SPDX-License-Identifier: MIT */
/**
 * The decoder's inside: what the readers of the response families fill in.
 *
 * A reader gets the frame behind the keyword, fills in the payload and points the event to it. It returns MLA_OK, or
 * the reason why the response is handed out raw. MLA_E_INCOMPLETE: the text ends inside a quoted string, or
 * right behind a literal of a list that is still open, and may go on in the next line.
 */
#ifndef MLA_IMAP_DECODER_H
#define MLA_IMAP_DECODER_H

#include <stdbool.h>

#include <mailaccess/imap_response.h>

#include "base/arena.h"
#include "imap/lex.h"
#include "imap/part_tree.h"
#include "imap/wire.h"

#define MLA__STREAM_RANGES 128u
#define MLA__STREAM_NODES 80u
#define MLA__STREAM_SCORES 1024u

/** A body section that was sent as a quoted string, a short literal that is none, or NIL. */
typedef struct mla__inline_body {
    mla_str item;
    mla_str value;
} mla__inline_body;

typedef enum mla__stream_phase {
    MLA__STREAM_NONE,   /**< no reply is being read */
    MLA__STREAM_WORDS,  /**< between the tokens of the reply */
    MLA__STREAM_IN_SET, /**< inside a set of numbers */
    MLA__STREAM_IN_SCORES,
    MLA__STREAM_COMPLETE
} mla__stream_phase;

/** A reply that is read as it comes (response_stream.h). */
typedef struct mla__stream {
    const struct mla__stream_family *family;
    mla__stream_phase phase;
    bool is_pending;    /**< `lex` stands in a reply that is not read up yet */
    bool is_whole;      /**< ... and that reply's end is in the frame */
    bool was_given;     /**< an event with all that was read went out */
    bool ends_in_space; /**< what was read so far */
    bool has_scores;    /**< `items` are the scores of an ESEARCH */
    size_t count;       /**< of ranges, nodes or scores */
    union {
        mla_imap_range ranges[MLA__STREAM_RANGES];
        mla_imap_thread_node nodes[MLA__STREAM_NODES];
        uint8_t scores[MLA__STREAM_SCORES];
    } items;
} mla__stream;

/** The open parentheses of a THREAD reply. */
typedef struct mla__thread_stack {
    uint32_t *parents; /**< in the arena: the message that what follows answers, for each level */
    uint32_t *depths;
    uint32_t level;
    uint32_t parent;   /**< on the level at hand */
    uint32_t depth;    /**< of what comes next */
    bool is_open_only; /**< nothing stands behind the last opening parenthesis yet */
} mla__thread_stack;

/** What is used most stands in front, and the smallest of it first: short offsets make short instructions. */
struct mla_imap_decoder {
    bool is_greeted;
    bool is_utf8;
    bool is_thorough;    /**< for tests: not the quick way */
    bool is_final;       /**< the frame cannot be made longer */
    bool is_fetch_plain; /**< what `fetch` does not have by its `items` is cleared */
    mla_imap_event event;
    mla__lex lex;
    mla__wire wire;
    mla__arena arena;
    /** of the last event, if it was a plain response that was handed out whole (quick.h); else 0 */
    int32_t quick_type;
    int32_t error;                   /**< sticky */
    mla__inline_body *inline_bodies; /**< in the arena; handed out before the FETCH */
    size_t inline_body_count;
    size_t inline_body_next;
    int32_t inline_body_step; /**< the event type that comes next for it */
    size_t
        behind_section; /**< where the frame goes on behind the last one that streamed; 0: none did */
    mla_imap_fetch fetch;
    mla_imap_body body;
    mla_imap_status status;
    mla_imap_flags flags;
    mla_imap_list list;
    mla_imap_mailbox_status mailbox_status;
    mla_imap_search search;
    mla_imap_vanished vanished;
    mla_imap_thread thread;
    mla__thread_stack thread_stack;
    /** the FETCH whose inline bodies are handed out first; type 0: none */
    mla_imap_event held_fetch;
    uint32_t forgiven[MLA_IMAP_FORGIVEN_RULES];
    mla_imap_limits limits;
    mla_allocator allocator;
    mla__stream stream;
};

typedef int32_t (*mla__response_reader)(mla_imap_decoder *decoder, mla__lex *lex);

/** Makes an event of `decoder->body`. @param type MLA_IMAP_EVENT_BODY_*. @param data may be NULL. @return MLA_OK. */
int32_t mla__give_body(mla_imap_decoder *decoder, int32_t type, const mla_str *data);

/* response_status.c */

/** From behind the condition to the end. @param tag NULL: there is none. @return MLA_OK. */
int32_t mla__read_status(mla_imap_decoder *decoder, mla__lex *lex, int32_t condition,
                         const mla_str *tag);

int32_t mla__read_capability(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_enabled(mla_imap_decoder *decoder, mla__lex *lex);

/** The rest of a lex as words without parentheses. @param words out: NULL so far; their count stands behind it. */
int32_t mla__read_bare_words(mla__lex *lex, const mla_str **words);

/* response_code.c */

/** A code with its brackets and the spaces behind it, if there is one. */
void mla__read_code(mla__lex *lex, mla_imap_code *code);

/* What the arguments of a code may be, in this order. */
#define MLA__CODE_GROUP 1u        /**< those that follow stand in parentheses */
#define MLA__CODE_ARGUMENT 2u     /**< a string */
#define MLA__CODE_VALUE 4u        /**< a number; what is none ends them, or is one of the words */
#define MLA__CODE_SOURCE 8u       /**< a set */
#define MLA__CODE_DESTINATION 16u /**< a set */
#define MLA__CODE_GOAL 32u        /**< a number */
#define MLA__CODE_WORDS 64u       /**< up to the end */
#define MLA__CODE_LIST 128u       /**< words in parentheses */

/* extension_code.c: names as mla__lex_find() takes them, and what the arguments of each are. */
extern const char mla__extension_code_names[];
extern const uint8_t mla__extension_code_fields[];

/* response_flags.c */
int32_t mla__read_flag_list(mla__lex *lex, mla_imap_flags *flags);
int32_t mla__read_flags(mla_imap_decoder *decoder, mla__lex *lex);

/* response_list.c */
int32_t mla__read_list(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_lsub(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_xlist(mla_imap_decoder *decoder, mla__lex *lex);

/** An attribute of a mailbox, with or without its backslash. @return MLA_IMAP_MAILBOX_*, or 0. */
uint32_t mla__mailbox_attribute(const mla_str *name);

/**
 * A mailbox name, and the same in UTF-8. One without quotes goes on up to the end of the frame, or to the list in
 * parentheses that ends it: Exchange sends names with spaces and TABs.
 */
int32_t mla__read_mailbox(mla_imap_decoder *decoder, mla__lex *lex, mla_str *raw, mla_str *name);

/** A name that was read already in UTF-8. */
int32_t mla__decode_mailbox(mla_imap_decoder *decoder, mla__lex *lex, const mla_str *raw,
                            mla_str *name);

/* response_mailbox_status.c */
int32_t mla__read_mailbox_status(mla_imap_decoder *decoder, mla__lex *lex);

/* response_fetch.c */
int32_t mla__read_fetch(mla_imap_decoder *decoder, mla__lex *lex);
/** A quoted date, or NIL. */
int32_t mla__read_date(mla__lex *lex, mla_imap_date *date);

/* response_body_section.c */

/** From a frame that ends where a literal streams: which message and item it is. */
void mla__read_body_begin(mla_imap_decoder *decoder, mla__lex *lex);

/**
 * A section within a FETCH: one that streamed is handed out already, another one is kept until all
 * is read.
 */
int32_t mla__read_section(mla_imap_decoder *decoder, mla__lex *lex, const mla_str *name);

/** Fills in section and origin of a body from the name of its item. */
void mla__set_body_item(mla_imap_body *body, const mla_str *item);

/** What stands between the brackets of an item's name; absent when it has none. */
mla_str mla__section_of(const mla_str *item);

/** Whether the name of an item is that of a body section. */
bool mla__is_body_item(const mla_str *name);

/* response_envelope.c */
int32_t mla__read_envelope(mla__lex *lex, const mla_imap_envelope **result);

/* response_body_extension.c */

/** Disposition, languages and location, as far as they are there. */
int32_t mla__read_part_extension(mla__lex *lex, mla_imap_part *part);

/* response_body_structure.c */
int32_t mla__read_body_structure(mla__lex *lex, bool is_extended,
                                 const mla_imap_body_structure **result);

/* response_parameters.c */

/**
 * ("CHARSET" "utf-8" ...), NIL, "()"; a string alone is let pass.
 *
 * @param may_be_nil a value: of ID.
 */
int32_t mla__read_parameters(mla__lex *lex, mla_imap_parameters *list, bool may_be_nil);

/* extension_fields.c */

/** As mla__read_mailbox(), for a name that other words follow: without quotes it is one word. */
int32_t mla__read_mailbox_word(mla_imap_decoder *decoder, mla__lex *lex, mla_str *raw,
                               mla_str *name);

/* extension_list.c */

/** The items at the end of a LIST response; all of them are kept raw, too. */
int32_t mla__read_list_extended(mla_imap_decoder *decoder, mla__lex *lex);

/* extension_fetch.c */

/** The value of an item that an extension defines. @return MLA_AGAIN when the name is not known. */
int32_t mla__read_fetch_item(mla_imap_fetch *fetch, mla__lex *lex, const mla_str *name);

/** UIDONLY: the number is the UID. */
int32_t mla__read_uidfetch(mla_imap_decoder *decoder, mla__lex *lex);

/* extension_annotation.c */

/** (entry (attribute value ...) ...): adds to those that there are. */
int32_t mla__read_annotations(mla__lex *lex, mla_imap_fetch *fetch);

/* extension_*.c: those of them that are built (option imap_extensions). */
int32_t mla__read_namespace(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_id(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_quota(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_quotaroot(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_acl(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_listrights(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_myrights(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_metadata(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_language(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_comparator(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_genurlauth(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_urlfetch(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_jmapaccess(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_conversion(mla_imap_decoder *decoder, mla__lex *lex);
int32_t mla__read_converted(mla_imap_decoder *decoder, mla__lex *lex);

/* response_raw.c */

/**
 * One more of a list of items that are kept raw, growing in the arena. Out of memory: the item is dropped and counted.
 *
 * @param items behind it stands their count.
 * @param item  its status says why; MLA_AGAIN: it is not known.
 */
void mla__add_raw_item(mla__lex *lex, const mla_imap_raw_item **items,
                       const mla_imap_raw_item *item);

/** Skips the value at the cursor and keeps it so. @param item all of it but the value, which is filled in. */
int32_t mla__keep_raw(mla__lex *lex, const mla_imap_raw_item **items, mla_imap_raw_item *item);

#endif
