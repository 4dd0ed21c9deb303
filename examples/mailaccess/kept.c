/* SPDX-License-Identifier: MIT */
#include "kept.h"

#include <stdio.h>

static int find(const struct kept *kept, uint32_t operation) {
    int i = 0;
    while (i < KEPT_MAX && kept->operations[i] != operation)
        i++;
    return i;
}

void kept_begin(struct kept *kept, uint32_t operation, uint64_t size) {
    int place = find(kept, 0);
    if (place == KEPT_MAX)
        return;
    kept->operations[place] = operation;
    kept->sizes[place] = size;
    kept->names[place][0] = '\0';
}

uint64_t kept_size(const struct kept *kept, uint32_t operation) {
    int place = find(kept, operation);
    return place != KEPT_MAX ? kept->sizes[place] : 0;
}

void kept_note(struct kept *kept, uint32_t operation, const char *name) {
    int place = find(kept, operation);
    if (place == KEPT_MAX)
        return;
    snprintf(kept->names[place], STORE_NAME_SIZE, "%s", name);
    snprintf(kept->last, STORE_NAME_SIZE, "%s", name);
}

const char *kept_release(struct kept *kept, uint32_t operation) {
    int place = find(kept, operation);
    if (place == KEPT_MAX)
        return NULL;
    kept->operations[place] = 0;
    return kept->names[place][0] != '\0' ? kept->names[place] : NULL;
}
