/* SPDX-License-Identifier: MIT */
/* Commands of any state, and those before the login (RFC 9051 sections 6.1 and 6.2). */
#include <mailaccess/imap_command.h>

#include "imap/command.h"
#include "imap/encoder.h"

static int32_t submit_plain(mla_imap *imap, uint8_t kind, uint32_t *command) {
    mla__begin(imap, kind);
    return mla__end(imap, command);
}

int32_t mla_imap_submit_capability(mla_imap *imap, uint32_t *command) {
    return submit_plain(imap, MLA__IMAP_CAPABILITY, command);
}

int32_t mla_imap_submit_noop(mla_imap *imap, uint32_t *command) {
    return submit_plain(imap, MLA__IMAP_NOOP, command);
}

int32_t mla_imap_submit_logout(mla_imap *imap, uint32_t *command) {
    return submit_plain(imap, MLA__IMAP_LOGOUT, command);
}

int32_t mla_imap_submit_expunge(mla_imap *imap, uint32_t *command) {
    return submit_plain(imap, MLA__IMAP_EXPUNGE, command);
}

int32_t mla_imap_submit_close(mla_imap *imap, uint32_t *command) {
    return submit_plain(imap, MLA__IMAP_CLOSE, command);
}

int32_t mla_imap_submit_starttls(mla_imap *imap, uint32_t *command) {
    mla__begin(imap, MLA__IMAP_STARTTLS);
    if (mla__capabilities_lack(&imap->capabilities, MLA_IMAP_CAP_STARTTLS))
        mla__refuse(imap, MLA_E_UNSUPPORTED, "no STARTTLS");
    return mla__end(imap, command);
}

int32_t mla_imap_submit_login(mla_imap *imap, mla_str user, mla_str password, uint32_t *command) {
    mla__begin(imap, MLA__IMAP_LOGIN);
    if (mla__capabilities_have(&imap->capabilities, MLA_IMAP_CAP_LOGINDISABLED))
        mla__refuse(imap, MLA_E_UNSUPPORTED, "LOGINDISABLED");
    mla__put_string(imap, user);
    mla__put_char(imap, ' ');
    mla__put_secret(imap, password);
    return mla__end(imap, command);
}
