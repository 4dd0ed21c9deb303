/* SPDX-License-Identifier: MIT */
/**
 * libmailaccess: POP3 and IMAP on the client side.
 *
 * This header includes every public header of the library. Applications and language bindings need
 * only <mailaccess/session.h>; firmware takes the codecs (<mailaccess/imap_command.h>,
 * <mailaccess/pop3.h>) and moves the octets itself.
 */
#ifndef MAILACCESS_H
#define MAILACCESS_H

#include <mailaccess/base.h>
#include <mailaccess/imap_command.h>
#include <mailaccess/message.h>
#include <mailaccess/pop3.h>
#include <mailaccess/sasl.h>
#include <mailaccess/session.h>
#include <mailaccess/transport.h>

#endif
