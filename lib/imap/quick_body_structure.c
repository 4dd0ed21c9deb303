/* SPDX-License-Identifier: MIT */
/* BODYSTRUCTURE whose parts are leaves and multiparts, with all of their fields. */
#include "imap/quick.h"

#if MLA__OCTETS_WIDE

/* ("charset" "utf-8" ...) or NIL. */
MLA__QUICK_INLINE bool read_parameters(mla__quick *quick, mla_imap_parameters *list) {
    if (!mla__quick_take(quick, "(\""))
        return mla__quick_take(quick, "NIL");
    mla_imap_parameter *items = mla__quick_first_room(quick, sizeof *items);
    size_t count = 0;
    do {
        items = mla__quick_room(quick, items, count, sizeof *items);
        if (items == NULL || !mla__quick_quoted(quick, &items[count].name) ||
            !mla__quick_take(quick, " ") || !mla__quick_nstring(quick, &items[count].value))
            return false;
        count++;
    } while (mla__quick_take(quick, " \""));
    *list = (mla_imap_parameters){items, count};
    return mla__quick_take(quick, ")");
}

/* ("attachment" ("filename" "x")) or NIL. */
MLA__QUICK_INLINE bool read_disposition(mla__quick *quick, mla_imap_part *part) {
    if (!mla__quick_take(quick, "(\""))
        return mla__quick_take(quick, "NIL");
    /* One with a space may be none (Exchange). */
    return mla__quick_quoted_without(quick, ' ', &part->disposition) &&
           mla__quick_take(quick, " ") && read_parameters(quick, &part->disposition_parameters) &&
           mla__quick_take(quick, ")");
}

/* From the disposition to the end of the part; of the languages, NIL alone. */
MLA__QUICK_INLINE bool read_extension(mla__quick *quick, mla_imap_part *part) {
    if (mla__quick_take(quick, " NIL NIL NIL)"))
        return true;
    return mla__quick_take(quick, " ") && read_disposition(quick, part) &&
           mla__quick_take(quick, " NIL ") && mla__quick_nstring(quick, &part->location) &&
           mla__quick_take(quick, ")");
}

/* A message has other fields; and what looks like a multipart's subtype may be one. */
MLA__QUICK_INLINE bool is_plain_type(mla_str type) {
    if (type.len < 4)
        return false;
    switch (type.ptr[0] | 0x20) {
    case 't':
    case 'i':
    case 'v':
    case 'f': return true;
    case 'a': return (type.ptr[1] | 0x20) != 'l';
    default: return false;
    }
}

/* With what stands in front of the subtype; most are text. */
MLA__QUICK_INLINE bool read_type(mla__quick *quick, mla_str *type) {
    const char *from = quick->at + 1;
    if (mla__quick_take(quick, "\"text\" \"")) {
        *type = (mla_str){from, sizeof "text" - 1};
        return true;
    }
    return mla__quick_take(quick, "\"") && mla__quick_quoted(quick, type) && is_plain_type(*type) &&
           mla__quick_take(quick, " \"");
}

/* Id and description, with a space in front of each and behind; most parts have neither. */
MLA__QUICK_INLINE bool read_texts(mla__quick *quick, mla_imap_part *part) {
    if (mla__quick_take(quick, " NIL NIL "))
        return true;
    return mla__quick_take(quick, " ") && mla__quick_nstring(quick, &part->id) &&
           mla__quick_take(quick, " ") && mla__quick_nstring(quick, &part->description) &&
           mla__quick_take(quick, " ");
}

MLA__QUICK_INLINE bool read_encoding(mla__quick *quick, mla_str *encoding) {
    return mla__quick_take(quick, "\"") && mla__quick_quoted(quick, encoding) &&
           encoding->len != 0 && encoding->ptr[encoding->len - 1] != ' ';
}

/* Of the types that are plain "text" alone has a line count, and always. */
MLA__QUICK_INLINE bool has_lines(mla_str type) {
    return type.len == sizeof "text" - 1 && (*type.ptr | 0x20) == 't';
}

MLA__QUICK_INLINE bool read_leaf(mla__quick *quick, mla_imap_part *part) {
    if (!read_type(quick, &part->type) || !mla__quick_quoted(quick, &part->subtype) ||
        !mla__quick_take(quick, " ") || !read_parameters(quick, &part->parameters) ||
        !read_texts(quick, part) || !read_encoding(quick, &part->encoding) ||
        !mla__quick_take(quick, " ") || !mla__quick_number(quick, &part->size))
        return false;
    if (has_lines(part->type) &&
        (!mla__quick_take(quick, " ") || !mla__quick_number(quick, &part->lines)))
        return false;
    if (mla__quick_take(quick, ")"))
        return true;
    if (mla__quick_take(quick, " NIL NIL NIL NIL"))
        return mla__quick_take(quick, ")");
    return mla__quick_take(quick, " ") && mla__quick_nstring(quick, &part->md5) &&
           read_extension(quick, part);
}

/* What follows the parts of a multipart. */
MLA__QUICK_INLINE bool finish_multipart(mla__quick *quick, mla_imap_part *part) {
    part->type = (mla_str){"multipart", sizeof "multipart" - 1};
    if (!mla__quick_take(quick, " \"") || !mla__quick_quoted(quick, &part->subtype))
        return false;
    if (mla__quick_take(quick, ")"))
        return true;
    return mla__quick_take(quick, " ") && read_parameters(quick, &part->parameters) &&
           read_extension(quick, part);
}

MLA__QUICK_INLINE bool open_part(mla__quick *quick, mla__part_tree *tree) {
    return mla__part_tree_open(tree, *quick->at == '(') == MLA_OK;
}

bool mla__quick_body_structure(mla__quick *outside, bool is_extended, uint32_t depth_max,
                               const mla_imap_body_structure **result) {
    mla__quick quick = *outside;
    mla__part_tree tree;
    mla__part_tree_init(&tree, quick.arena, depth_max);
    mla_imap_body_structure *structure = mla__arena_alloc(quick.arena, sizeof *structure);
    if (structure == NULL || !open_part(&quick, &tree))
        return false;
    while (tree.open != MLA_IMAP_NO_PART) {
        mla_imap_part *part = tree.part;
        if (*quick.at == '(') {
            quick.at++;
            if (!open_part(&quick, &tree))
                return false;
            continue;
        }
        if (!(part->child_count == 0 ? read_leaf(&quick, part) : finish_multipart(&quick, part)))
            return false;
        mla__part_tree_close(&tree);
    }
    *structure = (mla_imap_body_structure){
        .struct_size = sizeof *structure,
        .extended = is_extended,
        .parts = tree.parts,
        .part_count = tree.count,
    };
    *result = structure;
    outside->at = quick.at;
    return true;
}

#else
typedef int mla__quick_body_structure_is_left_out;
#endif
