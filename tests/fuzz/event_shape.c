/* SPDX-License-Identifier: MIT */
#include "event_shape.h"

#include "event_shape_rows.h"
#include "fuzz.h"

static const shape_field event_fields[] = {
    FIELD(event, struct_size, SIZE),
    FIELD(event, type, INT32),
    FIELD(event, command, UINT32),
    FIELD(event, result, INT32),
    FIELD(event, number, UINT32),
    FIELD(event, name, STRING),
    FIELD(event, text, STRING),
    FIELD(event, raw, STRING),
    FIELD(event, words, STRINGS),
    FIELD_OF(event, status, POINTER, status_shape),
    FIELD_OF(event, flags, POINTER, flags_shape),
    FIELD_OF(event, list, POINTER, list_shape),
    FIELD_OF(event, mailbox_status, POINTER, mailbox_status_shape),
    FIELD_OF(event, search, POINTER, search_shape),
    FIELD_OF(event, fetch, POINTER, fetch_shape),
    FIELD_OF(event, body, POINTER, body_shape),
    FIELD_OF(event, vanished, POINTER, vanished_shape),
    FIELD_OF(event, thread, POINTER, thread_shape),
    FIELD_OF(event, namespaces, POINTER, namespaces_shape),
    FIELD_OF(event, parameters, POINTER, parameters_shape),
    FIELD_OF(event, quota, POINTER, quota_shape),
    FIELD_OF(event, quota_roots, POINTER, quota_roots_shape),
    FIELD_OF(event, acl, POINTER, acl_shape),
    FIELD_OF(event, metadata, POINTER, metadata_shape),
    FIELD(event, forgiven, UINT32),
};
const shape event_shape = SHAPE(event);

static size_t size_of(const shape_field *field) {
    switch (field->kind) {
    case SHAPE_SIZE:
    case SHAPE_INT32:
    case SHAPE_UINT32: return sizeof(uint32_t);
    case SHAPE_INT64:
    case SHAPE_UINT64: return sizeof(uint64_t);
    case SHAPE_STRING: return sizeof(mla_str);
    case SHAPE_STRINGS:
    case SHAPE_OCTETS:
    case SHAPE_ARRAY: return sizeof(void *) + sizeof(size_t);
    case SHAPE_POINTER: return sizeof(void *);
    case SHAPE_STRUCT: break;
    }
    return field->of->size;
}

/* Whether nothing but padding lies between two fields. */
static bool is_next(size_t end, size_t offset) {
    return offset == end || (offset % sizeof(uint64_t) == 0 && offset - end == sizeof(uint32_t));
}

void shape_require_complete(const shape *its) {
    size_t end = 0;
    for (size_t i = 0; i <= its->field_count; i++) {
        bool is_last = i == its->field_count;
        size_t offset = is_last ? its->size : its->fields[i].offset;
        if (!is_next(end, offset)) {
            fprintf(stderr, "a field of mla_imap_%s, at %zu, has no row in event_shape.c\n",
                    its->name, end);
            abort();
        }
        if (is_last)
            return;
        end = offset + size_of(&its->fields[i]);
        if (its->fields[i].of != NULL)
            shape_require_complete(its->fields[i].of);
    }
}
