/* SPDX-License-Identifier: MIT */
/**
 * Which message of a POP3 mailbox has which id: about fifteen octets a message, whatever its id, which
 * go into a file where there is a folder for it and they are many (spool.h).
 *
 * Filled by LIST, then UIDL; after that found by id. Servers number with gaps, list numbers twice,
 * give blank ids and the same id to two messages: each message still has an id of its own here.
 *
 * The ids themselves are held as far as they take little (`ids_max`), so that a listing has them
 * without asking again. Of a larger mailbox nothing but fingerprints is left: then an id has to come
 * from the server once more before it can be told.
 */
#ifndef MLA_SESSION_POP3_MAP_H
#define MLA_SESSION_POP3_MAP_H

#include <stdbool.h>

#include "session/pop3_scan.h"
#include "session/texts.h"

#define MLA__POP3_IDS_MAX 1048576u   /**< octets of ids that are held */
#define MLA__POP3_MEMORY_MAX 524288u /**< octets of each kind that are not in a file */

/** Begin with mla__pop3_map_init(). */
typedef struct mla__pop3_map {
    size_t ids_max;
    uint64_t key[2];     /**< of the fingerprints: random */
    mla__pop3_scan scan; /**< filled before the rest */
    mla__spool marks;    /**< four bits for each message, see pop3_map.c */
    mla__pop3_index index;
    mla__texts ids;    /**< as UIDL had them, or in hexadecimal */
    uint32_t *offsets; /**< of the ids; NULL: they are not held */
    mla__texts scratch;
    bool has_uidl;
} mla__pop3_map;

/**
 * @param ids_max octets of ids that are held at most.
 * @param like    empty: the folder for files, and what may stay in memory of each kind.
 */
void mla__pop3_map_init(mla__pop3_map *map, size_t ids_max, const mla__spool *like);

/** LIST is complete. @return MLA_OK, MLA_E_NO_MEMORY or MLA_E_FILE. */
int32_t mla__pop3_map_listed(mla__pop3_map *map, const mla_allocator *allocator);

/** A line of UIDL. For a number that LIST had not, nothing is done. */
int32_t mla__pop3_map_name(mla__pop3_map *map, const mla_allocator *allocator, uint64_t number,
                           mla_str id);

/** All is there: from now on ids lead to messages. @param has_uidl else ids are message numbers. */
int32_t mla__pop3_map_finish(mla__pop3_map *map, const mla_allocator *allocator, bool has_uidl);

/** @return the index; the count of messages when none that is not deleted has this id. */
uint32_t mla__pop3_map_find(const mla__pop3_map *map, const char *id);

/** The next message from `index` on that is not deleted. @return the count of messages when there is none. */
uint32_t mla__pop3_map_next(const mla__pop3_map *map, uint32_t index);

bool mla__pop3_map_is_stable(const mla__pop3_map *map, uint32_t index);

void mla__pop3_map_delete(mla__pop3_map *map, uint32_t index);
bool mla__pop3_map_is_deleted(const mla__pop3_map *map, uint32_t index);

/** Whether the id can be written without asking the server: of one message, of every one. */
bool mla__pop3_map_holds_id(const mla__pop3_map *map, uint32_t index);
bool mla__pop3_map_holds_all(const mla__pop3_map *map);

/**
 * The id by which callers know a message, as the only string of `out`.
 *
 * @param sent as UIDL has it; not looked at when the map holds the id.
 */
int32_t mla__pop3_map_write_id(const mla__pop3_map *map, const mla_allocator *allocator,
                               uint32_t index, mla_str sent, mla__texts *out);

/** Notes that a listing has handed a message out. @return whether it had already. */
bool mla__pop3_map_hand_out(mla__pop3_map *map, uint32_t index);
/** A listing begins. */
void mla__pop3_map_take_back(mla__pop3_map *map);

/**
 * Whether its file ever failed: then nothing that it tells can be relied on.
 *
 * @param native_code out: errno of the failure.
 * @return MLA_OK or MLA_E_FILE.
 */
int32_t mla__pop3_map_status(const mla__pop3_map *map, int32_t *native_code);

/** Empties and releases; `ids_max` and the folder stay. */
void mla__pop3_map_deinit(mla__pop3_map *map, const mla_allocator *allocator);

#endif
