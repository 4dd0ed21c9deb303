/* SPDX-License-Identifier: MIT */
/* Commands of any state, and those before the login (RFC 9051 sections 6.1 and 6.2). */
#include <mailaccess/imap_command.h>

#include "imap/command.h"
#include "imap/encoder.h"

int32_t mla_imap_submit_capability(mla_imap *imap, uint32_t *command) {
    return mla__submit(imap, MLA__IMAP_CAPABILITY, NULL, command);
}

int32_t mla_imap_submit_noop(mla_imap *imap, uint32_t *command) {
    return mla__submit(imap, MLA__IMAP_NOOP, NULL, command);
}

int32_t mla_imap_submit_logout(mla_imap *imap, uint32_t *command) {
    return mla__submit(imap, MLA__IMAP_LOGOUT, NULL, command);
}

int32_t mla_imap_submit_expunge(mla_imap *imap, uint32_t *command) {
    return mla__submit(imap, MLA__IMAP_EXPUNGE, NULL, command);
}

int32_t mla_imap_submit_close(mla_imap *imap, uint32_t *command) {
    return mla__submit(imap, MLA__IMAP_CLOSE, NULL, command);
}

int32_t mla_imap_submit_starttls(mla_imap *imap, uint32_t *command) {
    return mla__submit(imap, MLA__IMAP_STARTTLS, NULL, command);
}

int32_t mla_imap_submit_login(mla_imap *imap, mla_str user, mla_str password, uint32_t *command) {
    const mla_str arguments[] = {user, password};
    return mla__submit(imap, MLA__IMAP_LOGIN, arguments, command);
}
