/* SPDX-License-Identifier: MIT */
#include "imap/extension_fields.h"

#include "base/mem.h"

int32_t mla__read_mailbox_word(mla_imap_decoder *decoder, mla__lex *lex, mla_str *raw,
                               mla_str *name) {
    mla__lex_spaces(lex);
    int32_t status = mla__lex_astring(lex, raw);
    return status == MLA_OK ? mla__decode_mailbox(decoder, lex, raw, name) : status;
}

static int32_t read_field(mla_imap_decoder *decoder, mla__lex *lex, uint8_t kind, void *field) {
    mla_str *string = field;
    switch (kind) {
    case MLA__FIELD_MAILBOX: return mla__read_mailbox_word(decoder, lex, string + 1, string);
    case MLA__FIELD_STRING: return mla__lex_astring(lex, string);
    case MLA__FIELD_DATA:
        return mla__lex_peek(lex) == '(' ? mla__lex_skip(lex, string)
                                         : mla__lex_nstring(lex, string);
    case MLA__FIELD_NUMBER: return mla__lex_number(lex, field);
    case MLA__FIELD_PARAMETERS: return mla__read_parameters(lex, field, true);
    case MLA__FIELD_WORDS_LAST: return mla__lex_is_end(lex) ? MLA_OK : mla__lex_words(lex, field);
    default: return mla__lex_words(lex, field);
    }
}

/* Where the fields go: the payload, or the event itself. */
static char *begin(mla_imap_decoder *decoder, mla__lex *lex, const uint8_t *response) {
    char *event = (char *)&decoder->event;
    decoder->event.type = response[0];
    size_t size = response[2];
    if (size == 0)
        return event;
    char *payload = mla__arena_alloc(lex->arena, size);
    if (payload == NULL)
        return NULL;
    memset(payload, 0, size);
    memcpy(event + response[1], &payload, sizeof payload);
    return payload;
}

int32_t mla__read_fields(mla_imap_decoder *decoder, mla__lex *lex, const uint8_t *response) {
    const uint8_t *field = response + 3;
    const uint8_t *record = NULL; /* the fields of each item of an array */
    void *array = NULL;
    bool is_list = false;
    char *out = begin(decoder, lex, response);
    int32_t status = out != NULL ? MLA_OK : MLA_E_LIMIT;
    while (status == MLA_OK) {
        uint8_t kind = *field++;
        mla__lex_spaces(lex);
        if (kind >= MLA__FIELD_LIST) {
            array = out + field[0];
            record = field + 2;
            is_list = kind == MLA__FIELD_LIST;
            if (is_list && !mla__lex_take(lex, '('))
                return MLA_E_MALFORMED;
            kind = MLA__FIELD_END;
        }
        if (kind == MLA__FIELD_SIZE) {
            *(uint32_t *)(void *)out = *field++;
        } else if (kind != MLA__FIELD_END) {
            status = read_field(decoder, lex, kind, out + *field++);
        } else if (record == NULL ||
                   (is_list ? mla__lex_take(lex, ')') : mla__lex_is_at_close(lex))) {
            break;
        } else {
            out = mla__arena_append(lex->arena, array, record[-1]);
            status = out != NULL ? MLA_OK : MLA_E_LIMIT;
            field = record;
        }
    }
    return status;
}
