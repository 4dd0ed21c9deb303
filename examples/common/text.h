/* SPDX-License-Identifier: MIT */
/** Text that somebody else wrote, one character at a time. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stdint.h>

/** Stands for an octet that belongs to no character: none has this number. */
#define TEXT_INVALID UINT32_MAX

/** The next character of `[*at, end)`, which is not empty; TEXT_INVALID moves on by one octet. */
uint32_t text_next(const unsigned char **at, const unsigned char *end);

/**
 * Whether a character is none that is seen: control characters, those of Unicode and those that turn
 * the direction of writing included. They could move a cursor, rename a window, or make one line look
 * like another.
 */
bool text_is_control(uint32_t character);

#endif
