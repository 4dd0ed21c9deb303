/* SPDX-License-Identifier: MIT */
/* The structs of imap_extension.h. */
#include "event_shape_rows.h"

static const shape_field namespace_fields[] = {
    FIELD(namespace, prefix, STRING),
    FIELD(namespace, prefix_raw, STRING),
    FIELD(namespace, delimiter, INT32),
    FIELD_OF(namespace, extensions, ARRAY, raw_item_shape),
};
static const shape namespace_shape = SHAPE(namespace);

static const shape_field namespace_list_fields[] = {
    FIELD_OF(namespace_list, items, ARRAY, namespace_shape),
};
static const shape namespace_list_shape = SHAPE(namespace_list);

static const shape_field namespaces_fields[] = {
    FIELD(namespaces, struct_size, SIZE),
    FIELD_OF(namespaces, personal, STRUCT, namespace_list_shape),
    FIELD_OF(namespaces, other_users, STRUCT, namespace_list_shape),
    FIELD_OF(namespaces, shared, STRUCT, namespace_list_shape),
};
const shape namespaces_shape = SHAPE(namespaces);

static const shape_field quota_resource_fields[] = {
    FIELD(quota_resource, name, STRING),
    FIELD(quota_resource, usage, UINT64),
    FIELD(quota_resource, limit, UINT64),
};
static const shape quota_resource_shape = SHAPE(quota_resource);

static const shape_field quota_fields[] = {
    FIELD(quota, struct_size, SIZE),
    FIELD(quota, root, STRING),
    FIELD_OF(quota, resources, ARRAY, quota_resource_shape),
};
const shape quota_shape = SHAPE(quota);

static const shape_field quota_roots_fields[] = {
    FIELD(quota_roots, struct_size, SIZE),
    FIELD(quota_roots, mailbox, STRING),
    FIELD(quota_roots, mailbox_raw, STRING),
    FIELD(quota_roots, roots, STRINGS),
};
const shape quota_roots_shape = SHAPE(quota_roots);

static const shape_field acl_entry_fields[] = {
    FIELD(acl_entry, identifier, STRING),
    FIELD(acl_entry, rights, STRING),
};
static const shape acl_entry_shape = SHAPE(acl_entry);

static const shape_field acl_fields[] = {
    FIELD(acl, struct_size, SIZE),   FIELD(acl, mailbox, STRING),
    FIELD(acl, mailbox_raw, STRING), FIELD_OF(acl, entries, ARRAY, acl_entry_shape),
    FIELD(acl, identifier, STRING),  FIELD(acl, rights, STRING),
    FIELD(acl, optional, STRINGS),
};
const shape acl_shape = SHAPE(acl);

static const shape_field metadata_fields[] = {
    FIELD(metadata, struct_size, SIZE),
    FIELD(metadata, mailbox, STRING),
    FIELD(metadata, mailbox_raw, STRING),
    FIELD(metadata, has_values, INT32),
    FIELD_OF(metadata, entries, ARRAY, parameter_shape),
};
const shape metadata_shape = SHAPE(metadata);
