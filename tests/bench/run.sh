#!/bin/sh
# Benchmarks. They print, and nothing depends on them.
#
#   tests/bench/run.sh                   all of it
#   tests/bench/run.sh codec [KIND]...   instructions and allocations of an IMAP item (valgrind)
#   tests/bench/run.sh network [OPTION]...   mailboxes from a Dovecot on loopback, beside libcurl and libetpan
#
# Installs what is missing: valgrind, libcurl, libetpan (tests/setup.sh bench). The build folder is build/bench.
set -eu
cd "$(dirname "$0")/../.."
case ${1:-} in
-h | --help)
    sed -n 's/^# \{0,1\}//; 2,8p' "$0"
    exit 0
    ;;
esac
tests/setup.sh bench
eval "$(tests/setup.sh --env)"
build=build/bench
[ -f $build/build.ninja ] || meson setup --buildtype=release -Dtests=enabled $build >/dev/null
meson compile -C $build >$build.log 2>&1 || {
    tail -n 30 $build.log
    exit 1
}
what=${1:-all}
[ $# = 0 ] || shift
case $what in
codec) tests/bench/instructions.py $build/tests/bench/bench_codec "$@" ;;
network) tests/bench/network.py $build "$@" ;;
all)
    tests/bench/instructions.py $build/tests/bench/bench_codec
    tests/bench/network.py $build
    ;;
*)
    echo "tests/bench/run.sh: codec or network, not $what" >&2
    exit 2
    ;;
esac
