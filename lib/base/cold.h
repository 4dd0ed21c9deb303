/* SPDX-License-Identifier: MIT */
#ifndef MLA_BASE_COLD_H
#define MLA_BASE_COLD_H

/**
 * A function that is hardly ever called, by one that is called all the time: it is kept out of its caller, which so
 * needs fewer registers to save.
 */
#if defined(__GNUC__) && !defined(__OPTIMIZE_SIZE__)
#define MLA__COLD __attribute__((noinline, cold))
#else
#define MLA__COLD
#endif

/** One of a few instructions that is called all the time: it becomes part of its caller. */
#if defined(__GNUC__) && defined(__OPTIMIZE__) && !defined(__OPTIMIZE_SIZE__)
#define MLA__HOT inline __attribute__((always_inline))
#else
#define MLA__HOT inline
#endif

#endif
