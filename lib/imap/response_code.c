/* SPDX-License-Identifier: MIT */
/* Response codes (RFC 9051 section 7.1, RFC 5530): what stands in [ ]. */
#include "base/octets.h"
#include "base/str.h"
#include "imap/decoder.h"

/* In the order of MLA_IMAP_CODE_*, from ALERT to THROTTLED. */
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
                                 "\11THROTTLED";

#define AT(code) [MLA_IMAP_CODE_##code - MLA_IMAP_CODE_ALERT]

/* What the arguments of each are: none of most. */
static const uint8_t code_fields[] = {
    AT(APPENDUID) = MLA__CODE_VALUE | MLA__CODE_DESTINATION,
    AT(BADCHARSET) = MLA__CODE_LIST,
    AT(CAPABILITY) = MLA__CODE_WORDS,
    AT(COPYUID) = MLA__CODE_VALUE | MLA__CODE_SOURCE | MLA__CODE_DESTINATION,
    AT(HIGHESTMODSEQ) = MLA__CODE_VALUE,
    AT(MODIFIED) = MLA__CODE_SOURCE,
    AT(PERMANENTFLAGS) = MLA__CODE_LIST,
    AT(UIDNEXT) = MLA__CODE_VALUE,
    AT(UIDVALIDITY) = MLA__CODE_VALUE,
    AT(UNSEEN) = MLA__CODE_VALUE,
    AT(MAILBOXID) = MLA__CODE_LIST,
    AT(THROTTLED) = 0,
};

static bool read_number(mla__lex *lex, uint64_t *value) {
    mla__lex_spaces(lex);
    return mla__lex_take_nil(lex) || mla__lex_number(lex, value) == MLA_OK;
}

static void read_set(mla__lex *lex, mla_str *set) {
    mla__lex_spaces(lex);
    *set = mla__lex_word(lex);
}

/* In the order in which they stand. */
static void read_fields(mla__lex *lex, uint32_t fields, mla_imap_code *code) {
    mla__lex_spaces(lex);
    if ((fields & MLA__CODE_GROUP) && !mla__lex_take(lex, '('))
        return;
    if ((fields & MLA__CODE_ARGUMENT) && !mla__lex_take_nil(lex) &&
        mla__lex_astring(lex, &code->argument) != MLA_OK)
        code->argument = (mla_str){NULL, 0};
    if ((fields & MLA__CODE_VALUE) && !read_number(lex, &code->value) &&
        (fields & MLA__CODE_WORDS) == 0)
        return;
    mla__lex_forgive(lex,
                     (fields & MLA__CODE_VALUE) != 0 && code->value == 0 &&
                         code->type < MLA_IMAP_CODE_UIDREQUIRED,
                     MLA_IMAP_FORGIVEN_NUMBER);
    if (fields & MLA__CODE_SOURCE)
        read_set(lex, &code->source_set);
    if (fields & MLA__CODE_DESTINATION)
        read_set(lex, &code->destination_set);
    if (fields & MLA__CODE_GOAL)
        (void)read_number(lex, &code->goal);
    if (fields & MLA__CODE_WORDS)
        (void)mla__read_bare_words(lex, &code->words);
    if (fields & MLA__CODE_LIST)
        (void)mla__lex_words(lex, &code->words);
}

/* Which one it is. @return what its arguments are. */
static uint32_t find_code(mla_imap_code *code) {
    int32_t index = mla__lex_find(code_names, &code->name);
    const uint8_t *fields = code_fields;
    code->type = MLA_IMAP_CODE_ALERT;
#if MLA_WITH_IMAP_EXTENSIONS
    if (index < 0) {
        index = mla__lex_find(mla__extension_code_names, &code->name);
        fields = mla__extension_code_fields;
        code->type = MLA_IMAP_CODE_UIDREQUIRED;
    }
#endif
    if (index < 0)
        code->type = MLA_IMAP_CODE_OTHER;
    else
        code->type += index;
    return index < 0 ? 0 : fields[index];
}

/* The bracket that closes a code: not one in quotes or within a list, where there is such a one. */
static const char *find_close(const char *from, const char *end) {
    int32_t depth = 0;
    bool is_quoted = false;
    for (const char *at = from; at != end; at++) {
        if (*at == '"')
            is_quoted = !is_quoted;
        else if (is_quoted)
            at += *at == '\\' && at + 1 != end && at[1] != ']';
        else if (*at == ']' && depth <= 0)
            return at;
        else
            depth += (*at == '(') - (*at == ')');
    }
    return mla__octets_find(from, end, ']');
}

void mla__read_code(mla__lex *lex, mla_imap_code *code) {
    if (mla__lex_peek(lex) != '[')
        return;
    const char *end = lex->end;
    const char *from = lex->at + 1;
    const char *close = find_close(from, end);
    if (close == end)
        return;
    bool is_quoted = false;
    const char *at = from;
    for (; at != close && (*at != ' ' || is_quoted); at++)
        is_quoted ^= *at == '"';
    code->name = mla__str_between(from, at);
    lex->at = at + (at != close);
    code->arguments = mla__str_between(lex->at, close);
    lex->end = close;
    read_fields(lex, find_code(code), code);
    lex->end = end;
    lex->at = close + 1;
}
