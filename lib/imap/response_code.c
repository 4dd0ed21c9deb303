/* SPDX-License-Identifier: MIT */
/* Response codes (RFC 9051 section 7.1, RFC 5530, and those that extensions add): what stands in [ ]. */
#include "base/mem.h"
#include "base/str.h"
#include "imap/decoder.h"

/* In the order of MLA_IMAP_CODE_*, from ALERT. */
static const char code_names[] = "\5ALERT"
                                 "\15ALREADYEXISTS"
                                 "\11APPENDUID"
                                 "\24AUTHENTICATIONFAILED"
                                 "\23AUTHORIZATIONFAILED"
                                 "\12BADCHARSET"
                                 "\6CANNOT"
                                 "\12CAPABILITY"
                                 "\11CLIENTBUG"
                                 "\6CLOSED"
                                 "\14CONTACTADMIN"
                                 "\7COPYUID"
                                 "\12CORRUPTION"
                                 "\7EXPIRED"
                                 "\15EXPUNGEISSUED"
                                 "\13HASCHILDREN"
                                 "\15HIGHESTMODSEQ"
                                 "\5INUSE"
                                 "\5LIMIT"
                                 "\10MODIFIED"
                                 "\10NOMODSEQ"
                                 "\13NONEXISTENT"
                                 "\6NOPERM"
                                 "\10NOTSAVED"
                                 "\11OVERQUOTA"
                                 "\5PARSE"
                                 "\16PERMANENTFLAGS"
                                 "\17PRIVACYREQUIRED"
                                 "\11READ-ONLY"
                                 "\12READ-WRITE"
                                 "\11SERVERBUG"
                                 "\11TRYCREATE"
                                 "\7UIDNEXT"
                                 "\14UIDNOTSTICKY"
                                 "\13UIDVALIDITY"
                                 "\13UNAVAILABLE"
                                 "\13UNKNOWN-CTE"
                                 "\6UNSEEN"
                                 "\11MAILBOXID"
                                 "\11THROTTLED"
                                 "\13UIDREQUIRED"
                                 "\12INPROGRESS"
                                 "\14MESSAGELIMIT"
                                 "\21COMPRESSIONACTIVE"
                                 "\7USEATTR"
                                 "\10METADATA"
                                 "\24NOTIFICATIONOVERFLOW"
                                 "\10BADEVENT"
                                 "\20UNDEFINED-FILTER"
                                 "\10NOUPDATE"
                                 "\15BADCOMPARATOR"
                                 "\6BADURL"
                                 "\6TOOBIG"
                                 "\7URLMECH"
                                 "\10REFERRAL"
                                 "\10ANNOTATE"
                                 "\13ANNOTATIONS"
                                 "\10TEMPFAIL"
                                 "\22MAXCONVERTMESSAGES"
                                 "\17MAXCONVERTPARTS"
                                 "\7NEWNAME"
                                 "\10WEBALERT";

typedef void (*argument_reader)(mla__lex *lex, mla_imap_code *code);

static void read_number(mla__lex *lex, mla_imap_code *code) {
    (void)mla__lex_number(lex, &code->value);
}

static void read_words(mla__lex *lex, mla_imap_code *code) {
    (void)mla__read_bare_words(lex, &code->words, &code->word_count);
}

static void read_list(mla__lex *lex, mla_imap_code *code) {
    if (!mla__lex_is_end(lex))
        (void)mla__lex_words(lex, &code->words, &code->word_count);
}

static void read_source(mla__lex *lex, mla_imap_code *code) {
    code->source_set = mla__lex_word(lex);
}

/* validity destination */
static void read_appenduid(mla__lex *lex, mla_imap_code *code) {
    if (mla__lex_number(lex, &code->value) != MLA_OK)
        return;
    mla__lex_spaces(lex);
    code->destination_set = mla__lex_word(lex);
}

/* validity source destination */
static void read_copyuid(mla__lex *lex, mla_imap_code *code) {
    if (mla__lex_number(lex, &code->value) != MLA_OK)
        return;
    mla__lex_spaces(lex);
    read_source(lex, code);
    mla__lex_spaces(lex);
    code->destination_set = mla__lex_word(lex);
}

static void read_argument(mla__lex *lex, mla_imap_code *code) {
    if (mla__lex_astring(lex, &code->argument) != MLA_OK)
        code->argument = (mla_str){NULL, 0};
}

/* TOOMANY; MAXSIZE 1024 */
static void read_word_and_number(mla__lex *lex, mla_imap_code *code) {
    read_argument(lex, code);
    mla__lex_spaces(lex);
    if (!mla__lex_is_end(lex))
        read_number(lex, code);
}

