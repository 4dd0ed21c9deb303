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

#endif
