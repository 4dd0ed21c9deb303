/* SPDX-License-Identifier: MIT */
/** A folder of the test's own, which has to be empty when it goes. */
#ifndef MLA_TESTS_SESSION_TEMPORARY_FOLDER_H
#define MLA_TESTS_SESSION_TEMPORARY_FOLDER_H

#include <unistd.h>

#include "unit.h"

static char temporary_folder[32];

static inline int make_temporary_folder(void **state) {
    (void)state;
    strcpy(temporary_folder, "/tmp/mla.XXXXXX");
    return mkdtemp(temporary_folder) != NULL ? 0 : -1;
}

static inline int remove_temporary_folder(void **state) {
    (void)state;
    return rmdir(temporary_folder);
}

#endif
