#!/bin/sh
# Installs what is missing, builds with ASan and UBSan, runs every test, and ends with "N passed, N failed".
#
#   tests/run.sh                 everything
#   tests/run.sh --suite unit    arguments go to `meson test`: suites unit, transcripts, fuzz, integration, install
#   tests/run.sh base/rxbuf      one program
#
# CC=clang takes the other compiler. The build folder is build/test, or MLA_BUILD_DIR.
set -eu
cd "$(dirname "$0")/.."

tests/setup.sh test
eval "$(tests/setup.sh --env)"

build=${MLA_BUILD_DIR:-build/test}
servers=
tidy() {
    [ -z "$servers" ] || tests/servers/all.sh stop "$servers" || :
    [ -z "$servers" ] || rm -rf "$servers"
    servers=
}
trap tidy EXIT
trap 'exit 130' INT TERM HUP

# quietly LOG COMMAND...: shows the end of the log and stops the run when the command fails
quietly() {
    log=$1
    shift
    "$@" >"$log" 2>&1 && return 0
    grep -E 'error|warning|ERROR|FAILED' "$log" | head -n 40
    tail -n 30 "$log"
    echo "0 passed, 1 failed"
    exit 1
}

# --- build ----------------------------------------------------------------------------------------------------

# What the sanitizers recommend, and lines are all that they tell of where they are.
options="--buildtype=plain -Doptimization=1 -Dtests=enabled -Db_sanitize=address,undefined -Db_lundef=false
    -Dc_args=['-g1','-fno-sanitize-recover=all']"
wanted="${CC:-cc} $options ${PKG_CONFIG_PATH:-}"
if [ ! -f "$build/build.ninja" ] || [ "$(cat "$build/wanted" 2>/dev/null)" != "$wanted" ]; then
    rm -rf "$build"
    mkdir -p "$build"
    # shellcheck disable=SC2086  # a list of options
    quietly "$build.log" meson setup $options "$build"
    printf '%s\n' "$wanted" >"$build/wanted"
fi
quietly "$build.log" meson compile -C "$build"

# --- servers --------------------------------------------------------------------------------------------------

case "$# $*" in
0* | *integration*)
    servers=$(mktemp -d /tmp/mla.XXXXXX)
    quietly "$build.log" tests/servers/all.sh start "$servers"
    set -a
    . "$servers/env"
    set +a
    ;;
esac

# --- tests ----------------------------------------------------------------------------------------------------

export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_stack_use_after_return=1:strict_string_checks=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}"
rm -f "$build/meson-logs/testlog.json"
meson test -C "$build" --no-rebuild --quiet "$@" >"$build.log" 2>&1 || :
if [ ! -s "$build/meson-logs/testlog.json" ]; then
    cat "$build.log"
    echo "0 passed, 0 failed"
    exit 1
fi
tests/count.py "$build/meson-logs/testlog.json"
