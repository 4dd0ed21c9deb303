/* SPDX-License-Identifier: MIT */
/* Each limit of a decoder: one below it, at it, and one above. */
#include "imap_dump.h"

#include "imap/decoder.h"

typedef struct built {
    char text[20000];
    size_t len;
} built;

static void add(built *input, const char *text) {
    size_t len = strlen(text);
    assert_true(input->len + len < sizeof input->text);
    memcpy(input->text + input->len, text, len);
    input->len += len;
}

static void add_times(built *input, size_t times, const char *text) {
    while (times-- != 0)
        add(input, text);
}

/* Whether the events of the octets hold a text, with another response behind them that must be there, too. */
static bool gives(built *input, const mla_imap_limits *limits, const char *wanted) {
    static dump out;
    add(input, "* 77 EXISTS\r\n");
    dump_decode(&out, (mla_str){input->text, input->len}, input->len, input->len, limits);
    assert_true(out.len < sizeof out.text);
    out.text[out.len] = '\0';
    assert_non_null(strstr(out.text, "EXISTS 77\nEND\n"));
    return strstr(out.text, wanted) != NULL;
}

/* As many octets at a time as there is room for, though the buffer is small. @param take may be NULL. */
static void read_all(mla_imap_decoder *decoder, const built *input,
                     void (*take)(void *user, const mla_imap_event *event), void *user) {
    const mla_imap_event *event;
    for (size_t at = 0; at < input->len;) {
        size_t room;
        char *to = mla_imap_decoder_rx_buf(decoder, &room);
        size_t len = room < input->len - at ? room : input->len - at;
        assert_true(room != 0);
        memcpy(to, input->text + at, len);
        assert_int_equal(mla_imap_decoder_rx_ack(decoder, len), MLA_OK);
        at += len;
        while (mla_imap_decoder_next(decoder, &event) == MLA_OK)
            if (take != NULL)
                take(user, event);
    }
}

/* How many responses had something left out. */
static uint32_t no_room_for(const built *input, const mla_imap_limits *limits) {
    heap memory;
    mla_imap_decoder *decoder;
    heap_init(&memory);
    assert_int_equal(mla_imap_decoder_new(&memory.allocator, limits, &decoder), MLA_OK);
    read_all(decoder, input, NULL, NULL);
    uint32_t count = mla_imap_decoder_forgiven_by(decoder, MLA_IMAP_FORGIVEN_NO_ROOM);
    mla_imap_decoder_free(decoder);
    return count;
}

static mla_imap_limits limits_of(size_t receive) {
    mla_imap_limits limits;
    mla_imap_limits_init(&limits);
    limits.receive_initial = 512;
    limits.receive_max = receive;
    return limits;
}

/* A line with its end has to fit into the receive buffer. */
static void line_of_the_receive_buffer(void **state) {
    (void)state;
    enum {
        MAX = 1000
    };
    mla_imap_limits limits = limits_of(MAX);
    for (size_t len = MAX - 1; len <= MAX + 1; len++) {
        built input = {.len = 0};
        add(&input, "* OK ");
        add_times(&input, len - strlen("* OK \r\n"), "x");
        add(&input, "\r\n");
        assert_int_equal(gives(&input, &limits, "truncated"), len > MAX);
    }
}

/* What is left out of a response that does not fit is told, whatever the response. */
static void rest_of_what_is_longer_than_the_receive_buffer(void **state) {
    static const char *const heads[] = {"* CAPABILITY IMAP4rev1 ", "* LIST () NIL ", "+ ",
                                        "* XFOO "};
    (void)state;
    enum {
        MAX = 1000
    };
    mla_imap_limits limits = limits_of(MAX);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        for (size_t len = MAX; len <= MAX + 1; len++) {
            built input = {.len = 0};
            add(&input, heads[i]);
            add_times(&input, len - strlen(heads[i]) - strlen("\r\n"), "x");
            add(&input, "\r\n");
            assert_int_equal(no_room_for(&input, &limits), len > MAX);
        }
    }
}

