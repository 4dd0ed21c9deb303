/* SPDX-License-Identifier: MIT */
/*
 * Builds valid responses from the grammar, decided by the input, and requires the decoder to give back what they were
 * built from: all fields of all events, at once and in pieces.
 */
#include "build.h"
#include "decode.h"

/* A buffer for each piece is not worth the time of a long input. */
#define TIGHT_MAX 1024u

/* A new family: a function and a row. */
static void (*const families[])(builder *b) = {
    generate_status,     generate_tagged,   generate_continuation, generate_capability,
    generate_enabled,    generate_flags,    generate_numbered,     generate_unknown,
    generate_list,       generate_search,   generate_esearch,      generate_fetch,
    generate_fetch,      generate_vanished, generate_thread,       generate_mailbox_status,
    generate_namespace,  generate_id,       generate_quota,        generate_quotaroot,
    generate_acl,        generate_metadata, generate_language,     generate_urls,
    generate_conversion,
};

/* What the events were built from holds no copy of the whole response; `differential` compares that. */
static void add(void *user, const mla_imap_decoder *decoder, const mla_imap_event *event) {
    (void)decoder;
    mla_imap_event without_raw = *event;
    without_raw.raw = (mla_str){NULL, 0};
    event_text_add(user, &without_raw);
}

static void require(const builder *b, uint32_t piece_max) {
    static event_text text;
    decode_way way;
    decode_way_init(&way);
    way.piece_max = piece_max;
    way.is_tight = piece_max != 0 && b->len <= TIGHT_MAX;
    text.len = 0;
    event_text_end(&text, decode((mla_str){b->octets, b->len}, &way, add, &text));
    if (text.len != b->expected.len || memcmp(text.data, b->expected.data, text.len) != 0)
        fprintf(stderr, "built:\n%.*s\n", (int)b->len, b->octets);
    event_text_require_equal(&b->expected, &text, "what was built and what was read");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static builder b;
    build_begin(&b, data, size);
    generate_greeting(&b);
    while (!build_is_full(&b))
        families[build_below(&b, sizeof families / sizeof families[0])](&b);
    event_text_end(&b.expected, MLA_END);
    require(&b, 0);
    require(&b, 1 + (uint32_t)size % 40);
    return 0;
}
