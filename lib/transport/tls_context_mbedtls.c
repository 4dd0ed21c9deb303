/* SPDX-License-Identifier: MIT */
#include "transport/tls_mbedtls.h"

#include <errno.h>
#include <psa/crypto.h>
#include <stdio.h>

#include "base/alloc.h"
#include "base/mem.h"
#include "base/wipe.h"
#include "transport/config.h"
#include "transport/tls_file_posix.h"

/* A text with a NUL behind it, as mbedTLS wants PEM to end. */
typedef struct {
    const mla_allocator *allocator;
    char *text;
    size_t len;
    char name[320]; /* "the CA file /etc/ca.pem" */
} loaded;

/* While there is no context, nothing else could hold the text. */
static _Thread_local mla__fault fault;

static int32_t fail(mla_error *error, int32_t status, int native_code, const char *what,
                    const char *problem) {
    (void)mla__fault_set(&fault, status, native_code, MLA_RETRY_NEVER, "%s %s", what, problem);
    if (error != NULL) {
        *error = (mla_error){.struct_size = sizeof *error};
        mla__fault_describe(&fault, error);
    }
    return status;
}

static int32_t fail_no_memory(mla_error *error) {
    return fail(error, MLA_E_NO_MEMORY, 0, "TLS", "has no memory");
}

/* ----- loading ----- */

static int32_t load_file(loaded *to, const char *file, mla_error *error) {
    char problem[128];
    int32_t status = mla__tls_file_read(to->allocator, file, &to->text, &to->len);

    if (status == MLA_OK)
        return MLA_OK;
    if (status == MLA_E_NO_MEMORY)
        return fail_no_memory(error);
    int code = status == MLA_E_IO ? errno : 0;
    mla__tls_file_explain(status, problem, sizeof problem);
    return fail(error, MLA_E_TLS_CONFIG, code, to->name, problem);
}

/* @param what "the CA": a file of it, or a text. */
static int32_t load(loaded *to, const char *what, const char *file, mla_str text,
                    mla_error *error) {
    (void)snprintf(to->name, sizeof to->name, "%s %s%s", what, file != NULL ? "file " : "text",
                   file != NULL ? file : "");
    if (file != NULL)
        return load_file(to, file, error);
    to->text = mla__alloc(to->allocator, text.len + 1);
    if (to->text == NULL)
        return fail_no_memory(error);
    memcpy(to->text, text.ptr, text.len);
    to->text[text.len] = '\0';
    to->len = text.len;
    return MLA_OK;
}

static void unload(loaded *from) {
    if (from->text == NULL)
        return;
    mla__wipe(from->text, from->len);
    mla__release(from->allocator, from->text, from->len + 1);
    from->text = NULL;
}

/* mbedTLS counts the NUL of a PEM text, and must not see one behind DER. */
static size_t counted_len(const loaded *from) {
    return from->len > 0 && from->text[0] == 0x30 ? from->len : from->len + 1;
}

/* ----- authorities ----- */

static int32_t add_authorities(mla_tls_context *context, const char *file, mla_str text,
                               mla_error *error) {
    loaded source = {.allocator = &context->allocator};
    int32_t status = load(&source, "the CA", file, text, error);

    if (status != MLA_OK)
        return status;
    status = mla__authorities_add(&context->authorities, source.text, source.len);
    if (status == MLA_E_NO_MEMORY)
        return fail_no_memory(error);
    return status == MLA_OK ? MLA_OK : fail(error, status, 0, source.name, "holds no certificate");
}

static int32_t load_authorities(mla_tls_context *context, const mla_tls_config *config,
                                mla_error *error) {
    const char *file = config->ca_file;
    const mla_str none = {NULL, 0};
    int32_t status = MLA_OK;

    if (file == NULL && config->ca_pem.ptr == NULL) {
        file = mla__tls_file_system_authorities();
        if (file == NULL)
            return fail(error, MLA_E_TLS_CONFIG, 0, "this system",
                        "has no file of trusted authorities where one is expected: "
                        "install ca-certificates, or give a CA file");
    }
    if (file != NULL)
        status = add_authorities(context, file, none, error);
    if (status == MLA_OK && config->ca_pem.ptr != NULL)
        status = add_authorities(context, NULL, config->ca_pem, error);
    return status;
}

/* ----- client certificate ----- */

static int32_t parse_client_cert(mla_tls_context *context, const loaded *source, mla_error *error) {
    int code = mbedtls_x509_crt_parse(&context->client_cert, (const unsigned char *)source->text,
                                      counted_len(source));

    return code == 0 ? MLA_OK : fail(error, MLA_E_TLS_CONFIG, code, source->name, "cannot be used");
}

