/* SPDX-License-Identifier: MIT */
/** A file without a name, gone with its descriptor. Functions return -1 and set errno, unless they say otherwise. */
#ifndef MLA_SESSION_SPOOL_FILE_POSIX_H
#define MLA_SESSION_SPOOL_FILE_POSIX_H

#include <stddef.h>
#include <stdint.h>

/** @return a descriptor of a new file in this folder, which only this process can open. */
int mla__spool_file_open(const char *folder);

/** What lies behind the end of the file is zeros. @return 0 when `len` octets are there. */
int mla__spool_file_read(int file, uint64_t at, unsigned char *to, size_t len);

/** @return 0 when all of it is written. */
int mla__spool_file_write(int file, uint64_t at, const unsigned char *from, size_t len);

void mla__spool_file_close(int file);

#endif
