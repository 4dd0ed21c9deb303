/* SPDX-License-Identifier: MIT */
#include "sent.h"

static void begin_line(sent *self) {
    self->len = self->line_at = self->literal_left = self->literal_size = 0;
}

/* {12} or {12+} at the end of the line. */
static bool ends_in_literal(const sent *self, size_t *size) {
    const char *end = self->line + self->len - 2;
    const char *from = self->line + self->line_at;
    if (end == from || end[-1] != '}')
        return false;
    const char *at = end - 1;
    at -= at != from && at[-1] == '+';
    const char *digits = at;
    while (at != from && at[-1] >= '0' && at[-1] <= '9')
        at--;
    if (at == digits || at == from || at[-1] != '{')
        return false;
    *size = strtoul(at, NULL, 10);
    return true;
}

/* "A12 " in front of a command. */
static uint32_t tag_of(const sent *self) {
    char *behind;
    unsigned long number = self->line[0] == 'A' ? strtoul(self->line + 1, &behind, 10) : 0;
    return number != 0 && *behind == ' ' ? (uint32_t)number : 0;
}

static bool is_base64(const sent *self) {
    for (size_t i = 0; i + 2 < self->len; i++) {
        char c = self->line[i];
        bool is = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!is && c != '+' && c != '/' && c != '=')
            return self->len == 3 && c == '*';
    }
    return true;
}

static void end_command(sent *self) {
    uint32_t tag = tag_of(self);
    if (self->exchange != 0 && tag == 0) {
        FUZZ_REQUIRE(is_base64(self));
        return;
    }
    /* AUTHENTICATE may be tried again under the same tag. */
    FUZZ_REQUIRE(tag > self->command || (tag == self->exchange && tag != 0));
    self->command = tag;
    const char *name = memchr(self->line, ' ', self->len);
    self->exchange = memcmp(name, " AUTHENTICATE ", 14) == 0 ? tag : 0;
}

static void end_line(sent *self) {
    const char *line = self->line + self->line_at;
    size_t len = self->len - self->line_at;
    FUZZ_REQUIRE(len >= 2 && line[len - 2] == '\r');
    FUZZ_REQUIRE(memchr(line, '\r', len - 2) == NULL && memchr(line, '\0', len) == NULL);
    if (ends_in_literal(self, &self->literal_size)) {
        self->literal_left = self->literal_size;
        self->line_at = self->len;
        return;
    }
    end_command(self);
    begin_line(self);
}

void sent_add(sent *self, const char *data, size_t len) {
    for (size_t i = 0; i < len; i++) {
        if (self->literal_left != 0) {
            self->literal_left--;
            continue;
        }
        FUZZ_REQUIRE(self->len + 1 < SENT_LINE_MAX);
        self->line[self->len++] = data[i];
        if (data[i] == '\n')
            end_line(self);
    }
}

void sent_done(sent *self, uint32_t command, bool is_sent) {
    if (self->exchange == command)
        self->exchange = 0;
    if (self->len == 0 || !is_sent)
        return;
    self->line[self->len] = '\0';
    if (tag_of(self) != command)
        return;
    FUZZ_REQUIRE(self->line_at == self->len && self->literal_left == self->literal_size);
    begin_line(self);
}
