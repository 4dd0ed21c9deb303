/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "imap/decoder.h"

static uint32_t system_flag(mla_str name) {
    static const struct {
        char name[10];
        uint8_t flag;
    } flags[] = {
        {"Seen", MLA_IMAP_FLAG_SEEN},       {"Answered", MLA_IMAP_FLAG_ANSWERED},
        {"Flagged", MLA_IMAP_FLAG_FLAGGED}, {"Deleted", MLA_IMAP_FLAG_DELETED},
        {"Draft", MLA_IMAP_FLAG_DRAFT},     {"Recent", MLA_IMAP_FLAG_RECENT},
        {"*", MLA_IMAP_FLAG_WILDCARD},
    };
    if (name.len < 2 || name.ptr[0] != '\\')
        return 0;
    mla_str word = {name.ptr + 1, name.len - 1};
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (mla__ascii_is_word_nocase(word, flags[i].name))
            return flags[i].flag;
    return 0;
}

int32_t mla__read_flag_list(mla__lex *lex, mla_imap_flags *flags) {
    *flags = (mla_imap_flags){.struct_size = sizeof *flags};
    int32_t status = mla__lex_words(lex, &flags->names, &flags->name_count);
    for (size_t i = 0; i < flags->name_count; i++)
        flags->system |= system_flag(flags->names[i]);
    return status;
}

int32_t mla__read_flags(mla_imap_decoder *decoder, mla__lex *lex) {
    mla__lex_spaces(lex);
    decoder->event.type = MLA_IMAP_EVENT_FLAGS;
    decoder->event.flags = &decoder->flags;
    return mla__read_flag_list(lex, &decoder->flags);
}
