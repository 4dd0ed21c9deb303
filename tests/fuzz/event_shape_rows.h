/* SPDX-License-Identifier: MIT */
/** How the tables of event_shape_*.c are written, and those that several of them need. */
#ifndef EVENT_SHAPE_ROWS_H
#define EVENT_SHAPE_ROWS_H

#include <mailaccess/imap_response.h>

#include "event_shape.h"

#define FIELD(type, name, kind) \
    { #name, offsetof(mla_imap_##type, name), SHAPE_##kind, NULL }
#define FIELD_OF(type, name, kind, shape) \
    { #name, offsetof(mla_imap_##type, name), SHAPE_##kind, &(shape) }
#define SHAPE(type)                                        \
    {                                                      \
#type, sizeof(mla_imap_##type), type##_fields,     \
            sizeof type##_fields / sizeof type##_fields[0] \
    }

extern const shape range_shape;
extern const shape raw_item_shape;
extern const shape thread_node_shape;
extern const shape parameter_shape;
extern const shape parameters_shape;

/* Payloads of the event. */
extern const shape status_shape;
extern const shape list_shape;
extern const shape mailbox_status_shape;
extern const shape search_shape;
extern const shape vanished_shape;
extern const shape thread_shape;
extern const shape flags_shape;
extern const shape fetch_shape;
extern const shape body_shape;
extern const shape namespaces_shape;
extern const shape quota_shape;
extern const shape quota_roots_shape;
extern const shape acl_shape;
extern const shape metadata_shape;

#endif
