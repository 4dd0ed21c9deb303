/* SPDX-License-Identifier: MIT */
/*
 * Octets of a server, decoded with settings that follow from the input: memory of applications or of firmware, pieces,
 * an allocation that fails. Events must hold together.
 */
#include "decode.h"
#include "event_text.h"

typedef struct watch {
    event_text text; /* reads every octet that an event points to */
    int32_t last;
    bool is_greeted;
    bool is_in_body;
    uint64_t body_left;
} watch;

static void check_parts(const mla_imap_body_structure *structure) {
    uint32_t children[1024] = {0};
    FUZZ_REQUIRE(structure->part_count != 0);
    for (size_t i = 0; i < structure->part_count; i++) {
        const mla_imap_part *part = &structure->parts[i];
        FUZZ_REQUIRE((part->parent == MLA_IMAP_NO_PART) == (i == 0));
        FUZZ_REQUIRE(i == 0 || part->parent < i);
        FUZZ_REQUIRE(part->depth == (i != 0 ? structure->parts[part->parent].depth + 1 : 0));
        FUZZ_REQUIRE(part->path.ptr != NULL);
        if (i != 0 && part->parent < 1024)
            children[part->parent]++;
    }
    for (size_t i = 0; i < structure->part_count && i < 1024; i++)
        FUZZ_REQUIRE(structure->parts[i].child_count == children[i]);
}

