/* SPDX-License-Identifier: MIT */
/* VANISHED (RFC 7162 section 3.2.10): "(EARLIER)" perhaps, and a set of UIDs. */
#include "base/ascii.h"
#include "base/str.h"
#include "imap/response_stream.h"

static void begin(mla_imap_decoder *decoder) {
    decoder->vanished = (mla_imap_vanished){.struct_size = sizeof decoder->vanished};
}

static void give(mla_imap_decoder *decoder, bool more) {
    mla_imap_vanished *vanished = &decoder->vanished;
    vanished->more = more;
    vanished->ranges = decoder->stream.items.ranges;
    vanished->range_count = decoder->stream.count;
    decoder->event.type = MLA_IMAP_EVENT_VANISHED;
    decoder->event.vanished = vanished;
}

static int32_t read(mla_imap_decoder *decoder, mla__lex *lex) {
    if (mla__ascii_is_digit(*lex->at)) {
        decoder->stream.phase = MLA__STREAM_IN_SET;
        return MLA_OK;
    }
    const char *end = mla__stream_token_end(decoder, lex);
    if (end == NULL)
        return MLA_AGAIN;
    bool is_earlier = mla__ascii_is_word_nocase(mla__str_between(lex->at, end), "(EARLIER)");
    decoder->vanished.earlier |= is_earlier;
    mla__lex_forgive(lex, !is_earlier, MLA_IMAP_FORGIVEN_STRAY);
    lex->at = end != lex->at ? end : end + 1;
    return MLA_OK;
}

const mla__stream_family mla__vanished_family = {"VANISHED", begin, read, give};
