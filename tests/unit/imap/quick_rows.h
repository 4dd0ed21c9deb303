/* SPDX-License-Identifier: MIT */
/** Responses that are plain or nearly so: whether they go the quick way, and that it gives what the other one does. */
#ifndef QUICK_ROWS_H
#define QUICK_ROWS_H

#include "imap_dump.h"
#include "imap/quick.h"

typedef struct quick_row {
    const char *line; /**< without its line break */
    bool is_plain;
} quick_row;

/** Whether the response is read by one of the quick readers, more octets standing behind it. */
static inline bool quick_reads(const char *line) {
    heap memory;
    heap_init(&memory);
    mla_imap_decoder *decoder;
    const mla_imap_event *event;
    assert_int_equal(mla_imap_decoder_new(&memory.allocator, NULL, &decoder), MLA_OK);
    size_t room;
    char *to = mla_imap_decoder_rx_buf(decoder, &room);
    int len =
        snprintf(to, room, "* OK\r\n%s\r\n* OK and some words that stand behind it\r\n", line);
    assert_int_equal(mla_imap_decoder_rx_ack(decoder, (size_t)len), MLA_OK);
    assert_int_equal(mla_imap_decoder_next(decoder, &event), MLA_OK);
    assert_int_equal(decoder->quick_type, 0);
    assert_int_equal(mla_imap_decoder_next(decoder, &event), MLA_OK);
    bool is_quick = decoder->quick_type != 0;
    if (is_quick)
        assert_int_equal(decoder->quick_type, event->type);
    mla_imap_decoder_free(decoder);
    assert_int_equal(memory.blocks, 0);
    return is_quick;
}

static inline void quick_rows_check(const quick_row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (quick_reads(rows[i].line) != (rows[i].is_plain && MLA__OCTETS_WIDE))
            fail_msg("%s: %s", rows[i].is_plain ? "not plain" : "plain", rows[i].line);
        dump_expect_same_quickly(mla_str_from(rows[i].line));
    }
}

#define QUICK_ROWS_CHECK(rows) quick_rows_check((rows), sizeof(rows) / sizeof((rows)[0]))

#endif
