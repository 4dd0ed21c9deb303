/* SPDX-License-Identifier: MIT */
#include "transcript.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* At most so many octets are fed for all the splits of one case; a long case is split at its ends. */
#define SPLIT_BUDGET (16u << 20)

/* An allocator that counts, and fails once when told to. */
typedef struct heap {
    mla_allocator allocator;
    size_t calls;
    size_t fail_at; /* the number of the call that fails, from 1; 0: none */
    size_t octets;  /* not given back yet */
} heap;

static void *heap_alloc(void *user, size_t size) {
    heap *self = user;
    if (++self->calls == self->fail_at)
        return NULL;
    self->octets += size;
    return malloc(size);
}

static void *heap_resize(void *user, void *ptr, size_t old_size, size_t new_size) {
    heap *self = user;
    if (++self->calls == self->fail_at)
        return NULL;
    self->octets += new_size - old_size;
    return realloc(ptr, new_size);
}

static void heap_release(void *user, void *ptr, size_t size) {
    heap *self = user;
    self->octets -= size;
    free(ptr);
}

/* One way to play a case. */
typedef struct way {
    bool fixed;
    size_t piece;    /* octets at a time; SIZE_MAX: all there are */
    size_t split_at; /* the octet of the whole case before which a piece ends; SIZE_MAX: none */
    size_t fail_at;  /* the allocation that fails; 0: none */
} way;

typedef struct player {
    const transcript_protocol *protocol;
    const transcript_file *file;
    const transcript_case *its;
    way how;
    heap memory;
    size_t calls_created; /* allocations when the connection was there */
    void *connection;
    size_t fed;
    int32_t last;           /* what `next` returned last */
    bool no_memory;         /* somebody said MLA_E_NO_MEMORY */
    transcript_text events; /* one behind the other */
    size_t *starts;         /* where each begins */
    size_t event_count;
    size_t event_read;
    size_t head_len; /* of the last event: without its data */
    transcript_text output;
    size_t output_read;
    transcript_text complaint;
} player;

static void show(transcript_text *out, const char *data, size_t len) {
    size_t shown = len < 300 ? len : 300;
    for (size_t i = 0; i < shown; i++) {
        unsigned char c = (unsigned char)data[i];
        if (c >= 0x20 && c < 0x7f)
            transcript_text_format(out, "%c", c);
        else if (c == '\r' || c == '\n')
            transcript_text_format(out, c == '\r' ? "\\r" : "\\n");
        else
            transcript_text_format(out, "\\x%02x", c);
    }
    if (shown != len)
        transcript_text_format(out, "... (%zu octets)", len);
}

static bool complain(player *self, int line, const char *what, mla_str got, mla_str wanted) {
    transcript_text *out = &self->complaint;
    transcript_text_format(out, "# %s:%d: %s\n#   got:    ", self->file->path, line, what);
    show(out, got.ptr, got.len);
    transcript_text_format(out, "\n#   wanted: ");
    show(out, wanted.ptr, wanted.len);
    transcript_text_format(out, "\n");
    return false;
}

static mla_str event_at(const player *self, size_t i) {
    size_t end = i + 1 < self->event_count ? self->starts[i + 1] : self->events.len;
    return (mla_str){self->events.data + self->starts[i], end - self->starts[i]};
}

/* The event that stands behind the others in `events` becomes one of them, or part of the last. */
static void log_event(player *self, size_t start, mla_str data) {
    size_t head = self->events.len - start;
    if (data.ptr != NULL && self->event_count != 0 && self->head_len == head) {
        size_t last = self->starts[self->event_count - 1];
        if (memcmp(self->events.data + last, self->events.data + start, head) == 0) {
            self->events.len = start;
            transcript_text_add_str(&self->events, data);
            return;
        }
    }
    self->starts = realloc(self->starts, (self->event_count + 1) * sizeof *self->starts);
    self->starts[self->event_count++] = start;
    self->head_len = data.ptr != NULL ? head : SIZE_MAX;
    if (data.ptr == NULL)
        return;
    transcript_text_add(&self->events, " ", 1);
    transcript_text_add_str(&self->events, data);
}

static void take_output(player *self) {
    while (self->protocol->take(self->connection, &self->output, self->how.piece) != 0) {
    }
}

