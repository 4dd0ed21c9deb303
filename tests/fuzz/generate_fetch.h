/* SPDX-License-Identifier: MIT */
/** A FETCH in the making. A put_ function puts one item and notes what it means. */
#ifndef GENERATE_FETCH_H
#define GENERATE_FETCH_H

#include "build.h"

#define FETCH_BODIES_MAX 4u
#define FETCH_RAW_MAX 3u

typedef struct fetch_builder {
    mla_imap_fetch *fetch;
    /* Not sent as literals: they come after those, before the FETCH. */
    mla_imap_body bodies[FETCH_BODIES_MAX];
    mla_str values[FETCH_BODIES_MAX];
    size_t body_count;
    size_t raw_count;
    uint32_t done; /* items that were put: none comes twice */
} fetch_builder;

/* generate_fetch_item.c */

void fetch_put_uid(builder *b, fetch_builder *f);
void fetch_put_flags(builder *b, fetch_builder *f);
void fetch_put_internaldate(builder *b, fetch_builder *f);
void fetch_put_size(builder *b, fetch_builder *f);
void fetch_put_modseq(builder *b, fetch_builder *f);
void fetch_put_envelope(builder *b, fetch_builder *f);
void fetch_put_structure(builder *b, fetch_builder *f);

/** A date-time in quotes. */
void fetch_put_date(builder *b, mla_imap_date *date);

/* generate_fetch_extension.c */

void fetch_put_emailid(builder *b, fetch_builder *f);
void fetch_put_threadid(builder *b, fetch_builder *f);
void fetch_put_savedate(builder *b, fetch_builder *f);
void fetch_put_preview(builder *b, fetch_builder *f);
void fetch_put_gm_numbers(builder *b, fetch_builder *f);
void fetch_put_gm_labels(builder *b, fetch_builder *f);
void fetch_put_binary_sizes(builder *b, fetch_builder *f);
void fetch_put_part_structures(builder *b, fetch_builder *f);
void fetch_put_part_conversions(builder *b, fetch_builder *f);
void fetch_put_annotation(builder *b, fetch_builder *f);

/* generate_fetch_body.c */

void fetch_put_body(builder *b, fetch_builder *f);

/** Those that were not sent as literals: they know the UID wherever it stood. */
void fetch_expect_bodies(builder *b, const fetch_builder *f);

#endif
