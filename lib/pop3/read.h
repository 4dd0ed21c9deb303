/* SPDX-License-Identifier: MIT */
/** From what the server sent to an event. */
#ifndef MLA_POP3_READ_H
#define MLA_POP3_READ_H

#include "pop3/connection.h"

/** What mla__pop3_read() returns, beside MLA_AGAIN, MLA_END and errors, which are fatal. */
#define MLA__POP3_SKIP 0                         /**< nothing for the caller: go on */
#define MLA__POP3_EVENT(type) ((type) + MLA_END) /**< an event of that type */

/** Reads on. The event is filled in but for its type and what does not depend on the server. */
int32_t mla__pop3_read(mla_pop3 *c);

#endif
