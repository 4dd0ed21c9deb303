/* SPDX-License-Identifier: MIT */
/* A program outside the tree: it knows the installed headers and what pkg-config says, nothing else. */
#include <mailaccess/base.h>
#include <mailaccess/transport.h>

#include <stdio.h>
#include <string.h>

/* The certificate is on the command line, so that a link without mbedTLS cannot pass unseen. */
int main(int argc, char **argv) {
    mla_tls_config config;
    mla_tls_context *context = NULL;
    int32_t status;

    if (argc != 2 || strcmp(mla_version(), MLA_VERSION_STRING) != 0)
        return 1;
    mla_tls_config_init(&config);
    config.ca_file = argv[1];
    status = mla_tls_context_new(&config, &context, NULL);
    mla_tls_context_free(context);
    printf("libmailaccess %s: %s\n", mla_version(), mla_status_name(status));
    return status == MLA_OK ? 0 : 1;
}
