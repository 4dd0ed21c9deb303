/* SPDX-License-Identifier: MIT */
#include "transcript.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *need(void *block) {
    if (block == NULL) {
        perror("transcript");
        exit(2);
    }
    return block;
}

static void text_reserve(transcript_text *text, size_t len) {
    if (text->data != NULL && text->capacity - text->len >= len)
        return;
    text->capacity = (text->capacity + len) * 2 + 64;
    text->data = need(realloc(text->data, text->capacity));
}

void transcript_text_add(transcript_text *text, const char *data, size_t len) {
    text_reserve(text, len);
    if (len != 0)
        memcpy(text->data + text->len, data, len);
    text->len += len;
}

void transcript_text_add_str(transcript_text *text, mla_str octets) {
    transcript_text_add(text, octets.ptr, octets.len);
}

void transcript_text_format(transcript_text *text, const char *format, ...) {
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    transcript_text_add(text, line, (size_t)len < sizeof line ? (size_t)len : sizeof line - 1);
}

void transcript_text_add_field(transcript_text *text, const char *name, mla_str value) {
    if (value.ptr == NULL)
        return;
    transcript_text_format(text, " %s", name);
    transcript_text_add_str(text, value);
}

void transcript_text_free(transcript_text *text) {
    free(text->data);
    *text = (transcript_text){0};
}

/* Where a complaint belongs. */
typedef struct reader {
    const char *path;
    int line;
    const char *at;
    const char *end;
} reader;

static _Noreturn void complain(const reader *in, const char *what) {
    fprintf(stderr, "%s:%d: %s\n", in->path, in->line, what);
    exit(2);
}

static int hex_digit(const reader *in, char c) {
    static const char digits[] = "0123456789abcdef";
    const char *found = c != '\0' ? strchr(digits, c | 0x20) : NULL;
    if (found == NULL)
        complain(in, "\\x wants two hexadecimal digits");
    return (int)(found - digits);
}

static void add_char(transcript_text *out, char c) {
    transcript_text_add(out, &c, 1);
}

static void unescape(reader *in, transcript_text *out);

/* \{1000:text}: the text, which holds no such thing itself, a thousand times. */
static void unescape_repeat(reader *in, transcript_text *out) {
    char *behind;
    unsigned long count = strtoul(in->at, &behind, 10);
    if (behind == in->at || *behind != ':')
        complain(in, "a repetition is \\{count:text}");
    in->at = behind + 1;
    transcript_text once = {0};
    while (in->at != in->end && *in->at != '}')
        unescape(in, &once);
    if (in->at == in->end)
        complain(in, "\\{ without }");
    in->at++;
    for (unsigned long i = 0; i < count; i++)
        transcript_text_add(out, once.data, once.len);
    transcript_text_free(&once);
}

/* One character of the file, or one escape. */
static void unescape(reader *in, transcript_text *out) {
    static const char names[] = "rnt0\\\"}s";
    static const char octets[] = "\r\n\t\0\\\"} ";
    char c = *in->at++;
    if (c != '\\') {
        add_char(out, c);
        return;
    }
    if (in->at == in->end)
        complain(in, "a backslash ends the line");
    c = *in->at++;
    const char *name = strchr(names, c);
    if (name != NULL && c != '\0') {
        add_char(out, octets[name - names]);
    } else if (c == 'x' && in->end - in->at >= 2) {
        int value = hex_digit(in, in->at[0]) * 16 + hex_digit(in, in->at[1]);
        in->at += 2;
        add_char(out, (char)value);
    } else if (c == '{') {
        unescape_repeat(in, out);
    } else {
        complain(in, "no such escape");
    }
}

/* A word, or a string in quotes. */
static void read_word(reader *in, transcript_step *step) {
    size_t start = step->octets.len;
    bool quoted = *in->at == '"';
    in->at += quoted;
    while (in->at != in->end && *in->at != (quoted ? '"' : ' '))
        unescape(in, &step->octets);
    if (quoted && in->at++ == in->end)
        complain(in, "a string without its closing quote");
    if (step->word_count == TRANSCRIPT_WORD_MAX)
        complain(in, "too many words");
    step->words[step->word_count++].len = step->octets.len - start;
}

