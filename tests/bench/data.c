/* SPDX-License-Identifier: MIT */
#include "data.h"

#include <stdio.h>
#include <string.h>

/* A different sequence for each message, the same in each run. */
static uint32_t mixed(uint32_t number, uint32_t salt) {
    uint32_t x = (number + 1) * 2654435761u ^ salt * 40503u;
    x ^= x >> 15;
    x *= 2246822519u;
    return x ^ x >> 13;
}

static const char *const people[] = {
    "\"Anna Schmidt\" NIL \"anna.schmidt\" \"example.org\"",
    "\"=?UTF-8?Q?J=C3=B6rg_M=C3=BCller?=\" NIL \"joerg\" \"mail.example.com\"",
    "NIL NIL \"notifications\" \"lists.example.net\"",
    "\"Support Team\" NIL \"support\" \"shop.example.com\"",
    "\"O'Brien, Pat\" NIL \"pat\" \"example.edu\"",
};

static const char *const subjects[] = {
    "\"Re: Meeting on Thursday about the quarterly figures\"",
    "\"=?UTF-8?B?w4RuZGVydW5nIGRlcyBUZXJtaW5z?=\"",
    "\"[list-dev] patch 3/7: a parser that reads in place\"",
    "\"Your invoice 2026-1234567\"",
};

static const char *person(uint32_t number, uint32_t salt) {
    return people[mixed(number, salt) % (sizeof people / sizeof *people)];
}

static size_t write_flags(char *out, uint32_t number) {
    static const char *const flags[] = {"\\Seen", "", "\\Seen \\Answered", "\\Seen $Forwarded"};
    return (size_t)sprintf(out, "* %u FETCH (UID %u FLAGS (%s))\r\n", number + 1, number * 3 + 17,
                           flags[mixed(number, 1) % 4]);
}

static size_t write_envelope(char *out, uint32_t number) {
    char to[500];
    size_t len = 0;
    for (uint32_t i = 0; i <= mixed(number, 2) % 5; i++)
        len += (size_t)sprintf(to + len, "(%s)", person(number, 10 + i));
    const char *from = person(number, 3);
    return (size_t)sprintf(
        out,
        "* %u FETCH (UID %u FLAGS (%s) INTERNALDATE \"%2u-Nov-2026 %02u:%02u:%02u +0100\" "
        "RFC822.SIZE %u "
        "ENVELOPE (\"Mon, %u Nov 2026 10:%02u:00 +0100\" %s ((%s)) ((%s)) ((%s)) (%s) NIL NIL "
        "\"<%08x.%08x@mail.example.com>\" \"<%08x.%08x.%08x@example.org>\"))\r\n",
        number + 1, number * 3 + 17, mixed(number, 4) % 2 ? "\\Seen" : "\\Seen \\Answered",
        1 + mixed(number, 5) % 28, mixed(number, 6) % 24, number % 60, mixed(number, 7) % 60,
        1000 + mixed(number, 8) % 900000, 1 + mixed(number, 5) % 28, number % 60,
        subjects[mixed(number, 9) % (sizeof subjects / sizeof *subjects)], from, from, from, to,
        mixed(number, 20), mixed(number, 21), mixed(number, 22), mixed(number, 23),
        mixed(number, 24));
}

static size_t write_structure(char *out, uint32_t number) {
    return (size_t)sprintf(
        out,
        "* %u FETCH (UID %u BODYSTRUCTURE (((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"utf-8\") NIL NIL "
        "\"QUOTED-PRINTABLE\" %u %u NIL NIL NIL NIL)(\"TEXT\" \"HTML\" (\"CHARSET\" \"utf-8\") NIL "
        "NIL "
        "\"QUOTED-PRINTABLE\" %u %u NIL NIL NIL NIL) \"ALTERNATIVE\" (\"BOUNDARY\" \"=_%08x\") NIL "
        "NIL NIL)"
        "(\"APPLICATION\" \"PDF\" (\"NAME\" \"invoice-%u.pdf\") NIL NIL \"BASE64\" %u NIL "
        "(\"ATTACHMENT\" (\"FILENAME\" \"invoice-%u.pdf\" \"SIZE\" \"%u\")) NIL NIL) \"MIXED\" "
        "(\"BOUNDARY\" \"=_%08x\") NIL NIL NIL))\r\n",
        number + 1, number * 3 + 17, mixed(number, 1) % 5000, mixed(number, 2) % 100,
        mixed(number, 3) % 20000, mixed(number, 4) % 400, mixed(number, 5), number,
        mixed(number, 6) % 500000, number, mixed(number, 7) % 400000, mixed(number, 8));
}

static size_t write_id(char *out, uint32_t number) {
    return (size_t)sprintf(out, " %u", number * 3 + 17);
}

static size_t write_list(char *out, uint32_t number) {
    static const char *const attributes[] = {"\\HasNoChildren", "\\HasChildren",
                                             "\\HasNoChildren \\Marked",
                                             "\\HasNoChildren \\UnMarked"};
    return (size_t)sprintf(out, "* LIST (%s) \"/\" \"Projects/Customer %u/Year %u\"\r\n",
                           attributes[mixed(number, 1) % 4], mixed(number, 2) % 1000,
                           2000 + number % 27);
}

static size_t write_body(char *out, uint32_t number) {
    const size_t size = 8192;
    size_t len = (size_t)sprintf(out, "* %u FETCH (UID %u BODY[] {%zu}\r\n", number + 1,
                                 number * 3 + 17, size);
    for (size_t i = 0; i < size; i++)
        out[len++] = i % 78 == 76 ? '\r' : i % 78 == 77 ? '\n' : (char)('A' + (i + number) % 57);
    return len + (size_t)sprintf(out + len, ")\r\n");
}

const data_kind data_kinds[] = {
    {"envelope", write_envelope, NULL, NULL},
    {"flags", write_flags, NULL, NULL},
    {"structure", write_structure, NULL, NULL},
    {"search", write_id, "* SEARCH", "\r\n"},
    {"list", write_list, NULL, NULL},
    {"body", write_body, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

const data_kind *data_find(const char *name) {
    const data_kind *kind = data_kinds;
    while (kind->name != NULL && strcmp(kind->name, name) != 0)
        kind++;
    return kind->name != NULL ? kind : NULL;
}
