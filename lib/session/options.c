/* SPDX-License-Identifier: MIT */
#include "session/options.h"

#include <string.h>

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/wipe.h"
#include "message/utf8.h"

#define CONNECT_TIMEOUT_MS 30000
#define IDLE_TIMEOUT_MS 60000
#define QUEUE_LIMIT 1000000

/* ----- life ----- */

static uint64_t system_clock(void *user) {
    (void)user;
    return mla_system_now_ms();
}

static void set_defaults(mla_options *options, const mla_allocator *allocator) {
    *options = (mla_options){
        .allocator = *allocator,
        .protocol = MLA_WITH_IMAP ? MLA_PROTOCOL_IMAP : MLA_PROTOCOL_POP3,
        .security = MLA_SECURITY_TLS,
        .tls_min_version = MLA_TLS_1_2,
        .connect_timeout_ms = CONNECT_TIMEOUT_MS,
        .idle_timeout_ms = IDLE_TIMEOUT_MS,
        .queue_limit = QUEUE_LIMIT,
        .now_ms = system_clock,
        .error_text = "",
    };
}

int32_t mla_options_new(const mla_allocator *allocator, mla_options **options) {
    if (options == NULL)
        return MLA_E_INVALID;
    *options = NULL;
    if (allocator == NULL)
        allocator = mla_system_allocator();
    if (allocator->alloc == NULL || allocator->resize == NULL || allocator->release == NULL)
        return MLA_E_INVALID;
    mla_options *made = mla__alloc(allocator, sizeof *made);
    if (made == NULL)
        return MLA_E_NO_MEMORY;
    set_defaults(made, allocator);
    made->tls = mla__tls_share_new(allocator);
    if (made->tls == NULL) {
        mla__release(allocator, made, sizeof *made);
        return MLA_E_NO_MEMORY;
    }
    *options = made;
    return MLA_OK;
}

void mla__options_deinit(mla_options *options) {
    for (int i = 0; i < MLA__OPTION_TEXTS; i++)
        mla__options_forget(options, i);
    mla_transport_free(options->transport);
    options->transport = NULL;
    mla__tls_share_leave(options->tls);
    options->tls = NULL;
}

void mla_options_free(mla_options *options) {
    if (options == NULL)
        return;
    mla_allocator allocator = options->allocator;
    mla__options_deinit(options);
    mla__release(&allocator, options, sizeof *options);
}

int32_t mla__options_copy(const mla_options *from, mla_options *to) {
    *to = *from;
    to->transport = NULL;
    to->tls = mla__tls_share_join(from->tls);
    memset(to->texts, 0, sizeof to->texts);
    for (int i = 0; i < MLA__OPTION_TEXTS; i++) {
        if (mla__options_set_text(to, i, from->texts[i]) != MLA_OK) {
            mla__options_deinit(to);
            return MLA_E_NO_MEMORY;
        }
    }
    return MLA_OK;
}

const char *mla_options_error_text(const mla_options *options) {
    return options != NULL ? options->error_text : "";
}

int32_t mla__options_refuse(mla_options *options, int32_t status, const char *why) {
    if (options == NULL)
        return MLA_E_INVALID;
    options->error_text = why;
    return status;
}

int32_t mla__options_accept(mla_options *options) {
    if (options == NULL)
        return MLA_E_INVALID;
    options->error_text = "";
    return MLA_OK;
}

/* ----- strings ----- */

void mla__options_forget(mla_options *options, int index) {
    mla_str *text = &options->texts[index];

    if (text->ptr == NULL)
        return;
    char *octets = (char *)(uintptr_t)text->ptr; /* ours: const for the readers only */
    mla__wipe(octets, text->len);
    mla__release(&options->allocator, octets, text->len + 1);
    *text = (mla_str){NULL, 0};
}

