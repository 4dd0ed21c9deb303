/* SPDX-License-Identifier: MIT */
/**
 * Which message of a POP3 mailbox has which id: 16 octets a message, and the ids themselves.
 *
 * Filled by LIST, then UIDL; after that found by id. Servers number with gaps, list numbers twice,
 * give blank ids and the same id to two messages: each message still has an id of its own here.
 */
#ifndef MLA_SESSION_POP3_MAP_H
#define MLA_SESSION_POP3_MAP_H

#include <stdbool.h>

#include "session/texts.h"

#define MLA__POP3_MAP_MAX 10000000u /**< messages: what a server can make us hold */

typedef struct mla__pop3_entry {
    uint32_t number; /**< with a bit for deleted messages */
    uint32_t id;     /**< offset into the ids */
    uint32_t size;   /**< UINT32_MAX: not known, or larger */
    uint32_t order;  /**< of the map, not of this entry: indexes of the entries by their ids */
} mla__pop3_entry;

/** Begin with zeros. */
typedef struct mla__pop3_map {
    mla__pop3_entry *entries; /**< by number, once LIST is complete */
    uint32_t count;
    uint32_t capacity;
    uint32_t hint;
    mla__texts ids;
    bool has_uidl;
} mla__pop3_map;

/** A line of LIST. @return MLA_OK, MLA_E_LIMIT or MLA_E_NO_MEMORY. */
int32_t mla__pop3_map_add(mla__pop3_map *map, const mla_allocator *allocator, uint64_t number,
                          uint64_t size);

/** LIST is complete. */
void mla__pop3_map_listed(mla__pop3_map *map);

/** A line of UIDL. For a number that LIST had not, nothing is done. */
int32_t mla__pop3_map_name(mla__pop3_map *map, const mla_allocator *allocator, uint64_t number,
                           mla_str id);

/** All is there: makes the ids unique. @param has_uidl else ids are message numbers. */
int32_t mla__pop3_map_finish(mla__pop3_map *map, const mla_allocator *allocator, bool has_uidl);

/** @return the index; `count` when no message that is not deleted has this id. */
uint32_t mla__pop3_map_find(const mla__pop3_map *map, const char *id);

/** The next message from `index` on that is not deleted. @return `count` when there is none. */
uint32_t mla__pop3_map_next(const mla__pop3_map *map, uint32_t index);

uint32_t mla__pop3_map_number(const mla__pop3_map *map, uint32_t index);
/** NUL-terminated; lives as long as the map. */
const char *mla__pop3_map_id(const mla__pop3_map *map, uint32_t index);
bool mla__pop3_map_is_stable(const mla__pop3_map *map, uint32_t index);
/** MLA_NO_SIZE when not known. */
uint64_t mla__pop3_map_size(const mla__pop3_map *map, uint32_t index);
void mla__pop3_map_delete(mla__pop3_map *map, uint32_t index);

void mla__pop3_map_deinit(mla__pop3_map *map, const mla_allocator *allocator);

#endif
