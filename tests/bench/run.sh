#!/bin/sh
# Builds with optimisation and runs the benchmarks. They print figures and assert nothing.
#
#   tests/bench/run.sh [--install] [codec [SHAPE...] | network] [OPTION...]
#
#   codec      the codecs, from memory and over loopback against a replaying server
#   network    the library and the mailaccess command against a Dovecot on loopback
#   neither    both
#   --install  installs libcurl, libetpan and valgrind first (tests/setup.sh bench); without them there is less to
#              compare with
#
# OPTIONS: see tests/bench/run.sh codec --help, and network --help. Tables and pictures also go into the build
# folder: build/bench, or MLA_BENCH_DIR.
set -eu
cd "$(dirname "$0")/../.."

profile=test
which=
case ${1:-} in
--install)
    profile=bench
    shift
    ;;
--help | -h)
    sed -n '2,/^set -eu/s/^#\( \|$\)//p' "$0"
    exit 0
    ;;
esac
case ${1:-} in
codec | network)
    which=$1
    shift
    ;;
?*)
    echo "tests/bench/run.sh: codec or network, not $1" >&2
    exit 2
    ;;
esac

tests/setup.sh $profile
eval "$(tests/setup.sh --env)"

build=${MLA_BENCH_DIR:-build/bench}
# Meson keeps where it found mbedTLS: another copy makes another build.
if [ ! -f "$build/build.ninja" ] || [ "$(cat "$build/wanted" 2>/dev/null)" != "${PKG_CONFIG_PATH:-}" ]; then
    rm -rf "$build"
fi
mkdir -p "$build"
# As a distribution builds; libcurl and libetpan may have come since the last time. A build type that is named again
# resets what was named beside it.
options="--buildtype=release -Doptimization=2 -Ddebug=true -Db_ndebug=true -Dtests=enabled"
[ ! -f "$build/build.ninja" ] || options=--reconfigure
if ! {
    # shellcheck disable=SC2086  # a list of options
    meson setup $options "$build" &&
        meson compile -C "$build"
} >"$build/log" 2>&1; then
    tail -n 40 "$build/log" >&2
    exit 1
fi
echo "${PKG_CONFIG_PATH:-}" >"$build/wanted"

for name in ${which:-codec network}; do
    PYTHONDONTWRITEBYTECODE=1 python3 "tests/bench/$name.py" "$build" "$@"
done