int32_t mla__options_set_text(mla_options *options, int index, mla_str text) {
    char *copy = NULL;

    if (options == NULL)
        return MLA_E_INVALID;
    if (text.ptr != NULL) {
        copy = mla__alloc(&options->allocator, text.len + 1);
        if (copy == NULL)
            return mla__options_refuse(options, MLA_E_NO_MEMORY, "out of memory");
        memcpy(copy, text.ptr, text.len);
        copy[text.len] = '\0';
    }
    mla__options_forget(options, index);
    options->texts[index] = (mla_str){copy, text.len};
    return mla__options_accept(options);
}

const char *mla__options_text(const mla_options *options, int index) {
    return options->texts[index].ptr;
}

/* What goes into a line of the protocol. */
static int32_t set_line(mla_options *options, int index, const char *text) {
    if (text != NULL && strpbrk(text, "\r\n") != NULL)
        return mla__options_refuse(options, MLA_E_INVALID,
                                   "the text holds a line break, which would end the command");
    return mla__options_set_text(options, index, mla_str_from(text));
}

int32_t mla_options_set_host(mla_options *options, const char *host) {
    if (host != NULL && (*host == '\0' || strpbrk(host, " /[]@") != NULL))
        return mla__options_refuse(options, MLA_E_INVALID,
                                   "the host is neither a name nor an address without brackets");
    return set_line(options, MLA__OPTION_HOST, host);
}

bool mla__options_is_line(const char *text) {
    mla_str left = mla_str_from(text);
    uint32_t character;

    while (left.len != 0) {
        int octets = mla__utf8_read(left.ptr, left.len, &character);
        if (octets <= 0 || mla__ascii_is_eol(*left.ptr))
            return false;
        left = (mla_str){left.ptr + octets, left.len - (size_t)octets};
    }
    return true;
}

int32_t mla_options_set_folder(mla_options *options, const char *folder) {
    if (folder != NULL && *folder == '\0')
        folder = NULL;
    if (!mla__options_is_line(folder))
        return mla__options_refuse(options, MLA_E_INVALID,
                                   "the folder is not UTF-8, or holds a line break");
    return mla__options_set_text(options, MLA__OPTION_FOLDER, mla_str_from(folder));
}

int32_t mla_options_set_user(mla_options *options, const char *user) {
    if (user != NULL && *user == '\0')
        return mla__options_refuse(options, MLA_E_INVALID, "the user name is empty");
    return set_line(options, MLA__OPTION_USER, user);
}

int32_t mla_options_set_password(mla_options *options, const char *password) {
    return set_line(options, MLA__OPTION_PASSWORD, password);
}

int32_t mla_options_set_authorization_id(mla_options *options, const char *id) {
    return set_line(options, MLA__OPTION_AUTHORIZATION_ID, id);
}

int32_t mla_options_set_mechanism(mla_options *options, const char *mechanism) {
    if (mechanism != NULL && strcmp(mechanism, "*") == 0)
        mechanism = NULL;
    if (mechanism != NULL && !mla_str_equal_nocase(mla_str_from(mechanism), mla_str_from("PLAIN")))
        return mla__options_refuse(options, MLA_E_UNSUPPORTED,
                                   "of the mechanisms this version knows PLAIN only");
    return mla__options_set_text(options, MLA__OPTION_MECHANISM, mla_str_from(mechanism));
}

int32_t mla_options_set_temporary_folder(mla_options *options, const char *folder) {
    if (folder != NULL && *folder == '\0')
        return mla__options_refuse(options, MLA_E_INVALID, "the temporary folder has no name");
    return mla__options_set_text(options, MLA__OPTION_TEMPORARY_FOLDER, mla_str_from(folder));
}

int32_t mla__options_part_from_tls(mla_options *options) {
    if (options == NULL)
        return MLA_E_INVALID;
    if (mla__tls_share_context(options->tls) == NULL)
        return MLA_OK;
    mla__tls_share *made = mla__tls_share_new(&options->allocator);
    if (made == NULL)
        return mla__options_refuse(options, MLA_E_NO_MEMORY, "out of memory");
    mla__tls_share_leave(options->tls);
    options->tls = made;
    return MLA_OK;
}

