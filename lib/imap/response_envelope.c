/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "base/cold.h"
#include "base/mem.h"
#include "base/str.h"
#include "imap/decoder.h"

enum {
    ADDRESS_FIELDS = sizeof(mla_imap_address) / sizeof(mla_str)
};

/* What has other tokens than four gives them in this order; `count` were read. */
MLA__COLD static int32_t finish_odd_address(mla__lex *lex, mla_str *fields, int32_t count) {
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_ADDRESS);
    for (int32_t i = count; i >= 0 && i < ADDRESS_FIELDS; i++)
        fields[i] = (mla_str){NULL, 0};
    mla_str ignored;
    while (count > 0)
        count = mla__lex_nstrings(lex, &ignored, 1);
    if (count < 0)
        return count;
    return mla__lex_take(lex, ')') ? MLA_OK : MLA_E_MALFORMED;
}

/* A proper address is (name adl mailbox host), which stand in the struct in this order. */
static int32_t read_address(mla__lex *lex, mla_imap_address *address) {
    mla_str *fields = &address->name;
    int32_t count = mla__lex_nstrings(lex, fields, ADDRESS_FIELDS);
    if (count == ADDRESS_FIELDS && mla__lex_take(lex, ')'))
        return MLA_OK;
    return finish_odd_address(lex, fields, count);
}

static bool has_at_sign(mla_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '@')
            return true;
    return false;
}

/* Gmail: ("<local@host>" NIL "Name" NIL) has name and mailbox swapped. */
MLA__COLD static void mend_address(mla__lex *lex, mla_imap_address *address) {
    mla_str name = address->name;
    bool is_swapped = address->mailbox.ptr != NULL && name.len > 3 && name.ptr[0] == '<' &&
                      name.ptr[name.len - 1] == '>' && has_at_sign(name);
    if (!is_swapped)
        return;
    size_t at = name.len - 1;
    while (name.ptr[at] != '@')
        at--;
    address->name = address->mailbox;
    address->mailbox = (mla_str){name.ptr + 1, at - 1};
    address->host = (mla_str){name.ptr + at + 1, name.len - at - 2};
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_ADDRESS);
}

/* QQ: an address that is not in a list of addresses; the opening parenthesis is taken. */
MLA__COLD static int32_t read_flat_address(mla__lex *lex, mla_imap_address_list *result) {
    mla_imap_address *address = mla__arena_alloc(lex->arena, sizeof *address);
    if (address == NULL)
        return MLA_E_LIMIT;
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_ADDRESS_LIST);
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

/* The members of a list whose opening parenthesis was taken. */
static int32_t read_members(mla__lex *lex, mla_imap_address_list *result) {
    mla_imap_address *list = NULL;
    size_t count = 0;
    while (!mla__lex_take(lex, ')')) {
        if (*lex->at != '(') {
            if (!mla__lex_take_nil(lex))
                return MLA_E_MALFORMED;
            /* SmarterMail: stands for no address. */
            mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_ADDRESS_LIST);
            continue;
        }
        lex->at++;
        list = mla__arena_room(lex->arena, list, count, 1, sizeof *list);
        int32_t status = list != NULL ? read_address(lex, &list[count]) : MLA_E_LIMIT;
        if (status != MLA_OK)
            return status;
        if (list[count].host.ptr == NULL)
            mend_address(lex, &list[count]);
        count++;
    }
    *result = (mla_imap_address_list){list, count};
    return MLA_OK;
}

/* A string in place of a list is taken for a name. */
MLA__COLD static int32_t read_bare_name(mla__lex *lex, mla_imap_address_list *result) {
    mla_imap_address *address = mla__arena_alloc(lex->arena, sizeof *address);
    if (address == NULL)
        return MLA_E_LIMIT;
    *address = (mla_imap_address){0};
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_ADDRESS_LIST);
    *result = (mla_imap_address_list){address, 1};
    return mla__lex_astring(lex, &address->name);
}

static int32_t read_addresses(mla__lex *lex, mla_imap_address_list *result) {
    if (!mla__lex_take(lex, '('))
        return mla__lex_take_nil(lex) ? MLA_OK : read_bare_name(lex, result);
    mla__lex_spaces(lex);
    return *lex->at != '(' && is_flat(lex) ? read_flat_address(lex, result)
                                           : read_members(lex, result);
}

/* Sender and reply-to are the same octets as from in most messages: they are read once. */
static bool take_same(mla__lex *lex, mla_str last) {
    if ((size_t)(lex->end - lex->at) <= last.len || memcmp(lex->at, last.ptr, last.len) != 0)
        return false;
    lex->at += last.len;
    return true;
}

/* From, sender and so on. Servers leave the last fields out. */
static int32_t read_lists(mla__lex *lex, mla_imap_address_list *lists, size_t count) {
    const char *from = lex->at;
    mla_str last = {from, 0};
    for (size_t i = 0; i < count && *lex->at != ')'; i++) {
        if (i != 0 && i < 3 && take_same(lex, last)) {
            lists[i] = lists[i - 1];
        } else {
            from = lex->at;
            int32_t status = read_addresses(lex, &lists[i]);
            if (status != MLA_OK)
                return status;
            last = mla__str_between(from, lex->at);
        }
        mla__lex_spaces(lex);
    }
    return MLA_OK;
}

/* The fields stand in the struct in their order. */
static int32_t read_fields(mla__lex *lex, mla_imap_envelope *envelope) {
    enum {
        LISTS = 6
    };
    _Static_assert(offsetof(mla_imap_envelope, bcc) ==
                       offsetof(mla_imap_envelope, from) + (LISTS - 1) * sizeof envelope->from,
                   "address lists side by side");
    int32_t count = mla__lex_nstrings(lex, &envelope->date, 2);
    if (count < 0)
        return count;
    mla__lex_spaces(lex);
    int32_t status = read_lists(lex, &envelope->from, LISTS);
    if (status != MLA_OK)
        return status;
    count = mla__lex_nstrings(lex, &envelope->in_reply_to, 2);
    mla__lex_forgive(lex, count < 2, MLA_IMAP_FORGIVEN_ENVELOPE);
    return count < 0 ? count : MLA_OK;
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
    mla__lex_forgive(lex, is_wrapped, MLA_IMAP_FORGIVEN_ENVELOPE);
    int32_t status = read_fields(lex, envelope);
    if (status != MLA_OK)
        return status;
    if (!mla__lex_take(lex, ')') || (is_wrapped && !mla__lex_take(lex, ')')))
        return MLA_E_MALFORMED;
    *result = envelope;
    return MLA_OK;
}
