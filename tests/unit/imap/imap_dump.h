/* SPDX-License-Identifier: MIT */
/** Decoder events as text, one line each, so that a test states what it expects of real bytes. */
#ifndef IMAP_DUMP_H
#define IMAP_DUMP_H

#include "heap.h"
#include "imap_dump_extension.h"

#include "imap/decoder.h"

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
    dump_fetch_extension(out, fetch);
    for (size_t i = 0; i < fetch->part_structure_count; i++) {
        dump_field(out, "part", fetch->part_structures[i].section);
        dump_structure(out, fetch->part_structures[i].body_structure);
    }
    for (size_t i = 0; i < fetch->part_conversion_count; i++) {
        dump_field(out, "conversions", fetch->part_conversions[i].section);
        dump_words(out, fetch->part_conversions[i].types, fetch->part_conversions[i].type_count);
    }
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
        dump_field(out, "argument", status->code.argument);
        if (status->code.goal != 0)
            dump_format(out, " goal=%ju", (uintmax_t)status->code.goal);
        if (status->code.word_count != 0)
            dump_words(out, status->code.words, status->code.word_count);
    }
    if (status->truncated)
        dump_format(out, " truncated");
    else
        dump_field(out, "text", status->text);
}

static inline void dump_ranges(dump *out, const mla_imap_range *ranges, size_t count) {
    for (size_t i = 0; i < count; i++)
        dump_format(out, " %u:%u", ranges[i].first, ranges[i].last);
}

static inline void dump_search(dump *out, const mla_imap_search *search) {
    dump_ranges(out, search->ranges, search->range_count);
    for (size_t i = 0; i < search->score_count; i++)
        dump_format(out, " %u%%", search->scores[i]);
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
    if (search->items & MLA_IMAP_SEARCH_PARTIAL)
        dump_format(out, " partial=%jd:%jd", (intmax_t)search->partial_first,
                    (intmax_t)search->partial_last);
    dump_field(out, "mailbox", search->mailbox);
    if (search->items & MLA_IMAP_SEARCH_UIDVALIDITY)
        dump_format(out, " uidvalidity=%ju", (uintmax_t)search->uidvalidity);
    for (size_t n = 0; n < search->update_count; n++) {
        dump_format(out, " %s:%u", search->updates[n].removed ? "removefrom" : "addto",
                    search->updates[n].position);
        dump_field(out, "", search->updates[n].set);
    }
    dump_raw_items(out, search->raw_items, search->raw_item_count);
    dump_format(out, ".\n");
}

static inline void dump_vanished(dump *out, const mla_imap_vanished *vanished) {
    dump_ranges(out, vanished->ranges, vanished->range_count);
    if (!vanished->more)
        dump_format(out, "%s.\n", vanished->earlier ? " earlier" : "");
}

/* Each message with the number of the one that it answers. */
static inline void dump_thread(dump *out, const mla_imap_thread *thread) {
    for (size_t i = 0; i < thread->node_count; i++) {
        const mla_imap_thread_node *node = &thread->nodes[i];
        dump_format(out, " %u/%u", node->number, node->depth);
        if (node->parent != MLA_IMAP_NO_THREAD)
            dump_format(out, "^%u", node->parent);
    }
    if (!thread->more)
        dump_format(out, ".\n");
}

