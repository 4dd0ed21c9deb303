/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "base/cold.h"
#include "imap/decoder.h"

enum {
    ADDRESS_FIELDS = sizeof(mla_imap_address) / sizeof(mla_str)
};

/* What has other tokens than four gives them in this order; `count` were read, and those that are left are absent. */
MLA__COLD static int32_t finish_odd_address(mla__lex *lex, int32_t count) {
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_ADDRESS);
    mla_str ignored;
    while (count > 0)
        count = mla__lex_nstrings(lex, &ignored, 1);
    if (count < 0)
        return count;
    return mla__lex_take(lex, ')') ? MLA_OK : MLA_E_MALFORMED;
}

/* A proper address is (name adl mailbox host), which stand in the struct in this order. */
static int32_t read_address(mla__lex *lex, mla_imap_address *address) {
    int32_t count = mla__lex_nstrings(lex, &address->name, ADDRESS_FIELDS);
    if (count == ADDRESS_FIELDS && mla__lex_take(lex, ')'))
        return MLA_OK;
    return finish_odd_address(lex, count);
}

/* Gmail: ("<local@host>" NIL "Name" NIL) has name and mailbox swapped. */
MLA__COLD static void mend_address(mla__lex *lex, mla_imap_address *address) {
    mla_str name = address->name;
    if (address->mailbox.ptr == NULL || name.len <= 3 || name.ptr[0] != '<' ||
        name.ptr[name.len - 1] != '>')
        return;
    size_t at = name.len - 1;
    while (at != 0 && name.ptr[at] != '@')
        at--;
    if (at == 0)
        return;
    address->name = address->mailbox;
    address->mailbox = (mla_str){name.ptr + 1, at - 1};
    address->host = (mla_str){name.ptr + at + 1, name.len - at - 2};
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_ADDRESS);
}

/* Adds the address whose opening parenthesis was taken. */
static int32_t add_address(mla__lex *lex, mla_imap_address_list *list) {
    mla_imap_address *address = mla__arena_append(lex->arena, list, sizeof *address);
    int32_t status = address != NULL ? read_address(lex, address) : MLA_E_LIMIT;
    if (status == MLA_OK && address->host.ptr == NULL)
        mend_address(lex, address);
    return status;
}

static bool is_flat(const mla__lex *lex) {
    mla__lex ahead = *lex;
    return mla__lex_peek(lex) == '"' ||
           (mla__lex_take_nil(&ahead) && (mla__lex_spaces(&ahead), true) &&
            mla__lex_peek(&ahead) != '(' && mla__lex_peek(&ahead) != ')');
}

/* The members of a list whose opening parenthesis was taken. */
static int32_t read_members(mla__lex *lex, mla_imap_address_list *list) {
    int32_t status = MLA_OK;
    mla__lex_forgive(lex, *lex->at == ')', MLA_IMAP_FORGIVEN_EMPTY_LIST);
    while (status == MLA_OK && !mla__lex_take(lex, ')')) {
        mla__lex_forgive(lex, lex->at[-1] == ' ' && lex->at[-2] == ')', MLA_IMAP_FORGIVEN_SPACES);
        if (mla__lex_take(lex, '(')) {
            status = add_address(lex, list);
        } else {
            /* SmarterMail: NIL stands for no address. */
            mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_ADDRESS_LIST);
            status = mla__lex_take_nil(lex) ? MLA_OK : MLA_E_MALFORMED;
        }
    }
    return status;
}

/* A string in place of a list is taken for a name. */
MLA__COLD static int32_t read_bare_name(mla__lex *lex, mla_imap_address_list *list) {
    if (*lex->at != '"')
        return MLA_E_MALFORMED;
    mla_imap_address *address = mla__arena_append(lex->arena, list, sizeof *address);
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_ADDRESS_LIST);
    return address != NULL ? mla__lex_astring(lex, &address->name) : MLA_E_LIMIT;
}

static int32_t read_addresses(mla__lex *lex, mla_imap_address_list *list) {
    if (!mla__lex_take(lex, '('))
        return mla__lex_take_nil(lex) ? MLA_OK : read_bare_name(lex, list);
    mla__lex_spaces(lex);
    if (*lex->at == '(' || !is_flat(lex))
        return read_members(lex, list);
    /* QQ: an address that is not in a list of addresses. */
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_ADDRESS_LIST);
    return add_address(lex, list);
}

/* From, sender and so on. Servers leave the last fields out. */
static int32_t read_lists(mla__lex *lex, mla_imap_address_list *lists, size_t count) {
    for (size_t i = 0; i < count && *lex->at != ')'; i++) {
        int32_t status = read_addresses(lex, &lists[i]);
        if (status != MLA_OK)
            return status;
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
