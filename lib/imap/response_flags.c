/* SPDX-License-Identifier: MIT */
#include "base/octets.h"
#include "imap/decoder.h"
#include "imap/names.h"

const char mla__flag_names[] = "\5\\Seen"
                               "\11\\Answered"
                               "\10\\Flagged"
                               "\10\\Deleted"
                               "\6\\Draft"
                               "\7\\Recent"
                               "\2\\*";

int32_t mla__read_flag_list(mla__lex *lex, mla_imap_flags *flags) {
    *flags = (mla_imap_flags){.struct_size = sizeof *flags};
    const char *from = lex->at;
    int32_t status = mla__lex_words(lex, &flags->names);
    mla__lex_forgive(lex, mla__octets_find(from, lex->at, '"') != lex->at, MLA_IMAP_FORGIVEN_FLAG);
    for (size_t i = 0; i < flags->name_count; i++) {
        int32_t flag = mla__lex_find(mla__flag_names, &flags->names[i]);
        if (flag >= 0)
            flags->system |= 1u << flag;
    }
    return status;
}

int32_t mla__read_flags(mla_imap_decoder *decoder, mla__lex *lex) {
    mla__lex_spaces(lex);
    decoder->event.type = MLA_IMAP_EVENT_FLAGS;
    decoder->event.flags = &decoder->flags;
    return mla__read_flag_list(lex, &decoder->flags);
}