/* Replies that stream come in pieces, which differ with how the octets come: they are joined. */
static inline bool dump_continues(dump *out, const mla_imap_event *event, bool *is_within) {
    bool is_search = event->type == MLA_IMAP_EVENT_SEARCH;
    bool is_vanished = event->type == MLA_IMAP_EVENT_VANISHED;
    if (event->type == MLA_IMAP_EVENT_BODY_DATA) {
        dump_put(out, event->text);
        return true;
    }
    if (!is_search && !is_vanished && event->type != MLA_IMAP_EVENT_THREAD)
        return false;
    if (!*is_within)
        dump_put(out, event->name);
    if (is_search)
        dump_search(out, event->search);
    else if (is_vanished)
        dump_vanished(out, event->vanished);
    else
        dump_thread(out, event->thread);
    *is_within = is_search     ? event->search->more != 0
                 : is_vanished ? event->vanished->more != 0
                               : event->thread->more != 0;
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

static inline void dump_event(dump *out, const mla_imap_event *event, bool *is_within) {
    static const char *const names[] = {
        "?",     "GREETING", "STATUS", "DONE",    "CONTINUATION", "CAPABILITY", "ENABLED",
        "FLAGS", "EXISTS",   "RECENT", "EXPUNGE", "LIST",         "MAILBOX",    "SEARCH",
        "FETCH", "BODY",     "DATA",   "END",     "RAW",          "UNPARSED",
    };
    bool is_named = event->type < (int32_t)(sizeof names / sizeof *names);
    if (dump_continues(out, event, is_within))
        return;
    if (event->body != NULL) {
        dump_body(out, event);
        return;
    }
    if (is_named)
        dump_format(out, "%s", names[event->type]);
    else
        dump_put(out, event->name);
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
        dump_list(out, event->list);
    }
    if (event->mailbox_status != NULL) {
        const mla_imap_mailbox_status *status = event->mailbox_status;
        dump_mailbox_status(out, status);
        dump_raw_items(out, status->raw_items, status->raw_item_count);
    }
    if (event->type == MLA_IMAP_EVENT_RAW) {
        dump_format(out, " %s",
                    event->result == MLA_OK ? "unknown" : mla_status_name(event->result));
        dump_field(out, "name", event->name);
    }
    dump_extension(out, event);
    if (event->type >= MLA_IMAP_EVENT_RAW || event->type == MLA_IMAP_EVENT_CONTINUATION)
        dump_field(out, "text", event->text);
    dump_format(out, "\n");
}

/** Takes all events that there are. @return what ended the taking. */
static inline int32_t dump_take(mla_imap_decoder *decoder, dump *out, bool *is_within) {
    const mla_imap_event *event;
    int32_t status;
    while ((status = mla_imap_decoder_next(decoder, &event)) == MLA_OK)
        dump_event(out, event, is_within);
    return status;
}

/** Whether all is read by the readers that tolerate, plain or not (imap/quick.h). */
static bool dump_is_thorough;

/** Feeds octets in pieces of `chunk`, the first being of `first`; appends the events and how it ended. */
static inline void dump_decode(dump *out, mla_str input, size_t first, size_t chunk,
                               const mla_imap_limits *limits) {
    heap memory;
    heap_init(&memory);
    mla_imap_decoder *decoder;
    assert_int_equal(mla_imap_decoder_new(&memory.allocator, limits, &decoder), MLA_OK);
    decoder->is_thorough = dump_is_thorough;
    bool is_within = false;
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
        status = dump_take(decoder, out, &is_within);
    }
    mla_imap_decoder_rx_end(decoder);
    if (status == MLA_AGAIN)
        status = dump_take(decoder, out, &is_within);
    dump_format(out, "%s\n", status == MLA_END ? "END" : mla_status_name(status));
    mla_imap_decoder_free(decoder);
    assert_int_equal(memory.blocks, 0);
}

/** What is plain gives the same, read the quick way or not: so much has to stand behind it for the quick way. */
static inline void dump_expect_same_quickly(mla_str input) {
    static const char greeting[] = "* OK\r\n";
    static const char behind[] = "\r\n* OK and some words that stand behind it\r\n";
    static dump quick, thorough;
    size_t len = sizeof greeting - 1 + input.len + sizeof behind - 1;
    char *text = malloc(len);
    assert_non_null(text);
    memcpy(text, greeting, sizeof greeting - 1);
    memcpy(text + sizeof greeting - 1, input.ptr, input.len);
    memcpy(text + len - (sizeof behind - 1), behind, sizeof behind - 1);
    dump_decode(&quick, (mla_str){text, len}, len, len, NULL);
    dump_is_thorough = true;
    dump_decode(&thorough, (mla_str){text, len}, len, len, NULL);
    dump_is_thorough = false;
    free(text);
    assert_string_equal(quick.text, thorough.text);
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
    dump_expect_same_quickly(bytes);
}

#endif
