/* SPDX-License-Identifier: MIT */
/**
 * Framing: octets in, whole responses out, literals among them.
 *
 * A frame is one response as a contiguous text without its last line break. A literal stands in it as sent, header
 * and octets, when it is short; a body section, and any literal over the inline limit, streams: its octets are
 * handed out as they come and MLA__WIRE_STREAMED alone stands in the frame for header and octets. The part of the
 * frame in front of a streaming literal stays at the front of the buffer while the octets pass behind it.
 *
 * A frame has an octet behind it that may be read: a line break, or the MLA__WIRE_STREAMED of the literal that
 * streams.
 *
 * The wire knows no commands: what is a literal depends on the response's own text only.
 */
#ifndef MLA_IMAP_WIRE_H
#define MLA_IMAP_WIRE_H

#include <stdbool.h>

#include <mailaccess/imap_response.h>

#include "base/rxbuf.h"
#include "imap/literal.h"

/** Stands for a streamed literal in a frame: an octet that no response may hold. */
#define MLA__WIRE_STREAMED '\x1f'

typedef enum mla__wire_event {
    MLA__WIRE_AGAIN, /**< octets are needed */
    MLA__WIRE_FRAME, /**< `frame` is a whole response */
    MLA__WIRE_CUT,   /**< `frame` is the beginning of one that is too long; the rest is skipped */
    MLA__WIRE_FULL, /**< the line goes on past the initial buffer: grow, take from its front, or cut */
    MLA__WIRE_LITERAL, /**< a literal of `literal_size` octets streams; `frame` is what stands before it */
    MLA__WIRE_DATA, /**< `data`: octets of it */
    MLA__WIRE_LITERAL_END,
    MLA__WIRE_ERROR /**< `status` and `detail` */
} mla__wire_event;

typedef enum mla__wire_state {
    MLA__WIRE_IN_LINE,
    MLA__WIRE_IN_INLINE,
    MLA__WIRE_IN_STREAM,
    MLA__WIRE_BEHIND_STREAM, /**< its end was told; the beginning of the frame still has to move up */
    MLA__WIRE_IN_SKIP_LINE,
    MLA__WIRE_IN_SKIP_LITERAL
} mla__wire_state;

/** What is used most stands in front, and the smallest of it first: short offsets make short instructions. */
typedef struct mla__wire {
    mla__wire_state state;
    bool is_after_literal; /**< the next octet must go on with the response */
    bool is_final;         /**< the frame cannot be made longer */
    bool is_ended;         /**< the peer sends no more */
    bool is_section;       /**< the streaming literal is a body section */
    bool skips_literals;   /**< literals may stand in the rest of a frame that was cut */
    size_t scan;           /**< octets of the frame that were looked at */
    size_t taken;   /**< octets at the front that the last event showed and that are done with */
    size_t dropped; /**< octets of the line that were done with before it was whole */
    /** octets of the lines that were read once and are to be joined with the next */
    size_t joined;
    uint32_t joins;    /**< how many lines the frame at hand has beyond the first */
    uint32_t forgiven; /**< 1 << MLA_IMAP_FORGIVEN_* of the response at hand */
    mla_str frame;
    mla_str data;
    mla__judged judged;    /**< of the frame */
    size_t stream_at;      /**< index in rx.data of the next octet of the streaming literal */
    uint64_t literal_size; /**< as announced */
    uint64_t literal_left;
    mla__rxbuf rx;
    size_t initial; /**< capacity up to which a line is held without asking */
    size_t inline_max;
    uint64_t received;
    int32_t status;
    const char *detail;
} mla__wire;

int32_t mla__wire_init(mla__wire *wire, const mla_allocator *allocator, size_t initial, size_t max,
                       size_t inline_max);
void mla__wire_deinit(mla__wire *wire);

/** Forgets what was received. */
void mla__wire_reset(mla__wire *wire);

/** Whether a literal streams: from its LITERAL to the event after its LITERAL_END. */
bool mla__wire_is_streaming(const mla__wire *wire);

char *mla__wire_room(mla__wire *wire, size_t *room);
void mla__wire_commit(mla__wire *wire, size_t len);

/** Lets go of what the last event showed. */
void mla__wire_release(mla__wire *wire);

mla__wire_event mla__wire_next(mla__wire *wire);

/**
 * As if mla__wire_next() had found the literal of a body section: it streams.
 *
 * @param text   where its response begins; the event before it has been released.
 * @param header where its header begins.
 * @param behind where its octets begin.
 */
void mla__wire_begin_section(mla__wire *wire, const char *text, const char *header,
                             const char *behind, uint64_t size);

/** What of the frame has come so far. A line break, which is not part of it, is put behind. */
mla_str mla__wire_held(mla__wire *wire);

/** After FULL: hold more of the line. @return false when the limit is reached. */
bool mla__wire_grow(mla__wire *wire);

/** After FULL, FRAME or CUT: the first `len` octets are done with; the rest of the line stays. */
void mla__wire_drop(mla__wire *wire, size_t len);

/** After FULL: hands the beginning out as a CUT frame and skips the rest, in step. */
mla__wire_event mla__wire_cut(mla__wire *wire);

/**
 * After FRAME, when its text may go on (MLA_E_INCOMPLETE): the next line belongs to it unless that begins a
 * response. mla__wire_next() gives the frame again, longer or final.
 */
void mla__wire_extend(mla__wire *wire);

/** Octets received and not handed out. */
size_t mla__wire_pending(const mla__wire *wire);

#endif
