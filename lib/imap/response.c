/* SPDX-License-Identifier: MIT */
#include "imap/response.h"

#include "base/str.h"
#include "imap/response_stream.h"

/* The responses and their readers; behind them those of the extensions. The length of each name stands in front of it. */
#define RESPONSES(X)                         \
    X("\4LIST", mla__read_list)              \
    X("\4LSUB", mla__read_lsub)              \
    X("\5XLIST", mla__read_xlist)            \
    X("\6STATUS", mla__read_mailbox_status)  \
    X("\5FLAGS", mla__read_flags)            \
    X("\12CAPABILITY", mla__read_capability) \
    X("\7ENABLED", mla__read_enabled)        \
    EXTENSION_RESPONSES(X)

/* Those behind the number of a message that have a payload. */
#define NUMBERED_RESPONSES(X)     \
    X("\5FETCH", mla__read_fetch) \
    EXTENSION_NUMBERED_RESPONSES(X)

#if MLA_WITH_IMAP_EXTENSIONS
#define EXTENSION_RESPONSES(X)               \
    X("\11NAMESPACE", mla__read_namespace)   \
    X("\2ID", mla__read_id)                  \
    X("\5QUOTA", mla__read_quota)            \
    X("\11QUOTAROOT", mla__read_quotaroot)   \
    X("\3ACL", mla__read_acl)                \
    X("\12LISTRIGHTS", mla__read_listrights) \
    X("\10MYRIGHTS", mla__read_myrights)     \
    X("\10METADATA", mla__read_metadata)     \
    X("\10LANGUAGE", mla__read_language)     \
    X("\12COMPARATOR", mla__read_comparator) \
    X("\12GENURLAUTH", mla__read_genurlauth) \
    X("\10URLFETCH", mla__read_urlfetch)     \
    X("\12JMAPACCESS", mla__read_jmapaccess) \
    X("\12CONVERSION", mla__read_conversion)
#define EXTENSION_NUMBERED_RESPONSES(X)  \
    X("\10UIDFETCH", mla__read_uidfetch) \
    X("\11CONVERTED", mla__read_converted)
#else
#define EXTENSION_RESPONSES(X)
#define EXTENSION_NUMBERED_RESPONSES(X)
#endif

#define NAME(name, reader) name
#define READER(name, reader) reader,

static const char names[] = RESPONSES(NAME);
static const mla__response_reader readers[] = {RESPONSES(READER)};

/* In front of those with a payload stand those without, in the order of the event types. */
static const char numbered_names[] = "\6EXISTS\6RECENT\7EXPUNGE" NUMBERED_RESPONSES(NAME);
enum {
    NUMBERS_ALONE = 3
};
static const mla__response_reader numbered_readers[] = {NUMBERED_RESPONSES(READER)};

static int32_t give_raw(mla_imap_decoder *decoder, mla__lex *lex, int32_t result) {
    decoder->event.type = MLA_IMAP_EVENT_RAW;
    decoder->event.result = result;
    mla__lex_spaces(lex);
    decoder->event.text = mla__str_between(lex->at, lex->end);
    return MLA_OK;
}

static int32_t give_unparsed(mla_imap_decoder *decoder, mla__lex *lex) {
    decoder->event.type = MLA_IMAP_EVENT_UNPARSED;
    decoder->event.name = (mla_str){NULL, 0};
    decoder->event.text = decoder->event.raw;
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_NO_RESPONSE);
    return MLA_OK;
}

static int32_t end_response(mla__lex *lex) {
    mla__lex_spaces(lex);
    mla__lex_forgive(lex, !mla__lex_is_end(lex), MLA_IMAP_FORGIVEN_STRAY);
    return MLA_OK;
}

/* A reader's failure costs this response only: it is handed out raw. */
static int32_t read_with(mla_imap_decoder *decoder, mla__lex *lex, mla__response_reader read) {
    const char *from = lex->at;
    const mla_imap_event plain = decoder->event;
    int32_t status = read(decoder, lex);
    if (status == MLA_OK)
        return end_response(lex);
    if (status == MLA_E_INCOMPLETE && !decoder->is_final)
        return status;
    decoder->event = plain;
    lex->at = from;
    return give_raw(decoder, lex, status == MLA_E_INCOMPLETE ? MLA_E_MALFORMED : status);
}

