/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/str.h"
#include "imap/decoder.h"

typedef enum code_shape {
    CODE_PLAIN,
    CODE_NUMBER,
    CODE_WORDS,
    CODE_LIST,
    CODE_UIDS
} code_shape;

typedef struct code_row {
    char name[21];
    uint8_t type;
    uint8_t shape;
} code_row;

static const code_row codes[] = {
    {"ALERT", MLA_IMAP_CODE_ALERT, CODE_PLAIN},
    {"ALREADYEXISTS", MLA_IMAP_CODE_ALREADYEXISTS, CODE_PLAIN},
    {"APPENDUID", MLA_IMAP_CODE_APPENDUID, CODE_UIDS},
    {"AUTHENTICATIONFAILED", MLA_IMAP_CODE_AUTHENTICATIONFAILED, CODE_PLAIN},
    {"AUTHORIZATIONFAILED", MLA_IMAP_CODE_AUTHORIZATIONFAILED, CODE_PLAIN},
    {"BADCHARSET", MLA_IMAP_CODE_BADCHARSET, CODE_LIST},
    {"CANNOT", MLA_IMAP_CODE_CANNOT, CODE_PLAIN},
    {"CAPABILITY", MLA_IMAP_CODE_CAPABILITY, CODE_WORDS},
    {"CLIENTBUG", MLA_IMAP_CODE_CLIENTBUG, CODE_PLAIN},
    {"CLOSED", MLA_IMAP_CODE_CLOSED, CODE_PLAIN},
    {"CONTACTADMIN", MLA_IMAP_CODE_CONTACTADMIN, CODE_PLAIN},
    {"COPYUID", MLA_IMAP_CODE_COPYUID, CODE_UIDS},
    {"CORRUPTION", MLA_IMAP_CODE_CORRUPTION, CODE_PLAIN},
    {"EXPIRED", MLA_IMAP_CODE_EXPIRED, CODE_PLAIN},
    {"EXPUNGEISSUED", MLA_IMAP_CODE_EXPUNGEISSUED, CODE_PLAIN},
    {"HASCHILDREN", MLA_IMAP_CODE_HASCHILDREN, CODE_PLAIN},
    {"HIGHESTMODSEQ", MLA_IMAP_CODE_HIGHESTMODSEQ, CODE_NUMBER},
    {"INUSE", MLA_IMAP_CODE_INUSE, CODE_PLAIN},
    {"LIMIT", MLA_IMAP_CODE_LIMIT, CODE_PLAIN},
    {"MAILBOXID", MLA_IMAP_CODE_MAILBOXID, CODE_LIST},
    {"MODIFIED", MLA_IMAP_CODE_MODIFIED, CODE_PLAIN},
    {"NOMODSEQ", MLA_IMAP_CODE_NOMODSEQ, CODE_PLAIN},
    {"NONEXISTENT", MLA_IMAP_CODE_NONEXISTENT, CODE_PLAIN},
    {"NOPERM", MLA_IMAP_CODE_NOPERM, CODE_PLAIN},
    {"NOTSAVED", MLA_IMAP_CODE_NOTSAVED, CODE_PLAIN},
    {"OVERQUOTA", MLA_IMAP_CODE_OVERQUOTA, CODE_PLAIN},
    {"PARSE", MLA_IMAP_CODE_PARSE, CODE_PLAIN},
    {"PERMANENTFLAGS", MLA_IMAP_CODE_PERMANENTFLAGS, CODE_LIST},
    {"PRIVACYREQUIRED", MLA_IMAP_CODE_PRIVACYREQUIRED, CODE_PLAIN},
    {"READ-ONLY", MLA_IMAP_CODE_READ_ONLY, CODE_PLAIN},
    {"READ-WRITE", MLA_IMAP_CODE_READ_WRITE, CODE_PLAIN},
    {"SERVERBUG", MLA_IMAP_CODE_SERVERBUG, CODE_PLAIN},
    {"THROTTLED", MLA_IMAP_CODE_THROTTLED, CODE_PLAIN},
    {"TRYCREATE", MLA_IMAP_CODE_TRYCREATE, CODE_PLAIN},
    {"UIDNEXT", MLA_IMAP_CODE_UIDNEXT, CODE_NUMBER},
    {"UIDNOTSTICKY", MLA_IMAP_CODE_UIDNOTSTICKY, CODE_PLAIN},
    {"UIDVALIDITY", MLA_IMAP_CODE_UIDVALIDITY, CODE_NUMBER},
    {"UNAVAILABLE", MLA_IMAP_CODE_UNAVAILABLE, CODE_PLAIN},
    {"UNKNOWN-CTE", MLA_IMAP_CODE_UNKNOWN_CTE, CODE_PLAIN},
    {"UNSEEN", MLA_IMAP_CODE_UNSEEN, CODE_NUMBER},
};

int32_t mla__status_condition(mla_str word) {
    static const char names[][8] = {"OK", "NO", "BAD", "BYE", "PREAUTH"};
    for (int32_t i = 0; i < (int32_t)(sizeof names / sizeof names[0]); i++)
        if (mla__ascii_is_word_nocase(word, names[i]))
            return MLA_IMAP_OK + i;
    return 0;
}