static void read_action(reader *in, transcript_step *step) {
    memcpy(step->status, "MLA_OK", sizeof "MLA_OK");
    while (in->at != in->end) {
        if (*in->at == ' ') {
            in->at++;
        } else if (in->end - in->at > 3 && memcmp(in->at, "-> ", 3) == 0) {
            snprintf(step->status, sizeof step->status, "%.*s", (int)(in->end - in->at - 3),
                     in->at + 3);
            in->at = in->end;
        } else {
            read_word(in, step);
        }
    }
    if (step->word_count == 0)
        complain(in, "an action without a name");
    /* Only now: the block has moved while it grew. */
    const char *at = step->octets.data;
    for (size_t i = 0; i < step->word_count; i++) {
        step->words[i].ptr = at;
        at += step->words[i].len;
    }
}

static void read_octets(reader *in, transcript_step *step) {
    while (in->at != in->end)
        unescape(in, &step->octets);
    transcript_text_add(&step->octets, "", 0);
}

static transcript_case *add_case(reader *in, transcript_file *file) {
    file->cases = need(realloc(file->cases, (file->case_count + 1) * sizeof *file->cases));
    transcript_case *added = &file->cases[file->case_count++];
    *added = (transcript_case){.fixed = true, .growing = true};
    snprintf(added->name, sizeof added->name, "%.*s", (int)(in->end - in->at), in->at);
    return added;
}

static void read_directive(const reader *in, transcript_case *its) {
    mla_str word = {in->at, (size_t)(in->end - in->at)};
    if (mla_str_equal(word, mla_str_from("at-once")))
        its->at_once = true;
    else if (mla_str_equal(word, mla_str_from("fixed")))
        its->growing = false;
    else if (mla_str_equal(word, mla_str_from("growing")))
        its->fixed = false;
    else
        complain(in, "! at-once, ! fixed or ! growing");
}

static void add_step(reader *in, transcript_case *its, int kind) {
    its->steps = need(realloc(its->steps, (its->step_count + 1) * sizeof *its->steps));
    transcript_step *step = &its->steps[its->step_count++];
    *step = (transcript_step){.kind = kind, .line = in->line};
    if (kind == TRANSCRIPT_ACTION)
        read_action(in, step);
    else
        read_octets(in, step);
}

static void read_line(reader *in, transcript_file *file) {
    static const struct {
        char mark[4];
        int kind;
    } kinds[] = {
        {"S: ", TRANSCRIPT_SERVER},
        {"C: ", TRANSCRIPT_CLIENT},
        {"> ", TRANSCRIPT_ACTION},
        {"E: ", TRANSCRIPT_EVENT},
    };
    size_t len = (size_t)(in->end - in->at);
    if (len == 0 || *in->at == '#')
        return;
    if (len > 2 && memcmp(in->at, "= ", 2) == 0) {
        in->at += 2;
        add_case(in, file);
        return;
    }
    if (file->case_count == 0)
        complain(in, "a case begins with \"= name\"");
    transcript_case *its = &file->cases[file->case_count - 1];
    if (len > 2 && memcmp(in->at, "! ", 2) == 0) {
        in->at += 2;
        read_directive(in, its);
        return;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t mark = strlen(kinds[i].mark);
        if (len < mark || memcmp(in->at, kinds[i].mark, mark) != 0)
            continue;
        in->at += mark;
        add_step(in, its, kinds[i].kind);
        return;
    }
    complain(in, "a line begins with \"= \", \"! \", \"> \", \"S: \", \"C: \", \"E: \" or \"#\"");
}

static void read_all(transcript_text *text, const char *path) {
    FILE *in = need(fopen(path, "rb"));
    char block[4096];
    size_t len;
    while ((len = fread(block, 1, sizeof block, in)) != 0)
        transcript_text_add(text, block, len);
    fclose(in);
}

void transcript_read(transcript_file *file, const char *path) {
    *file = (transcript_file){.path = path};
    transcript_text text = {0};
    read_all(&text, path);
    reader in = {.path = path};
    const char *at = text.data;
    const char *end = at + text.len;
    while (at != end) {
        const char *eol = memchr(at, '\n', (size_t)(end - at));
        if (eol == NULL)
            complain(&in, "the last line has no end");
        in.line++;
        in.at = at;
        in.end = eol;
        read_line(&in, file);
        at = eol + 1;
    }
    transcript_text_free(&text);
}

void transcript_free(transcript_file *file) {
    for (size_t i = 0; i < file->case_count; i++) {
        transcript_case *its = &file->cases[i];
        for (size_t j = 0; j < its->step_count; j++)
            transcript_text_free(&its->steps[j].octets);
        free(its->steps);
    }
    free(file->cases);
    *file = (transcript_file){0};
}
