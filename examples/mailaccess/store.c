/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define OWNER ".mailaccess"
#define UNFINISHED ".unfinished" /* one at a time: the lock sees to it */
#define DOUBTFUL ".doubtful"
#define ASIDE_SIZE (STORE_NAME_SIZE + sizeof DOUBTFUL)
#define MAX_ID 100 /* octets of an id that its file's name holds whole */
#define ENCODED_ID_SIZE (2 * MAX_ID + 1)

static int open_folder(struct store *store) {
    if (mkdir(store->path, 0700) != 0 && errno != EEXIST)
        return -1;
    store->folder = open(store->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return store->folder < 0 ? -1 : 0;
}

/** The folder's own name lies in the one around it, which may be unreadable, or of a kind that
 * cannot be synchronised. */
static int sync_name(const struct store *store) {
    int around = openat(store->folder, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (around < 0)
        return errno == EACCES ? 0 : -1;
    int result = fsync(around) == 0 || errno == EINVAL ? 0 : -1;
    int why = errno;
    close(around);
    errno = why;
    return result;
}

static int open_lock(struct store *store) {
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    store->lock = openat(store->folder, OWNER, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (store->lock < 0)
        return STORE_FAILED;
    if (fcntl(store->lock, F_SETLK, &whole) == 0)
        return STORE_OPENED;
    return errno == EACCES || errno == EAGAIN ? STORE_LOCKED : STORE_FAILED;
}

/** A file that store_has() would take for a message of ours. */
static bool is_like_ours(const char *name) {
    size_t len = strlen(name);
    bool is_begun = strspn(name, "0123456789") != 0 || strncmp(name, "uidl-", 5) == 0;
    return is_begun && len > 4 && strcmp(name + len - 4, ".eml") == 0;
}

/** Before the owner is written down there is no message. */
static int check_nothing_is_there(const struct store *store) {
    int result = STORE_OPENED;
    int copy = openat(store->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = copy >= 0 ? fdopendir(copy) : NULL;
    const struct dirent *entry;
    if (folder == NULL) {
        if (copy >= 0)
            close(copy);
        return STORE_FAILED;
    }
    while (result == STORE_OPENED && (entry = readdir(folder)) != NULL)
        if (is_like_ours(entry->d_name))
            result = STORE_ALIEN;
    closedir(folder);
    return result;
}

static int write_owner(const struct store *store, const char *owner, size_t len) {
    if (ftruncate(store->lock, 0) == 0 && pwrite(store->lock, owner, len, 0) == (ssize_t)len &&
        fsync(store->lock) == 0)
        return STORE_OPENED;
    int why = errno;
    ssize_t emptied = ftruncate(store->lock, 0);
    errno = emptied == 0 ? why : errno;
    return STORE_FAILED;
}

/** The first run writes the owner down; later ones compare. One that ended with the power may have left a part. */
static int check_owner(const struct store *store, const char *mailbox) {
    char there[2048];
    char ours[2048];
    int len = snprintf(ours, sizeof ours, "%s\n", mailbox);
    if (len < 0 || (size_t)len >= sizeof ours) {
        errno = ENAMETOOLONG;
        return STORE_FAILED;
    }
    ssize_t got = pread(store->lock, there, sizeof there, 0);
    if (got < 0)
        return STORE_FAILED;
    bool is_cut = got == 0 || there[got - 1] != '\n';
    if (!is_cut)
        return got == len && memcmp(there, ours, (size_t)len) == 0 ? STORE_OPENED : STORE_OTHER;
    int result = check_nothing_is_there(store);
    return result == STORE_OPENED ? write_owner(store, ours, (size_t)len) : result;
}

int store_open(struct store *store, const char *path, const char *mailbox, uint64_t validity) {
    *store = (struct store){.path = path, .folder = -1, .lock = -1, .validity = validity};
    if (open_folder(store) != 0 || sync_name(store) != 0)
        return STORE_FAILED;
    int result = open_lock(store);
    if (result == STORE_OPENED)
        result = check_owner(store, mailbox);
    if (result != STORE_OPENED)
        return result;
    unlinkat(store->folder, UNFINISHED, 0);
    return store_sync(store) == 0 ? STORE_OPENED : STORE_FAILED;
}

void store_close(struct store *store) {
    store_abandon(store);
    if (store->lock >= 0)
        close(store->lock);
    if (store->folder >= 0)
        close(store->folder);
    store->lock = store->folder = -1;
}

/* FNV-1a, 64 bits. A server that makes two ids collide could as well give one id twice. */
static uint64_t digest(const char *text) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    return hash;
}

/** The octets of an id in hexadecimal, so that it can be a file's name whatever it holds; of a long one the
 * beginning, and a digest. */
static void encode_id(const char *id, char text[ENCODED_ID_SIZE]) {
    size_t len = strlen(id);
    size_t shown = len <= MAX_ID ? len : MAX_ID / 2;
    for (size_t i = 0; i < shown; i++)
        snprintf(text + 2 * i, 3, "%02x", (unsigned)(unsigned char)id[i]);
    if (shown < len)
        snprintf(text + 2 * shown, ENCODED_ID_SIZE - 2 * shown, "-%zu-%016" PRIx64, len,
                 digest(id));
}

bool store_name(const struct store *store, const char *id, bool is_stable, char *name) {
    char text[ENCODED_ID_SIZE];
    bool is_uid = store->validity != 0;
    if (*id == '\0' || (is_uid && (strlen(id) > 20 || id[strspn(id, "0123456789")] != '\0')))
        return false;
    if (is_uid)
        snprintf(text, sizeof text, "%s", id);
    else
        encode_id(id, text);
    if (!is_stable) {
        static time_t started;
        if (started == 0)
            started = time(NULL);
        snprintf(name, STORE_NAME_SIZE, "run-%jd-%jd-%s.eml", (intmax_t)started, (intmax_t)getpid(),
                 text);
    } else if (is_uid) {
        snprintf(name, STORE_NAME_SIZE, "%" PRIu64 "-%s.eml", store->validity, text);
    } else {
        snprintf(name, STORE_NAME_SIZE, "uidl-%s.eml", text);
    }
    return true;
}

bool store_has(const struct store *store, const char *id, bool is_stable) {
    char name[STORE_NAME_SIZE];
    struct stat there;
    return store_name(store, id, is_stable, name) &&
           fstatat(store->folder, name, &there, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(there.st_mode);
}

int store_begin(struct store *store, const char *id, bool is_stable) {
    static char buffer[64 * 1024];
    store_abandon(store);
    if (!store_name(store, id, is_stable, store->name)) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int file = openat(store->folder, UNFINISHED,
                      O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return -1;
    store->message = fdopen(file, "wb");
    if (store->message == NULL) {
        close(file);
        return -1;
    }
    setvbuf(store->message, buffer, _IOFBF, sizeof buffer);
    return 0;
}

int store_write(struct store *store, const char *data, size_t len) {
    return fwrite(data, 1, len, store->message) == len ? 0 : -1;
}

static void name_aside(const char *name, char *aside) {
    snprintf(aside, ASIDE_SIZE, "%s%s", name, DOUBTFUL);
}

int store_commit(struct store *store) {
    char aside[ASIDE_SIZE];
    if (fflush(store->message) != 0 || fsync(fileno(store->message)) != 0)
        return -1;
    FILE *message = store->message;
    store->message = NULL;
    if (fclose(message) != 0)
        return -1;
    name_aside(store->name, aside);
    return renameat(store->folder, UNFINISHED, store->folder, aside);
}

int store_confirm(struct store *store, const char *name) {
    char aside[ASIDE_SIZE];
    name_aside(name, aside);
    return renameat(store->folder, aside, store->folder, name);
}

int store_set_aside(struct store *store, const char *name) {
    char aside[ASIDE_SIZE];
    name_aside(name, aside);
    if (renameat(store->folder, name, store->folder, aside) == 0)
        return 0;
    return unlinkat(store->folder, name, 0); /* the server has it still */
}

void store_abandon(struct store *store) {
    if (store->message == NULL)
        return;
    fclose(store->message);
    store->message = NULL;
    unlinkat(store->folder, UNFINISHED, 0);
}

int store_sync(const struct store *store) {
    return fsync(store->folder);
}
