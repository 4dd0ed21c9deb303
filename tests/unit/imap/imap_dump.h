/* SPDX-License-Identifier: MIT */
/** Decoder events as text, one line each, so that a test states what it expects of real bytes. */
#ifndef IMAP_DUMP_H
#define IMAP_DUMP_H

#include <stdio.h>

#include <mailaccess/imap_response.h>
#include <mailaccess/transport.h>

#include "unit.h"

#ifndef DUMP_SIZE
#define DUMP_SIZE 200000
#endif

typedef struct dump {
    char text[DUMP_SIZE];
    size_t len;
} dump;

static inline void dump_put(dump *out, mla_str text) {
    if (text.ptr == NULL)
        text = STR("NIL");
    assert_true(out->len + text.len < sizeof out->text);
    memcpy(out->text + out->len, text.ptr, text.len);
    out->len += text.len;
}

#define dump_format(out, ...) \
    ((out)->len +=            \
     (size_t)snprintf((out)->text + (out)->len, sizeof(out)->text - (out)->len, __VA_ARGS__))

static inline void dump_field(dump *out, const char *name, mla_str value) {
    if (value.ptr == NULL)
        return;
    dump_format(out, " %s=<", name);
    dump_put(out, value);
    dump_format(out, ">");
}

static inline void dump_words(dump *out, const mla_str *words, size_t count) {
    dump_format(out, " (");
    for (size_t i = 0; i < count; i++) {
        dump_put(out, words[i]);
        dump_format(out, "%s", i + 1 < count ? "|" : "");
    }
    dump_format(out, ")");
}

static inline void dump_raw_items(dump *out, const mla_imap_raw_item *items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        dump_format(out, " %s:", items[i].status == MLA_OK ? "other" : "bad");
        dump_put(out, items[i].name);
        dump_field(out, "", items[i].raw);
    }
}

static inline void dump_addresses(dump *out, const char *name, mla_imap_address_list list) {
    if (list.count == 0)
        return;
    dump_format(out, " %s=", name);
    for (size_t i = 0; i < list.count; i++) {
        dump_format(out, "[");
        dump_put(out, list.addresses[i].name);
        dump_format(out, "|");
        dump_put(out, list.addresses[i].mailbox);
        dump_format(out, "@");
        dump_put(out, list.addresses[i].host);
        dump_format(out, "]");
    }
}

static inline void dump_envelope(dump *out, const mla_imap_envelope *envelope) {
    dump_format(out, " ENVELOPE{");
    dump_field(out, "date", envelope->date);
    dump_field(out, "subject", envelope->subject);
    dump_addresses(out, "from", envelope->from);
    dump_addresses(out, "sender", envelope->sender);
    dump_addresses(out, "reply_to", envelope->reply_to);
    dump_addresses(out, "to", envelope->to);
    dump_addresses(out, "cc", envelope->cc);
    dump_addresses(out, "bcc", envelope->bcc);
    dump_field(out, "in_reply_to", envelope->in_reply_to);
    dump_field(out, "message_id", envelope->message_id);
    dump_format(out, "}");
}

static inline void dump_parameters(dump *out, mla_imap_parameters list) {
    for (size_t i = 0; i < list.count; i++) {
        dump_format(out, " ");
        dump_put(out, list.items[i].name);
        dump_format(out, ":");
        dump_put(out, list.items[i].value);
    }
}

static inline void dump_structure(dump *out, const mla_imap_body_structure *structure) {
    dump_format(out, " %s{", structure->extended ? "BODYSTRUCTURE" : "BODY");
    for (size_t i = 0; i < structure->part_count; i++) {
        const mla_imap_part *part = &structure->parts[i];
        dump_format(out, "[");
        dump_put(out, part->path);
        dump_format(out, " ");
        dump_put(out, part->type);
        dump_format(out, "/");
        dump_put(out, part->subtype);
        dump_parameters(out, part->parameters);
        dump_field(out, "id", part->id);
        dump_field(out, "description", part->description);
        dump_field(out, "encoding", part->encoding);
        dump_format(out, " %ju/%ju", (uintmax_t)part->size, (uintmax_t)part->lines);
        if (part->envelope != NULL)
            dump_envelope(out, part->envelope);
        dump_field(out, "md5", part->md5);
        dump_field(out, "disposition", part->disposition);
        dump_parameters(out, part->disposition_parameters);
        if (part->language_count != 0)
            dump_words(out, part->languages, part->language_count);
        dump_field(out, "location", part->location);
        dump_field(out, "extension", part->extension);
        dump_format(out, "]");
    }
    dump_format(out, "}");
}

