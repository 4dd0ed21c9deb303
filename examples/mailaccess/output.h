/* SPDX-License-Identifier: MIT */
/**
 * Text that somebody else wrote, made fit for a terminal.
 *
 * It may be any octets: what is not UTF-8 becomes U+FFFD.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stddef.h>
#include <stdio.h>

/** Without control characters (common/text.h). */
void print_clean(FILE *out, const char *text);

/** Octets of a character that the next octets go on with. Zero at first. */
struct split {
    char held[8];
    size_t len;
};

/** The same for octets of one text that come one after the other, with line feeds and tabs kept. */
void print_clean_lines(FILE *out, struct split *split, const char *data, size_t len);
/** The text is complete. */
void print_clean_end(FILE *out, struct split *split);

#endif
