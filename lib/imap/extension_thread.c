/* SPDX-License-Identifier: MIT */
/* THREAD (RFC 5256 section 4): nested parentheses become messages with their place in the tree. */
#include "base/ascii.h"
#include "imap/response_stream.h"

/* What follows stands at the top again. */
static void at_top(mla__thread_stack *stack) {
    stack->level = 0;
    stack->parent = MLA_IMAP_NO_THREAD;
    stack->depth = 0;
    stack->is_open_only = false;
}

static void begin(mla_imap_decoder *decoder) {
    uint32_t levels = decoder->limits.nesting_max;
    mla__thread_stack *stack = &decoder->thread_stack;
    decoder->thread = (mla_imap_thread){.struct_size = sizeof decoder->thread};
    stack->parents = mla__arena_alloc(&decoder->arena, (size_t)levels * 2 * sizeof *stack->parents);
    stack->depths = stack->parents != NULL ? stack->parents + levels : NULL;
    at_top(stack);
}

static void give(mla_imap_decoder *decoder, bool more) {
    mla_imap_thread *thread = &decoder->thread;
    thread->more = more;
    thread->first += (uint32_t)thread->node_count;
    thread->nodes = decoder->stream.items.nodes;
    thread->node_count = decoder->stream.count;
    decoder->event.type = MLA_IMAP_EVENT_THREAD;
    decoder->event.thread = thread;
}

/* The place of the next message in the reply: behind those of the last piece and of this one. */
static uint32_t next_index(const mla_imap_decoder *decoder) {
    const mla_imap_thread *thread = &decoder->thread;
    return thread->first + (uint32_t)thread->node_count + (uint32_t)decoder->stream.count;
}

static void add(mla_imap_decoder *decoder, uint32_t number) {
    mla__thread_stack *stack = &decoder->thread_stack;
    uint32_t index = next_index(decoder);
    decoder->stream.items.nodes[decoder->stream.count++] = (mla_imap_thread_node){
        .number = number,
        .parent = stack->parent,
        .depth = stack->depth++,
    };
    stack->parent = index;
}

/* "((3)(5))" has no message in front of its branches: their parent is one that is not there. */
static void open(mla_imap_decoder *decoder, mla__lex *lex) {
    mla__thread_stack *stack = &decoder->thread_stack;
    if (stack->is_open_only && stack->parent == MLA_IMAP_NO_THREAD)
        add(decoder, 0);
    if (stack->parents != NULL && stack->level < decoder->limits.nesting_max) {
        stack->parents[stack->level] = stack->parent;
        stack->depths[stack->level] = stack->depth;
    } else {
        /* Too deep to remember: what follows it answers what came last. */
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_NO_ROOM);
    }
    stack->level++;
    stack->is_open_only = true;
}

static void close(mla_imap_decoder *decoder, mla__lex *lex) {
    mla__thread_stack *stack = &decoder->thread_stack;
    mla__lex_forgive(lex, stack->level == 0, MLA_IMAP_FORGIVEN_STRAY);
    stack->is_open_only = false;
    if (stack->level <= 1) {
        at_top(stack);
    } else if (--stack->level < decoder->limits.nesting_max && stack->parents != NULL) {
        stack->parent = stack->parents[stack->level];
        stack->depth = stack->depths[stack->level];
    }
}

static int32_t read_number(mla_imap_decoder *decoder, mla__lex *lex) {
    const char *at = lex->at;
    uint64_t number = 0;
    for (; at != lex->end && mla__ascii_is_digit(*at); at++)
        number = number <= UINT32_MAX ? number * 10 + (uint64_t)(*at - '0') : number;
    const char *to = at != lex->at ? at : at + 1;
    if (to == lex->end && !decoder->stream.is_whole)
        return MLA_AGAIN;
    bool is_number = at != lex->at && number <= UINT32_MAX;
    mla__lex_forgive(lex, !is_number, MLA_IMAP_FORGIVEN_STRAY);
    if (is_number)
        add(decoder, (uint32_t)number);
    if (decoder->thread_stack.level == 0) { /* not in parentheses: a thread of its own */
        mla__lex_forgive(lex, true, MLA_IMAP_FORGIVEN_STRAY);
        at_top(&decoder->thread_stack);
    }
    lex->at = to;
    decoder->thread_stack.is_open_only = false;
    return MLA_OK;
}

static int32_t read(mla_imap_decoder *decoder, mla__lex *lex) {
    if (decoder->stream.count == MLA__STREAM_NODES)
        return MLA_END;
    if (*lex->at != '(' && *lex->at != ')')
        return read_number(decoder, lex);
    if (*lex->at == '(')
        open(decoder, lex);
    else
        close(decoder, lex);
    lex->at++;
    return MLA_OK;
}

const mla__stream_family mla__thread_family = {"THREAD", begin, read, give};
