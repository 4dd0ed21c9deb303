/* SPDX-License-Identifier: MIT */
#include "imap/encoder.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/str.h"
#include "imap/command.h"
#include "imap/mailbox_name.h"

#define QUOTED_MAX 1000u /* longer lines are more than some servers read */
#define LITERAL_MINUS_MAX 4096u

void mla__refuse(mla_imap *imap, int32_t status, const char *detail) {
    if (imap->encoding == MLA_OK)
        imap->encoding = mla__imap_fail(imap, status, detail);
}

void mla__refuse_argument(mla_imap *imap, const char *detail) {
    mla__refuse(imap, MLA_E_INVALID, detail);
}

void mla__resume(mla_imap *imap) {
    imap->encoding = MLA_OK;
    mla__put_run(imap, 0);
}

/* Whether the server may have what a command needs. */
static bool is_supported(const mla__capabilities *capabilities, uint32_t kind) {
    switch (kind) {
    case MLA__IMAP_STARTTLS: return !mla__capabilities_lack(capabilities, MLA_IMAP_CAP_STARTTLS);
    case MLA__IMAP_LOGIN: return !mla__capabilities_have(capabilities, MLA_IMAP_CAP_LOGINDISABLED);
    case MLA__IMAP_UID_EXPUNGE:
        return !mla__capabilities_lack(capabilities, MLA_IMAP_CAP_UIDPLUS) ||
               mla__capabilities_have(capabilities, MLA_IMAP_CAP_IMAP4REV2);
    default: return true;
    }
}

static void check_submission(mla_imap *imap, const mla__queued *command) {
    const mla__queue *queue = &imap->queue;
    const char *detail = NULL;
    if (queue->count == queue->max)
        mla__refuse(imap, MLA_E_LIMIT, "queue is full");
    if (imap->failure != MLA_OK || imap->state == MLA_IMAP_STATE_LOGOUT || imap->is_upgrading)
        detail = "connection takes no commands";
    else if (queue->count == 0 && imap->state != MLA_IMAP_STATE_GREETING &&
             !mla__queue_is_allowed(command->behaviour, imap->state))
        detail = "not in this state";
    else if (queue->count != 0 && (queue->commands[queue->count - 1].behaviour & MLA__LAST) != 0)
        detail = "not before the last command is done";
    if (detail != NULL)
        mla__refuse(imap, MLA_E_STATE, detail);
    if (!is_supported(&imap->capabilities, command->kind))
        mla__refuse(imap, MLA_E_UNSUPPORTED, "the server cannot");
}

void mla__begin(mla_imap *imap, uint32_t kind, const mla_str *arguments) {
    imap->encoding = MLA_OK;
    imap->first_run = imap->queue.run_count;
    imap->encoded = (mla__queued){
        .number = imap->last_number + 1,
        .behaviour = mla__imap_behaviours[kind],
        .kind = (uint8_t)kind,
    };
    check_submission(imap, &imap->encoded);
    mla__put_run(imap, MLA__RUN_FIRST);
    mla__put_command(imap, &imap->encoded, arguments);
}

int32_t mla__end(mla_imap *imap, uint32_t *command) {
    mla__put(imap, "\r\n");
    if (imap->encoding != MLA_OK) {
        mla__queue_cut(&imap->queue, imap->first_run);
        return imap->encoding;
    }
    mla__queue_add_command(&imap->queue, imap->encoded);
    imap->last_number++;
    if (command != NULL)
        *command = imap->last_number;
    return MLA_OK;
}

int32_t mla__submit(mla_imap *imap, uint32_t kind, const mla_str *arguments, uint32_t *command) {
    mla__begin(imap, kind, arguments);
    return mla__end(imap, command);
}

char *mla__reserve(mla_imap *imap, size_t len) {
    char *room = NULL;
    if (imap->encoding != MLA_OK)
        return NULL;
    int32_t status = mla__txbuf_reserve(&imap->queue.tx, len, &room);
    if (status == MLA_OK)
        return room;
    mla__refuse(imap, status, "transmit buffer is full");
    return NULL;
}

void mla__commit(mla_imap *imap, size_t len) {
    if (imap->encoding != MLA_OK)
        return;
    mla__txbuf_commit(&imap->queue.tx, len);
    mla__queue_add_octets(&imap->queue, len);
}

void mla__put_run(mla_imap *imap, uint32_t flags) {
    if (imap->encoding == MLA_OK && mla__queue_add_run(&imap->queue, flags) != MLA_OK)
        mla__refuse(imap, MLA_E_LIMIT, "too many literals");
}

void mla__put_octets(mla_imap *imap, const char *octets, size_t len) {
    char *room = mla__reserve(imap, len);
    if (room == NULL || len == 0)
        return;
    memcpy(room, octets, len);
    mla__commit(imap, len);
}

