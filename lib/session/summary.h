/* SPDX-License-Identifier: MIT */
/** Date, author and subject of an event, from what the protocols give. */
#ifndef MLA_SESSION_SUMMARY_H
#define MLA_SESSION_SUMMARY_H

#include <mailaccess/session.h>

/** Fills in session->event from a message's header. */
void mla__summary_from_header(mla_session *session, mla_str header);

/** Fills in the date of session->event. @param value of a Date field. */
void mla__summary_date(mla_session *session, mla_str value);

#endif
