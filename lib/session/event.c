/* SPDX-License-Identifier: MIT */
#include "session/event.h"

#include <string.h>

#include <mailaccess/message.h>

#include "base/ascii.h"
#include "base/number.h"
#include "session/session.h"

/* Octets of UTF-8 that one octet in another character set may become. */
#define GROWTH 3

mla_event *mla__event_begin(mla_session *session, int32_t type, uint32_t operation) {
    session->event = (mla_event){
        .type = type,
        .operation = operation,
        .size = MLA_NO_SIZE,
        .date = MLA_NO_DATE,
        .received_date = MLA_NO_DATE,
    };
    return &session->event;
}

void *mla__event_memory(mla_session *session, size_t size) {
    void *memory = mla__arena_alloc(&session->texts, size);

    if (memory == NULL)
        session->event.is_lost = true;
    return memory;
}

static char *room_for(mla_session *session, size_t len, size_t *room) {
    if (len > (SIZE_MAX - MLA_DECODER_ROOM_MIN) / GROWTH - 1) {
        session->event.is_lost = true;
        return NULL;
    }
    *room = len * GROWTH + MLA_DECODER_ROOM_MIN;
    return mla__event_memory(session, *room + 1);
}

static void without_nul(char *text, size_t len) {
    size_t kept = 0;

    for (size_t i = 0; i < len; i++)
        if (text[i] != '\0')
            text[kept++] = text[i];
    text[kept] = '\0';
}

static bool is_plain(mla_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (mla__ascii_is_8bit(text.ptr[i]) || text.ptr[i] == '\0')
            return false;
    return true;
}

static char *copy(mla_session *session, mla_str text) {
    char *made = mla__event_memory(session, text.len + 1);

    if (made == NULL)
        return NULL;
    if (text.len != 0)
        memcpy(made, text.ptr, text.len);
    made[text.len] = '\0';
    return made;
}

static char *recode(mla_session *session, mla_str text) {
    mla_charset_decoder decoder;
    size_t room;
    size_t len = 0;
    size_t more = 0;
    char *made = room_for(session, text.len, &room);

    if (made == NULL)
        return NULL;
    (void)mla_charset_decoder_init(&decoder, (mla_str){NULL, 0});
    (void)mla_charset_decode(&decoder, &text, made, room, &len);
    if (room - len >= MLA_DECODER_ROOM_MIN)
        (void)mla_charset_finish(&decoder, made + len, room - len, &more);
    mla_charset_decoder_deinit(&decoder);
    without_nul(made, len + more);
    return made;
}

static char *text_of(mla_session *session, mla_str text) {
    return is_plain(text) ? copy(session, text) : recode(session, text);
}

const char *mla__event_text(mla_session *session, mla_str text) {
    return text_of(session, text);
}

const char *mla__event_word(mla_session *session, mla_str text, uint32_t flags) {
    mla_text out = {0};
    size_t room;

    if (text.len == 0)
        return NULL;
    out.data = room_for(session, text.len, &room);
    if (out.data == NULL)
        return NULL;
    out.capacity = room;
    (void)mla_word_decode(text, flags | MLA_WORD_STRIP_CONTROLS, &out);
    without_nul(out.data, out.len);
    return out.data;
}

const char *mla__event_lower(mla_session *session, mla_str text) {
    char *made = text_of(session, text);

    for (char *at = made; at != NULL && *at != '\0'; at++)
        *at = mla__ascii_lower(*at);
    return made;
}

const char *mla__event_joined(mla_session *session, mla_str a, const char *separator, mla_str b) {
    size_t separator_len = strlen(separator);
    size_t len = a.len + separator_len + b.len;
    char *made = mla__event_memory(session, len + 1);

    if (made == NULL)
        return NULL;
    if (a.len != 0)
        memcpy(made, a.ptr, a.len);
    memcpy(made + a.len, separator, separator_len);
    if (b.len != 0)
        memcpy(made + a.len + separator_len, b.ptr, b.len);
    made[len] = '\0';
    return text_of(session, (mla_str){made, len});
}