static void check_items_of_sections(const mla_imap_fetch *fetch) {
    const struct {
        uint32_t item;
        size_t count;
    } rows[] = {
        {MLA_IMAP_FETCH_BINARY_SIZE, fetch->binary_size_count},
        {MLA_IMAP_FETCH_BODYPARTSTRUCTURE, fetch->part_structure_count},
        {MLA_IMAP_FETCH_AVAILABLECONVERSIONS, fetch->part_conversion_count},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        FUZZ_REQUIRE((rows[i].count != 0) == ((fetch->items & rows[i].item) != 0));
    for (size_t i = 0; i < fetch->part_structure_count; i++)
        check_parts(fetch->part_structures[i].body_structure);
}

static void check_fetch(const mla_imap_fetch *fetch) {
    uint32_t structures = MLA_IMAP_FETCH_BODY | MLA_IMAP_FETCH_BODYSTRUCTURE;
    FUZZ_REQUIRE((fetch->envelope != NULL) == ((fetch->items & MLA_IMAP_FETCH_ENVELOPE) != 0));
    FUZZ_REQUIRE((fetch->body_structure != NULL) == ((fetch->items & structures) != 0));
    if (fetch->body_structure != NULL)
        check_parts(fetch->body_structure);
    check_items_of_sections(fetch);
}

static void check_ranges(const mla_imap_range *ranges, size_t count) {
    for (size_t i = 0; i < count; i++)
        FUZZ_REQUIRE(ranges[i].last == 0 || ranges[i].first <= ranges[i].last);
}

static void check_search(const mla_imap_search *search) {
    check_ranges(search->ranges, search->range_count);
    FUZZ_REQUIRE(search->range_count == 0 || search->score_count == 0);
    for (size_t i = 0; i < search->score_count; i++)
        FUZZ_REQUIRE(search->scores[i] <= 100);
}

static void check_thread(const mla_imap_thread *thread) {
    for (size_t i = 0; i < thread->node_count; i++) {
        const mla_imap_thread_node *node = &thread->nodes[i];
        FUZZ_REQUIRE((node->parent == MLA_IMAP_NO_THREAD) == (node->depth == 0));
        FUZZ_REQUIRE(node->depth == 0 || node->parent < thread->first + i);
    }
}

/* Each payload comes with its own events only. */
static void check_payload(const mla_imap_event *event) {
    const struct {
        const void *payload;
        int32_t types[3];
    } rows[] = {
        {event->status, {MLA_IMAP_EVENT_GREETING, MLA_IMAP_EVENT_STATUS, MLA_IMAP_EVENT_DONE}},
        {event->flags, {MLA_IMAP_EVENT_FLAGS}},
        {event->list, {MLA_IMAP_EVENT_LIST}},
        {event->mailbox_status, {MLA_IMAP_EVENT_MAILBOX_STATUS}},
        {event->search, {MLA_IMAP_EVENT_SEARCH}},
        {event->fetch, {MLA_IMAP_EVENT_FETCH, MLA_IMAP_EVENT_CONVERTED}},
        {event->body,
         {MLA_IMAP_EVENT_BODY_BEGIN, MLA_IMAP_EVENT_BODY_DATA, MLA_IMAP_EVENT_BODY_END}},
        {event->vanished, {MLA_IMAP_EVENT_VANISHED}},
        {event->thread, {MLA_IMAP_EVENT_THREAD}},
        {event->namespaces, {MLA_IMAP_EVENT_NAMESPACE}},
        {event->parameters, {MLA_IMAP_EVENT_ID, MLA_IMAP_EVENT_URLFETCH}},
        {event->quota, {MLA_IMAP_EVENT_QUOTA}},
        {event->quota_roots, {MLA_IMAP_EVENT_QUOTAROOT}},
        {event->acl, {MLA_IMAP_EVENT_ACL, MLA_IMAP_EVENT_LISTRIGHTS, MLA_IMAP_EVENT_MYRIGHTS}},
        {event->metadata, {MLA_IMAP_EVENT_METADATA}},
    };
    FUZZ_REQUIRE(event->type != 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool is_its = event->type == rows[i].types[0] || event->type == rows[i].types[1] ||
                      event->type == rows[i].types[2];
        FUZZ_REQUIRE((rows[i].payload != NULL) == is_its);
    }
}

/* BODY_BEGIN, as many octets in BODY_DATA as were announced, BODY_END, with nothing between. */
static void check_body(watch *self, const mla_imap_event *event) {
    FUZZ_REQUIRE(self->is_in_body ==
                 (event->body != NULL && event->type != MLA_IMAP_EVENT_BODY_BEGIN));
    if (event->type == MLA_IMAP_EVENT_BODY_BEGIN) {
        self->body_left = event->body->size;
        self->is_in_body = true;
    } else if (event->type == MLA_IMAP_EVENT_BODY_DATA) {
        FUZZ_REQUIRE(event->text.len <= self->body_left);
        self->body_left -= event->text.len;
    } else if (event->type == MLA_IMAP_EVENT_BODY_END) {
        FUZZ_REQUIRE(self->body_left == 0);
        self->is_in_body = false;
    }
}

static void check(void *user, const mla_imap_decoder *decoder, const mla_imap_event *event) {
    (void)decoder;
    watch *self = user;
    self->text.len = 0;
    event_text_add(&self->text, event);
    check_body(self, event);
    check_payload(event);
    if (event->fetch != NULL)
        check_fetch(event->fetch);
    if (event->search != NULL)
        check_search(event->search);
    if (event->vanished != NULL)
        check_ranges(event->vanished->ranges, event->vanished->range_count);
    if (event->thread != NULL)
        check_thread(event->thread);
    if (event->type == MLA_IMAP_EVENT_GREETING)
        FUZZ_REQUIRE(!self->is_greeted);
    self->is_greeted |= event->type == MLA_IMAP_EVENT_GREETING;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static watch self;
    mla_str input = {(const char *)data, size};
    decode_way way;
    decode_way_init(&way);
    way.random = fuzz_hash(data, size);
    if (fuzz_random(&way.random, 2) == 0)
        mla_imap_limits_init_fixed(&way.limits);
    if (fuzz_random(&way.random, 2) == 0)
        way.limits.receive_initial = 512;
    if (fuzz_random(&way.random, 2) == 0)
        way.limits.arena_initial = 1;
    if (fuzz_random(&way.random, 2) == 0)
        way.piece_max = 1 + fuzz_random(&way.random, 64);
    if (fuzz_random(&way.random, 4) == 0)
        way.fail_at = 1 + fuzz_random(&way.random, 12);
    way.limits.nesting_max = 1 + fuzz_random(&way.random, 40);
    way.limits.inline_literal_max = fuzz_random(&way.random, 128);
    self = (watch){.text = self.text};
    (void)decode(input, &way, check, &self);
    return 0;
}
