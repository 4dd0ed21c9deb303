/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "worklist.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int worklist_open(struct worklist *list, const char *folder) {
    char path[4096];
    *list = (struct worklist){0};
    int len = snprintf(path, sizeof path, "%s/mailaccess.XXXXXX", folder);
    if (len < 0 || (size_t)len >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int file = mkstemp(path);
    if (file < 0)
        return -1;
    unlink(path);
    list->file = fdopen(file, "w+b");
    if (list->file != NULL)
        return 0;
    close(file);
    return -1;
}

void worklist_close(struct worklist *list) {
    free(list->id);
    if (list->file != NULL)
        fclose(list->file);
    *list = (struct worklist){0};
}

int worklist_add(struct worklist *list, const char *id, bool is_stable, uint64_t size) {
    size_t len = strlen(id) + 1;
    uint64_t uid = strtoull(id, NULL, 10);
    list->descends = list->descends || uid <= list->highest;
    list->highest = uid > list->highest ? uid : list->highest;
    list->count++;
    bool written = fwrite(&size, sizeof size, 1, list->file) == 1 &&
                   fwrite(&is_stable, sizeof is_stable, 1, list->file) == 1 &&
                   fwrite(id, 1, len, list->file) == len;
    return written ? 0 : -1;
}

int worklist_rewind(struct worklist *list) {
    return fseek(list->file, 0, SEEK_SET);
}

bool worklist_next(struct worklist *list) {
    return fread(&list->size, sizeof list->size, 1, list->file) == 1 &&
           fread(&list->is_stable, sizeof list->is_stable, 1, list->file) == 1 &&
           getdelim(&list->id, &list->room, '\0', list->file) > 0;
}

static int compare(const void *a, const void *b) {
    uint64_t one = *(const uint64_t *)a;
    uint64_t other = *(const uint64_t *)b;
    return one < other ? -1 : one > other;
}

int worklist_repeats_uid(struct worklist *list) {
    int repeats = 0;
    size_t count = 0;
    if (!list->descends) /* as RFC 9051 section 2.3.1.1 has it */
        return worklist_rewind(list);
    uint64_t *uids = calloc(list->count, sizeof *uids);
    if (uids == NULL || worklist_rewind(list) != 0) {
        free(uids);
        return -1;
    }
    while (count < list->count && worklist_next(list))
        uids[count++] = strtoull(list->id, NULL, 10);
    qsort(uids, count, sizeof *uids, compare);
    for (size_t i = 1; i < count && !repeats; i++)
        repeats = uids[i] == uids[i - 1];
    free(uids);
    return worklist_rewind(list) == 0 ? repeats : -1;
}
