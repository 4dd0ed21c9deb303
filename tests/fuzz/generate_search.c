/* SPDX-License-Identifier: MIT */
/* Replies of numbers, which stream: SEARCH, SORT, ESEARCH, VANISHED, THREAD. Their name is as the library writes it. */
#include "build.h"

#define SEARCH_MAX 200u
#define UPDATES_MAX 4u
#define NODES_MAX 400u
#define LEVELS_MAX 6u

static void expect_search(builder *b, const char *name, const mla_imap_search *search) {
    mla_imap_event event = {.type = MLA_IMAP_EVENT_SEARCH, .search = search};
    event.name = mla_str_from(name);
    build_expect(b, event);
}

void generate_search(builder *b) {
    mla_imap_search *search = build_alloc(b, 1, sizeof *search);
    uint32_t count = build_below(b, SEARCH_MAX);
    mla_imap_range *ranges = build_alloc(b, SEARCH_MAX, sizeof *ranges);
    *search = (mla_imap_search){.struct_size = sizeof *search, .ranges = ranges};
    build_put(b, "* ");
    const char *name = build_flip(b) ? "SEARCH" : "SORT";
    build_keyword(b, name);
    for (search->range_count = 0; search->range_count < count; search->range_count++) {
        build_put(b, " ");
        uint32_t number = (uint32_t)build_put_any_number(b, UINT32_MAX);
        ranges[search->range_count] = (mla_imap_range){number, number};
    }
    if (build_below(b, 3) == 1) {
        build_put(b, " (MODSEQ ");
        search->modseq = build_put_any_number(b, INT64_MAX);
        search->items = MLA_IMAP_SEARCH_MODSEQ;
        build_put(b, ")");
    }
    build_end(b);
    expect_search(b, name, search);
}

static void put_result(builder *b, const char *name) {
    build_put(b, " ");
    build_keyword(b, name);
    build_put(b, " ");
}

/* Where in a result that the server keeps up to date, and what (RFC 5267 section 4.3). */
static void put_update(builder *b, mla_imap_search_update *update) {
    mla_imap_range ranges[3];
    update->removed = build_flip(b);
    put_result(b, update->removed ? "REMOVEFROM" : "ADDTO");
    build_put(b, "(");
    update->position = (uint32_t)build_put_any_number(b, UINT32_MAX);
    build_put(b, " ");
    size_t from = b->len;
    (void)build_set(b, ranges, 3);
    update->set = build_since(b, from);
    build_put(b, ")");
}

/* RFC 9394 section 3.1; the set goes the way of that of ALL. */
static void put_partial(builder *b, mla_imap_search *search, mla_imap_range *ranges) {
    const char *sign = build_flip(b) ? "-" : "";
    int64_t factor = *sign != '\0' ? -1 : 1;
    put_result(b, "PARTIAL");
    build_put(b, "(");
    build_put(b, sign);
    search->partial_first = factor * (int64_t)build_put_any_number(b, INT32_MAX);
    build_put(b, ":");
    build_put(b, sign);
    search->partial_last = factor * (int64_t)build_put_any_number(b, INT32_MAX);
    build_put(b, " ");
    if (build_flip(b))
        search->range_count = build_set(b, ranges, SEARCH_MAX);
    else
        build_keyword(b, "NIL");
    build_put(b, ")");
    search->items |= MLA_IMAP_SEARCH_PARTIAL;
}

/* RFC 6203 section 4. */
static void put_scores(builder *b, mla_imap_search *search) {
    uint32_t count = build_below(b, 10) * (1 + (build_flip(b) ? build_below(b, 200) : 0));
    uint8_t *scores = build_alloc(b, count, sizeof *scores);
    put_result(b, "RELEVANCY");
    build_put(b, "(");
    for (uint32_t i = 0; i < count; i++) {
        build_put(b, i != 0 ? " " : "");
        scores[i] = (uint8_t)(1 + build_below(b, 100));
        build_put_number(b, scores[i]);
    }
    build_put(b, ")");
    search->scores = scores;
    search->score_count = count;
}

static void put_results(builder *b, mla_imap_search *search) {
    mla_imap_range *ranges = build_alloc(b, SEARCH_MAX, sizeof *ranges);
    mla_imap_search_update *updates = build_alloc(b, UPDATES_MAX, sizeof *updates);
    search->items |= build_below(b, 32);
    search->ranges = ranges;
    search->updates = updates;
    if ((search->items & MLA_IMAP_SEARCH_ALL) == 0 && build_below(b, 4) == 1)
        put_partial(b, search, ranges);
    for (search->update_count = 0; search->update_count < UPDATES_MAX && build_below(b, 4) == 1;)
        put_update(b, &updates[search->update_count++]);
    if (search->items & MLA_IMAP_SEARCH_MIN) {
        put_result(b, "MIN");
        search->min = (uint32_t)build_put_any_number(b, UINT32_MAX);
    }
    if (search->items & MLA_IMAP_SEARCH_ALL) {
        put_result(b, "ALL");
        search->range_count = build_set(b, ranges, SEARCH_MAX);
    }
    if (search->items & MLA_IMAP_SEARCH_MAX) {
        put_result(b, "MAX");
        search->max = (uint32_t)build_put_any_number(b, UINT32_MAX);
    }
    if (search->items & MLA_IMAP_SEARCH_COUNT) {
        put_result(b, "COUNT");
        search->count = build_put_any_number(b, UINT32_MAX);
    }
    if (search->items & MLA_IMAP_SEARCH_MODSEQ) {
        put_result(b, "MODSEQ");
        search->modseq = build_put_any_number(b, INT64_MAX);
    }
}

