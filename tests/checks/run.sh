#!/bin/sh
# Runs the static checks, a line for each; with names, only those: tests/checks/run.sh format tidy
#
#   build_gcc, build_clang   with -Werror: what is shipped, and all with the tests
#   headers        each header compiles alone: C11 for all, C++ for the public ones
#   includes       layers look down only; system headers and mbedTLS only where they may
#   sources        each .c of lib/ is in the build
#   unused         each internal function has a caller in lib/
#   freestanding   what the codecs leave undefined, against a list
#   cortex_m3      size and stack of the codecs on a Cortex-M3, against footprint.budget
#   recursion      no cycle of calls, except those in recursion.allow
#   symbols        what the shared library exports, against tests/abi/symbols.txt
#   options        combinations of build options
#   format, tidy   clang-format, clang-tidy
#   length         files of lib/ and include/
#   coverage       branches of the codecs that the tests take: at least 90 % of lib/base and lib/imap
set -eu
cd "$(dirname "$0")"
../setup.sh check

checks=${*:-format length includes sources unused headers freestanding cortex_m3 build_gcc build_clang symbols recursion tidy options coverage}
mkdir -p ../../build/checks
log=../../build/checks/output
failed=0
for check in $checks; do
    started=$(date +%s)
    if sh "./$check.sh" >"$log" 2>&1; then
        verdict=ok
    else
        verdict=FAIL
        failed=$((failed + 1))
    fi
    printf '%-4s %s (%d s)\n' $verdict "$check" $(($(date +%s) - started))
    sed 's/^/       /' "$log"
done
[ $failed = 0 ] || {
    echo "$failed checks failed"
    exit 1
}
