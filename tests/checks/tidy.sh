#!/bin/sh
. "$(dirname "$0")/common.sh"
configure_clang
# One at a time: clang-tidy 14 carries what it learnt about a va_list into the next file.
built_sources $scratch/clang | grep -E '^(lib|examples)/' |
    xargs -r -P "$(nproc)" -n 1 clang-tidy --quiet -p $scratch/clang >$scratch/tidy 2>$scratch/tidy.err || {
    grep -E 'warning:|error:' $scratch/tidy | sed 's|^[^ ]*/\.\./||' | sort -u | head -n 60
    [ -s $scratch/tidy ] || tail -n 20 $scratch/tidy.err
    exit 1
}