int32_t mla_options_set_ca_file(mla_options *options, const char *path) {
    int32_t status = mla__options_part_from_tls(options);

    return status == MLA_OK
               ? mla__options_set_text(options, MLA__OPTION_CA_FILE, mla_str_from(path))
               : status;
}

int32_t mla_options_set_ca_pem(mla_options *options, const char *pem, size_t len) {
    if (pem == NULL && len != 0)
        return mla__options_refuse(options, MLA_E_INVALID, "the certificate is NULL");
    int32_t status = mla__options_part_from_tls(options);
    return status == MLA_OK ? mla__options_set_text(options, MLA__OPTION_CA_PEM,
                                                    (mla_str){len != 0 ? pem : NULL, len})
                            : status;
}

int32_t mla_options_set_client_certificate(mla_options *options, const char *certificate_file,
                                           const char *key_file, const char *key_password) {
    const char *texts[] = {certificate_file, key_file, key_password};
    mla_str before[3];
    int32_t status = mla__options_part_from_tls(options);

    if (status != MLA_OK)
        return status;
    memcpy(before, &options->texts[MLA__OPTION_CLIENT_CERTIFICATE], sizeof before);
    memset(&options->texts[MLA__OPTION_CLIENT_CERTIFICATE], 0, sizeof before);
    for (int i = 0; i < 3 && status == MLA_OK; i++)
        status = mla__options_set_text(options, MLA__OPTION_CLIENT_CERTIFICATE + i,
                                       mla_str_from(texts[i]));
    for (int i = 0; i < 3; i++) { /* drop the old ones, or the new ones when one failed */
        int index = MLA__OPTION_CLIENT_CERTIFICATE + i;
        mla_str made = options->texts[index];
        options->texts[index] = status == MLA_OK ? before[i] : made;
        mla__options_forget(options, index);
        options->texts[index] = status == MLA_OK ? made : before[i];
    }
    return status;
}

/* ----- what the caller brings ----- */

int32_t mla_options_set_trace(mla_options *options,
                              void (*write)(void *user, int32_t kind, const char *data, size_t len),
                              void *user) {
    if (options == NULL)
        return MLA_E_INVALID;
    options->trace = (mla_trace){user, write};
    return mla__options_accept(options);
}

int32_t mla_options_set_transport(mla_options *options, mla_transport *transport) {
    if (options == NULL)
        return MLA_E_INVALID;
    if (transport != options->transport)
        mla_transport_free(options->transport);
    options->transport = transport;
    return mla__options_accept(options);
}

int32_t mla_options_set_clock(mla_options *options, uint64_t (*now_ms)(void *user), void *user) {
    if (options == NULL)
        return MLA_E_INVALID;
    options->now_ms = now_ms != NULL ? now_ms : system_clock;
    options->clock_user = user;
    return mla__options_accept(options);
}

/* ----- what is set ----- */

static const char *text_or_empty(const mla_options *options, int index) {
    const char *text = options != NULL ? mla__options_text(options, index) : NULL;

    return text != NULL ? text : "";
}

int32_t mla_options_protocol(const mla_options *options) {
    return options != NULL ? options->protocol : 0;
}

int32_t mla_options_security(const mla_options *options) {
    return options != NULL ? options->security : 0;
}

const char *mla_options_host(const mla_options *options) {
    return text_or_empty(options, MLA__OPTION_HOST);
}

int32_t mla_options_port(const mla_options *options) {
    if (options == NULL)
        return 0;
    bool is_imap = options->protocol == MLA_PROTOCOL_IMAP;
    if (options->port != 0)
        return options->port;
    if (options->security == MLA_SECURITY_TLS)
        return is_imap ? 993 : 995;
    return is_imap ? 143 : 110;
}

const char *mla_options_user(const mla_options *options) {
    return text_or_empty(options, MLA__OPTION_USER);
}

const char *mla_options_folder(const mla_options *options) {
    return text_or_empty(options, MLA__OPTION_FOLDER);
}
