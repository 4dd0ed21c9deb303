/* SPDX-License-Identifier: MIT */
/** The blocks of a PEM file (RFC 7468). */
#ifndef MLA_TRANSPORT_PEM_H
#define MLA_TRANSPORT_PEM_H

#include <stdbool.h>

#include <mailaccess/base.h>

/**
 * The next certificate of a text; blocks of other kinds are passed over.
 *
 * @param rest in and out: what was not looked at yet.
 * @param body out: the base64 between the lines BEGIN CERTIFICATE and END CERTIFICATE.
 * @return false when there is none.
 */
bool mla__pem_next_certificate(mla_str *rest, mla_str *body);

#endif
