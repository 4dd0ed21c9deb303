/* SPDX-License-Identifier: MIT */
#include "pop3/reply.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/number.h"

/* Words one behind the other, in the order of their constants. */
static const char code_names[] = "IN-USE\0LOGIN-DELAY\0SYS/TEMP\0SYS/PERM\0AUTH\0UTF8\0";
static const char capability_names[] = "TOP\0USER\0SASL\0RESP-CODES\0LOGIN-DELAY\0PIPELINING\0"
                                       "EXPIRE\0UIDL\0IMPLEMENTATION\0STLS\0AUTH-RESP-CODE\0"
                                       "UTF8\0LANG\0";

/*
 * The place of a word in such a list, from 0; -1: it is not there. What stands behind a "/" refines the
 * word: "SYS/TEMP/DISK" is SYS/TEMP (RFC 2449 section 8).
 */
static int32_t find(const char *names, mla_str word) {
    for (int32_t i = 0; *names != '\0'; i++) {
        size_t len = strlen(names);
        if (word.len >= len && (word.len == len || word.ptr[len] == '/') &&
            mla__ascii_equal_nocase(word.ptr, names, len))
            return i;
        names += len + 1;
    }
    return -1;
}

/* [at, end) without spaces around it. */
static void set(mla_str *text, const char *at, const char *end) {
    while (at != end && mla__ascii_is_wsp(*at))
        at++;
    while (at != end && mla__ascii_is_wsp(end[-1]))
        end--;
    text->ptr = at;
    text->len = (size_t)(end - at);
}

static bool begins(mla_str line, const char *mark, size_t len) {
    return line.len >= len && mla__ascii_equal_nocase(line.ptr, mark, len);
}

static int32_t condition(mla_str line, size_t *mark) {
    *mark = 3;
    if (begins(line, "+OK", 3))
        return MLA_OK;
    *mark = 4;
    if (begins(line, "-ERR", 4))
        return MLA_E_SERVER_NO;
    *mark = line.ptr[0] == '+';
    return line.ptr[0] == '+' ? MLA_AGAIN : MLA_E_PROTOCOL;
}

int32_t mla__pop3_reply_status(mla_str line, mla_pop3_event *event) {
    size_t mark;
    int32_t status = condition(line, &mark);
    const char *end = line.ptr + line.len;
    set(&event->text, line.ptr + mark, end);
    if (status == MLA_AGAIN || event->text.len == 0 || event->text.ptr[0] != '[')
        return status;
    const char *close = memchr(event->text.ptr, ']', event->text.len);
    if (close == NULL)
        return status;
    set(&event->code_name, event->text.ptr + 1, close);
    event->code = find(code_names, event->code_name) + MLA_POP3_CODE_IN_USE;
    set(&event->text, close + 1, end);
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

bool mla__pop3_reply_blames_credentials(int32_t code) {
    return code <= MLA_POP3_CODE_OTHER || code == MLA_POP3_CODE_AUTH;
}

mla_str mla__pop3_reply_timestamp(mla_str text) {
    mla_str timestamp = {NULL, 0};
    const char *open = memchr(text.ptr, '<', text.len);
    if (open == NULL)
        return timestamp;
    const char *close = memchr(open, '>', (size_t)(text.ptr + text.len - open));
    if (close != NULL)
        set(&timestamp, open, close + 1);
    return timestamp;
}

bool mla__pop3_reply_capability(mla_str line, mla_pop3_event *event) {
    const char *end = line.ptr + line.len;
    set(&line, line.ptr, end);
    const char *at = line.ptr;
    while (at != end && !mla__ascii_is_wsp(*at))
        at++;
    set(&event->name, line.ptr, at);
    set(&event->arguments, at, end);
    int32_t found = find(capability_names, event->name);
    if (found >= 0)
        event->capability = MLA_POP3_CAPABILITY_TOP << found;
    return event->name.len != 0;
}

bool mla__pop3_reply_numbered(mla_str line, mla_pop3_event *event) {
    const char *end = line.ptr + line.len;
    set(&line, line.ptr, end);
    if (mla__number_scan_u64(&line.ptr, end, &event->number) != MLA_OK)
        return false;
    set(&event->id, line.ptr, end);
    return line.ptr == end || mla__ascii_is_wsp(*line.ptr);
}