void mla__put(mla_imap *imap, const char *text) {
    mla__put_octets(imap, text, strlen(text));
}

void mla__put_char(mla_imap *imap, char c) {
    mla__put_octets(imap, &c, 1);
}

void mla__put_number(mla_imap *imap, uint64_t number) {
    char digits[MLA__NUMBER_MAX];
    mla__put_octets(imap, digits, mla__number_format(digits, number));
}

void mla__put_command(mla_imap *imap, const mla__queued *command, const mla_str *arguments) {
    mla__put_char(imap, 'A');
    mla__put_number(imap, command->number);
    mla__put_char(imap, ' ');
    if (command->kind != MLA__IMAP_RAW)
        mla__put_row(imap, command->kind, mla__imap_names, arguments);
}

void mla__put_space(mla_imap *imap) {
    const mla__txbuf *tx = &imap->queue.tx;
    if (imap->encoding == MLA_OK && tx->data[tx->end - 1] != ' ' && tx->data[tx->end - 1] != '(')
        mla__put_char(imap, ' ');
}

/** @return its length and behind it the name; a length of 0 when there is none, which is refused. */
static const unsigned char *find_name(mla_imap *imap, uint32_t index, const char *names) {
    const unsigned char *name = (const unsigned char *)names;
    while (index-- != 0 && *name != 0)
        name += 1 + *name;
    if (*name == 0)
        mla__refuse_argument(imap, "unknown item");
    return name;
}

void mla__put_name(mla_imap *imap, uint32_t index, const char *names) {
    const unsigned char *name = find_name(imap, index, names);
    mla__put_octets(imap, (const char *)name + 1, *name);
}

void mla__put_row(mla_imap *imap, uint32_t index, const char *rows, const mla_str *arguments) {
    const unsigned char *row = find_name(imap, index, rows);
    for (size_t left = *row++; left != 0; left--, row++)
        if (*row >= 'a')
            mla__put_argument(imap, (char)*row, arguments++);
        else
            mla__put_char(imap, (char)*row);
}

void mla__put_bits(mla_imap *imap, uint32_t bits, const char *names) {
    for (uint32_t i = 0; bits != 0; i++, bits >>= 1) {
        if ((bits & 1) == 0)
            continue;
        mla__put_space(imap);
        mla__put_name(imap, i, names);
    }
}

/* What stands in an argument. */
#define ABSENT 1u   /* nothing at all, or NUL: never passed on */
#define BREAK 2u    /* CR, LF: only in literals on demand */
#define EIGHT 4u    /* only in literals */
#define BRACE 8u    /* begins a literal */
#define ESCAPED 16u /* wants a backslash in quotes */
#define SPECIAL 32u /* ends an atom */

static uint32_t shape_of(const mla_str *text) {
    static const char specials[] = "\0\r\n{\"\\() %*]";
    static const uint8_t shapes[] = {ABSENT, BREAK, BREAK, BRACE, ESCAPED, ESCAPED};
    if (text->ptr == NULL)
        return ABSENT;
    uint32_t shape = 0;
    for (const char *at = text->ptr; at != mla__str_end(*text); at++) {
        const char *special = memchr(specials, *at, sizeof specials - 1);
        if (special != NULL && special - specials < (ptrdiff_t)sizeof shapes)
            shape |= shapes[special - specials];
        else if (mla__ascii_is_8bit(*at))
            shape |= EIGHT;
        else if (special != NULL || mla__ascii_is_ctl(*at))
            shape |= SPECIAL;
    }
    return shape;
}

/* NIL is no atom. To quote some other words does no harm. */
static bool is_atom(const mla_str *text, uint32_t shape) {
    return shape == 0 && text->len != 0 && !(text->len == 3 && (text->ptr[0] | 0x20) == 'n');
}

/** Writes forward: `out` may stand in front of the text in the same buffer. @return octets. */
static size_t write_quoted(const mla_str *text, char *out) {
    char *at = out;
    *at++ = '"';
    for (size_t i = 0; i < text->len; i++) {
        char c = text->ptr[i];
        if (c == '"' || c == '\\')
            *at++ = '\\';
        *at++ = c;
    }
    *at++ = '"';
    return (size_t)(at - out);
}

static void put_quoted(mla_imap *imap, const mla_str *text, uint32_t shape) {
    char *room = mla__reserve(imap, (shape & ESCAPED ? text->len * 2 : text->len) + 2);
    if (room != NULL)
        mla__commit(imap, write_quoted(text, room));
}

