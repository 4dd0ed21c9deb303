/* SPDX-License-Identifier: MIT */
/* Events are a name, the number of the message or command, and what the event carries. */
#include "imap_runner.h"

static void add_words(transcript_text *line, const mla_str *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        transcript_text_add_field(line, i == 0 ? "(" : "", words[i]);
    transcript_text_format(line, count != 0 ? ")" : " ()");
}

static void add_status(transcript_text *line, const mla_imap_status *status) {
    static const char *const names[] = {"?", "OK", "NO", "BAD", "BYE", "PREAUTH"};
    transcript_text_format(line, " %s", names[status->condition]);
    if (status->code.type != MLA_IMAP_CODE_NONE) {
        transcript_text_add_field(line, "[", status->code.name);
        if (status->code.arguments.len != 0)
            transcript_text_add_field(line, "", status->code.arguments);
        transcript_text_format(line, "]");
    }
    if (status->truncated != 0)
        transcript_text_format(line, " truncated");
    else if (status->text.len != 0)
        transcript_text_add_field(line, "", status->text);
}

static void add_fetch(transcript_text *line, const mla_imap_fetch *fetch) {
    if (fetch->items & MLA_IMAP_FETCH_UID)
        transcript_text_format(line, " uid=%u", fetch->uid);
    if (fetch->items & MLA_IMAP_FETCH_FLAGS)
        add_words(line, fetch->flags.names, fetch->flags.name_count);
    if (fetch->items & MLA_IMAP_FETCH_RFC822_SIZE)
        transcript_text_format(line, " size=%llu", (unsigned long long)fetch->rfc822_size);
    if (fetch->envelope != NULL)
        transcript_text_add_field(line, "subject=", fetch->envelope->subject);
    if (fetch->body_structure != NULL)
        transcript_text_format(line, " parts=%zu", fetch->body_structure->part_count);
    for (size_t i = 0; i < fetch->part_structure_count; i++) {
        transcript_text_add_field(line, "part=", fetch->part_structures[i].section);
        transcript_text_format(line, " parts=%zu",
                               fetch->part_structures[i].body_structure->part_count);
    }
    for (size_t i = 0; i < fetch->part_conversion_count; i++) {
        transcript_text_add_field(line, "conversions=", fetch->part_conversions[i].section);
        add_words(line, fetch->part_conversions[i].types, fetch->part_conversions[i].type_count);
    }
    for (size_t i = 0; i < fetch->raw_item_count; i++) {
        transcript_text_add_field(line, "raw:", fetch->raw_items[i].name);
        transcript_text_format(line, "=%s", mla_status_name(fetch->raw_items[i].status));
    }
}

static void add_body(transcript_text *line, const mla_imap_body *body) {
    transcript_text_add_field(line, "", body->item);
    transcript_text_format(line, body->nil ? " NIL" : " %llu", (unsigned long long)body->size);
}

static void add_mailbox_status(transcript_text *line, const mla_imap_mailbox_status *status) {
    transcript_text_add_field(line, "", status->name);
    transcript_text_format(line, " items=%x messages=%llu uidnext=%llu", (unsigned)status->items,
                           (unsigned long long)status->messages,
                           (unsigned long long)status->uidnext);
}

/* The pieces of a reply differ with how the octets come: as a stream they are joined. */
static void add_search(transcript_text *data, const mla_imap_search *search) {
    for (size_t i = 0; i < search->range_count; i++)
        transcript_text_format(data, "%u:%u ", search->ranges[i].first, search->ranges[i].last);
    for (size_t i = 0; i < search->score_count; i++)
        transcript_text_format(data, "%u%% ", search->scores[i]);
    if (search->more)
        return;
    if (search->items & MLA_IMAP_SEARCH_COUNT)
        transcript_text_format(data, "count=%llu ", (unsigned long long)search->count);
    transcript_text_format(data, "end");
}

static void describe(imap_runner *self, transcript_text *line, const mla_imap_event *event,
                     mla_str *data) {
    static const char *const names[] = {
        "?",     "GREETING",   "STATUS",    "DONE",     "CONTINUATION", "CAPABILITY", "ENABLED",
        "FLAGS", "EXISTS",     "RECENT",    "EXPUNGE",  "LIST",         "MAILBOX",    "SEARCH",
        "FETCH", "BODY_BEGIN", "BODY_DATA", "BODY_END", "RAW",          "UNPARSED",   "UPGRADE",
    };
    /* Those of extensions have their keyword. */
    if (event->type < (int32_t)(sizeof names / sizeof *names))
        transcript_text_format(line, "%s", names[event->type]);
    else
        transcript_text_format(line, "%.*s", (int)event->name.len, event->name.ptr);
    if (event->command != 0)
        transcript_text_format(line, " %u %s", event->command, mla_status_name(event->result));
    else if (event->number != 0 || event->type == MLA_IMAP_EVENT_RECENT)
        transcript_text_format(line, " %u", event->number);
    if (event->status != NULL)
        add_status(line, event->status);
    if (event->words != NULL)
        add_words(line, event->words, event->word_count);
    if (event->flags != NULL)
        add_words(line, event->flags->names, event->flags->name_count);
    if (event->list != NULL)
        transcript_text_add_field(line, "", event->list->name);
    if (event->mailbox_status != NULL)
        add_mailbox_status(line, event->mailbox_status);
    if (event->fetch != NULL)
        add_fetch(line, event->fetch);
    if (event->type == MLA_IMAP_EVENT_BODY_BEGIN)
        add_body(line, event->body);
    if (event->type == MLA_IMAP_EVENT_BODY_DATA)
        *data = event->text;
    else if (event->text.len != 0 && event->status == NULL)
        transcript_text_add_field(line, "", event->text);
    if (event->search == NULL)
        return;
    self->data.len = 0;
    add_search(&self->data, event->search);
    *data = (mla_str){self->data.len != 0 ? self->data.data : "", self->data.len};
}

int32_t imap_runner_next(void *user, transcript_text *line, mla_str *data) {
    imap_runner *self = user;
    const mla_imap_event *event;
    int32_t status = mla_imap_next(self->imap, &event);
    if (status == MLA_OK)
        describe(self, line, event, data);
    return status;
}
