/* SPDX-License-Identifier: MIT */
/* What BODYSTRUCTURE says of a part beyond BODY (RFC 9051 section 7.5.2, body-ext-1part): its disposition, languages and
 * location. */
#include "base/mem.h"
#include "imap/decoder.h"

/* ("attachment" ("filename" "x")); servers also send "inline", ("inline"), (NIL NIL), (). */
static int32_t read_disposition(mla__lex *lex, mla_imap_part *part) {
    if (mla__lex_peek(lex) != '(') {
        int32_t status = mla__lex_nstring(lex, &part->disposition);
        mla__lex_forgive(lex, part->disposition.ptr != NULL, MLA_IMAP_FORGIVEN_DISPOSITION);
        return status;
    }
    lex->at++;
    mla__lex_forgive(lex, mla__lex_is_at_close(lex), MLA_IMAP_FORGIVEN_DISPOSITION);
    if (mla__lex_take(lex, ')'))
        return MLA_OK;
    int32_t status = mla__lex_nstring(lex, &part->disposition);
    mla__lex_forgive(lex, part->disposition.ptr == NULL || mla__lex_is_at_close(lex),
                     MLA_IMAP_FORGIVEN_DISPOSITION);
    if (status == MLA_OK && !mla__lex_is_at_close(lex))
        status = mla__read_parameters(lex, &part->disposition_parameters, false);
    if (status != MLA_OK)
        return status;
    return mla__lex_take(lex, ')') ? MLA_OK : MLA_E_MALFORMED;
}

/* Whether a list in the place of the languages is a disposition: it holds parameters. */
static bool is_disposition_next(const mla__lex *lex) {
    mla__lex ahead = *lex;
    mla_str ignored;
    return mla__lex_take(&ahead, '(') && !mla__lex_is_at_close(&ahead) &&
           mla__lex_skip(&ahead, &ignored) == MLA_OK && !mla__lex_is_at_close(&ahead) &&
           mla__lex_peek(&ahead) == '(';
}

/* Some servers swap the two: what was read as the disposition is the language then. */
static int32_t read_swapped(mla__lex *lex, mla_imap_part *part) {
    mla_str language = part->disposition;
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_DISPOSITION);
    part->disposition = (mla_str){NULL, 0};
    if (language.ptr != NULL) {
        mla_str *word = mla__arena_append(lex->arena, &part->languages, sizeof *word);
        if (word == NULL)
            return MLA_E_LIMIT;
        *word = language;
    }
    return read_disposition(lex, part);
}

/* Exchange: "S/MIME Encrypted Message" in the place of the disposition or the language, none of which has spaces. */
static bool take_description(mla_imap_part *part, mla_str text) {
    if (text.len == 0 || memchr(text.ptr, ' ', text.len) == NULL)
        return false;
    if (part->description.ptr == NULL)
        part->description = text;
    return true;
}

static void move_description(mla__lex *lex, mla_imap_part *part) {
    if (take_description(part, part->disposition))
        part->disposition = (mla_str){NULL, 0};
    else if (part->language_count == 1 && take_description(part, part->languages[0]))
        part->language_count = 0;
    else
        return;
    mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_DISPOSITION);
}

static int32_t read_languages(mla__lex *lex, mla_imap_part *part) {
    if (mla__lex_take_nil(lex))
        return MLA_OK;
    bool is_swapped = part->disposition_parameters.count == 0 && is_disposition_next(lex);
    return is_swapped ? read_swapped(lex, part) : mla__lex_words(lex, &part->languages);
}

int32_t mla__read_part_extension(mla__lex *lex, mla_imap_part *part) {
    int32_t status = MLA_OK;
    if (!mla__lex_is_at_close(lex))
        status = read_disposition(lex, part);
    if (status == MLA_OK && !mla__lex_is_at_close(lex))
        status = read_languages(lex, part);
    if (status == MLA_OK)
        move_description(lex, part);
    if (status == MLA_OK && !mla__lex_is_at_close(lex))
        status = mla__lex_nstring(lex, &part->location);
    return status;
}
