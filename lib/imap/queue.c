/* SPDX-License-Identifier: MIT */
#include "imap/queue.h"

#include "base/alloc.h"
#include "base/mem.h"
#include "base/trace.h"

int32_t mla__queue_init(mla__queue *queue, const mla_imap_config *config) {
    const mla_allocator *allocator = config->allocator;
    *queue = (mla__queue){
        .trace = config->trace,
        .max = config->queue_max,
        .in_flight_max = config->in_flight_max,
        .run_max = config->queue_max * 2 + 16,
    };
    int32_t status =
        mla__txbuf_init(&queue->tx, allocator, config->transmit_initial, config->transmit_max);
    if (status != MLA_OK)
        return status;
    queue->commands = mla__alloc_array(allocator, queue->max, sizeof *queue->commands);
    queue->runs = mla__alloc_array(allocator, queue->run_max, sizeof *queue->runs);
    return queue->commands == NULL || queue->runs == NULL ? MLA_E_NO_MEMORY : MLA_OK;
}

void mla__queue_deinit(mla__queue *queue) {
    const mla_allocator *allocator = &queue->tx.allocator;
    mla__release(allocator, queue->commands, queue->max * sizeof *queue->commands);
    mla__release(allocator, queue->runs, queue->run_max * sizeof *queue->runs);
    mla__txbuf_deinit(&queue->tx);
}

bool mla__queue_is_allowed(uint32_t behaviour, int32_t state) {
    if (behaviour & MLA__NOT_AUTHENTICATED)
        return state == MLA_IMAP_STATE_NOT_AUTHENTICATED;
    if (behaviour & MLA__SELECTED)
        return state == MLA_IMAP_STATE_SELECTED;
    if (behaviour & MLA__AUTHENTICATED)
        return state == MLA_IMAP_STATE_AUTHENTICATED || state == MLA_IMAP_STATE_SELECTED;
    return true;
}

bool mla__queue_conflicts(uint32_t earlier, uint32_t later) {
    if ((earlier | later) & MLA__ALONE)
        return true;
    if ((earlier & MLA__EXPUNGES) && (later & MLA__SEQUENCE))
        return true;
    /* Nothing in these replies says which of two commands they answer. */
    return (earlier & later & (MLA__LISTS | MLA__SEARCHES)) != 0;
}

static size_t run_len(uint32_t run) {
    return run >> MLA__RUN_SHIFT;
}

int32_t mla__queue_add_run(mla__queue *queue, uint32_t flags) {
    if (queue->run_count == queue->run_max)
        return MLA_E_LIMIT;
    queue->runs[queue->run_count++] = flags;
    return MLA_OK;
}

void mla__queue_add_octets(mla__queue *queue, size_t len) {
    queue->runs[queue->run_count - 1] += (uint32_t)len << MLA__RUN_SHIFT;
}

void mla__queue_add_command(mla__queue *queue, mla__queued command) {
    queue->commands[queue->count++] = command;
}

/** Takes out the runs of [first, behind), none of which was offered. */
static void remove_runs(mla__queue *queue, uint32_t first, uint32_t behind) {
    size_t place = 0;
    for (uint32_t i = 0; i < first; i++)
        place += run_len(queue->runs[i]);
    size_t len = 0;
    for (uint32_t i = first; i < behind; i++)
        len += run_len(queue->runs[i]);
    mla__txbuf_remove(&queue->tx, place, len);
    memmove(queue->runs + first, queue->runs + behind,
            (queue->run_count - behind) * sizeof *queue->runs);
    queue->run_count -= behind - first;
}

void mla__queue_cut(mla__queue *queue, uint32_t run) {
    remove_runs(queue, run, queue->run_count);
}

static bool may_start(const mla__queue *queue, uint32_t index, int32_t state) {
    if (state == MLA_IMAP_STATE_GREETING || state == MLA_IMAP_STATE_LOGOUT)
        return false;
    if (index >= queue->in_flight_max)
        return false;
    for (uint32_t i = 0; i < index; i++)
        if (mla__queue_conflicts(queue->commands[i].behaviour, queue->commands[index].behaviour))
            return false;
    return true;
}

static bool may_offer(mla__queue *queue, uint32_t run, int32_t state) {
    if ((run & MLA__RUN_FIRST) == 0)
        return (run & MLA__RUN_WAIT) == 0;
    const mla__queued *command = &queue->commands[queue->started];
    if (!may_start(queue, queue->started, state) || command->is_cancelled ||
        !mla__queue_is_allowed(command->behaviour, state))
        return false;
    queue->started++;
    return true;
}

