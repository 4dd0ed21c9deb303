/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "transport/tls_file_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/mem.h"
#include "base/wipe.h"
#include "transport/system_text_posix.h"

static int read_all(int fd, char *text, size_t len) {
    size_t have = 0;

    while (have < len) {
        ssize_t got = read(fd, text + have, len - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            errno = got == 0 ? EIO : errno;
            return -1;
        }
        have += (size_t)got;
    }
    text[len] = '\0';
    return 0;
}

static int32_t read_open(const mla_allocator *allocator, int fd, char **text, size_t *len) {
    struct stat facts;

    if (fstat(fd, &facts) < 0)
        return MLA_E_IO;
    if (!S_ISREG(facts.st_mode)) {
        errno = EINVAL;
        return MLA_E_IO;
    }
    if (facts.st_size > (off_t)MLA__TLS_FILE_LIMIT)
        return MLA_E_LIMIT;
    size_t size = (size_t)facts.st_size + 1;
    char *block = mla__alloc(allocator, size);
    if (block == NULL)
        return MLA_E_NO_MEMORY;
    if (read_all(fd, block, size - 1) < 0) {
        mla__wipe(block, size); /* it may be a key */
        mla__release(allocator, block, size);
        return MLA_E_IO;
    }
    *text = block;
    *len = size - 1;
    return MLA_OK;
}

int32_t mla__tls_file_read(const mla_allocator *allocator, const char *path, char **text,
                           size_t *len) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return MLA_E_IO;
    int32_t status = read_open(allocator, fd, text, len);
    int saved = errno;
    (void)close(fd);
    errno = saved;
    return status;
}

void mla__tls_file_explain(int32_t status, char *text, size_t size) {
    char why[96];
    int code = errno;

    if (status == MLA_E_LIMIT)
        (void)snprintf(text, size, "is larger than %u MB", MLA__TLS_FILE_LIMIT >> 20);
    else if (code == EINVAL)
        (void)snprintf(text, size, "cannot be read (it is no file)");
    else
        (void)snprintf(text, size, "cannot be read (%s)", mla__system_text(code, why, sizeof why));
}

const char *mla__tls_file_system_authorities(void) {
    static const char *const paths[] = {
        "/etc/ssl/certs/ca-certificates.crt",                /* Debian, Ubuntu, Arch, Alpine */
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", /* Fedora, RHEL */
        "/etc/pki/tls/certs/ca-bundle.crt",                  /* older Fedora, RHEL */
        "/etc/ssl/ca-bundle.pem",                            /* SUSE */
        "/etc/ssl/cert.pem",                                 /* Alpine, OpenBSD, FreeBSD, macOS */
        "/usr/local/share/certs/ca-root-nss.crt",            /* FreeBSD ports */
        "/etc/openssl/certs/ca-certificates.crt",            /* NetBSD */
    };
    const char *named = getenv("SSL_CERT_FILE");

    if (named != NULL && *named != '\0')
        return named;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        if (access(paths[i], R_OK) == 0)
            return paths[i];
    return NULL;
}