static int32_t parse_client_key(mla_tls_context *context, const loaded *source,
                                const char *password, mla_error *error) {
    int code = mbedtls_pk_parse_key(&context->client_key, (const unsigned char *)source->text,
                                    counted_len(source), (const unsigned char *)password,
                                    password == NULL ? 0 : strlen(password) MLA__TLS_RANDOM);

    if (code == MBEDTLS_ERR_PK_PASSWORD_REQUIRED || code == MBEDTLS_ERR_PK_PASSWORD_MISMATCH)
        return fail(error, MLA_E_TLS_CONFIG, code, source->name,
                    "is encrypted, and its password is missing or wrong");
    if (code != 0)
        return fail(error, MLA_E_TLS_CONFIG, code, source->name, "cannot be used");
    code = mbedtls_pk_check_pair(&context->client_cert.pk, &context->client_key MLA__TLS_RANDOM);
    return code == 0 ? MLA_OK
                     : fail(error, MLA_E_TLS_CONFIG, code, source->name,
                            "does not belong to the client certificate");
}

static int32_t load_client(mla_tls_context *context, const mla_tls_config *config,
                           mla_error *error) {
    loaded cert = {.allocator = &context->allocator};
    loaded key = {.allocator = &context->allocator};
    const char *key_file = config->client_key_file;

    if (config->client_cert_file == NULL && config->client_cert_pem.ptr == NULL)
        return MLA_OK;
    if (key_file == NULL && config->client_key_pem.ptr == NULL)
        key_file = config->client_cert_file;
    if (key_file == NULL && config->client_key_pem.ptr == NULL)
        return fail(error, MLA_E_TLS_CONFIG, 0, "a client certificate", "needs its key");
    int32_t status = load(&cert, "the client certificate", config->client_cert_file,
                          config->client_cert_pem, error);
    if (status == MLA_OK)
        status = load(&key, "the client key", key_file, config->client_key_pem, error);
    if (status == MLA_OK)
        status = parse_client_cert(context, &cert, error);
    if (status == MLA_OK)
        status = parse_client_key(context, &key, config->client_key_password, error);
    unload(&key);
    unload(&cert);
    return status;
}

/* ----- the context ----- */

void mla_tls_config_init(mla_tls_config *config) {
    *config = (mla_tls_config){.struct_size = sizeof *config, .min_version = MLA_TLS_1_2};
}

static int32_t init(mla_tls_context *context, const mla_tls_config *config, mla_error *error) {
    context->min_version = config->min_version;
    context->verify = config->insecure_no_verify == 0;
    mla__authorities_init(&context->authorities, &context->allocator);
    mla__tls_sessions_init(&context->sessions, &context->allocator);
    mbedtls_x509_crt_init(&context->client_cert);
    mbedtls_pk_init(&context->client_key);
    psa_status_t psa = psa_crypto_init();
    if (psa != PSA_SUCCESS)
        return fail(error, MLA_E_TLS_CONFIG, psa, "mbedTLS", "cannot start its cryptography");
    int32_t status = context->verify ? load_authorities(context, config, error) : MLA_OK;
    return status == MLA_OK ? load_client(context, config, error) : status;
}

int32_t mla_tls_context_new(const mla_tls_config *config, mla_tls_context **context,
                            mla_error *error) {
    mla_tls_config own;

    mla_tls_config_init(&own);
    if (context == NULL || (config != NULL && !mla__config_copy(&own, sizeof own, config)) ||
        (own.min_version != MLA_TLS_1_2 && own.min_version != MLA_TLS_1_3))
        return fail(error, MLA_E_INVALID, 0, "the TLS options", "are not filled in");
    const mla_allocator *allocator = own.allocator != NULL ? own.allocator : mla_system_allocator();
    mla_tls_context *made = mla__alloc(allocator, sizeof *made);
    if (made == NULL)
        return fail_no_memory(error);
    memset(made, 0, sizeof *made);
    made->allocator = *allocator;
    int32_t status = init(made, &own, error);
    if (status != MLA_OK) {
        mla_tls_context_free(made);
        return status;
    }
    *context = made;
    return MLA_OK;
}

void mla_tls_context_free(mla_tls_context *context) {
    if (context == NULL)
        return;
    mla_allocator allocator = context->allocator;
    mbedtls_pk_free(&context->client_key);
    mbedtls_x509_crt_free(&context->client_cert);
    mla__tls_sessions_deinit(&context->sessions);
    mla__authorities_deinit(&context->authorities);
    mla__release(&allocator, context, sizeof *context);
}