const char *mla__event_number(mla_session *session, uint64_t number) {
    char digits[MLA__NUMBER_MAX];

    return copy(session, (mla_str){digits, mla__number_format(digits, number)});
}

void mla__event_server_text(mla_session *session) {
    mla_event *event = &session->event;

    event->server_text = mla__event_text(session, mla_str_from(session->error.server_text));
    event->is_lost = false;
}

/* ----- getters ----- */

static const mla_event nothing = {
    .size = MLA_NO_SIZE,
    .date = MLA_NO_DATE,
    .received_date = MLA_NO_DATE,
};

static const mla_event *of(const mla_event *event) {
    return event != NULL ? event : &nothing;
}

static const char *or_empty(const char *text) {
    return text != NULL ? text : "";
}

int32_t mla_event_type(const mla_event *event) {
    return of(event)->type;
}

uint32_t mla_event_operation(const mla_event *event) {
    return of(event)->operation;
}

int32_t mla_event_status(const mla_event *event) {
    return of(event)->status;
}

const char *mla_event_id(const mla_event *event) {
    return or_empty(of(event)->id);
}

int32_t mla_event_id_is_stable(const mla_event *event) {
    return of(event)->id_is_stable;
}

uint64_t mla_event_uidvalidity(const mla_event *event) {
    return of(event)->uidvalidity;
}

uint64_t mla_event_size(const mla_event *event) {
    return of(event)->size;
}

const char *mla_event_data(const mla_event *event) {
    return or_empty(of(event)->data.ptr);
}

size_t mla_event_data_len(const mla_event *event) {
    return of(event)->data.len;
}

uint64_t mla_event_position(const mla_event *event) {
    return of(event)->position;
}

int64_t mla_event_date(const mla_event *event) {
    return of(event)->date;
}

int32_t mla_event_date_zone_minutes(const mla_event *event) {
    return of(event)->date_zone_minutes;
}

int64_t mla_event_received_date(const mla_event *event) {
    return of(event)->received_date;
}

const char *mla_event_from_name(const mla_event *event) {
    return or_empty(of(event)->from_name);
}

const char *mla_event_from_address(const mla_event *event) {
    return or_empty(of(event)->from_address);
}

const char *mla_event_subject(const mla_event *event) {
    return or_empty(of(event)->subject);
}

uint32_t mla_event_flags(const mla_event *event) {
    return of(event)->flags;
}

const char *mla_event_keyword(const mla_event *event, uint32_t index) {
    return index < of(event)->keyword_count ? or_empty(of(event)->keywords[index]) : NULL;
}

const char *mla_event_folder(const mla_event *event) {
    return or_empty(of(event)->folder);
}

const char *mla_event_delimiter(const mla_event *event) {
    return or_empty(of(event)->delimiter);
}

uint32_t mla_event_folder_attributes(const mla_event *event) {
    return of(event)->folder_attributes;
}

uint64_t mla_event_count(const mla_event *event) {
    return of(event)->count;
}

int32_t mla_event_read_only(const mla_event *event) {
    return of(event)->read_only;
}

const char *mla_event_part(const mla_event *event) {
    return or_empty(of(event)->part);
}

const char *mla_event_media_type(const mla_event *event) {
    return or_empty(of(event)->media_type);
}

const char *mla_event_file_name(const mla_event *event) {
    return or_empty(of(event)->file_name);
}

const char *mla_event_charset(const mla_event *event) {
    return or_empty(of(event)->charset);
}

const char *mla_event_encoding(const mla_event *event) {
    return or_empty(of(event)->encoding);
}

const char *mla_event_disposition(const mla_event *event) {
    return or_empty(of(event)->disposition);
}

const char *mla_event_server_text(const mla_event *event) {
    return or_empty(of(event)->server_text);
}
