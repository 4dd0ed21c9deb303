/* SPDX-License-Identifier: MIT */
#include "pop3/reply.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/word.h"

/* In the order of their constants. */
static const char code_names[] = "IN-USE\0LOGIN-DELAY\0SYS/TEMP\0SYS/PERM\0AUTH\0UTF8\0";
static const char capability_names[] =
    "TOP\0USER\0SASL\0LOGIN-DELAY\0PIPELINING\0UIDL\0STLS\0UTF8\0";

/* Of a challenge too: base64 has no bracket. */
static void read_code(mla_pop3_event *event) {
    const char *open = event->text.ptr;
    const char *end = open + event->text.len;
    const char *close = open != end && *open == '[' ? memchr(open, ']', event->text.len) : NULL;
    if (close == NULL)
        return;
    mla__word_trim(&event->code_name, open + 1, close);
    mla__word_trim(&event->text, close + 1, end);
    event->code = mla__word_find(code_names, event->code_name) + MLA_POP3_CODE_IN_USE;
}

int32_t mla__pop3_reply_status(mla_pop3_event *event) {
    const char *at = event->data.ptr;
    const char *end = at + event->data.len;
    int32_t status = MLA_E_PROTOCOL;
    if (*at == '-') {
        status = MLA_E_SERVER_NO;
        while (at != end && !mla__ascii_is_wsp(*at))
            at++;
    } else if (*at == '+') {
        status = MLA_AGAIN;
        at++;
        if (end - at >= 2 && mla__ascii_lower(at[0]) == 'o' && mla__ascii_lower(at[1]) == 'k') {
            status = MLA_OK;
            at += 2;
        }
    }
    mla__word_trim(&event->text, at, end);
    read_code(event);
    return status;
}

int32_t mla__pop3_reply_retry(int32_t status, int32_t code) {
    if (code >= MLA_POP3_CODE_IN_USE && code <= MLA_POP3_CODE_SYS_TEMP)
        return MLA_RETRY_LATER;
    if (status == MLA_E_AUTH || code == MLA_POP3_CODE_AUTH)
        return MLA_RETRY_CREDENTIALS;
    if (status == MLA_E_EOF || status == MLA_E_INCOMPLETE || status == MLA_E_SERVER_BYE)
        return MLA_RETRY_RECONNECT;
    return MLA_RETRY_NEVER;
}

bool mla__pop3_reply_capability(mla_pop3_event *event) {
    const char *end = event->data.ptr + event->data.len;
    mla_str *name = &event->name;
    mla__word_trim(name, event->data.ptr, end);
    const char *space = memchr(name->ptr, ' ', name->len);
    if (space != NULL)
        name->len = (size_t)(space - name->ptr);
    mla__word_trim(&event->arguments, name->ptr + name->len, end);
    event->capability = 1u << (mla__word_find(capability_names, *name) + 1);
    event->capability &= ~MLA_POP3_CAPABILITY_KNOWN;
    return name->len != 0;
}

bool mla__pop3_reply_numbered(mla_pop3_event *event) {
    mla_str *rest = &event->id;
    const char *end = event->data.ptr + event->data.len;
    mla__word_trim(rest, event->data.ptr, end);
    if (mla__number_scan_u64(&rest->ptr, end, &event->number) != MLA_OK)
        return false;
    const char *behind = rest->ptr;
    mla__word_trim(rest, behind, end);
    return behind == end || rest->ptr != behind;
}
