/* SPDX-License-Identifier: MIT */
#include "base/str.h"
#include "imap/decoder.h"

int32_t mla__read_bare_words(mla__lex *lex, const mla_str **words) {
    for (mla__lex_spaces(lex); !mla__lex_is_end(lex); mla__lex_spaces(lex)) {
        mla_str word = mla__lex_word(lex);
        /* go-imap: each in quotes. */
        bool is_quoted = word.len > 2 && *word.ptr == '"' && lex->at[-1] == '"';
        mla__lex_forgive(lex, is_quoted, MLA_IMAP_FORGIVEN_FLAG);
        if (is_quoted)
            word = (mla_str){word.ptr + 1, word.len - 2};
        if (word.len == 0) {
            lex->at++; /* a parenthesis */
            continue;
        }
        mla_str *added = mla__arena_append(lex->arena, words, sizeof *added);
        if (added == NULL)
            return MLA_E_LIMIT;
        *added = word;
    }
    return MLA_OK;
}

int32_t mla__read_status(mla_imap_decoder *decoder, mla__lex *lex, int32_t condition,
                         const mla_str *tag) {
    mla_imap_status *status = &decoder->status;
    *status = (mla_imap_status){
        .struct_size = sizeof *status,
        .condition = condition,
        .code = {.struct_size = sizeof status->code},
    };
    decoder->event.type = decoder->is_greeted ? MLA_IMAP_EVENT_STATUS : MLA_IMAP_EVENT_GREETING;
    if (tag != NULL) {
        decoder->event.type = MLA_IMAP_EVENT_DONE;
        status->tag = *tag;
    }
    mla__lex_any_spaces(lex);
    mla__read_code(lex, &status->code);
    mla__lex_any_spaces(lex); /* a text may begin with one */
    status->text = mla__str_between(lex->at, lex->end);
    lex->at = lex->end;
    decoder->event.status = status;
    decoder->event.text = status->text;
    return MLA_OK;
}

int32_t mla__read_capability(mla_imap_decoder *decoder, mla__lex *lex) {
    decoder->event.type = MLA_IMAP_EVENT_CAPABILITY;
    return mla__read_bare_words(lex, &decoder->event.words);
}

int32_t mla__read_enabled(mla_imap_decoder *decoder, mla__lex *lex) {
    decoder->event.type = MLA_IMAP_EVENT_ENABLED;
    return mla__read_bare_words(lex, &decoder->event.words);
}
