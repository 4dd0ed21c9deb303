/* SPDX-License-Identifier: MIT */
/* Status responses, capabilities, flags, and what is a word with a number. */
#include "build.h"

#define WORDS_MAX 20u

typedef enum code_shape {
    SHAPE_ALONE,
    SHAPE_NUMBER,
    SHAPE_CAPABILITIES,
    SHAPE_FLAGS,
    SHAPE_CHARSETS,
    SHAPE_APPENDUID,
    SHAPE_COPYUID,
    SHAPE_ARGUMENT,
    SHAPE_OTHER
} code_shape;

static const struct {
    const char *name;
    int32_t type;
    code_shape shape;
} codes[] = {
    {"ALERT", MLA_IMAP_CODE_ALERT, SHAPE_ALONE},
    {"READ-ONLY", MLA_IMAP_CODE_READ_ONLY, SHAPE_ALONE},
    {"TRYCREATE", MLA_IMAP_CODE_TRYCREATE, SHAPE_ALONE},
    {"AUTHENTICATIONFAILED", MLA_IMAP_CODE_AUTHENTICATIONFAILED, SHAPE_ALONE},
    {"UNKNOWN-CTE", MLA_IMAP_CODE_UNKNOWN_CTE, SHAPE_ALONE},
    {"CAPABILITY", MLA_IMAP_CODE_CAPABILITY, SHAPE_CAPABILITIES},
    {"PERMANENTFLAGS", MLA_IMAP_CODE_PERMANENTFLAGS, SHAPE_FLAGS},
    {"BADCHARSET", MLA_IMAP_CODE_BADCHARSET, SHAPE_CHARSETS},
    {"UIDNEXT", MLA_IMAP_CODE_UIDNEXT, SHAPE_NUMBER},
    {"UIDVALIDITY", MLA_IMAP_CODE_UIDVALIDITY, SHAPE_NUMBER},
    {"UNSEEN", MLA_IMAP_CODE_UNSEEN, SHAPE_NUMBER},
    {"HIGHESTMODSEQ", MLA_IMAP_CODE_HIGHESTMODSEQ, SHAPE_NUMBER},
    {"APPENDUID", MLA_IMAP_CODE_APPENDUID, SHAPE_APPENDUID},
    {"COPYUID", MLA_IMAP_CODE_COPYUID, SHAPE_COPYUID},
    {"NOUPDATE", MLA_IMAP_CODE_NOUPDATE, SHAPE_ARGUMENT},
    {"UNDEFINED-FILTER", MLA_IMAP_CODE_UNDEFINED_FILTER, SHAPE_ARGUMENT},
    {"X-OTHER", MLA_IMAP_CODE_OTHER, SHAPE_OTHER},
};

static mla_str put_set(builder *b) {
    mla_imap_range ranges[4];
    size_t from = b->len;
    (void)build_set(b, ranges, 4);
    return build_since(b, from);
}

static void put_uids(builder *b, mla_imap_code *code, bool has_source) {
    code->value = build_put_nz_number(b, UINT32_MAX);
    build_put(b, " ");
    if (has_source) {
        code->source_set = put_set(b);
        build_put(b, " ");
    }
    code->destination_set = put_set(b);
}

static void put_capabilities(builder *b, const mla_str **words, size_t *count) {
    mla_str *list = build_alloc(b, WORDS_MAX, sizeof *list);
    *count = 1 + build_below(b, WORDS_MAX);
    for (size_t i = 0; i < *count; i++) {
        build_put(b, i != 0 ? " " : "");
        list[i] = build_flip(b) ? build_keyword(b, "IMAP4rev1") : build_atom(b);
    }
    *words = list;
}

static void put_words(builder *b, mla_imap_code *code, mla_str (*put)(builder *b)) {
    mla_str *list = build_alloc(b, WORDS_MAX, sizeof *list);
    code->word_count = build_list(b, list, WORDS_MAX, put);
    code->words = list;
}

/* charset, of RFC 9051 (atom / quoted), and what other extensions have there. */
static mla_str put_word(builder *b) {
    return build_flip(b) ? build_atom(b) : build_quoted(b);
}

static void put_arguments(builder *b, mla_imap_code *code, code_shape shape) {
    switch (shape) {
    case SHAPE_ALONE: break;
    case SHAPE_NUMBER: code->value = build_put_nz_number(b, UINT64_MAX); break;
    case SHAPE_CAPABILITIES: put_capabilities(b, &code->words, &code->word_count); break;
    case SHAPE_FLAGS: put_words(b, code, build_flag); break;
    case SHAPE_CHARSETS: put_words(b, code, put_word); break;
    case SHAPE_APPENDUID:
    case SHAPE_COPYUID: put_uids(b, code, shape == SHAPE_COPYUID); break;
    case SHAPE_ARGUMENT: code->argument = put_word(b); break;
    case SHAPE_OTHER: (void)build_atom(b); break;
    }
}

