/* SPDX-License-Identifier: MIT */
/* The report of what servers sent though they must not. */
#include "base/mem.h"
#include "imap/decoder.h"

/* In the order of MLA_IMAP_FORGIVEN_*. One string is smaller than a table of pointers. */
static const char names[] = "padding\0"
                            "blank-line\0"
                            "literal\0"
                            "no-response\0"
                            "bare-code\0"
                            "message-number\0"
                            "quotes\0"
                            "line-break\0"
                            "number\0"
                            "empty-list\0"
                            "brackets\0"
                            "stray\0"
                            "unclosed\0"
                            "mailbox-name\0"
                            "date\0"
                            "no-value\0"
                            "no-room\0"
                            "envelope\0"
                            "address\0"
                            "address-list\0"
                            "parameters\0"
                            "disposition\0"
                            "part-fields\0"
                            "part-type\0"
                            "spaces\0"
                            "line-end\0"
                            "string\0"
                            "flag\0";

const char *mla_imap_forgiven_name(int32_t rule) {
    if (rule < 0 || rule >= MLA_IMAP_FORGIVEN_RULES)
        return NULL;
    const char *name = names;
    while (rule-- != 0)
        name += strlen(name) + 1;
    return name;
}

uint64_t mla_imap_decoder_forgiven(const mla_imap_decoder *decoder) {
    uint64_t sum = 0;
    for (int32_t rule = 0; rule < MLA_IMAP_FORGIVEN_RULES; rule++)
        sum += decoder->forgiven[rule];
    return sum;
}

uint32_t mla_imap_decoder_forgiven_by(const mla_imap_decoder *decoder, int32_t rule) {
    return rule >= 0 && rule < MLA_IMAP_FORGIVEN_RULES ? decoder->forgiven[rule] : 0;
}
