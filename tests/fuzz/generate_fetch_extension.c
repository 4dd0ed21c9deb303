/* SPDX-License-Identifier: MIT */
/* Items of FETCH that extensions have brought. */
#include "generate_fetch.h"

/* (id), or NIL. */
static mla_str put_object_id(builder *b, bool may_be_nil) {
    if (may_be_nil && build_below(b, 4) == 0) {
        build_keyword(b, "NIL");
        return (mla_str){NULL, 0};
    }
    build_put(b, "(");
    mla_str id = build_atom(b);
    build_put(b, ")");
    return id;
}

void fetch_put_emailid(builder *b, fetch_builder *f) {
    build_keyword(b, "EMAILID");
    build_put(b, " ");
    f->fetch->emailid = put_object_id(b, false);
    f->fetch->items |= MLA_IMAP_FETCH_EMAILID;
}

void fetch_put_threadid(builder *b, fetch_builder *f) {
    build_keyword(b, "THREADID");
    build_put(b, " ");
    f->fetch->threadid = put_object_id(b, true);
    f->fetch->items |= MLA_IMAP_FETCH_THREADID;
}

void fetch_put_savedate(builder *b, fetch_builder *f) {
    build_keyword(b, "SAVEDATE");
    build_put(b, " ");
    if (build_flip(b))
        fetch_put_date(b, &f->fetch->savedate);
    else
        build_keyword(b, "NIL");
    f->fetch->items |= MLA_IMAP_FETCH_SAVEDATE;
}

void fetch_put_preview(builder *b, fetch_builder *f) {
    build_keyword(b, "PREVIEW");
    build_put(b, " ");
    f->fetch->preview = build_nstring(b);
    f->fetch->items |= MLA_IMAP_FETCH_PREVIEW;
}

void fetch_put_gm_numbers(builder *b, fetch_builder *f) {
    build_keyword(b, "X-GM-MSGID");
    build_put(b, " ");
    f->fetch->gm_msgid = build_put_any_number(b, UINT64_MAX);
    build_put(b, " ");
    build_keyword(b, "X-GM-THRID");
    build_put(b, " ");
    f->fetch->gm_thrid = build_put_any_number(b, UINT64_MAX);
    f->fetch->items |= MLA_IMAP_FETCH_X_GM_MSGID | MLA_IMAP_FETCH_X_GM_THRID;
}

static mla_str put_label(builder *b) {
    if (build_below(b, 3) == 0)
        return build_keyword(b, "\\Inbox");
    mla_str value = build_value(b);
    build_put_string(b, value);
    return value;
}

void fetch_put_gm_labels(builder *b, fetch_builder *f) {
    enum {
        LABELS_MAX = 4
    };
    mla_str *labels = build_alloc(b, LABELS_MAX, sizeof *labels);
    build_keyword(b, "X-GM-LABELS");
    build_put(b, " ");
    f->fetch->gm_label_count = build_list(b, labels, LABELS_MAX, put_label);
    f->fetch->gm_labels = labels;
    f->fetch->items |= MLA_IMAP_FETCH_X_GM_LABELS;
}

/* NAME[1.2] */
static mla_str put_name_with_section(builder *b, const char *name) {
    build_keyword(b, name);
    build_put(b, "[");
    size_t from = b->len;
    build_put(b, build_flip(b) ? "1.2" : "");
    mla_str section = build_since(b, from);
    build_put(b, "] ");
    return section;
}

void fetch_put_binary_sizes(builder *b, fetch_builder *f) {
    mla_imap_binary_size *sizes = build_alloc(b, 2, sizeof *sizes);
    f->fetch->binary_sizes = sizes;
    for (f->fetch->binary_size_count = 0; f->fetch->binary_size_count < 2;) {
        mla_imap_binary_size *its = &sizes[f->fetch->binary_size_count++];
        build_put(b, its != sizes ? " " : "");
        its->section = put_name_with_section(b, "BINARY.SIZE");
        its->size = build_put_any_number(b, UINT64_MAX);
    }
    f->fetch->items |= MLA_IMAP_FETCH_BINARY_SIZE;
}

void fetch_put_part_structures(builder *b, fetch_builder *f) {
    mla_imap_part_structure *list = build_alloc(b, 2, sizeof *list);
    f->fetch->part_structures = list;
    for (size_t left = 1 + build_flip(b); left != 0; left--) {
        mla_imap_part_structure *its = &list[f->fetch->part_structure_count++];
        build_put(b, its != list ? " " : "");
        its->section = put_name_with_section(b, "BODYPARTSTRUCTURE");
        its->body_structure = build_body_structure(b, true);
    }
    f->fetch->items |= MLA_IMAP_FETCH_BODYPARTSTRUCTURE;
}

void fetch_put_part_conversions(builder *b, fetch_builder *f) {
    enum {
        TYPES_MAX = 4
    };
    mla_imap_part_conversions *its = build_alloc(b, 1, sizeof *its);
    mla_str *types = build_alloc(b, TYPES_MAX, sizeof *types);
    its->section = put_name_with_section(b, "AVAILABLECONVERSIONS");
    build_put(b, "(");
    its->type_count = build_list(b, types, TYPES_MAX, build_quoted);
    build_put(b, ")");
    its->types = types;
    f->fetch->part_conversions = its;
    f->fetch->part_conversion_count = 1;
    f->fetch->items |= MLA_IMAP_FETCH_AVAILABLECONVERSIONS;
}

/* ("/comment" (value.priv "text" value.shared NIL)) */
void fetch_put_annotation(builder *b, fetch_builder *f) {
    mla_imap_annotation *list = build_alloc(b, 2, sizeof *list);
    build_keyword(b, "ANNOTATION");
    build_put(b, " (");
    mla_str entry = build_value(b);
    build_put_string(b, entry);
    build_put(b, " (");
    for (size_t i = 0; i < 2; i++) {
        build_put(b, i != 0 ? " " : "");
        list[i].entry = entry;
        list[i].attribute = build_atom(b);
        build_put(b, " ");
        list[i].value = build_nstring(b);
    }
    build_put(b, "))");
    f->fetch->annotations = list;
    f->fetch->annotation_count = 2;
    f->fetch->items |= MLA_IMAP_FETCH_ANNOTATION;
}
