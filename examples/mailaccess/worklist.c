/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "worklist.h"

#include <stdlib.h>
#include <string.h>

int worklist_open(struct worklist *list) {
    *list = (struct worklist){.file = tmpfile()};
    return list->file != NULL ? 0 : -1;
}

void worklist_close(struct worklist *list) {
    free(list->id);
    if (list->file != NULL)
        fclose(list->file);
    *list = (struct worklist){0};
}

int worklist_add(struct worklist *list, const char *id, uint64_t size) {
    size_t len = strlen(id) + 1;
    bool written =
        fwrite(&size, sizeof size, 1, list->file) == 1 && fwrite(id, 1, len, list->file) == len;
    return written ? 0 : -1;
}

int worklist_rewind(struct worklist *list) {
    return fseek(list->file, 0, SEEK_SET);
}

bool worklist_next(struct worklist *list) {
    return fread(&list->size, sizeof list->size, 1, list->file) == 1 &&
           getdelim(&list->id, &list->room, '\0', list->file) > 0;
}
