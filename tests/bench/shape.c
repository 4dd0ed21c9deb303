/* SPDX-License-Identifier: MIT */
#include "shape.h"

#include <string.h>

#define BLOCK_ITEMS 500
#define BODY_OCTETS 8192
#define MEBIOCTET (1024 * 1024)

/* xorshift32 (Marsaglia): the same data on every machine and in every run. */
static uint32_t random_state;

static uint32_t below(uint32_t bound) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state % bound;
}

static void begin(void) {
    random_state = 2463534242u;
}

static const char *const words[] = {
    "meeting", "about", "the",     "report", "of",    "budget", "next",
    "week",    "re:",   "invoice", "draft",  "and",   "review", "release",
    "weekend", "notes", "for",     "ticket", "photo", "agenda",
};
static const char *const names[] = {
    "Anna Lindqvist", "Bernard Okafor",    "Chiara Rossi",
    "Dmitri Volkov",  "Eva Maria Schulze", "Fumiko Sato",
};
static const char *const mailboxes[] = {"anna.lindqvist", "bernard",   "c.rossi",
                                        "dmitri",         "eva-maria", "sato"};
static const char *const hosts[] = {"example.org", "mail.example.com", "lists.example.net"};
static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"};

#define PICK(table) ((table)[below(sizeof(table) / sizeof((table)[0]))])

static void add_words(bench_text *text, uint32_t least, uint32_t most) {
    const uint32_t count = least + below(most - least + 1);
    for (uint32_t i = 0; i < count; i++)
        bench_text_add(text, i == 0 ? "%s" : " %s", PICK(words));
}

static void add_address(bench_text *text, uint32_t who) {
    bench_text_add(text, "(\"%s\" NIL \"%s\" \"%s\")", names[who], mailboxes[who], hosts[who % 3]);
}

static void add_addresses(bench_text *text, uint32_t count) {
    bench_text_add(text, count == 0 ? " NIL" : " (");
    for (uint32_t i = 0; i < count; i++)
        add_address(text, below(6));
    if (count != 0)
        bench_text_add(text, ")");
}

static void add_flags(bench_text *text) {
    static const char *const sets[] = {"\\Seen", "", "\\Seen \\Answered", "\\Seen $Forwarded",
                                       "\\Flagged \\Seen NonJunk"};
    bench_text_add(text, "FLAGS (%s)", PICK(sets));
}

static void add_envelope(bench_text *text) {
    const uint32_t author = below(6);
    bench_text_add(text, "ENVELOPE (\"Mon, %u %s 2024 %02u:%02u:%02u +0200\" \"", 1 + below(28),
                   PICK(months), below(24), below(60), below(60));
    add_words(text, 3, 9);
    bench_text_add(text, "\"");
    for (int i = 0; i < 3; i++) { /* From; and Sender and Reply-To, which servers fill in from it */
        bench_text_add(text, " (");
        add_address(text, author);
        bench_text_add(text, ")");
    }
    add_addresses(text, 1 + below(3));
    add_addresses(text, below(4));
    bench_text_add(text, " NIL \"<%08x.%08x@%s>\"", below(UINT32_MAX), below(UINT32_MAX),
                   PICK(hosts));
    bench_text_add(text, " \"<%08x%08x.%08x@%s>\")", below(UINT32_MAX), below(UINT32_MAX),
                   below(UINT32_MAX), PICK(hosts));
}

static void envelopes(bench_text *text) {
    begin();
    for (unsigned i = 1; i <= BLOCK_ITEMS; i++) {
        bench_text_add(text, "* %u FETCH (UID %u ", i, 30000 + 3 * i);
        add_flags(text);
        bench_text_add(text, " INTERNALDATE \"%2u-%s-2024 %02u:%02u:%02u +0200\" RFC822.SIZE %u ",
                       1 + below(28), PICK(months), below(24), below(60), below(60),
                       1500 + below(90000));
        add_envelope(text);
        bench_text_add(text, ")\r\n");
    }
}

static void flags(bench_text *text) {
    begin();
    for (unsigned i = 1; i <= BLOCK_ITEMS; i++) {
        bench_text_add(text, "* %u FETCH (UID %u ", i, 30000 + 3 * i);
        add_flags(text);
        bench_text_add(text, ")\r\n");
    }
}

static void add_text_part(bench_text *text, const char *subtype) {
    bench_text_add(text,
                   "(\"text\" \"%s\" (\"charset\" \"utf-8\") NIL NIL \"quoted-printable\" %u %u "
                   "NIL NIL NIL NIL)",
                   subtype, 200 + below(9000), 5 + below(300));
}

static void add_attachment(bench_text *text) {
    const char *name = PICK(words);
    const unsigned number = below(1000);
    bench_text_add(text,
                   "(\"application\" \"pdf\" (\"name\" \"%s %u.pdf\") NIL NIL \"base64\" %u NIL "
                   "(\"attachment\" (\"filename\" \"%s %u.pdf\")) NIL NIL)",
                   name, number, 20000 + below(900000), name, number);
}

