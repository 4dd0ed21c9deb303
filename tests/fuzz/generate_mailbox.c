/* SPDX-License-Identifier: MIT */
/* Mailbox names, and the responses that tell of mailboxes and of what is in them. */
#include "build.h"

#define CHARACTERS_MAX 12u
#define ATTRIBUTES_MAX 6u
#define STATUS_ITEMS 11u

/* Modified UTF-7 (RFC 3501 section 5.1.3), written here once more: the library's own would hide its mistakes. */

static void append_utf8(char *out, size_t *len, uint32_t c) {
    if (c < 0x80) {
        out[(*len)++] = (char)c;
        return;
    }
    static const uint8_t leads[] = {0, 0xc0, 0xe0, 0xf0};
    uint32_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    out[(*len)++] = (char)(leads[more] | c >> 6 * more);
    while (more-- != 0)
        out[(*len)++] = (char)(0x80u | (c >> 6 * more & 0x3fu));
}

typedef struct utf7 {
    char *out;
    size_t len;
    uint32_t bits;
    uint32_t bit_count;
    bool is_shifted;
} utf7;

static void append_digit(utf7 *self, uint32_t value) {
    self->out[self->len++] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,"[value & 63];
}

static void append_unit(utf7 *self, uint32_t unit) {
    self->bits = self->bits << 16 | unit;
    self->bit_count += 16;
    for (; self->bit_count >= 6; self->bit_count -= 6)
        append_digit(self, self->bits >> (self->bit_count - 6));
}

static void shift(utf7 *self, bool on) {
    if (self->is_shifted == on)
        return;
    self->is_shifted = on;
    if (on) {
        self->out[self->len++] = '&';
        self->bits = self->bit_count = 0;
        return;
    }
    if (self->bit_count != 0)
        append_digit(self, self->bits << (6 - self->bit_count));
    self->out[self->len++] = '-';
}

static void append_utf7(utf7 *self, uint32_t c) {
    bool is_direct = c >= 0x20 && c < 0x7f;
    shift(self, !is_direct);
    if (is_direct) {
        self->out[self->len++] = (char)c;
        if (c == '&')
            self->out[self->len++] = '-';
    } else if (c < 0x10000) {
        append_unit(self, c);
    } else {
        append_unit(self, 0xd800 + ((c - 0x10000) >> 10));
        append_unit(self, 0xdc00 + ((c - 0x10000) & 0x3ff));
    }
}

/* Control characters stand in no name (RFC 9051 section 5.1). */
static uint32_t any_character(builder *b) {
    static const uint32_t others[] = {
        '&',   '-',     '/',    '"',      '\\', ']',   '*',   '%',    '{',     0xe9, 0x20ac, 0xa0,
        0x3b1, 0x1f600, 0xfffd, 0x10ffff, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, ' ',  '(',    ')'};
    uint8_t octet = fuzz_octet(&b->in);
    return octet >= 0x20 && octet < 0x7f ? octet : others[octet % (sizeof others / sizeof *others)];
}

mla_str build_mailbox_name(builder *b, mla_str *decoded) {
    size_t count = build_below(b, CHARACTERS_MAX);
    char *utf8 = build_alloc(b, count + 1, 4);
    utf7 raw = {.out = build_alloc(b, count + 1, 10)};
    size_t len = 0;
    for (; count != 0; count--) {
        uint32_t c = any_character(b);
        append_utf8(utf8, &len, c);
        append_utf7(&raw, c);
    }
    shift(&raw, false);
    *decoded = (mla_str){utf8, len};
    return (mla_str){raw.out, raw.len};
}

mla_str build_mailbox(builder *b, mla_str *decoded) {
    mla_str raw = build_mailbox_name(b, decoded);
    build_put_astring(b, raw);
    return raw;
}

/* LIST, LSUB and XLIST. */

static const struct {
    const char *name;
    uint32_t bits;
} attributes[] = {
    {"\\Noselect", MLA_IMAP_MAILBOX_NOSELECT},
    {"\\Noinferiors", MLA_IMAP_MAILBOX_NOINFERIORS},
    {"\\Marked", MLA_IMAP_MAILBOX_MARKED},
    {"\\Unmarked", MLA_IMAP_MAILBOX_UNMARKED},
    {"\\HasChildren", MLA_IMAP_MAILBOX_HASCHILDREN},
    {"\\HasNoChildren", MLA_IMAP_MAILBOX_HASNOCHILDREN},
    {"\\NonExistent", MLA_IMAP_MAILBOX_NONEXISTENT | MLA_IMAP_MAILBOX_NOSELECT},
    {"\\Subscribed", MLA_IMAP_MAILBOX_SUBSCRIBED},
    {"\\Remote", MLA_IMAP_MAILBOX_REMOTE},
    {"\\Sent", MLA_IMAP_MAILBOX_SENT},
    {"\\Trash", MLA_IMAP_MAILBOX_TRASH},
};

static mla_str put_attribute(builder *b) {
    uint32_t choice = build_below(b, sizeof attributes / sizeof attributes[0] + 2);
    if (choice < sizeof attributes / sizeof attributes[0])
        return build_keyword(b, attributes[choice].name);
    size_t from = b->len;
    build_put(b, "\\");
    (void)build_atom(b);
    return build_since(b, from);
}

static uint32_t attribute_bits(mla_str name) {
    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
        if (mla_str_equal_nocase(name, mla_str_from(attributes[i].name)))
            return attributes[i].bits;
    return 0;
}

