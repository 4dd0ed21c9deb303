/* SPDX-License-Identifier: MIT */
#include "imap/response.h"

#include "base/ascii.h"
#include "base/number.h"
#include "base/str.h"

static const struct {
    char name[11];
    mla__response_reader read;
} families[] = {
    {"LIST", mla__read_list},       {"LSUB", mla__read_lsub},
    {"XLIST", mla__read_xlist},     {"STATUS", mla__read_mailbox_status},
    {"FLAGS", mla__read_flags},     {"CAPABILITY", mla__read_capability},
    {"ENABLED", mla__read_enabled},
};

static mla__response_reader find_reader(mla_str word) {
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        if (mla__ascii_is_word_nocase(word, families[i].name))
            return families[i].read;
    return NULL;
}

static int32_t give_raw(mla_imap_decoder *decoder, mla__lex *lex, int32_t result) {
    decoder->event.type = MLA_IMAP_EVENT_RAW;
    decoder->event.result = result;
    mla__lex_spaces(lex);
    decoder->event.text = mla__str_between(lex->at, lex->end);
    return MLA_OK;
}

static int32_t give_unparsed(mla_imap_decoder *decoder) {
    decoder->event.type = MLA_IMAP_EVENT_UNPARSED;
    decoder->event.name = (mla_str){NULL, 0};
    decoder->event.text = decoder->event.raw;
    decoder->forgiven++;
    return MLA_OK;
}

/* A reader's failure costs this response only: it is handed out raw. */
static int32_t read_with(mla_imap_decoder *decoder, mla__lex *lex, mla__response_reader read) {
    mla__lex rest = *lex;
    int32_t status = read(decoder, lex);
    if (status == MLA_OK)
        return MLA_OK;
    if (status == MLA_E_INCOMPLETE && !decoder->is_final)
        return status;
    mla_imap_event plain = {
        .struct_size = sizeof plain,
        .number = decoder->event.number,
        .name = decoder->event.name,
        .raw = decoder->event.raw,
    };
    decoder->event = plain;
    return give_raw(decoder, &rest, status == MLA_E_INCOMPLETE ? MLA_E_MALFORMED : status);
}

static int32_t read_numbered(mla_imap_decoder *decoder, mla__lex *lex, mla_str number) {
    static const struct {
        char name[8];
        uint8_t type;
    } types[] = {
        {"EXISTS", MLA_IMAP_EVENT_EXISTS},
        {"RECENT", MLA_IMAP_EVENT_RECENT},
        {"EXPUNGE", MLA_IMAP_EVENT_EXPUNGE},
    };
    mla_imap_event *event = &decoder->event;
    if (mla__number_parse_u32(number, &event->number) != MLA_OK)
        lex->forgiven++;
    mla__lex_spaces(lex);
    event->name = mla__lex_word(lex);
    if (mla__ascii_is_word_nocase(event->name, "FETCH"))
        return read_with(decoder, lex, mla__read_fetch);
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (mla__ascii_is_word_nocase(event->name, types[i].name)) {
            event->type = types[i].type;
            return MLA_OK;
        }
    return give_raw(decoder, lex, MLA_OK);
}

static bool is_number(mla_str word) {
    size_t from = word.len > 1 && word.ptr[0] == '-';
    return from < word.len && mla__ascii_is_digit(word.ptr[from]);
}

/* home.pl: "* [COPYUID 1 2 3] done", Exchange: "[COPYUID 1 2 3]", both without OK. */
static int32_t read_bare_code(mla_imap_decoder *decoder, mla__lex *lex) {
    decoder->forgiven++;
    mla__read_status(decoder, lex, MLA_IMAP_OK, (mla_str){NULL, 0});
    return MLA_OK;
}

static int32_t read_untagged(mla_imap_decoder *decoder, mla__lex *lex) {
    lex->at++;
    mla__lex_spaces(lex);
    if (mla__lex_peek(lex) == '[')
        return read_bare_code(decoder, lex);
    mla_str word = mla__lex_word(lex);
    if (is_number(word))
        return read_numbered(decoder, lex, word);
    decoder->event.name = word;
    int32_t condition = mla__status_condition(word);
    if (condition != 0) {
        mla__read_status(decoder, lex, condition, (mla_str){NULL, 0});
        return MLA_OK;
    }
    mla__response_reader read = find_reader(word);
    if (read != NULL)
        return read_with(decoder, lex, read);
    return word.len != 0 ? give_raw(decoder, lex, MLA_OK) : give_unparsed(decoder);
}

static int32_t read_tagged(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_str tag = mla__lex_word(lex);
    mla__lex_spaces(lex);
    mla_str word = mla__lex_word(lex);
    int32_t condition = tag.len != 0 ? mla__status_condition(word) : 0;
    if (condition == 0)
        return give_unparsed(decoder);
    decoder->event.name = word;
    mla__read_status(decoder, lex, condition, tag);
    return MLA_OK;
}

static int32_t read_continuation(mla_imap_decoder *decoder, mla__lex *lex) {
    lex->at++;
    decoder->event.type = MLA_IMAP_EVENT_CONTINUATION;
    if (!mla__lex_is_end(lex) && *lex->at == ' ')
        lex->at++;
    decoder->event.text = mla__str_between(lex->at, lex->end);
    return MLA_OK;
}

int32_t mla__response_read(mla_imap_decoder *decoder, mla__lex *lex) {
    decoder->event = (mla_imap_event){
        .struct_size = sizeof decoder->event,
        .raw = mla__str_between(lex->at, lex->end),
    };
    mla__lex keyword = *lex;
    bool is_extended;
    switch (mla__lex_peek(lex)) {
    case '\0':
        if (!mla__lex_is_end(lex))
            break;
        decoder->forgiven++; /* Exchange: a blank line between responses */
        return MLA_AGAIN;
    case '*':
        if (mla__search_begins(&keyword, &is_extended)) {
            mla__search_begin(decoder, is_extended);
            *lex = keyword;
            return MLA_AGAIN;
        }
        return read_untagged(decoder, lex);
    case '+': return read_continuation(decoder, lex);
    case '[': return read_bare_code(decoder, lex);
    default: break;
    }
    return read_tagged(decoder, lex);
}
