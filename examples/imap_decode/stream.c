/* SPDX-License-Identifier: MIT */
/* Replies that come in several events: one object holds them all. */
#include "decode.h"

#include <inttypes.h>
#include <string.h>

/** Begins the object of a reply, unless it is open. */
static void open_object(struct decode *decode, const char *type, const mla_imap_event *event) {
    struct json *json = &decode->json;
    if (decode->in_stream)
        return;
    json_begin(json);
    json_text(json, "type", type);
    print_str(json, "response", event->name);
    decode->in_stream = true;
    decode->has_ids = decode->has_scores = false;
}

static void close_array(struct decode *decode) {
    if (decode->array != NULL)
        json_close(&decode->json, ']');
    decode->array = NULL;
}

/** Goes on with an array, or ends another one and begins it. */
static void open_array(struct decode *decode, const char *array) {
    if (decode->array != NULL && strcmp(decode->array, array) == 0)
        return;
    close_array(decode);
    json_open(&decode->json, array, '[');
    decode->array = array;
}

static void close_object(struct decode *decode) {
    json_end(&decode->json);
    decode->in_stream = false;
    decode->events++;
}

void stream_abandon(struct decode *decode) {
    if (!decode->in_stream)
        return;
    close_array(decode);
    json_bool(&decode->json, "incomplete", true);
    close_object(decode);
}

static void print_ranges(struct json *json, const mla_imap_range *ranges, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char range[32];
        if (ranges[i].first == ranges[i].last) {
            json_number(json, NULL, ranges[i].first);
            continue;
        }
        if (ranges[i].last != 0)
            snprintf(range, sizeof range, "%" PRIu32 ":%" PRIu32, ranges[i].first, ranges[i].last);
        else
            snprintf(range, sizeof range, "%" PRIu32 ":*", ranges[i].first);
        json_text(json, NULL, range);
    }
}

static void print_updates(struct json *json, const mla_imap_search *search) {
    json_open(json, "updates", '[');
    for (size_t i = 0; i < search->update_count; i++) {
        const mla_imap_search_update *update = &search->updates[i];
        json_open(json, NULL, '{');
        json_text(json, "change", update->removed != 0 ? "REMOVEFROM" : "ADDTO");
        json_number(json, "position", update->position);
        print_str(json, "set", update->set);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void print_items(struct decode *decode, const mla_imap_search *search) {
    const struct {
        const char *name;
        uint32_t item;
        uint64_t value;
    } items[] = {
        {"COUNT", MLA_IMAP_SEARCH_COUNT, search->count},
        {"MIN", MLA_IMAP_SEARCH_MIN, search->min},
        {"MAX", MLA_IMAP_SEARCH_MAX, search->max},
        {"MODSEQ", MLA_IMAP_SEARCH_MODSEQ, search->modseq},
    };
    struct json *json = &decode->json;
    json_open(json, "items", '{');
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        if (search->items & items[i].item)
            json_number(json, items[i].name, items[i].value);
    if (search->items & MLA_IMAP_SEARCH_PARTIAL) {
        char range[64];
        snprintf(range, sizeof range, "%" PRId64 ":%" PRId64, search->partial_first,
                 search->partial_last);
        json_text(json, "PARTIAL", range);
    }
    print_other(json, search->raw_items, search->raw_item_count);
    json_close(json, '}');
    print_bad(decode, search->raw_items, search->raw_item_count);
}

static void print_scores(struct json *json, const uint8_t *scores, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (scores[i] != 0)
            json_number(json, NULL, scores[i]);
        else
            json_null(json, NULL);
}

/* Each of the two arrays stands where the first of it comes, and at the end when there is none. */
static void print_arrays(struct decode *decode, const mla_imap_search *search) {
    bool is_last = search->more == 0;
    bool is_scored = (search->items & MLA_IMAP_SEARCH_RELEVANCY) != 0;
    if (search->score_count != 0 || (is_last && is_scored && !decode->has_scores)) {
        open_array(decode, "RELEVANCY");
        print_scores(&decode->json, search->scores, search->score_count);
        decode->has_scores = true;
    }
    if (search->range_count != 0 || (is_last && !decode->has_ids)) {
        open_array(decode, "ids");
        print_ranges(&decode->json, search->ranges, search->range_count);
        decode->has_ids = true;
    }
}

void search_print(struct decode *decode, const mla_imap_event *event) {
    const mla_imap_search *search = event->search;
    struct json *json = &decode->json;
    open_object(decode, "search", event);
    print_arrays(decode, search);
    if (search->more != 0)
        return;
    close_array(decode);
    if (search->extended != 0) {
        print_str(json, "tag", search->tag);
        json_bool(json, "uid", search->uid != 0);
    }
    if (search->mailbox_raw.ptr != NULL)
        print_str(json, "mailbox", search->mailbox);
    if (search->items & MLA_IMAP_SEARCH_UIDVALIDITY)
        json_number(json, "uidvalidity", search->uidvalidity);
    print_items(decode, search);
    if (search->update_count != 0)
        print_updates(json, search);
    close_object(decode);
}

void vanished_print(struct decode *decode, const mla_imap_event *event) {
    const mla_imap_vanished *vanished = event->vanished;
    open_object(decode, "vanished", event);
    open_array(decode, "uids");
    print_ranges(&decode->json, vanished->ranges, vanished->range_count);
    if (vanished->more != 0)
        return;
    close_array(decode);
    json_bool(&decode->json, "earlier", vanished->earlier != 0);
    close_object(decode);
}

/* A message each: number (null: not there), parent (its place in the array, null: the first of a thread), depth. */
void thread_print(struct decode *decode, const mla_imap_event *event) {
    const mla_imap_thread *thread = event->thread;
    struct json *json = &decode->json;
    open_object(decode, "thread", event);
    open_array(decode, "messages");
    for (size_t i = 0; i < thread->node_count; i++) {
        const mla_imap_thread_node *node = &thread->nodes[i];
        json_open(json, NULL, '{');
        if (node->number != 0)
            json_number(json, "number", node->number);
        else
            json_null(json, "number");
        if (node->parent != MLA_IMAP_NO_THREAD)
            json_number(json, "parent", node->parent);
        else
            json_null(json, "parent");
        json_number(json, "depth", node->depth);
        json_close(json, '}');
    }
    if (thread->more != 0)
        return;
    close_array(decode);
    close_object(decode);
}
