#!/bin/sh
CC=gcc
export CC
. "$(dirname "$0")/common.sh"
# Without inlining every call is in the graph that the compiler writes.
configure $scratch/recursion --buildtype=plain -Doptimization=0 -Dtests=disabled -Dexamples=false \
    -Ddefault_library=static -Dc_args=-fcallgraph-info
compile $scratch/recursion
exec python3 tests/checks/recursion.py $scratch/recursion tests/checks/recursion.allow
