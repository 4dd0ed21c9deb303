/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "transport/support.h"

#include <errno.h>
#include <unistd.h>

#include "transport/tls_file_posix.h"

static void a_file_is_read_whole_with_a_nul_behind_it(void **state) {
    char path[] = "/tmp/mla-file-test-XXXXXX";
    int fd = mkstemp(path);
    char *text = NULL;
    heap memory;
    size_t len;

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "abc\0def", 7), 7);
    heap_init(&memory);
    heap_leave(&memory, 1);
    assert_int_equal(mla__tls_file_read(&memory.allocator, path, &text, &len), MLA_OK);
    assert_int_equal(len, 7);
    assert_memory_equal(text, "abc\0def", 8);
    memory.allocator.release(memory.allocator.user, text, len + 1);
    assert_int_equal(mla__tls_file_read(&memory.allocator, path, &text, &len), MLA_E_NO_MEMORY);
    assert_int_equal(ftruncate(fd, (off_t)MLA__TLS_FILE_LIMIT + 1), 0);
    assert_int_equal(mla__tls_file_read(&memory.allocator, path, &text, &len), MLA_E_LIMIT);
    assert_int_equal(memory.blocks, 0);
    (void)close(fd);
    (void)unlink(path);
}

static void what_is_no_file_is_an_error(void **state) {
    const mla_allocator *allocator = mla_system_allocator();
    char *text;
    size_t len;

    (void)state;
    assert_int_equal(mla__tls_file_read(allocator, "/nonexistent", &text, &len), MLA_E_IO);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(mla__tls_file_read(allocator, "/tmp", &text, &len), MLA_E_IO);
    assert_int_equal(mla__tls_file_read(allocator, "/dev/zero", &text, &len), MLA_E_IO);
    assert_int_equal(errno, EINVAL);
}

static void why_a_file_was_not_read_is_told(void **state) {
    char text[128];

    (void)state;
    errno = ENOENT;
    mla__tls_file_explain(MLA_E_IO, text, sizeof text);
    assert_string_equal(text, "cannot be read (No such file or directory)");
    errno = EINVAL;
    mla__tls_file_explain(MLA_E_IO, text, sizeof text);
    assert_string_equal(text, "cannot be read (it is no file)");
    mla__tls_file_explain(MLA_E_LIMIT, text, sizeof text);
    assert_string_equal(text, "is larger than 16 MB");
}

static void the_environment_names_the_authorities(void **state) {
    (void)state;
    (void)setenv("SSL_CERT_FILE", "/somewhere/ca.pem", 1);
    assert_string_equal(mla__tls_file_system_authorities(), "/somewhere/ca.pem");
    (void)setenv("SSL_CERT_FILE", "", 1);
    const char *found = mla__tls_file_system_authorities();
    assert_true(found == NULL || access(found, R_OK) == 0);
    (void)unsetenv("SSL_CERT_FILE");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_whole_with_a_nul_behind_it),
        cmocka_unit_test(what_is_no_file_is_an_error),
        cmocka_unit_test(why_a_file_was_not_read_is_told),
        cmocka_unit_test(the_environment_names_the_authorities),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
