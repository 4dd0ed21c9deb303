/* SPDX-License-Identifier: MIT */
/* FETCH items of extensions (RFC 8474, 8514, 8970, 3516, 5257, 5259, Gmail's), and UIDFETCH (RFC 9586 section 3.3). */
#include "base/ascii.h"
#include "base/mem.h"
#include "base/str.h"
#include "imap/decoder.h"

static int32_t read_savedate(mla__lex *lex, mla_imap_fetch *fetch) {
    int32_t status = mla__read_date(lex, &fetch->savedate);
    mla__lex_forgive(lex, !fetch->savedate.valid && fetch->savedate.text.ptr != NULL,
                     MLA_IMAP_FORGIVEN_DATE);
    return status;
}

/* A string; drafts of RFC 8970 had (FUZZY "text"), with the name of how it was made. */
static int32_t read_preview(mla__lex *lex, mla_imap_fetch *fetch) {
    bool is_list = mla__lex_peek(lex) == '(';
    if (!is_list)
        return mla__lex_nstring(lex, &fetch->preview);
    mla_str preview;
    lex->at++;
    mla__lex_word(lex);
    mla__lex_spaces(lex);
    int32_t status = mla__lex_nstring(lex, &preview);
    if (status != MLA_OK || !mla__lex_take(lex, ')'))
        return status != MLA_OK ? status : MLA_E_MALFORMED;
    fetch->preview = preview;
    return MLA_OK;
}

/* (("image/jpeg" "application/pdf")): the inner list tells it from an error. */
static int32_t read_part_conversions(mla__lex *lex, mla_imap_part_conversions *item) {
    if (!mla__lex_take(lex, '('))
        return MLA_E_MALFORMED;
    mla__lex_spaces(lex);
    if (mla__lex_peek(lex) != '(')
        return MLA_E_MALFORMED;
    int32_t status = mla__lex_words(lex, &item->types);
    return status != MLA_OK || mla__lex_take(lex, ')') ? status : MLA_E_MALFORMED;
}

enum {
    BINARY_SIZE,
    BODYPARTSTRUCTURE,
    BODYSTRUCTURE, /* an example in RFC 5259 section 9 leaves the PART out */
    AVAILABLECONVERSIONS
};

static const char section_names[] = "\13BINARY.SIZE"
                                    "\21BODYPARTSTRUCTURE"
                                    "\15BODYSTRUCTURE"
                                    "\24AVAILABLECONVERSIONS";

/* Where those of each kind go: to an array whose items begin with the section. */
typedef struct section_array {
    uint32_t item; /* MLA_IMAP_FETCH_* */
    uint16_t offset;
    uint16_t size;
} section_array;

#define SECTION_ARRAY(item, member, type) \
    { MLA_IMAP_FETCH_##item, offsetof(mla_imap_fetch, member), sizeof(type) }

static const section_array section_arrays[] = {
    SECTION_ARRAY(BINARY_SIZE, binary_sizes, mla_imap_binary_size),
    SECTION_ARRAY(BODYPARTSTRUCTURE, part_structures, mla_imap_part_structure),
    SECTION_ARRAY(BODYPARTSTRUCTURE, part_structures, mla_imap_part_structure),
    SECTION_ARRAY(AVAILABLECONVERSIONS, part_conversions, mla_imap_part_conversions),
};

typedef union section_item {
    mla_str section;
    mla_imap_binary_size binary_size;
    mla_imap_part_structure structure;
    mla_imap_part_conversions conversions;
} section_item;

static int32_t read_section_value(mla__lex *lex, int32_t which, section_item *item) {
    switch (which) {
    case BINARY_SIZE: return mla__lex_number(lex, &item->binary_size.size);
    case AVAILABLECONVERSIONS: return read_part_conversions(lex, &item->conversions);
    default: return mla__read_body_structure(lex, true, &item->structure.body_structure);
    }
}

/* An item that may be there for each of several sections: AVAILABLECONVERSIONS[1.2]. */
static int32_t read_of_section(mla__lex *lex, mla_imap_fetch *fetch, const mla_str *name) {
    mla_str section = mla__section_of(name);
    if (section.ptr == NULL)
        return MLA_AGAIN;
    const mla_str word = mla__str_between(name->ptr, section.ptr - 1);
    int32_t which = mla__lex_find(section_names, &word);
    /* A conversion that failed, which could be read as the structure of a part, too. */
    const mla_str value = mla__str_between(lex->at, lex->end);
    if (which < 0 || mla__ascii_starts_with_nocase(value, "(ERROR "))
        return MLA_AGAIN;
    const section_array *its = &section_arrays[which];
    section_item item = {.section = section};
    int32_t status = read_section_value(lex, which, &item);
    if (status != MLA_OK)
        return status;
    void *added = mla__arena_append(lex->arena, (char *)fetch + its->offset, its->size);
    if (added == NULL)
        return MLA_E_LIMIT;
    memcpy(added, &item, its->size);
    fetch->items |= its->item;
    return MLA_OK;
}

enum {
    EMAILID,
    THREADID,
    SAVEDATE,
    PREVIEW,
    SNIPPET,
    ANNOTATION,
    X_GM_MSGID,
    X_GM_THRID,
    X_GM_LABELS
};

static const char names[] = "\7EMAILID"
                            "\10THREADID"
                            "\10SAVEDATE"
                            "\7PREVIEW"
                            "\7SNIPPET"
                            "\12ANNOTATION"
                            "\12X-GM-MSGID"
                            "\12X-GM-THRID"
                            "\13X-GM-LABELS";

static const uint32_t items[] = {
    MLA_IMAP_FETCH_EMAILID,    MLA_IMAP_FETCH_THREADID,   MLA_IMAP_FETCH_SAVEDATE,
    MLA_IMAP_FETCH_PREVIEW,    MLA_IMAP_FETCH_PREVIEW,    MLA_IMAP_FETCH_ANNOTATION,
    MLA_IMAP_FETCH_X_GM_MSGID, MLA_IMAP_FETCH_X_GM_THRID, MLA_IMAP_FETCH_X_GM_LABELS,
};

static int32_t read_value(mla_imap_fetch *fetch, mla__lex *lex, int32_t which) {
    switch (which) {
    case EMAILID: return mla__lex_object_id(lex, &fetch->emailid);
    case THREADID: return mla__lex_object_id(lex, &fetch->threadid);
    case SAVEDATE: return read_savedate(lex, fetch);
    case PREVIEW:
    case SNIPPET: return read_preview(lex, fetch);
    case ANNOTATION: return mla__read_annotations(lex, fetch);
    case X_GM_MSGID: return mla__lex_number(lex, &fetch->gm_msgid);
    case X_GM_THRID: return mla__lex_number(lex, &fetch->gm_thrid);
    default: return mla__lex_words(lex, &fetch->gm_labels);
    }
}

int32_t mla__read_fetch_item(mla_imap_fetch *fetch, mla__lex *lex, const mla_str *name) {
    int32_t which = mla__lex_find(names, name);
    if (which < 0)
        return read_of_section(lex, fetch, name);
    int32_t status = read_value(fetch, lex, which);
    if (status == MLA_OK)
        fetch->items |= items[which];
    return status;
}

int32_t mla__read_uidfetch(mla_imap_decoder *decoder, mla__lex *lex) {
    int32_t status = mla__read_fetch(decoder, lex);
    decoder->fetch.uid = decoder->event.number;
    decoder->fetch.items |= MLA_IMAP_FETCH_UID;
    decoder->fetch.number = 0;
    if (status == MLA_OK)
        decoder->event.number = 0;
    return status;
}
