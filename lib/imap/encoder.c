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

void mla__encoder_resume(mla__encoder *encoder, mla_imap *imap) {
    *encoder = (mla__encoder){.imap = imap, .queue = &imap->queue};
}

void mla__encoder_fail(mla__encoder *encoder, int32_t status, const char *detail) {
    if (encoder->status != MLA_OK)
        return;
    encoder->status = status;
    encoder->detail = detail;
}

static void check_submission(mla__encoder *encoder) {
    const mla_imap *imap = encoder->imap;
    const mla__queue *queue = encoder->queue;
    uint32_t behaviour = encoder->command.behaviour;
    if (imap->failure != MLA_OK || imap->state == MLA_IMAP_STATE_LOGOUT || imap->is_upgrading)
        mla__encoder_fail(encoder, MLA_E_STATE, "the connection takes no commands now");
    else if (queue->count == queue->max)
        mla__encoder_fail(encoder, MLA_E_LIMIT, "too many commands in the queue");
    else if (queue->count != 0 && (queue->commands[queue->count - 1].behaviour & MLA__LAST) != 0)
        mla__encoder_fail(encoder, MLA_E_STATE, "nothing can follow the last command yet");
    else if (queue->count == 0 && imap->state != MLA_IMAP_STATE_GREETING &&
             !mla__queue_is_allowed(behaviour, imap->state))
        mla__encoder_fail(encoder, MLA_E_STATE, "not in this state");
}

void mla__encoder_begin(mla__encoder *encoder, mla_imap *imap, uint8_t kind) {
    mla__encoder_resume(encoder, imap);
    encoder->first_run = encoder->queue->run_count;
    encoder->command = (mla__queued){
        .number = imap->last_number + 1,
        .behaviour = mla__imap_commands[kind].behaviour,
        .kind = kind,
    };
    check_submission(encoder);
    mla__encoder_run(encoder, MLA__RUN_FIRST);
    mla__put_tag(encoder, encoder->command.number);
    mla__put(encoder, mla__imap_commands[kind].name);
}

int32_t mla__encoder_end(mla__encoder *encoder, uint32_t *command) {
    mla__put(encoder, "\r\n");
    if (encoder->status != MLA_OK) {
        mla__queue_cut(encoder->queue, encoder->first_run);
        return mla__imap_fail(encoder->imap, encoder->status, encoder->detail);
    }
    mla__queue_add_command(encoder->queue, encoder->command);
    encoder->imap->last_number = encoder->command.number;
    if (command != NULL)
        *command = encoder->command.number;
    return MLA_OK;
}

char *mla__encoder_reserve(mla__encoder *encoder, size_t len) {
    if (encoder->status != MLA_OK)
        return NULL;
    char *room;
    int32_t status = mla__txbuf_reserve(&encoder->queue->tx, len, &room);
    if (status == MLA_OK)
        return room;
    mla__encoder_fail(encoder, status, "no room in the transmit buffer");
    return NULL;
}

void mla__encoder_commit(mla__encoder *encoder, size_t len) {
    if (encoder->status != MLA_OK)
        return;
    mla__txbuf_commit(&encoder->queue->tx, len);
    mla__queue_add_octets(encoder->queue, len);
}

void mla__encoder_run(mla__encoder *encoder, uint32_t flags) {
    if (encoder->status == MLA_OK && mla__queue_add_run(encoder->queue, flags) != MLA_OK)
        mla__encoder_fail(encoder, MLA_E_LIMIT, "too many literals in the queue");
}

void mla__put_octets(mla__encoder *encoder, const char *octets, size_t len) {
    char *room = mla__encoder_reserve(encoder, len);
    if (room == NULL || len == 0)
        return;
    memcpy(room, octets, len);
    mla__encoder_commit(encoder, len);
}

void mla__put(mla__encoder *encoder, const char *text) {
    mla__put_octets(encoder, text, strlen(text));
}

void mla__put_number(mla__encoder *encoder, uint64_t number) {
    char digits[MLA__NUMBER_MAX];
    mla__put_octets(encoder, digits, mla__number_format(digits, number));
}

void mla__put_tag(mla__encoder *encoder, uint32_t number) {
    mla__put(encoder, "A");
    mla__put_number(encoder, number);
    mla__put(encoder, " ");
}

