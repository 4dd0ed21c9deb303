/* SPDX-License-Identifier: MIT */
#include "imap/completion.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/str.h"

static const struct {
    uint8_t code;
    uint8_t retry;
} retries[] = {
    {MLA_IMAP_CODE_AUTHENTICATIONFAILED, MLA_RETRY_CREDENTIALS},
    {MLA_IMAP_CODE_AUTHORIZATIONFAILED, MLA_RETRY_CREDENTIALS},
    {MLA_IMAP_CODE_EXPIRED, MLA_RETRY_CREDENTIALS},
    {MLA_IMAP_CODE_UNAVAILABLE, MLA_RETRY_LATER},
    {MLA_IMAP_CODE_INUSE, MLA_RETRY_LATER},
    {MLA_IMAP_CODE_LIMIT, MLA_RETRY_LATER},
    {MLA_IMAP_CODE_THROTTLED, MLA_RETRY_LATER},
    {MLA_IMAP_CODE_SERVERBUG, MLA_RETRY_LATER},
    {MLA_IMAP_CODE_CONTACTADMIN, MLA_RETRY_NEVER},
    {MLA_IMAP_CODE_PRIVACYREQUIRED, MLA_RETRY_NEVER},
};

static int32_t retry_of_code(int32_t code, int32_t otherwise) {
    for (size_t i = 0; i < sizeof retries / sizeof retries[0]; i++)
        if (retries[i].code == code)
            return retries[i].retry;
    return otherwise;
}

/** @return behind the first place where `phrase` stands; NULL when it does not. */
static const char *find_phrase(const mla_str *text, const char *phrase) {
    for (mla_str rest = *text; rest.len != 0; rest.ptr++, rest.len--)
        if (mla__ascii_starts_with_nocase(rest, phrase))
            return rest.ptr + strlen(phrase);
    return NULL;
}

/* Gmail and Exchange, in NO and OK alike. */
static void read_backoff(mla_error *error) {
    const char *at = find_phrase(&error->server_text, "Suggested Backoff Time: ");
    if (at == NULL)
        return;
    error->retry = MLA_RETRY_LATER;
    (void)mla__number_scan_u64(&at, mla__str_end(error->server_text), &error->retry_after_ms);
}

/* In the order of MLA_IMAP_OK...; PREAUTH with a tag is nothing. */
static const int16_t results[] = {
    [MLA_IMAP_OK] = MLA_OK,
    [MLA_IMAP_NO] = MLA_E_SERVER_NO,
    [MLA_IMAP_BAD] = MLA_E_SERVER_BAD,
    [MLA_IMAP_BYE] = MLA_E_SERVER_BYE,
    [MLA_IMAP_PREAUTH] = MLA_E_SERVER_BAD,
};

int32_t mla__imap_judge(mla_imap *imap, const mla_imap_status *status, uint32_t behaviour) {
    int32_t result = results[status->condition];
    bool is_refused_login = (behaviour & MLA__LOGS_IN) != 0 && result == MLA_E_SERVER_NO;
    int32_t retry = retry_of_code(status->code.type,
                                  is_refused_login ? MLA_RETRY_CREDENTIALS : MLA_RETRY_NEVER);
    if (is_refused_login && retry == MLA_RETRY_CREDENTIALS)
        result = MLA_E_AUTH;
    /* Office365 after a good login, to whatever comes next: credentials, or throttling. */
    if (result != MLA_OK && find_phrase(&status->text, "authenticated but not connected") != NULL) {
        result = MLA_E_AUTH;
        retry = MLA_RETRY_LATER;
    }
    (void)mla__imap_fail(imap, result, NULL);
    imap->error.retry = retry;
    imap->error.server_text = status->text;
    imap->error.server_code = status->code.name;
    read_backoff(&imap->error);
    return result;
}
