/* SPDX-License-Identifier: MIT */
/** Deletes on the server: so many under way that none waits for the reply to the one before. */
#ifndef DELETES_H
#define DELETES_H

#include "command.h"

/** Takes events until so few deletes are under way. The first that is refused ends it. @return the exit code. */
int deletes_await(struct command *command, uint32_t *under_way, uint32_t at_most);

/** Starts one, after others where many are under way. @return the exit code. */
int deletes_start(struct command *command, uint32_t *under_way, const char *ids);

#endif