/* The number may be no number: what stands in front of the keyword begins with a digit. */
static void read_message_number(mla_imap_decoder *decoder, mla__lex *lex) {
    uint64_t number = 0;
    bool is_odd = mla__lex_number(lex, &number) != MLA_OK || number > UINT32_MAX;
    if (is_odd) {
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_MESSAGE_NUMBER);
        mla__lex_word(lex);
    }
    decoder->event.number = number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

static int32_t read_numbered(mla_imap_decoder *decoder, mla__lex *lex) {
    read_message_number(decoder, lex);
    mla__lex_spaces(lex);
    decoder->event.name = mla__lex_word(lex);
    int32_t index = mla__lex_find(numbered_names, &decoder->event.name);
    if (index < 0)
        return give_raw(decoder, lex, MLA_OK);
    bool is_of_message = index >= MLA_IMAP_EVENT_EXPUNGE - MLA_IMAP_EVENT_EXISTS;
    mla__lex_forgive(lex, decoder->event.number == 0 && is_of_message,
                     MLA_IMAP_FORGIVEN_MESSAGE_NUMBER);
    if (index >= NUMBERS_ALONE)
        return read_with(decoder, lex, numbered_readers[index - NUMBERS_ALONE]);
    decoder->event.type = MLA_IMAP_EVENT_EXISTS + index;
    return end_response(lex);
}

/* home.pl: "* [COPYUID 1 2 3] done", Exchange: "[COPYUID 1 2 3]", both without OK. */
static int32_t read_bare_code(mla_imap_decoder *decoder, mla__lex *lex) {
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_BARE_CODE);
    return mla__read_status(decoder, lex, MLA_IMAP_OK, NULL);
}

static int32_t read_untagged(mla_imap_decoder *decoder, mla__lex *lex) {
    lex->at++;
    mla__lex_spaces(lex);
    if (mla__lex_is_number_next(lex))
        return read_numbered(decoder, lex);
    if (mla__lex_peek(lex) == '[')
        return read_bare_code(decoder, lex);
    const mla_str *word = &decoder->event.name;
    decoder->event.name = mla__lex_word(lex);
    int32_t index = mla__lex_find(names, word);
    if (index >= 0)
        return read_with(decoder, lex, readers[index]);
    int32_t condition = mla__lex_condition(word);
    if (condition != 0)
        return mla__read_status(decoder, lex, condition, NULL);
    const mla__stream_family *streaming = mla__stream_find(word);
    if (streaming != NULL) {
        mla__stream_begin(decoder, streaming);
        return MLA_AGAIN;
    }
    return word->len != 0 ? give_raw(decoder, lex, MLA_OK) : give_unparsed(decoder, lex);
}

static int32_t read_tagged(mla_imap_decoder *decoder, mla__lex *lex) {
    const mla_str tag = mla__lex_word(lex);
    mla__lex_spaces(lex);
    decoder->event.name = mla__lex_word(lex);
    int32_t condition = tag.len != 0 ? mla__lex_condition(&decoder->event.name) : 0;
    return condition != 0 ? mla__read_status(decoder, lex, condition, &tag)
                          : give_unparsed(decoder, lex);
}

static int32_t read_continuation(mla_imap_decoder *decoder, mla__lex *lex) {
    lex->at++;
    decoder->event.type = MLA_IMAP_EVENT_CONTINUATION;
    if (*lex->at == ' ')
        lex->at++;
    decoder->event.text = mla__str_between(lex->at, lex->end);
    return MLA_OK;
}

int32_t mla__response_read(mla_imap_decoder *decoder, mla__lex *lex) {
    decoder->event = (mla_imap_event){
        .struct_size = sizeof decoder->event,
        .raw = mla__str_between(lex->at, lex->end),
    };
    if (mla__lex_is_end(lex)) {
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_BLANK_LINE); /* Exchange */
        return MLA_AGAIN;
    }
    switch (*lex->at) {
    case '*': return read_untagged(decoder, lex);
    case '+': return read_continuation(decoder, lex);
    case '[': return read_bare_code(decoder, lex);
    default: return read_tagged(decoder, lex);
    }
}
