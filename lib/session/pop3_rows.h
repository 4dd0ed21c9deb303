/* SPDX-License-Identifier: MIT */
/** Rows of a LIST that was not in the order of its numbers. */
#ifndef MLA_SESSION_POP3_ROWS_H
#define MLA_SESSION_POP3_ROWS_H

#include <mailaccess/base.h>

typedef struct mla__pop3_row {
    uint32_t number;
    uint32_t place; /**< in which it was listed */
} mla__pop3_row;

/** By number, of the same number by place. */
void mla__pop3_rows_sort(mla__pop3_row *rows, uint32_t count);

#endif
