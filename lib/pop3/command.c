/* SPDX-License-Identifier: MIT */
#include "pop3/command.h"

#include <mailaccess/pop3.h>

#include "base/number.h"
#include "pop3/queue.h"

const mla__pop3_kind mla__pop3_kinds[MLA__POP3_KINDS] = {
    [MLA__POP3_STLS] = {"STLS", 4, MLA__POP3_REPLY_LINE},
    [MLA__POP3_USER] = {"USER", 4, MLA__POP3_REPLY_LINE},
    [MLA__POP3_PASS] = {"PASS", 4, MLA__POP3_REPLY_LINE},
    [MLA__POP3_AUTH] = {"AUTH", 4, MLA__POP3_REPLY_LINE},
    [MLA__POP3_QUIT] = {"QUIT", 4, MLA__POP3_REPLY_LINE},
    [MLA__POP3_RAW] = {"", 0, MLA__POP3_REPLY_LINE},
    [MLA__POP3_RAW_BODY] = {"", 0, MLA__POP3_REPLY_BODY},
    [MLA__POP3_CAPA] = {"CAPA", 4, MLA__POP3_REPLY_ROWS},
    [MLA__POP3_STAT] = {"STAT", 4, MLA__POP3_REPLY_ROW},
    [MLA__POP3_LIST] = {"LIST", 4, MLA__POP3_REPLY_ROWS},
    [MLA__POP3_UIDL] = {"UIDL", 4, MLA__POP3_REPLY_ROWS},
    [MLA__POP3_RETR] = {"RETR", 4, MLA__POP3_REPLY_BODY},
    [MLA__POP3_TOP] = {"TOP", 3, MLA__POP3_REPLY_BODY},
    [MLA__POP3_DELE] = {"DELE", 4, MLA__POP3_REPLY_LINE},
    [MLA__POP3_RSET] = {"RSET", 4, MLA__POP3_REPLY_LINE},
    [MLA__POP3_NOOP] = {"NOOP", 4, MLA__POP3_REPLY_LINE},
};

static int32_t submit(mla_pop3 *c, uint32_t *command, uint8_t kind, const mla_str *words) {
    return mla__pop3_commit(c, mla__pop3_prepare(c, kind, words), command);
}

/* A command about one message, whose arguments stand in the order of the caller's. 0 is all of them for
   a listing, and else a word without octets, which is refused. */
static int32_t submit_number(mla_pop3 *c, uint8_t kind, uint64_t number, uint32_t *command) {
    char digits[MLA__NUMBER_MAX];
    mla_str word = {digits, 0};
    if (number != 0)
        word.len = mla__number_format(digits, number);
    bool all = number == 0 && mla__pop3_kinds[kind].reply == MLA__POP3_REPLY_ROWS;
    return submit(c, command, kind, all ? NULL : &word);
}

int32_t mla_pop3_capa(mla_pop3 *c, uint32_t *command) {
    return submit(c, command, MLA__POP3_CAPA, NULL);
}

int32_t mla_pop3_stls(mla_pop3 *c, uint32_t *command) {
    return submit(c, command, MLA__POP3_STLS, NULL);
}

int32_t mla_pop3_stat(mla_pop3 *c, uint32_t *command) {
    return submit(c, command, MLA__POP3_STAT, NULL);
}

int32_t mla_pop3_rset(mla_pop3 *c, uint32_t *command) {
    return submit(c, command, MLA__POP3_RSET, NULL);
}

int32_t mla_pop3_noop(mla_pop3 *c, uint32_t *command) {
    return submit(c, command, MLA__POP3_NOOP, NULL);
}

int32_t mla_pop3_quit(mla_pop3 *c, uint32_t *command) {
    return submit(c, command, MLA__POP3_QUIT, NULL);
}

int32_t mla_pop3_list(mla_pop3 *c, uint64_t number, uint32_t *command) {
    return submit_number(c, MLA__POP3_LIST, number, command);
}

int32_t mla_pop3_uidl(mla_pop3 *c, uint64_t number, uint32_t *command) {
    return submit_number(c, MLA__POP3_UIDL, number, command);
}

int32_t mla_pop3_retr(mla_pop3 *c, uint64_t number, uint32_t *command) {
    return submit_number(c, MLA__POP3_RETR, number, command);
}

int32_t mla_pop3_dele(mla_pop3 *c, uint64_t number, uint32_t *command) {
    return submit_number(c, MLA__POP3_DELE, number, command);
}

int32_t mla_pop3_top(mla_pop3 *c, uint64_t number, uint64_t lines, uint32_t *command) {
    char digits[2 * MLA__NUMBER_MAX + 1];
    size_t len = mla__number_format(digits, number);
    digits[len++] = ' ';
    len += mla__number_format(digits + len, lines);
    const mla_str word = {digits, number != 0 ? len : 0};
    return submit(c, command, MLA__POP3_TOP, &word);
}

int32_t mla_pop3_login(mla_pop3 *c, mla_str user, mla_str password, uint32_t *command) {
    const mla_str words[] = {user, password};
    return submit(c, command, MLA__POP3_USER, words);
}

int32_t mla_pop3_raw(mla_pop3 *c, mla_str line, int32_t multi_line, uint32_t *command) {
    return submit(c, command, multi_line != 0 ? MLA__POP3_RAW_BODY : MLA__POP3_RAW, &line);
}