static inline void dump_fetch(dump *out, const mla_imap_fetch *fetch) {
    if (fetch->items & MLA_IMAP_FETCH_UID)
        dump_format(out, " uid=%u", fetch->uid);
    if (fetch->items & MLA_IMAP_FETCH_FLAGS) {
        dump_format(out, " flags=%x", fetch->flags.system);
        dump_words(out, fetch->flags.names, fetch->flags.name_count);
    }
    if (fetch->items & MLA_IMAP_FETCH_INTERNALDATE)
        dump_format(out, " date=%jd%+d%s", (intmax_t)fetch->internaldate.epoch_seconds,
                    fetch->internaldate.zone_minutes, fetch->internaldate.valid ? "" : "?");
    if (fetch->items & MLA_IMAP_FETCH_RFC822_SIZE)
        dump_format(out, " size=%ju", (uintmax_t)fetch->rfc822_size);
    if (fetch->items & MLA_IMAP_FETCH_MODSEQ)
        dump_format(out, " modseq=%ju", (uintmax_t)fetch->modseq);
    if (fetch->envelope != NULL)
        dump_envelope(out, fetch->envelope);
    if (fetch->body_structure != NULL)
        dump_structure(out, fetch->body_structure);
    dump_raw_items(out, fetch->raw_items, fetch->raw_item_count);
}

static inline void dump_status(dump *out, const mla_imap_status *status) {
    static const char *const names[] = {"?", "OK", "NO", "BAD", "BYE", "PREAUTH"};
    dump_field(out, "tag", status->tag);
    dump_format(out, " %s", names[status->condition]);
    if (status->code.type != MLA_IMAP_CODE_NONE) {
        dump_format(out, " code=%d", status->code.type);
        dump_field(out, "name", status->code.name);
        dump_field(out, "arguments", status->code.arguments);
        if (status->code.value != 0)
            dump_format(out, " value=%ju", (uintmax_t)status->code.value);
        dump_field(out, "source", status->code.source_set);
        dump_field(out, "destination", status->code.destination_set);
        if (status->code.word_count != 0)
            dump_words(out, status->code.words, status->code.word_count);
    }
    if (status->truncated)
        dump_format(out, " truncated");
    else
        dump_field(out, "text", status->text);
}

static inline void dump_search(dump *out, const mla_imap_search *search) {
    for (size_t i = 0; i < search->range_count; i++)
        dump_format(out, " %u:%u", search->ranges[i].first, search->ranges[i].last);
    if (search->more)
        return;
    dump_field(out, "tag", search->tag);
    dump_format(out, "%s", search->uid ? " uid" : "");
    if (search->items & MLA_IMAP_SEARCH_COUNT)
        dump_format(out, " count=%ju", (uintmax_t)search->count);
    if (search->items & MLA_IMAP_SEARCH_MIN)
        dump_format(out, " min=%u", search->min);
    if (search->items & MLA_IMAP_SEARCH_MAX)
        dump_format(out, " max=%u", search->max);
    if (search->items & MLA_IMAP_SEARCH_MODSEQ)
        dump_format(out, " modseq=%ju", (uintmax_t)search->modseq);
    dump_raw_items(out, search->raw_items, search->raw_item_count);
    dump_format(out, ".\n");
}

/* The pieces of a body or of a search reply differ with how the octets come: they are joined. */
static inline bool dump_continues(dump *out, const mla_imap_event *event, int32_t *last) {
    bool is_same = *last == event->type;
    *last = event->type == MLA_IMAP_EVENT_SEARCH && !event->search->more ? 0 : event->type;
    if (event->type == MLA_IMAP_EVENT_BODY_DATA) {
        dump_put(out, event->text);
        return true;
    }
    if (event->type != MLA_IMAP_EVENT_SEARCH)
        return false;
    if (!is_same)
        dump_format(out, "%s", event->search->extended ? "ESEARCH" : "SEARCH");
    dump_search(out, event->search);
    return true;
}

static inline void dump_body(dump *out, const mla_imap_event *event) {
    const mla_imap_body *body = event->body;
    if (event->type == MLA_IMAP_EVENT_BODY_END) {
        dump_format(out, "|END\n");
        return;
    }
    dump_format(out, "BODY %u uid=%u", body->number, body->uid);
    dump_field(out, "item", body->item);
    dump_field(out, "section", body->section);
    if (body->has_origin)
        dump_format(out, " origin=%ju", (uintmax_t)body->origin);
    dump_format(out, "%s%s size=%ju|", body->nil ? " nil" : "", body->is_section ? "" : " other",
                (uintmax_t)body->size);
}

