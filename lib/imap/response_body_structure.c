/* SPDX-License-Identifier: MIT */
/* BODY and BODYSTRUCTURE (RFC 9051 section 7.5.2) as a flat array. No recursion: a part knows its parent. */
#include "base/ascii.h"
#include "imap/decoder.h"

typedef struct structure_reader {
    mla__lex *lex;
    mla__part_tree tree;
} structure_reader;

static int32_t close_part(structure_reader *reader) {
    mla_imap_part *part = reader->tree.part;
    mla__lex_forgive(reader->lex, part->type.ptr == NULL || part->subtype.ptr == NULL,
                     MLA_IMAP_FORGIVEN_PART_TYPE);
    mla__part_tree_close(&reader->tree);
    if (mla__lex_take(reader->lex, ')'))
        return MLA_OK;
    mla_str rest = mla__lex_skip_to_close(reader->lex);
    if (rest.len != 0)
        part->extension = rest;
    return MLA_OK;
}

/* "7BIT" is none. Skips spaces. */
static bool is_number_next(mla__lex *lex) {
    mla__lex_spaces(lex);
    const char *at = lex->at;
    if (*at == '-')
        return true;
    while (mla__ascii_is_digit(*at))
        at++;
    return at != lex->at && !mla__ascii_is_alpha(*at);
}

/* The line count, which only texts and messages have, and numbers that do not belong there. A multipart in the shape of
 * another part lacks more than that. */
static int32_t read_lines(mla__lex *lex, mla_imap_part *part) {
    uint64_t ignored;
    size_t count = 0;
    for (; is_number_next(lex); count++) {
        int32_t status = mla__lex_number(lex, count == 0 ? &part->lines : &ignored);
        if (status != MLA_OK)
            return status;
    }
    bool has_lines =
        part->envelope != NULL || mla__lex_find("\4text\11multipart", &part->type) >= 0;
    mla__lex_forgive(lex, count != has_lines, MLA_IMAP_FORGIVEN_PART_FIELDS);
    return MLA_OK;
}

/* What stands behind the fields of BODY; where no rule covers it, all of that is raw, and the part is kept. GMX repeats
 * the parameters there. */
static int32_t finish_part(structure_reader *reader, mla_imap_part *part, mla_str *md5) {
    mla__lex *lex = reader->lex;
    const char *from = lex->at;
    int32_t status = MLA_OK;
    if (md5 != NULL && !mla__lex_is_at_close(lex))
        status = mla__lex_nstring(lex, md5);
    if (status == MLA_OK)
        status = mla__read_part_extension(lex, part);
    if (status == MLA_E_MALFORMED) {
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_PART_FIELDS);
        lex->at = from;
        status = MLA_OK;
    }
    return status == MLA_OK ? close_part(reader) : status;
}

static int32_t finish_leaf(structure_reader *reader, mla_imap_part *part) {
    int32_t status = read_lines(reader->lex, part);
    return status == MLA_OK ? finish_part(reader, part, &part->md5) : status;
}

static void trim_encoding(mla__lex *lex, mla_str *encoding) {
    for (; encoding->len != 0 && encoding->ptr[encoding->len - 1] == ' '; encoding->len--)
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_PART_FIELDS);
}

/* Id, description and encoding; where one is missing, the encoding is the one in front of the size. */
static int32_t read_strings(mla__lex *lex, mla_imap_part *part) {
    mla_str *const strings[] = {&part->id, &part->description, &part->encoding};
    size_t count = 0;
    while (count < 3 && !mla__lex_is_at_close(lex) && !is_number_next(lex)) {
        int32_t status = mla__lex_nstring(lex, strings[count++]);
        if (status != MLA_OK)
            return status;
    }
    if (count == 1 || count == 2) {
        part->encoding = *strings[count - 1];
        *strings[count - 1] = (mla_str){NULL, 0};
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_PART_FIELDS);
    }
    if (count == 3)
        mla__lex_forgive_nil(lex, &part->encoding);
    trim_encoding(lex, &part->encoding);
    return MLA_OK;
}

/* What every part but a multipart has: parameters, three strings and the size. */
static int32_t read_fields(mla__lex *lex, mla_imap_part *part) {
    int32_t status = MLA_OK;
    mla_str ignored;
    if (!mla__lex_is_at_close(lex))
        status = mla__read_parameters(lex, &part->parameters, false);
    if (status == MLA_OK)
        status = read_strings(lex, part);
    if (status != MLA_OK || mla__lex_is_at_close(lex))
        return status;
    return is_number_next(lex) ? mla__lex_number(lex, &part->size)
                               : mla__lex_nstring(lex, &ignored);
}

static bool is_multipart_subtype(mla_str word) {
    static const char names[] = "\13ALTERNATIVE\7RELATED\5MIXED\6SIGNED"
                                "\6REPORT\6DIGEST\10PARALLEL\11ENCRYPTED";
    return word.len >= sizeof "MIXED" - 1 && mla__lex_find(names, &word) >= 0;
}

