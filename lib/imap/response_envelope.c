/* SPDX-License-Identifier: MIT */
#include "imap/decoder.h"

#define ADDRESSES_FIRST 2u

/* A proper address is (name adl mailbox host). What has other tokens gives them in this order. */
static int32_t read_address(mla__lex *lex, mla_imap_address *address) {
    mla_str *const fields[] = {&address->name, &address->adl, &address->mailbox, &address->host};
    *address = (mla_imap_address){0};
    for (size_t i = 0;; i++) {
        mla__lex_spaces(lex);
        if (mla__lex_peek(lex) == ')') {
            lex->forgiven += i != 4;
            lex->at++;
            return MLA_OK;
        }
        mla_str ignored;
        int32_t status = mla__lex_nstring(lex, i < 4 ? fields[i] : &ignored);
        if (status != MLA_OK)
            return status;
    }
}

static bool has_at_sign(mla_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '@')
            return true;
    return false;
}

/* Gmail: ("<local@host>" NIL "Name" NIL) has name and mailbox swapped. */
static void mend_address(mla__lex *lex, mla_imap_address *address) {
    mla_str name = address->name;
    bool is_swapped = address->host.ptr == NULL && address->mailbox.ptr != NULL && name.len > 3 &&
                      name.ptr[0] == '<' && name.ptr[name.len - 1] == '>' && has_at_sign(name);
    if (!is_swapped)
        return;
    size_t at = name.len - 1;
    while (name.ptr[at] != '@')
        at--;
    address->name = address->mailbox;
    address->mailbox = (mla_str){name.ptr + 1, at - 1};
    address->host = (mla_str){name.ptr + at + 1, name.len - at - 2};
    lex->forgiven++;
}

static int32_t append_address(mla__lex *lex, mla_imap_address **list, size_t *room, size_t count) {
    if (count != *room)
        return MLA_OK;
    size_t more = *room != 0 ? *room * 2 : ADDRESSES_FIRST;
    mla_imap_address *grown =
        mla__arena_extend(lex->arena, *list, *room * sizeof **list, more * sizeof **list);
    if (grown == NULL)
        return MLA_E_LIMIT;
    *list = grown;
    *room = more;
    return MLA_OK;
}

/* One member of a list: an address in parentheses, or NIL, which stands for none (SmarterMail). */
static int32_t read_member(mla__lex *lex, mla_imap_address **list, size_t *room, size_t *count) {
    if (mla__lex_take_nil(lex)) {
        lex->forgiven++;
        return MLA_OK;
    }
    if (!mla__lex_take(lex, '('))
        return MLA_E_MALFORMED;
    int32_t status = append_address(lex, list, room, *count);
    mla_imap_address address;
    if (status == MLA_OK)
        status = read_address(lex, &address);
    if (status != MLA_OK)
        return status;
    mend_address(lex, &address);
    (*list)[(*count)++] = address;
    return MLA_OK;
}

/* QQ: an address that is not in a list of addresses; the opening parenthesis is taken. */
static int32_t read_flat_address(mla__lex *lex, mla_imap_address_list *result) {
    mla_imap_address *address = mla__arena_alloc(lex->arena, sizeof *address);
    if (address == NULL)
        return MLA_E_LIMIT;
    lex->forgiven++;
    int32_t status = read_address(lex, address);
    *result = (mla_imap_address_list){address, 1};
    return status;
}

static bool is_flat(const mla__lex *lex) {
    mla__lex ahead = *lex;
    return mla__lex_peek(lex) == '"' ||
           (mla__lex_take_nil(&ahead) && (mla__lex_spaces(&ahead), true) &&
            mla__lex_peek(&ahead) != '(' && mla__lex_peek(&ahead) != ')');
}

static int32_t read_addresses(mla__lex *lex, mla_imap_address_list *result) {
    *result = (mla_imap_address_list){NULL, 0};
    if (mla__lex_take_nil(lex))
        return MLA_OK;
    if (!mla__lex_take(lex, '('))
        return MLA_E_MALFORMED;
    mla__lex_spaces(lex);
    if (is_flat(lex))
        return read_flat_address(lex, result);
    mla_imap_address *list = NULL;
    size_t room = 0;
    size_t count = 0;
    while (!mla__lex_take(lex, ')')) {
        int32_t status = read_member(lex, &list, &room, &count);
        if (status != MLA_OK)
            return status;
    }
    *result = (mla_imap_address_list){list, count};
    return MLA_OK;
}

static int32_t read_fields(mla__lex *lex, mla_imap_envelope *envelope) {
    mla_imap_address_list *const lists[] = {&envelope->from, &envelope->sender, &envelope->reply_to,
                                            &envelope->to,   &envelope->cc,     &envelope->bcc};
    mla__lex_spaces(lex);
    int32_t status = mla__lex_nstring(lex, &envelope->date);
    if (status != MLA_OK)
        return status;
    mla__lex_spaces(lex);
    status = mla__lex_nstring(lex, &envelope->subject);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0] && status == MLA_OK; i++) {
        mla__lex_spaces(lex);
        if (mla__lex_peek(lex) == ')') {
            lex->forgiven++;
            return MLA_OK;
        }
        status = read_addresses(lex, lists[i]);
    }
    mla_str *const strings[] = {&envelope->in_reply_to, &envelope->message_id};
    for (size_t i = 0; i < 2 && status == MLA_OK; i++) {
        mla__lex_spaces(lex);
        if (mla__lex_peek(lex) == ')') {
            lex->forgiven++;
            return MLA_OK;
        }
        status = mla__lex_nstring(lex, strings[i]);
    }
    return status;
}

int32_t mla__read_envelope(mla__lex *lex, const mla_imap_envelope **result) {
    mla_imap_envelope *envelope = mla__arena_alloc(lex->arena, sizeof *envelope);
    if (envelope == NULL)
        return MLA_E_LIMIT;
    *envelope = (mla_imap_envelope){.struct_size = sizeof *envelope};
    if (!mla__lex_take(lex, '('))
        return MLA_E_MALFORMED;
    /* Domino: one more pair of parentheses around it. */
    bool is_wrapped = mla__lex_take(lex, '(');
    lex->forgiven += is_wrapped;
    int32_t status = read_fields(lex, envelope);
    if (status != MLA_OK)
        return status;
    if (!mla__lex_take(lex, ')') || (is_wrapped && !mla__lex_take(lex, ')')))
        return MLA_E_MALFORMED;
    *result = envelope;
    return MLA_OK;
}
