/* SPDX-License-Identifier: MIT */
#include "kept.h"

#include <stdio.h>

static int find(const struct kept *kept, uint32_t operation) {
    int i = 0;
    while (i < KEPT_MAX && kept->operations[i] != operation)
        i++;
    return i;
}

void kept_note(struct kept *kept, uint32_t operation, const char *name) {
    int free_place = find(kept, 0);
    if (free_place == KEPT_MAX) /* not with so few operations under way */
        return;
    kept->operations[free_place] = operation;
    snprintf(kept->names[free_place], STORE_NAME_SIZE, "%s", name);
    kept->last = kept->names[free_place];
}

const char *kept_release(struct kept *kept, uint32_t operation) {
    int place = find(kept, operation);
    if (place == KEPT_MAX)
        return NULL;
    kept->operations[place] = 0;
    return kept->names[place];
}