void mla__put_bits(mla__encoder *encoder, uint32_t bits, const char *names) {
    for (; *names != '\0' && bits != 0; names += strlen(names) + 1, bits >>= 1) {
        if ((bits & 1) == 0)
            continue;
        mla__put(encoder, names);
        if (bits != 1)
            mla__put(encoder, " ");
    }
    if (bits != 0)
        mla__encoder_fail(encoder, MLA_E_INVALID, "an item that is not known");
}

void mla__put_name(mla__encoder *encoder, uint32_t index, const char *names) {
    while (index-- != 0 && *names != '\0')
        names += strlen(names) + 1;
    if (*names == '\0')
        mla__encoder_fail(encoder, MLA_E_INVALID, "a kind that is not known");
    mla__put(encoder, names);
}

/* What the octets of a string allow. */
typedef struct string_shape {
    bool has_break; /* CR, LF, NUL */
    bool has_8bit;
    bool has_special; /* ends an atom */
    bool has_brace;
    size_t escapes; /* octets that want a backslash in quotes */
} string_shape;

static string_shape shape_of(mla_str text) {
    string_shape shape = {0};
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\0' || mla__ascii_is_eol(c))
            shape.has_break = true;
        else if (mla__ascii_is_8bit(c))
            shape.has_8bit = true;
        else if (c == '"' || c == '\\')
            shape.escapes++;
        else if (c == '{')
            shape.has_brace = true;
        else if (mla__ascii_is_ctl(c) || memchr("() %*]", c, 6) != NULL)
            shape.has_special = true;
    }
    return shape;
}

static bool is_atom(mla_str text, const string_shape *shape) {
    return text.len != 0 && !shape->has_special && !shape->has_8bit && !shape->has_brace &&
           shape->escapes == 0 && !mla__ascii_is_word_nocase(text, "NIL");
}

/** @return whether the caller's octets may be used at all. */
static bool check(mla__encoder *encoder, mla_str text, const string_shape *shape) {
    if (text.ptr == NULL)
        mla__encoder_fail(encoder, MLA_E_INVALID, "an argument is absent");
    else if (shape->has_break)
        mla__encoder_fail(encoder, MLA_E_INVALID, "CR, LF or NUL in an argument");
    return encoder->status == MLA_OK;
}

void mla__put_atom(mla__encoder *encoder, mla_str atom) {
    string_shape shape = shape_of(atom);
    if (!check(encoder, atom, &shape))
        return;
    if (!is_atom(atom, &shape))
        mla__encoder_fail(encoder, MLA_E_INVALID, "an argument is no atom");
    mla__put_octets(encoder, atom.ptr, atom.len);
}

void mla__put_text(mla__encoder *encoder, mla_str text) {
    string_shape shape = shape_of(text);
    if (!check(encoder, text, &shape))
        return;
    if (shape.has_8bit || shape.has_brace)
        mla__encoder_fail(encoder, MLA_E_INVALID, "a text holds \"{\" or 8-bit octets");
    mla__put_octets(encoder, text.ptr, text.len);
}

/** Writes forward: `out` may stand in front of the text in the same buffer. */
static void write_quoted(mla_str text, char *out) {
    *out++ = '"';
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '"' || c == '\\')
            *out++ = '\\';
        *out++ = c;
    }
    *out = '"';
}

static void put_quoted(mla__encoder *encoder, mla_str text, size_t escapes) {
    size_t len = text.len + escapes + 2;
    char *room = mla__encoder_reserve(encoder, len);
    if (room == NULL)
        return;
    write_quoted(text, room);
    mla__encoder_commit(encoder, len);
}

/* LITERAL-, which IMAP4rev2 includes, is for short ones (RFC 7888 section 5). */
static bool needs_wait(const mla_imap *imap, size_t len) {
    const mla__capabilities *capabilities = &imap->capabilities;
    if (mla__capabilities_have(capabilities, MLA_IMAP_CAP_LITERAL_PLUS))
        return false;
    return len > LITERAL_MINUS_MAX ||
           (!mla__capabilities_have(capabilities, MLA_IMAP_CAP_LITERAL_MINUS) &&
            !mla__capabilities_have(capabilities, MLA_IMAP_CAP_IMAP4REV2));
}