int32_t build_delimiter(builder *b) {
    static const char delimiters[] = "\0/.\\\"|";
    char delimiter = delimiters[build_below(b, sizeof delimiters - 1)];
    if (delimiter == '\0') {
        build_keyword(b, "NIL");
        return 0;
    }
    build_put(b, delimiter == '\\' || delimiter == '"' ? "\"\\" : "\"");
    build_put_str(b, (mla_str){&delimiter, 1});
    build_put(b, "\"");
    return delimiter;
}

static void put_child_info(builder *b, mla_imap_list *list) {
    mla_str *words = build_alloc(b, 1, sizeof *words);
    build_put(b, "\"CHILDINFO\" (");
    words[0] = mla_str_from("SUBSCRIBED");
    build_put_string(b, words[0]);
    build_put(b, ")");
    list->child_info = words;
    list->child_info_count = 1;
}

static void put_old_name(builder *b, mla_imap_list *list) {
    build_put(b, "\"OLDNAME\" (");
    list->old_name_raw = build_mailbox(b, &list->old_name);
    build_put(b, ")");
}

static void put_unknown(builder *b, mla_imap_list *list) {
    mla_imap_raw_item *item = build_alloc(b, 1, sizeof *item);
    item->name = build_atom(b);
    build_put(b, " ");
    size_t from = b->len;
    (void)build_put_any_number(b, UINT32_MAX);
    item->raw = build_since(b, from);
    list->extended_items = item;
    list->extended_item_count = 1;
}

/* Each at most once, in this order. */
static void put_extended(builder *b, mla_imap_list *list) {
    static void (*const items[])(builder * b, mla_imap_list * list) = {put_child_info, put_old_name,
                                                                       put_unknown};
    size_t from = b->len;
    build_put(b, "(");
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        if (!build_flip(b))
            continue;
        build_put(b, b->len != from + 1 ? " " : "");
        items[i](b, list);
    }
    build_put(b, ")");
    list->extended = build_since(b, from);
}

void generate_list(builder *b) {
    mla_imap_list *list = build_alloc(b, 1, sizeof *list);
    mla_str *names = build_alloc(b, ATTRIBUTES_MAX, sizeof *names);
    mla_imap_event event = {.type = MLA_IMAP_EVENT_LIST, .list = list};
    static const char *const commands[] = {"LIST", "LSUB", "XLIST"}; /* from MLA_IMAP_LIST */
    uint32_t which = build_below(b, 3);
    *list = (mla_imap_list){.struct_size = sizeof *list, .attribute_names = names};
    list->command = MLA_IMAP_LIST + (int32_t)which;
    build_put(b, "* ");
    event.name = build_keyword(b, commands[which]);
    build_put(b, " ");
    list->attribute_count = build_list(b, names, ATTRIBUTES_MAX, put_attribute);
    for (size_t i = 0; i < list->attribute_count; i++)
        list->attributes |= attribute_bits(names[i]);
    build_put(b, " ");
    list->delimiter = build_delimiter(b);
    build_put(b, " ");
    list->name_raw = build_mailbox(b, &list->name);
    if (build_below(b, 3) == 1) {
        build_put(b, " ");
        put_extended(b, list);
    }
    build_end(b);
    build_expect(b, event);
}

/* STATUS. */

static void put_status_item(builder *b, mla_imap_mailbox_status *status, uint32_t choice) {
    static const struct {
        const char *name;
        size_t offset;
        uint32_t item;
    } rows[] = {
#define ROW(name, field) {#name, offsetof(mla_imap_mailbox_status, field), MLA_IMAP_STATUS_##name}
        ROW(MESSAGES, messages),
        ROW(RECENT, recent),
        ROW(UIDNEXT, uidnext),
        ROW(UIDVALIDITY, uidvalidity),
        ROW(UNSEEN, unseen),
        ROW(DELETED, deleted),
        ROW(SIZE, size),
        ROW(HIGHESTMODSEQ, highestmodseq),
        ROW(APPENDLIMIT, appendlimit),
#undef ROW
        {"DELETED-STORAGE", offsetof(mla_imap_mailbox_status, deleted_storage),
         MLA_IMAP_STATUS_DELETED_STORAGE},
    };
    if (choice < sizeof rows / sizeof rows[0]) {
        build_keyword(b, rows[choice].name);
        build_put(b, " ");
        uint64_t number = build_put_any_number(b, UINT64_MAX);
        memcpy((char *)status + rows[choice].offset, &number, sizeof number);
        status->items |= rows[choice].item;
        return;
    }
    build_keyword(b, "MAILBOXID");
    build_put(b, " (");
    status->mailboxid = build_atom(b);
    build_put(b, ")");
    status->items |= MLA_IMAP_STATUS_MAILBOXID;
}

void generate_mailbox_status(builder *b) {
    mla_imap_mailbox_status *status = build_alloc(b, 1, sizeof *status);
    mla_imap_event event = {.type = MLA_IMAP_EVENT_MAILBOX_STATUS, .mailbox_status = status};
    status->struct_size = sizeof *status;
    build_put(b, "* ");
    event.name = build_keyword(b, "STATUS");
    build_put(b, " ");
    status->name_raw = build_mailbox(b, &status->name);
    build_put(b, " (");
    bool is_first = true;
    uint32_t wanted = fuzz_octet(&b->in) | (uint32_t)fuzz_octet(&b->in) << 8;
    for (uint32_t i = 0; i < STATUS_ITEMS; i++) {
        if ((wanted >> i & 1) == 0)
            continue;
        build_put(b, is_first ? "" : " ");
        is_first = false;
        put_status_item(b, status, i);
    }
    build_put(b, ")");
    build_end(b);
    build_expect(b, event);
}
