/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "command.h"
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

void wipe(void *data, size_t size) {
    volatile char *at = data;
    while (size-- > 0)
        *at++ = 0;
}

/** One line without its end, read unbuffered so that no copy stays behind. errno: E2BIG when it does not fit. */
static bool read_line(int descriptor, char *line, size_t size) {
    size_t len = 0;
    char octet;
    ssize_t got;
    errno = 0;
    while ((got = read(descriptor, &octet, 1)) == 1 && octet != '\n') {
        if (octet == '\0')
            return false;
        if (len + 1 >= size) {
            errno = E2BIG;
            return false;
        }
        line[len++] = octet;
    }
    if (len > 0 && line[len - 1] == '\r')
        len--;
    line[len] = '\0';
    return got >= 0 && len > 0;
}

static int from_file(const struct command *command, char *password, size_t size) {
    const char *path = command->password_file;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return complain(command, EXIT_FILES, "cannot read %s: %s", path, strerror(errno));
    bool read_one = read_line(file, password, size);
    bool too_long = errno == E2BIG;
    close(file);
    if (!read_one && too_long)
        return complain(command, EXIT_LOGIN, "the password in %s is too long", path);
    if (!read_one)
        return complain(command, EXIT_LOGIN, "no password in the first line of %s", path);
    return -1;
}

/** An interrupt ends the reading (see main.c), so that the terminal is put right in any case. */
static bool ask(int terminal, const char *user, char *password, size_t size) {
    struct termios shown;
    FILE *out = fdopen(dup(terminal), "w");
    if (out == NULL)
        return false;
    fputs("Password of ", out);
    print_clean(out, user);
    fputs(": ", out);
    fflush(out);
    bool answered = false;
    if (tcgetattr(terminal, &shown) == 0) {
        struct termios hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        answered =
            tcsetattr(terminal, TCSAFLUSH, &hidden) == 0 && read_line(terminal, password, size);
        tcsetattr(terminal, TCSAFLUSH, &shown);
    }
    fputc('\n', out);
    fclose(out);
    return answered;
}

int password_read(const struct command *command, const char *user, char *password, size_t size) {
    if (command->password_file != NULL)
        return from_file(command, password, size);
    const char *variable = getenv("MAILACCESS_PASSWORD");
    if (variable != NULL && *variable != '\0') {
        if (strlen(variable) >= size)
            return complain(command, EXIT_LOGIN, "MAILACCESS_PASSWORD is too long");
        memcpy(password, variable, strlen(variable) + 1);
        return -1;
    }
    int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0)
        return complain(command, EXIT_LOGIN,
                        "no password: give --password-file or set MAILACCESS_PASSWORD");
    bool answered = ask(terminal, user, password, size);
    close(terminal);
    if (answered)
        return -1;
    return interrupted() ? EXIT_INTERRUPTED : complain(command, EXIT_LOGIN, "no password given");
}
