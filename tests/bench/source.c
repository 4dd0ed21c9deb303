/* SPDX-License-Identifier: MIT */
#include "source.h"

#include <string.h>

static bench_piece *add(bench_source *source, uint64_t repeats) {
    bench_piece *piece = &source->pieces[source->count++];
    piece->repeats = repeats;
    return piece;
}

void bench_source_add(bench_source *source, const char *words) {
    if (words[0] != '\0')
        bench_text_add(&add(source, 1)->text, "%s", words);
}

void bench_source_add_shape(bench_source *source, const bench_shape *shape, uint64_t repeats) {
    if (shape->head != NULL)
        shape->head(&add(source, 1)->text, repeats);
    shape->block(&add(source, repeats)->text);
    bench_source_add(source, shape->tail);
}

static void advance(bench_source *source, const bench_piece *piece) {
    source->position = 0;
    source->sent++;
    if (source->sent < piece->repeats)
        return;
    source->sent = 0;
    source->current++;
}

size_t bench_source_read(bench_source *source, char *to, size_t room) {
    const unsigned current = source->current;
    size_t got = 0;
    while (source->current == current && current < source->count && got < room) {
        const bench_piece *piece = &source->pieces[current];
        const size_t left = piece->text.len - source->position;
        const size_t part = left < room - got ? left : room - got;
        memcpy(to + got, piece->text.data + source->position, part);
        got += part;
        source->position += part;
        if (part == left)
            advance(source, piece);
    }
    return got;
}
