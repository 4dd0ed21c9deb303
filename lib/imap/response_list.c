/* SPDX-License-Identifier: MIT */
#include "base/octets.h"
#include "base/str.h"
#include "imap/decoder.h"
#include "imap/mailbox_name.h"

/* Those that come most stand first. */
static const char attribute_names[] = "\15HasNoChildren"
                                      "\13HasChildren"
                                      "\12Subscribed"
                                      "\10Noselect"
                                      "\13Noinferiors"
                                      "\6Marked"
                                      "\10Unmarked"
                                      "\13NonExistent"
                                      "\6Remote"
                                      "\3All"
                                      "\7Archive"
                                      "\6Drafts"
                                      "\7Flagged"
                                      "\4Junk"
                                      "\4Sent"
                                      "\5Trash"
                                      "\11Important"
                                      "\7AllMail"
                                      "\7Starred"
                                      "\4Spam";

/* In the order of MLA_IMAP_MAILBOX_*. */
enum {
    NOSELECT,
    NOINFERIORS,
    MARKED,
    UNMARKED,
    HASCHILDREN,
    HASNOCHILDREN,
    NONEXISTENT,
    SUBSCRIBED,
    REMOTE,
    ALL,
    ARCHIVE,
    DRAFTS,
    FLAGGED,
    JUNK,
    SENT,
    TRASH,
    IMPORTANT
};
_Static_assert(1u << IMPORTANT == MLA_IMAP_MAILBOX_IMPORTANT, "none is left out");

/* What each name stands for. */
static const uint8_t attributes[] = {
    HASNOCHILDREN, HASCHILDREN, SUBSCRIBED, NOSELECT, NOINFERIORS, MARKED,  UNMARKED,
    NONEXISTENT,   REMOTE,      ALL,        ARCHIVE,  DRAFTS,      FLAGGED, JUNK,
    SENT,          TRASH,       IMPORTANT,  ALL,      FLAGGED,     JUNK,
};

/* Some servers leave the backslash out. */
uint32_t mla__mailbox_attribute(const mla_str *name) {
    size_t backslash = name->len != 0 && name->ptr[0] == '\\';
    const mla_str word = {name->ptr + backslash, name->len - backslash};
    int32_t index = mla__lex_find(attribute_names, &word);
    uint32_t attribute = index >= 0 ? 1u << attributes[index] : 0;
    /* RFC 5258 section 3: a mailbox that does not exist cannot be selected. */
    return attribute != MLA_IMAP_MAILBOX_NONEXISTENT ? attribute
                                                     : attribute | MLA_IMAP_MAILBOX_NOSELECT;
}

static int32_t read_attributes(mla__lex *lex, mla_imap_list *list) {
    mla__lex_spaces(lex);
    int32_t status = mla__lex_words(lex, &list->attribute_names);
    for (size_t i = 0; i < list->attribute_count; i++) {
        const mla_str *name = &list->attribute_names[i];
        mla__lex_forgive(lex, name->len == 0 || *name->ptr != '\\', MLA_IMAP_FORGIVEN_FLAG);
        list->attributes |= mla__mailbox_attribute(name);
    }
    return status;
}

int32_t mla__decode_mailbox(mla_imap_decoder *decoder, mla__lex *lex, const mla_str *raw,
                            mla_str *name) {
    *name = *raw;
    if (decoder->is_utf8 || mla__mailbox_name_is_plain(raw))
        return MLA_OK;
    char *out = mla__arena_alloc(lex->arena, MLA__MAILBOX_NAME_DECODED_MAX(raw->len));
    if (out == NULL)
        return MLA_E_LIMIT;
    size_t len = mla__mailbox_name_decode(raw, out);
    if (len != 0)
        *name = (mla_str){out, len};
    else
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_MAILBOX_NAME);
    return MLA_OK;
}

/* Whether the parenthesis at `open` begins a list that the text ends with. */
static bool is_last_list(const mla__lex *lex, const char *open, const char *end) {
    mla__lex ahead = *lex;
    mla_str ignored;
    ahead.at = open;
    return mla__lex_skip(&ahead, &ignored) == MLA_OK && ahead.at == end;
}

