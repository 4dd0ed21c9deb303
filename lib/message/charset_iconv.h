/* SPDX-License-Identifier: MIT */
/** The character sets of iconv(3), where the build has it; else none. */
#ifndef MLA_MESSAGE_CHARSET_ICONV_H
#define MLA_MESSAGE_CHARSET_ICONV_H

#include <mailaccess/message.h>

#if defined(MLA_WITH_ICONV) && MLA_WITH_ICONV

/** @return what `native` of the decoder holds; NULL when the set is not known. */
void *mla__charset_iconv_open(mla_str name);
void mla__charset_iconv_close(void *native);

/** As mla_charset_decode(). @param len 0 at first. */
int32_t mla__charset_iconv_decode(mla_charset_decoder *decoder, mla_str *in, char *out,
                                  size_t capacity, size_t *len);
int32_t mla__charset_iconv_finish(mla_charset_decoder *decoder, char *out, size_t capacity,
                                  size_t *len);

#else

static inline void *mla__charset_iconv_open(mla_str name) {
    (void)name;
    return NULL;
}

static inline void mla__charset_iconv_close(void *native) {
    (void)native;
}

static inline int32_t mla__charset_iconv_decode(mla_charset_decoder *decoder, mla_str *in,
                                                char *out, size_t capacity, size_t *len) {
    (void)decoder, (void)in, (void)out, (void)capacity, (void)len;
    return MLA_E_UNSUPPORTED;
}

static inline int32_t mla__charset_iconv_finish(mla_charset_decoder *decoder, char *out,
                                                size_t capacity, size_t *len) {
    (void)decoder, (void)out, (void)capacity, (void)len;
    return MLA_E_UNSUPPORTED;
}

#endif

#endif
