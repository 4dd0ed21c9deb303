/* SPDX-License-Identifier: MIT */
#include "imap/response.h"

#include "base/ascii.h"
#include "base/number.h"
#include "base/str.h"
#include "imap/response_stream.h"

typedef struct family {
    char name[11];
    uint8_t len;
    mla__response_reader read;
} family;

#define ROW(name, read) \
    { name, sizeof(name) - 1, read }

static const family families[] = {
    ROW("LIST", mla__read_list),
    ROW("LSUB", mla__read_lsub),
    ROW("XLIST", mla__read_xlist),
    ROW("STATUS", mla__read_mailbox_status),
    ROW("FLAGS", mla__read_flags),
    ROW("CAPABILITY", mla__read_capability),
    ROW("ENABLED", mla__read_enabled),
#if MLA_WITH_IMAP_EXTENSIONS
    ROW("NAMESPACE", mla__read_namespace),
    ROW("ID", mla__read_id),
    ROW("QUOTA", mla__read_quota),
    ROW("QUOTAROOT", mla__read_quotaroot),
    ROW("ACL", mla__read_acl),
    ROW("LISTRIGHTS", mla__read_listrights),
    ROW("MYRIGHTS", mla__read_myrights),
    ROW("METADATA", mla__read_metadata),
    ROW("LANGUAGE", mla__read_language),
    ROW("COMPARATOR", mla__read_comparator),
    ROW("GENURLAUTH", mla__read_genurlauth),
    ROW("URLFETCH", mla__read_urlfetch),
    ROW("JMAPACCESS", mla__read_jmapaccess),
    ROW("CONVERSION", mla__read_conversion),
#endif
};

/* Behind the number of a message. */
static const family numbered_families[] = {
    ROW("FETCH", mla__read_fetch),
#if MLA_WITH_IMAP_EXTENSIONS
    ROW("UIDFETCH", mla__read_uidfetch),
    ROW("CONVERTED", mla__read_converted),
#endif
};

static mla__response_reader find_reader(const family *rows, size_t count, mla_str word) {
    for (size_t i = 0; i < count; i++)
        if (rows[i].len == word.len && mla__ascii_equal_nocase(rows[i].name, word.ptr, word.len))
            return rows[i].read;
    return NULL;
}

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

/* A reader's failure costs this response only: it is handed out raw. */
static int32_t read_with(mla_imap_decoder *decoder, mla__lex *lex, mla__response_reader read) {
    const char *from = lex->at;
    const mla_imap_event plain = decoder->event;
    int32_t status = read(decoder, lex);
    if (status == MLA_OK) {
        mla__lex_spaces(lex);
        mla__lex_forgive(lex, !mla__lex_is_end(lex), MLA_IMAP_FORGIVEN_STRAY);
        return MLA_OK;
    }
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
    /* In the order of the event types. */
    static const char types[] = "\6EXISTS\6RECENT\7EXPUNGE";
    read_message_number(decoder, lex);
    mla__lex_spaces(lex);
    mla_str word = mla__lex_word(lex);
    decoder->event.name = word;
    mla__response_reader read = find_reader(
        numbered_families, sizeof numbered_families / sizeof numbered_families[0], word);
    if (read != NULL)
        return read_with(decoder, lex, read);
    int32_t type = mla__lex_find(types, &word);
    if (type < 0)
        return give_raw(decoder, lex, MLA_OK);
    decoder->event.type = MLA_IMAP_EVENT_EXISTS + type;
    return MLA_OK;
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
    mla_str word = mla__lex_word(lex);
    decoder->event.name = word;
    mla__response_reader read = find_reader(families, sizeof families / sizeof families[0], word);
    if (read != NULL)
        return read_with(decoder, lex, read);
    int32_t condition = mla__lex_condition(&word);
    if (condition != 0)
        return mla__read_status(decoder, lex, condition, NULL);
    const mla__stream_family *streaming = mla__stream_find(&word);
    if (streaming != NULL) {
        mla__stream_begin(decoder, streaming);
        return MLA_AGAIN;
    }
    return word.len != 0 ? give_raw(decoder, lex, MLA_OK) : give_unparsed(decoder, lex);
}

static int32_t read_tagged(mla_imap_decoder *decoder, mla__lex *lex) {
    mla_str tag = mla__lex_word(lex);
    mla__lex_spaces(lex);
    mla_str word = mla__lex_word(lex);
    int32_t condition = tag.len != 0 ? mla__lex_condition(&word) : 0;
    if (condition == 0)
        return give_unparsed(decoder, lex);
    decoder->event.name = word;
    return mla__read_status(decoder, lex, condition, &tag);
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
