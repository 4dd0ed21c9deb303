/* SPDX-License-Identifier: MIT */
/** Deterministic data of realistic shape: what servers send, an item at a time. */
#ifndef BENCH_DATA_H
#define BENCH_DATA_H

#include <stddef.h>
#include <stdint.h>

/** Writes item `number` of a kind behind `out`. @return octets. */
typedef size_t data_writer(char *out, uint32_t number);

typedef struct data_kind {
    const char *name;
    data_writer *write;
    const char *begin; /**< stands once before all items; may be NULL */
    const char *end;   /**< and once behind them */
} data_kind;

/** Room that one item needs at most. */
#define DATA_ITEM_MAX 16384

/** Ended by one without a name. */
extern const data_kind data_kinds[];

/** NULL when there is none of that name. */
const data_kind *data_find(const char *name);

#endif
