/* SPDX-License-Identifier: MIT */
/* The structs of imap_data.h. */
#include "event_shape_rows.h"

static const shape_field range_fields[] = {
    FIELD(range, first, UINT32),
    FIELD(range, last, UINT32),
};
const shape range_shape = SHAPE(range);

static const shape_field raw_item_fields[] = {
    FIELD(raw_item, name, STRING),
    FIELD(raw_item, raw, STRING),
    FIELD(raw_item, status, INT32),
};
const shape raw_item_shape = SHAPE(raw_item);

static const shape_field parameter_fields[] = {
    FIELD(parameter, name, STRING),
    FIELD(parameter, value, STRING),
};
const shape parameter_shape = SHAPE(parameter);

static const shape_field code_fields[] = {
    FIELD(code, struct_size, SIZE),
    FIELD(code, type, INT32),
    FIELD(code, name, STRING),
    FIELD(code, arguments, STRING),
    FIELD(code, value, UINT64),
    FIELD(code, source_set, STRING),
    FIELD(code, destination_set, STRING),
    FIELD(code, words, STRINGS),
    FIELD(code, goal, UINT64),
    FIELD(code, argument, STRING),
};
static const shape code_shape = SHAPE(code);

static const shape_field status_fields[] = {
    FIELD(status, struct_size, SIZE), FIELD(status, condition, INT32),
    FIELD(status, tag, STRING),       FIELD_OF(status, code, STRUCT, code_shape),
    FIELD(status, text, STRING),      FIELD(status, truncated, INT32),
};
const shape status_shape = SHAPE(status);

static const shape_field list_fields[] = {
    FIELD(list, struct_size, SIZE),    FIELD(list, command, INT32),
    FIELD(list, attributes, UINT32),   FIELD(list, attribute_names, STRINGS),
    FIELD(list, delimiter, INT32),     FIELD(list, name, STRING),
    FIELD(list, name_raw, STRING),     FIELD(list, extended, STRING),
    FIELD(list, child_info, STRINGS),  FIELD(list, old_name, STRING),
    FIELD(list, old_name_raw, STRING), FIELD_OF(list, extended_items, ARRAY, raw_item_shape),
};
const shape list_shape = SHAPE(list);

static const shape_field mailbox_status_fields[] = {
    FIELD(mailbox_status, struct_size, SIZE),
    FIELD(mailbox_status, items, UINT32),
    FIELD(mailbox_status, name, STRING),
    FIELD(mailbox_status, name_raw, STRING),
    FIELD(mailbox_status, messages, UINT64),
    FIELD(mailbox_status, recent, UINT64),
    FIELD(mailbox_status, uidnext, UINT64),
    FIELD(mailbox_status, uidvalidity, UINT64),
    FIELD(mailbox_status, unseen, UINT64),
    FIELD(mailbox_status, deleted, UINT64),
    FIELD(mailbox_status, size, UINT64),
    FIELD(mailbox_status, highestmodseq, UINT64),
    FIELD(mailbox_status, appendlimit, UINT64),
    FIELD(mailbox_status, mailboxid, STRING),
    FIELD_OF(mailbox_status, raw_items, ARRAY, raw_item_shape),
    FIELD(mailbox_status, deleted_storage, UINT64),
};
const shape mailbox_status_shape = SHAPE(mailbox_status);

static const shape_field search_update_fields[] = {
    FIELD(search_update, removed, INT32),
    FIELD(search_update, position, UINT32),
    FIELD(search_update, set, STRING),
};
static const shape search_update_shape = SHAPE(search_update);

static const shape_field search_fields[] = {
    FIELD(search, struct_size, SIZE),    FIELD(search, extended, INT32),
    FIELD(search, uid, INT32),           FIELD(search, more, INT32),
    FIELD(search, tag, STRING),          FIELD_OF(search, ranges, ARRAY, range_shape),
    FIELD(search, items, UINT32),        FIELD(search, min, UINT32),
    FIELD(search, max, UINT32),          FIELD(search, count, UINT64),
    FIELD(search, modseq, UINT64),       FIELD_OF(search, raw_items, ARRAY, raw_item_shape),
    FIELD(search, partial_first, INT64), FIELD(search, partial_last, INT64),
    FIELD(search, mailbox, STRING),      FIELD(search, mailbox_raw, STRING),
    FIELD(search, uidvalidity, UINT64),  FIELD_OF(search, updates, ARRAY, search_update_shape),
    FIELD(search, scores, OCTETS),
};
const shape search_shape = SHAPE(search);

static const shape_field vanished_fields[] = {
    FIELD(vanished, struct_size, SIZE),
    FIELD(vanished, earlier, INT32),
    FIELD(vanished, more, INT32),
    FIELD_OF(vanished, ranges, ARRAY, range_shape),
};
const shape vanished_shape = SHAPE(vanished);

static const shape_field thread_node_fields[] = {
    FIELD(thread_node, number, UINT32),
    FIELD(thread_node, parent, UINT32),
    FIELD(thread_node, depth, UINT32),
};
const shape thread_node_shape = SHAPE(thread_node);

static const shape_field thread_fields[] = {
    FIELD(thread, struct_size, SIZE),
    FIELD(thread, more, INT32),
    FIELD(thread, first, UINT32),
    FIELD_OF(thread, nodes, ARRAY, thread_node_shape),
};
const shape thread_shape = SHAPE(thread);