/* LITERAL-, which IMAP4rev2 includes, is for short ones (RFC 7888 section 5). */
static bool needs_wait(const mla_imap *imap, size_t len) {
    uint32_t always = 1u << MLA_IMAP_CAP_LITERAL_PLUS;
    uint32_t if_short = 1u << MLA_IMAP_CAP_LITERAL_MINUS | 1u << MLA_IMAP_CAP_IMAP4REV2;
    uint32_t wanted = len <= LITERAL_MINUS_MAX ? always | if_short : always;
    return (imap->capabilities.bits & wanted) == 0;
}

static void put_literal(mla_imap *imap, const mla_str *octets, uint32_t run_flags) {
    bool waits = needs_wait(imap, octets->len);
    mla__put_char(imap, '{');
    mla__put_number(imap, octets->len);
    mla__put(imap, waits ? "}\r\n" : "+}\r\n");
    if (waits)
        run_flags |= MLA__RUN_WAIT;
    if (run_flags != 0)
        mla__put_run(imap, run_flags);
    mla__put_octets(imap, octets->ptr, octets->len);
}

static void put_string(mla_imap *imap, const mla_str *string, uint32_t shape, uint32_t run_flags) {
    if ((shape & EIGHT) != 0 || string->len > QUOTED_MAX) {
        put_literal(imap, string, run_flags);
        return;
    }
    if (run_flags != 0)
        mla__put_run(imap, run_flags);
    if (is_atom(string, shape))
        mla__put_octets(imap, string->ptr, string->len);
    else
        put_quoted(imap, string, shape);
}

static bool is_being_renamed(const mla__queue *queue) {
    for (uint32_t i = 0; i < queue->count; i++)
        if (queue->commands[i].behaviour & MLA__RENAMES)
            return true;
    return false;
}

/** As modified UTF-7, in quotes. */
static void put_utf7(mla_imap *imap, const mla_str *name) {
    mla_str encoded = {NULL, 0};
    (void)mla__mailbox_name_encode(name, NULL, 0, &encoded.len);
    size_t quoted_max = encoded.len * 2 + 2;
    char *room = mla__reserve(imap, quoted_max);
    if (room == NULL)
        return;
    char *at = room + quoted_max - encoded.len;
    (void)mla__mailbox_name_encode(name, at, encoded.len, &encoded.len);
    encoded.ptr = at;
    if (shape_of(&encoded) & EIGHT)
        mla__refuse_argument(imap, "not UTF-8");
    mla__commit(imap, write_quoted(&encoded, room));
}

static void put_mailbox(mla_imap *imap, const mla_str *name, uint32_t shape) {
    bool is_same = (shape & EIGHT) == 0 && mla__mailbox_name_is_plain(name);
    if (!is_same && !imap->is_raw && is_being_renamed(&imap->queue))
        mla__refuse(imap, MLA_E_STATE, "not before ENABLE is done");
    if (is_same || imap->is_raw || imap->is_utf8)
        put_string(imap, name, shape, 0);
    else
        put_utf7(imap, name);
}

/** Numbers from 1, and "*" in sets. */
static bool are_numbers(const mla_str *text, bool is_set) {
    const char *at = text->ptr;
    const char *end = mla__str_end(*text);
    for (char before = '\0';; before = *at++) {
        uint32_t number;
        if (is_set && at != end && *at == '*')
            at++;
        else if (at == end || *at == '0' || mla__number_scan_u32(&at, end, &number) != MLA_OK)
            return false;
        if (at == end)
            return true;
        bool is_range = is_set && *at == ':' && before != ':';
        if (*at != (is_set ? ',' : '.') && !is_range)
            return false;
    }
}

/* Whether an argument is what is sent as it is. */
static bool is_right(char form, const mla_str *text, uint32_t shape) {
    switch (form) {
    case 'a': return shape == 0 && text->len != 0;
    case 't': return (shape & (EIGHT | BRACE)) == 0;
    default: return are_numbers(text, form == 'n');
    }
}

void mla__put_argument(mla_imap *imap, char form, const mla_str *text) {
    uint32_t shape = shape_of(text);
    if (shape & (form == 'l' ? ABSENT : ABSENT | BREAK))
        mla__refuse_argument(imap, "absent, or CR, LF or NUL in it");
    switch (form) {
    case 's': put_string(imap, text, shape, 0); break;
    case 'p':
        put_string(imap, text, shape, MLA__RUN_SECRET);
        mla__put_run(imap, 0);
        break;
    case 'l': put_literal(imap, text, 0); break;
    case 'm': put_mailbox(imap, text, shape); break;
    default:
        if (!is_right(form, text, shape))
            mla__refuse_argument(imap, "not an atom, set or path");
        mla__put_octets(imap, text->ptr, text->len);
    }
}

void mla__put_members(mla_imap *imap, char form, const mla_str *members, size_t count) {
    for (size_t i = 0; i < count; i++) {
        mla__put_space(imap);
        mla__put_argument(imap, form, &members[i]);
    }
}