#if MLA_WITH_IMAP_EXTENSIONS
/* A value that streams past is told by its name. */
static void item_of_a_search_result_beyond_the_receive_buffer(void **state) {
    (void)state;
    mla_imap_limits limits = limits_of(512);
    limits.arena_initial = limits.arena_max = 512;
    built input = {.len = 0};
    add(&input, "* ESEARCH (TAG \"a\") UID ALL 1:300 X-SCORES (");
    add_times(&input, 299, "7 ");
    add(&input, "8)\r\n");
    assert_int_equal(no_room_for(&input, &limits), 1);
    assert_true(gives(&input, &limits, "ESEARCH 1:300 tag=<a> uid bad:X-SCORES.\n"));
    built name = {.len = 0};
    add(&name, "* ESEARCH (TAG \"a\") ");
    add_times(&name, 600, "x");
    add(&name, " 5\r\n");
    assert_true(gives(&name, &limits, "ESEARCH tag=<a>.\n"));
}
#endif

/* Wherever the response was cut: half a number is another number, half a name another name. */
static void what_is_cut_in_its_middle_is_left_out(void **state) {
    (void)state;
    mla_imap_limits limits = limits_of(512);
    for (size_t pad = 380; pad < 500; pad++) {
        built fetch = {.len = 0};
        add(&fetch, "* 1 FETCH (FLAGS (");
        add_times(&fetch, pad, "x");
        add(&fetch, ") UID 1234567890 RFC822.SIZE 5 X y)\r\n");
        assert_int_equal(gives(&fetch, &limits, " uid="),
                         gives(&fetch, &limits, " uid=1234567890 "));
    }
    built list = {.len = 0};
    add(&list, "* LIST () NIL ");
    add_times(&list, 600, "x");
    add(&list, "\r\n");
    assert_true(gives(&list, &limits, "RAW MLA_E_MALFORMED name=<LIST>"));
}

static void literal_of_the_inline_limit(void **state) {
    (void)state;
    enum {
        MAX = 100
    };
    mla_imap_limits limits = limits_of(4096);
    limits.inline_literal_max = MAX;
    for (size_t len = MAX - 1; len <= MAX + 1; len++) {
        built input = {.len = 0};
        char header[32];
        snprintf(header, sizeof header, "* LIST () NIL {%zu}\r\n", len);
        add(&input, header);
        add_times(&input, len, "x");
        add(&input, "\r\n");
        assert_int_equal(gives(&input, &limits, "other size="), len > MAX);
    }
}

/* The octet that stands for what streams is no name. */
static void mailbox_name_over_the_inline_limit(void **state) {
    static const char *const heads[] = {"* LIST () NIL ", "* LSUB (\\Marked) \"/\" ", "* STATUS "};
    static const char *const tails[] = {"", "", " (MESSAGES 1)"};
    static const char *const raw[] = {"RAW MLA_E_LIMIT name=<LIST>", "RAW MLA_E_LIMIT name=<LSUB>",
                                      "RAW MLA_E_LIMIT name=<STATUS>"};
    (void)state;
    enum {
        MAX = 20
    };
    mla_imap_limits limits = limits_of(4096);
    limits.inline_literal_max = MAX;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        for (size_t len = MAX - 1; len <= MAX + 1; len++) {
            built input = {.len = 0};
            char header[32];
            snprintf(header, sizeof header, "{%zu}\r\n", len);
            add(&input, heads[i]);
            add(&input, header);
            add_times(&input, len, "x");
            add(&input, tails[i]);
            add(&input, "\r\n");
            assert_int_equal(gives(&input, &limits, raw[i]), len > MAX);
            assert_int_equal(gives(&input, &limits, "name=<xxx"), len <= MAX);
        }
    }
}

/* One that streams within a list is not the item that the next section stands behind. */
static void literal_over_the_inline_limit_between_sections(void **state) {
    (void)state;
    mla_imap_limits limits = limits_of(4096);
    limits.inline_literal_max = 5;
    built input = {.len = 0};
    add(&input, "* 1 FETCH (BODY[1] {1}\r\na ENVELOPE (\"d\" {6}\r\nabcdef NIL NIL NIL NIL NIL NIL "
                "NIL) "
                "UID 4 BODY[2] {1}\r\nb)\r\n");
    assert_true(gives(&input, &limits, "BODY 1 uid=4 item=<BODY[2]> section=<2> size=1|b|END\n"));
}

