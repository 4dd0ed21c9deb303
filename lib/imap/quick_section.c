/* SPDX-License-Identifier: MIT */
#include "imap/quick.h"

#if MLA__OCTETS_WIDE

/* What stands in the brackets: "", "1.2", "TEXT", but no list of header fields. */
static bool read_name(mla__quick *quick, mla_imap_body *body) {
    const char *from = quick->at;
    const char *end = mla__quick_find_word_end(from);
    if (*end != ']')
        return false;
    body->section = mla__str_between(from, end);
    quick->at = end + 1;
    body->has_origin = mla__quick_take(quick, "<");
    return !body->has_origin ||
           (mla__quick_number(quick, &body->origin) && mla__quick_take(quick, ">"));
}

bool mla__quick_section(mla__quick *quick, mla_imap_body *body) {
    const char *from = quick->at - sizeof "BODY[" + 1;
    *body = (mla_imap_body){.struct_size = sizeof *body, .is_section = 1};
    if (!read_name(quick, body))
        return false;
    body->item = mla__str_between(from, quick->at);
    _Static_assert(MLA__WIRE_STREAMED == '\x1f', "the mark of a value that has streamed");
    if (mla__quick_take(quick, " \x1f"))
        return true;
    return mla__quick_take(quick, " {") && mla__quick_number(quick, &body->size) &&
           body->size <= INT64_MAX && mla__quick_take(quick, "}\r\n");
}

#else
typedef int mla__quick_section_is_left_out;
#endif