/* Takes all events and all output that there are. */
static void pump(player *self) {
    int32_t status;
    do {
        size_t start = self->events.len;
        mla_str data = {NULL, 0};
        status = self->protocol->next(self->connection, &self->events, &data);
        if (status == MLA_OK) {
            log_event(self, start, data);
        } else if (status != MLA_AGAIN && status != self->last) {
            if (status == MLA_END)
                transcript_text_format(&self->events, "END");
            else
                transcript_text_format(&self->events, "ERROR %s", mla_status_name(status));
            log_event(self, start, (mla_str){NULL, 0});
        }
        if (status != MLA_OK)
            self->last = status;
    } while (status == MLA_OK);
    self->no_memory |= status == MLA_E_NO_MEMORY;
    take_output(self);
}

/* The number of octets that the next piece may have. */
static size_t piece_len(const player *self, size_t left) {
    size_t len = left < self->how.piece ? left : self->how.piece;
    if (self->how.split_at > self->fed && self->how.split_at - self->fed < len)
        len = self->how.split_at - self->fed;
    return len;
}

static bool play_server(player *self, const transcript_step *step) {
    size_t done = 0;
    while (done != step->octets.len) {
        size_t len = piece_len(self, step->octets.len - done);
        size_t taken = self->protocol->feed(self->connection, step->octets.data + done, len);
        if (taken == 0) { /* it has stopped: the rest is lost, as it would be on a wire */
            self->fed += step->octets.len - done;
            return true;
        }
        done += taken;
        self->fed += taken;
        pump(self);
    }
    return true;
}

static bool play_action(player *self, const transcript_step *step) {
    if (mla_str_equal(step->words[0], mla_str_from("eof"))) {
        self->protocol->feed_end(self->connection);
        pump(self);
        return true;
    }
    int32_t status = self->protocol->act(self->connection, step->words, step->word_count);
    self->no_memory |= status == MLA_E_NO_MEMORY;
    const char *name = status != INT32_MIN ? mla_status_name(status) : "no such action";
    if (strcmp(name, step->status) != 0)
        return complain(self, step->line, "the call returned something else", mla_str_from(name),
                        mla_str_from(step->status));
    pump(self);
    return true;
}

static bool play_client(player *self, const transcript_step *step) {
    mla_str wanted = {step->octets.data, step->octets.len};
    mla_str got = {NULL, 0};
    if (self->output.data != NULL)
        got =
            (mla_str){self->output.data + self->output_read, self->output.len - self->output_read};
    if (got.len < wanted.len || memcmp(got.ptr, wanted.ptr, wanted.len) != 0)
        return complain(self, step->line, "the client sent something else", got, wanted);
    self->output_read += wanted.len;
    return true;
}

static bool play_event(player *self, const transcript_step *step) {
    mla_str wanted = {step->octets.data, step->octets.len};
    if (self->event_read == self->event_count)
        return complain(self, step->line, "no event", mla_str_from("nothing"), wanted);
    mla_str got = event_at(self, self->event_read++);
    if (!mla_str_equal(got, wanted))
        return complain(self, step->line, "another event", got, wanted);
    return true;
}

/* Whether all that came out so far was expected. */
static bool settled(player *self, int line) {
    if (self->event_read != self->event_count)
        return complain(self, line, "an event before this line", event_at(self, self->event_read),
                        mla_str_from("nothing"));
    if (self->output_read != self->output.len)
        return complain(
            self, line, "output before this line",
            (mla_str){self->output.data + self->output_read, self->output.len - self->output_read},
            mla_str_from("nothing"));
    return true;
}

static bool play_step(player *self, const transcript_step *step, const transcript_step *before) {
    static bool (*const play[])(player *, const transcript_step *) = {
        [TRANSCRIPT_SERVER] = play_server,
        [TRANSCRIPT_CLIENT] = play_client,
        [TRANSCRIPT_ACTION] = play_action,
        [TRANSCRIPT_EVENT] = play_event,
    };
    bool in_run = before != NULL && before->kind == TRANSCRIPT_SERVER;
    if (step->kind == TRANSCRIPT_ACTION || (step->kind == TRANSCRIPT_SERVER && !in_run))
        if (!settled(self, step->line))
            return false;
    return play[step->kind](self, step);
}

static bool play_steps(player *self) {
    const transcript_step *step = NULL;
    pump(self);
    for (size_t i = 0; i < self->its->step_count; i++) {
        const transcript_step *before = step;
        step = &self->its->steps[i];
        if (!play_step(self, step, before))
            return false;
    }
    return settled(self, step != NULL ? step->line : 0);
}