/* A structure with parts down to so many levels, the outermost being the first. */
static void add_structure(built *input, const char *item, size_t levels) {
    add(input, "* 1 FETCH (");
    add(input, item);
    add(input, " ");
    add_times(input, levels - 1, "(");
    add(input, "(\"a\" \"b\" NIL NIL NIL \"7bit\" 1)");
    add_times(input, levels - 1, " \"mixed\")");
    add(input, " UID 5)\r\n");
}

static void parts_of_the_nesting_limit(void **state) {
    (void)state;
    mla_imap_limits limits = limits_of(8192);
    for (uint32_t max = 1; max <= 250; max += 83) {
        limits.nesting_max = max;
        for (size_t levels = max; levels <= max + 1; levels++) {
            built input = {.len = 0};
            add_structure(&input, "BODYSTRUCTURE", levels);
            assert_int_equal(gives(&input, &limits, "bad:BODYSTRUCTURE"), levels > max);
#if MLA_WITH_IMAP_EXTENSIONS
            built converted = {.len = 0};
            add_structure(&converted, "BODYPARTSTRUCTURE[2]", levels);
            assert_int_equal(gives(&converted, &limits, "bad:BODYPARTSTRUCTURE[2]"), levels > max);
#endif
        }
    }
}

#if MLA_WITH_IMAP_EXTENSIONS
static void threads_of_the_nesting_limit(void **state) {
    (void)state;
    mla_imap_limits limits = limits_of(8192);
    limits.nesting_max = 3;
    /* The last branch answers 2 as long as the level of 2 is remembered. */
    built at = {.len = 0};
    add(&at, "* THREAD (1 (2 (3)(4)))\r\n");
    assert_true(gives(&at, &limits, " 4/2^1."));
    built above = {.len = 0};
    add(&above, "* THREAD (1 (2 (3 (4)(5))))\r\n");
    assert_false(gives(&above, &limits, " 5/3^2."));
}
#endif

/* The words of a list lie side by side in the arena, for which there is room for 4, then 8. */
static void list_of_the_arena(void **state) {
    (void)state;
    size_t need = 8 * sizeof(mla_str);
    mla_imap_limits limits = limits_of(4096);
    for (size_t size = need - MLA__ARENA_ALIGN; size <= need + MLA__ARENA_ALIGN;
         size += MLA__ARENA_ALIGN) {
        built input = {.len = 0};
        limits.arena_initial = limits.arena_max = size;
        add(&input, "* FLAGS (a b c d e f g h)\r\n");
        assert_int_equal(gives(&input, &limits, "MLA_E_LIMIT"), size < need);
    }
}

static size_t events_of(const char *keyword, size_t numbers) {
    heap memory;
    mla_imap_decoder *decoder;
    const mla_imap_event *event;
    size_t room;
    size_t count = 0;
    built input = {.len = 0};
    heap_init(&memory);
    add(&input, keyword);
    add_times(&input, numbers, " 7");
    add(&input, "\r\n");
    assert_int_equal(mla_imap_decoder_new(&memory.allocator, NULL, &decoder), MLA_OK);
    char *to = mla_imap_decoder_rx_buf(decoder, &room);
    assert_true(room >= input.len);
    memcpy(to, input.text, input.len);
    assert_int_equal(mla_imap_decoder_rx_ack(decoder, input.len), MLA_OK);
    for (; mla_imap_decoder_next(decoder, &event) == MLA_OK; count++)
        assert_int_equal(event->type, MLA_IMAP_EVENT_SEARCH);
    mla_imap_decoder_free(decoder);
    return count;
}

static void numbers_of_one_event(void **state) {
    (void)state;
    assert_int_equal(events_of("* SEARCH", MLA__STREAM_RANGES - 1), 1);
    assert_int_equal(events_of("* SEARCH", MLA__STREAM_RANGES), 1);
    assert_int_equal(events_of("* SEARCH", MLA__STREAM_RANGES + 1), 2);
    assert_int_equal(events_of("* SEARCH", 2 * MLA__STREAM_RANGES + 1), 3);
}

