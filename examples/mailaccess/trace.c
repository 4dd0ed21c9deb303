/* SPDX-License-Identifier: MIT */
#include "command.h"

#include <stdio.h>

/** Octets come as they come: a line begins where the last one ended or the direction turned. */
void trace_write(void *user, int32_t kind, const char *data, size_t len) {
    static int32_t last_kind;
    static bool inside_line;
    const char *mark = kind == MLA_TRACE_RECEIVED ? "< " : kind == MLA_TRACE_SENT ? "> " : "# ";
    (void)user;
    if (inside_line && kind != last_kind) {
        fputc('\n', stderr);
        inside_line = false;
    }
    last_kind = kind;
    for (size_t i = 0; i < len; i++) {
        unsigned char octet = (unsigned char)data[i];
        if (!inside_line)
            fputs(mark, stderr);
        inside_line = octet != '\n';
        if (octet == '\n' || (octet >= ' ' && octet < 0x7F))
            fputc(octet, stderr);
        else if (octet != '\r')
            fprintf(stderr, "\\x%02X", octet);
    }
    if (kind == MLA_TRACE_NOTE && inside_line) {
        fputc('\n', stderr);
        inside_line = false;
    }
}
