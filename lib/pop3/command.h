/* SPDX-License-Identifier: MIT */
/** What each command is. */
#ifndef MLA_POP3_COMMAND_H
#define MLA_POP3_COMMAND_H

#include <stdbool.h>

#include <mailaccess/base.h>

enum {
    /* Nothing else may be in flight with these. */
    MLA__POP3_STLS,
    MLA__POP3_USER,
    MLA__POP3_PASS,
    MLA__POP3_AUTH,
    MLA__POP3_QUIT,
    MLA__POP3_RAW,
    MLA__POP3_RAW_BODY,
    /* These can be pipelined. */
    MLA__POP3_CAPA,
    MLA__POP3_STAT,
    MLA__POP3_LIST,
    MLA__POP3_UIDL,
    MLA__POP3_RETR,
    MLA__POP3_TOP,
    MLA__POP3_DELE,
    MLA__POP3_RSET,
    MLA__POP3_NOOP,
    MLA__POP3_KINDS,
    MLA__POP3_DROPPED = MLA__POP3_KINDS /**< cancelled before it was sent: there will be no reply */
};

static inline bool mla__pop3_is_alone(uint8_t kind) {
    return kind < MLA__POP3_CAPA;
}

/* What follows +OK. */
enum {
    MLA__POP3_REPLY_LINE, /**< nothing */
    MLA__POP3_REPLY_ROW,  /**< in the same line, what a line of a listing has */
    MLA__POP3_REPLY_ROWS, /**< lines */
    MLA__POP3_REPLY_BODY, /**< a body */
};

typedef struct mla__pop3_kind {
    char verb[4];         /**< not ended by NUL */
    uint8_t verb_len : 4; /**< bits: there are many */
    uint8_t reply : 4; /**< MLA__POP3_REPLY_*, of the form without arguments where there are two */
} mla__pop3_kind;

extern const mla__pop3_kind mla__pop3_kinds[MLA__POP3_KINDS];

#endif
