/* SPDX-License-Identifier: MIT */
#include "base/str.h"
#include "imap/decoder.h"

#define WORDS_FIRST 16u

int32_t mla__read_bare_words(mla__lex *lex, const mla_str **words, size_t *count) {
    mla_str *list = NULL;
    size_t n = 0;
    *count = 0;
    for (mla__lex_spaces(lex); !mla__lex_is_end(lex); mla__lex_spaces(lex)) {
        list = mla__arena_room(lex->arena, list, n, WORDS_FIRST, sizeof *list);
        if (list == NULL)
            return MLA_E_LIMIT;
        list[n] = mla__lex_word(lex);
        if (list[n].len != 0)
            n++;
        else
            lex->at++; /* a parenthesis */
        *words = list;
        *count = n;
    }
    return MLA_OK;
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
    mla__read_code(decoder, lex, &status->code);
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