static int32_t finish_multipart(structure_reader *reader, mla_imap_part *part) {
    mla__lex *lex = reader->lex;
    part->type = (mla_str){"multipart", sizeof "multipart" - 1};
    if (part->parent == MLA_IMAP_NO_PART)
        part->path = (mla_str){"", 0};
    int32_t status = MLA_OK;
    if (part->subtype.ptr == NULL && !mla__lex_is_at_close(lex))
        status = mla__lex_nstring(lex, &part->subtype);
    if (status == MLA_OK && !mla__lex_is_at_close(lex))
        status = mla__read_parameters(lex, &part->parameters, false);
    return status == MLA_OK ? finish_part(reader, part, NULL) : status;
}

/* Enters the part whose opening parenthesis was taken. */
static int32_t open_part(structure_reader *reader) {
    mla__lex_spaces(reader->lex);
    return mla__part_tree_open(&reader->tree, mla__lex_peek(reader->lex) == '(');
}

/* message/rfc822: its envelope, then its own structure as a child, then its lines. */
static int32_t read_message(structure_reader *reader, mla_imap_part *part) {
    int32_t status = mla__read_envelope(reader->lex, &part->envelope);
    if (status != MLA_OK)
        return status;
    if (mla__lex_take(reader->lex, '('))
        return open_part(reader);
    mla__lex_spaces(reader->lex);
    (void)mla__lex_take_nil(reader->lex);
    return finish_leaf(reader, part);
}

/* NIL NIL 50: a message whose envelope and structure the server does not tell, and its lines. */
static void skip_missing_message(mla__lex *lex) {
    mla__lex ahead = *lex;
    if (!mla__lex_take_nil(&ahead) || mla__lex_is_at_close(&ahead) || !mla__lex_take_nil(&ahead) ||
        !is_number_next(&ahead))
        return;
    lex->at = ahead.at;
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_PART_FIELDS);
}

/* What follows the type of a part that is no multipart. */
static int32_t read_rest(structure_reader *reader, mla_imap_part *part) {
    mla__lex *lex = reader->lex;
    int32_t status = read_fields(lex, part);
    if (status != MLA_OK)
        return status;
    if (mla__lex_find("\7message", &part->type) < 0 || mla__lex_is_at_close(lex))
        return finish_leaf(reader, part);
    skip_missing_message(lex);
    return mla__lex_peek(lex) == '(' ? read_message(reader, part) : finish_leaf(reader, part);
}

/* Type and subtype, either of which some servers leave out. */
static int32_t read_types(structure_reader *reader, mla_imap_part *part) {
    mla__lex *lex = reader->lex;
    int32_t status = mla__lex_nstring(lex, &part->type);
    if (status != MLA_OK)
        return status;
    bool is_subtype = is_multipart_subtype(part->type);
    mla__lex_forgive(lex, is_subtype || part->type.ptr == NULL, MLA_IMAP_FORGIVEN_PART_TYPE);
    if (is_subtype) {
        part->subtype = part->type;
        return finish_multipart(reader, part);
    }
    bool is_at_close = mla__lex_is_at_close(lex);
    if (mla__lex_peek(lex) == '(') {
        part->subtype = part->type;
        part->type = (mla_str){NULL, 0};
    } else if (!is_at_close) {
        status = mla__lex_nstring(lex, &part->subtype);
    }
    if (status == MLA_OK && part->type.ptr == NULL && is_multipart_subtype(part->subtype))
        return finish_multipart(reader, part);
    return status == MLA_OK ? read_rest(reader, part) : status;
}

/* A part that begins with a string. */
static int32_t read_leaf(structure_reader *reader) {
    mla_imap_part *part = reader->tree.part;
    return mla__lex_is_at_close(reader->lex) ? close_part(reader) : read_types(reader, part);
}

/* What comes next in the part that is open, once a child of it is closed or it has just begun. */
static int32_t read_next(structure_reader *reader) {
    mla_imap_part *part = reader->tree.part;
    mla__lex *lex = reader->lex;
    bool is_new = part->child_count == 0;
    if (part->envelope != NULL)
        return finish_leaf(reader, part);
    if (mla__lex_take(lex, '('))
        return open_part(reader);
    return is_new ? read_leaf(reader) : finish_multipart(reader, part);
}

int32_t mla__read_body_structure(mla__lex *lex, bool is_extended,
                                 const mla_imap_body_structure **result) {
    structure_reader reader = {.lex = lex};
    mla__part_tree_init(&reader.tree, lex->arena, lex->nesting_max);
    mla_imap_body_structure *structure = mla__arena_alloc(lex->arena, sizeof *structure);
    if (structure == NULL)
        return MLA_E_LIMIT;
    if (!mla__lex_take(lex, '('))
        return MLA_E_MALFORMED;
    int32_t status = open_part(&reader);
    while (status == MLA_OK && reader.tree.open != MLA_IMAP_NO_PART)
        status = mla__lex_is_end(lex) ? MLA_E_MALFORMED : read_next(&reader);
    if (status != MLA_OK)
        return status;
    *structure = (mla_imap_body_structure){
        .struct_size = sizeof *structure,
        .extended = is_extended,
        .parts = reader.tree.parts,
        .part_count = reader.tree.count,
    };
    *result = structure;
    return MLA_OK;
}