#if MLA_WITH_IMAP_EXTENSIONS
/* What a reply gives is taken, and where it came in events of ranges and of scores each of them is counted. */
typedef struct pieces {
    size_t events_with_ranges;
    size_t events_with_scores;
    size_t scores;
} pieces;

static void take_piece(void *user, const mla_imap_event *event) {
    pieces *found = user;
    const mla_imap_search *search = event->search;
    assert_true(search->range_count == 0 || search->score_count == 0);
    found->events_with_ranges += search->range_count != 0;
    found->events_with_scores += search->score_count != 0;
    for (size_t i = 0; i < search->score_count; i++)
        assert_int_equal(search->scores[i], 1 + found->scores++ % 100);
}

static pieces pieces_of(const built *input, const mla_imap_limits *limits) {
    heap memory;
    mla_imap_decoder *decoder;
    pieces found = {0};
    heap_init(&memory);
    assert_int_equal(mla_imap_decoder_new(&memory.allocator, limits, &decoder), MLA_OK);
    size_t blocks = memory.blocks;
    read_all(decoder, input, take_piece, &found);
    assert_int_equal(memory.blocks, blocks);
    mla_imap_decoder_free(decoder);
    return found;
}

static void add_scores(built *input, size_t count) {
    add(input, "* ESEARCH ALL 1,3:9999 RELEVANCY (");
    for (size_t i = 0; i < count; i++) {
        char score[8];
        snprintf(score, sizeof score, "%zu ", 1 + i % 100);
        add(input, score);
    }
    add(input, ")\r\n");
}

/* A buffer that holds the reply: only the room for scores ends an event. */
static void scores_of_one_event(void **state) {
    static const size_t counts[] = {0,
                                    1,
                                    MLA__STREAM_SCORES - 1,
                                    MLA__STREAM_SCORES,
                                    MLA__STREAM_SCORES + 1,
                                    2 * MLA__STREAM_SCORES + 1};
    static const size_t events[] = {0, 1, 1, 1, 2, 3};
    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        built input = {.len = 0};
        add_scores(&input, counts[i]);
        pieces found = pieces_of(&input, NULL);
        assert_int_equal(found.scores, counts[i]);
        assert_int_equal(found.events_with_scores, events[i]);
        assert_int_equal(found.events_with_ranges, 1);
    }
}

/* With the memory of firmware, which is less than such a reply. */
static void scores_beyond_the_receive_buffer(void **state) {
    (void)state;
    mla_imap_limits limits;
    mla_imap_limits_init_fixed(&limits);
    built input = {.len = 0};
    add_scores(&input, 5000);
    assert_true(input.len > 4 * limits.receive_max);
    assert_int_equal(pieces_of(&input, &limits).scores, 5000);
    assert_int_equal(no_room_for(&input, &limits), 0);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_of_the_receive_buffer),
        cmocka_unit_test(rest_of_what_is_longer_than_the_receive_buffer),
#if MLA_WITH_IMAP_EXTENSIONS
        cmocka_unit_test(item_of_a_search_result_beyond_the_receive_buffer),
#endif
        cmocka_unit_test(what_is_cut_in_its_middle_is_left_out),
        cmocka_unit_test(literal_of_the_inline_limit),
        cmocka_unit_test(mailbox_name_over_the_inline_limit),
        cmocka_unit_test(literal_over_the_inline_limit_between_sections),
        cmocka_unit_test(parts_of_the_nesting_limit),
#if MLA_WITH_IMAP_EXTENSIONS
        cmocka_unit_test(threads_of_the_nesting_limit),
#endif
        cmocka_unit_test(list_of_the_arena),
        cmocka_unit_test(numbers_of_one_event),
#if MLA_WITH_IMAP_EXTENSIONS
        cmocka_unit_test(scores_of_one_event),
        cmocka_unit_test(scores_beyond_the_receive_buffer),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
