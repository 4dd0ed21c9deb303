/* SPDX-License-Identifier: MIT */
/** The state of a connection, for the files that share it. */
#ifndef MLA_POP3_CONNECTION_H
#define MLA_POP3_CONNECTION_H

#include <mailaccess/pop3.h>

#include "base/txbuf.h"
#include "pop3/wire.h"

/* What the next octets are. */
enum {
    MLA__POP3_AT_GREETING,
    MLA__POP3_AT_STATUS, /**< the status line of the first command */
    MLA__POP3_AT_ROWS,
    MLA__POP3_AT_BODY,
    MLA__POP3_AT_END,     /**< the first command is complete but for its DONE */
    MLA__POP3_AT_UPGRADE, /**< TLS */
    MLA__POP3_OVER,       /**< nothing */
};

#define MLA__POP3_CANCELLED 1u /**< after it was sent: its data is withheld */
#define MLA__POP3_DROPPED 2u   /**< cancelled before: there will be no reply */
#define MLA__POP3_SILENT 4u    /**< complete already: its reply is not for the caller */
#define MLA__POP3_SECRET 8u    /**< the line holds one, from `secret` up to its end */

/** A line that was submitted. One command can have two, which follow each other. */
typedef struct mla__pop3_slot {
    uint32_t command;
    uint32_t length; /**< octets in the transmit buffer */
    uint32_t end;    /**< where they end in the stream, once released; modulo 2^32 */
    uint8_t secret;  /**< where it begins in the line */
    uint8_t kind;    /**< MLA__POP3_CAPA ... */
    uint8_t reply;   /**< MLA__POP3_REPLY_* */
    uint8_t flags;   /**< MLA__POP3_CANCELLED ... */
} mla__pop3_slot;

/* What is small and often used stands in front, where a short instruction reaches it. */
struct mla_pop3 {
    uint8_t at;     /**< MLA__POP3_AT_* */
    bool ended;     /**< the peer sends no more */
    bool closing;   /**< QUIT was submitted */
    int32_t status; /**< MLA_OK, or the fatal error */

    mla__pop3_slot *queue; /**< the first is the one whose reply is next */
    uint32_t queue_max;
    uint32_t window_max;
    uint32_t count;
    uint32_t in_flight; /**< of `count`: released */
    uint32_t commands;  /**< number of the last one submitted */
    size_t released;    /**< octets at the front of `tx` that may be sent */

    int32_t adding;       /**< status of the submission that is being made */
    uint32_t adding_from; /**< `count` before it */
    size_t adding_at;     /**< octets in `tx` before it */

    uint32_t capabilities;
    uint32_t capabilities_new; /**< those of the CAPA that is being read */
    int32_t sasl_status;       /**< of the last step */
    mla_sasl *sasl;            /**< of the AUTH that is submitted; else NULL */
    uint64_t forgiven;
    uint64_t login_delay; /**< seconds */

    mla__pop3_wire wire;
    mla__txbuf tx;
    mla_pop3_event event;
    mla_error error;
    mla_trace trace;
    mla_allocator allocator;
};

/** Sets the error, without words of the server. @return `status`. */
int32_t mla__pop3_fault(mla_pop3 *c, int32_t status);

#endif
