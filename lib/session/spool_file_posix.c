/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "session/spool_file_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "transport/random_posix.h"

/* mkstemp() would leave it open in the programs that another thread starts meanwhile. */
int mla__spool_file_open(const char *folder) {
    char path[PATH_MAX];
    uint64_t random;

    if (mla__random(&random, sizeof random) != MLA_OK)
        return -1;
    int len = snprintf(path, sizeof path, "%s/mailaccess-%016" PRIx64, folder, random);
    if (len < 0 || (size_t)len >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file >= 0)
        (void)unlink(path);
    return file;
}

int mla__spool_file_read(int file, uint64_t at, unsigned char *to, size_t len) {
    while (len != 0) {
        ssize_t got = pread(file, to, len, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0) {
            memset(to, 0, len);
            return 0;
        }
        to += got;
        at += (uint64_t)got;
        len -= (size_t)got;
    }
    return 0;
}

int mla__spool_file_write(int file, uint64_t at, const unsigned char *from, size_t len) {
    while (len != 0) {
        ssize_t put = pwrite(file, from, len, (off_t)at);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return -1;
        from += put;
        at += (uint64_t)put;
        len -= (size_t)put;
    }
    return 0;
}

void mla__spool_file_close(int file) {
    (void)close(file);
}