int32_t mla__read_bare_words(mla__lex *lex, const mla_str **words, size_t *count) {
    mla_str *list = NULL;
    size_t room = 0;
    *count = 0;
    for (mla__lex_spaces(lex); !mla__lex_is_end(lex); mla__lex_spaces(lex)) {
        if (*count == room) {
            size_t more = room != 0 ? room * 2 : 16;
            mla_str *grown =
                mla__arena_extend(lex->arena, list, room * sizeof *list, more * sizeof *list);
            if (grown == NULL)
                return MLA_E_LIMIT;
            list = grown;
            room = more;
        }
        list[*count] = mla__lex_word(lex);
        if (list[*count].len != 0)
            (*count)++;
        else
            lex->at++; /* a stray parenthesis */
        *words = list;
    }
    return MLA_OK;
}

static const code_row *find_code(mla_str name) {
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (mla__ascii_is_word_nocase(name, codes[i].name))
            return &codes[i];
    return NULL;
}

/* COPYUID validity source destination; APPENDUID validity destination. */
static void read_uids(mla__lex *lex, mla_imap_code *code) {
    if (mla__lex_number(lex, &code->value) != MLA_OK)
        return;
    mla__lex_spaces(lex);
    if (code->type == MLA_IMAP_CODE_COPYUID) {
        code->source_set = mla__lex_word(lex);
        mla__lex_spaces(lex);
    }
    code->destination_set = mla__lex_word(lex);
}

static void read_code_arguments(mla_imap_decoder *decoder, const code_row *row,
                                mla_imap_code *code) {
    mla__lex lex;
    mla__lex_init(&lex, code->arguments, &decoder->arena, decoder->limits.nesting_max);
    mla__lex_spaces(&lex);
    if (row->shape == CODE_NUMBER)
        (void)mla__lex_number(&lex, &code->value);
    if (row->shape == CODE_WORDS)
        (void)mla__read_bare_words(&lex, &code->words, &code->word_count);
    if (row->shape == CODE_LIST && !mla__lex_is_end(&lex))
        (void)mla__lex_words(&lex, &code->words, &code->word_count);
    if (row->shape == CODE_UIDS)
        read_uids(&lex, code);
    decoder->forgiven += lex.forgiven;
}

/* The bracket that closes a code: not one in quotes or within a list, where there is such a one. */
static const char *find_close(const char *from, const char *end) {
    int32_t depth = 0;
    bool is_quoted = false;
    const char *first = NULL;
    for (const char *at = from; at != end; at++) {
        if (*at == ']' && first == NULL)
            first = at;
        if (*at == ']' && !is_quoted && depth <= 0)
            return at;
        if (*at == '"')
            is_quoted = !is_quoted;
        else if (*at == '(' && !is_quoted)
            depth++;
        else if (*at == ')' && !is_quoted)
            depth--;
    }
    return first;
}

static void read_code(mla_imap_decoder *decoder, mla__lex *lex, mla_imap_code *code) {
    if (mla__lex_peek(lex) != '[')
        return;
    const char *from = lex->at + 1;
    const char *close = find_close(from, lex->end);
    if (close == NULL)
        return;
    const char *at = from;
    while (at != close && *at != ' ')
        at++;
    code->name = mla__str_between(from, at);
    code->arguments = mla__str_between(at != close ? at + 1 : at, close);
    const code_row *row = find_code(code->name);
    code->type = row != NULL ? row->type : MLA_IMAP_CODE_OTHER;
    if (row != NULL)
        read_code_arguments(decoder, row, code);
    lex->at = close + 1;
    mla__lex_spaces(lex);
}

void mla__read_status(mla_imap_decoder *decoder, mla__lex *lex, int32_t condition, mla_str tag) {
    mla_imap_status *status = &decoder->status;
    *status = (mla_imap_status){
        .struct_size = sizeof *status,
        .condition = condition,
        .tag = tag,
        .code = {.struct_size = sizeof status->code},
    };
    mla__lex_spaces(lex);
    read_code(decoder, lex, &status->code);
    status->text = mla__str_between(lex->at, lex->end);
    lex->at = lex->end;
    bool is_greeting = tag.ptr == NULL && !decoder->is_greeted;
    decoder->event.type = tag.ptr != NULL ? MLA_IMAP_EVENT_DONE
                          : is_greeting   ? MLA_IMAP_EVENT_GREETING
                                          : MLA_IMAP_EVENT_STATUS;
    decoder->event.status = status;
    decoder->event.text = status->text;
}

int32_t mla__read_capability(mla_imap_decoder *decoder, mla__lex *lex) {
    decoder->event.type = MLA_IMAP_EVENT_CAPABILITY;
    return mla__read_bare_words(lex, &decoder->event.words, &decoder->event.word_count);
}

int32_t mla__read_enabled(mla_imap_decoder *decoder, mla__lex *lex) {
    decoder->event.type = MLA_IMAP_EVENT_ENABLED;
    return mla__read_bare_words(lex, &decoder->event.words, &decoder->event.word_count);
}
