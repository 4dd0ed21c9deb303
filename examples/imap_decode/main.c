/* SPDX-License-Identifier: MIT */
/** imap_decode: what an IMAP server has sent, as one JSON object a line. What a bug report should hold. */
#include "decode.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/** @return MLA_AGAIN when all that came is printed, or what ended it. */
static int32_t take_events(struct decode *decode, mla_imap_decoder *decoder) {
    const mla_imap_event *event;
    int32_t status;
    do {
        status = mla_imap_decoder_next(decoder, &event);
        if (status == MLA_OK)
            event_print(decode, event);
        if (decode->body_count == 0 && !decode->in_stream)
            decode->offset = mla_imap_decoder_offset(decoder);
    } while (status == MLA_OK);
    return status;
}

static int32_t feed(struct decode *decode, mla_imap_decoder *decoder, const char *octets,
                    size_t len) {
    int32_t status = MLA_AGAIN;
    while (len != 0 && status == MLA_AGAIN) {
        size_t room;
        char *to = mla_imap_decoder_rx_buf(decoder, &room);
        if (room == 0)
            return MLA_E_NO_MEMORY;
        size_t some = len < room ? len : room;
        memcpy(to, octets, some);
        mla_imap_decoder_rx_ack(decoder, some);
        octets += some;
        len -= some;
        status = take_events(decode, decoder);
    }
    return status;
}

static void print_error(struct decode *decode, const mla_imap_decoder *decoder, int32_t status) {
    struct json *json = &decode->json;
    stream_abandon(decode);
    json_begin(json);
    json_text(json, "type", "error");
    json_text(json, "error", mla_status_name(status));
    json_text(json, "text", mla_imap_decoder_detail(decoder));
    json_number(json, "offset", decode->offset);
    json_end(json);
    decode->events++;
}

/* How many responses needed which rule. */
static void print_rules(struct json *json, const mla_imap_decoder *decoder) {
    json_open(json, "rules", '{');
    for (int32_t rule = 0; rule < MLA_IMAP_FORGIVEN_RULES; rule++) {
        uint32_t count = mla_imap_decoder_forgiven_by(decoder, rule);
        if (count != 0)
            json_number(json, mla_imap_forgiven_name(rule), count);
    }
    json_close(json, '}');
}

static void print_end(struct decode *decode, const mla_imap_decoder *decoder, uint64_t octets) {
    struct json *json = &decode->json;
    json_begin(json);
    json_text(json, "type", "end");
    json_number(json, "bytes", octets);
    json_number(json, "events", decode->events);
    json_number(json, "unparsed", decode->unparsed);
    json_number(json, "bad", decode->bad);
    json_number(json, "forgiven", mla_imap_decoder_forgiven(decoder));
    /* What an error kept from being given to the decoder is pending, too. */
    json_number(json, "pending", octets - decode->offset);
    print_rules(json, decoder);
    json_end(json);
}

static int read_all(struct decode *decode, mla_imap_decoder *decoder, char *chunk) {
    int32_t status = MLA_AGAIN;
    uint64_t octets = 0;
    size_t got;
    while ((got = fread(chunk, 1, decode->chunk, stdin)) != 0) {
        octets += got;
        if (status == MLA_AGAIN)
            status = feed(decode, decoder, chunk, got);
    }
    if (status == MLA_AGAIN) {
        mla_imap_decoder_rx_end(decoder);
        status = take_events(decode, decoder);
    }
    if (status != MLA_END)
        print_error(decode, decoder, status);
    print_end(decode, decoder, octets);
    if (ferror(stdin) || ferror(stdout) || decode->out_of_memory) {
        fprintf(stderr, "imap_decode: %s\n", strerror(errno));
        return EXIT_FAILED;
    }
    return status == MLA_END ? EXIT_DONE : EXIT_BROKEN;
}

int main(int argc, char **argv) {
    static struct decode decode;
    int code = arguments_read(&decode, argc, argv);
    if (code >= 0)
        return code;
    mla_imap_limits limits;
    if (decode.firmware)
        mla_imap_limits_init_fixed(&limits);
    else
        mla_imap_limits_init(&limits);
    mla_imap_decoder *decoder = NULL;
    char *chunk = malloc(decode.chunk);
    code = EXIT_FAILED;
    mbedtls_sha256_init(&decode.sha256);
    if (chunk != NULL && mla_imap_decoder_new(mla_system_allocator(), &limits, &decoder) == MLA_OK)
        code = read_all(&decode, decoder, chunk);
    bodies_clear(&decode);
    mbedtls_sha256_free(&decode.sha256);
    mla_imap_decoder_free(decoder);
    free(chunk);
    return code;
}
