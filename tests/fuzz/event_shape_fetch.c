/* SPDX-License-Identifier: MIT */
/* The structs of imap_fetch.h. */
#include "event_shape_rows.h"

static const shape_field flags_fields[] = {
    FIELD(flags, struct_size, SIZE),
    FIELD(flags, system, UINT32),
    FIELD(flags, names, STRINGS),
};
const shape flags_shape = SHAPE(flags);

static const shape_field date_fields[] = {
    FIELD(date, epoch_seconds, INT64),
    FIELD(date, zone_minutes, INT32),
    FIELD(date, valid, INT32),
    FIELD(date, text, STRING),
};
static const shape date_shape = SHAPE(date);

static const shape_field address_fields[] = {
    FIELD(address, name, STRING),
    FIELD(address, adl, STRING),
    FIELD(address, mailbox, STRING),
    FIELD(address, host, STRING),
};
static const shape address_shape = SHAPE(address);

static const shape_field address_list_fields[] = {
    FIELD_OF(address_list, addresses, ARRAY, address_shape),
};
static const shape address_list_shape = SHAPE(address_list);

static const shape_field envelope_fields[] = {
    FIELD(envelope, struct_size, SIZE),
    FIELD(envelope, date, STRING),
    FIELD(envelope, subject, STRING),
    FIELD_OF(envelope, from, STRUCT, address_list_shape),
    FIELD_OF(envelope, sender, STRUCT, address_list_shape),
    FIELD_OF(envelope, reply_to, STRUCT, address_list_shape),
    FIELD_OF(envelope, to, STRUCT, address_list_shape),
    FIELD_OF(envelope, cc, STRUCT, address_list_shape),
    FIELD_OF(envelope, bcc, STRUCT, address_list_shape),
    FIELD(envelope, in_reply_to, STRING),
    FIELD(envelope, message_id, STRING),
};
static const shape envelope_shape = SHAPE(envelope);

static const shape_field parameters_fields[] = {
    FIELD_OF(parameters, items, ARRAY, parameter_shape),
};
const shape parameters_shape = SHAPE(parameters);

static const shape_field part_fields[] = {
    FIELD(part, struct_size, SIZE),
    FIELD(part, parent, UINT32),
    FIELD(part, depth, UINT32),
    FIELD(part, child_count, UINT32),
    FIELD(part, path, STRING),
    FIELD(part, type, STRING),
    FIELD(part, subtype, STRING),
    FIELD_OF(part, parameters, STRUCT, parameters_shape),
    FIELD(part, id, STRING),
    FIELD(part, description, STRING),
    FIELD(part, encoding, STRING),
    FIELD(part, size, UINT64),
    FIELD(part, lines, UINT64),
    FIELD_OF(part, envelope, POINTER, envelope_shape),
    FIELD(part, md5, STRING),
    FIELD(part, disposition, STRING),
    FIELD_OF(part, disposition_parameters, STRUCT, parameters_shape),
    FIELD(part, languages, STRINGS),
    FIELD(part, location, STRING),
    FIELD(part, extension, STRING),
};
static const shape part_shape = SHAPE(part);

static const shape_field body_structure_fields[] = {
    FIELD(body_structure, struct_size, SIZE),
    FIELD(body_structure, extended, INT32),
    FIELD_OF(body_structure, parts, ARRAY, part_shape),
};
static const shape body_structure_shape = SHAPE(body_structure);

static const shape_field binary_size_fields[] = {
    FIELD(binary_size, section, STRING),
    FIELD(binary_size, size, UINT64),
};
static const shape binary_size_shape = SHAPE(binary_size);

static const shape_field part_structure_fields[] = {
    FIELD(part_structure, section, STRING),
    FIELD_OF(part_structure, body_structure, POINTER, body_structure_shape),
};
static const shape part_structure_shape = SHAPE(part_structure);

static const shape_field part_conversions_fields[] = {
    FIELD(part_conversions, section, STRING),
    FIELD(part_conversions, types, STRINGS),
};
static const shape part_conversions_shape = SHAPE(part_conversions);

static const shape_field annotation_fields[] = {
    FIELD(annotation, entry, STRING),
    FIELD(annotation, attribute, STRING),
    FIELD(annotation, value, STRING),
};
static const shape annotation_shape = SHAPE(annotation);

static const shape_field fetch_fields[] = {
    FIELD(fetch, struct_size, SIZE),
    FIELD(fetch, number, UINT32),
    FIELD(fetch, items, UINT32),
    FIELD(fetch, uid, UINT32),
    FIELD_OF(fetch, flags, STRUCT, flags_shape),
    FIELD_OF(fetch, internaldate, STRUCT, date_shape),
    FIELD(fetch, rfc822_size, UINT64),
    FIELD(fetch, modseq, UINT64),
    FIELD_OF(fetch, envelope, POINTER, envelope_shape),
    FIELD_OF(fetch, body_structure, POINTER, body_structure_shape),
    FIELD_OF(fetch, raw_items, ARRAY, raw_item_shape),
    FIELD(fetch, emailid, STRING),
    FIELD(fetch, threadid, STRING),
    FIELD_OF(fetch, savedate, STRUCT, date_shape),
    FIELD(fetch, preview, STRING),
    FIELD(fetch, gm_msgid, UINT64),
    FIELD(fetch, gm_thrid, UINT64),
    FIELD(fetch, gm_labels, STRINGS),
    FIELD_OF(fetch, binary_sizes, ARRAY, binary_size_shape),
    FIELD_OF(fetch, annotations, ARRAY, annotation_shape),
    FIELD_OF(fetch, part_structures, ARRAY, part_structure_shape),
    FIELD_OF(fetch, part_conversions, ARRAY, part_conversions_shape),
};
const shape fetch_shape = SHAPE(fetch);

static const shape_field body_fields[] = {
    FIELD(body, struct_size, SIZE), FIELD(body, number, UINT32),    FIELD(body, uid, UINT32),
    FIELD(body, nil, INT32),        FIELD(body, has_origin, INT32), FIELD(body, is_section, INT32),
    FIELD(body, item, STRING),      FIELD(body, section, STRING),   FIELD(body, origin, UINT64),
    FIELD(body, size, UINT64),
};
const shape body_shape = SHAPE(body);