/* An allocation that fails may end the case, if it is said so; nothing may leak. */
static bool judge(player *self, bool played) {
    if (self->how.fixed && self->connection != NULL && self->memory.calls != self->calls_created)
        played = complain(self, 0, "allocated after creation", mla_str_from(""), mla_str_from(""));
    self->protocol->destroy(self->connection);
    if (self->memory.octets != 0)
        return complain(self, 0, "memory was not given back", mla_str_from(""), mla_str_from(""));
    return played || (self->how.fail_at != 0 && self->no_memory);
}

static bool play(player *self) {
    self->memory.allocator = (mla_allocator){&self->memory, heap_alloc, heap_resize, heap_release};
    self->memory.fail_at = self->how.fail_at;
    self->last = MLA_AGAIN;
    int32_t status = MLA_OK;
    self->connection = self->protocol->create(&self->memory.allocator, self->how.fixed, &status);
    self->calls_created = self->memory.calls;
    self->no_memory = status == MLA_E_NO_MEMORY;
    return judge(self, self->connection != NULL && play_steps(self));
}

static void player_free(player *self) {
    transcript_text_free(&self->events);
    transcript_text_free(&self->output);
    transcript_text_free(&self->complaint);
    free(self->starts);
}

/* Plays once; prints the complaint. @param calls out: allocations there were. */
static bool play_way(const player *as, way how, size_t *calls) {
    player self = *as;
    self.how = how;
    bool good = play(&self);
    if (!good)
        printf("%.*s", (int)self.complaint.len, self.complaint.data);
    if (calls != NULL)
        *calls = self.memory.calls;
    player_free(&self);
    return good;
}

static bool play_once(const player *as, bool fixed) {
    return play_way(as, (way){fixed, SIZE_MAX, SIZE_MAX, 0}, NULL);
}

static bool play_octets(const player *as, bool fixed) {
    return play_way(as, (way){fixed, 1, SIZE_MAX, 0}, NULL);
}

static bool play_splits(const player *as, bool fixed) {
    size_t total = 0;
    for (size_t i = 0; i < as->its->step_count; i++)
        if (as->its->steps[i].kind == TRANSCRIPT_SERVER)
            total += as->its->steps[i].octets.len;
    size_t runs = total != 0 ? SPLIT_BUDGET / total + 16 : 0;
    for (size_t at = 1; at < total; at++) {
        if (at > runs / 2 && total - at > runs / 2)
            continue;
        if (play_way(as, (way){fixed, SIZE_MAX, at, 0}, NULL))
            continue;
        printf("#   split before octet %zu\n", at);
        return false;
    }
    return true;
}

static bool play_failures(const player *as, bool fixed) {
    size_t calls = 0;
    for (size_t at = 1; at == 1 || at <= calls; at++) {
        if (play_way(as, (way){fixed, SIZE_MAX, SIZE_MAX, at}, &calls))
            continue;
        printf("#   allocation %zu failed\n", at);
        return false;
    }
    return true;
}

static size_t play_case(const player *as, size_t *number) {
    static const struct {
        const char *name;
        bool (*play)(const player *as, bool fixed);
        bool splits;
    } ways[] = {
        {"at once", play_once, false},
        {"octet by octet", play_octets, true},
        {"every split", play_splits, true},
        {"failing allocations", play_failures, false},
    };
    size_t failed = 0;
    for (int fixed = 0; fixed < 2; fixed++) {
        if (!(fixed ? as->its->fixed : as->its->growing))
            continue;
        for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
            if (ways[i].splits && as->its->at_once)
                continue;
            bool good = ways[i].play(as, fixed);
            printf("%sok %zu - %s (%s%s)\n", good ? "" : "not ", ++*number, as->its->name,
                   ways[i].name, fixed ? ", fixed memory" : "");
            failed += !good;
        }
    }
    return failed;
}

int transcript_main(int argc, char **argv, const transcript_protocol *protocol) {
    size_t number = 0;
    size_t failed = 0;
    for (int i = 1; i < argc; i++) {
        transcript_file file;
        transcript_read(&file, argv[i]);
        for (size_t j = 0; j < file.case_count; j++) {
            player as = {.protocol = protocol, .file = &file, .its = &file.cases[j]};
            failed += play_case(&as, &number);
        }
        transcript_free(&file);
    }
    printf("1..%zu\n", number);
    return failed != 0;
}