void mla__put_literal(mla__encoder *encoder, mla_str octets, uint32_t run_flags) {
    bool waits = needs_wait(encoder->imap, octets.len);
    mla__put(encoder, "{");
    mla__put_number(encoder, octets.len);
    mla__put(encoder, waits ? "}\r\n" : "+}\r\n");
    if (waits)
        run_flags |= MLA__RUN_WAIT;
    if (run_flags != 0)
        mla__encoder_run(encoder, run_flags);
    mla__put_octets(encoder, octets.ptr, octets.len);
}

static void put_string(mla__encoder *encoder, mla_str string, uint32_t run_flags) {
    string_shape shape = shape_of(string);
    if (!check(encoder, string, &shape))
        return;
    if (shape.has_8bit || string.len > QUOTED_MAX) {
        mla__put_literal(encoder, string, run_flags);
        return;
    }
    if (run_flags != 0)
        mla__encoder_run(encoder, run_flags);
    if (is_atom(string, &shape))
        mla__put_octets(encoder, string.ptr, string.len);
    else
        put_quoted(encoder, string, shape.escapes);
}

void mla__put_string(mla__encoder *encoder, mla_str string) {
    put_string(encoder, string, 0);
}

void mla__put_secret(mla__encoder *encoder, mla_str string) {
    put_string(encoder, string, MLA__RUN_SECRET);
    mla__encoder_run(encoder, 0);
}

static bool is_being_renamed(const mla__queue *queue) {
    for (uint32_t i = 0; i < queue->count; i++)
        if (queue->commands[i].behaviour & MLA__RENAMES)
            return true;
    return false;
}

/** As modified UTF-7, in quotes. */
static void put_utf7(mla__encoder *encoder, mla_str name) {
    mla_str encoded = {NULL, 0};
    (void)mla__mailbox_name_encode(name, NULL, 0, &encoded.len);
    size_t quoted_max = encoded.len * 2 + 2;
    char *room = mla__encoder_reserve(encoder, quoted_max);
    if (room == NULL)
        return;
    char *at = room + quoted_max - encoded.len;
    (void)mla__mailbox_name_encode(name, at, encoded.len, &encoded.len);
    encoded.ptr = at;
    string_shape shape = shape_of(encoded);
    if (shape.has_8bit)
        mla__encoder_fail(encoder, MLA_E_INVALID, "a mailbox name is not UTF-8");
    write_quoted(encoded, room);
    mla__encoder_commit(encoder, encoded.len + shape.escapes + 2);
}

void mla__put_mailbox(mla__encoder *encoder, mla_str name) {
    string_shape shape = shape_of(name);
    bool is_same = !shape.has_8bit && mla__mailbox_name_is_plain(name);
    if (is_same || encoder->imap->is_raw) {
        mla__put_string(encoder, name);
        return;
    }
    if (is_being_renamed(encoder->queue))
        mla__encoder_fail(encoder, MLA_E_STATE, "ENABLE decides how the name is written");
    if (encoder->imap->is_utf8)
        mla__put_string(encoder, name);
    else if (check(encoder, name, &shape))
        put_utf7(encoder, name);
}

/** Numbers from 1: a set, else a path. */
static bool is_numbers(mla_str text, bool is_set) {
    const char *at = text.ptr;
    const char *end = mla__str_end(text);
    for (char before = '\0';;) {
        uint32_t number;
        if (is_set && at != end && *at == '*')
            at++;
        else if (at == end || *at == '0' || mla__number_scan_u32(&at, end, &number) != MLA_OK)
            return false;
        if (at == end)
            return true;
        bool is_right = is_set ? *at == ',' || (*at == ':' && before != ':') : *at == '.';
        if (!is_right)
            return false;
        before = *at++;
    }
}

static void put_numbers(mla__encoder *encoder, mla_str text, bool is_set) {
    if (!is_numbers(text, is_set))
        mla__encoder_fail(encoder, MLA_E_INVALID, is_set ? "not a set" : "not the path of a part");
    mla__put_octets(encoder, text.ptr, text.len);
}

void mla__put_set(mla__encoder *encoder, mla_str set) {
    put_numbers(encoder, set, true);
}

void mla__put_path(mla__encoder *encoder, mla_str path) {
    put_numbers(encoder, path, false);
}
