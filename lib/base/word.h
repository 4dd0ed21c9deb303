/* SPDX-License-Identifier: MIT */
/** Words of line protocols. */
#ifndef MLA_BASE_WORD_H
#define MLA_BASE_WORD_H

#include <stdbool.h>

#include <mailaccess/base.h>

/** [at, end) without the spaces and TABs at both ends. */
void mla__word_trim(mla_str *word, const char *at, const char *end);

/**
 * The place of a word in a list, ASCII letters compared without case.
 *
 * @param words each ended by NUL, the last by two: "IN-USE\0SYS/TEMP\0".
 * @param word  what stands in it behind a "/" may refine one of the list: "SYS/TEMP/DISK".
 * @return from 0; -1 when it is not there.
 */
int32_t mla__word_find(const char *words, mla_str word);

/** Whether CR, LF or NUL stands in it: sent in a command, it would not stay one line. */
bool mla__word_breaks_line(mla_str word);

#endif
