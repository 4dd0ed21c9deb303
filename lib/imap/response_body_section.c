/* SPDX-License-Identifier: MIT */
/* Body sections (RFC 9051 section 7.5.2): BODY[1.2]<0>, BINARY[1], RFC822.TEXT. */
#include "base/ascii.h"
#include "base/number.h"
#include "base/octets.h"
#include "base/str.h"
#include "imap/decoder.h"
#include "imap/literal.h"

bool mla__is_body_item(const mla_str *name) {
    const char *end = mla__str_end(*name);
    const char *open = mla__octets_find(name->ptr, end, '[');
    const mla_str word = mla__str_between(name->ptr, open);
    return mla__literal_is_section(&word, open != end);
}

mla_str mla__section_of(const mla_str *item) {
    const char *close = mla__str_end(*item);
    const char *open = mla__octets_find(item->ptr, close, '[');
    while (close != open && *close != ']')
        close--;
    return close != open ? mla__str_between(open + 1, close) : (mla_str){NULL, 0};
}

void mla__set_body_item(mla_imap_body *body, const mla_str *item) {
    const char *end = mla__str_end(*item);
    body->item = *item;
    body->is_section = mla__is_body_item(item);
    body->has_origin = 0;
    body->origin = 0;
    body->section = mla__section_of(item);
    if (body->section.ptr == NULL) {
        bool has_suffix = item->len > sizeof "RFC822." - 1 && body->is_section;
        body->section = mla__str_between(has_suffix ? item->ptr + sizeof "RFC822." - 1 : end, end);
        return;
    }
    const char *at = mla__str_end(body->section) + 1;
    if (end - at > 1 && *at++ == '<' && mla__number_scan_u64(&at, end, &body->origin) == MLA_OK)
        body->has_origin = 1;
}

/* A section that streamed is handed out already; another one is kept until the whole response is read. */
int32_t mla__read_section(mla_imap_decoder *decoder, mla__lex *lex, const mla_str *name) {
    if (mla__lex_peek(lex) == MLA__WIRE_STREAMED) {
        lex->at++;
        return MLA_OK;
    }
    mla__inline_body body = {.item = *name};
    /* Yandex: a section without a value. */
    bool is_missing = mla__lex_is_end(lex) || *lex->at == ')' || *lex->at == '*';
    mla__lex_forgive(lex, is_missing, MLA_IMAP_FORGIVEN_NO_VALUE);
    int32_t status = is_missing ? MLA_OK : mla__lex_nstring(lex, &body.value);
    if (status != MLA_OK)
        return status;
    mla__inline_body *added = mla__arena_append(lex->arena, &decoder->inline_bodies, sizeof *added);
    if (added == NULL)
        return MLA_E_LIMIT;
    *added = body;
    return MLA_OK;
}

/* What stands between the asterisk and the items of a FETCH. @return the last word of it. */
static mla_str read_head_before_body(mla__lex *lex, mla_imap_body *body) {
    mla__lex_spaces(lex);
    mla_str word = mla__lex_word(lex);
    uint32_t number;
    if (mla__number_parse_u32(word, &number) != MLA_OK) {
        lex->at = lex->end;
        return word;
    }
    mla__lex_spaces(lex);
    word = mla__lex_word(lex);
    bool is_by_uid = mla__ascii_is_word_nocase(word, "UIDFETCH");
    body->number = is_by_uid ? 0 : number;
    body->uid = is_by_uid ? number : 0;
    mla__lex_spaces(lex);
#if MLA_WITH_IMAP_EXTENSIONS
    if (mla__ascii_is_word_nocase(word, "CONVERTED")) {
        mla_str correlator;
        (void)mla__lex_skip(lex, &correlator);
    }
#endif
    (void)mla__lex_take(lex, '(');
    return word;
}

/* The last item of the text is the one whose value streams; a UID may stand before it. `name` becomes its name when
 * there is one; "*" where another response begins in place of a value (Yandex). */
static void read_items_before_body(mla__lex *lex, mla_imap_body *body, mla_str *name) {
    for (mla__lex_spaces(lex); !mla__lex_is_end(lex); mla__lex_spaces(lex)) {
        if (mla__lex_take(lex, ')'))
            continue;
        *name = mla__lex_item_name(lex);
        mla__lex_spaces(lex);
        if (*name->ptr == '*')
            break;
        mla_str ignored;
        uint64_t uid;
        if (mla__ascii_is_word_nocase(*name, "UID") && mla__lex_number(lex, &uid) == MLA_OK)
            body->uid = uid >> 32 == 0 ? (uint32_t)uid : 0;
        else if (*lex->at != '*' && mla__lex_skip(lex, &ignored) != MLA_OK)
            break; /* none is left, or what follows is no value */
    }
}

void mla__read_body_begin(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_imap_body *body = &decoder->body;
    const char *from = lex->at;
    bool is_other;
    bool is_forged = false;
    size_t behind = decoder->behind_section;
    /* The asterisk, unless it was read for the section before. */
    mla_str name = {lex->at, behind == 0};
    if (behind == 0) {
        *body = (mla_imap_body){.struct_size = sizeof *body};
        behind = 1;
    }
    lex->at += behind;
    do {
        if (name.len == 1)
            name = read_head_before_body(lex, body);
        read_items_before_body(lex, body, &name);
        /* Quotes that a server does not escape let a message put one there: then nobody can tell whose body it is. */
        is_other = name.len == 1 && *name.ptr == '*';
        is_forged |= is_other && mla__octets_find(from, name.ptr, '"') != name.ptr;
        from = name.ptr;
    } while (is_other && !is_forged);
    if (is_forged)
        body->number = body->uid = 0;
    mla__set_body_item(body, &name);
    body->size = decoder->wire.literal_size;
    body->is_section = decoder->wire.is_section;
    /* One octet stands for the value. What is no section may stand within a list. */
    if (body->is_section)
        decoder->behind_section = decoder->wire.frame.len + 1;
}