static void read_two_numbers(mla__lex *lex, mla_imap_code *code) {
    if (!mla__lex_take_nil(lex) && mla__lex_number(lex, &code->value) != MLA_OK)
        return;
    mla__lex_spaces(lex);
    if (!mla__lex_is_end(lex) && mla__lex_peek(lex) != ')' && !mla__lex_take_nil(lex))
        (void)mla__lex_number(lex, &code->goal);
}

/* ("A001" 175 1000): each may be NIL, and all may be left out (RFC 9585). */
static void read_inprogress(mla__lex *lex, mla_imap_code *code) {
    if (!mla__lex_take(lex, '('))
        return;
    if (!mla__lex_take_nil(lex))
        read_argument(lex, code);
    mla__lex_spaces(lex);
    read_two_numbers(lex, code);
}

/* Those that have arguments. */
static const struct {
    uint8_t code;
    argument_reader read;
} arguments[] = {
    {MLA_IMAP_CODE_APPENDUID, read_appenduid},
    {MLA_IMAP_CODE_BADCHARSET, read_list},
    {MLA_IMAP_CODE_CAPABILITY, read_words},
    {MLA_IMAP_CODE_COPYUID, read_copyuid},
    {MLA_IMAP_CODE_HIGHESTMODSEQ, read_number},
    {MLA_IMAP_CODE_MODIFIED, read_source},
    {MLA_IMAP_CODE_PERMANENTFLAGS, read_list},
    {MLA_IMAP_CODE_UIDNEXT, read_number},
    {MLA_IMAP_CODE_UIDVALIDITY, read_number},
    {MLA_IMAP_CODE_UNSEEN, read_number},
    {MLA_IMAP_CODE_MAILBOXID, read_list},
    {MLA_IMAP_CODE_INPROGRESS, read_inprogress},
    {MLA_IMAP_CODE_MESSAGELIMIT, read_two_numbers},
    {MLA_IMAP_CODE_METADATA, read_word_and_number},
    {MLA_IMAP_CODE_BADEVENT, read_list},
    {MLA_IMAP_CODE_UNDEFINED_FILTER, read_argument},
    {MLA_IMAP_CODE_NOUPDATE, read_argument},
    {MLA_IMAP_CODE_BADURL, read_argument},
    {MLA_IMAP_CODE_URLMECH, read_words},
    {MLA_IMAP_CODE_REFERRAL, read_argument},
    {MLA_IMAP_CODE_ANNOTATE, read_word_and_number},
    {MLA_IMAP_CODE_ANNOTATIONS, read_number},
    {MLA_IMAP_CODE_MAXCONVERTMESSAGES, read_number},
    {MLA_IMAP_CODE_MAXCONVERTPARTS, read_number},
    {MLA_IMAP_CODE_WEBALERT, read_argument},
};

static void read_arguments(mla_imap_decoder *decoder, mla__lex *outer, mla_imap_code *code) {
    mla__lex lex;
    mla__lex_init(&lex, code->arguments, &decoder->arena, decoder->limits.nesting_max);
    mla__lex_spaces(&lex);
    for (size_t i = 0; i < sizeof arguments / sizeof arguments[0]; i++)
        if (arguments[i].code == code->type)
            arguments[i].read(&lex, code);
    outer->forgiven |= lex.forgiven;
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
        else if (*at == '\\' && is_quoted && at + 1 != end && at[1] != ']')
            at++;
        else if (*at == '(' && !is_quoted)
            depth++;
        else if (*at == ')' && !is_quoted)
            depth--;
    }
    return first;
}

void mla__read_code(mla_imap_decoder *decoder, mla__lex *lex, mla_imap_code *code) {
    if (mla__lex_peek(lex) != '[')
        return;
    const char *from = lex->at + 1;
    const char *close = find_close(from, lex->end);
    if (close == NULL)
        return;
    bool is_quoted = false;
    const char *at = from;
    for (; at != close && (*at != ' ' || is_quoted); at++)
        is_quoted ^= *at == '"';
    code->name = mla__str_between(from, at);
    code->arguments = mla__str_between(at != close ? at + 1 : at, close);
    int32_t index = mla__lex_find(code_names, code->name);
    code->type = index >= 0 ? MLA_IMAP_CODE_ALERT + index : MLA_IMAP_CODE_OTHER;
    read_arguments(decoder, lex, code);
    lex->at = close + 1;
    mla__lex_spaces(lex);
}
