/* SPDX-License-Identifier: MIT */
#include "message/recode.h"

#include "message/text.h"

#define CHUNK 256u

void mla__recoder_init(mla__recoder *recoder, mla_text *text, uint32_t flags) {
    recoder->text = text;
    recoder->strip = (flags & MLA_WORD_STRIP_CONTROLS) != 0;
    recoder->is_open = false;
    recoder->len = 0;
    mla__text_begin(text);
}

static void put_chunk(mla__recoder *recoder, const char *chunk, size_t len) {
    mla__text_put_utf8(recoder->text, (mla_str){chunk, len}, recoder->strip);
}

static void flush(mla__recoder *recoder) {
    mla_str in = {recoder->octets, recoder->len};
    char chunk[CHUNK];
    size_t len;
    int32_t status;
    do {
        status = mla_charset_decode(&recoder->decoder, &in, chunk, sizeof chunk, &len);
        put_chunk(recoder, chunk, len);
    } while (status == MLA_AGAIN);
    recoder->len = 0;
}

static void close_charset(mla__recoder *recoder) {
    if (!recoder->is_open)
        return;
    flush(recoder);
    char chunk[CHUNK];
    size_t len;
    int32_t status;
    do {
        status = mla_charset_finish(&recoder->decoder, chunk, sizeof chunk, &len);
        put_chunk(recoder, chunk, len);
    } while (status == MLA_AGAIN);
    mla_charset_decoder_deinit(&recoder->decoder);
    recoder->is_open = false;
}

void mla__recoder_charset(mla__recoder *recoder, mla_str charset) {
    if (recoder->is_open && mla_str_equal_nocase(recoder->charset, charset))
        return;
    close_charset(recoder);
    mla_charset_decoder_init(&recoder->decoder, charset);
    recoder->charset = charset;
    recoder->is_open = true;
}

void mla__recoder_put(mla__recoder *recoder, char octet) {
    if (recoder->len == sizeof recoder->octets)
        flush(recoder);
    recoder->octets[recoder->len++] = octet;
}

int32_t mla__recoder_finish(mla__recoder *recoder) {
    close_charset(recoder);
    return mla__text_status(recoder->text);
}
