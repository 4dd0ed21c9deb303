/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "imap/quick.h"

#if MLA__OCTETS_WIDE

/* (name adl mailbox host), which stand in the struct in this order. One without a host may be odd (a group, or fields that
 * are swapped). */
MLA__QUICK_INLINE bool read_address(mla__quick *quick, mla_imap_address *address) {
    return mla__quick_take(quick, "(") && mla__quick_nstring(quick, &address->name) &&
           mla__quick_take(quick, " ") && mla__quick_nstring(quick, &address->adl) &&
           mla__quick_take(quick, " ") && mla__quick_nstring(quick, &address->mailbox) &&
           mla__quick_take(quick, " \"") && mla__quick_quoted(quick, &address->host) &&
           mla__quick_take(quick, ")");
}

/* A list with at least one member, or NIL; and the space behind it. */
MLA__QUICK_INLINE bool read_addresses(mla__quick *quick, mla_imap_address_list *result) {
    mla_imap_address *list = NULL;
    size_t count = 0;
    *result = (mla_imap_address_list){NULL, 0};
    if (*quick->at == 'N')
        return mla__quick_take(quick, "NIL ");
    if (!mla__quick_take(quick, "("))
        return false;
    do {
        list = mla__arena_room(quick->arena, list, count, 1, sizeof *list);
        if (list == NULL || !read_address(quick, &list[count]))
            return false;
        count++;
    } while (*quick->at == '(');
    *result = (mla_imap_address_list){list, count};
    return mla__quick_take(quick, ") ");
}

/* Sender and reply-to are the same octets as from in most messages: they are read once. */
MLA__QUICK_INLINE bool take_same(mla__quick *quick, const char *end, mla_str last) {
    if ((size_t)(end - quick->at) < last.len || memcmp(quick->at, last.ptr, last.len) != 0)
        return false;
    quick->at += last.len;
    return true;
}

/* From, sender, reply-to; to, cc, bcc: the fields stand in the struct in their order. */
static bool read_lists(mla__quick *quick, const char *end, mla_imap_address_list *lists) {
    enum {
        SAME = 3,
        LISTS = 6
    };
    mla_str last = {quick->at, 0};
    for (int i = 0; i < LISTS; i++) {
        const char *from = quick->at;
        if (i != 0 && i < SAME && take_same(quick, end, last)) {
            lists[i] = lists[i - 1];
            continue;
        }
        if (!read_addresses(quick, &lists[i]))
            return false;
        last = mla__str_between(from, quick->at);
    }
    return true;
}

bool mla__quick_envelope(mla__quick *outside, const char *end, const mla_imap_envelope **result) {
    mla__quick quick = *outside;
    mla_imap_envelope *envelope = mla__arena_alloc(quick.arena, sizeof *envelope);
    if (envelope == NULL)
        return false;
    envelope->struct_size = sizeof *envelope;
    bool is_plain =
        mla__quick_nstring(&quick, &envelope->date) && mla__quick_take(&quick, " ") &&
        mla__quick_nstring(&quick, &envelope->subject) && mla__quick_take(&quick, " ") &&
        read_lists(&quick, end, &envelope->from) &&
        mla__quick_nstring(&quick, &envelope->in_reply_to) && mla__quick_take(&quick, " ") &&
        mla__quick_nstring(&quick, &envelope->message_id) && mla__quick_take(&quick, ")");
    *result = envelope;
    outside->at = quick.at;
    return is_plain;
}

#else
typedef int mla__quick_envelope_is_left_out;
#endif
