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

/* The number may be no number: what stands in front of the keyword begins with a digit. */
static void read_message_number(mla_imap_decoder *decoder, mla__lex *lex) {
    uint64_t number = 0;
    bool is_odd = mla__lex_number(lex, &number) != MLA_OK || number > UINT32_MAX;
    if (is_odd) {
        lex->forgiven++;
        mla__lex_word(lex);
    }
    decoder->event.number = number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

static int32_t read_numbered(mla_imap_decoder *decoder, mla__lex *lex) {
    /* In the order of the event types. */
    static const char types[] = "\6EXISTS\6RECENT\7EXPUNGE";
    read_message_number(decoder, lex);
    mla__lex_spaces(lex);
    mla_str word = mla__lex_word(lex);
    decoder->event.name = word;
    if (mla__lex_find("\5FETCH", word) == 0)
        return read_with(decoder, lex, mla__read_fetch);
    int32_t type = mla__lex_find(types, word);
    if (type < 0)
        return give_raw(decoder, lex, MLA_OK);
    decoder->event.type = MLA_IMAP_EVENT_EXISTS + type;
    return MLA_OK;
}

/* Digits, perhaps behind a minus. */
static bool is_number_next(const mla__lex *lex) {
    const char *at = lex->at;
    return mla__ascii_is_digit(*at) || (*at == '-' && mla__ascii_is_digit(at[1]));
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
    if (is_number_next(lex))
        return read_numbered(decoder, lex);
    if (mla__lex_peek(lex) == '[')
        return read_bare_code(decoder, lex);
    mla_str word = mla__lex_word(lex);
    decoder->event.name = word;
    int32_t condition = mla__status_condition(word);
    if (condition != 0) {
        mla__read_status(decoder, lex, condition, (mla_str){NULL, 0});
        return MLA_OK;
    }
    mla__response_reader read = find_reader(word);
    if (read != NULL)
        return read_with(decoder, lex, read);
    bool is_extended;
    if (mla__search_is(word, &is_extended)) {
        mla__search_begin(decoder, is_extended);
        return MLA_AGAIN;
    }
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
    if (*lex->at == ' ')
        lex->at++;
    decoder->event.text = mla__str_between(lex->at, lex->end);
    return MLA_OK;
}

/* All of it absent but the text itself. A FETCH leaves little behind, and it is what comes most. */
static void clear_event(mla_imap_event *event, mla_str raw) {
    if (event->type != MLA_IMAP_EVENT_FETCH)
        *event = (mla_imap_event){.struct_size = sizeof *event};
    event->fetch = NULL;
    event->type = event->result = 0;
    event->number = 0;
    event->name = event->text = (mla_str){NULL, 0};
    event->raw = raw;
}

int32_t mla__response_read(mla_imap_decoder *decoder, mla__lex *lex) {
    clear_event(&decoder->event, mla__str_between(lex->at, lex->end));
    if (mla__lex_is_end(lex)) {
        decoder->forgiven++; /* Exchange: a blank line between responses */
        return MLA_AGAIN;
    }
    switch (*lex->at) {
    case '*': return read_untagged(decoder, lex);
    case '+': return read_continuation(decoder, lex);
    case '[': return read_bare_code(decoder, lex);
    default: return read_tagged(decoder, lex);
    }
}
