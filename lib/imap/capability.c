/* SPDX-License-Identifier: MIT */
#include "imap/capability.h"

#include <mailaccess/imap.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/word.h"

/* In the order of MLA_IMAP_CAP_*. One string is smaller than a table of pointers. */
static const char names[] = "IMAP4REV1\0"
                            "IMAP4REV2\0"
                            "STARTTLS\0"
                            "LOGINDISABLED\0"
                            "SASL-IR\0"
                            "LITERAL+\0"
                            "LITERAL-\0"
                            "ENABLE\0"
                            "UTF8=ACCEPT\0"
                            "UTF8=ONLY\0"
                            "UIDPLUS\0"
                            "IDLE\0"
                            "ID\0"
                            "NAMESPACE\0"
                            "MOVE\0"
                            "UNSELECT\0"
                            "CHILDREN\0"
                            "SPECIAL-USE\0"
                            "LIST-EXTENDED\0"
                            "LIST-STATUS\0"
                            "STATUS=SIZE\0"
                            "ESEARCH\0"
                            "CONDSTORE\0"
                            "QRESYNC\0"
                            "COMPRESS=DEFLATE\0";

static void keep_word(mla__capabilities *capabilities, mla_str word) {
    if (word.len >= capabilities->max - capabilities->len)
        return;
    memcpy(capabilities->text + capabilities->len, word.ptr, word.len);
    capabilities->len += word.len;
    capabilities->text[capabilities->len++] = ' ';
}

void mla__capabilities_read(mla__capabilities *capabilities, const mla_str *words, size_t count) {
    mla__capabilities_forget(capabilities);
    capabilities->is_known = capabilities->is_fresh = true;
    for (size_t i = 0; i < count; i++) {
        if (words[i].len == 0)
            continue;
        int32_t capability = mla__word_find(names, words[i]);
        if (capability >= 0)
            capabilities->bits |= 1u << capability;
        /* "LITERAL +" is sent, too. */
        if (i != 0 && mla__ascii_is_word_nocase(words[i - 1], "LITERAL") && words[i].ptr[0] == '+')
            capabilities->bits |= 1u << MLA_IMAP_CAP_LITERAL_PLUS;
        keep_word(capabilities, words[i]);
    }
}

void mla__capabilities_forget(mla__capabilities *capabilities) {
    capabilities->bits = 0;
    capabilities->len = 0;
    capabilities->is_known = capabilities->is_fresh = false;
}

bool mla__capabilities_have(const mla__capabilities *capabilities, int32_t capability) {
    return (uint32_t)capability < 32 && (capabilities->bits >> capability & 1) != 0;
}

bool mla__capabilities_lack(const mla__capabilities *capabilities, int32_t capability) {
    return capabilities->is_known && !mla__capabilities_have(capabilities, capability);
}

bool mla__capabilities_have_name(const mla__capabilities *capabilities, mla_str name) {
    const char *at = capabilities->text;
    const char *end = at + capabilities->len;
    while (at != end) {
        const char *space = memchr(at, ' ', (size_t)(end - at));
        if (mla_str_equal_nocase(mla__str_between(at, space), name))
            return true;
        at = space + 1;
    }
    return false;
}
