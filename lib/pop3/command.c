/* SPDX-License-Identifier: MIT */
#include "pop3/command.h"

#include <mailaccess/pop3.h>

#include "base/number.h"
#include "pop3/queue.h"

const mla__pop3_kind mla__pop3_kinds[MLA__POP3_KINDS] = {
    [MLA__POP3_CAPA] = {"CAPA", MLA__POP3_REPLY_ROWS, false},
    [MLA__POP3_STLS] = {"STLS", MLA__POP3_REPLY_LINE, true},
    [MLA__POP3_USER] = {"USER", MLA__POP3_REPLY_LINE, true},
    [MLA__POP3_PASS] = {"PASS", MLA__POP3_REPLY_LINE, true},
    [MLA__POP3_AUTH] = {"AUTH", MLA__POP3_REPLY_LINE, true},
    [MLA__POP3_STAT] = {"STAT", MLA__POP3_REPLY_ROW, false},
    [MLA__POP3_LIST] = {"LIST", MLA__POP3_REPLY_ROWS, false},
    [MLA__POP3_UIDL] = {"UIDL", MLA__POP3_REPLY_ROWS, false},
    [MLA__POP3_RETR] = {"RETR", MLA__POP3_REPLY_BODY, false},
    [MLA__POP3_TOP] = {"TOP", MLA__POP3_REPLY_BODY, false},
    [MLA__POP3_DELE] = {"DELE", MLA__POP3_REPLY_LINE, false},
    [MLA__POP3_RSET] = {"RSET", MLA__POP3_REPLY_LINE, false},
    [MLA__POP3_NOOP] = {"NOOP", MLA__POP3_REPLY_LINE, false},
    [MLA__POP3_QUIT] = {"QUIT", MLA__POP3_REPLY_LINE, true},
    [MLA__POP3_RAW] = {"", MLA__POP3_REPLY_LINE, true},
};

static int32_t submit(mla_pop3 *c, uint32_t *command, uint8_t kind, const mla_str *words,
                      size_t count) {
    mla__pop3_begin(c);
    mla__pop3_slot *slot = mla__pop3_add(c, kind, words, count);
    if (count != 0 && slot->reply == MLA__POP3_REPLY_ROWS)
        slot->reply = MLA__POP3_REPLY_ROW;
    return mla__pop3_commit(c, command);
}

static int32_t submit_plain(mla_pop3 *c, uint32_t *command, uint8_t kind) {
    return submit(c, command, kind, NULL, 0);
}

/* A command about one message. 0 is none: a word without octets, which is refused. */
static int32_t submit_number(mla_pop3 *c, uint32_t *command, uint8_t kind, uint64_t number) {
    char digits[MLA__NUMBER_MAX];
    const mla_str word = {digits, number != 0 ? mla__number_format(digits, number) : 0};
    return submit(c, command, kind, &word, 1);
}

static int32_t submit_listing(mla_pop3 *c, uint32_t *command, uint8_t kind, uint64_t number) {
    return number != 0 ? submit_number(c, command, kind, number) : submit_plain(c, command, kind);
}

int32_t mla_pop3_capa(mla_pop3 *c, uint32_t *command) {
    return submit_plain(c, command, MLA__POP3_CAPA);
}

int32_t mla_pop3_stls(mla_pop3 *c, uint32_t *command) {
    return submit_plain(c, command, MLA__POP3_STLS);
}

int32_t mla_pop3_stat(mla_pop3 *c, uint32_t *command) {
    return submit_plain(c, command, MLA__POP3_STAT);
}

int32_t mla_pop3_rset(mla_pop3 *c, uint32_t *command) {
    return submit_plain(c, command, MLA__POP3_RSET);
}

int32_t mla_pop3_noop(mla_pop3 *c, uint32_t *command) {
    return submit_plain(c, command, MLA__POP3_NOOP);
}

int32_t mla_pop3_quit(mla_pop3 *c, uint32_t *command) {
    int32_t status = submit_plain(c, command, MLA__POP3_QUIT);
    c->closing |= status == MLA_OK;
    return status;
}

int32_t mla_pop3_list(mla_pop3 *c, uint64_t number, uint32_t *command) {
    return submit_listing(c, command, MLA__POP3_LIST, number);
}

int32_t mla_pop3_uidl(mla_pop3 *c, uint64_t number, uint32_t *command) {
    return submit_listing(c, command, MLA__POP3_UIDL, number);
}

int32_t mla_pop3_retr(mla_pop3 *c, uint64_t number, uint32_t *command) {
    return submit_number(c, command, MLA__POP3_RETR, number);
}

int32_t mla_pop3_dele(mla_pop3 *c, uint64_t number, uint32_t *command) {
    return submit_number(c, command, MLA__POP3_DELE, number);
}

int32_t mla_pop3_top(mla_pop3 *c, uint64_t number, uint64_t lines, uint32_t *command) {
    char digits[2 * MLA__NUMBER_MAX + 1];
    size_t len = mla__number_format(digits, number);
    digits[len++] = ' ';
    len += mla__number_format(digits + len, lines);
    const mla_str words = {digits, number != 0 ? len : 0};
    return submit(c, command, MLA__POP3_TOP, &words, 1);
}

int32_t mla_pop3_login(mla_pop3 *c, mla_str user, mla_str password, uint32_t *command) {
    mla__pop3_begin(c);
    mla__pop3_add(c, MLA__POP3_USER, &user, 1);
    mla__pop3_slot *slot = mla__pop3_add(c, MLA__POP3_PASS, &password, 1);
    slot->flags = MLA__POP3_SECRET;
    slot->secret = sizeof "PASS";
    return mla__pop3_commit(c, command);
}

int32_t mla_pop3_raw(mla_pop3 *c, mla_str line, int32_t multi_line, uint32_t *command) {
    mla__pop3_begin(c);
    mla__pop3_slot *slot = mla__pop3_add(c, MLA__POP3_RAW, &line, 1);
    if (multi_line != 0)
        slot->reply = MLA__POP3_REPLY_BODY;
    return mla__pop3_commit(c, command);
}

int32_t mla_pop3_cancel(mla_pop3 *c, uint32_t command) {
    int32_t status = MLA_E_NOT_FOUND;
    for (uint32_t i = 0; i < c->count; i++) {
        if (c->queue[i].command != command || (c->queue[i].flags & MLA__POP3_SILENT) != 0)
            continue;
        mla__pop3_withdraw(c, i, MLA__POP3_CANCELLED);
        status = MLA_OK;
    }
    mla__pop3_release(c);
    return status;
}
