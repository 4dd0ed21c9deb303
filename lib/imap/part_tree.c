/* SPDX-License-Identifier: MIT */
#include "imap/part_tree.h"

#include "base/number.h"

#define PARTS_FIRST 4u

/* "1", "2.1": behind the path of the nearest part around it that has one. */
static int32_t set_path(mla__part_tree *tree, mla_imap_part *part, const mla_imap_part *parent,
                        uint32_t nth) {
    mla_str prefix = parent != NULL ? parent->path : (mla_str){NULL, 0};
    while (prefix.len == 0 && parent != NULL && parent->parent != MLA_IMAP_NO_PART) {
        parent = &tree->parts[parent->parent];
        prefix = parent->path;
    }
    char *out = mla__arena_alloc(tree->arena, prefix.len + 1 + MLA__NUMBER_MAX);
    if (out == NULL)
        return MLA_E_LIMIT;
    size_t len = 0;
    for (; len != prefix.len; len++)
        out[len] = prefix.ptr[len];
    if (len != 0)
        out[len++] = '.';
    if (nth < 10)
        out[len++] = (char)('0' + nth);
    else
        len += mla__number_format(out + len, nth);
    part->path = (mla_str){out, len};
    return MLA_OK;
}

int32_t mla__part_tree_open(mla__part_tree *tree, bool is_multipart) {
    bool is_root = tree->open == MLA_IMAP_NO_PART;
    uint32_t depth = is_root ? 0 : tree->part->depth + 1;
    if (depth >= tree->depth_max)
        return MLA_E_NESTING;
    mla_imap_part *parts =
        mla__arena_room(tree->arena, tree->parts, tree->count, PARTS_FIRST, sizeof *parts);
    if (parts == NULL)
        return MLA_E_LIMIT;
    if (!is_root && parts != tree->parts)
        tree->part = &parts[tree->open];
    tree->parts = parts;
    mla_imap_part *parent = is_root ? NULL : tree->part;
    mla_imap_part *part = &parts[tree->count];
    *part = (mla_imap_part){.struct_size = sizeof *part, .parent = tree->open, .depth = depth};
    tree->part = part;
    tree->open = (uint32_t)tree->count++;
    uint32_t nth = is_root ? 1 : ++parent->child_count;
    bool is_whole_message = is_root || parent->envelope != NULL;
    if (!is_multipart || !is_whole_message)
        return set_path(tree, part, parent, nth);
    part->path = (mla_str){"", 0};
    return MLA_OK;
}