/* Alternatives and one attachment, at times a second one. */
static void add_structure(bench_text *text) {
    bench_text_add(text, "((");
    add_text_part(text, "plain");
    add_text_part(text, "html");
    bench_text_add(text, " \"alternative\" (\"boundary\" \"b1_%08x\") NIL NIL NIL)",
                   below(UINT32_MAX));
    add_attachment(text);
    if (below(7) == 0)
        add_attachment(text);
    bench_text_add(text, " \"mixed\" (\"boundary\" \"b2_%08x\") NIL NIL NIL)", below(UINT32_MAX));
}

static void structures(bench_text *text) {
    begin();
    for (unsigned i = 1; i <= BLOCK_ITEMS; i++) {
        bench_text_add(text, "* %u FETCH (UID %u BODYSTRUCTURE ", i, 30000 + 3 * i);
        add_structure(text);
        bench_text_add(text, ")\r\n");
    }
}

static void ids(bench_text *text) {
    begin();
    unsigned id = 100000;
    for (unsigned i = 1; i <= BLOCK_ITEMS; i++) {
        id += 1 + below(9);
        bench_text_add(text, " %u", id);
    }
}

static void folders(bench_text *text) {
    begin();
    for (unsigned i = 1; i <= BLOCK_ITEMS; i++) {
        bench_text_add(text, "* LIST (%s) \"/\" ",
                       below(3) == 0 ? "\\HasChildren" : "\\HasNoChildren \\Subscribed");
        bench_text_add(text, "\"Archive/%u/%s and %s\"\r\n", 2000 + below(25), PICK(words),
                       PICK(words));
    }
}

/* Lines of 78 octets; the last one is whatever is left. */
static void add_body(bench_text *text, size_t octets) {
    static const char line[] =
        "So the letters went by way of the coast, and took three weeks and a day to\r\n";
    const size_t len = sizeof(line) - 1;
    for (; octets > len + 2; octets -= len)
        bench_text_add(text, "%s", line);
    bench_text_add(text, "%.*s\r\n", (int)(octets - 2), line);
}

static void bodies(bench_text *text) {
    for (unsigned i = 1; i <= 50; i++) {
        bench_text_add(text, "* %u FETCH (UID %u BODY[] {%u}\r\n", i, 30000 + 3 * i, BODY_OCTETS);
        add_body(text, BODY_OCTETS);
        bench_text_add(text, ")\r\n");
    }
}

static void literal_head(bench_text *text, uint64_t repeats) {
    bench_text_add(text, "* 1 FETCH (UID 1 BODY[] {%llu}\r\n",
                   (unsigned long long)(repeats * MEBIOCTET));
}

static void mebioctet(bench_text *text) {
    add_body(text, MEBIOCTET);
}

static void search_head(bench_text *text, uint64_t repeats) {
    (void)repeats;
    bench_text_add(text, "* SEARCH");
}

static void listing_head(bench_text *text, uint64_t repeats) {
    (void)repeats;
    bench_text_add(text, "+OK\r\n");
}

static void retrieved(bench_text *text) {
    bench_text_add(text, "+OK %u octets\r\n", BODY_OCTETS);
    add_body(text, BODY_OCTETS);
    bench_text_add(text, ".\r\n");
}

static void sizes(bench_text *text) {
    begin();
    for (unsigned i = 1; i <= BLOCK_ITEMS; i++)
        bench_text_add(text, "%u %u\r\n", i, 1500 + below(90000));
}

static void unique_ids(bench_text *text) {
    begin();
    for (unsigned i = 1; i <= BLOCK_ITEMS; i++)
        bench_text_add(text, "%u %08x%08x\r\n", i, 30000 + 3 * i, 1700000000u);
}

#define MANY BLOCK_ITEMS

const bench_shape bench_shapes[] = {
    {"envelope", "message", "FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)", false, false,
     MANY, 0, false, NULL, envelopes, ""},
    {"flags", "message", "FETCH 1:* (UID FLAGS)", false, false, MANY, 0, false, NULL, flags, ""},
    {"bodystructure", "message", "FETCH 1:* (UID BODYSTRUCTURE)", false, false, MANY, 0, false,
     NULL, structures, ""},
    {"search", "id", "SEARCH ALL", false, false, MANY, 0, true, search_head, ids, "\r\n"},
    {"list", "line", "LIST \"\" \"*\"", false, false, MANY, 0, false, NULL, folders, ""},
    {"body8k", "message", "FETCH 1:* (UID BODY[])", false, false, 50, 50 * BODY_OCTETS, false, NULL,
     bodies, ""},
    {"literal", "MiB", "FETCH 1 (UID BODY[])", false, false, 1, MEBIOCTET, true, literal_head,
     mebioctet, ")\r\n"},
    {"pop3-retr8k", "message", "RETR", true, true, 1, BODY_OCTETS, false, NULL, retrieved, ""},
    {"pop3-list", "line", "LIST", true, false, MANY, 0, true, listing_head, sizes, ".\r\n"},
    {"pop3-uidl", "line", "UIDL", true, false, MANY, 0, true, listing_head, unique_ids, ".\r\n"},
    {NULL, NULL, NULL, false, false, 0, 0, false, NULL, NULL, NULL},
};

const bench_shape *bench_shape_find(const char *name) {
    for (const bench_shape *shape = bench_shapes; shape->name != NULL; shape++) {
        if (strcmp(shape->name, name) == 0)
            return shape;
    }
    return NULL;
}
