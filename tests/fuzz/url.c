/* SPDX-License-Identifier: MIT */
/*
 * A URL that a user has typed: it is refused with a reason and changes nothing, or it is taken over, and a URL written from
 * what was taken over means the same.
 */
#include <mailaccess/session.h>

#include "guard.h"
#include "session/options.h"

#define INPUT_MAX 1024u

static mla_options *make_options(guard *memory) {
    mla_options *options = NULL;
    guard_init(memory, 0xa5);
    FUZZ_REQUIRE(mla_options_new(&memory->allocator, &options) == MLA_OK);
    FUZZ_REQUIRE(mla_options_set_host(options, "before.example") == MLA_OK);
    FUZZ_REQUIRE(mla_options_set_user(options, "before") == MLA_OK);
    FUZZ_REQUIRE(mla_options_set_password(options, "secret") == MLA_OK);
    FUZZ_REQUIRE(mla_options_set_port(options, 17) == MLA_OK);
    return options;
}

static void drop_options(mla_options *options, guard *memory) {
    mla_options_free(options);
    FUZZ_REQUIRE(memory->blocks == 0);
}

static void require_same(const mla_options *a, const mla_options *b) {
    for (int i = 0; i < MLA__OPTION_TEXTS; i++)
        FUZZ_REQUIRE(mla_str_equal(a->texts[i], b->texts[i]));
    FUZZ_REQUIRE(a->protocol == b->protocol && a->security == b->security && a->port == b->port);
}

static void require_usable(const mla_options *options) {
    for (int i = 0; i < MLA__OPTION_TEXTS; i++) {
        const char *text = mla__options_text(options, i);
        FUZZ_REQUIRE(text == NULL || strpbrk(text, "\r\n") == NULL);
        FUZZ_REQUIRE(text == NULL || strlen(text) == options->texts[i].len);
    }
    FUZZ_REQUIRE(mla__options_text(options, MLA__OPTION_HOST)[0] != '\0');
    const char *folder = mla__options_text(options, MLA__OPTION_FOLDER);
    FUZZ_REQUIRE(folder == NULL || mla__options_is_line(folder));
    FUZZ_REQUIRE(strcmp(mla__options_text(options, MLA__OPTION_PASSWORD), "secret") == 0);
    FUZZ_REQUIRE(options->port >= 0 && options->port <= UINT16_MAX);
}

/* All of it percent-encoded, which is always right. */
static char *put_encoded(char *to, const char *before, const mla_options *options, int index) {
    const char *text = mla__options_text(options, index);
    if (text == NULL)
        return to;
    to += sprintf(to, "%s", before);
    for (; *text != '\0'; text++)
        to += sprintf(to, "%%%02X", (unsigned char)*text);
    return to;
}

static void write_url(const mla_options *options, char *url) {
    bool is_imap = options->protocol == MLA_PROTOCOL_IMAP;
    bool is_tls = options->security == MLA_SECURITY_TLS;
    url += sprintf(url, "%s%s://", is_imap ? "imap" : "pop", is_tls ? "s" : "");
    url = put_encoded(url, "", options, MLA__OPTION_USER);
    url = put_encoded(url, ";AUTH=", options, MLA__OPTION_MECHANISM);
    url = put_encoded(url, "@[", options, MLA__OPTION_HOST);
    url += sprintf(url, "]");
    if (options->port != 0)
        url += sprintf(url, ":%d", (int)options->port);
    (void)put_encoded(url, "/", options, MLA__OPTION_FOLDER);
}

static void require_round_trip(const mla_options *options) {
    static char url[8 * INPUT_MAX];
    guard memory;
    mla_options *again = make_options(&memory);
    write_url(options, url);
    FUZZ_REQUIRE(mla_options_set_url(again, url) == MLA_OK);
    require_same(options, again);
    drop_options(again, &memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char text[INPUT_MAX + 1];
    guard memory;
    guard untouched_memory;
    if (size > INPUT_MAX)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    mla_str url = guard_copy((mla_str){text, strlen(text) + 1});
    mla_options *options = make_options(&memory);
    mla_options *untouched = make_options(&untouched_memory);
    if (fuzz_hash(data, size) % 8 == 0)
        memory.fail_at = memory.calls + 1 + size % 8;
    int32_t status = mla_options_set_url(options, url.ptr);
    FUZZ_REQUIRE(status == MLA_OK || status == MLA_E_INVALID || status == MLA_E_UNSUPPORTED ||
                 (status == MLA_E_NO_MEMORY && memory.fail_at != 0));
    if (status == MLA_OK) {
        require_usable(options);
        require_round_trip(options);
    } else {
        require_same(options, untouched);
        FUZZ_REQUIRE(mla_options_error_text(options)[0] != '\0');
    }
    drop_options(options, &memory);
    drop_options(untouched, &untouched_memory);
    guard_release(url);
    return 0;
}
