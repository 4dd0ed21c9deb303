/* SPDX-License-Identifier: MIT */
#include "imap/part_tree.h"

#include "base/mem.h"
#include "base/number.h"

#define PARTS_FIRST 4u

/* "1", "2.1": behind the path of the nearest part around it that has one. */
static int32_t set_path(mla__part_tree *tree, mla_imap_part *part, uint32_t nth) {
    mla_str prefix = {NULL, 0};
    for (uint32_t up = part->parent; up != MLA_IMAP_NO_PART && prefix.len == 0;
         up = tree->parts[up].parent)
        prefix = tree->parts[up].path;
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

/* Field by field: a few stores, where one assignment becomes a loop. */
static void clear_part(mla_imap_part *part) {
    part->struct_size = sizeof *part;
    part->child_count = 0;
    part->path = part->type = part->subtype = (mla_str){NULL, 0};
    part->parameters = part->disposition_parameters = (mla_imap_parameters){NULL, 0};
    part->id = part->description = part->encoding = part->md5 = (mla_str){NULL, 0};
    part->size = part->lines = 0;
    part->envelope = NULL;
    part->disposition = part->location = part->extension = (mla_str){NULL, 0};
    part->languages = NULL;
    part->language_count = 0;
}

int32_t mla__part_tree_open(mla__part_tree *tree, bool is_multipart) {
    uint32_t parent = tree->open;
    bool is_root = parent == MLA_IMAP_NO_PART;
    uint32_t depth = is_root ? 0 : tree->parts[parent].depth + 1;
    if (depth >= tree->depth_max)
        return MLA_E_NESTING;
    mla_imap_part *parts =
        mla__arena_room(tree->arena, tree->parts, tree->count, PARTS_FIRST, sizeof *parts);
    if (parts == NULL)
        return MLA_E_LIMIT;
    tree->parts = parts;
    tree->open = (uint32_t)tree->count++;
    mla_imap_part *part = mla__part_tree_part(tree);
    clear_part(part);
    part->parent = parent;
    part->depth = depth;
    uint32_t nth = is_root ? 1 : ++parts[parent].child_count;
    bool is_whole_message = is_root || parts[parent].envelope != NULL;
    if (!is_multipart || !is_whole_message)
        return set_path(tree, part, nth);
    part->path = (mla_str){"", 0};
    return MLA_OK;
}