static void put_code(builder *b, mla_imap_code *code) {
    code->struct_size = sizeof *code;
    uint32_t choice = build_below(b, sizeof codes / sizeof codes[0] * 2);
    if (choice >= sizeof codes / sizeof codes[0])
        return;
    code->type = codes[choice].type;
    build_put(b, "[");
    code->name = build_keyword(b, codes[choice].name);
    bool has_arguments = codes[choice].shape != SHAPE_ALONE &&
                         (codes[choice].shape != SHAPE_CHARSETS || build_flip(b));
    build_put(b, has_arguments ? " " : "");
    size_t from = b->len;
    if (has_arguments)
        put_arguments(b, code, codes[choice].shape);
    code->arguments = build_since(b, from);
    build_put(b, "] ");
}

/* From behind the tag to the end of the line. */
static void put_status(builder *b, int32_t type, mla_str tag, uint32_t conditions) {
    static const char *const names[] = {"OK", "NO", "BAD", "BYE", "PREAUTH"};
    mla_imap_status *status = build_alloc(b, 1, sizeof *status);
    uint32_t condition = build_below(b, conditions);
    *status = (mla_imap_status){.struct_size = sizeof *status, .tag = tag};
    status->condition = MLA_IMAP_OK + (int32_t)condition;
    mla_imap_event event = {.type = type, .status = status};
    event.name = build_keyword(b, names[condition]);
    build_put(b, " ");
    put_code(b, &status->code);
    status->text = event.text = build_text(b);
    build_end(b);
    build_expect(b, event);
}

void generate_greeting(builder *b) {
    build_put(b, "* ");
    put_status(b, MLA_IMAP_EVENT_GREETING, (mla_str){NULL, 0}, 5);
}

void generate_status(builder *b) {
    build_put(b, "* ");
    put_status(b, MLA_IMAP_EVENT_STATUS, (mla_str){NULL, 0}, 4);
}

void generate_tagged(builder *b) {
    size_t from = b->len;
    build_put(b, "A");
    (void)build_put_any_number(b, UINT32_MAX);
    mla_str tag = build_since(b, from);
    build_put(b, " ");
    put_status(b, MLA_IMAP_EVENT_DONE, tag, 3);
}

void generate_continuation(builder *b) {
    build_put(b, "+ ");
    mla_imap_event event = {.type = MLA_IMAP_EVENT_CONTINUATION};
    event.text = build_text(b);
    build_end(b);
    build_expect(b, event);
}

static void generate_words(builder *b, const char *name, int32_t type) {
    mla_imap_event event = {.type = type};
    build_put(b, "* ");
    event.name = build_keyword(b, name);
    build_put(b, " ");
    put_capabilities(b, &event.words, &event.word_count);
    build_end(b);
    build_expect(b, event);
}

void generate_capability(builder *b) {
    generate_words(b, "CAPABILITY", MLA_IMAP_EVENT_CAPABILITY);
}

void generate_enabled(builder *b) {
    generate_words(b, "ENABLED", MLA_IMAP_EVENT_ENABLED);
}

/* In the order of MLA_IMAP_FLAG_*. */
static const char *const system_flags[] = {"\\Seen",  "\\Answered", "\\Flagged", "\\Deleted",
                                           "\\Draft", "\\Recent",   "\\*"};

#define SYSTEM_FLAGS (sizeof system_flags / sizeof system_flags[0])

mla_str build_flag(builder *b) {
    uint32_t choice = build_below(b, SYSTEM_FLAGS * 2);
    return choice < SYSTEM_FLAGS ? build_keyword(b, system_flags[choice]) : build_keyword_flag(b);
}

uint32_t build_system_flags(const mla_str *flags, size_t count) {
    uint32_t system = 0;
    for (size_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < SYSTEM_FLAGS; j++)
            if (mla_str_equal_nocase(flags[i], mla_str_from(system_flags[j])))
                system |= 1u << j;
    return system;
}

void generate_flags(builder *b) {
    mla_imap_flags *flags = build_alloc(b, 1, sizeof *flags);
    mla_str *names = build_alloc(b, WORDS_MAX, sizeof *names);
    mla_imap_event event = {.type = MLA_IMAP_EVENT_FLAGS, .flags = flags};
    build_put(b, "* ");
    event.name = build_keyword(b, "FLAGS");
    build_put(b, " ");
    size_t count = build_list(b, names, WORDS_MAX, build_flag);
    build_end(b);
    *flags = (mla_imap_flags){sizeof *flags, build_system_flags(names, count), names, count};
    build_expect(b, event);
}

void generate_numbered(builder *b) {
    static const char *const names[] = {"EXISTS", "RECENT", "EXPUNGE"};
    uint32_t choice = build_below(b, 3);
    mla_imap_event event = {.type = MLA_IMAP_EVENT_EXISTS + (int32_t)choice};
    build_put(b, "* ");
    event.number = event.type == MLA_IMAP_EVENT_EXPUNGE
                       ? (uint32_t)build_put_nz_number(b, UINT32_MAX)
                       : (uint32_t)build_put_any_number(b, UINT32_MAX);
    build_put(b, " ");
    event.name = build_keyword(b, names[choice]);
    build_end(b);
    build_expect(b, event);
}

void generate_unknown(builder *b) {
    mla_imap_event event = {.type = MLA_IMAP_EVENT_RAW};
    build_put(b, "* ");
    event.name = build_atom(b);
    build_put(b, " ");
    size_t from = b->len;
    build_put_any_item(b);
    event.text = build_since(b, from);
    build_end(b);
    build_expect(b, event);
}
