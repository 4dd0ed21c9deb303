/* SPDX-License-Identifier: MIT */
#include "decode.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_MAX 67108864u

static const char help[] =
    "usage: imap_decode [--chunk N] [--limits default|firmware] < OCTETS\n"
    "\n"
    "Reads what an IMAP server has sent and prints a JSON object a line for each event. Attach "
    "both to\n"
    "a report of a bug.\n"
    "\n"
    "--chunk N           octets given to the decoder at a time, 1 to 67108864; the output is the "
    "same\n"
    "--limits firmware   fixed buffers of 2 KiB, as on a small device; what does not fit is told\n"
    "--help, --version\n"
    "\n"
    "Objects have a \"type\":\n"
    "  status          tag (null: untagged), status, code (null: none), arguments, text\n"
    "  fetch           seq, uid, items and bad (what could not be read, as sent), under their "
    "RFC's names\n"
    "  body            a section, or a value too long to be held: seq, uid, item, section, origin, "
    "size,\n"
    "                  sha256; its FETCH follows\n"
    "  list            mailbox, raw (as sent), delimiter, attributes, extended (as sent), and of "
    "that\n"
    "                  CHILDINFO, OLDNAME, items and bad\n"
    "  mailbox_status  mailbox, items, bad\n"
    "  search          ids (numbers, and \"first:last\"), RELEVANCY (a score for each message; "
    "null: none),\n"
    "                  and what else an ESEARCH has\n"
    "  vanished        uids, earlier\n"
    "  thread          messages: number, parent (its place in the array), depth\n"
    "  exists, recent, expunge, flags, capability, enabled, continuation, namespace, id, quota,\n"
    "  quotaroot, acl, listrights, myrights, metadata, language, comparator, genurlauth, "
    "urlfetch,\n"
    "  conversion, converted, jmapaccess\n"
    "  raw             a response that is not known, or (error) that could not be read\n"
    "  unparsed        a line that is no response\n"
    "  error           why decoding had to end, and the offset of the response that it ended in\n"
    "  end             bytes, events, unparsed, bad, forgiven, pending, rules (what\n"
    "                  was forgiven)\n"
    "Octets that are not UTF-8 are written as \\udcXX, XX being the octet in hexadecimal.\n"
    "\n"
    "Exit codes: 0 done; 1 the input ended within a response, or its framing is lost; 2 the "
    "command\n"
    "line is wrong; 3 a file cannot be read or written, or memory ran out.\n";

static int usage_error(const char *what) {
    fprintf(stderr, "imap_decode: %s (see imap_decode --help)\n", what);
    return EXIT_USAGE;
}

static int read_chunk(struct decode *decode, const char *value) {
    char *end;
    errno = 0;
    unsigned long long chunk = value != NULL ? strtoull(value, &end, 10) : 0;
    if (value == NULL || *value < '0' || *value > '9' || *end != '\0' || errno != 0 || chunk == 0 ||
        chunk > CHUNK_MAX)
        return usage_error("--chunk wants a number, 1 to 67108864");
    decode->chunk = (size_t)chunk;
    return -1;
}

static int read_limits(struct decode *decode, const char *value) {
    decode->firmware = value != NULL && strcmp(value, "firmware") == 0;
    if (value == NULL || (!decode->firmware && strcmp(value, "default") != 0))
        return usage_error("--limits wants default or firmware");
    return -1;
}

int arguments_read(struct decode *decode, int argc, char **argv) {
    decode->chunk = (size_t)64 * 1024;
    for (int i = 1; i < argc; i++) {
        int code;
        if (strcmp(argv[i], "--help") == 0) {
            fputs(help, stdout);
            return EXIT_DONE;
        }
        if (strcmp(argv[i], "--version") == 0) {
            printf("imap_decode %s\n", mla_version());
            return EXIT_DONE;
        }
        if (strcmp(argv[i], "--chunk") == 0)
            code = read_chunk(decode, argv[++i]);
        else if (strcmp(argv[i], "--limits") == 0)
            code = read_limits(decode, argv[++i]);
        else
            return usage_error("there is no such option");
        if (code >= 0)
            return code;
    }
    return -1;
}