/* The parenthesis that belongs to the last one, quotes not being looked at. */
static const char *find_open(const char *from, const char *end) {
    int32_t depth = 0;
    for (const char *at = end; at != from; at--) {
        depth += at[-1] == ')' ? 1 : at[-1] == '(' ? -1 : 0;
        if (depth == 0)
            return at - 1;
    }
    return from;
}

/* Where an unquoted name ends: a list in parentheses, or the end. */
static const char *bare_name_end(const mla__lex *lex) {
    const char *end = lex->end;
    while (end != lex->at && end[-1] == ' ')
        end--;
    if (end == lex->at || end[-1] != ')')
        return end;
    const char *open = mla__octets_find(lex->at, end, '(');
    if (open != end && !is_last_list(lex, open, end))
        open = find_open(lex->at, end);
    return open != end && open - lex->at > 1 && open[-1] == ' ' ? open - 1 : end;
}

/* Quotes in a name that nobody escaped: the last one on the line closes it. */
static void read_odd_name(mla__lex *lex, const char *from, mla_str *raw) {
    const char *close = lex->end - 1;
    while (*close != '"')
        close--;
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_QUOTES);
    *raw = mla__str_between(from + 1, close);
    lex->at = close + 1;
}

int32_t mla__read_mailbox(mla_imap_decoder *decoder, mla__lex *lex, mla_str *raw, mla_str *name) {
    mla__lex_spaces(lex);
    char c = mla__lex_peek(lex);
    if (c == MLA__WIRE_STREAMED)
        return MLA_E_LIMIT;
    if (c == '"' || c == '{') {
        const char *from = lex->at;
        int32_t status = mla__lex_astring(lex, raw);
        mla__lex_spaces(lex);
        if (status != MLA_OK)
            return status;
        if (c == '"' && !mla__lex_is_end(lex) && *lex->at != '(')
            read_odd_name(lex, from, raw);
    } else {
        const char *end = bare_name_end(lex);
        *raw = mla__str_between(lex->at, end);
        lex->at = end;
        if (raw->len == 0)
            return MLA_E_MALFORMED;
        for (const char *at = raw->ptr; at != end; at++)
            mla__lex_forgive(lex, (unsigned char)*at <= ' ', MLA_IMAP_FORGIVEN_STRING);
    }
    return mla__decode_mailbox(decoder, lex, raw, name);
}

static int32_t read_list_like(mla_imap_decoder *decoder, mla__lex *lex, int32_t command) {
    mla_imap_list *list = &decoder->list;
    *list = (mla_imap_list){.struct_size = sizeof *list, .command = command};
    decoder->event.type = MLA_IMAP_EVENT_LIST;
    decoder->event.list = list;
    int32_t status = read_attributes(lex, list);
    if (status == MLA_OK)
        status = mla__lex_delimiter(lex, &list->delimiter);
    if (status == MLA_OK)
        status = mla__read_mailbox(decoder, lex, &list->name_raw, &list->name);
    if (status != MLA_OK)
        return status;
    mla__lex_spaces(lex);
    if (mla__lex_peek(lex) != '(')
        return MLA_OK;
#if MLA_WITH_IMAP_EXTENSIONS
    return mla__read_list_extended(decoder, lex);
#else
    return mla__lex_skip(lex, &list->extended);
#endif
}

int32_t mla__read_list(mla_imap_decoder *decoder, mla__lex *lex) {
    return read_list_like(decoder, lex, MLA_IMAP_LIST);
}

int32_t mla__read_lsub(mla_imap_decoder *decoder, mla__lex *lex) {
    return read_list_like(decoder, lex, MLA_IMAP_LSUB);
}

int32_t mla__read_xlist(mla_imap_decoder *decoder, mla__lex *lex) {
    return read_list_like(decoder, lex, MLA_IMAP_XLIST);
}
