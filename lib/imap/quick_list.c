/* SPDX-License-Identifier: MIT */
#include "imap/quick.h"

#if MLA__OCTETS_WIDE

/* Those that come most, as all write them; 0: it is none of them. */
MLA__QUICK_INLINE uint32_t take_usual_attribute(mla__quick *quick) {
    if (mla__quick_take(quick, "\\HasNoChildren"))
        return MLA_IMAP_MAILBOX_HASNOCHILDREN;
    if (mla__quick_take(quick, "\\HasChildren"))
        return MLA_IMAP_MAILBOX_HASCHILDREN;
    return mla__quick_take(quick, "\\Subscribed") ? MLA_IMAP_MAILBOX_SUBSCRIBED : 0;
}

MLA__QUICK_INLINE bool read_attribute(mla__quick *quick, mla_str *name, mla_imap_list *list) {
    const char *from = quick->at;
    uint32_t attribute = take_usual_attribute(quick);
    if (attribute != 0) {
        *name = mla__str_between(from, quick->at);
    } else {
        if (*from != '\\' || !mla__quick_word(quick, name))
            return false;
        attribute = mla__mailbox_attribute(name);
    }
    list->attributes |= attribute;
    return true;
}

/* "(" has been taken. */
MLA__QUICK_INLINE bool read_attributes(mla__quick *quick, mla_imap_list *list) {
    list->attributes = 0;
    list->attribute_names = NULL;
    list->attribute_count = 0;
    if (mla__quick_take(quick, ")"))
        return true;
    mla_str *names = mla__quick_first_room(quick, sizeof *names);
    size_t count = 0;
    do {
        names = mla__quick_room(quick, names, count, sizeof *names);
        if (names == NULL || !read_attribute(quick, &names[count++], list))
            return false;
    } while (mla__quick_take(quick, " "));
    list->attribute_names = names;
    list->attribute_count = count;
    return mla__quick_take(quick, ")");
}

/* Another one is a rarity. */
MLA__QUICK_INLINE bool read_delimiter(mla__quick *quick, mla_imap_list *list) {
    list->delimiter = 0;
    if (mla__quick_take(quick, " \"/\""))
        list->delimiter = '/';
    else if (mla__quick_take(quick, " \".\""))
        list->delimiter = '.';
    else
        return mla__quick_take(quick, " NIL");
    return true;
}

/* In modified UTF-7, or in UTF-8, one without an ampersand is as it was sent. */
MLA__QUICK_INLINE bool read_name(mla__quick *quick, mla_imap_list *list) {
    if (!mla__quick_take(quick, " \"") || !mla__quick_quoted_without(quick, '&', &list->name_raw))
        return false;
    list->name = list->name_raw;
    return true;
}

bool mla__quick_list(mla__quick *outside, mla_imap_list *list) {
    mla__quick quick = *outside;
    bool is_plain = read_attributes(&quick, list) && read_delimiter(&quick, list) &&
                    read_name(&quick, list) && mla__quick_stands(quick.at, "\r\n", 2);
    outside->at = quick.at;
    return is_plain;
}

#else
typedef int mla__quick_list_is_left_out;
#endif
