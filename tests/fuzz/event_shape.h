/* SPDX-License-Identifier: MIT */
/**
 * What the structs of IMAP events are made of, as tables: event_shape_*.c has one for each struct, in the order of the
 * headers. A new payload: a table of its fields, and a row in that of the event (event_shape.c).
 */
#ifndef EVENT_SHAPE_H
#define EVENT_SHAPE_H

#include <stddef.h>
#include <stdint.h>

typedef enum shape_kind {
    SHAPE_SIZE,    /**< struct_size */
    SHAPE_INT32,   /**< int32_t */
    SHAPE_UINT32,  /**< uint32_t */
    SHAPE_INT64,   /**< int64_t */
    SHAPE_UINT64,  /**< uint64_t */
    SHAPE_STRING,  /**< mla_str */
    SHAPE_STRINGS, /**< const mla_str *, and a size_t behind it */
    SHAPE_OCTETS,  /**< const uint8_t *, and a size_t behind it */
    SHAPE_STRUCT,  /**< a struct in its place */
    SHAPE_POINTER, /**< a pointer to one struct, or NULL */
    SHAPE_ARRAY    /**< a pointer to structs, and a size_t behind it */
} shape_kind;

typedef struct shape shape;

typedef struct shape_field {
    const char *name;
    size_t offset;
    shape_kind kind;
    const shape *of; /**< of the last three kinds */
} shape_field;

struct shape {
    const char *name;
    size_t size;
    const shape_field *fields; /**< in their order */
    size_t field_count;
};

/** mla_imap_event, and through it all others. */
extern const shape event_shape;

/** Aborts when a field of a struct stands in no table: it would not be compared. */
void shape_require_complete(const shape *its);

#endif