static inline void dump_event(dump *out, const mla_imap_event *event, int32_t *last) {
    static const char *const names[] = {
        "?",     "GREETING", "STATUS", "DONE",    "CONTINUATION", "CAPABILITY", "ENABLED",
        "FLAGS", "EXISTS",   "RECENT", "EXPUNGE", "LIST",         "MAILBOX",    "SEARCH",
        "FETCH", "BODY",     "DATA",   "END",     "RAW",          "UNPARSED",
    };
    if (dump_continues(out, event, last))
        return;
    if (event->body != NULL) {
        dump_body(out, event);
        return;
    }
    dump_format(out, "%s", names[event->type]);
    if (event->number != 0 || event->type == MLA_IMAP_EVENT_FETCH)
        dump_format(out, " %u", event->number);
    if (event->status != NULL)
        dump_status(out, event->status);
    if (event->words != NULL)
        dump_words(out, event->words, event->word_count);
    if (event->flags != NULL)
        dump_words(out, event->flags->names, event->flags->name_count);
    if (event->fetch != NULL)
        dump_fetch(out, event->fetch);
    if (event->list != NULL) {
        dump_format(out, " %x", event->list->attributes);
        dump_words(out, event->list->attribute_names, event->list->attribute_count);
        dump_format(out, " %c", event->list->delimiter != 0 ? event->list->delimiter : '-');
        dump_field(out, "name", event->list->name);
        dump_field(out, "extended", event->list->extended);
    }
    if (event->mailbox_status != NULL) {
        const mla_imap_mailbox_status *status = event->mailbox_status;
        dump_field(out, "name", status->name);
        dump_format(out, " items=%x messages=%ju unseen=%ju uidnext=%ju", status->items,
                    (uintmax_t)status->messages, (uintmax_t)status->unseen,
                    (uintmax_t)status->uidnext);
        dump_raw_items(out, status->raw_items, status->raw_item_count);
    }
    if (event->type == MLA_IMAP_EVENT_RAW) {
        dump_format(out, " %s",
                    event->result == MLA_OK ? "unknown" : mla_status_name(event->result));
        dump_field(out, "name", event->name);
    }
    if (event->type >= MLA_IMAP_EVENT_RAW || event->type == MLA_IMAP_EVENT_CONTINUATION)
        dump_field(out, "text", event->text);
    dump_format(out, "\n");
}

/** Takes all events that there are. @return what ended the taking. */
static inline int32_t dump_take(mla_imap_decoder *decoder, dump *out, int32_t *last) {
    const mla_imap_event *event;
    int32_t status;
    while ((status = mla_imap_decoder_next(decoder, &event)) == MLA_OK)
        dump_event(out, event, last);
    return status;
}

/** Feeds octets in pieces of `chunk`, the first being of `first`; appends the events and how it ended. */
static inline void dump_decode(dump *out, mla_str input, size_t first, size_t chunk,
                               const mla_imap_limits *limits) {
    mla_imap_decoder *decoder;
    assert_int_equal(mla_imap_decoder_new(mla_system_allocator(), limits, &decoder), MLA_OK);
    int32_t last = 0;
    int32_t status = MLA_AGAIN;
    out->len = 0;
    for (size_t at = 0, piece = first; at < input.len && status == MLA_AGAIN;) {
        size_t room;
        char *to = mla_imap_decoder_rx_buf(decoder, &room);
        assert_true(room != 0);
        size_t len = piece < input.len - at ? piece : input.len - at;
        len = len < room ? len : room;
        memcpy(to, input.ptr + at, len);
        assert_int_equal(mla_imap_decoder_rx_ack(decoder, len), MLA_OK);
        at += len;
        piece = piece > len ? piece - len : chunk;
        status = dump_take(decoder, out, &last);
    }
    mla_imap_decoder_rx_end(decoder);
    if (status == MLA_AGAIN)
        status = dump_take(decoder, out, &last);
    dump_format(out, "%s\n", status == MLA_END ? "END" : mla_status_name(status));
    mla_imap_decoder_free(decoder);
}

/** The same events at once, octet by octet and at every split point, or the test fails. */
static inline void dump_expect(mla_str input, const char *expected) {
    static dump out;
    mla_str bytes = exact(input);
    dump_decode(&out, bytes, bytes.len, bytes.len, NULL);
    assert_string_equal(out.text, expected);
    dump_decode(&out, bytes, 1, 1, NULL);
    assert_string_equal(out.text, expected);
    for (size_t split = 1; split < bytes.len && bytes.len < 4000; split++) {
        dump_decode(&out, bytes, split, bytes.len, NULL);
        assert_string_equal(out.text, expected);
    }
}

#endif