/* Scores come where they stand: in front of the numbers that they belong to, or behind them. */
static void put_all_results(builder *b, mla_imap_search *search) {
    uint32_t place = build_below(b, 8);
    if (place == 1) {
        mla_imap_search *first = build_alloc(b, 1, sizeof *first);
        *first = (mla_imap_search){.struct_size = sizeof *first, .more = 1};
        put_scores(b, first);
        expect_search(b, "ESEARCH", first);
    }
    put_results(b, search);
    if (place == 2)
        put_scores(b, search);
    search->items |= place == 1 || place == 2 ? MLA_IMAP_SEARCH_RELEVANCY : 0;
}

/* With RFC 7377, also which mailbox it is. */
static void put_correlator(builder *b, mla_imap_search *search) {
    build_put(b, " (TAG \"A");
    size_t from = b->len - 1;
    (void)build_put_any_number(b, UINT32_MAX);
    search->tag = build_since(b, from);
    build_put(b, "\"");
    if (build_flip(b)) {
        build_put(b, " MAILBOX ");
        search->mailbox_raw = build_mailbox(b, &search->mailbox);
        build_put(b, " UIDVALIDITY ");
        search->uidvalidity = build_put_any_number(b, UINT32_MAX);
        search->items |= MLA_IMAP_SEARCH_UIDVALIDITY;
    }
    build_put(b, ")");
}

void generate_esearch(builder *b) {
    mla_imap_search *search = build_alloc(b, 1, sizeof *search);
    *search = (mla_imap_search){.struct_size = sizeof *search, .extended = 1};
    build_put(b, "* ");
    build_keyword(b, "ESEARCH");
    if (build_flip(b))
        put_correlator(b, search);
    search->uid = build_flip(b);
    build_put(b, search->uid ? " UID" : "");
    put_all_results(b, search);
    build_end(b);
    expect_search(b, "ESEARCH", search);
}

void generate_vanished(builder *b) {
    mla_imap_vanished *vanished = build_alloc(b, 1, sizeof *vanished);
    mla_imap_range *ranges = build_alloc(b, SEARCH_MAX, sizeof *ranges);
    mla_imap_event event = {.type = MLA_IMAP_EVENT_VANISHED, .vanished = vanished};
    *vanished = (mla_imap_vanished){.struct_size = sizeof *vanished, .ranges = ranges};
    event.name = mla_str_from("VANISHED");
    build_put(b, "* ");
    build_keyword(b, "VANISHED");
    vanished->earlier = build_flip(b);
    build_put(b, vanished->earlier ? " (EARLIER) " : " ");
    vanished->range_count = build_set(b, ranges, SEARCH_MAX);
    build_end(b);
    build_expect(b, event);
}

/* THREAD (RFC 5256 section 4). */

typedef struct thread_builder {
    builder *b;
    mla_imap_thread_node *nodes;
    uint32_t count;
} thread_builder;

static uint32_t add_node(thread_builder *t, uint32_t number, uint32_t parent, uint32_t depth) {
    t->nodes[t->count] = (mla_imap_thread_node){number, parent, depth};
    return t->count++;
}

static void put_threads(thread_builder *t, uint32_t lists, uint32_t parent, uint32_t depth,
                        uint32_t levels);

/* Messages that answer each other, then perhaps branches; or nothing but branches, which at the top have a parent that is
 * not there. */
static void put_thread(thread_builder *t, uint32_t parent, uint32_t depth, uint32_t levels) {
    builder *b = t->b;
    bool may_branch = levels != 0 && t->count + 20 < NODES_MAX;
    bool is_nested = may_branch && build_below(b, 4) == 1;
    build_put(b, "(");
    if (is_nested && parent == MLA_IMAP_NO_THREAD)
        parent = add_node(t, 0, parent, depth++);
    for (uint32_t left = is_nested ? 0 : 1 + build_below(b, 4); left != 0; left--) {
        uint32_t number = 1 + (uint32_t)build_number(b, UINT32_MAX - 1);
        build_put_number(b, number);
        parent = add_node(t, number, parent, depth++);
        build_put(b, left != 1 ? " " : "");
    }
    if (is_nested || (may_branch && build_below(b, 3) == 1)) {
        build_put(b, is_nested ? "" : " ");
        put_threads(t, 2 + build_below(b, 2), parent, depth, levels - 1);
    }
    build_put(b, ")");
}

static void put_threads(thread_builder *t, uint32_t lists, uint32_t parent, uint32_t depth,
                        uint32_t levels) {
    for (; lists != 0; lists--)
        put_thread(t, parent, depth, levels);
}

void generate_thread(builder *b) {
    mla_imap_thread *thread = build_alloc(b, 1, sizeof *thread);
    thread_builder t = {.b = b};
    t.nodes = build_alloc(b, 2 * NODES_MAX, sizeof *t.nodes);
    mla_imap_event event = {.type = MLA_IMAP_EVENT_THREAD, .thread = thread};
    event.name = mla_str_from("THREAD");
    build_put(b, "* ");
    build_keyword(b, "THREAD");
    build_put(b, " ");
    for (uint32_t left = 1 + build_below(b, 30); left != 0 && t.count + 50 < NODES_MAX; left--)
        put_threads(&t, 1, MLA_IMAP_NO_THREAD, 0, LEVELS_MAX);
    build_end(b);
    *thread = (mla_imap_thread){
        .struct_size = sizeof *thread,
        .nodes = t.nodes,
        .node_count = t.count,
    };
    build_expect(b, event);
}
