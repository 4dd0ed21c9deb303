/* SPDX-License-Identifier: MIT */
#include "session/summary.h"

#include <mailaccess/message.h>

#include "base/ascii.h"
#include "session/session.h"

void mla__summary_date(mla_session *session, mla_str value) {
    mla_date date;

    if (mla_date_parse(value, &date) != MLA_OK)
        return;
    session->event.date = date.epoch_seconds;
    session->event.date_zone_minutes = date.zone_minutes;
}

static void read_subject(mla_session *session, mla_str value) {
    session->event.subject = mla__event_word(session, value, 0);
}

/* The first mailbox, also inside of a group. */
static void read_from(mla_session *session, mla_str value) {
    mla_address_reader reader;
    mla_address address;

    mla_address_reader_init(&reader, value);
    do {
        if (mla_address_next(&reader, &address) != MLA_OK)
            return;
    } while (address.kind != MLA_ADDRESS_MAILBOX);
    session->event.from_name = mla__event_word(session, address.name, MLA_WORD_PHRASE);

    mla_text spec = {.capacity = address.mailbox.len + address.host.len + 1};
    spec.data = mla__event_memory(session, spec.capacity);
    if (spec.data == NULL || mla_address_spec(&address, &spec) != MLA_OK)
        return;
    session->event.from_address = mla__event_word(session, (mla_str){spec.data, spec.len}, 0);
}

static const struct {
    const char *name;
    void (*read)(mla_session *session, mla_str value);
} fields[] = {
    {"Date", mla__summary_date},
    {"From", read_from},
    {"Subject", read_subject},
};

#define FIELDS (sizeof fields / sizeof *fields)

void mla__summary_from_header(mla_session *session, mla_str header) {
    mla_header_reader reader;
    mla_header_field field;
    unsigned found = 0;

    mla_header_reader_init(&reader, header);
    while (mla_header_next(&reader, &field) == MLA_OK) {
        for (size_t i = 0; i < FIELDS; i++) {
            if ((found >> i & 1) != 0 || !mla__ascii_is_word_nocase(field.name, fields[i].name))
                continue;
            found |= 1u << i; /* of a field that stands twice the first counts */
            fields[i].read(session, field.value);
        }
    }
}
