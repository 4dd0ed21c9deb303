/* SPDX-License-Identifier: MIT */
/** What the files of the tool share. */
#ifndef DECODE_H
#define DECODE_H

#include <stdio.h>

#include <mbedtls/sha256.h>

#include <mailaccess/imap_response.h>
#include <mailaccess/transport.h>

#include "../common/json.h"

#define EXIT_DONE 0
#define EXIT_BROKEN 1 /* the stream ended within a response, or its framing is lost */
#define EXIT_USAGE 2
#define EXIT_FAILED 3 /* the input cannot be read, the output not written, or memory ran out */

/** A body section whose octets have passed, or pass now. */
struct body {
    mla_str item; /* all of them allocated here: "BODY[1.2]<0>" */
    mla_str section;
    uint64_t size; /* octets that came */
    uint64_t origin;
    uint32_t number;
    uint32_t uid;
    bool has_origin;
    bool nil;
    bool is_section; /* else another item's value, too long to be held */
    unsigned char sha256[32];
};

struct decode {
    /* The command line. */
    size_t chunk;
    bool firmware;

    struct json json;
    uint64_t offset; /* octets up to the response that is not printed as a whole yet */
    uint64_t events; /* lines printed */
    uint64_t unparsed;
    uint64_t bad;

    bool in_stream;    /* the object of a reply that comes in several events is open */
    const char *array; /* of that object, which is open; NULL: none is */
    bool has_ids;      /* the numbers of a search reply have begun, ... */
    bool has_scores;   /* ... and their scores */
    mbedtls_sha256_context sha256;
    struct body *bodies; /* of the response that follows */
    size_t body_count;
    bool out_of_memory;
};

/* arguments.c */

/** @return -1, or an exit code. */
int arguments_read(struct decode *decode, int argc, char **argv);

/* events.c */

/** Prints the line of an event, or a part of it where an event is one of several. */
void event_print(struct decode *decode, const mla_imap_event *event);

void print_str(struct json *json, const char *name, mla_str value);
/** The name of a member whose value follows. One that streamed is empty. */
void print_name(struct json *json, mla_str name);
void print_words(struct json *json, const char *name, const mla_str *words, size_t count);
/** Names and values as members of an object. */
void print_pairs(struct json *json, const char *name, const mla_imap_parameter *pairs,
                 size_t count);
/** Items that are not known, as members of the object that is open. */
void print_other(struct json *json, const mla_imap_raw_item *items, size_t count);
/** Items that could not be read, as a member "bad". */
void print_bad(struct decode *decode, const mla_imap_raw_item *items, size_t count);

/* stream.c */
void search_print(struct decode *decode, const mla_imap_event *event);
void vanished_print(struct decode *decode, const mla_imap_event *event);
void thread_print(struct decode *decode, const mla_imap_event *event);
/** Ends the object of a reply whose end did not come. */
void stream_abandon(struct decode *decode);

/* extension.c */
void namespace_print(struct decode *decode, const mla_imap_event *event);
void id_print(struct decode *decode, const mla_imap_event *event);
void quota_print(struct decode *decode, const mla_imap_event *event);
void quota_roots_print(struct decode *decode, const mla_imap_event *event);
void acl_print(struct decode *decode, const mla_imap_event *event);
void metadata_print(struct decode *decode, const mla_imap_event *event);
void language_print(struct decode *decode, const mla_imap_event *event);
void comparator_print(struct decode *decode, const mla_imap_event *event);
void genurlauth_print(struct decode *decode, const mla_imap_event *event);
void urlfetch_print(struct decode *decode, const mla_imap_event *event);
void conversion_print(struct decode *decode, const mla_imap_event *event);
void jmapaccess_print(struct decode *decode, const mla_imap_event *event);

/* body.c */

void body_begin(struct decode *decode, const mla_imap_body *body);
void body_data(struct decode *decode, mla_str octets);
/** Prints it. */
void body_end(struct decode *decode);
/** What is to be said of one, as members. */
void body_print(struct json *json, const struct body *body);
/** Forgets all, after the response that they belong to. */
void bodies_clear(struct decode *decode);

/* fetch.c */
void fetch_print(struct decode *decode, const mla_imap_event *event);
void converted_print(struct decode *decode, const mla_imap_event *event);

/* structure.c */
void envelope_print(struct json *json, const char *name, const mla_imap_envelope *envelope);
void structure_print(struct json *json, const char *name, const mla_imap_body_structure *structure);

#endif