const char *mla__queue_offer(mla__queue *queue, int32_t state, size_t *len) {
    while (queue->runs_offered < queue->run_count) {
        uint32_t run = queue->runs[queue->runs_offered];
        if (!may_offer(queue, run, state))
            break;
        queue->offered += run_len(run);
        queue->runs_offered++;
    }
    *len = queue->offered;
    size_t all;
    return mla__txbuf_peek(&queue->tx, &all);
}

static void trace_sent(const mla__queue *queue, uint32_t run, size_t len) {
    size_t all;
    if ((run & MLA__RUN_SECRET) == 0)
        mla__trace_write(&queue->trace, MLA_TRACE_SENT, mla__txbuf_peek(&queue->tx, &all), len);
    else if (len == run_len(run))
        mla__trace_secret(&queue->trace, MLA_TRACE_SENT);
}

/** Acknowledges at most the first run. @return octets of it. */
static size_t ack_run(mla__queue *queue, size_t len) {
    uint32_t *run = queue->runs;
    if (len < run_len(*run)) {
        trace_sent(queue, *run, len);
        *run &= ~(MLA__RUN_FIRST | MLA__RUN_WAIT);
        *run -= (uint32_t)len << MLA__RUN_SHIFT;
        return len;
    }
    len = run_len(*run);
    trace_sent(queue, *run, len);
    queue->run_count--;
    queue->runs_offered--;
    memmove(run, run + 1, queue->run_count * sizeof *run);
    return len;
}

int32_t mla__queue_ack(mla__queue *queue, size_t len) {
    if (len > queue->offered)
        return MLA_E_INVALID;
    queue->offered -= len;
    while (len != 0) {
        size_t octets = ack_run(queue, len);
        mla__txbuf_consume(&queue->tx, octets);
        len -= octets;
    }
    return MLA_OK;
}

/** Whether the first run goes on with a command of which something was sent. */
static bool is_partly_sent(const mla__queue *queue) {
    return queue->run_count != 0 && (queue->runs[0] & MLA__RUN_FIRST) == 0;
}

/** Commands of which every octet was sent. */
static uint32_t sent_count(const mla__queue *queue) {
    uint32_t unsent = is_partly_sent(queue);
    for (uint32_t i = 0; i < queue->run_count; i++)
        unsent += queue->runs[i] & MLA__RUN_FIRST;
    return queue->count - unsent;
}

bool mla__queue_continue(mla__queue *queue) {
    if (!is_partly_sent(queue) || (queue->runs[0] & MLA__RUN_WAIT) == 0)
        return false;
    queue->runs[0] &= ~MLA__RUN_WAIT;
    return true;
}

uint32_t mla__queue_find(const mla__queue *queue, uint32_t number) {
    uint32_t i = 0;
    while (i < queue->count && queue->commands[i].number != number)
        i++;
    return i;
}

bool mla__queue_is_sent(const mla__queue *queue, uint32_t index) {
    return index < sent_count(queue);
}

bool mla__queue_is_waiting(const mla__queue *queue, uint32_t index) {
    return index == sent_count(queue) && is_partly_sent(queue) &&
           (queue->runs[0] & MLA__RUN_WAIT) != 0;
}

/** The first run of a command that was not started. */
static uint32_t first_run(const mla__queue *queue, uint32_t index) {
    uint32_t run = queue->runs_offered;
    for (uint32_t i = queue->started;; run++) {
        if ((queue->runs[run] & MLA__RUN_FIRST) && i++ == index)
            return run;
    }
}

void mla__queue_remove(mla__queue *queue, uint32_t index) {
    bool is_started = index < queue->started;
    uint32_t first = is_started ? queue->runs_offered : first_run(queue, index);
    uint32_t behind = is_started ? first : first + 1;
    /* What was offered has perhaps been encrypted: it stays. */
    if (!is_started || mla__queue_is_waiting(queue, index))
        while (behind < queue->run_count && (queue->runs[behind] & MLA__RUN_FIRST) == 0)
            behind++;
    remove_runs(queue, first, behind);
    queue->started -= is_started;
    queue->count--;
    memmove(queue->commands + index, queue->commands + index + 1,
            (queue->count - index) * sizeof *queue->commands);
}

uint32_t mla__queue_find_dead(const mla__queue *queue, int32_t state) {
    uint32_t i = queue->started;
    if (i < queue->count && may_start(queue, i, state) &&
        !mla__queue_is_allowed(queue->commands[i].behaviour, state))
        return i;
    while (i < queue->count && !queue->commands[i].is_cancelled)
        i++;
    return i;
}

bool mla__queue_is_unwanted(const mla__queue *queue, uint32_t answers) {
    bool is_cancelled = false;
    for (uint32_t i = 0; i < queue->started; i++) {
        if ((queue->commands[i].behaviour & answers) == 0)
            continue;
        if (!queue->commands[i].is_cancelled)
            return false;
        is_cancelled = true;
    }
    return is_cancelled;
}
