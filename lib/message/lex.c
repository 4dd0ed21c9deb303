/* SPDX-License-Identifier: MIT */
#include "message/lex.h"

#include "base/str.h"

mla_str mla__lex_trim(const char *at, const char *end) {
    at = mla__lex_skip_blanks(at, end);
    while (end != at && mla__lex_is_blank(end[-1]))
        end--;
    return mla__str_between(at, end);
}

const char *mla__lex_skip_quoted(const char *at, const char *end) {
    for (at++; at != end; at++) {
        if (*at == '"')
            return at + 1;
        if (*at == '\\' && at + 1 != end)
            at++;
    }
    return NULL;
}

const char *mla__lex_skip_comment(const char *at, const char *end) {
    size_t depth = 0;
    for (; at != end; at++) {
        if (*at == '(')
            depth++;
        else if (*at == ')' && --depth == 0)
            return at + 1;
        else if (*at == '\\' && at + 1 != end)
            at++;
    }
    return NULL;
}

const char *mla__lex_skip_cfws(const char *at, const char *end) {
    for (;;) {
        at = mla__lex_skip_blanks(at, end);
        if (at == end || *at != '(')
            return at;
        at = mla__lex_skip_comment(at, end);
        if (at == NULL)
            return end;
    }
}
