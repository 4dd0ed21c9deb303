/* SPDX-License-Identifier: MIT */
/*
 * The plain engine: runs a target over files, over all files of folders, or over what comes on stdin when there is no
 * argument. It prints TAP, one test for each file; a target that finds something aborts and leaves the plan
 * unfinished, the name of the input being the last line on stderr but for the report.
 */
#include <dirent.h>
#include <sys/stat.h>

#include "guard.h"

#define INPUT_MAX ((size_t)1 << 21)

static size_t tests;

static void run(FILE *in, const char *name) {
    static char input[INPUT_MAX];
    size_t len = fread(input, 1, sizeof input, in);
    mla_str placed = guard_copy((mla_str){input, len});
    (void)LLVMFuzzerTestOneInput((const uint8_t *)placed.ptr, placed.len);
    guard_release(placed);
    printf("ok %zu - %s\n", ++tests, name);
}

static int run_file(const char *path, const char *name) {
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        perror(path);
        return 2;
    }
    fprintf(stderr, "%s\n", path);
    run(in, name);
    fclose(in);
    return 0;
}

static int is_file(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

static int run_folder(const char *path, struct dirent **entries, int count) {
    int failed = 0;
    for (int i = 0; i < count; i++) {
        char file[4096];
        const char *name = entries[i]->d_name;
        snprintf(file, sizeof file, "%s/%s", path, name);
        failed |= run_file(file, name);
        free(entries[i]);
    }
    free(entries);
    return failed;
}

static int run_path(const char *path) {
    struct stat about;
    if (stat(path, &about) != 0 || !S_ISDIR(about.st_mode))
        return run_file(path, path);
    struct dirent **entries;
    int count = scandir(path, &entries, is_file, alphasort);
    if (count >= 0)
        return run_folder(path, entries, count);
    perror(path);
    return 2;
}

int main(int argc, char **argv) {
    int failed = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc == 1)
        run(stdin, "standard input");
    for (int i = 1; i < argc; i++)
        failed |= run_path(argv[i]);
    printf("1..%zu\n", tests);
    return failed;
}
