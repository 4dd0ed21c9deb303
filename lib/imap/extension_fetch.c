/* SPDX-License-Identifier: MIT */
/* FETCH items of extensions (RFC 8474, 8514, 8970, 3516, 5257, 5259, Gmail's), and UIDFETCH (RFC 9586 section 3.3). */
#include "base/ascii.h"
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

/* BINARY.SIZE[1.2] 123 */
static int32_t read_binary_size(mla__lex *lex, mla_imap_fetch *fetch, mla_str section) {
    uint64_t size;
    int32_t status = mla__lex_number(lex, &size);
    if (status != MLA_OK)
        return status;
    mla_imap_binary_size *added =
        mla__arena_append(lex->arena, &fetch->binary_sizes, sizeof *added);
    if (added == NULL)
        return MLA_E_LIMIT;
    *added = (mla_imap_binary_size){section, size};
    fetch->items |= MLA_IMAP_FETCH_BINARY_SIZE;
    return MLA_OK;
}

/* BODYPARTSTRUCTURE[1.2] ("IMAGE" "JPEG" ...); an (ERROR "text" TEMPFAIL) in its place could be read as one, too. */
static int32_t read_part_structure(mla__lex *lex, mla_imap_fetch *fetch, mla_str section) {
    const mla_imap_body_structure *structure = NULL;
    if (mla__ascii_starts_with_nocase(mla__str_between(lex->at, lex->end), "(ERROR "))
        return MLA_AGAIN;
    int32_t status = mla__read_body_structure(lex, true, &structure);
    if (status != MLA_OK)
        return status;
    mla_imap_part_structure *added =
        mla__arena_append(lex->arena, &fetch->part_structures, sizeof *added);
    if (added == NULL)
        return MLA_E_LIMIT;
    *added = (mla_imap_part_structure){section, structure};
    fetch->items |= MLA_IMAP_FETCH_BODYPARTSTRUCTURE;
    return MLA_OK;
}

/* The name of an example in RFC 5259 section 9 lacks the PART. */
static const char section_names[] = "\13BINARY.SIZE"
                                    "\21BODYPARTSTRUCTURE"
                                    "\15BODYSTRUCTURE";

/* An item that may be there for each of several sections. */
static int32_t read_of_section(mla__lex *lex, mla_imap_fetch *fetch, const mla_str *name) {
    mla_str section = mla__section_of(name);
    if (section.ptr == NULL)
        return MLA_AGAIN;
    const mla_str word = mla__str_between(name->ptr, section.ptr - 1);
    switch (mla__lex_find(section_names, &word)) {
    case -1: return MLA_AGAIN;
    case 0: return read_binary_size(lex, fetch, section);
    default: return read_part_structure(lex, fetch, section);
    }
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
