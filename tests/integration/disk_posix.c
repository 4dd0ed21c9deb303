/* SPDX-License-Identifier: MIT */
/**
 * Preloaded into the command: notes what it asks of the disk, and can refuse one thing as a full disk does.
 *
 * MLA_TEST_DISK_LOG   a file; a line for each call, such as "fsync .unfinished", "rename 7-1.eml"
 * MLA_TEST_DISK_FULL  a line of that kind: this call fails with ENOSPC
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* @return 0, or -1 when this call is the one that must fail. */
static int note(const char *call, const char *name) {
    const char *log = getenv("MLA_TEST_DISK_LOG");
    const char *full = getenv("MLA_TEST_DISK_FULL");
    char line[256];
    int len = snprintf(line, sizeof line, "%s %s\n", call, name);

    if (len < 0 || (size_t)len >= sizeof line)
        abort();
    if (log != NULL) {
        int file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (file < 0 || write(file, line, (size_t)len) != len)
            abort();
        close(file);
    }
    line[len - 1] = '\0';
    if (full == NULL || strcmp(full, line) != 0)
        return 0;
    errno = ENOSPC;
    return -1;
}

int fsync(int descriptor) {
    int (*real)(int);
    char link[64];
    char path[1024];

    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t len = readlink(link, path, sizeof path - 1);
    path[len > 0 ? len : 0] = '\0';
    const char *slash = strrchr(path, '/');
    if (note("fsync", slash != NULL ? slash + 1 : path) != 0)
        return -1;
    *(void **)&real = dlsym(RTLD_NEXT, "fsync");
    return real(descriptor);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    int (*real)(int, const char *, int, const char *);

    if (note("rename", to) != 0)
        return -1;
    *(void **)&real = dlsym(RTLD_NEXT, "renameat");
    return real(from_folder, from, to_folder, to);
}
