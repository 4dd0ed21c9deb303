/* SPDX-License-Identifier: MIT */
#include "imap/mailbox_name.h"
#include "imap/quick.h"

#if MLA__OCTETS_WIDE

/* Those that come most are looked for first, as all write them. */
MLA__QUICK_INLINE uint32_t attribute_of(mla_str name) {
    static const char has_no_children[] = "\\HasNoChildren";
    static const char has_children[] = "\\HasChildren";
    if (name.len == sizeof has_no_children - 1 &&
        mla__quick_stands(name.ptr, has_no_children, sizeof has_no_children - 1))
        return MLA_IMAP_MAILBOX_HASNOCHILDREN;
    if (name.len == sizeof has_children - 1 &&
        mla__quick_stands(name.ptr, has_children, sizeof has_children - 1))
        return MLA_IMAP_MAILBOX_HASCHILDREN;
    return mla__mailbox_attribute(name);
}

/* "(" has been taken. */
MLA__QUICK_INLINE bool read_attributes(mla__quick *quick, mla_imap_list *list) {
    mla_str *names = NULL;
    size_t count = 0;
    uint32_t attributes = 0;
    if (mla__quick_take(quick, ")"))
        return true;
    for (char behind = ' '; behind == ' '; behind = *quick->at++) {
        names = mla__arena_room(quick->arena, names, count, MLA__WORDS_FIRST, sizeof *names);
        if (names == NULL || !mla__quick_word(quick, &names[count]))
            return false;
        attributes |= attribute_of(names[count++]);
    }
    list->attributes = attributes;
    list->attribute_names = names;
    list->attribute_count = count;
    return quick->at[-1] == ')';
}

/* "/" or NIL. */
MLA__QUICK_INLINE bool read_delimiter(mla__quick *quick, mla_imap_list *list) {
    if (quick->at[0] == ' ' && quick->at[1] == '"' && !mla__ascii_is_ctl(quick->at[2]) &&
        quick->at[2] != '"' && quick->at[2] != '\\' && quick->at[3] == '"') {
        list->delimiter = (unsigned char)quick->at[2];
        quick->at += sizeof " \"/\"" - 1;
        return true;
    }
    return mla__quick_take(quick, " NIL");
}

bool mla__quick_list(mla__quick *quick, bool is_utf8, mla_imap_list *list) {
    *list = (mla_imap_list){.struct_size = sizeof *list, .command = MLA_IMAP_LIST};
    if (!read_attributes(quick, list) || !read_delimiter(quick, list) ||
        !mla__quick_take(quick, " \"") || !mla__quick_quoted(quick, &list->name_raw) ||
        (!is_utf8 && !mla__mailbox_name_is_plain(list->name_raw)))
        return false;
    list->name = list->name_raw;
    return mla__quick_stands(quick->at, "\r\n", 2);
}

#else
typedef int mla__quick_list_is_left_out;
#endif
