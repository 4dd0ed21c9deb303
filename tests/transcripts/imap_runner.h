/* SPDX-License-Identifier: MIT */
/** The half of the IMAP transcripts' player that knows IMAP: imap_runner.c, and what it says and hears. */
#ifndef IMAP_RUNNER_H
#define IMAP_RUNNER_H

#include <mailaccess/imap_command.h>

#include "transcript_action.h"

typedef struct imap_runner {
    mla_imap *imap;
    mla_sasl sasl;
    transcript_text sent; /* what a trace saw */
    transcript_text data; /* of an event that comes in pieces */
} imap_runner;

/** imap_runner_action.c: see transcript_protocol. */
int32_t imap_runner_act(void *user, const mla_str *words, size_t count);

/** imap_runner_event.c: see transcript_protocol. */
int32_t imap_runner_next(void *user, transcript_text *line, mla_str *data);

#endif
