/* SPDX-License-Identifier: MIT */
/* Commands on the messages of the selected mailbox (RFC 9051 sections 6.4 and 6.4.9). */
#include <mailaccess/imap_command.h>

#include "imap/command.h"
#include "imap/encoder.h"
#include "imap/names.h"

/* In the order of MLA_IMAP_SECTION_*, without ALL. */
static const char section_kinds[] = "\6HEADER"
                                    "\4TEXT"
                                    "\4MIME"
                                    "\15HEADER.FIELDS"
                                    "\21HEADER.FIELDS.NOT";

static void put_fields(mla_imap *imap, const mla_imap_section *section) {
    if (section->field_count == 0)
        mla__refuse_argument(imap, "no header fields named");
    mla__put(imap, " (");
    mla__put_members(imap, 's', section->fields, section->field_count);
    mla__put_char(imap, ')');
}

static void put_partial(mla_imap *imap, const mla_imap_section *section) {
    if (section->length == 0 && section->origin == 0)
        return;
    if (section->length == 0 || section->length > UINT32_MAX || section->origin > UINT32_MAX)
        mla__refuse_argument(imap, "a partial out of range");
    mla__put_char(imap, '<');
    mla__put_number(imap, section->origin);
    mla__put_char(imap, '.');
    mla__put_number(imap, section->length);
    mla__put_char(imap, '>');
}

static void put_section(mla_imap *imap, const mla_imap_section *section) {
    uint32_t kind = (uint32_t)section->kind;
    bool has_path = section->path.len != 0;
    mla__put_space(imap);
    mla__put(imap, section->peek ? "BODY.PEEK[" : "BODY[");
    if (has_path)
        mla__put_argument(imap, 'd', &section->path);
    else if (kind == MLA_IMAP_SECTION_MIME)
        mla__refuse_argument(imap, "MIME needs a path");
    if (kind != MLA_IMAP_SECTION_ALL) {
        if (has_path)
            mla__put_char(imap, '.');
        mla__put_name(imap, kind - 1, section_kinds);
    }
    if (kind >= MLA_IMAP_SECTION_HEADER_FIELDS)
        put_fields(imap, section);
    mla__put_char(imap, ']');
    put_partial(imap, section);
}

static int32_t submit_fetch(mla_imap *imap, mla_str set, const mla_imap_fetch_items *items,
                            uint32_t *command, uint32_t kind) {
    mla__begin(imap, kind, &set);
    if (items->items == 0 && items->section_count == 0)
        mla__refuse_argument(imap, "no items");
    mla__put_bits(imap, items->items, mla__fetch_names);
    for (size_t i = 0; i < items->section_count; i++)
        put_section(imap, &items->sections[i]);
    mla__put_char(imap, ')');
    return mla__end(imap, command);
}

int32_t mla_imap_submit_fetch(mla_imap *imap, mla_str set, const mla_imap_fetch_items *items,
                              uint32_t *command) {
    return submit_fetch(imap, set, items, command, MLA__IMAP_FETCH);
}

int32_t mla_imap_submit_uid_fetch(mla_imap *imap, mla_str set, const mla_imap_fetch_items *items,
                                  uint32_t *command) {
    return submit_fetch(imap, set, items, command, MLA__IMAP_UID_FETCH);
}

/* In the order of MLA_IMAP_STORE_*. */
static const char operations[] = "\5FLAGS"
                                 "\6+FLAGS"
                                 "\6-FLAGS";

static int32_t submit_store(mla_imap *imap, mla_str set, const mla_imap_store_flags *flags,
                            uint32_t *command, uint32_t kind) {
    mla__begin(imap, kind, &set);
    bool is_empty = flags->system == 0 && flags->keyword_count == 0;
    if ((is_empty && flags->operation != MLA_IMAP_STORE_REPLACE) ||
        flags->system >= MLA_IMAP_FLAG_RECENT)
        mla__refuse_argument(imap, "no flags, or one that only servers set");
    mla__put_name(imap, (uint32_t)flags->operation, operations);
    mla__put(imap, flags->silent ? ".SILENT (" : " (");
    mla__put_bits(imap, flags->system, mla__flag_names);
    mla__put_members(imap, 'a', flags->keywords, flags->keyword_count);
    mla__put_char(imap, ')');
    return mla__end(imap, command);
}

int32_t mla_imap_submit_store(mla_imap *imap, mla_str set, const mla_imap_store_flags *flags,
                              uint32_t *command) {
    return submit_store(imap, set, flags, command, MLA__IMAP_STORE);
}

int32_t mla_imap_submit_uid_store(mla_imap *imap, mla_str set, const mla_imap_store_flags *flags,
                                  uint32_t *command) {
    return submit_store(imap, set, flags, command, MLA__IMAP_UID_STORE);
}

int32_t mla_imap_submit_uid_expunge(mla_imap *imap, mla_str set, uint32_t *command) {
    return mla__submit(imap, MLA__IMAP_UID_EXPUNGE, &set, command);
}
