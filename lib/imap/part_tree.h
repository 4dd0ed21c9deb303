/* SPDX-License-Identifier: MIT */
/** The parts of BODY and BODYSTRUCTURE as a flat array in which each knows the one around it: no recursion. */
#ifndef MLA_IMAP_PART_TREE_H
#define MLA_IMAP_PART_TREE_H

#include <stdbool.h>

#include <mailaccess/imap_fetch.h>

#include "base/arena.h"

typedef struct mla__part_tree {
    mla__arena *arena;
    mla_imap_part *parts; /**< moves when a part is opened */
    size_t count;
    uint32_t open;       /**< the part being read; MLA_IMAP_NO_PART when the outermost is closed */
    mla_imap_part *part; /**< the same, until then; moves when a part is opened */
    uint32_t depth_max;
} mla__part_tree;

/** @param depth_max parts within each other: 1 or more. */
static inline void mla__part_tree_init(mla__part_tree *tree, mla__arena *arena,
                                       uint32_t depth_max) {
    *tree = (mla__part_tree){.arena = arena, .open = MLA_IMAP_NO_PART, .depth_max = depth_max};
}

/**
 * Enters a part of the one that is open: an empty one with its place and path.
 *
 * @param is_multipart a multipart that is the whole body of a message has no path of its own.
 * @return MLA_OK, MLA_E_NESTING, or MLA_E_LIMIT when the arena is exhausted.
 */
int32_t mla__part_tree_open(mla__part_tree *tree, bool is_multipart);

/** Leaves the part being read. */
static inline void mla__part_tree_close(mla__part_tree *tree) {
    tree->open = tree->part->parent;
    if (tree->open != MLA_IMAP_NO_PART)
        tree->part = &tree->parts[tree->open];
}

#endif
