#!/bin/sh
# Fuzzes: tests/fuzz/run.sh [SECONDS] [TARGET...]
#
# Builds the targets with clang, ASan, UBSan and libFuzzer, runs each for SECONDS (60), two at a time, and prints what each
# did. What a run finds that is new goes to build/fuzz/corpus/TARGET, where the next one begins; a finding is kept as
# build/fuzz/TARGET-crash-... and makes this fail. README.md tells what to do with it.
set -eu
cd "$(dirname "$0")/../.."
build=build/fuzz

# One target, in the name of the script itself.
fuzz() { # seconds, target
    target=$2
    found=$build/corpus/$target
    mkdir -p "$found"
    set -- -max_total_time="$1" -max_len=1500 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$build/$target-"
    case $target in
    message | url) ;;
    pop3) set -- "$@" -dict=tests/fuzz/pop3.dict ;;
    *) set -- "$@" -dict=tests/fuzz/imap.dict ;;
    esac
    log=$build/$target.log
    # Without fake stacks: they cost half of the speed.
    code=0
    ASAN_OPTIONS="${ASAN_OPTIONS:-detect_stack_use_after_return=0}" nice -n 19 \
        "$build/tests/fuzz/fuzz_$target" "$@" "$found" "tests/fuzz/corpus/$target" >"$log" 2>&1 || code=$?
    if [ $code != 0 ]; then
        printf '%-14s FINDING\n' "$target"
        grep -E 'does not hold|differ at|ERROR|runtime error|Test unit written' "$log" | head -n 5
        return 1
    fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    edges=$(sed -n 's/^#.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    printf '%-14s %10d executions, %5d edges\n' "$target" "$runs" "$edges"
}

if [ "${1:-}" = --one ]; then
    fuzz "$2" "$3"
    exit
fi

tests/setup.sh check
eval "$(tests/setup.sh --env)"
seconds=${1:-60}
[ $# = 0 ] || shift

mkdir -p build
quietly() { # command...
    "$@" >$build.log 2>&1 || {
        grep -E 'error|FAILED|warning' $build.log | head -n 20
        tail -n 20 $build.log
        exit 1
    }
}
[ -f $build/build.ninja ] ||
    CC=clang quietly meson setup --buildtype=debugoptimized -Dtests=enabled -Dexamples=false -Dfuzzing=true \
        -Db_sanitize=address,undefined -Db_lundef=false -Dc_args=-fno-sanitize-recover=all $build
quietly ninja -C $build build.ninja
[ $# != 0 ] || set -- $(meson introspect --targets $build | python3 -c '
import json, sys
print(*sorted(t["name"][5:] for t in json.load(sys.stdin) if t["name"].startswith("fuzz_")))')
# The targets alone: they have an engine, while the other tests of this build have none.
quietly ninja -C $build $(printf 'tests/fuzz/fuzz_%s ' "$@")
printf '%s\n' "$@" | xargs -P 2 -n 1 tests/fuzz/run.sh --one "$seconds"
