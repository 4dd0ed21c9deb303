/* SPDX-License-Identifier: MIT */
/** The state of a connection, for the files that share it. */
#ifndef MLA_POP3_CONNECTION_H
#define MLA_POP3_CONNECTION_H

#include <mailaccess/pop3.h>

#include "base/txbuf.h"
#include "pop3/command.h"
#include "pop3/wire.h"

/* What the next octets are. After +OK, what the command says follows: MLA__POP3_REPLY_*. */
enum {
    MLA__POP3_AT_GREETING,
    MLA__POP3_AT_END = MLA__POP3_REPLY_ROW, /**< the first command is complete but for its DONE */
    MLA__POP3_AT_ROWS = MLA__POP3_REPLY_ROWS,
    MLA__POP3_AT_BODY = MLA__POP3_REPLY_BODY,
    MLA__POP3_AT_STATUS,  /**< the status line of the first command */
    MLA__POP3_AT_UPGRADE, /**< TLS */
    MLA__POP3_OVER,       /**< nothing */
};

/** A command that was submitted. */
typedef struct mla__pop3_slot {
    uint32_t command;
    uint32_t now;   /**< octets in the transmit buffer that were not released */
    uint32_t later; /**< octets behind them that wait for +OK: PASS */
    uint32_t end;   /**< where those that were released end in the stream, modulo 2^32 */
    mla_sasl *sasl; /**< AUTH */
    uint8_t secret; /**< where it begins in the line; 0: there is none */
    uint8_t kind;   /**< MLA__POP3_CAPA ... */
    uint8_t reply;  /**< MLA__POP3_REPLY_* */
    bool cancelled; /**< after it was sent: its data is withheld */
} mla__pop3_slot;

/* What is often used stands in the first 128 octets, where a short instruction of a small processor
   reaches it. */
struct mla_pop3 {
    uint8_t at;            /**< MLA__POP3_AT_* */
    bool ended;            /**< the peer sends no more */
    bool is_answer;        /**< the last error is the last event's */
    int32_t status;        /**< MLA_OK, or the fatal error */
    mla__pop3_slot *queue; /**< `queue_max` and one; the first is the one whose reply is next */
    uint32_t count;
    uint32_t in_flight; /**< of `count`: released */
    int32_t adding;     /**< status of the command that is being submitted */
    size_t released;    /**< octets at the front of `tx` that may be sent */
    uint32_t forgiven;
    mla_pop3_event event;

    uint32_t capabilities;
    uint32_t capabilities_new; /**< those of the CAPA that is being read */
    uint32_t login_delay;      /**< seconds */
    uint32_t commands;         /**< number of the last one submitted */
    int32_t fault;             /**< the last error */
    int32_t fault_code;
    int32_t given_up; /**< why the AUTH in flight was; MLA_OK: it was not */
    mla__txbuf tx;
    mla__pop3_wire wire;
    mla_pop3_config config;
};

#endif
